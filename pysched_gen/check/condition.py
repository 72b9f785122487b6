"""A condition of a parameter (disablewhen, hidewhen) in, the parameters it asks for out.

Its form is `{ name op value ... } { ... }`: any group may hold, all terms of a group have to. A
term without an operator means `==`; functions such as `hasinput(0)` stand in the place of a name.
"""

from __future__ import annotations

import re

__all__ = ["ConditionError", "names_in"]

_GROUP = re.compile(r"""\{((?:"(?:[^"\\]|\\.)*"|[^{}"])*)\}\s*""", re.DOTALL)
_OPERAND = re.compile(r"([^\s()=!<>~\"]+(?:\([^()]*\))?)\s*")
_OPERATOR = re.compile(r"(?:==|!=|<=|>=|=~|!~|<|>)\s*")
_VALUE = re.compile(r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']\S*)\s*""", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_#]*")
_JOINED = ("&&", "||", "and", "or")


class ConditionError(ValueError):
    """A condition is not of that form; the text says where."""


def names_in(condition: str) -> tuple[str, ...]:
    """Give the names of parameters that `condition` asks for, each once.

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
