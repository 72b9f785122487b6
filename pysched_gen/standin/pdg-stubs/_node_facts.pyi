# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Members of `pdg.Node` that need nothing but the node's name, parameters and items."""

from typing import Any, Mapping

class NodeFacts:
    """What a node of the stand-in says of what only nodes in Houdini have."""

    @property
    def customId(self) -> str:
        """The id that code gave the node: none."""

    @property
    def serviceName(self) -> str:
        """The service that cooks the items: none."""

    @property
    def loopDepth(self) -> int:
        """The number of loops around the node: none, as the graphs of the stand-in have none."""

    def reserveIndexBlock(self, count: int) -> int:
        """Return the first of `count` indices that no item of the node has.

        (Not documented; chosen after the name. Nothing is remembered: the caller uses them.)
        """

    def memoryUsage(self, inclusive: bool = ...) -> int:
        """Return the bytes of the node itself, with its items where `inclusive`."""

    def setValue(self, name: str, value: object) -> None:
        """Set the value of a parameter; raises RuntimeError ("bad port") where there is none."""

    def setValues(self, values: Mapping[str, Any]) -> None:
        """Set the values of parameters; raises RuntimeError ("bad port") where there is none."""
