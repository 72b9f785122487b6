"""Pages about parameters, read back by a Markdown and an HTML parser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from flat_parameters import limited
from hypothesis import given, settings
from hypothesis import strategies as st
from interface_trees import interfaces
from markdown_it import MarkdownIt

from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    FolderKind,
    Items,
    Limit,
    Limits,
    Menu,
    Multiparm,
    Parm,
    Unknown,
)
from pysched_gen.pages.document.markdown import markdown_page
from pysched_gen.pages.document.page import html_page
from pysched_gen.pages.document.sections import sections_of
from pysched_gen.signed_file import is_signed
from pysched_gen.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[Items], "Page"]

OVERRIDABLE = (("pdg::scheduler", ""),)
_ALLOWED = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "table", "thead", "tbody", "tr", "th", "td", "br"),
    *("code", "html", "head", "meta", "style", "title", "body", "main", "div", "nav", "ul", "li"),
    "a",
}


class Page(HTMLParser):
    """Headings, rows of tables and paragraphs outside of them, as texts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, str]] = []
        self.rows: list[list[str]] = []
        self.paragraphs: list[str] = []
        self.tags: set[str] = set()
        self._text: list[str] = []
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.add(tag)
        if tag == "br":
            self._text.append("\n")
        elif tag == "tr":
            self.rows.append([])
        elif tag != "code" and not self._in_cell:
            self._text.clear()
            self._in_cell = tag in {"td", "th"}

    def handle_endtag(self, tag: str) -> None:
        text = plain("".join(self._text))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), text))
        elif tag in {"td", "th"}:
            self.rows[-1].append(text)
            self._in_cell = False
        elif tag == "p" and self._in_cell:
            self._text.append("\n")
        elif tag == "p":
            self.paragraphs.append(text)

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    @property
    def told(self) -> list[list[str]]:
        return [row for row in self.rows if row[:4] != ["Label", "Name", "Type", "Default"]]


def plain(text: str) -> str:
    return " ".join(text.split())


def from_markdown(interface: Items, title: str = "FarmQ") -> Page:
    page = markdown_page(title, "Sub", sections_of(interface))
    assert is_signed(page.encode())
    return Page(MarkdownIt("commonmark", {"html": True}).enable("table").render(page))


def from_html(interface: Items, title: str = "FarmQ") -> Page:
    page = html_page(title, "Sub", sections_of(interface))
    assert is_signed(page.encode())
    return Page(page)


both = pytest.mark.parametrize("made", [from_markdown, from_html])

ROWS: list[tuple[Parm, list[str]]] = [
    (Parm("a", "string", label="A", default=("x",)), ["A", "a", "string", "x", ""]),
    (Parm("a", "string", default=("",)), ["", "a", "string", "empty", ""]),
    (
        Parm("a", "integer", default=(5,), range=limited(0, 9, high_strict=True), tags=OVERRIDABLE),
        ["", "a", "integer, overridable", "5", "From 0 to 9, and nothing above it"],
    ),
    (
        Parm("a", "float", default=(0.5,), range=Limits(Limit(float("-inf")), Limit(9))),
        ["", "a", "float", "0.5", "To 9"],
    ),
    (
        Parm("a", "vector", size=3, default=(1.0, 2.0, 0.5)),
        ["", "a", "vector of 3", "1, 2, 0.5", ""],
    ),
    (Parm("a", "toggle", default=(True,)), ["", "a", "toggle", "on", ""]),
    (Parm("a", "button", label="Go", default=("0",)), ["Go", "a", "button", "", ""]),
    (
        Parm("a", "ordinal", default=("1",), menu=Menu(pairs=(("0", "No"), ("1", "Yes")))),
        ["", "a", "menu", "1", "Choices: 0 No, 1 Yes"],
    ),
    (
        Parm("a", "string", menu=Menu(script="x", language="python")),
        ["", "a", "string", "", "Choices from a python script."],
    ),
    (
        Parm("a", "string", default=(Computed("$F + 1", "hscript"),)),
        ["", "a", "string", "hscript expression $F + 1", ""],
    ),
    (
        Parm("a", "string", help="One.\nTwo.", disable_when="{ b == 1 }", hide_when="{ c == 1 }"),
        ["", "a", "string", "", "One. Two. Disabled when { b == 1 } Hidden when { c == 1 }"],
    ),
    (Parm("a", "string", invisible=True), ["", "a", "string", "", "Not shown."]),
]


