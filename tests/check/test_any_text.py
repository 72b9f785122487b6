"""Whatever the text, checking it ends with findings about places inside it."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tools import GOOD_SCHEDULE, scheduler_of
from trees import ROOT

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.engine import check
from pysched_gen.check.registry import rule_named
from pysched_gen.check.report import render_text
from pysched_gen.check.syntax.parse import Parsed, parse_body
from pysched_gen.houdini.releases import LATEST
from pysched_gen.model.build import build
from pysched_gen.sources import read
from pysched_gen.sources.source import Snippet
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.check.diagnostic import Diagnostic

PARTS = ["onschedule", "submitasjob", "getloguri", "header", "methods", "init"]
RELEASES = ["17.5", "19.0", "22.0"]


def assert_sound(text: str, part: str, release: str) -> None:
    files = {"onschedule.py": GOOD_SCHEDULE, f"{part}.py": text}
    found = check(scheduler_of(files, houdini=release))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in found:
        assert rule_named(finding.code) is rule_named(finding.name) is not None
        assert finding.message
        assert "\n" not in finding.message
        if finding.span.origin.path == f"farmq/{part}.py":
            assert_inside(finding, lines)
    assert render_text(found, color=False).count("\n") >= len(found)


def assert_inside(finding: Diagnostic, lines: list[str]) -> None:
    span = finding.span
    assert 1 <= span.line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    assert span.end_line <= len(lines)
    assert span.end_column <= len(lines[span.end_line - 1]) + 1
    assert finding.line == lines[span.line - 1]


parts = st.sampled_from(PARTS)
releases = st.sampled_from(RELEASES)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), parts, releases)
@example("\x0c\n\x0c x", "init", "22.0")
@example("\x1c\n\x85 \u2028 x", "init", "22.0")
@example("'\ufeff\n'''", "init", "22.0")
@example("f'{é日}' f'''\n\n  {x y}'''", "init", "22.0")
def test_any_text(text: str, part: str, release: str) -> None:
    assert_sound(text, part, release)


_LONE = st.text(st.characters(), max_size=30)


@given(_LONE | _LONE.map(lambda text: f"'\ud83d{text}'"))
def test_any_characters_at_all(text: str) -> None:
    found = parse_body(Snippet("ontick", text, Origin("ontick.py")), (), LATEST)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in () if isinstance(found, Parsed) else found.problems:
        assert problem.column <= len(lines[problem.line - 1]) + 1


_WORDS = st.sampled_from(
    [
        *keyword.kwlist,
        *("match", "case", "type", "print", "exec", "self", "pdg", "work_item", "x", "_", "é"),
        *("0", "1.5", "0777", "10L", "1_000", "'a'", '"b"', "f'{x}'", 'f"{', '}"', "b''", "r'\\d'"),
        *"()[]{},:;.=~@`!?$\\#'",
        *("'''", '"""', "==", ":=", "->", "+", "-", "**", "//", "<>", ">>", "...", "日"),
        *("pdg.scheduleResult.Succeeded", "pdg.tickResult", "self['pdg_workingdir']", "self['x']"),
        *("\n", "\n", "\n", "\n    ", "\n  ", "\n\t", "\\\n", " ", "\t", "\r\n", "\x0c"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_WORDS, max_size=25), st.sampled_from([" ", ""]), parts, releases)
def test_any_soup_of_words(words: list[str], between: str, part: str, release: str) -> None:
    assert_sound(between.join(words), part, release)


REAL = sorted((ROOT / "snippets").rglob("*.py"))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(REAL), st.data(), releases)
def test_any_damage_to_a_real_text(path: Path, data: st.DataObject, release: str) -> None:
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 5))
    damaged = text[:start] + data.draw(_WORDS) + text[start + cut :]
    part = "methods" if path.stem == "methods" else "onschedule"
    assert_sound(damaged, part, release)


_NAMES = st.sampled_from(["x", "self", "work_item", "é", "pdg", "os", "tickResult", "y1"])
_VALUES = st.recursive(
    _NAMES | st.sampled_from(["1", "None", "'é'", "...", "rb''", "1_0", "pdg.tickResult.Done"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} + {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} if {pair[1]} else None)"),
        st.tuples(_NAMES, inner).map(lambda pair: f"(lambda {pair[0]}, *a, b={pair[1]}: a)"),
        st.tuples(_NAMES, inner).map(lambda pair: f"[{pair[0]} for {pair[0]} in {pair[1]}]"),
        st.tuples(_NAMES, inner).map(lambda pair: f"(z := {pair[1]})"),
        inner.map(lambda value: f"self['x'].f({value}, *a, **k)"),
        inner.map(lambda value: f"[*{value}]"),
        inner.map(lambda value: f"{{**{value}}}"),
        inner.map(lambda value: f"f'{{{value}!r:>{{x}}}}'" if "'" not in value else value),
    ),
    max_leaves=5,
)
_SIMPLE = st.one_of(
    _VALUES,
    _VALUES.map(lambda value: f"return {value}"),
    _VALUES.map(lambda value: f"x = y = {value}"),
    _VALUES.map(lambda value: f"x: int = {value}"),
    _VALUES.map(lambda value: f"raise {value} from None"),
    _VALUES.map(lambda value: f"del self[{value}]"),
    st.sampled_from(["pass", "import os, a.b as c", "from pdg import tickResult as t", "global G"]),
)
_HEADS = ["if {}:", "while {}:", "for x, (y, *z) in {}:", "with {} as (a, b):", "def f(a={}):"]
_HEADS += ["class A({}):", "async def g(a, /, *, b: {} = 1):", "while True: # {}"]


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def block(parts: tuple[str, str, list[str], str]) -> str:
        head, value, body, tail = parts
        lines = "\n".join(body).replace("\n", "\n  ")
        return f"{head.format(value)}\n  {lines}{tail}"

    bodies = st.lists(inner, min_size=1, max_size=3)
    tails = st.sampled_from(["", "", "\n# end", "\n\n"])
    plain = st.tuples(st.sampled_from(_HEADS), _VALUES, bodies, tails).map(block)
    tries = bodies.map(lambda b: "try:\n  {0}\nexcept (E, F) as e:\n  {0}".format("\n  ".join(b)))
    matches = st.tuples(_VALUES, inner).map(
        lambda p: f"match {p[0]}:\n  case [q, *r] | {{'k': q, **r}} if q:\n    0\n  case _:\n    0"
    )
    return plain | tries | matches


@settings(max_examples=300, deadline=None)
@given(st.lists(st.recursive(_SIMPLE, _blocks, max_leaves=6), max_size=5), parts, releases)
def test_any_python(statements: list[str], part: str, release: str) -> None:
    assert_sound("\n".join(statements), part, release)


SHIPPED = sorted(path.parent for path in (ROOT / "snippets").glob("*/scheduler.toml"))


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_what_ships_is_clean(folder: Path) -> None:
    (source,) = read(str(folder))
    found = check(build(source))
    assert [f"{f.span}: {f.message}" for f in found if f.severity is not Severity.NOTE] == []
