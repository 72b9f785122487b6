# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""How jobs talk to the scheduler that runs them: `pdg.job`."""
