from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "job-uri"


@pytest.mark.parametrize(
    ("text", "column"),
    [("return '', ''", 8), ("return None", 8), ("pass", 1), ("return 1", 8)],
)
@pytest.mark.parametrize("houdini", ["17.5", "19.5"])
def test_found(text: str, column: int, houdini: str) -> None:
    found = check_finds("submitasjob", text, RULE, 1, column, houdini=houdini)
    assert found.severity.value == "warning"


@pytest.mark.parametrize("text", ["return ''", "return self.submit(graph_file)"])
def test_fine(text: str) -> None:
    check_ok("submitasjob", text, houdini="19.5")


def test_newer_releases_want_a_pair() -> None:
    check_ok("submitasjob", "return '', ''", houdini="20.0")
