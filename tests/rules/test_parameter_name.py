from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tools import findings

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic

RULE = "parameter-name"


def found_in(*names: str, extra: str = "", **options: str) -> list[Diagnostic]:
    tables = "\n".join(f"[[parameters]]\nname = {json.dumps(name)}{extra}" for name in names)
    manifest = "\n".join([*(f'{key} = "{value}"' for key, value in options.items()), tables])
    return [f for f in findings({}, manifest=manifest) if f.name == RULE]


@pytest.mark.parametrize("name", ["", "a b", "a-b", "1a", "á", "#a", "a\n", "a.b"])
def test_found(name: str) -> None:
    (found,) = found_in(name)
    assert repr(name) in found.message
    assert str(found.span) == "farmq/scheduler.toml:20:1"


@pytest.mark.parametrize("name", ["a", "_a", "A1", "a_b", "farmq_env#", "a#_#"])
def test_fine(name: str) -> None:
    assert found_in(name) == []