@both
@pytest.mark.parametrize(("field", "row"), ROWS)
def test_a_row_says_what_there_is_to_a_parameter(made: Make, field: Parm, row: list[str]) -> None:
    assert made((field,)).told == [row]


@both
def test_folders_are_headings_and_what_they_have_themselves_comes_first(made: Make) -> None:
    inner = Folder(
        "i", FolderKind.SIMPLE, label="Inner", items=(Parm("b", "string"),), hide_when="{ a }"
    )
    page = made(
        (
            Folder("g", label="Outer", items=(inner, Parm("c", "string"))),
            Folder("empty", label="Empty", items=(Parm("s", "separator"),)),
            Multiparm(
                "n", label="Many", default=2, tags=OVERRIDABLE, items=(Parm("n#", "string"),)
            ),
            Parm("top", "string"),
            Unknown("zz_block { }"),
        )
    )
    assert page.headings == [(1, "FarmQ"), (2, "Outer"), (3, "Inner"), (2, "Many")]
    assert [row[1] for row in page.told] == ["top", "c", "b", "n#"]
    assert "Hidden when { a }" in page.paragraphs
    repeated = "Repeated as often as n says, 2 at first. # in a name is the number, from 1."
    assert f"{repeated} Overridable." in page.paragraphs


@both
def test_folders_in_folders_with_nothing_in_them_are_left_out(made: Make) -> None:
    entries: Items = ()
    for depth in range(60):
        entries = (Folder(f"g{depth}", label="G", items=entries, hide_when="{ a }"),)
    assert made(entries).headings == [(1, "FarmQ")]


@both
def test_no_folder_is_too_deep(made: Make) -> None:
    entries: Items = (Parm("a", "string"),)
    for depth in range(9, 0, -1):
        entries = (Folder(f"g{depth}", label=f"G{depth}", items=entries),)
    assert [level for level, _ in made(entries).headings] == [1, 2, 3, 4, 5, 6, 6, 6, 6, 6]


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a | b \\| c \\",
    "`code` ``x`` `",
    "one\ntwo\r\nthree\n\n| four |",
    "# heading\n- item\n1. one\n> quote\n---\n===",
    "**bold** _it_ ~~no~~ [link](http://x) ![image](x) <http://x>",
    "&amp; &#60;b&#62; $x$ {braces} $HIP",
    "\u202eright to left \u05d0",
    "<!-- comment -->\n--> \x00\x1b\ud800",
    "\"quoted\" 'single'",
    "@generated by pysched-gen sha256 " + "0" * 64,
    "@@CONTENT@@",
]


def shown(text: str) -> str:
    return plain(visible(re.sub(r"\r\n?", "\n", text)))


def about_all(text: str) -> Items:
    menu = Menu(pairs=((text, text),))
    told = Parm(text, "string", label=text, default=(text,), help=text, menu=menu, hide_when=text)
    return (Folder("g", label=text, items=(told,)),)


@both
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(made: Callable[..., Page], text: str) -> None:
    page = made(about_all(text), title=text)
    assert page.headings == [(1, shown(text)), (2, shown(text))]
    one = shown(text)
    told = plain(f"{one} Choices: {one} {one} Hidden when {one}")
    assert page.told == [[one, one, "string", one, told]]
    assert page.tags <= _ALLOWED


@both
@settings(max_examples=60)
@given(interface=interfaces)
def test_any_interface_is_told_whole(made: Make, interface: Items) -> None:
    page = made(interface)
    rows = [row for section in sections_of(interface) for row in section.rows]
    assert [row[:3] for row in page.told] == [
        [plain(row.label), plain(row.name), plain(row.type)] for row in rows
    ]
    assert page.tags <= _ALLOWED


@given(text=st.text(max_size=30))
def test_both_pages_say_the_same_of_any_text(text: str) -> None:
    one, other = from_markdown(about_all(text or "x")), from_html(about_all(text or "x"))
    assert (one.headings, one.told) == (other.headings, other.told)


def test_the_html_page_loads_nothing_and_runs_nothing() -> None:
    page = html_page("FarmQ", "Sub", sections_of(about_all(HOSTILE[0])))
    assert re.findall(r"<(?:script|link|img|iframe)", page) == []
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
