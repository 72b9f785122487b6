from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "unused-waiver"
WAIVED = "return 0  # psg: ignore[text-result] why"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("return ''  # psg: ignore[text-result] why", 1, 12),
        ("a = 1  # psg: ignore[PSG106] why\n" + WAIVED, 1, 8),
        ("# psg: ignore[tick-result] why\n" + WAIVED, 1, 1),
        ("# psg: ignore[text-result] covers it\n" + WAIVED, 2, 11),
        ("a = 1\n# psg: ignore[text-result] the next statement\nb = 2\n" + WAIVED, 2, 1),
    ],
)
def test_found(text: str, line: int, column: int) -> None:
    assert check_finds("getloguri", text, RULE, line, column).severity.value == "note"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (WAIVED, {}),
        ("'# psg: ignore[text-result] in a string'\nreturn ''", {}),
        ("return ''  # psg: ignored[text-result], a word of its own", {}),
        ("return ''  # psg: ignore[text-result] why", {"manifest": '[check]\nselect=["PSG9"]'}),
    ],
)
def test_fine(text: str, options: dict[str, str]) -> None:
    check_ok("getloguri", text, **options)


def test_found_is_an_entry_of_the_manifest_without_a_finding() -> None:
    manifest = '[check]\nignore = [\n  { rule = "PSG2", reason = "why" },\n]'
    (found,) = findings({"scheduler.toml": manifest})
    assert (found.name, found.span.line, found.span.column) == (RULE, 4, 3)
    entry = '[check]\nignore = [{ rule = "PSG1", reason = "why" }]'
    assert not findings({"getloguri.py": "return 0", "scheduler.toml": entry})
