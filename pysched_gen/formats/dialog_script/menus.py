"""The choices of a parameter: what follows a menu keyword in, a `Menu` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.arguments import expect, next_token, take_text
from pysched_gen.formats.dialog_script.tokens import Token, TokenKind
from pysched_gen.formats.dialog_script.values import Doubt, Menu, MenuKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.dialog_script.lexer import Lexer

__all__ = ["read_menu"]

_USE_TOKEN = "usetokenvalue"  # noqa: S105


def read_menu(lexer: Lexer, keyword: Token) -> Menu:
    """Read `{ "token" "Label" ... }`, or `{ [ "script line" ] ... language python }`.

    Raises:
        SourceError: something else stands there, or choices and a script.
    """
    use_token = _take_word(lexer, _USE_TOKEN)
    expect(lexer, "{", keyword)
    pairs: list[tuple[str, str]] = []
    lines: list[str] = []
    language = None
    while not next_token(lexer).is_mark("}"):
        if next_token(lexer).is_mark("["):
            lines.extend(_script_line(lexer, keyword))
        elif lines and _take_word(lexer, "language"):
            language = take_text(lexer, keyword, "the language of the script")
        else:
            pairs.append(_choice(lexer, keyword))
    end = lexer.take()
    if pairs and lines:
        raise lexer.error(
            end, f"{keyword.text} has choices and a script that computes them; leave one out"
        )
    script = "\n".join(lines) if lines else None
    return Menu(MenuKind(keyword.text), tuple(pairs), script, language, use_token)


def _choice(lexer: Lexer, keyword: Token) -> tuple[str, str]:
    """Take a token and its label, which the last of two public scripts has not."""
    first = next_token(lexer)
    token = take_text(lexer, keyword, "a token or }")
    if next_token(lexer).is_mark("}"):
        message = f"the last choice of the {keyword.text}, {first.shown}, has no label; give it one"
        lexer.doubts.append(Doubt(first.place, message))
        return token, token
    return token, take_text(lexer, keyword, f"the label of {first.shown}")


def _take_word(lexer: Lexer, word: str) -> bool:
    token = next_token(lexer)
    found = token.kind is TokenKind.WORD and token.text == word
    if found:
        lexer.take()
    return found


def _script_line(lexer: Lexer, keyword: Token) -> Iterator[str]:
    lexer.take()
    if next_token(lexer).is_mark("]"):
        yield ""
    else:
        yield take_text(lexer, keyword, "a line of a script")
    expect(lexer, "]", keyword)
