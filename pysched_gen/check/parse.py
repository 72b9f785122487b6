r"""A `Snippet` in, its syntax out: `Parsed`, or `Unparsable` with findings that say why.

The text is never indented or dedented as text, which would change its multi-line strings: what is
indented as a whole is parsed inside a block whose body is then taken out. Nothing is executed.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import libcst as cst

from pysched_gen.check.nesting import too_deep_in_text, too_deep_in_tree
from pysched_gen.check.place import compile_in_class, compile_in_module, first_torn
from pysched_gen.check.refusal import TextError, nested, why_not_compiled, why_not_parsed
from pysched_gen.check.rules import invalid_statement, syntax_error

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.houdini import Release
    from pysched_gen.read.source import Snippet
    from pysched_gen.span import Span

__all__ = ["INIT_ARGUMENTS", "Parsed", "Unparsable", "parse_body", "parse_methods", "parse_module"]

INIT_ARGUMENTS = ("scheduler", "name")  # of __init__, behind self

_REMEMBERED = 64  # texts: those of a scheduler or two, between checking and rendering


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text that is Python. Memoised: whoever wants to change a tree copies it first.

    Attributes:
        snippet: where it comes from.
        module: its statements and comments; a comment above the first statement is in the
            header or at that statement, one below the last in the footer.
        tree: the same statements, with positions in the text.
        lines: of the text, without line ends.
        indent: white space that every line of code starts with, "" as it should be.
    """

    snippet: Snippet
    module: cst.Module
    tree: ast.Module
    lines: tuple[str, ...]
    indent: str = ""

    def span(self, node: ast.AST) -> Span:
        """Give the place of `node`, which is of `tree`, inside the text."""
        line, column = self._position(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))
        end = getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None) or 0
        return self.snippet.origin.span(line, column, *max(self._position(*end), (line, column)))

    def line(self, span: Span) -> str:
        """Give the source line on which `span` starts."""
        return line_at(self.lines, self.snippet.origin.text_line(span.line))

    def _position(self, line: int, column: int) -> tuple[int, int]:
        line = max(1, min(line, len(self.lines)))
        return line, _characters(self.lines[line - 1], column) + 1


@dataclass(frozen=True, slots=True)
class Unparsable:
    """A text that is not Python; `diagnostics` holds at least one error."""

    snippet: Snippet
    diagnostics: tuple[Diagnostic, ...]


@lru_cache(_REMEMBERED)
def parse_body(
    snippet: Snippet, arguments: tuple[str, ...], release: Release
) -> Parsed | Unparsable:
    """Parse `snippet` as the body of a method with `arguments` behind `self`."""
    return _parse(snippet, ("self", *arguments), release)


@lru_cache(_REMEMBERED)
def parse_module(snippet: Snippet, release: Release) -> Parsed | Unparsable:
    """Parse `snippet` as module-level code."""
    return _parse(snippet, "module", release)


@lru_cache(_REMEMBERED)
def parse_methods(snippet: Snippet, release: Release) -> Parsed | Unparsable:
    """Parse `snippet` as statements of a class."""
    return _parse(snippet, "class", release)


def line_at(lines: tuple[str, ...], number: int) -> str:
    """Give line `number`, 1-based; "" outside the text."""
    return lines[number - 1] if 0 < number <= len(lines) else ""


_Place = Literal["module", "class"] | tuple[str, ...]  # or a method with these arguments


def _parse(snippet: Snippet, place: _Place, release: Release) -> Parsed | Unparsable:
    text = snippet.text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    try:
        # A warning of the compiler is about the user's text: not for stderr, never an exception.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree, indent = _tree(text, release)
            _compile(tree, place, release, lines)
            module = _module(text, tree, lines, indent)
    except TextError as error:
        return Unparsable(snippet, error.diagnostics(snippet, lines))
    return Parsed(snippet, module, tree, lines, indent)


