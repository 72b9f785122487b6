"""What the parameters of functions are: what PDG passes, an annotation says, or the calls give."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from pysched_gen.check.rule import Kind
from pysched_gen.check.syntax.nodes import dotted_name, walk
from pysched_gen.check.type_names import UNKNOWN, from_annotation, joined

if TYPE_CHECKING:
    from pysched_gen.check.inference import Inference
    from pysched_gen.check.text import Context, Function, Text

__all__ = ["Arguments", "argument_called"]


class Arguments:
    """The parameters of one scheduler's callbacks, methods and functions."""

    def __init__(self, context: Context, inference: Inference) -> None:
        """Take the texts of `context`, whose expressions `inference` knows."""
        self._context = context
        self._inference = inference

    # What PDG passes, and annotations

    def of_text(self, name: str, text: Text) -> str | None:
        """Return the type of an argument of the callback or init, None where `name` is none."""
        if name == "self":
            return "self"
        if text.callback is None:
            return UNKNOWN if name in text.arguments else None
        for argument in text.callback.form.arguments:
            if argument.name == name:
                return from_annotation(argument.annotation)
        return None

    def annotated(self, annotation: ast.expr) -> str:
        """Return the type that an annotation gives, where its names are PDG's or Python's."""
        words = {one.id for one in walk(annotation) if isinstance(one, ast.Name)}
        return UNKNOWN if words & self._own_types else from_annotation(ast.unparse(annotation))

    @cached_property
    def _own_types(self) -> frozenset[str]:
        """The names that stand for something else here than a class of PDG, or of Python."""
        found = set()
        for text in self._context.texts:
            found |= {one.name for one in text.nodes.of(ast.ClassDef)}
            for one in text.nodes.of(ast.ImportFrom):
                if (one.module or "").partition(".")[0] != "pdg":
                    found |= {alias.asname or alias.name for alias in one.names}
        return frozenset(found - {"Optional"})

    # What functions are called with

    def of_function(  # noqa: PLR0911 - one line a kind of function
        self, argument: ast.arg, scope: Function, text: Text, depth: int
    ) -> str:
        """Return the type of a parameter of `scope`, a function of `text`."""
        if isinstance(scope, ast.Lambda):
            return self._passed_to_lambda(scope, text, depth)
        if argument.annotation is not None:
            return self.annotated(argument.annotation)
        around = text.parent_of(scope)
        if isinstance(around, ast.ClassDef):
            own = [*scope.args.posonlyargs, *scope.args.args]
            plain = isinstance(scope, ast.FunctionDef) and not scope.decorator_list
            is_first = plain and own and own[0] is argument
            return self._inference.instance_of(around, text) if is_first else UNKNOWN
        if text.kind is Kind.HEADER and around is None and not scope.decorator_list:
            return self._passed(argument, scope, depth)
        if text.kind is not Kind.METHODS or around is not None:
            return UNKNOWN
        marks = {dotted_name(mark) for mark in scope.decorator_list}
        if marks - {"property", "contextmanager", "contextlib.contextmanager"}:
            return UNKNOWN
        own = [*scope.args.posonlyargs, *scope.args.args]
        if own and own[0] is argument:
            return "self"
        return self._passed(argument, scope, depth)

    def _passed_to_lambda(self, scope: ast.Lambda, text: Text, depth: int) -> str:
        """Return what `sorted(items, key=lambda one: ...)` and its like give their function."""
        parent = text.parent_of(scope)
        call = text.parent_of(parent) if isinstance(parent, ast.keyword) else parent
        if not isinstance(call, ast.Call) or len(scope.args.args) != 1:
            return UNKNOWN
        name = dotted_name(call.func)
        if isinstance(parent, ast.keyword):
            if parent.arg != "key":
                return UNKNOWN
            if name in ("sorted", "min", "max") and len(call.args) == 1:
                return self._inference.containers.element_of(call.args[0], text, depth)
            if isinstance(call.func, ast.Attribute) and call.func.attr == "sort":
                return self._inference.containers.element_of(call.func.value, text, depth)
        elif name in ("map", "filter") and call.args[0] is scope and len(call.args) > 1:
            return self._inference.containers.element_of(call.args[1], text, depth)
        return UNKNOWN

    @cached_property
    def uses(self) -> dict[str, list[tuple[ast.expr, Text]]]:
        """Where the texts read each name, and each attribute."""
        found: dict[str, list[tuple[ast.expr, Text]]] = {}
        for text in self._context.texts:
            for attribute in text.nodes.of(ast.Attribute):
                found.setdefault(f".{attribute.attr}", []).append((attribute, text))
            for name in text.nodes.of(ast.Name):
                if isinstance(name.ctx, ast.Load):
                    found.setdefault(name.id, []).append((name, text))
        return found

    def _passed(self, argument: ast.arg, scope: ast.AST, depth: int) -> str:
        """Return what the calls of an own method or function give one of its arguments."""
        if not isinstance(scope, ast.FunctionDef):
            return UNKNOWN
        methods = self._inference.methods
        of_self = scope.name in methods and methods[scope.name][1] is scope
        places = [one.arg for one in (*scope.args.posonlyargs, *scope.args.args)][of_self:]
        if argument.arg not in places:
            return UNKNOWN
        place, given = places.index(argument.arg), []
        for used, text in self.uses.get(f".{scope.name}" if of_self else scope.name, ()):
            call = text.parent_of(used)
            if not isinstance(call, ast.Call) or call.func is not used:
                return UNKNOWN  # it is handed on
            if any(isinstance(one, ast.Starred) for one in call.args):
                return UNKNOWN
            named = {keyword.arg: keyword.value for keyword in call.keywords}
            value = call.args[place] if place < len(call.args) else named.get(argument.arg)
            if None in named:
                return UNKNOWN
            if value is not None:
                given.append(self._inference.type_of(value, text, depth))
        return joined(given)


def argument_called(name: str, arguments: ast.arguments) -> ast.arg | None:
    """Return the parameter called `name`, `*args` and `**kwargs` aside."""
    plain = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return next((one for one in plain if one.arg == name), None)
