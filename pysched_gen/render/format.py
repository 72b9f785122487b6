"""Format generated source with black without letting it touch a user's strings or comments.

black re-indents docstrings and puts a space behind the `#` of comments. Strings that could be
docstrings are therefore parked behind short names while black runs, and comments are put back
afterwards, so a body stays what its snippet says.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import libcst as cst

from pysched_gen.render.fidelity import comment_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LINE_LENGTH", "ParkedStrings", "format_source"]

LINE_LENGTH = 88  # black's own default


def format_source(source: str, python: tuple[int, int], comments: Sequence[str]) -> str | None:
    """Give `source` in black's style for the given Python, or None where black cannot.

    `comments` are those of `source` in order; they come out as they are given.
    """
    import black  # noqa: PLC0415 - start-up
    from black.mode import TargetVersion  # noqa: PLC0415 - start-up
    from black.parsing import InvalidInput  # noqa: PLC0415 - start-up

    version = max(python, (3, 3))
    target = TargetVersion[f"PY{version[0]}{version[1]}"]
    mode = black.Mode(target_versions={target}, line_length=LINE_LENGTH, string_normalization=False)
    try:
        text = black.format_str(source, mode=mode)
    except InvalidInput:
        return None
    return _with_comments(text, comments)


def _with_comments(text: str, comments: Sequence[str]) -> str | None:
    tokens = comment_tokens(text)
    if len(tokens) != len(comments):
        return None
    lines = text.split("\n")
    for token, comment in zip(tokens, comments, strict=True):
        if token.string != comment:
            if _bare(token.string) != _bare(comment):
                return None
            row, column = token.start
            line = lines[row - 1]
            lines[row - 1] = line[:column] + comment + line[column + len(token.string) :]
    return "\n".join(lines)


def _bare(comment: str) -> str:
    return comment.lstrip("#").strip()


class ParkedStrings(cst.CSTTransformer):
    """Replaces string statements by placeholders, and puts them back into formatted text."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Choose a placeholder that none of `texts` contains."""
        super().__init__()
        self._mark = "parked"
        while any(self._mark in text for text in texts):
            self._mark += "_"
        self._strings: list[str] = []

    def park(self, module: cst.Module, tree: ast.Module) -> cst.Module:
        """Give `module`, whose syntax tree is `tree`, with its string statements parked."""
        if not any(_is_string_statement(node) for node in ast.walk(tree)):
            return module
        return module.visit(self)

    def unpark(self, text: str) -> str:
        """Give `text` with every placeholder replaced by the string it stands for."""
        pattern = re.compile(rf'"""{self._mark}(\d+)\."""')
        return pattern.sub(lambda match: self._strings[int(match[1])], text)

    def leave_Expr(  # noqa: N802 - the name libcst calls
        self, original_node: cst.Expr, updated_node: cst.Expr
    ) -> cst.Expr:
        """Park a statement that is nothing but one string."""
        if not isinstance(original_node.value, cst.SimpleString):
            return updated_node
        self._strings.append(original_node.value.value)
        placeholder = f'"""{self._mark}{len(self._strings) - 1}."""'
        value = original_node.value.with_changes(value=placeholder)
        return updated_node.with_changes(value=value)


def _is_string_statement(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str | bytes)
    )
