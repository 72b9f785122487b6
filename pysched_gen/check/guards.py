"""Where a text asks first: it catches an error, or looks at a version or at what is there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.nodes import dotted_name, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.check.text import Text

__all__ = ["asks_version", "is_guarded"]


def is_guarded(node: ast.AST, text: Text, *errors: str) -> bool:
    """Return whether the text asks first: it catches one of `errors`, or looks at a version."""
    inner = node
    for around in text.ancestors_of(node):
        if _asks_first(inner, around, text, errors):
            return True
        inner = around
    return isinstance(inner, ast.stmt) and _after_version_test(inner, text.tree, text)


def _asks_first(inner: ast.AST, around: ast.AST, text: Text, errors: tuple[str, ...]) -> bool:
    if isinstance(around, ast.Try):
        if inner in around.body:
            return any(_catches(handler, errors) for handler in around.handlers)
        # What is done where the other way is missing.
        return isinstance(inner, ast.ExceptHandler) and _catches(inner, errors)
    if isinstance(around, ast.If | ast.IfExp | ast.While) and asks_version(around.test, text):
        return True
    if isinstance(around, ast.With) and any("suppress" in ast.dump(one) for one in around.items):
        return True
    return isinstance(inner, ast.stmt) and _after_version_test(inner, around, text)


def _catches(handler: ast.ExceptHandler, errors: Iterable[str]) -> bool:
    if handler.type is None:
        return True
    names = {one.id for one in walk(handler.type) if isinstance(one, ast.Name)}
    return bool(names & {*errors, "Exception", "BaseException"})


def _after_version_test(inner: ast.stmt, around: ast.AST, text: Text) -> bool:
    """Return whether an `if` on the version before `inner` ends in a return or raise."""
    for field in ("body", "orelse", "finalbody"):
        statements = getattr(around, field, None)
        if not isinstance(statements, list) or inner not in statements:
            continue
        for before in statements[: statements.index(inner)]:
            leaves = isinstance(before, ast.If) and isinstance(
                before.body[-1], ast.Return | ast.Raise | ast.Continue
            )
            if leaves and asks_version(before.test, text):
                return True
    return False


_VERSIONS = ("version", "py2", "py3", "major", "release", "type_checking")
_ASKING = ("hasattr", "getattr", "dir", "vars")
_ASKING_FOR_MODULES = ("find_spec", "find_loader")


def asks_version(test: ast.expr, text: Text) -> bool:
    """Return whether a test looks at the version of Python or Houdini, or at what is there."""
    if test not in text.version_tests:
        text.version_tests[test] = _asks_version(test, text)
    return text.version_tests[test]


def _asks_version(test: ast.expr, text: Text) -> bool:
    for node in walk(test):
        name = getattr(node, "id", "") or getattr(node, "attr", "")
        if isinstance(name, str) and any(part in name.lower() for part in _VERSIONS):
            return True
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _ASKING:
            return True
        if name == "__members__" or name in _ASKING_FOR_MODULES:
            return True
        if name == "modules" and dotted_name(node) == "sys.modules":
            return True
        if isinstance(node, ast.Name) and (
            node.id in text.names_of_versions or node.id.lower().startswith("has_")
        ):
            return True
    return False
