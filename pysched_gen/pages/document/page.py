"""Sections in, an HTML page out that needs no other file, no network and no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pysched_gen.pages.document.sections import Code, clean
from pysched_gen.resources import resource_folder
from pysched_gen.signed_file import signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.pages.document.sections import Line, Row, Section

__all__ = ["html_page"]

_PLACE = "@@CONTENT@@"
_DEEPEST = 6
_HEAD = "<tr><th>Label</th><th>Name</th><th>Type</th><th>Default</th><th>About</th></tr>"
_FEW = 3


def html_page(title: str, subtitle: str, sections: tuple[Section, ...]) -> str:
    """Give the page; every text of the interface is text in it, not markup."""
    page = (resource_folder("templates") / "document" / "document.html").read_text("utf-8")
    head, _, foot = page.partition(_PLACE)
    shown = escape(" ".join(clean(title).split()))
    parts = [f"<title>{shown}</title>", "</head>", "<body>", "<main>", f"<h1>{shown}</h1>"]
    parts += [f"<p>{_plain(clean(subtitle))}</p>", *_contents(sections)]
    for number, section in enumerate(sections):
        parts += _section(section, number)
    return signed(head + "\n".join(parts) + foot)


def _contents(sections: tuple[Section, ...]) -> Iterator[str]:
    titled = [(number, one) for number, one in enumerate(sections) if one.title]
    if len(titled) > _FEW:
        yield '<nav aria-label="Contents"><ul>'
        for number, section in titled:
            style = f' style="margin-left:{section.depth - 1}em"' if section.depth > 1 else ""
            yield f'<li{style}><a href="#s{number}">{_plain(section.title)}</a></li>'
        yield "</ul></nav>"


def _section(section: Section, number: int) -> Iterator[str]:
    if section.title:
        level = min(section.depth + 1, _DEEPEST)
        yield f'<h{level} id="s{number}">{_plain(section.title)}</h{level}>'
    for line in section.about:
        yield f"<p>{_line(line)}</p>"
    if section.rows:
        yield f'<div class="wide"><table>\n<thead>{_HEAD}</thead>\n<tbody>'
        yield from map(_row, section.rows)
        yield "</tbody></table></div>"


def _row(row: Row) -> str:
    about = "".join(f"<p>{_line(line)}</p>" for line in row.about)
    cells = (_code(row.name), _plain(row.type), _line(row.default), about)
    label = f'<th scope="row">{_plain(row.label)}</th>'
    return "<tr>" + label + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _line(line: Line) -> str:
    return "".join(_code(one.text) if isinstance(one, Code) else _plain(one) for one in line)


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _code(text: str) -> str:
    return f"<code>{_plain(text)}</code>"
