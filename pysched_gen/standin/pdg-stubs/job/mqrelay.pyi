# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.job.mqrelay`: a name that public schedulers import; its class is not documented."""

from typing import Any

class MQRelay:
    """Relay between farm and Houdini's queue; not implemented."""

    def __init__(self, *_arguments: Any) -> None:
        """Raise NotImplementedError."""
