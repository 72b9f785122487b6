# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What the parts of the stand-in tell the recorder of a context."""

from typing import Any

class Silence:
    """A recorder that nobody listens to."""

    listening: bool
    def record(self, kind: str, time: float, **facts: Any) -> None:
        """Forget it."""

class Recording:
    """The part of `GraphContext` that records; errors and warnings come through at any time."""
