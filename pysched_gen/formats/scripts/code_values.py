"""Expressions of Python in, the values they stand for out; nothing is run.

Literals, names, sums of texts and calls are followed; anything else is `UNKNOWN`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from pysched_gen.formats.limits import MAX_TEXT, MOST_DIGITS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["UNKNOWN", "Arguments", "Called", "Symbol", "Unknown", "evaluate", "spelt"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A dotted name that the text does not assign, such as `hou.exprLanguage.Python`."""

    name: str

    @property
    def last(self) -> str:
        """Give what stands behind the last dot."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only running the text would give."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a call hands over, and the line it stands on."""

    positional: tuple[object, ...]
    keywords: Mapping[str, object]
    line: int

    def get(self, index: int, keyword: str = "", default: object = UNKNOWN) -> object:
        """Give the argument at `index`, or that of `keyword`, or else `default`."""
        if index < len(self.positional):
            return self.positional[index]
        return self.keywords.get(keyword, default)


class Called:
    """Whatever has methods; `call` is asked for every call on it."""

    def call(self, method: str, arguments: Arguments) -> object:
        """Give what the method gives."""
        del method, arguments
        return UNKNOWN

    def item(self, key: object) -> object:
        """Give `self[key]`."""
        del key
        return UNKNOWN


def spelt(value: object) -> str:
    """Give a text or number as a node's member spells it; "" for what no parameter can hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(value) if isfinite(value) else ""
    return str(int(value)) if isinstance(value, int) and abs(value) < 10**MOST_DIGITS else ""


def evaluate(node: ast.expr, names: Mapping[str, object], root: Called) -> object:
    """Give the value of `node`; `root` answers calls on symbols, as `hou.node("/obj")`."""
    return _Evaluation(names, root).value(node)


@dataclass(frozen=True, slots=True)
class _Evaluation:
    names: Mapping[str, object]
    root: Called

    def value(self, node: ast.expr) -> object:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.List | ast.Tuple):
            return tuple(self.value(element) for element in node.elts)
        if isinstance(node, ast.Dict):
            return self.pairs(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            return self.part(node)
        return self.computed(node)

    def part(self, node: ast.Name | ast.Attribute | ast.Subscript) -> object:
        if isinstance(node, ast.Name):
            return self.names.get(node.id, Symbol(node.id))
        base = self.value(node.value)
        if isinstance(node, ast.Attribute):
            return Symbol(f"{base.name}.{node.attr}") if isinstance(base, Symbol) else UNKNOWN
        return base.item(self.value(node.slice)) if isinstance(base, Called) else UNKNOWN

    def computed(self, node: ast.expr) -> object:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            number = self.value(node.operand)
            return -number if isinstance(number, int | float) else UNKNOWN
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self.value(node.left), self.value(node.right)
            if isinstance(left, str) and isinstance(right, str):
                # Sums of sums may double with every line.
                return left + right if len(left) + len(right) <= MAX_TEXT else UNKNOWN
        return UNKNOWN

    def pairs(self, node: ast.Dict) -> object:
        keys = [UNKNOWN if key is None else self.value(key) for key in node.keys]
        values = [self.value(value) for value in node.values]
        return {
            key: value
            for key, value in zip(keys, values, strict=True)
            if isinstance(key, str | Symbol)
        }

    def call(self, node: ast.Call) -> object:
        """Ask the receiver; `set(x)` without one, or of an unknown one, gives `UNKNOWN`."""
        if not isinstance(node.func, ast.Attribute):
            return UNKNOWN
        receiver = self.value(node.func.value)
        if isinstance(receiver, Symbol):
            receiver = self.root
        if not isinstance(receiver, Called):
            return UNKNOWN
        positional = tuple(self.value(argument) for argument in node.args)
        keywords = {word.arg: self.value(word.value) for word in node.keywords if word.arg}
        return receiver.call(node.func.attr, Arguments(positional, keywords, node.lineno))
