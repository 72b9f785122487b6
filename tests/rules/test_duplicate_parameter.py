from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tools import findings

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic

RULE = "duplicate-parameter"


def found_in(*names: str, extra: str = "", **options: str) -> list[Diagnostic]:
    tables = "\n".join(f"[[parameters]]\nname = {json.dumps(name)}{extra}" for name in names)
    manifest = "\n".join([*(f'{key} = "{value}"' for key, value in options.items()), tables])
    return [f for f in findings({}, manifest=manifest) if f.name == RULE]


def test_found_is_each_repetition() -> None:
    found = found_in("a", "b", "a", "a")
    assert [f.span.line for f in found] == [22, 23]
    assert '"a" is declared twice, first in line 20' in found[0].message


@pytest.mark.parametrize("names", [("a", "A", "b"), ("env#", "env", "envx")])
def test_fine(names: tuple[str, ...]) -> None:
    assert found_in(*names) == []


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (("env#", "env3"), [21]),
        (("env_12_3", "env_#_#"), [20]),
        (("env#", "env_3", "env#x"), []),
    ],
)
def test_found_is_an_instance(names: tuple[str, ...], lines: list[int]) -> None:
    found = found_in(*names)
    assert [f.span.line for f in found] == lines
    assert all(" is what an instance of " in f.message for f in found)


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (("farmq_a#", "farmq_a#"), [1]),
        (("farmq_a#", "farmq_b#"), []),
        (("farmq_j#b",), []),
        (("farmq_x#",), [4]),
    ],
)
def test_inside_of_a_multiparm(names: tuple[str, ...], lines: list[int]) -> None:
    inner = "\n".join(f'parm {{ name "{name}" type string }}' for name in names)
    dialog = f'multiparm {{ name "farmq_jobs"\n{inner}\n}}\nparm {{ name "farmq_x1" type string }}'
    found = [f for f in findings({}, dialog=dialog) if f.name == RULE]
    assert [f.span.line for f in found] == lines


def test_a_standard_group_has_the_name() -> None:
    table = '[[parameters]]\nname = "farmq_env_file"'
    every = findings({}, manifest=table, include=("task-environment",))
    (found,) = [f for f in every if f.name == RULE]
    assert found.span.line == 20
    assert "first in a standard group" in found.message
