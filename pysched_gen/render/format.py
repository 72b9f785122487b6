"""Format generated source with black without letting it touch a user's strings or comments.

black re-indents docstrings and puts a space behind the `#` of comments. Strings that could be
docstrings are therefore parked behind short names while black runs, and comments are put back
afterwards, so a body stays what its snippet says.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from contextlib import suppress
from typing import TYPE_CHECKING

from pysched_gen.render.fidelity import comment_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["LINE_LENGTH", "ParkedStrings", "ends_unformatted", "format_source"]

LINE_LENGTH = 88  # black's own default

# From Python 3.10 on black reads every statement twice, as `match` may be a keyword or a name.
# Nothing that came later changes how it lays out code that does not use it.
_WITHOUT_SOFT_KEYWORDS = (3, 9)


def format_source(source: str, python: tuple[int, int], comments: Sequence[str]) -> str | None:
    """Give `source` in black's style for the given Python, or None where black cannot.

    `comments` are those of `source` in order; they come out as they are given.
    """
    import black  # noqa: PLC0415 - start-up
    from black.mode import TargetVersion  # noqa: PLC0415 - start-up

    newest = max(python, (3, 3))
    for version in sorted({min(newest, _WITHOUT_SOFT_KEYWORDS), newest}):
        target = TargetVersion[f"PY{version[0]}{version[1]}"]
        mode = black.Mode({target}, line_length=LINE_LENGTH, string_normalization=False)
        # Besides what it cannot parse, black fails in its own ways on comments in odd places.
        with suppress(Exception):
            return _with_comments(black.format_str(source, mode=mode), comments)
    return None


_SWITCH = re.compile(r"\b(?:fmt: ?(?:off|on)|yapf: (?:disable|enable))\b")


def ends_unformatted(text: str) -> bool:
    """Tell whether comments of `text`, module-level code, keep black off what follows it."""
    if not _SWITCH.search(text):
        return False
    switches = [
        switch
        for token in comment_tokens(text)
        if token.line.lstrip().startswith("#")
        for switch in _SWITCH.findall(token.string)
    ]
    return bool(switches) and switches[-1].endswith(("off", "disable"))


def _with_comments(text: str, comments: Sequence[str]) -> str | None:
    if all(comment.startswith("# ") for comment in comments):
        return text  # black leaves these as they are
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
    return "".join(comment.lstrip("#").split())


class ParkedStrings:
    """A source whose string statements stand behind short placeholders."""

    def __init__(self, source: str) -> None:
        """Park every statement of `source` that is nothing but one string."""
        mark = "parked"
        while mark in source:
            mark += "_"
        self._pattern = re.compile(rf'"""{mark}(\d+)\."""')
        self._strings: list[str] = []
        data = source.encode()
        pieces: list[str] = []
        at = 0
        for begin, end in _string_statements(source, data):
            pieces += [data[at:begin].decode(), f'"""{mark}{len(self._strings)}."""']
            self._strings.append(data[begin:end].decode())
            at = end
        self.source = "".join([*pieces, data[at:].decode()])

    def unpark(self, text: str) -> str:
        """Give `text` with every placeholder replaced by the string it stands for."""
        return self._pattern.sub(lambda match: self._strings[int(match[1])], text)


def _string_statements(source: str, data: bytes) -> list[tuple[int, int]]:
    """Give the byte ranges in `data` of the strings that are a statement of their own, in order.

    Strings that are joined are left out: only a lone one can be a docstring, and between joined
    ones there may be comments.
    """
    starts = [0, *(match.end() for match in re.finditer(b"\n", data))]
    ranges = []
    for node in _statements(ast.parse(source)):
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str | bytes):
            begin = starts[value.lineno - 1] + value.col_offset
            end = starts[(value.end_lineno or value.lineno) - 1] + (value.end_col_offset or 0)
            if _is_one_token(data[begin:end].decode()):
                ranges.append((begin, end))
    return sorted(ranges)


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Give the statements of `tree` with those of their blocks."""
    owners: list[ast.AST] = [tree]
    while owners:
        owner = owners.pop()
        owners += [*getattr(owner, "handlers", ()), *getattr(owner, "cases", ())]
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(owner, block, ())
            yield from statements
            owners += statements


def _is_one_token(text: str) -> bool:
    tokens = [token.type for token in tokenize.generate_tokens(io.StringIO(text).readline)]
    return tokens == [tokenize.STRING, tokenize.NEWLINE, tokenize.ENDMARKER]
