"""Measures the lexer of dialog scripts against a tokenizer of one pattern.

The peer is that of https://docs.python.org/3/library/re.html#writing-a-tokenizer: it gives kind,
text, line and column of a token, and knows no escapes, comments of C, raw strings or errors.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.dialog_script.lexer import Lexer
from pysched_gen.formats.dialog_script.tokens import TokenKind
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    Line = tuple[str, float, str, float | None, float | None]

AIM = 2.0
_PARM = """    parm {
        name    "farm_parameter%d"
        label   "Parameter %d"
        type    ordinal
        default { "1" }
        help    "What it does, with \\"quotes\\"."
        menu {
            "day"   "By day"
            "night" "By night"
        }
        hidewhen "{ farm_use == 0 }"
        parmtag { "pdg::scheduler" "" }
    }
"""
_PATTERN = re.compile(
    r"""
    (?P<string>  "(?:[^"\\]|\\.)*" )
  | (?P<mark>    [{}\[\]] )
  | (?P<comment> \#[^\n]* )
  | (?P<newline> \n )
  | (?P<space>   [ \t]+ )
  | (?P<word>    [^\s{}\[\]"]+ )
    """,
    re.VERBOSE,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int
    column: int


def rows(runs: int = 9) -> Iterator[Line]:
    """Give the line of the table: the best of `runs` for each, taking turns."""
    script = "{\n    name    farm\n" + "".join(_PARM % (at, at) for at in range(500)) + "}\n"
    count = sum(1 for _ in _peer(script))
    if sum(1 for _ in _ours(script)) != count:
        raise SystemExit("the two tokenizers found another number of tokens")
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(runs):
        for name, tokens in (("ours", _ours), ("peer", _peer)):
            start = time.perf_counter()
            for _token in tokens(script):
                pass
            times[name].append(time.perf_counter() - start)
    name = f"dialog script of {count:,} tokens, against a tokenizer of one pattern"
    yield name, min(times["ours"]), "s", min(times["peer"]), AIM


def _ours(script: str) -> Iterator[object]:
    lexer = Lexer(script, Origin("bench.ds"), preprocessed=False)
    while (token := lexer.take()).kind is not TokenKind.END:
        yield token


def _peer(script: str) -> Iterator[_Token]:
    line, start = 1, 0
    for found in _PATTERN.finditer(script):
        kind, text = str(found.lastgroup), found[0]
        if kind == "newline":
            line += 1
            start = found.end()
        elif kind != "space":
            yield _Token(kind, text, line, found.start() - start + 1)
