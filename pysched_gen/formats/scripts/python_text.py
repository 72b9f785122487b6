"""The text of a Python file in, its syntax out; nothing is run."""

from __future__ import annotations

import ast
import re
import warnings

from pysched_gen.errors import SourceError
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.span import Origin

__all__ = ["parse_python", "too_deep"]

_INDENTED = re.compile(r"(?:[ \t\f]*(?:#[^\n]*)?\n)*[ \t]+[^\s#]")


def parse_python(
    text: str, display: str, *, indented: bool = False, most: int = MAX_TEXT
) -> ast.Module:
    """Give the syntax of `text`, shown to the user as file `display`.

    `indented` accepts a text that is indented as a whole: its statements are then in an `if`.

    Raises:
        SourceError: it is no Python, at the place where, or has more than `most` characters:
            syntax takes a hundred times the memory of its text.
    """
    if len(text) > most:
        message = f"{len(text):,} characters of Python are too many (at most {most:,})"
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


def too_deep(display: str) -> SourceError:
    """Give the error that says that a text is nested too deeply."""
    message = "is nested too deeply to be read; save it again, or split it"
    return SourceError(Origin(display).span(), message)
