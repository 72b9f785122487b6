# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""A parameter as schedulers and nodes read it: `self["name"]` is a `Port`."""

from typing import Any, Iterable, Sequence, Union
from pdg._enums import dataType, portType
from pdg._workitem import WorkItem

Value = Union[str, int, float]

_ZERO: dict[dataType, Value]

class Declaration:
    """What a type says of one of its parameters; the values are its default."""

    name: str
    data_type: dataType
    values: Any
    tags: Any
    label: Any
    def __init__(
        self,
        name: str,
        data_type: dataType,
        values: Sequence[object] = ...,
        tags: Iterable[str] = ...,
        label: str = ...,
    ) -> None:
        """Fill in the zero of the type where there are no values."""

def convert(value: object, data_type: dataType) -> Value:
    """Give `value` as a parameter of that type holds it.

    Text that is no number is 0 in a parameter for numbers: so a public scheduler saw it of an
    Integer whose expression gave a text.
    """

def _number(value: object) -> float: ...

class Port:
    """One parameter of a scheduler or node, with a value for each of its components."""

    def __init__(self, node: Any, declaration: Declaration) -> None:
        """Hold the default of `declaration`; `node` is whose parameter it is."""

    @property
    def name(self) -> str:
        """Give the name."""

    @property
    def node(self) -> Any:
        """Give the scheduler or node it belongs to."""

    @property
    def dataType(self) -> dataType:
        """Give the type of its values."""

    @property
    def portType(self) -> portType:
        """Give `portType.Parameter`."""

    @property
    def size(self) -> int:
        """Give the number of components."""

    @property
    def tags(self) -> list[str]:
        """Give the tags of its declaration."""

    @property
    def isBuiltin(self) -> bool:
        """Tell whether PDG itself declares it, which its names beginning with `pdg_` show."""

    @property
    def isCustom(self) -> bool:
        """Tell whether the type declares it."""

    @property
    def connections(self) -> list[Port]:
        """Give nothing: parameters are not wired."""

    @property
    def defaultValue(self) -> Value | list[Value]:
        """Give the default, a list where there are several components."""

    @property
    def value(self) -> Value | list[Value]:
        """Give the value as it is set, not evaluated."""

    @property
    def hasExpression(self) -> bool:
        """Tell whether its value is an expression: never without Houdini."""

    @property
    def hasWorkItemExpression(self) -> bool:
        """Tell whether its value depends on the work item by an expression: never."""

    @property
    def expression(self) -> str:
        """Give its expression, "" for none."""

    @property
    def expressionAttribs(self) -> list[str]:
        """Give the attributes that its expression reads: none."""

    @property
    def expressionVars(self) -> list[str]:
        """Give the variables that its expression reads: none."""

    def hasTag(self, tag: str) -> bool:
        """Tell whether its declaration has this tag."""

    def evaluate(self, work_item: WorkItem | None = ..., index: int = ...) -> Value:
        """Give the value of one component; text is expanded, with attributes of `work_item`."""

    def evaluateString(self, work_item: WorkItem | None = ..., index: int = ...) -> str:
        """Give it as text."""

    def evaluateInt(self, work_item: WorkItem | None = ..., index: int = ...) -> int:
        """Give it as an integer, 0 for text that is no number."""

    def evaluateFloat(self, work_item: WorkItem | None = ..., index: int = ...) -> float:
        """Give it as a float, 0.0 for text that is no number."""

    def evaluateBool(self, work_item: WorkItem | None = ..., index: int = ...) -> bool:
        """Give whether it is another number than 0, or text that is not empty."""

    def evaluateRawString(self, work_item: WorkItem | None = ..., index: int = ...) -> str:
        """Give its text before anything in it is expanded."""

def _one_or_list(values: Sequence[Value]) -> Value | list[Value]: ...
