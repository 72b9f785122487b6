"""What the texts of a scheduler read of its parameters, for certain and perhaps.

For certain are `self["x"]`, `self.parameter("x")` and `self.evaluate...Override(node, prefix, "x",
...)`, where name and prefix stand there as texts. The prefix may also be `self.parmprefix`, or a
name that is given nothing else.

What may be read is wide on purpose: a name in any text counts, whole or behind the prefix, and so
does a text that begins or ends a name. Where names cannot be told from the texts at all, nothing
is said.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.nodes import parameter_of_self
from pysched_gen.formats.dialog_script.tree import Parm, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.text import Context, Text
    from pysched_gen.formats.dialog_script.tree import Item
    from pysched_gen.model.scheduler import Parameter

__all__ = ["KINDS", "Mentions", "Read", "mentions_in", "reads_of"]

# What a call gives, by the middle of its name, as in evaluateString and evaluateStringOverride.
KINDS = ("Bool", "Float", "Int", "String")

_PORT_METHODS = {f"evaluate{kind}": kind for kind in KINDS}
_OVERRIDE_METHODS = {f"evaluate{kind}Override": kind for kind in KINDS}
# Of pdg.SchedulerBase, in SideFX's help.
_OVERRIDE_ARGUMENTS = ("node", "prefix", "parm", "work_item", "default_value")


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """One place that reads a parameter.

    Attributes:
        name: of the parameter.
        place: `self["x"]` without what follows, or the whole call of `evaluate...Override`.
        call: the call that gives the value, None where it is not seen.
        kind: one of `KINDS`, "" where there is no call or it gives what the parameter holds.
        override: the node of the work item is asked first.
        default: what the call gives where there is no such parameter.
        parm: of an override, the name without its prefix.
    """

    name: str
    place: ast.Subscript | ast.Call
    call: ast.Call | None = None
    kind: str = ""
    override: bool = False
    default: ast.expr | None = None
    parm: str = ""


def reads_of(text: Text) -> tuple[Read, ...]:
    """Return every place of `text` that reads a parameter whose name can be told."""
    return tuple(_reads(text))


def _reads(text: Text) -> Iterator[Read]:
    for subscript in text.nodes.of(ast.Subscript):
        name = parameter_of_self(subscript)
        if name is not None and not _is_of_another_class(subscript, text):
            yield _of_port(name, subscript, text)
    for call in text.nodes.of(ast.Call):
        method = _method_of_self(call)
        if method and _is_of_another_class(call, text):
            continue
        if method == "parameter":
            name = _constant_text(call.args[0]) if len(call.args) == 1 else None
            if name is not None:
                yield _of_port(name, call, text)
        elif method in _OVERRIDE_METHODS:
            yield from _of_override(call, _OVERRIDE_METHODS[method], text)


def prefixes_of_overrides(text: Text) -> frozenset[str]:
    """Return the prefixes that overrides of parameters are looked for with, whatever these are."""
    found = (
        _prefix(given.get("prefix"), text)
        for call in text.nodes.of(ast.Call)
        if _method_of_self(call) in _OVERRIDE_METHODS
        for given in [_arguments_of_override(call)]
        if _constant_text(given.get("parm")) is None
    )
    return frozenset(one for one in found if one)


def _is_of_another_class(node: ast.AST, text: Text) -> bool:
    """Tell whether `self` is not the scheduler: the text has a class of its own around it."""
    return any(isinstance(around, ast.ClassDef) for around in text.ancestors_of(node))


def _method_of_self(call: ast.Call) -> str:
    function = call.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return ""
    return function.attr if function.value.id == "self" else ""


def _of_port(name: str, port: ast.Subscript | ast.Call, text: Text) -> Read:
    attribute = text.parent_of(port)
    if isinstance(attribute, ast.Attribute):
        call = text.parent_of(attribute)
        if isinstance(call, ast.Call) and call.func is attribute:
            return Read(name, port, call, _PORT_METHODS.get(attribute.attr, ""))
    return Read(name, port)


def _of_override(call: ast.Call, kind: str, text: Text) -> Iterator[Read]:
    given = _arguments_of_override(call)
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return
    prefix, parm = _prefix(given.get("prefix"), text), _constant_text(given.get("parm"))
    if prefix is not None and parm is not None:
        default = given.get("default_value")
        yield Read(f"{prefix}_{parm}", call, call, kind, override=True, default=default, parm=parm)


def _arguments_of_override(call: ast.Call) -> dict[str, ast.expr]:
    given = dict(zip(_OVERRIDE_ARGUMENTS, call.args, strict=False))
    return given | {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def _prefix(node: ast.expr | None, text: Text) -> str | None:
    if isinstance(node, ast.Name):
        header = text.context.header
        values = _values_of(node.id, text) or (_values_of(node.id, header) if header else [])
        known = {_own_prefix(value, text) for value in values}
        return known.pop() if len(known) == 1 else None
    return _own_prefix(node, text)


def _own_prefix(node: ast.expr | None, text: Text) -> str | None:
    if isinstance(node, ast.Attribute) and node.attr == "parmprefix":
        is_own = isinstance(node.value, ast.Name) and node.value.id == "self"
        return text.context.scheduler.parm_prefix if is_own else None
    return _constant_text(node)


def _constant_text(node: ast.expr | None) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None  # type: ignore[union-attr]


def _values_of(name: str, text: Text) -> list[ast.expr | None]:
    """Return what `name` is given anywhere in `text`, None for what is not a plain assignment."""
    stores = [
        node for node in text.nodes.of(ast.Name) if node.id == name and isinstance(node.ctx, _STORE)
    ]
    found: list[ast.expr | None] = [_value_for(store, text) for store in stores]
    if any(argument.arg == name for argument in text.nodes.of(ast.arg)):
        found.append(None)
    return found


_STORE = (ast.Store, ast.Del)


def _value_for(target: ast.Name, text: Text) -> ast.expr | None:
    parent = text.parent_of(target)
    if isinstance(parent, ast.Assign):
        return parent.value
    statement = text.parent_of(parent) if isinstance(parent, ast.Tuple) else None
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Tuple):
        return None
    targets: Iterable[ast.expr] = parent.elts if isinstance(parent, ast.Tuple) else ()
    pairs = zip(targets, statement.value.elts, strict=False)
    return next((value for other, value in pairs if other is target), None)


# What gives every parameter, of pdg.Scheduler and of hou.Node.
_ALL = frozenset({"customParameters", "parameters", "parms", "parmTuples", "ports", "spareParms"})
# Methods of PyScheduler that read parameters by their prefix, and what these are called behind it
# (as in the local scheduler of Houdini 22.0.400).
_ENVIRONMENT = frozenset({"initHoudiniMaxThreads", "resolveBaseEnvironment", "resolveEnvParams"})
_OF_ENVIRONMENT = frozenset(
    {
        "env_file",
        "envmulti",
        "envname#",
        "envunset",
        "envvalue#",
        "houdinimaxthreads",
        "inheritlocalenv",
        "setworkingdir",
        "usehoudinimaxthreads",
    }
)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*#?")


class Mentions:
    """Words of the texts of a scheduler, and of its interface."""

    def __init__(self, context: Context, attributes: frozenset[str]) -> None:
        """Take what stands in the texts of `context`, which use `attributes`."""
        self._prefix = f"{context.scheduler.parm_prefix}_"
        self._resolves = bool(attributes & _ENVIRONMENT)
        constants = set(_constants(context))
        self._words = {word for text in constants for word in _words_of(text)}
        self._words |= set(_names_read(context))
        # A word of a sentence is none that a name may end with.
        parts = [text for text in constants if not re.search(r"\s", text)]
        self._tails = {word.strip("_") for text in parts for word in _words_of(text)}
        self._starts = tuple(word for word in self._words if word.endswith("_") and len(word) > 1)
        self._others = frozenset(_words_of_interface(context))

    def reads(self, parameter: Parameter) -> bool:
        """Return whether something may read `parameter`."""
        name = parameter.name
        tail = name.removeprefix(self._prefix) if name.startswith(self._prefix) else ""
        if name in self._others or (self._resolves and tail in _OF_ENVIRONMENT):
            return True
        names = {name, *_without_number(name)}
        tails = {name.partition("_")[2], tail}
        tails |= {short for one in tails for short in _without_number(one)} - {""}
        if names & self._words or (tails - {""}) & self._tails:
            return True
        return name.startswith(self._starts) or self._mentions_instance(name)

    def _mentions_instance(self, name: str) -> bool:
        if "#" not in name:
            return False
        instance = re.compile(re.escape(name).replace(r"\#", "[0-9]+"))
        return any(instance.fullmatch(word) for word in self._words)


def mentions_in(context: Context) -> Mentions | None:
    """Return what may be read, None where the texts do not tell it.

    They do not where one of them is not there to be looked at, and where all parameters are read.
    """
    if context.unparsable or any(snippet.expression for snippet in context.scheduler.snippets):
        return None
    attributes = frozenset(
        node.attr for text in context.texts for node in text.nodes.of(ast.Attribute)
    )
    return None if attributes & _ALL else Mentions(context, attributes)


def _constants(context: Context) -> Iterator[str]:
    for text in context.texts:
        for node in text.nodes.of(ast.Constant):
            if isinstance(node.value, str):
                yield node.value


def _names_read(context: Context) -> Iterator[str]:
    """Return what is read; a slip counts as the name it is one of, and is a finding by itself."""
    names = context.parameter_names
    for name in {read.name for text in context.texts for read in text.reads}:
        yield name if name in names else names.nearest(name, cutoff=_SLIP)


_SLIP = 0.85  # "farmq_limt" and "farmq_limit", not names that share little but their prefix


def _words_of(text: str) -> list[str]:
    return _WORD.findall(_PLACEHOLDER.sub(" ", text))


_PLACEHOLDER = re.compile(r"%[a-z]|\{[^{}]*\}")


def _without_number(name: str) -> tuple[str, ...]:
    return (name.partition("#")[0],) if "#" in name else ()


def _words_of_interface(context: Context) -> Iterator[str]:
    """Return words of what parameters say of others: conditions, expressions, menus, scripts."""
    for one in context.scheduler.parameters:
        computed = (expression.text for expression in (*one.default_expressions, *one.expressions))
        menu = (one.menu.script if one.menu else None) or ""
        tags = (value for _, value in one.tags)
        for text in (one.disable_when, one.hide_when, menu, *computed, *tags):
            yield from _WORD.findall(text)
    for text in _conditions_of(context.scheduler.interface):
        yield from _WORD.findall(text)


def _conditions_of(entries: Iterable[Item]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Unknown):
            continue
        for key in ("disable_when", "hide_when", "disable_tab_when", "hide_tab_when"):
            yield getattr(entry, key, None) or ""
        if not isinstance(entry, Parm):
            yield from _conditions_of(entry.items)
