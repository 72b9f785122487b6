from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "job-pair"


@pytest.mark.parametrize(
    ("text", "column", "severity"),
    [
        ("return ''", 8, "warning"),
        ("return f'{node_path}'", 8, "warning"),
        ("return None", 8, "error"),
        ("return", 1, "error"),
        ("self.x = 1", 1, "error"),
        ("return '', '', ''", 8, "error"),
        ("return ('',)", 8, "error"),
        ("return True", 8, "error"),
    ],
)
@pytest.mark.parametrize("houdini", ["20.0", "22.0"])
def test_found(text: str, column: int, severity: str, houdini: str) -> None:
    found = check_finds("submitasjob", text, RULE, 1, column, houdini=houdini)
    assert found.severity.value == severity


@pytest.mark.parametrize(
    "text", ["return '', ''", "return (graph_file, None)", "return self.x()", "x = ''\nreturn *x,"]
)
def test_fine(text: str) -> None:
    check_ok("submitasjob", text)


@pytest.mark.parametrize("houdini", ["17.5", "19.5"])
def test_older_releases_want_a_text(houdini: str) -> None:
    check_ok("submitasjob", "return ''", houdini=houdini)
