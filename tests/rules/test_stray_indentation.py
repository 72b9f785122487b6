from __future__ import annotations

import pytest
from tools import check_finds, check_ok

from pysched_gen.check.diagnostic import Severity

RULE = "stray-indentation"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  pass", 1),
        ("\n# a\n    pass\n    pass", 3),
        ("    x = '''\na'''\n    # b\n# c\n    pass", 1),
        ("   if 1:\n     pass\n   else:\n     pass\n", 1),
    ],
)
def test_found(text: str, line: int) -> None:
    assert check_finds("init", text, RULE, line, 1).severity is Severity.NOTE


@pytest.mark.parametrize("text", ["pass", "  # a\npass", "if 1:\n  pass", "  # only\n", "\n\n"])
def test_fine(text: str) -> None:
    check_ok("init", text)
