# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Who may write attributes: `lockAttributes`, and the blocks that go with it."""

import threading
from types import TracebackType
from pdg._attribute_store import AttributeStore

class _Held(threading.local):
    """What this thread holds."""

    owners: list[AttributeStore]
    ignored: int
    def __init__(self) -> None: ...

def may_write(owner: AttributeStore) -> bool:
    """Tell whether this thread holds the lock of `owner`, or ignores warnings."""

class LockAttributesBlock:
    """What `lockAttributes()` returns: the thread may write the attributes of one owner in it."""

    def __init__(self, owner: AttributeStore) -> None:
        """Prepare to lock `owner`."""

    def __enter__(self) -> LockAttributesBlock:
        """Wait for the lock and take it."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the lock back."""

class IgnoreAttributeWarningsBlock:
    """What `pdg.AttributeUtils.ignoreWarnings()` returns: writes in it are not checked."""

    def __enter__(self) -> IgnoreAttributeWarningsBlock:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""

class AttributeUtils:
    """Functions for attributes."""

    @staticmethod
    def ignoreWarnings() -> IgnoreAttributeWarningsBlock:
        """Return a block in which nothing is said about writes that are not safe."""
