# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.node`: the base of nodes, which the stand-in does not play."""

class _MissingClass:
    """Base of classes of which only the name is there."""

    def __init__(self, *arguments: object, **named: object) -> None:
        """Refuse."""

class _Template(_MissingClass):
    """What all types have."""

    @classmethod
    def templateName(cls) -> str:
        """Return the name of the class, which a type overrides."""

    @classmethod
    def templateBody(cls) -> str:
        """Return no parameters, which a type overrides."""

class PyNode(_Template):
    """Base of node types written in Python."""
