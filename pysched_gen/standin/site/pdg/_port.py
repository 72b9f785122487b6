"""Parameters as schedulers and nodes read them: `self["name"]` is a `pdg.Port`.

Names and calls are those of `pdg.Port` in SideFX's help; public schedulers call `evaluate*` with
no argument, with the work item, or with the work item and a component. Text is expanded by
Houdini's syntax: `$NAME` and `${NAME}` for variables, and `@name` between backticks for an
attribute of the work item that is evaluated (help of TOPs, "Using attributes").

A scheduler has the parameters that PDG gives every one and those its type declares. `facts.json`
holds the built-in ones. Their names, types and defaults are those of the Python Scheduler and Local
Scheduler nodes of Houdini 22.0.400, those of RPC as on its farm schedulers; `pdg_tickperiod` and
`pdg_maxitems` are documented with 0.5 seconds and 30 items.
"""

from __future__ import annotations

import importlib
import json
import os
import posixpath
import re
import tempfile
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Mapping, Sequence, Union

from pdg._enums import attribType, dataType, portType
from pdg._errors import CookError
from pdg._release import FACTS, exists

if TYPE_CHECKING:
    from pdg._work_item import WorkItem

__all__ = [
    "OVERRIDABLE",
    "OVERRIDABLE_17_5",
    "Declaration",
    "Port",
    "PortOwner",
    "all_parameters",
    "builtin_parameters",
    "declared_parameters",
    "expand_known",
    "node_path",
    "parameters_beside",
    "top_node",
]

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_BACKTICKS = re.compile(r"`([^`]*)`")
_ATTRIBUTE = re.compile(r"@(\w+)(?:\.(\d+|[xyzw]))?$")
_CALL = re.compile(r"""(\w+)\(\s*["']([^"']*)["'](?:\s*,\s*0)?\s*\)$""")
_TERM = re.compile(r"""((?:[^+"'()]|"[^"]*"|'[^']*'|\([^()]*\))+)(?:\+|$)""")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)$")
_QUOTED = re.compile(r"""(?:"[^"]*"|'[^']*')$""")
NETWORK = "/tasks/topnet1"  # the path of the network in which all nodes are
_COMPONENTS = {"x": 0, "y": 1, "z": 2, "w": 3}
Value = Union[str, int, float]
# What marks a parameter that nodes may override (help, "Creating a user interface").
OVERRIDABLE = "pdg::scheduler"
OVERRIDABLE_17_5 = "jobParm"
_ZERO: dict[dataType, Value] = {dataType.String: "", dataType.Integer: 0, dataType.Float: 0.0}
_INSTANCE = re.compile(r"(.*?)\d+$")
_TYPES = {"String": dataType.String, "Integer": dataType.Integer, "Float": dataType.Float}
# Menus of the parameters that every scheduler has: the values of their entries.
_CHOICES = {
    "pdg_deletetempdir": (0, 1, 2),
    "pdg_mapmode": (0, 1),
    "pdg_rpcignoreerrors": (0, 1, 2),
    "pdg_transfertype": (0, 1),
    "pdg_workitemdatasource": (0, 1),
}
# Seen in one public scheduler; whether Houdini takes them is not known.
_LOOSE_TYPES = {"bool": dataType.Integer, "int": dataType.Integer}


class Declaration:
    """What a type says of one of its parameters; the values are its default."""

    __slots__ = (
        "data_type",
        "expressions",
        "first",
        "instances",
        "is_of_asset",
        "label",
        "menu",
        "name",
        "tags",
        "values",
    )

    def __init__(
        self,
        name: str,
        data_type: dataType,
        values: Sequence[object] = (),
        tags: Iterable[str] = (),
        label: str = "",
    ) -> None:
        """Fill in the zero of the type where there are no values.

        What only assets and dialog scripts say is set afterwards: `expressions` of the default,
        one a component, `menu` (its tokens, where nothing else is taken), `instances` of the
        multiparm that this is the count of, and the number of the `first`.
        """
        self.name = name
        self.data_type = data_type
        self.values = tuple(convert(v, data_type) for v in values) or (_ZERO[data_type],)
        self.tags = tuple(tags)
        self.label = label or name
        self.expressions: tuple[str, ...] = ()
        self.menu: tuple[str, ...] = ()
        self.instances: tuple[str, ...] = ()
        self.first = 1
        self.is_of_asset = False

    def called(self, name: str) -> Declaration:
        """Return the same under another name."""
        other = Declaration(name, self.data_type, self.values, self.tags, self.label)
        other.expressions, other.menu = self.expressions, self.menu
        return other


