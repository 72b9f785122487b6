# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.partitioner`: the base of partitioners, which the stand-in does not play."""

from pdg import PyPartitioner as PyPartitioner
