# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.mapper`: the base of mappers, which the stand-in does not play."""

from pdg import PyMapper as PyMapper