def convert(value: object, data_type: dataType) -> Value:
    """Return `value` as a parameter of that type holds it.

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

    __slots__ = ("_declaration", "_expressions", "_node", "_values")

    def __init__(self, node: Any, declaration: Declaration) -> None:
        """Hold the default of `declaration`; `node` is whose parameter it is."""
        self._node = node
        self._declaration = declaration
        self._values = declaration.values
        self._expressions = declaration.expressions

    @property
    def name(self) -> str:
        """Return the name."""
        return self._declaration.name

    @property
    def node(self) -> Any:
        """Return the scheduler or node it belongs to."""
        return self._node

    @property
    def dataType(self) -> dataType:
        """Return the type of its values."""
        return self._declaration.data_type

    @property
    def portType(self) -> portType:
        """Return `portType.Parameter`."""
        return portType.Parameter

    @property
    def size(self) -> int:
        """Return the number of components."""
        return len(self._values)

    @property
    def tags(self) -> list[str]:
        """Return the tags of its declaration."""
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
        """Return nothing: parameters are not wired."""
        return []

    @property
    def defaultValue(self) -> Value | list[Value]:
        """Return the default, a list where there are several components."""
        return _one_or_list(self._declaration.values)

    @property
    def value(self) -> Value | list[Value]:
        """Return the value as it is set, not evaluated."""
        return _one_or_list(self._values)

    @property
    def hasExpression(self) -> bool:
        """Tell whether its value is an expression: that of its default, which an asset has."""
        return any(self._expressions)

    @property
    def hasWorkItemExpression(self) -> bool:
        """Tell whether its value depends on the work item by an expression: never."""
        return False

    @property
    def expression(self) -> str:
        """Return its expression, "" for none."""
        return next(filter(None, self._expressions), "")

    @property
    def expressionAttribs(self) -> list[str]:
        """Return the attributes that its expression reads: none."""
        return []

    @property
    def expressionVars(self) -> list[str]:
        """Return the variables that its expression reads: none."""
        return []

    def hasTag(self, tag: str) -> bool:
        """Tell whether its declaration has this tag."""
        return tag in self._declaration.tags

    def evaluate(self, work_item: WorkItem | None = None, index: int = 0) -> Value:
        """Return the value of one component; text is expanded, with attributes of `work_item`."""
        value = self._component(index)
        if index < len(self._expressions) and self._expressions[index]:
            return convert(self._evaluated(self._expressions[index], work_item), self.dataType)
        return self._expanded(value, work_item) if isinstance(value, str) else value

    def _expanded(self, text: str, work_item: WorkItem | None) -> str:
        if "`" in text:
            return _expand(
                _BACKTICKS.sub(lambda found: self._evaluated(found.group(1), work_item), text)
            )
        return _expand(text)

    def _evaluated(self, expression: str, work_item: WorkItem | None) -> str:
        """Return the value of an hscript expression, as far as a session without scenes can."""
        text = expression.strip()
        call = _CALL.match(text)
        if call and call.group(1) in ("opname", "opfullpath", "oppath"):
            path = node_path(self._node, call.group(2))
            return path.rpartition("/")[2] if call.group(1) == "opname" else path
        if call and call.group(1) in ("ch", "chs", "chf", "chi", "chsraw"):
            name = call.group(2).rpartition("/")[2]
            if call.group(2) in (name, "./" + name) and name != self.name:
                return str(self._node.port(name).evaluateString(work_item))
        if _NUMBER.match(text) or _VARIABLE.match(text) or _QUOTED.match(text):
            return _expand(text.strip("'\""))
        if _ATTRIBUTE.match(text):
            return _expression(text, work_item)
        terms = _terms(text)
        if len(terms) > 1:
            return _sum([self._evaluated(term, work_item) for term in terms])
        raise NotImplementedError(
            f"the stand-in cannot evaluate the expression `{text}` of {self.name}; "
            f"give its value by --set {self.name}=VALUE"
        )

    def evaluateString(self, work_item: WorkItem | None = None, index: int = 0) -> str:
        """Return it as text."""
        return str(self.evaluate(work_item, index))

    def evaluateInt(self, work_item: WorkItem | None = None, index: int = 0) -> int:
        """Return it as an integer, 0 for text that is no number."""
        return int(_number(self.evaluate(work_item, index)))

    def evaluateFloat(self, work_item: WorkItem | None = None, index: int = 0) -> float:
        """Return it as a float, 0.0 for text that is no number."""
        return float(_number(self.evaluate(work_item, index)))

    def evaluateBool(self, work_item: WorkItem | None = None, index: int = 0) -> bool:
        """Return whether it is another number than 0, or text that is not empty."""
        return bool(self.evaluate(work_item, index))

    def evaluateRawString(self, work_item: WorkItem | None = None, index: int = 0) -> str:
        """Return its text before anything in it is expanded."""
        del work_item
        return str(self._component(index))

    def _component(self, index: int) -> Value:
        if not 0 <= index < len(self._values):
            raise IndexError(f"{self.name} has {self.size} component(s), there is no {index}")
        return self._values[index]

    def _set(self, value: object) -> None:
        """Take a value, or a list with one for each component.

        One of a number is an expression where it is a text between backticks.
        """
        values = list(value) if isinstance(value, (list, tuple)) else [value]
        if len(values) > self.size:
            raise ValueError(f"{self.name} has {self.size} component(s), got {len(values)} values")
        kept = self._values[len(values) :]
        given = [_expression_for(self, one) for one in values]
        self._expressions = (*given, *self._expressions[len(values) :])
        self._values = tuple(convert(v, self.dataType) for v in values) + kept


def _expression_for(port: Port, value: object) -> str:
    """Return the expression that a value of a number is, "" where it is none."""
    if port.dataType == dataType.String or not isinstance(value, str):
        return ""
    found = _BACKTICKS.match(value.strip())
    return found.group(1) if found and found.end() == len(value.strip()) else ""


def _one_or_list(values: Sequence[Value]) -> Value | list[Value]:
    return values[0] if len(values) == 1 else list(values)


def _check_given(port: Port, given: object) -> None:
    """Raise CookError for a value that a person would not have meant.

    While a scheduler runs, text that is no number is 0 (see `convert`); a value that is given from
    outside, with which a node is made, has no such excuse.
    """
    for value in given if isinstance(given, (list, tuple)) else [given]:
        if port.dataType == dataType.String or not isinstance(value, (str, int, float)):
            continue
        if _expression_for(port, value):
            continue
        wanted = "an integer" if port.dataType == dataType.Integer else "a number"
        try:
            number = float(value)
        except ValueError:
            raise CookError(f"{port.name} takes {wanted}, not {value!r}") from None
        if port.dataType == dataType.Integer and not number.is_integer():
            raise CookError(f"{port.name} takes {wanted}, not {value!r}")
        choices = _CHOICES.get(port.name) or range(len(port._declaration.menu))
        if choices and number not in choices:
            known = ", ".join(map(str, choices))
            raise CookError(f"{port.name} is a menu with the values {known}, not {value!r}")


def top_node(inner: Any, type_name: str) -> Any:
    """Return the `hou.Node` of a scheduler or node, None where there is no `hou` to import."""
    try:
        hou = importlib.import_module("hou")
    except ImportError:
        return None
    return hou.Node("{}/{}".format(NETWORK, inner.name), inner, type_name)


class PortOwner:
    """The parameters of one scheduler or node.

    They cannot be read before `_open_ports` was called: a public scheduler reports that Houdini
    answers with "bad port" while the constructor of its class runs.
    """

    _ports: dict[str, Port]
    _multi: dict[str, Declaration]
    _models: dict[str, Declaration]
    _readable: bool
    name: Any

    def _declare_ports(self, declarations: Iterable[Declaration]) -> None:
        """Make a port for each; "name#" declares what instances of a multiparm are called."""
        everything = list(declarations)
        self._multi = {d.name[:-1]: d for d in everything if d.name.endswith("#")}
        self._models = {d.name: d for d in everything if "#" in d.name}
        self._ports = {d.name: Port(self, d) for d in everything if "#" not in d.name}
        self._add_instances()
        self._readable = False

    def _add_instances(self) -> None:
        """Make the instances of multiparms that there are as many of as their counts say."""
        for port in list(self._ports.values()):
            declaration = port._declaration
            for number in range(port.evaluateInt() if declaration.instances else 0):
                for model in declaration.instances:
                    name = model.replace("#", str(declaration.first + number))
                    if name not in self._ports:
                        self._ports[name] = Port(self, self._models[model].called(name))

    def _open_ports(self, values: Mapping[str, object]) -> None:
        """Let them be read, with these values; raises KeyError for one there is no place for.

        Raises CookError for a text that is no number where one belongs, and for a number that a
        menu of PDG's does not have.
        """
        self._readable = True
        for name, value in values.items():
            port = self._settable(name)
            _check_given(port, value)
            port._set(value)
        self._add_instances()

    def _settable(self, name: str) -> Port:
        if name in self._ports:
            return self._ports[name]
        declaration = self._instance(name)
        if declaration is None:
            raise KeyError(
                f"{self.name} has no parameter {name!r}; it has {', '.join(self._ports)}"
            )
        self._ports[name] = Port(self, declaration)
        return self._ports[name]

    def _instance(self, name: str) -> Declaration | None:
        """Return the declaration of "x3" where "x#" is declared, or "<prefix>_envmulti" is.

        Instances of a multiparm are not listed in `templateBody`: only its count is.
        """
        match = _INSTANCE.match(name)
        stem = match.group(1) if match else ""
        if stem in self._multi:
            return self._multi[stem].called(name)
        multi = self._ports.get(re.sub(r"_env(name|value)$", "_envmulti", stem))
        if multi is None or not stem.endswith(("_envname", "_envvalue")):
            return None
        return Declaration(name, dataType.String, (), multi.tags)

    def port(self, name: str) -> Port:
        """Return the parameter of that name; raises RuntimeError ("bad port") if there is none."""
        if not self._readable or name not in self._ports:
            why = "there is none" if self._readable else "parameters cannot be read in __init__"
            raise RuntimeError(f"bad port: {name} ({why})")
        return self._ports[name]

    def value(self, name: str) -> Any:
        """Return the value of a parameter as it is set; raises RuntimeError where there is none."""
        return self.port(name).value

    def default(self, name: str) -> Any:
        """Return the default of a parameter; raises RuntimeError where there is none."""
        return self.port(name).defaultValue

    def parameter(self, name: str) -> Port | None:
        """Return the parameter called `name`, or None."""
        return self._ports.get(name) if self._readable else None

    @property
    def ports(self) -> list[Port]:
        """Return the ports, which a scheduler has for its parameters only."""
        return list(self._ports.values()) if self._readable else []

    @property
    def parameters(self) -> list[Port]:
        """Return the parameters in the order they were declared."""
        return self.ports

    @property
    def customParameters(self) -> list[Port]:
        """Return the parameters that its type declares."""
        return [port for port in self.ports if port.isCustom]

    @property
    def parameterNames(self) -> list[str]:
        """Return the names of the parameters."""
        return [port.name for port in self.ports]

    @property
    def portCount(self) -> int:
        """Return the number of ports."""
        return len(self.ports)

    @property
    def parameterCount(self) -> int:
        """Return the number of parameters."""
        return len(self.ports)

    def parametersForTag(self, tag: str) -> list[Port]:
        """Return the parameters with this tag."""
        return [port for port in self.ports if port.hasTag(tag)]

    def __getitem__(self, name: str) -> Port:
        """Return the parameter called `name`, as `port` does."""
        return self.port(name)

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter; raises RuntimeError where there is none."""
        if self._instance(name) is None:
            self.port(name)
        self._settable(name)._set(value)

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""
        return iter(self.ports)


