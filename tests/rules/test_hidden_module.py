from __future__ import annotations

import pytest
from tools import findings

RULE = "hidden-module"


@pytest.mark.parametrize(
    ("name", "text", "severity"),
    [
        ("opencue", "import opencue.api\n", "error"),
        ("opencue", "from opencue import api\n", "error"),
        ("pdgcmd", "", "error"),
        ("requests", "", "warning"),
    ],
)
def test_found(name: str, text: str, severity: str) -> None:
    every = findings({"header.py": text, "scheduler.toml": f'name = "{name}"\n'})
    (found,) = (f for f in every if f.name == RULE)
    assert found.severity.value == severity
    assert name in found.message
    assert str(found.span).startswith("farmq/scheduler.toml:2:")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("opencuefarm", "import opencue\n"),
        ("opencue", "from . import opencue\n"),
        ("api", "import opencue.api\n"),
    ],
)
def test_fine(name: str, text: str) -> None:
    every = findings({"header.py": text, "scheduler.toml": f'name = "{name}"\n'})
    assert [f.message for f in every if f.name == RULE] == []
