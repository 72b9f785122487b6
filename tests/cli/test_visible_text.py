"""Texts of others reach the terminal with their controls made visible."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pysched_gen.cli import main
from pysched_gen.visible_text import visible

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
