r"""A `Snippet` in, its syntax out: `Parsed`, or `Unparsable` with findings that say why.

The text is never indented or dedented as text, which would change its multi-line strings: what is
indented as a whole is parsed inside a block whose body is then taken out. Nothing is executed.
"""

from __future__ import annotations
import __future__

import ast
import re
import warnings
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from pysched_gen.check.syntax.nesting import too_deep_in_text, too_deep_in_tree
from pysched_gen.check.syntax.problems import (
    INVALID_STATEMENT,
    SYNTAX_ERROR,
    TextError,
    nested,
    why_not_compiled,
    why_not_parsed,
)

if TYPE_CHECKING:
    from pysched_gen.check.syntax.problems import TextProblem
    from pysched_gen.houdini.releases import Release
    from pysched_gen.model.scheduler import Callback, Scheduler
    from pysched_gen.sources.source import Snippet
    from pysched_gen.span import Span

__all__ = [
    "INIT_ARGUMENTS",
    "Parsed",
    "SchedulerSyntax",
    "Unparsable",
    "parse_body",
    "parse_methods",
    "parse_module",
    "syntax_of",
]

INIT_ARGUMENTS = ("scheduler", "name")  # of __init__, behind self


@dataclass(frozen=True)
class Parsed:
    """A text that is Python. Shared: whoever wants to change a tree copies it first.

    Attributes:
        snippet: where it comes from.
        tree: its statements, with positions in the text.
        lines: of the text, without line ends.
        indent: white space that every line of code starts with, "" as it should be.
        left_out: numbers of the lines of which only comments go into the module.
    """

    snippet: Snippet
    tree: ast.Module
    lines: tuple[str, ...]
    indent: str = ""
    left_out: range = range(0)

    def span(self, node: ast.AST) -> Span:
        """Return the place of `node`, which is of `tree`, inside the text."""
        line, column = self._position(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))
        end = getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None) or 0
        return self.snippet.origin.span(line, column, *max(self._position(*end), (line, column)))

    def source(self, node: ast.AST) -> str:
        """Return `node`, which is of `tree`, as it stands in the text."""
        first, start = self._position(node.lineno, node.col_offset)  # type: ignore[attr-defined]
        last, end = self._position(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
        lines = [*self.lines[first - 1 : last - 1], self.lines[last - 1][: end - 1]]
        return "\n".join([lines[0][start - 1 :], *lines[1:]])

    def line(self, span: Span) -> str:
        """Return the source line on which `span` starts."""
        return line_at(self.lines, self.snippet.origin.text_line(span.line))

    def _position(self, line: int, column: int) -> tuple[int, int]:
        line = max(1, min(line, len(self.lines)))
        return line, _characters(self.lines[line - 1], column) + 1


@dataclass(frozen=True, slots=True)
class Unparsable:
    """A text that is not Python; `problems` says why, with places inside `lines`."""

    snippet: Snippet
    lines: tuple[str, ...]
    problems: tuple[TextProblem, ...]


class SchedulerSyntax:
    """The syntax of every text of a scheduler; each text is parsed when it is first asked for."""

    def __init__(self, scheduler: Scheduler) -> None:
        """Take the texts of `scheduler`."""
        self._scheduler = scheduler
        self._bodies: dict[str, Parsed | Unparsable] = {}

    @cached_property
    def header(self) -> Parsed | Unparsable | None:
        """Return module-level code, None where there is none."""
        text = self._scheduler.header
        return parse_module(text, self._scheduler.release) if text else None

    @cached_property
    def init(self) -> Parsed | Unparsable | None:
        """Return the statements of `__init__`, None where there are none."""
        text = self._scheduler.init
        return parse_body(text, INIT_ARGUMENTS, self._scheduler.release) if text else None

    @cached_property
    def methods(self) -> Parsed | Unparsable | None:
        """Return the extra methods, None where there are none."""
        text = self._scheduler.methods
        return parse_methods(text, self._scheduler.release) if text else None

    def body(self, callback: Callback) -> Parsed | Unparsable:
        """Return the body of `callback`, one of the scheduler's."""
        if callback.method not in self._bodies:
            arguments = tuple(argument.name for argument in callback.form.arguments)
            found = parse_body(callback.snippet, arguments, self._scheduler.release)
            self._bodies[callback.method] = found
        return self._bodies[callback.method]


@lru_cache(4)
def syntax_of(scheduler: Scheduler) -> SchedulerSyntax:
    """Return the syntax of `scheduler`: the same object for who checks and who renders it."""
    return SchedulerSyntax(scheduler)


def parse_body(
    snippet: Snippet, arguments: tuple[str, ...], release: Release
) -> Parsed | Unparsable:
    """Parse `snippet` as the body of a method with `arguments` behind `self`."""
    return _parse(snippet, ("self", *arguments), release)


def parse_module(snippet: Snippet, release: Release) -> Parsed | Unparsable:
    """Parse `snippet` as module-level code."""
    return _parse(snippet, "module", release)


def parse_methods(snippet: Snippet, release: Release) -> Parsed | Unparsable:
    """Parse `snippet` as statements of a class."""
    return _parse(snippet, "class", release)


def line_at(lines: tuple[str, ...], number: int) -> str:
    """Return line `number`, 1-based; "" outside the text."""
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
            futures = range(0)
            if place == "module" and not release.python_2:
                futures = _leave_out_futures(tree)
            _compile(tree, place, release, lines)
    except TextError as error:
        problems = tuple(problem.inside(lines) for problem in error.problems)
        return Unparsable(snippet, lines, problems)
    return Parsed(snippet, tree, lines, indent, futures)


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
    """Return the indentation of the first line of code."""
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
        raise TextError((SYNTAX_ERROR, line, 1, _UNEVEN))
    return ast.Module(body, [])


def _compile(tree: ast.Module, place: _Place, release: Release, lines: tuple[str, ...]) -> None:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            raise TextError((INVALID_STATEMENT, node.lineno, node.col_offset + 1, _FUTURE))
    try:
        if place == "module":
            _compile_in_module(tree, release)
        else:
            _compile_in_class(tree, None if place == "class" else place, release)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise why_not_compiled(error, lines, body=isinstance(place, tuple)) from None


def _compile_in_module(tree: ast.Module, release: Release) -> None:
    """Have Python's compiler look for what its parser lets pass; the code is thrown away."""
    # The generated module opens with this import, but for Python 2.
    flags = 0 if release.python_2 else __future__.annotations.compiler_flag
    compile(tree, "<snippet>", "exec", flags, dont_inherit=True)


def _compile_in_class(
    tree: ast.Module, arguments: tuple[str, ...] | None, release: Release
) -> None:
    """Do the same for the body of the class, or of its method where `arguments` are given."""
    method = f"def callback({', '.join(arguments)}): pass" if arguments else "pass"
    unit = ast.parse(f"class Scheduler:\n {method}")
    definition = unit.body[0]
    if arguments and isinstance(definition, ast.ClassDef):
        definition = definition.body[0]
    if tree.body and isinstance(definition, ast.ClassDef | ast.FunctionDef):
        definition.body = tree.body
    _compile_in_module(unit, release)


# What the generated module opens with, and what Python 3 does anyway.
_NEEDLESS = frozenset(
    {
        *("annotations", "print_function", "division", "absolute_import", "unicode_literals"),
        *("with_statement", "generators", "nested_scopes", "generator_stop"),
    }
)


def _leave_out_futures(tree: ast.Module) -> range:
    """Take out what opens a file and asks for what holds without it; return its lines."""
    first = 1 if ast.get_docstring(tree, clean=False) is not None else 0
    last = first
    for node in tree.body[first:]:
        if not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        if not _NEEDLESS.issuperset(one.name for one in node.names):
            break
        before, behind = tree.body[last - 1 : last] if last else [], tree.body[last + 1 : last + 2]
        if any(node.lineno <= (one.end_lineno or 0) for one in before):
            break
        if any(one.lineno <= (node.end_lineno or 0) for one in behind):
            break
        last += 1
    futures = tree.body[first:last]
    del tree.body[first:last]
    return range(futures[0].lineno, (futures[-1].end_lineno or 0) + 1) if futures else range(0)


def _characters(line: str, column: int) -> int:
    """Turn a column that counts bytes of UTF-8 into one that counts characters."""
    if line.isascii():
        return min(column, len(line))
    return len(line.encode()[:column].decode(errors="ignore"))
