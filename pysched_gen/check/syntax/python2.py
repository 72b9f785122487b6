"""Tokens of a text in, those that only Python 2 knows out, each with what to write instead."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.lex import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.syntax.lex import Token

__all__ = ["python_2_tokens"]


def python_2_tokens(text: str) -> Iterator[tuple[Token, str]]:
    """Return the tokens of `text` that only Python 2 knows, each with what to do."""
    for statement in statements(text):
        yield from _statement(statement)
        for token in statement:
            message = _token(token)
            if message:
                yield token, f"Python 2 code: {message}"


def _statement(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    head = tokens[0]
    following = tokens[1] if len(tokens) > 1 else None
    message = ""
    if head.text in ("print", "exec"):
        message = _call(head.text, following)
    elif head.text == "except" and _comma(tokens):
        message = 'write "except Error as name:"; for several types "except (One, Two):"'
    elif head.text == "raise" and _comma(tokens):
        message = 'write raise Error("text") in place of raise Error, "text"'
    elif head.text == "def" and _tuple_argument(tokens):
        message = "take one argument and unpack it in the first line of the function"
    if message:
        yield head, f"Python 2 code: {message}"


def _call(name: str, following: Token | None) -> str:
    if following is None or not (
        following.kind in ("string", "number")
        or following.text in (">>", "`", "not", "lambda", "None", "True", "False")
        or (following.kind == "name" and following.text not in _OPERATORS)
    ):
        return ""
    if name == "exec":
        return "write exec(code, variables) in place of the exec statement"
    if following.text == ">>":
        return 'write sys.stderr.write("text\\n") in place of print >>file'
    return "write print(...) with parentheses"


_OPERATORS = frozenset({"and", "or", "in", "is", "if", "else", "for"})


def _comma(tokens: list[Token]) -> bool:
    return any(token.text == "," and token.depth == tokens[0].depth for token in tokens)


def _tuple_argument(tokens: list[Token]) -> bool:
    depth = tokens[0].depth + 1
    return any(
        left.text in ("(", ",") and right.text == "(" and right.depth == depth
        for left, right in pairwise(tokens)
    )


def _token(token: Token) -> str:
    text = token.text
    if token.kind == "op":
        return {
            "`": "write repr(value) in place of backticks",
            "<>": "write != in place of <>",
        }.get(text, "")
    if token.kind == "number":
        if text[-1] in "lL":
            return f"write {text[:-1]} in place of {text}"
        if re.fullmatch(r"0[0-9_]*[1-7][0-7]*", text):
            return f"write 0o{text.lstrip('0')} in place of {text}"
    if token.kind == "string" and re.match(r"(?i)ur['\"]", text):
        return 'drop one of the letters before the string: r"..." or u"..."'
    return ""
