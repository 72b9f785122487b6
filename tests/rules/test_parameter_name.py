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


@pytest.mark.parametrize("name", ["a b", "a-b", "1a", "á", "#a", "a\n", "a.b"])
def test_found(name: str) -> None:
    (found,) = found_in(name)
    assert repr(name) in found.message
    assert str(found.span) == "farmq/scheduler.toml:20:1"


@pytest.mark.parametrize("name", ["a", "_a", "A1", "a_b", "farmq_env#", "a#_#"])
def test_fine(name: str) -> None:
    assert found_in(name) == []


@pytest.mark.parametrize(("name", "count"), [("farmq-env#", 1), ("farmq_env#", 0)])
def test_inside_of_a_multiparm(name: str, count: int) -> None:
    dialog = f'multiparm {{ name "farmq_jobs" parm {{ name "{name}" type string }} }}'
    found = [f for f in findings({}, dialog=dialog) if f.name == RULE]
    assert [str(f.span) for f in found] == ["farmq/parameters.ds:1:1"] * count


@pytest.mark.parametrize(("name", "count"), [("farmq-a", 1), ("farmq_a", 0)])
def test_a_folder(name: str, count: int) -> None:
    dialog = f'\ngroup {{ name "{name}" parm {{ name "a" type string }} }}'
    found = [f for f in findings({}, dialog=dialog) if f.name == RULE]
    assert [str(f.span) for f in found] == ["farmq/parameters.ds:2:1"] * count
