from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "job-uri"


@pytest.mark.parametrize(
    ("text", "column", "severity"),
    [
        ("return '', ''", 8, "warning"),
        ("return None", 8, "error"),
        ("pass", 1, "error"),
        ("return 1", 8, "error"),
    ],
)
@pytest.mark.parametrize("houdini", ["17.5", "19.5"])
def test_found(text: str, column: int, severity: str, houdini: str) -> None:
    found = check_finds("submitasjob", text, RULE, 1, column, houdini=houdini)
    assert found.severity.value == severity


@pytest.mark.parametrize("text", ["return ''", "return self.submit(graph_file)"])
def test_fine(text: str) -> None:
    check_ok("submitasjob", text, houdini="19.5")


def test_newer_releases_want_a_pair() -> None:
    check_ok("submitasjob", "return '', ''", houdini="20.0")
