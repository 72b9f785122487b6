from __future__ import annotations

import pytest
from tools import check_finds, check_ok

from pysched_gen.check.diagnostic import Severity

RULE = "tabs-in-indentation"


@pytest.mark.parametrize(
    ("text", "line", "column", "count"),
    [
        ("if 1:\n\tpass", 2, 1, "a line is"),
        ("if 1:\n\tpass\n\tpass", 2, 1, "2 lines are"),
        ("if 1:\n  \tpass", 2, 3, "a line is"),
        ("\tpass\n\tpass", 1, 1, "2 lines are"),
        ("try:\n pass\nfinally:\n\tpass", 4, 1, "a line is"),
    ],
)
def test_found(text: str, line: int, column: int, count: str) -> None:
    found = check_finds("init", text, RULE, line, column)
    assert found.message.startswith(count)
    assert found.severity is Severity.NOTE


@pytest.mark.parametrize(
    "text",
    ["x = '\t'", "x = [\n\t1,\n]", "x = 1\t# a", "x = '''\n\ta'''", "\t# a\nx = 1", "x =\t1"],
)
def test_fine_elsewhere(text: str) -> None:
    check_ok("init", text)