def _tree(text: str, release: Release) -> tuple[ast.Module, str]:
    indent = ""
    try:
        tree = ast.parse(text)
    except IndentationError as error:
        indent = _common_indent(text)
        if not indent:
            raise why_not_parsed(error, text, release) from None
        tree = _tree_in_block(text, release)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise why_not_parsed(error, text, release) from None
    node = too_deep_in_tree(tree)
    token = None if node else too_deep_in_text(text)
    if node is not None:
        raise nested(node.lineno, node.col_offset + 1)  # type: ignore[attr-defined]
    if token is not None:
        raise nested(token.line, token.column)
    return tree, indent


def _common_indent(text: str) -> str:
    """Give the indentation of the first line of code."""
    match = re.match(r"(?:[ \t\f]*(?:#[^\n]*)?\n)*([ \t\f]+)[^\s#]", text)
    return match[1] if match else ""


_FUTURE = (
    "from __future__ imports must open a file, and the generated module opens with imports of its "
    "own; remove it"
)
_UNEVEN = (
    "the text starts indented, but later lines are not; remove the indentation of the first lines"
)

_BLOCK = "if 1:\n"


def _tree_in_block(text: str, release: Release) -> ast.Module:
    try:
        tree = ast.parse(_BLOCK + text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise why_not_parsed(error, text, release, lines_before=1) from None
    ast.increment_lineno(tree, -1)
    block = tree.body[0]
    body = block.body if isinstance(block, ast.If) and not block.orelse else []
    if len(tree.body) > 1 or not body:
        line = block.body[0].lineno if isinstance(block, ast.If) else 1
        raise TextError((syntax_error.rule, line, 1, _UNEVEN))
    return ast.Module(body, [])


def _compile(tree: ast.Module, place: _Place, release: Release, lines: tuple[str, ...]) -> None:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            raise TextError((invalid_statement.rule, node.lineno, node.col_offset + 1, _FUTURE))
    try:
        if place == "module":
            compile_in_module(tree, release)
        else:
            compile_in_class(tree, None if place == "class" else place, release)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise why_not_compiled(error, lines, body=isinstance(place, tuple)) from None


def _module(text: str, tree: ast.Module, lines: tuple[str, ...], indent: str) -> cst.Module:
    module = _concrete(_BLOCK + text if indent else text)
    if module is None:
        raise TextError((syntax_error.rule, *_first_unreadable(tree, lines, indent), _UNREADABLE))
    first = module.body[0] if indent else None
    if isinstance(first, cst.If) and isinstance(first.body, cst.IndentedBlock):
        footer = (*first.body.footer, *module.footer)
        module = module.with_changes(body=first.body.body, footer=footer)
    if "{" in text and (torn := first_torn(tree, module)):
        start = getattr(torn, "lineno", 1), getattr(torn, "col_offset", 0) + 1
        raise TextError((syntax_error.rule, *start, _TORN))
    return module


_UNREADABLE = (
    "Python reads this but the parser of this tool does not; put spaces around keywords, drop "
    "redundant parentheses, or write it another way"
)
_TORN = (
    "this f-string shows an expression with = and white space over several lines, which would "
    "change with the indentation; write what is inside the braces on one line"
)


def _concrete(source: str) -> cst.Module | None:
    try:
        return cst.parse_module(source)
    except (cst.ParserSyntaxError, cst.CSTValidationError):
        return None


def _first_unreadable(tree: ast.Module, lines: tuple[str, ...], indent: str) -> tuple[int, int]:
    """Give where the first statement starts that libcst refuses; it seldom says so itself."""
    for node in tree.body:
        source = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        if _concrete(_BLOCK + source if indent else source) is None:
            return node.lineno, node.col_offset + 1
    return 1, 1


def _characters(line: str, column: int) -> int:
    """Turn a column that counts bytes of UTF-8 into one that counts characters."""
    if line.isascii():
        return min(column, len(line))
    return len(line.encode()[:column].decode(errors="ignore"))
