# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Files of items on disk: those that are gone, those not reported, those found in the cache."""

from pdg._recording import Recording

class OutputFiles(Recording):
    """The part of `GraphContext` that looks at files."""
