"""Tokens of a text in, those that only Python 2 knows out, each with what to write instead.

Where that can be done without knowing what the text means, the changes that do it are given too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.lex import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.syntax.lex import Token

__all__ = ["python_2_tokens"]


# Line, column, line and column of the end, and what to write there.
Change = tuple[int, int, int, int, str]
Found = tuple["Token", str, tuple[Change, ...]]


def python_2_tokens(text: str) -> Iterator[Found]:
    """Return the tokens of `text` that only Python 2 knows, each with what to do about it."""
    for statement in statements(text):
        yield from _statement(statement)
        ticks = [token for token in statement if token.text == "`"]
        for token in statement:
            message = _token(token)
            if message:
                changes = _ticks(token, ticks) if token.text == "`" else _token_changes(token)
                yield token, f"Python 2 code: {message}", changes


def _statement(tokens: list[Token]) -> Iterator[Found]:
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
        yield head, f"Python 2 code: {message}", _statement_changes(tokens)


def _statement_changes(  # noqa: PLR0911 - one line a kind of statement
    tokens: list[Token],
) -> tuple[Change, ...]:
    head, last = tokens[0], tokens[-1]
    commas = [one for one in tokens if one.text == "," and one.depth == head.depth]
    if "\n" in last.text or head.line != last.line:
        return ()  # a statement of several lines is left to a person
    if head.text == "except" and len(commas) == 1:
        return (_in_place_of(commas[0], " as"),)
    if head.text == "raise" and len(commas) == 1:
        rest = tokens[tokens.index(commas[0]) + 1 :]
        if rest and commas[0] is not tokens[1]:
            start, end = commas[0], rest[0]
            opened = (start.line, start.column, end.line, end.column, "(")
            return (opened, _behind(last, ")"))
    if head.text in ("print", "exec") and len(tokens) > 1 and tokens[1].text != ">>":
        words = {token.text for token in tokens if token.depth == head.depth}
        if head.text == "exec" and (commas or "in" in words):
            return ()
        first = tokens[1]
        opened = (head.line, head.column, first.line, first.column, f"{head.text}(")
        if last.text == ",":
            return (opened, _in_place_of(last, ', end=" ")'))
        return (opened, _behind(last, ")"))
    return ()


def _in_place_of(token: Token, new: str) -> Change:
    return token.line, token.column, token.line, token.column + len(token.text), new


def _behind(token: Token, new: str) -> Change:
    end = token.column + len(token.text)
    return token.line, end, token.line, end, new


def _token_changes(token: Token) -> tuple[Change, ...]:
    text = token.text
    if text == "<>":
        return (_in_place_of(token, "!="),)
    if token.kind == "number":
        new = text[:-1] if text[-1] in "lL" else f"0o{text.lstrip('0')}"
        return (_in_place_of(token, new),)
    # ur"..." is r"..." where it holds no escape of Unicode.
    if token.kind == "string" and "\n" not in text and "\\u" not in text:
        return (_in_place_of(token, text[1:]),)
    return ()


def _ticks(token: Token, ticks: list[Token]) -> tuple[Change, ...]:
    place = ticks.index(token)
    pair = ticks[place - place % 2 :][:2]
    if len(ticks) % 2:
        return ()
    return (_in_place_of(pair[0], "repr("), _in_place_of(pair[1], ")"))


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
