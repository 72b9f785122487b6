"""Texts of others reach the terminal with their controls made visible."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner

from pysched_gen.cli import main
from pysched_gen.errors import (
    ConfigError,
    ConflictError,
    InternalError,
    NothingToReadError,
    Problem,
    PyschedError,
    SourceError,
    UsageError,
    problem_lines,
)
from pysched_gen.span import Origin
from pysched_gen.visible_text import visible, visible_line

EVIL = "\x1b]0;pwn\x07\u202e\x9b1m"
SHOWN = "\\x1b]0;pwn\\x07\\u202e\\x9b1m"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (EVIL, SHOWN),
        ("tab\tand\nline", "tab\tand\nline"),
        ("back\rand\x7f", "back\\x0dand\\x7f"),
        ("\u2066\u200b\u2028\ud800", "\\u2066\\u200b\\u2028\\ud800"),
        ("gr\u00fc\u00df \u65e5\u672c \U0001f600", "gr\u00fc\u00df \u65e5\u672c \U0001f600"),
        ("\U000e0041\ufeff\uffff", "\\U000e0041\\ufeff\\uffff"),
        ("a\u200db \u200c", "a\\u200db \\u200c"),
        (
            "\u0646\u200c\u0647 \U0001f468\u200d\U0001f469",
            "\u0646\u200c\u0647 \U0001f468\u200d\U0001f469",
        ),
    ],
)
def test_what_does_not_show_is_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["inspect", "nope" + EVIL],
        ["check", "nope" + EVIL],
        ["cook", "houdini", "--graph", "nope" + EVIL],
        ["nope" + EVIL],
        ["schema", "nope" + EVIL],
        ["verify", "houdini", "--scenario", "nope" + EVIL],
    ],
    ids=lambda arguments: ascii(" ".join(arguments)),
)
def test_messages_show_controls_as_escapes(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("houdini/pdg/types").mkdir(parents=True)
    Path("houdini/pdg/types/one.py").write_text("")
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "\\x1b" in result.output
    assert not set("\x1b\x07\u202e\x9b") & set(result.output)


PLACE = Origin(f"a{EVIL}\n.hip", node="/b\tc").span()
TEXT = f"d{EVIL}\r\n\te"


@pytest.mark.parametrize(
    "error",
    [
        *(one(TEXT) for one in (UsageError, NothingToReadError, ConflictError, InternalError)),
        SourceError(PLACE, TEXT),
        ConfigError([Problem(PLACE, TEXT)]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_is_put_into_a_message_it_is_one_line(error: PyschedError) -> None:
    shown = f"d{SHOWN}\\x0d\\x0a\\x09e"
    assert [message for _, message in problem_lines(error)] == [shown]
    place = f"a{SHOWN}\\x0a.hip:/b\\x09c:1:1: "
    placed = isinstance(error, (SourceError, ConfigError))
    assert str(error) == (place if placed else "") + shown
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - written above


def test_a_message_of_several_lines_is_several_arguments() -> None:
    error = UsageError("it ended with 1", "its last line\n", "\ttold")
    assert str(error) == "it ended with 1\nits last line\\x0a\n\\x09told"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - written above


def test_a_long_line_is_cut_once() -> None:
    cut = visible_line("x" * 9000)
    assert cut == visible_line(cut) == f"{'x' * 1970}\u2026 7030 more"
