# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.CookOptions`: what to cook, and whether to wait for it."""

from pdg._enums import cookType

class CookOptions:
    """How to cook: what, and whether to wait for it. Names are those of Houdini 21.0."""

    autoRecook: bool
    autoRecookInterval: float
    blocking: bool
    checkpointPath: str
    checkpointRate: float
    checkpointingEnabled: bool
    cookTime: float
    cookType: cookType
    nodeNames: list[str]
    saveScene: bool
    staticFilter: str
    def __init__(self) -> None:
        """Cook the whole graph and return when it is cooked."""
