"""A parameter as schedulers and nodes read it: `self["name"]` is a `Port`.

Names and calls are those of `pdg.Port` in SideFX's help; public schedulers call `evaluate*` with
no argument, with the work item, or with the work item and a component.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, Sequence, Union

from pdg._enums import dataType, portType
from pdg._expand import expand_text

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["Port"]

Value = Union[str, int, float]

# What marks a parameter that nodes may override (help, "Creating a user interface").
OVERRIDABLE = "pdg::scheduler"

_ZERO: dict[dataType, Value] = {dataType.String: "", dataType.Integer: 0, dataType.Float: 0.0}


class Declaration:
    """What a type says of one of its parameters; the values are its default."""

    __slots__ = ("data_type", "label", "name", "tags", "values")

    def __init__(
        self,
        name: str,
        data_type: dataType,
        values: Sequence[object] = (),
        tags: Iterable[str] = (),
        label: str = "",
    ) -> None:
        """Fill in the zero of the type where there are no values."""
        self.name = name
        self.data_type = data_type
        self.values = tuple(convert(v, data_type) for v in values) or (_ZERO[data_type],)
        self.tags = tuple(tags)
        self.label = label or name


def convert(value: object, data_type: dataType) -> Value:
    """Give `value` as a parameter of that type holds it.

    Text that is no number is 0 in a parameter for numbers: so a public scheduler saw it of an
    Integer whose expression gave a text.
    """
    if data_type == dataType.String:
        return "" if value is None else str(value)
    number = _number(value)
    return number if data_type == dataType.Float else int(number)


def _number(value: object) -> float:
    if isinstance(value, (int, float)):
        return float(value) if isinstance(value, float) else value
    try:
        return float(str(value))
    except ValueError:
        return 0.0


class Port:
    """One parameter of a scheduler or node, with a value for each of its components."""

    __slots__ = ("_declaration", "_node", "_values")

    def __init__(self, node: Any, declaration: Declaration) -> None:
        """Hold the default of `declaration`; `node` is whose parameter it is."""
        self._node = node
        self._declaration = declaration
        self._values = declaration.values

    @property
    def name(self) -> str:
        """Give the name."""
        return self._declaration.name

    @property
    def node(self) -> Any:
        """Give the scheduler or node it belongs to."""
        return self._node

    @property
    def dataType(self) -> dataType:
        """Give the type of its values."""
        return self._declaration.data_type

    @property
    def portType(self) -> portType:
        """Give `portType.Parameter`."""
        return portType.Parameter

    @property
    def size(self) -> int:
        """Give the number of components."""
        return len(self._values)

    @property
    def tags(self) -> list[str]:
        """Give the tags of its declaration."""
        return list(self._declaration.tags)

    @property
    def isBuiltin(self) -> bool:
        """Tell whether PDG itself declares it, which its names beginning with `pdg_` show."""
        return self.name.startswith("pdg_")

    @property
    def isCustom(self) -> bool:
        """Tell whether the type declares it."""
        return not self.isBuiltin

    @property
    def connections(self) -> list[Port]:
        """Give nothing: parameters are not wired."""
        return []

    @property
    def defaultValue(self) -> Value | list[Value]:
        """Give the default, a list where there are several components."""
        return _one_or_list(self._declaration.values)

    @property
    def value(self) -> Value | list[Value]:
        """Give the value as it is set, not evaluated."""
        return _one_or_list(self._values)

    @property
    def hasExpression(self) -> bool:
        """Tell whether its value is an expression: never without Houdini."""
        return False

    @property
    def hasWorkItemExpression(self) -> bool:
        """Tell whether its value depends on the work item by an expression: never."""
        return False

    @property
    def expression(self) -> str:
        """Give its expression, "" for none."""
        return ""

    @property
    def expressionAttribs(self) -> list[str]:
        """Give the attributes that its expression reads: none."""
        return []

    @property
    def expressionVars(self) -> list[str]:
        """Give the variables that its expression reads: none."""
        return []

    def hasTag(self, tag: str) -> bool:
        """Tell whether its declaration has this tag."""
        return tag in self._declaration.tags

    def evaluate(self, work_item: WorkItem | None = None, index: int = 0) -> Value:
        """Give the value of one component; text is expanded, with attributes of `work_item`."""
        value = self._component(index)
        return expand_text(value, work_item) if isinstance(value, str) else value

    def evaluateString(self, work_item: WorkItem | None = None, index: int = 0) -> str:
        """Give it as text."""
        return str(self.evaluate(work_item, index))

    def evaluateInt(self, work_item: WorkItem | None = None, index: int = 0) -> int:
        """Give it as an integer, 0 for text that is no number."""
        return int(_number(self.evaluate(work_item, index)))

    def evaluateFloat(self, work_item: WorkItem | None = None, index: int = 0) -> float:
        """Give it as a float, 0.0 for text that is no number."""
        return float(_number(self.evaluate(work_item, index)))

    def evaluateBool(self, work_item: WorkItem | None = None, index: int = 0) -> bool:
        """Give whether it is another number than 0, or text that is not empty."""
        return bool(self.evaluate(work_item, index))

    def evaluateRawString(self, work_item: WorkItem | None = None, index: int = 0) -> str:
        """Give its text before anything in it is expanded."""
        del work_item
        return str(self._component(index))

    def _component(self, index: int) -> Value:
        if not 0 <= index < len(self._values):
            raise IndexError(f"{self.name} has {self.size} component(s), there is no {index}")
        return self._values[index]

    def _set(self, value: object) -> None:
        """Take a value, or a list with one for each component."""
        values = list(value) if isinstance(value, (list, tuple)) else [value]
        if len(values) > self.size:
            raise ValueError(f"{self.name} has {self.size} component(s), got {len(values)} values")
        kept = self._values[len(values) :]
        self._values = tuple(convert(v, self.dataType) for v in values) + kept


def _one_or_list(values: Sequence[Value]) -> Value | list[Value]:
    return values[0] if len(values) == 1 else list(values)
