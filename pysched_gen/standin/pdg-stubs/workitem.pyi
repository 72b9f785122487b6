# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.workitem`: the base of custom work item data, which the stand-in does not play."""

from pdg import PyWorkItemData as PyWorkItemData
