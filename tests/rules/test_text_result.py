from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "text-result"
CALLBACKS = ["getloguri", "getstatusuri", "applicationbin", "workitemresultserveraddr"]


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("if self.x:\n    return ''", 1, 1), ("return None", 1, 8), ("return False", 1, 8)],
)
def test_found(callback: str, text: str, line: int, column: int) -> None:
    assert check_finds(callback, text, RULE, line, column).severity.value == "warning"


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize("text", ["return ''", "return f'{self.x}'", "return str(self.x)"])
def test_fine(callback: str, text: str) -> None:
    check_ok(callback, text)


BUTTON = "if name == 'python':\n    return self._pythonBin()\nelif name == 'hython':\n    "


@pytest.mark.parametrize(
    ("text", "line", "column", "severity"),
    [
        (BUTTON + "return self._hythonBin()", 1, 1, "note"),
        (BUTTON + "return self._hythonBin()\nreturn None", 5, 8, "note"),
        (BUTTON + "return 1\nreturn ''", 4, 12, "warning"),
        ("if name == 'python':\n    return ''", 1, 1, "warning"),
        ("return None if name in ('python', 'hython') else 3", 1, 50, "warning"),
    ],
)
def test_an_application_bin_that_answers_all_that_is_asked(
    text: str, line: int, column: int, severity: str
) -> None:
    every = findings({"applicationbin.py": text})
    places = [(f.span.line, f.span.column, f.severity.value) for f in every if f.name == RULE]
    assert (line, column, severity) in places
