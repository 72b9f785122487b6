# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.processor`: the base of processors."""

from pdg import PyProcessor as PyProcessor
