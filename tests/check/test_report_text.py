from __future__ import annotations

import pytest
from tools import findings

from pysched_gen.check.diagnostic import Diagnostic, Severity
from pysched_gen.check.report import render_text
from pysched_gen.span import Origin


def diagnostic(
    line: str,
    column: int = 1,
    end: int = 0,
    *,
    severity: Severity = Severity.ERROR,
    message: str = "no",
    path: str = "a.py",
) -> Diagnostic:
    span = Origin(path).span(3, column, 3, end or column + 1)
    return Diagnostic("PSG101", "schedule-result", severity, message, span, line)


def excerpt(line: str, column: int, end: int = 0) -> list[str]:
    """Give the source line and the caret line."""
    rows = render_text([diagnostic(line, column, end)], color=False).split("\n")
    assert all(row.startswith("  ") for row in rows[1:3])
    return [row[2:] for row in rows[1:3]]


def test_nothing_is_nothing() -> None:
    assert render_text([], color=True) == ""


def test_the_whole_of_it() -> None:
    found = findings({"ontick.py": "x = 1\nreturn True", "onstart.py": "\tpass\n"})
    shown = render_text(found, color=False).split("\n")
    assert shown[0].startswith("farmq/onstart.py:1:1: note[PSG007 tabs-in-indentation]: a line is")
    assert shown[1:3] == ["      pass", "  ^"]
    assert [line for line in shown if line.startswith("farmq/ontick.py")] == [
        (
            "farmq/ontick.py:2:8: error[PSG102 tick-result]: onTick returns True, which is not a "
            "pdg.tickResult; return pdg.tickResult.SchedulerReady to be given items, "
            "SchedulerBusy to be left alone for now, SchedulerCancelCook to stop the cook"
        )
    ]
    assert shown[-5:] == [
        "  return True",
        "         ^^^^",
        "",
        "1 error, 1 warning, 2 notes in 2 texts",
        "",
    ]


@pytest.mark.parametrize(
    ("severities", "summary"),
    [
        ([Severity.ERROR], "1 error in 1 text"),
        ([Severity.WARNING] * 2, "2 warnings in 1 text"),
        ([Severity.NOTE, Severity.ERROR], "1 error, 1 note in 1 text"),
    ],
)
def test_summary(severities: list[Severity], summary: str) -> None:
    found = [diagnostic("x", severity=severity) for severity in severities]
    assert render_text(found, color=False).split("\n")[-2] == summary


def test_findings_stand_together_by_file() -> None:
    found = [diagnostic("", path=path, message=message) for path, message in PLACES]
    shown = render_text(found, color=False).replace(":3:1: error[PSG101 schedule-result]", "")
    assert shown == "b.py: 1\nb.py: 3\n\na.py: 2\n\nc.py: 4\n\n4 errors in 3 texts\n"


PLACES = [("b.py", "1"), ("a.py", "2"), ("b.py", "3"), ("c.py", "4")]


def test_texts_are_counted_by_where_they_stand() -> None:
    found = [diagnostic("x", path="a.py"), diagnostic("x", path="b.py")]
    assert render_text(found, color=False).endswith("2 errors in 2 texts\n")


EXCERPTS = {
    "start": ("abc", 1, 2, "abc", "^"),
    "word": ("x = abc", 5, 8, "x = abc", "    ^^^"),
    "behind the end": ("abc", 4, 0, "abc", "   ^"),
    "far behind the end": ("abc", 40, 0, "abc", "   ^"),
    "tab": ("\tabc", 2, 5, "    abc", "    ^^^"),
    "tab in the middle": ("a\tb", 3, 4, "a   b", "    ^"),
    "wide": ("'日本' x", 6, 7, "'日本' x", "       ^"),
    "marked wide": ("日本", 1, 3, "日本", "^^^^"),
    "combining": ("e\u0301 x", 4, 5, "e\u0301 x", "  ^"),
    "emoji": ("'\U0001f680' x", 5, 6, "'\U0001f680' x", "     ^"),
    "control": ("a\x1b[31m x", 8, 9, "a\\x1b[31m x", "          ^"),
    "null": ("'\0' x", 5, 6, "'\\x00' x", "       ^"),
    "direction": ("'\u202e' x", 5, 6, "'\\u202e' x", "         ^"),
    "line separator": ("a\u2028b", 3, 4, "a\\u2028b", "       ^"),
    "no-break space": ("a\u00a0b", 3, 4, "a b", "  ^"),
    "trailing space": ("abc   ", 1, 2, "abc", "^"),
}


@pytest.mark.parametrize(
    ("line", "column", "end", "source", "caret"), EXCERPTS.values(), ids=EXCERPTS
)
def test_the_caret_is_under_its_character(
    line: str, column: int, end: int, source: str, caret: str
) -> None:
    assert excerpt(line, column, end) == [source, caret]


@pytest.mark.parametrize("column", [1, 50, 100, 1000, 4990, 5000])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    line = "".join(chr(ord("a") + i % 26) for i in range(5000))
    source, caret = excerpt(line, column)
    assert len(source) <= 106
    assert source[caret.index("^")] == line[column - 1]


def test_a_mark_over_several_lines_ends_with_the_first() -> None:
    span = Origin("a.py").span(1, 3, 4, 2)
    found = Diagnostic("PSG101", "schedule-result", Severity.ERROR, "no", span, "a b c")
    assert render_text([found], color=False).split("\n")[1:3] == ["  a b c", "    ^^^"]


@pytest.mark.parametrize("line", ["", "   "])
def test_no_excerpt_without_a_line(line: str) -> None:
    assert len(render_text([diagnostic(line)], color=False).split("\n")) == 3


def test_color_only_where_asked() -> None:
    found = [diagnostic("x\x1b[0m", severity=severity) for severity in Severity]
    assert "\x1b" not in render_text(found, color=False)
    colored = render_text(found, color=True)
    assert "\x1b[1;31merror[PSG101 schedule-result]\x1b[0m" in colored
    assert "\x1b[1;33mwarning[" in colored
    assert "\x1b[1;32m^\x1b[0m" in colored
    assert "x\\x1b[0m" in colored


def test_messages_and_paths_are_made_visible_too() -> None:
    shown = render_text([diagnostic("x", message="a\nb\x07", path="a\x1b.py")], color=False)
    assert shown.startswith("a\\x1b.py:3:1: error[PSG101 schedule-result]: a\\x0ab\\x07\n")
