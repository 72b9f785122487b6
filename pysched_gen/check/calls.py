"""Which texts run when PDG calls a callback: itself, the methods and functions it calls.

Followed are `self.method(...)` of methods.py, functions of header.py called by their name, and
functions inside of the text. What is only handed on, as to a thread, is not called.
"""

from __future__ import annotations

import ast
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pysched_gen.check.rule import Kind
from pysched_gen.check.syntax.nodes import children_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.text import Context, Text

__all__ = ["CallGraph", "Place"]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Place:
    """A body that runs: that of a callback, where `function` is None, or of a function."""

    text: Text
    function: Function | None = None


class CallGraph:
    """The calls of one scheduler's texts."""

    def __init__(self, context: Context) -> None:
        """Take the texts of `context`."""
        self._context = context
        self._known: dict[Place, tuple[Place, ...]] = {}
        self._nodes: dict[Place, tuple[ast.AST, ...]] = {}
        self._calls: dict[Place, tuple[ast.Call, ...]] = {}

    @cached_property
    def callbacks(self) -> dict[str, Place]:
        """Return the bodies of callbacks by the name of their method."""
        texts = (text for text in self._context.texts if text.kind is Kind.CALLBACK)
        return {text.method: Place(text) for text in texts}

    def reached(self, methods: Iterable[str]) -> tuple[Place, ...]:
        """Return the bodies that run when PDG calls one of the callbacks `methods`."""
        found: dict[Place, None] = {}
        stack = [self.callbacks[name] for name in methods if name in self.callbacks]
        while stack:
            place = stack.pop()
            if place not in found:
                found[place] = None
                stack.extend(self._called_in(place))
        return tuple(found)

    def runs(self, node: ast.AST, text: Text, methods: Iterable[str]) -> bool:
        """Return whether `node` is in a body that runs when PDG calls one of `methods`."""
        function = text.function_of(node)
        return any(one.text is text and one.function is function for one in self.reached(methods))

    def nodes(self, place: Place) -> tuple[ast.AST, ...]:
        """Return the nodes of a body, without those of the functions inside of it."""
        if place not in self._nodes:
            self._nodes[place] = tuple(_nodes_of(place))
        return self._nodes[place]

    def calls(self, place: Place) -> tuple[ast.Call, ...]:
        """Return the calls in a body."""
        if place not in self._calls:
            found = (node for node in self.nodes(place) if isinstance(node, ast.Call))
            self._calls[place] = tuple(found)
        return self._calls[place]

    def _called_in(self, place: Place) -> tuple[Place, ...]:
        if place not in self._known:
            self._known[place] = tuple(self._targets(place))
        return self._known[place]

    def _targets(self, place: Place) -> Iterator[Place]:
        inference = self._context.inference
        for call in self.calls(place):
            kind = inference.type_of(call.func, place.text)
            defined = inference.definition_of(kind)
            if defined is not None and isinstance(defined[1], ast.FunctionDef):
                yield Place(defined[0], defined[1])
            elif kind.startswith("method self."):
                method = kind.removeprefix("method self.")
                if method in inference.methods:
                    yield Place(*inference.methods[method])
                elif method in self.callbacks:
                    yield self.callbacks[method]


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def _nodes_of(place: Place) -> Iterator[ast.AST]:
    stack: deque[ast.AST] = deque(place.function.body if place.function else place.text.tree.body)
    while stack:
        node = stack.popleft()
        yield node
        if not isinstance(node, _SCOPES):
            stack.extend(children_of(node))
