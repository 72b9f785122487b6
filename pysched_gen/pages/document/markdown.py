"""Sections in, a Markdown page out; tables as GitHub's Markdown has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.pages.document.sections import Code, clean
from pysched_gen.signed_file import UNSIGNED, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.pages.document.sections import Line, Row, Section

__all__ = ["markdown_page"]

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#$!])")
# What a code span can hold in a table as it is.
_SIMPLE = re.compile(r"[^`|\\\n ](?:[^`|\\\n]*[^`|\\\n ])?")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_DEEPEST = 6
_HEAD = "| Label | Name | Type | Default | |\n| --- | --- | --- | --- | --- |"


def markdown_page(title: str, subtitle: str, sections: tuple[Section, ...]) -> str:
    """Give the page; every text of the interface is text in it, not markup."""
    parts = [f"<!-- {UNSIGNED} -->", f"# {_heading(clean(title))}", _plain(clean(subtitle))]
    for section in sections:
        parts += _section(section)
    return signed("\n\n".join(parts) + "\n")


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"{'#' * min(section.depth + 1, _DEEPEST)} {_heading(section.title)}"
    for line in section.about:
        yield _line(line)
    if section.rows:
        yield "\n".join([_HEAD, *map(_row, section.rows)])


def _row(row: Row) -> str:
    about = "<br>".join(_line(line) for line in row.about)
    cells = (_plain(row.label), _code(row.name), _plain(row.type), _line(row.default), about)
    return "| " + " | ".join(cells) + " |"


def _line(line: Line) -> str:
    return "".join(_code(one.text) if isinstance(one, Code) else _plain(one) for one in line)


def _heading(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _plain(text: str) -> str:
    """Give `text` for a paragraph or the cell of a table."""
    return "<br>".join(_MARKUP.sub(r"\\\1", line) for line in text.split("\n"))


def _code(text: str) -> str:
    return "<br>".join(_code_line(line) for line in text.split("\n"))


def _code_line(line: str) -> str:
    if _SIMPLE.fullmatch(line):
        return f"`{line}`"
    escaped = _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", line)
    return f"<code>{escaped.replace('  ', ' &#32;')}</code>"
