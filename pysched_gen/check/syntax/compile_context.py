"""Whether statements stay valid, and what they are, where the generated module has them."""

from __future__ import annotations
import __future__

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.houdini.releases import Release

__all__ = ["compile_in_class", "compile_in_module"]


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
