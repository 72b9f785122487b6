"""A scheduler in, the parameters that something in it may read out.

Wide on purpose: a name in any text counts, whole or behind the prefix, and so does a text that
begins or ends a name. Where names cannot be told from the texts at all, nothing is said.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.model.interface import Field, Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.context import Context
    from pysched_gen.model.interface import Entry
    from pysched_gen.model.scheduler import Parameter

__all__ = ["Mentions", "mentions_in"]

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
        """Tell whether something may read `parameter`."""
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
    """Give what may be read, None where the texts do not tell it.

    They do not where one of them is not there to be looked at, and where all parameters are read.
    """
    if context.failures or any(snippet.expression for snippet in context.scheduler.snippets):
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
    """Give what is read; a slip counts as the name it is one of, and is a finding by itself."""
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
    """Give the words of what parameters say of others: conditions, expressions, menus, scripts."""
    for one in context.scheduler.parameters:
        computed = (expression.text for expression in (*one.default_expressions, *one.expressions))
        menu = one.menu.script if one.menu else ""
        tags = (value for _, value in one.tags)
        for text in (one.disable_when, one.hide_when, menu, *computed, *tags):
            yield from _WORD.findall(text)
    for text in _conditions_of(context.scheduler.interface):
        yield from _WORD.findall(text)


def _conditions_of(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Verbatim):
            continue
        for key in ("disable_when", "hide_when", "disable_tab_when", "hide_tab_when"):
            yield getattr(entry, key, None) or ""
        if not isinstance(entry, Field):
            yield from _conditions_of(entry.entries)