def builtin_parameters() -> list[Declaration]:
    """Return the parameters that every scheduler has in this release."""
    return [
        Declaration(name, _TYPES[entry["type"]], [entry["value"]])
        for name, entry in FACTS["parameters"].items()
        if exists(entry["since"], "")
    ]


def parameters_beside(type_: Any) -> list[Declaration]:
    """Return what assets and dialog scripts beside a scheduler type declare.

    Who started this process has read them into the file that PDG_STANDIN_PARAMETERS names.
    """
    file = os.environ.get("PDG_STANDIN_PARAMETERS", "")
    if not os.path.isfile(file):
        return []
    with open(file, encoding="utf-8") as stream:
        entries = json.load(stream)
    category = str(getattr(type_, "parm_category", "") or "")
    return [
        _declaration(entry)
        for entry in entries
        if (not entry["for"] or type_.typeName in entry["for"])
        and (not entry["category"] or not category or entry["category"] == category)
    ]


def all_parameters(type_: Any) -> list[Declaration]:
    """Return the parameters that a node of a scheduler type has.

    An asset replaces what `templateBody` says and adds to it; a dialog script, which is for other
    nodes, adds to both, and menus. Raises what `declared_parameters` raises.
    """
    known = {d.name: d for d in builtin_parameters()}
    known.update({d.name: d for d in declared_parameters(type_.typeObject)})
    for declaration in parameters_beside(type_):
        same = known.get(declaration.name)
        if same is None or declaration.is_of_asset:
            known[declaration.name] = declaration
        elif not same.menu and same.data_type == declaration.data_type:
            same.menu = declaration.menu
    return list(known.values())


