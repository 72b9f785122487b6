"""Comments that accept a finding, `# psg: ignore[text-result] reason`, and what they cover.

Behind code a comment covers its statement, behind or above a `def` the function, on a line of its
own the next statement, and above the first statement the text. Above the header of a file that
holds all texts it covers the file.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.check.rule import Kind
from pysched_gen.check.syntax.lex import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.check.syntax.lex import Token
    from pysched_gen.check.text import Text
    from pysched_gen.span import Origin, Span

__all__ = ["WaiverComment", "waiver_comments"]

_HINT = "ignore"
_WAIVER = re.compile(r"(?:^#+|\s|#)\s*(?:psg|pysched-gen):\s*ignore\b(?:\[([^\]\n]*)\])?([^\n]*)")
_NEXT = re.compile(r"\s#\s?(?=\w+:|noqa\b|type:)")  # another tool's comment behind ours
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class WaiverComment:
    """One comment.

    Attributes:
        words: the rules it names, as written; () where it names none.
        reason: what stands behind, "" for nothing.
        span: where it stands.
        line: the line of the text it stands on.
        origin: of its text.
        lines: first and last line of that text that it covers, None for all of it.
        file: it covers every text of the file.
        method: of the callback whose text it stands in, "" for none.
    """

    words: tuple[str, ...]
    reason: str
    span: Span
    line: str
    origin: Origin
    lines: tuple[int, int] | None
    file: bool
    method: str

    def covers(self, finding: Diagnostic) -> bool:
        """Return whether `finding` is where the comment means."""
        origin = finding.span.origin
        if self.file and (origin.path, origin.node) == (self.origin.path, self.origin.node):
            return True
        if origin != self.origin:
            return False
        if self.lines is None:
            return True
        return self.lines[0] <= origin.text_line(finding.span.line) <= self.lines[1]


def waiver_comments(texts: Sequence[Text]) -> Iterator[WaiverComment]:
    """Return the comments of `texts`, which are all of one scheduler, in order of the texts."""
    for text in texts:
        if _HINT in text.parsed.snippet.text:
            together = sum(_file_of(one) == _file_of(text) for one in texts) > 1
            yield from _comments_of(text, together=together)


def _file_of(text: Text) -> tuple[str, str, str]:
    """Return what texts of one Python file share; a field of a saved node is alone."""
    origin = text.parsed.snippet.origin
    return origin.path, origin.node, origin.parm if origin.node else ""


def _comments_of(text: Text, *, together: bool) -> Iterator[WaiverComment]:
    parsed = text.parsed
    ends = {node.lineno: node.end_lineno or node.lineno for node in text.nodes.of(*_FUNCTIONS)}
    for comment, statement in _covered("\n".join(parsed.lines)):
        match = _WAIVER.search(comment.text)
        if match is None:
            continue
        lines = statement
        if statement is None and together and text.kind is Kind.METHODS:
            first = text.tree.body[0].lineno
            lines = (first, ends.get(first, first))
        elif statement is not None:
            lines = (statement[0], max(statement[1], ends.get(statement[0], 0)))
        reason = _NEXT.split(match[2], maxsplit=1)[0]
        end = comment.column + len(comment.text)
        span = parsed.snippet.origin.span(comment.line, comment.column, comment.line, end)
        yield WaiverComment(
            words=tuple(word.strip() for word in (match[1] or "").split(",") if word.strip()),
            reason=reason.strip(" \t-:,;"),
            span=span,
            line=parsed.lines[comment.line - 1],
            origin=parsed.snippet.origin,
            lines=lines,
            file=lines is None and together and text.kind is Kind.HEADER,
            method=text.callback.method if text.callback else "",
        )


def _covered(text: str) -> Iterator[tuple[Token, tuple[int, int] | None]]:
    """Return each comment with the lines of its statement, None above the first statement."""
    above: list[Token] = []
    inside: list[Token] = []
    start = 0
    is_first = True
    for token in tokens(text):
        if token.kind == "comment":
            (inside if start else above).append(token)
        elif token.kind != "newline":
            start = start or token.line
        elif start:
            lines = (start, token.line)
            yield from ((one, None if is_first else lines) for one in above)
            yield from ((one, lines) for one in inside)
            above, inside, start, is_first = [], [], 0, False
    yield from ((one, None if is_first else (one.line, one.line)) for one in above)
