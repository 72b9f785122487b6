from __future__ import annotations

import pytest
from tools import findings

RULE = "default-expanded"
_HEAD = '[[parameters]]\nname = "farmq_a"\ntype = "string"\ndefault = '


@pytest.mark.parametrize(
    ("default", "left"), [("$PDG_TEMP/logs", "/logs"), ("a/${PDG_ITEM_ID}/b", "a//b")]
)
def test_found(default: str, left: str) -> None:
    every = findings({"scheduler.toml": f"{_HEAD}'{default}'\n"})
    (found,) = (f for f in every if f.name == RULE)
    assert found.span.line == 20
    assert f'"{left}" is left' in found.message


@pytest.mark.parametrize(
    ("default", "eaten"), [(r"C:\farm\logs", r"\farm"), (r"\\farm\a", r"\a"), (r"a\\\b", r"\b")]
)
def test_a_backslash_is_eaten(default: str, eaten: str) -> None:
    every = findings({"scheduler.toml": f"{_HEAD}'{default}'\n"})
    (found,) = (f for f in every if f.name == RULE)
    assert found.span.line == 20
    assert "single backslash of" in found.message
    assert f"{eaten} in the default" in found.message


@pytest.mark.parametrize(
    "default",
    [
        "$HIP/logs",
        r"C:\\farm\\logs",
        r"a\"b\$c",
        "__PDG_TEMP__/logs",
        r"\$PDG_TEMP",
        "$PDG_TEMPLATE",
        "PDG_TEMP",
    ],
)
def test_fine(default: str) -> None:
    every = findings({"scheduler.toml": f"{_HEAD}'{default}'\n"})
    assert [f.message for f in every if f.name == RULE] == []
