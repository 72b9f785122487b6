from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "unknown-rule"


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("# psg: ignore[text-reslt] why", 'did you mean "text-result"?'),
        ("# psg: ignore[TextResult] why", 'did you mean "text-result"?'),
        ("# psg: ignore[psg106] why", 'did you mean "PSG106"?'),
        ("# psg: ignore[PGS106] why", 'did you mean "PSG106"?'),
        ("# psg: ignore[PSG1O6] why", 'did you mean "PSG106"?'),
        ("# psg: ignore[106] why", 'did you mean "PSG106"?'),
        ("# psg: ignore[PSG999] why", '"pysched-gen rules" lists them'),
        ("# psg: ignore[PSG016] why", '"pysched-gen rules" lists them'),
        ("# psg: ignore[FARM106] why", '"pysched-gen rules" lists them'),
        ("# psg: ignore[keyword] why", '"pysched-gen rules" lists them'),
        ("# psg: ignore[handler] why", '"pysched-gen rules" lists them'),
        ("# psg: ignore[blocking] why", 'did you mean "blocking-process"?'),
        (
            "# psg: ignore[secret] why",
            'did you mean "secret-for-jobs", "secret-parameter" or "secret-shown"?',
        ),
        ("# psg: ignore[PSG1] why", "start of several codes"),
        ("# psg: ignore[zzz] why", '"pysched-gen rules" lists them'),
        ("# psg: ignore the farm knows", "names no rule"),
        ("# psg: ignore[] the farm knows", "names no rule"),
        ("# psg: ignore[syntax-error] why", "cannot be waived"),
    ],
)
def test_found(comment: str, hint: str) -> None:
    found = check_finds("getloguri", f"a = 1\nreturn ''  {comment}", RULE, 2, 12)
    assert found.severity.value == "warning"
    assert hint in found.message


@pytest.mark.parametrize(
    "comment",
    [
        "# psg: ignore[text-result] why",
        "# psg: ignore[PSG106] why",
        "# psg: ignore[PSG106]: why",
        "# noqa: E501  pysched-gen: ignore[text-result] why",
        "#psg:ignore[ text-result ] why",
        "# psg: ignore[text-result] why # noqa: E501",
    ],
)
def test_fine(comment: str) -> None:
    check_ok("getloguri", f"return 0  {comment}")


def test_words_of_the_manifest() -> None:
    manifest = """
[check]
select = ["PSG", "psg1"]
extend-select = ["text_result"]
ignore = ["PSGX"]
severity = { unused-resalt = "note" }
"""
    found = findings({"scheduler.toml": manifest})
    places = [(one.name, one.span.line, one.span.column) for one in found]
    assert places == [(RULE, 4, 18), (RULE, 5, 18), (RULE, 6, 11), (RULE, 7, 14)]


def test_words_of_the_manifest_that_are_known() -> None:
    manifest = '[check]\nselect = ["ALL", "PSG1", "text-result"]\nseverity.PSG2 = "note"'
    assert not findings({"scheduler.toml": manifest})
