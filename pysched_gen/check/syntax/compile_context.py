"""Whether statements stay valid, and what they are, where the generated module has them."""

from __future__ import annotations
import __future__

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst as cst

    from pysched_gen.houdini.releases import Release

__all__ = ["compile_in_class", "compile_in_module", "first_torn"]


def compile_in_module(tree: ast.Module, release: Release) -> None:
    """Have Python's compiler look for what its parser lets pass; the code is thrown away.

    Raises:
        SyntaxError, ValueError, MemoryError, RecursionError: what the compiler says.
    """
    # The generated module opens with this import, but for Python 2.
    flags = 0 if release.python_2 else __future__.annotations.compiler_flag
    compile(tree, "<snippet>", "exec", flags, dont_inherit=True)


def compile_in_class(tree: ast.Module, arguments: tuple[str, ...] | None, release: Release) -> None:
    """Do the same for the body of the class, or of its method where `arguments` are given."""
    method = f"def callback({', '.join(arguments)}): pass" if arguments else "pass"
    unit = ast.parse(f"class Scheduler:\n {method}")
    definition = unit.body[0]
    if arguments and isinstance(definition, ast.ClassDef):
        definition = definition.body[0]
    if tree.body and isinstance(definition, ast.ClassDef | ast.FunctionDef):
        definition.body = tree.body
    compile_in_module(unit, release)


# An indentation that no text has, so that no line is where it was by chance.
_ELSEWHERE = "\t   "


def first_torn(tree: ast.Module, module: cst.Module) -> ast.AST | None:
    """Return the first f-string that changes when the statements are indented another way.

    In `{x =}` white space is text, but LibCST takes it for indentation where it goes over lines.
    `tree` and `module` are of the same text.
    """
    strings = (n for n in ast.walk(tree) if type(n).__name__ in _STRINGS)
    if not any(n.lineno != n.end_lineno for n in strings):  # type: ignore[attr-defined]
        return None
    import libcst as cst  # noqa: PLC0415 - start-up

    block = cst.IndentedBlock(module.body, indent=_ELSEWHERE)
    moved = ast.parse(cst.Module([cst.If(cst.Integer("1"), block)]).code).body[0]
    body = moved.body if isinstance(moved, ast.If) else []
    pairs = zip(ast.walk(tree), ast.walk(ast.Module(body, [])), strict=False)
    torn = (
        node for node, other in pairs if type(node).__name__ in _STRINGS and _differ(node, other)
    )
    return next(torn, None)


_STRINGS = ("JoinedStr", "TemplateStr")


def _differ(node: ast.AST, other: ast.AST) -> bool:
    return ast.dump(node) != ast.dump(other)
