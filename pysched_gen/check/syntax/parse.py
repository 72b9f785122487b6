r"""A `Snippet` in, its syntax out: `Parsed`, or `Unparsable` with findings that say why.

The text is never indented or dedented as text, which would change its multi-line strings: what is
indented as a whole is parsed inside a block whose body is then taken out. Nothing is executed.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from pysched_gen.check.syntax.compile_context import (
    compile_in_class,
    compile_in_module,
    first_torn,
)
from pysched_gen.check.syntax.nesting import too_deep_in_text, too_deep_in_tree
from pysched_gen.check.syntax.nodes import children_of
from pysched_gen.check.syntax.problems import (
    INVALID_STATEMENT,
    SYNTAX_ERROR,
    TextError,
    nested,
    why_not_compiled,
    why_not_parsed,
)

if TYPE_CHECKING:
    import libcst as cst

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
    """

    snippet: Snippet
    tree: ast.Module
    lines: tuple[str, ...]
    indent: str = ""

    @cached_property
    def module(self) -> cst.Module:
        """Return the statements with their comments, for who writes them somewhere else.

        A comment above the first statement is in the header or at that statement, one below the
        last in the footer. It takes as long as everything else that `check` does with a text.

        Raises:
            TextError: the parser of this tool does not read what Python reads.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _module("\n".join(self.lines), self.tree, self.lines, self.indent)

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
            if place == "module" and not release.python_2:
                del tree.body[_futures(tree)]
            _compile(tree, place, release, lines)
            parsed = Parsed(snippet, tree, lines, indent)
            if not _is_plain(text, tree):
                _ = parsed.module
    except TextError as error:
        problems = tuple(problem.inside(lines) for problem in error.problems)
        return Unparsable(snippet, lines, problems)
    return parsed


# Syntax that LibCST is known to read; whatever else there is, it is asked at once.
_PLAIN_NAMES = """
    FunctionDef ClassDef Return Delete Assign AugAssign For While If With Raise Try Assert Import
    ImportFrom Global Nonlocal Expr Pass Break Continue BoolOp NamedExpr BinOp UnaryOp Lambda IfExp
    Dict Set ListComp SetComp DictComp GeneratorExp Yield Compare Call FormattedValue JoinedStr
    Constant Attribute Subscript Starred Name List Tuple Slice comprehension ExceptHandler arguments
    arg keyword alias withitem AnnAssign
    """
_PLAIN = frozenset(getattr(ast, name) for name in _PLAIN_NAMES.split())
# Lines that go on behind a backslash, rare white space, and `return.5`.
_UNUSUAL = re.compile(r"\\\n|[\f\v\x1c-\x1f]|[a-z]\.[0-9]")


def _is_plain(text: str, tree: ast.Module) -> bool:
    """Return whether LibCST reads `text` for certain, and keeps its f-strings where it is moved."""
    if not text.isascii() or _UNUSUAL.search(text) or _SHOWS_EXPRESSION.search(text):
        return False
    level: list[ast.AST] = list(tree.body)
    while level:
        if not _PLAIN.issuperset(map(type, level)) or any(map(_is_in_parentheses, level)):
            return False
        level = [child for node in level for child in children_of(node)]
    return True


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
            compile_in_module(tree, release)
        else:
            compile_in_class(tree, None if place == "class" else place, release)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise why_not_compiled(error, lines, body=isinstance(place, tuple)) from None


# What the generated module opens with, and what Python 3 does anyway.
_NEEDLESS = frozenset(
    {
        *("annotations", "print_function", "division", "absolute_import", "unicode_literals"),
        *("with_statement", "generators", "nested_scopes", "generator_stop"),
    }
)


def _futures(tree: ast.Module) -> slice:
    """Return where the lines stand that open a file and ask for what holds without them."""
    first = 1 if ast.get_docstring(tree, clean=False) is not None else 0
    last = first
    for node in tree.body[first:]:
        rest = tree.body[last + 1 :]
        alone = not rest or rest[0].lineno > (node.end_lineno or 0)
        if not (isinstance(node, ast.ImportFrom) and node.module == "__future__" and alone):
            break
        if not _NEEDLESS.issuperset(one.name for one in node.names):
            break
        last += 1
    return slice(first, last)


def _without_futures(module: cst.Module, first: int, count: int) -> cst.Module:
    """Return `module` without `count` lines from `first` on; their comments are kept."""
    import libcst as cst  # noqa: PLC0415 - start-up

    comments: list[cst.EmptyLine] = []
    for line in module.body[first : first + count]:
        if isinstance(line, cst.SimpleStatementLine):
            beside = line.trailing_whitespace.comment
            comments += [*line.leading_lines, *([cst.EmptyLine(comment=beside)] if beside else [])]
    body = [*module.body[:first], *module.body[first + count :]]
    if first == len(body):
        return module.with_changes(body=body, footer=[*comments, *module.footer])
    behind = body[first]
    body[first] = behind.with_changes(leading_lines=[*comments, *behind.leading_lines])
    return module.with_changes(body=body)


def _module(text: str, tree: ast.Module, lines: tuple[str, ...], indent: str) -> cst.Module:
    module = _concrete(_BLOCK + text if indent else text)
    if module is not None and "__future__" in text and not indent:
        gone = _futures(ast.parse(text))
        module = _without_futures(module, gone.start, gone.stop - gone.start)
    if module is None:
        raise TextError((SYNTAX_ERROR, *_first_unreadable(tree, lines, indent), _UNREADABLE))
    import libcst as cst  # noqa: PLC0415 - start-up

    first = module.body[0] if indent else None
    if isinstance(first, cst.If) and isinstance(first.body, cst.IndentedBlock):
        footer = (*first.body.footer, *module.footer)
        module = module.with_changes(body=first.body.body, footer=footer)
    if _SHOWS_EXPRESSION.search(text) and (torn := first_torn(tree, module)):
        start = getattr(torn, "lineno", 1), getattr(torn, "col_offset", 0) + 1
        raise TextError((SYNTAX_ERROR, *start, _TORN))
    return module


# What `{x = }`, `{x =!r}` and `{x = :4}` have and every text without them may have too.
_SHOWS_EXPRESSION = re.compile(r"=\s*[}!:#\\]")
_UNREADABLE = (
    "Python reads this but the parser of this tool does not; put spaces around keywords, drop "
    "redundant parentheses, or write it another way"
)
_TORN = (
    "this f-string shows an expression with = and white space over several lines, which would "
    "change with the indentation; write what is inside the braces on one line"
)


def _is_in_parentheses(node: ast.AST) -> bool:
    """Return whether this is `(x): int = 1`, which LibCST does not read."""
    return isinstance(node, ast.AnnAssign) and node.col_offset != node.target.col_offset


def _concrete(source: str) -> cst.Module | None:
    import libcst as cst  # noqa: PLC0415 - start-up

    try:
        return cst.parse_module(source)
    except (cst.ParserSyntaxError, cst.CSTValidationError):
        return None


def _first_unreadable(tree: ast.Module, lines: tuple[str, ...], indent: str) -> tuple[int, int]:
    """Return where the first statement starts that libcst refuses; it seldom says so itself."""
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
