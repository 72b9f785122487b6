# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.dependency`: the base of dependencies, which the stand-in does not play."""

from pdg import PyDependency as PyDependency
