# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.CookOptions`: what to cook, and whether to wait for it."""

from typing import Any
from typing import Sequence

class CookOptions:
    """How to cook: by default the whole graph, and waiting for it. Names are Houdini's.

    What the stand-in heeds are `blocking`, `cookType` and `nodeNames`.
    """

    autoRecook: bool
    autoRecookInterval: float
    blocking: bool
    checkpointPath: str
    checkpointRate: float
    checkpointingEnabled: bool
    cookTime: float
    cookType: Any
    nodeNames: Sequence[str]
    saveScene: bool
    staticFilter: str
