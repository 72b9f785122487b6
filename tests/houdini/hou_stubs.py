"""What the types-houdini package says that `hou` offers."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files

__all__ = ["Signature", "Stubs", "read_stubs"]


@dataclass(frozen=True)
class Signature:
    """Names of the parameters without self; `open` where any are accepted."""

    names: tuple[str, ...]
    open: bool


@dataclass(frozen=True)
class Stubs:
    """Classes with their bases, methods and members; functions of the module."""

    bases: dict[str, tuple[str, ...]]
    methods: dict[tuple[str, str], Signature]
    members: frozenset[tuple[str, str]]
    functions: dict[str, Signature]

    def method(self, class_name: str, name: str) -> Signature | None:
        """Give the method of a class, inherited ones too."""
        found = self.methods.get((class_name, name))
        inherited = (self.method(base, name) for base in self.bases.get(class_name, ()))
        return found or next(filter(None, inherited), None)

    def has_method(self, name: str, *class_names: str) -> bool:
        return any(self.method(class_name, name) is not None for class_name in class_names)


@cache
def read_stubs() -> Stubs:
    path = next(file for file in files("types-houdini") or [] if file.name == "__init__.pyi")
    body = ast.parse(path.read_text(encoding="utf-8")).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    return Stubs(
        bases={one.name: tuple(ast.unparse(base) for base in one.bases) for one in classes},
        methods={
            (one.name, item.name): _signature(item)
            for one in classes
            for item in one.body
            if isinstance(item, ast.FunctionDef)
        },
        members=frozenset(
            (one.name, item.target.id)
            for one in classes
            for item in one.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        ),
        functions={
            node.name: _signature(node) for node in body if isinstance(node, ast.FunctionDef)
        },
    )


def _signature(function: ast.FunctionDef) -> Signature:
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    names += [argument.arg for argument in arguments.kwonlyargs]
    if names[:1] == ["self"]:
        del names[0]
    return Signature(tuple(names), arguments.vararg is not None)
