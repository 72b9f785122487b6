"""The text of a Python file in, its syntax out; nothing is run."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_python", "too_deep"]

_INDENTED = re.compile(r"(?:[ \t\f]*(?:#[^\n]*)?\n)*[ \t]+[^\s#]")
# A node of the syntax and what the parser keeps of it take up to 1,000 bytes a word or sign, as
# measured on Python 3.11; that is less than 10 times the text and 64 MiB in all.
_MOST_WORDS = 55_000
_CHARACTERS_A_WORD = 125
_WORD = re.compile(r"\w+|#[^\n]*|'''|\"\"\"|\n|[^\w\s]")
_FORMATTED = frozenset({"f", "fr", "rf"})
_QUOTES = {quote: re.compile(rf"\\.|{quote}", re.DOTALL) for quote in ("'''", '"""')}
_QUOTES |= {quote: re.compile(rf"\\.|{quote}|\n", re.DOTALL) for quote in ("'", '"')}


def parse_python(
    text: str, display: str, *, indented: bool = False, most: int = MAX_TEXT
) -> ast.Module:
    """Give the syntax of `text`, shown to the user as file `display`.

    `indented` accepts a text that is indented as a whole: its statements are then in an `if`.

    Raises:
        SourceError: it is no Python, at the place where; it has more than `most` characters, or
            more words and signs than syntax trees have room for.
    """
    if len(text) > most:
        message = f"{len(text):,} characters of Python are too many (at most {most:,})"
        raise SourceError(Origin(display).span(), f"{message}; give the scheduler alone")
    most_words = _MOST_WORDS + len(text) // _CHARACTERS_A_WORD
    if len(text) > most_words and any(n >= most_words for n, _ in enumerate(_words(text))):
        message = f"more than {most_words:,} words and signs of Python are too many"
        raise SourceError(Origin(display).span(), f"{message}; give the scheduler alone")
    wrapped = indented and _INDENTED.match(text) is not None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the user's text, not for stderr
            return ast.parse(f"if 1:\n{text}" if wrapped else text)
    except SyntaxError as error:
        line = max(1, (error.lineno or 1) - wrapped)
        span = Origin(display).span(line, max(1, error.offset or 1))
        message = f"is no Python 3: {error.msg}; correct it, or cut what is not part of it"
        raise SourceError(span, message) from error
    except (ValueError, MemoryError, RecursionError) as error:
        raise too_deep(display) from error


def _words(text: str) -> Iterator[str]:
    """Yield the words, signs and line ends of a Python text; a string that is none of f is one."""
    at, before = 0, ""
    while found := _WORD.search(text, at):
        word, at = found[0], found.end()
        yield word
        if word in _QUOTES and before.lower() not in _FORMATTED:
            ends = (end for end in _QUOTES[word].finditer(text, at) if end[0][0] != "\\")
            end = next(ends, None)
            at = len(text) if end is None else end.end()
        before = word


def too_deep(display: str) -> SourceError:
    """Give the error that says that a text is nested too deeply."""
    message = "is nested too deeply to be read; save it again, or split it"
    return SourceError(Origin(display).span(), message)
