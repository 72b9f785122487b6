"""The interface of a scheduler in; its names, their places and the conditions on them out."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import Folder, Import, Multiparm, Parm, Unknown
from pysched_gen.houdini.pdg_names import BUILTIN_PARAMETERS, LOCAL_SCHEDULER_PARAMETERS
from pysched_gen.model.scheduler import Base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.formats.dialog_script.tree import Item
    from pysched_gen.model.scheduler import Parameter, Scheduler
    from pysched_gen.span import Span

__all__ = [
    "ConditionError",
    "ParameterNames",
    "declared_names",
    "entries_with_places",
    "is_instance",
    "names_in",
]


class ParameterNames:
    """Looks parameters up by name; "#" in a declared name stands for the number of an instance.

    Attributes:
        folders: names of the folders.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        """Take what `scheduler` declares, what PDG gives it, and what its base class has."""
        local = (
            LOCAL_SCHEDULER_PARAMETERS if scheduler.base is Base.LOCAL_SCHEDULER else frozenset()
        )
        entries = tuple(_all_entries(scheduler.interface))
        own = (parameter.name for parameter in scheduler.parameters)
        laid_out = (entry.name for entry in entries if not isinstance(entry, Folder))
        self._names = BUILTIN_PARAMETERS | local | frozenset(own) | frozenset(laid_out)
        self._names |= scheduler.beside
        self._patterns = tuple(name for name in self._names if "#" in name)
        self._declared = {parameter.name: parameter for parameter in scheduler.parameters}
        self.folders = frozenset(entry.name for entry in entries if isinstance(entry, Folder))

    def __contains__(self, name: str) -> bool:
        """Return whether a parameter is called `name`."""
        return name in self._names or self._pattern(name) is not None

    def declared(self, name: str) -> Parameter | None:
        """Return the parameter of the scheduler's own that is called `name`, or None."""
        return self._declared.get(name) or self._declared.get(self._pattern(name) or "")

    def nearest(self, name: str, *, cutoff: float = 0.6) -> str:
        """Return the name that `name` may be a slip of, "" where none is near."""
        return next(iter(get_close_matches(name, sorted(self._names), n=1, cutoff=cutoff)), "")

    def _pattern(self, name: str) -> str | None:
        return next((one for one in self._patterns if is_instance(name, one)), None)


def is_instance(name: str, pattern: str) -> bool:
    """Return whether `name` is `pattern` with a number in the place of each "#"."""
    if not name.startswith(pattern.partition("#")[0]):
        return False
    return re.fullmatch(re.escape(pattern).replace(r"\#", "[0-9]+"), name) is not None


def _all_entries(entries: Iterable[Item]) -> Iterator[Parm | Folder | Multiparm]:
    for entry in entries:
        if isinstance(entry, Parm | Folder | Multiparm):
            yield entry
        if not isinstance(entry, Parm | Unknown):
            yield from _all_entries(entry.items)


def entries_with_places(context: Context) -> Iterator[tuple[Parm | Folder | Multiparm, Span]]:
    """Return every entry that has a place."""
    return _placed(context.scheduler.interface, None, context)


def declared_names(context: Context) -> Iterator[tuple[str, Span]]:
    """Return the names of all parameters, and of what is inside of a multiparm."""
    known = set()
    for parameter in context.scheduler.parameters:
        known.add(parameter.name)
        yield parameter.name, parameter.span
    for entry, place in entries_with_places(context):
        if entry.name not in known and not isinstance(entry, Folder):
            yield entry.name, place


def _placed(
    entries: Iterable[Item], around: Span | None, context: Context
) -> Iterator[tuple[Parm | Folder | Multiparm, Span]]:
    for entry in entries:
        if isinstance(entry, Unknown):
            continue
        flat = context.parameter_names.declared(entry.name or "")
        place = around if flat is None else (None if flat.standard else flat.span)
        if place is not None and not isinstance(entry, Import):
            yield entry, place
        if not isinstance(entry, Parm):
            yield from _placed(entry.items, place, context)


_GROUP = re.compile(r"""\{((?:"(?:[^"\\]|\\.)*"|[^{}"])*)\}\s*""", re.DOTALL)
_OPERAND = re.compile(r"([^\s()=!<>~\"]+(?:\([^()]*\))?)\s*")
_OPERATOR = re.compile(r"(?:==|!=|<=|>=|=~|!~|<|>)\s*")
_VALUE = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']\S*)\s*""", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_#]*")
_JOINED = ("&&", "||", "and", "or")


class ConditionError(ValueError):
    """A condition is not of that form; the text says where."""


def names_in(condition: str) -> tuple[str, ...]:
    """Return the names of parameters that `condition` asks for, each once.

    Raises:
        ConditionError: it is not of the form above.
    """
    names: dict[str, None] = {}
    text = condition.strip()
    at = 0
    while at < len(text):
        group = _GROUP.match(text, at)
        if group is None:
            raise ConditionError(_trouble(text[at:]))
        names.update(dict.fromkeys(_names_of_group(group[1].strip())))
        at = group.end()
    return tuple(names)


def _trouble(rest: str) -> str:
    if not rest.startswith("{"):
        return f'"{_cut(rest)}" stands outside of braces'
    if "{" in rest[1:].partition("}")[0]:
        return "a brace is opened inside of another"
    if rest.count('"') % 2:
        return "a quote is not closed"
    return "a brace is not closed"


def _names_of_group(text: str) -> list[str]:
    names = []
    at = 0
    while at < len(text):
        operand = _OPERAND.match(text, at)
        if operand is None or operand[1] in _JOINED:
            raise ConditionError(f'a name must stand where "{_cut(text[at:])}" is')
        operator = _OPERATOR.match(text, operand.end())
        value = _VALUE.match(text, operator.end() if operator else operand.end())
        if value is None:
            raise ConditionError(f'"{_cut(operand[1])}" is compared with nothing')
        if _NAME.fullmatch(operand[1]):
            names.append(operand[1])
        at = value.end()
    return names


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


_SHOWN = 30