def declared_parameters(type_object: Any) -> list[Declaration]:
    """Return what `templateBody` of a scheduler class declares; a class may have none.

    Raises ValueError where the text is not the JSON that PDG reads, with what is wrong in it.
    """
    if not hasattr(type_object, "templateBody"):
        return []
    try:
        body = json.loads(type_object.templateBody())
        return [_declaration(entry) for entry in body["parameters"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"templateBody of {type_object.__name__} cannot be read: {error!r}; it is JSON text: "
            '{"name": ..., "parameters": [{"name": ..., "type": "Integer"}, ...]}'
        ) from error


def _declaration(entry: dict[str, Any]) -> Declaration:
    name, written = entry["name"], entry["type"]
    kind = _TYPES.get(written) or _LOOSE_TYPES.get(written)
    if kind is None:
        raise ValueError(f"parameter {name} has type {written!r}; PDG has {', '.join(_TYPES)}")
    value, size = entry.get("value"), int(entry.get("size", 1))
    values = value if isinstance(value, list) else [value] * size if value is not None else []
    if not values and size > 1:
        values = [None if kind == dataType.String else 0] * size
    made = Declaration(name, kind, values, _tags(entry), entry.get("label", ""))
    made.expressions = tuple(entry.get("expression", ()))
    made.menu = tuple(entry.get("menu", ()))
    made.instances = tuple(entry.get("instances", ()))
    made.first = int(entry.get("first", 1))
    made.is_of_asset = bool(entry.get("for"))
    return made


def _tags(entry: dict[str, Any]) -> list[str]:
    """Return `tag`, a list; Save To Python writes `tags` with the text of a list in it."""
    tags = entry.get("tag", [])
    if isinstance(tags, str):
        tags = [tags]
    written = str(entry.get("tags", "")).strip("[]")
    return [*tags, *(part.strip(" '\"") for part in written.split(",") if part.strip())]


def expand_text(text: str, work_item: WorkItem | None = None) -> str:
    """Return what a string parameter evaluates to.

    A variable that is not set is the empty string: a public scheduler reports that the text
    "$0.74/h" evaluates to ".74/h".
    """
    if "`" in text:
        text = _BACKTICKS.sub(lambda match: _expression(match.group(1), work_item), text)
    return _expand(text)


def _expand(text: str) -> str:
    """Replace variables; a dollar sign behind a backslash is one (a shipped default has that)."""
    if "$" in text:
        parts = text.split("\\$")
        text = "$".join(
            _replaced(part, lambda name, _written: session_variable(name)) for part in parts
        )
    return text


def node_path(node: Any, relative: str) -> str:
    """Return where a path leads from a node; nodes are in the network /tasks/topnet1."""
    place = "{}/{}".format(NETWORK, node.name)
    return posixpath.normpath(posixpath.join(place, relative))


def expand_known(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with the variables that `values` has; others stay as they are written."""
    return _replaced(text, lambda name, written: str(values.get(name, written)))


def session_variable(name: str) -> str:
    """Return a variable of the session; those of a scene have the value of one never saved.

    $HIP is the current directory then and $HIPNAME "untitled" (Houdini's help on variables).
    """
    if name in os.environ:
        return os.environ[name]
    return _SCENE.get(name, _nothing)()


def _nothing() -> str:
    return ""


_SCENE: dict[str, Callable[[], str]] = {
    "HIP": os.getcwd,
    "HIPNAME": lambda: "untitled",
    "HIPFILE": lambda: os.path.join(session_variable("HIP"), "untitled.hip"),
    "JOB": lambda: session_variable("HIP"),
    "HOUDINI_TEMP_DIR": tempfile.gettempdir,
}


def _replaced(text: str, value: Callable[[str, str], str]) -> str:
    return _VARIABLE.sub(lambda m: value(m.group(1) or m.group(2), m.group(0)), text)


def _terms(text: str) -> list[str]:
    """Return what stands between the plus signs that are in no text and no call."""
    matches = list(_TERM.finditer(text))
    whole = "".join(found.group(0) for found in matches) == text
    terms = [found.group(1).strip() for found in matches]
    return terms if whole and all(terms) and not text.endswith("+") else []


def _sum(values: list[str]) -> str:
    """Return the sum of numbers; of texts, as hscript has it, one after the other."""
    if all(_NUMBER.match(value) for value in values):
        return "{:.12g}".format(sum(map(float, values)))
    return "".join(values)


def _expression(text: str, work_item: WorkItem | None) -> str:
    """Return the value of one expression between backticks; it is empty where there is none.

    Only attributes are known here, and the name of the network, which titles of jobs have: other
    expressions are a language of Houdini's own.
    """
    if text.strip() == 'opname("..")':
        return posixpath.basename(NETWORK)
    match = _ATTRIBUTE.match(text.strip())
    if match is None:
        raise NotImplementedError(
            f"the stand-in evaluates `@attribute` only, not the expression `{text}`"
        )
    if work_item is None:
        return ""
    component = match.group(2)
    index = 0 if component is None else _COMPONENTS.get(component, -1)
    return _attribute(work_item, match.group(1), int(component or 0) if index < 0 else index)


def _attribute(work_item: WorkItem, name: str, index: int) -> str:
    if name.startswith("pdg_"):
        return str(getattr(work_item, name[len("pdg_") :], ""))
    values = work_item._array(name, attribType.Undefined)
    return str(values[index]) if index < len(values) else ""
