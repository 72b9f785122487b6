"""Text in, tokens out, for texts that Python itself refuses: never raises, linear time.

`tokenize` stops at the first thing that is not Python 3; what a Python 2 or a newer text means can
only be said from tokens that survive it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Token", "statements", "tokens"]


class Token(NamedTuple):
    """One token; `kind` is name, number, string, op, comment or newline.

    `newline` ends a logical line. `line` and `column` are 1-based, `column` counts characters,
    `depth` is the number of brackets open before it.
    """

    kind: str
    text: str
    line: int
    column: int
    depth: int


_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\f]+|\\\n)
  | (?P<comment>\#[^\n]*)
  | (?P<newline>\n)
  | (?P<string>(?i:[bruft]{0,3})(?:
        '''(?:\\.|[^\\])*?'''
      | \"\"\"(?:\\.|[^\\])*?\"\"\"
      | '(?:\\.|[^\\'\n])*'
      | "(?:\\.|[^\\"\n])*"
    ))
  | (?P<number>(?:
        0[xXoObB][0-9A-Fa-f_]+
      | (?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?
    )[jJlL]*)
  | (?P<name>[^\W\d]\w*)
  | (?P<op><>|->|:=|!=|\.\.\.|(?:\*\*|//|>>|<<|[-+*/%&|^@=<>])=?|.)
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[Token]:
    r"""Return the tokens of `text`, which has `\n` line ends; the last one ends a logical line.

    Strings are those of every Python before 3.12: an f-string ends at the next quote of its kind.
    """
    line, start, depth, last = 1, 0, 0, "newline"
    for match in _TOKEN.finditer(text):
        kind, value = match.lastgroup or "op", match.group()
        if kind not in ("space", "newline") or (kind == "newline" and not depth):
            if kind != "newline" or last != "newline":
                yield Token(kind, value, line, match.start() - start + 1, depth)
            last = last if kind == "comment" and last == "newline" else kind
        if kind == "op":
            depth = max(0, depth + (value in "([{") - (value in ")]}"))
        if "\n" in value:
            line += value.count("\n")
            start = match.start() + value.rindex("\n") + 1
    if last != "newline":
        yield Token("newline", "", line, len(text) - start + 1, depth)


def statements(text: str) -> Iterator[list[Token]]:
    """Return the tokens of each simple statement or clause head, without comments and newline."""
    found: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        if token.kind == "newline" or (token.text == ";" and not token.depth):
            if found:
                yield found
            found = []
            continue
        found.append(token)
        if token.text == ":" and not token.depth and found[0].text in _CLAUSES:
            yield found
            found = []
    if found:
        yield found


_CLAUSES = frozenset(
    {"if", "elif", "else", "for", "while", "try", "except", "finally"}
    | {"with", "def", "class", "async", "match", "case"}
)
