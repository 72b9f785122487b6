"""What follows a keyword in, its value out.

Every function takes the lexer, which stands behind the keyword, and the keyword's token, gives the
value, and raises SourceError where it finds something else. None is no value: what stands there is
kept as a text that no rule covers.
"""

from __future__ import annotations

import re
from math import isinf
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tokens import Token, TokenKind
from pysched_gen.formats.dialog_script.tree import (
    BindHandle,
    BindSelector,
    Computed,
    Default,
    Help,
    Limit,
    Limits,
    SlotLabel,
    Tag,
)

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.lexer import Lexer

__all__ = [
    "expect",
    "next_token",
    "read_bind_handle",
    "read_bind_selector",
    "read_condition",
    "read_count",
    "read_defaults",
    "read_flag",
    "read_help",
    "read_limits",
    "read_number",
    "read_slot_label",
    "read_tag",
    "read_text",
    "take_text",
]

_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
# Behind the first one the ! may stand at the second, or the second at the ! (two public scripts).
_LIMIT = r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
_LIMITS = re.compile(rf"{_LIMIT}(?: ?(!) ?,? ?| ?, ?| ){_LIMIT}(!?),?")
_TEXT = (TokenKind.WORD, TokenKind.STRING)
_HANDLE_WORDS, _SELECTOR_WORDS = 5, 9


def next_token(lexer: Lexer) -> Token:
    """Give the next token that is no comment and leave it there."""
    while lexer.peek().kind is TokenKind.COMMENT:
        lexer.take()
    return lexer.peek()


def expect(lexer: Lexer, mark: str, keyword: Token) -> Token:
    """Take the brace or bracket `mark`."""
    token = next_token(lexer)
    if not token.is_mark(mark):
        raise lexer.error(token, f"{keyword.text} needs {mark} here, not {token.shown}")
    return lexer.take()


def take_text(lexer: Lexer, keyword: Token, what: str = "a text") -> str:
    """Take a word or a string."""
    token = next_token(lexer)
    if token.kind not in _TEXT:
        raise lexer.error(
            token, f"{keyword.text} needs {what} here, not {token.shown}; quote it if it is one"
        )
    return lexer.take().text


def read_flag(lexer: Lexer, keyword: Token) -> bool:
    """Give True: the keyword says all."""
    del lexer, keyword
    return True


def read_text(lexer: Lexer, keyword: Token) -> str:
    """Read one word or string."""
    return take_text(lexer, keyword)


def read_number(lexer: Lexer, keyword: Token) -> int:
    """Read a whole number."""
    token = next_token(lexer)
    if token.kind not in _TEXT or not _INTEGER.fullmatch(token.text):
        raise lexer.error(token, f"{keyword.text} needs a whole number here, not {token.shown}")
    return int(lexer.take().text)


def read_count(lexer: Lexer, keyword: Token) -> int:
    """Read a whole number, which old scripts have in braces."""
    if not next_token(lexer).is_mark("{"):
        return read_number(lexer, keyword)
    lexer.take()
    number = read_number(lexer, keyword)
    expect(lexer, "}", keyword)
    return number


def read_condition(lexer: Lexer, keyword: Token) -> str:
    """Read a text, or the tests of a condition that old scripts have without quotes."""
    opening = next_token(lexer)
    if not opening.is_mark("{"):
        return take_text(lexer, keyword)
    depth = 0
    while True:
        token = next_token(lexer)
        if token.kind is TokenKind.END:
            raise lexer.error(opening, f"the {{ of {keyword.text} is not closed; add }}")
        depth += token.is_mark("{") - token.is_mark("}")
        lexer.take()
        if depth == 0:
            break
    inner = lexer.text[opening.end : token.start].strip()
    return inner if inner.startswith("{") else f"{{ {inner} }}"


def read_defaults(lexer: Lexer, keyword: Token) -> tuple[Default, ...]:
    """Read `{ "1" [ "$F" hscript-expr ] }`."""
    expect(lexer, "{", keyword)
    found: list[Default] = []
    while not next_token(lexer).is_mark("}"):
        if next_token(lexer).is_mark("["):
            lexer.take()
            text = take_text(lexer, keyword, "an expression")
            language = take_text(lexer, keyword, "hscript-expr or python")
            found.append(Computed(text, language.removesuffix("-expr")))
            expect(lexer, "]", keyword)
        else:
            found.append(take_text(lexer, keyword, "a value or }"))
    lexer.take()
    return tuple(found)


def read_limits(lexer: Lexer, keyword: Token) -> Limits:
    """Read `{ 0! 10 }`."""
    expect(lexer, "{", keyword)
    words: list[Token] = []
    while next_token(lexer).kind in _TEXT:
        words.append(lexer.take())
    found = _LIMITS.fullmatch(" ".join(word.text for word in words))
    end = expect(lexer, "}", keyword)
    if found is None or isinf(float(found[1])) or isinf(float(found[3])):
        shown = " ".join(word.shown for word in words) or end.shown
        message = f"{keyword.text} needs two numbers, as in {{ 0! 10 }}, not {shown}"
        raise lexer.error(words[0] if words else end, message)
    low, strict_low, high, strict_high = found.groups()
    return Limits(
        Limit(float(low), bool(strict_low), low), Limit(float(high), bool(strict_high), high)
    )


def read_tag(lexer: Lexer, keyword: Token) -> Tag:
    """Read `{ "key" "value" }`."""
    expect(lexer, "{", keyword)
    tag = Tag(take_text(lexer, keyword, "a key"), take_text(lexer, keyword, "a value"))
    expect(lexer, "}", keyword)
    return tag


def read_help(lexer: Lexer, keyword: Token) -> Help:
    """Read the lines of the help of an operator."""
    expect(lexer, "{", keyword)
    lines = []
    while not next_token(lexer).is_mark("}"):
        lines.append(take_text(lexer, keyword, "a line of text or }"))
    lexer.take()
    return Help(tuple(lines))


def read_slot_label(lexer: Lexer, keyword: Token) -> SlotLabel:
    """Read the number and the label of an input or output."""
    index = take_text(lexer, keyword, "the number of a connector")
    return SlotLabel(keyword.text, index, take_text(lexer, keyword, "a label"))


def read_bind_handle(lexer: Lexer, keyword: Token) -> BindHandle | None:
    """Read the five words of a viewport handle, None where a block stands among them."""
    words = []
    for _ in range(_HANDLE_WORDS):
        if next_token(lexer).is_mark("{"):
            return None
        words.append(take_text(lexer, keyword))
    return BindHandle(tuple(words))


def read_bind_selector(lexer: Lexer, keyword: Token) -> BindSelector:
    """Read the nine words of a geometry selection."""
    return BindSelector(tuple(take_text(lexer, keyword) for _ in range(_SELECTOR_WORDS)))
