from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "waiver-without-reason"


@pytest.mark.parametrize(
    "comment",
    ["# psg: ignore[text-result]", "# psg: ignore[PSG106] -", "# psg: ignore[PSG106]  # noqa: A1"],
)
def test_found(comment: str) -> None:
    found = check_finds("getloguri", f"a = 1\nreturn 0  {comment}", RULE, 2, 11)
    assert found.severity.value == "note"


@pytest.mark.parametrize(
    "comment", ["# psg: ignore[text-result] why", "# psg: ignore[text-result] - why"]
)
def test_fine(comment: str) -> None:
    check_ok("getloguri", f"return 0  {comment}")


def test_an_entry_of_the_manifest() -> None:
    manifest = '[check]\nignore = [\n"PSG106",\n]'
    (found,) = findings({"getloguri.py": "return 0", "scheduler.toml": manifest})
    assert (found.name, found.span.line) == (RULE, 4)
    assert '{ rule = "PSG106", reason = ' in found.message
    with_reason = '[check]\nignore = [{ rule = "PSG106", reason = "why" }]'
    assert not findings({"getloguri.py": "return 0", "scheduler.toml": with_reason})
