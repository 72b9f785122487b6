"""Syntax by the Python that brought it: from tokens where this Python cannot parse it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.lex import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.lex import Token

__all__ = ["has_odd_expression", "unreadable"]

Version = tuple[int, int]


def unreadable(text: str) -> Iterator[tuple[Token, str, Version]]:
    """Give syntax that is newer than Python 3.10: where, what, and since which Python.

    Works on tokens, so `text` need not parse with the Python at hand.
    """
    for statement in statements(text):
        yield from _heads(statement)
        for token, following in zip(statement, [*statement[1:], None], strict=True):
            if token.kind != "string":
                continue
            prefix = re.match(r"\w*", token.text)
            letters = prefix[0].lower() if prefix else ""
            if "t" in letters:
                yield token, "a t-string", (3, 14)
            elif "f" in letters and _is_torn(token.text) and _touches(token, following):
                yield token, "an f-string that holds its own quotes", (3, 12)
            elif "f" in letters and has_odd_expression(token.text):
                yield token, "an f-string with a backslash or comment in braces", (3, 12)


def _heads(tokens: list[Token]) -> Iterator[tuple[Token, str, Version]]:
    words = [token.text for token in tokens[:4]]
    words += [""] * (4 - len(words))
    named = len(tokens) > 1 and tokens[1].kind == "name"
    if words[:2] == ["except", "*"]:
        yield tokens[0], "except*", (3, 11)
    if words[0] == "type" and named and words[2] in ("=", "["):
        yield tokens[0], "a type statement", (3, 12)
    if words[0] in ("def", "class") and named and words[2] == "[":
        yield tokens[2], "type parameters", (3, 12)


def _touches(token: Token, following: Token | None) -> bool:
    """Tell whether something stands right behind a string, as in `f"{x["` `a`."""
    return (
        following is not None
        and following.kind in ("name", "number", "string")
        and "\n" not in token.text
        and following.line == token.line
        and following.column == token.column + len(token.text)
    )


def _is_torn(text: str) -> bool:
    """Tell whether an f-string ends inside braces: its expression holds the string's quote."""
    plain = text.replace("{{", "").replace("}}", "") if "{{" in text else text
    return plain.count("{") > plain.count("}")


def has_odd_expression(text: str) -> bool:
    """Tell whether braces of the f-string `text` hold a backslash or `#`, new in Python 3.12."""
    expressions = re.findall(r"(?<!\{)\{([^{}:]*)[^{}]*\}", text)
    return any("\\" in expression or "#" in expression for expression in expressions)
