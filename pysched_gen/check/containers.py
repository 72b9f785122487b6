"""What the containers of a scheduler hold, and what is taken out of them in loops and targets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.python_types import element_of_plain
from pysched_gen.check.type_names import UNKNOWN, element_of

if TYPE_CHECKING:
    from pysched_gen.check.inference import Inference
    from pysched_gen.check.text import Context, Text

__all__ = ["Containers"]

# What gives the elements of its argument again.
_SAME_ELEMENTS = frozenset({"builtin list", "builtin sorted", "builtin tuple", "builtin iter"})
_COPIES = ("list", "tuple", "sorted", "reversed", "iter")
# What leaves a dictionary with the keys it has, or fewer.
_KEEPING_KEYS = ("items", "keys", "values", "get", "pop", "popitem", "clear", "copy")


class Containers:
    """The lists and dictionaries of one scheduler's texts."""

    def __init__(self, context: Context, inference: Inference) -> None:
        """Take the texts of `context`, whose expressions `inference` knows."""
        self._context = context
        self._inference = inference

    def element_of(self, node: ast.expr, text: Text, depth: int) -> str:
        """Return the type of what iterating over `node` gives."""
        kind = self._inference.type_of(node, text, depth)
        return element_of(kind) or element_of_plain(kind) or self._key(node, "keys", text, depth)

    def taken_from(self, node: ast.Subscript, text: Text, depth: int) -> str:
        """Return the type of `owner[key]` or `owner[a:b]`."""
        owner = self._inference.type_of(node.value, text, depth)
        if owner == "self":
            return "Port"
        if isinstance(node.slice, ast.Slice):
            return owner if owner.partition("[")[0] in ("list", "str", "bytes") else UNKNOWN
        if owner in ("str", "environment"):
            return "str"
        if owner == "bytes":
            return UNKNOWN if self._inference.release.python_2 else "int"
        if owner.startswith("pair["):
            return element_of_plain(owner)
        return element_of(owner) if owner.startswith("list[") else UNKNOWN

    def unpacked(self, node: ast.Name, around: ast.Tuple, text: Text, depth: int) -> str:
        """Return the type of a name in a target such as `n, (a, b)`; `around` holds it."""
        places = _places(node, text)
        outer: ast.AST | None = around
        while isinstance(outer, ast.Tuple):
            inner, outer = outer, text.parent_of(outer)
        if isinstance(outer, ast.For | ast.comprehension) and outer.target is inner:
            return self._unpacked_in_loop(outer.iter, places, text, depth) if places else UNKNOWN
        if not isinstance(outer, ast.Assign) or inner is not around:
            return UNKNOWN
        if not isinstance(outer.value, ast.Tuple):
            return self.element_of(outer.value, text, depth)
        values = outer.value.elts
        if places is None or len(values) != len(around.elts):
            return UNKNOWN
        return self._inference.type_of(values[places[-1]], text, depth)

    def _unpacked_in_loop(  # noqa: PLR0911 - one line a kind of iterable
        self, node: ast.expr, path: list[int], text: Text, depth: int
    ) -> str:
        """Return what is at `path` of each element of `enumerate(...)` or `zip(...)`."""
        if not path:
            return self.element_of(node, text, depth)
        if not isinstance(node, ast.Call) or any(isinstance(a, ast.Starred) for a in node.args):
            return UNKNOWN
        called = self._inference.type_of(node.func, text, depth)
        index, inner = path[0], path[1:]
        if called in _SAME_ELEMENTS and len(node.args) == 1:
            return self._unpacked_in_loop(node.args[0], path, text, depth)
        if called == "builtin enumerate" and node.args:
            if index:
                return self._unpacked_in_loop(node.args[0], inner, text, depth)
            return UNKNOWN if inner else "int"
        if called == "builtin zip" and index < len(node.args):
            return self._unpacked_in_loop(node.args[index], inner, text, depth)
        if index or inner:
            return UNKNOWN
        return self._key(node, "items", text, depth)

    def _key(self, node: ast.expr, asked: str, text: Text, depth: int) -> str:
        """Return the type of the keys of a dictionary of `self` that `node` goes over."""
        while isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name) and function.id in _COPIES and len(node.args) == 1:
                node = node.args[0]
            elif isinstance(function, ast.Attribute) and function.attr == asked:
                node, asked = function.value, ""
            else:
                return UNKNOWN
        if asked == "items" or not isinstance(node, ast.Attribute):
            return UNKNOWN
        owner = self._inference.type_of(node.value, text, depth)
        return self._keys_given(node.attr, depth) if owner == "self" else UNKNOWN

    def _keys_given(self, name: str, depth: int) -> str:
        """Return the type of the keys that a dictionary of `self` is given, where all are seen."""
        stored = self._inference.attributes_of_self.get(name, [])
        if not stored or not all(_is_empty_dict(value) for value, _ in stored):
            return UNKNOWN
        given = []
        for text in self._context.texts:
            for node in text.nodes.of(ast.Attribute):
                if node.attr != name or isinstance(node.ctx, ast.Store):
                    continue
                around = text.parent_of(node)
                if isinstance(around, ast.Subscript) and around.value is node:
                    if isinstance(around.ctx, ast.Store):
                        given.append(self._inference.type_of(around.slice, text, depth))
                elif isinstance(around, ast.Attribute):
                    if around.attr not in _KEEPING_KEYS:
                        return UNKNOWN
                elif not _only_looks(node, around):
                    return UNKNOWN
        return given[0] if given and len(set(given)) == 1 else UNKNOWN


def _is_empty_dict(node: ast.expr | None) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") == "dict" and not node.args and not node.keywords
    return isinstance(node, ast.Dict) and not node.keys


def _only_looks(node: ast.expr, around: ast.AST | None) -> bool:
    """Return whether what stands around a dictionary hands it on to nothing that fills it."""
    if isinstance(around, ast.Call):
        looks = (*_COPIES, "len", "bool", "set", "str", "any", "all")
        return around.func is not node and getattr(around.func, "id", "") in looks
    if isinstance(around, ast.For | ast.comprehension):
        return around.iter is node
    if isinstance(around, ast.If | ast.While | ast.IfExp):
        return around.test is node
    return isinstance(around, ast.Compare | ast.UnaryOp)


def _places(node: ast.AST, text: Text) -> list[int] | None:
    """Return where a name is in its target, [1, 0] for `a` in `n, (a, b)`; None beside a star."""
    places: list[int] = []
    around = text.parent_of(node)
    while isinstance(around, ast.Tuple):
        if any(isinstance(one, ast.Starred) for one in around.elts):
            return None
        places.insert(0, around.elts.index(node))  # type: ignore[arg-type]
        node, around = around, text.parent_of(around)
    return places
