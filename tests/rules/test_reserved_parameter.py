from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tools import findings

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic

RULE = "reserved-parameter"


def found_in(*names: str, extra: str = "", **options: str) -> list[Diagnostic]:
    tables = "\n".join(f"[[parameters]]\nname = {json.dumps(name)}{extra}" for name in names)
    manifest = "\n".join([*(f'{key} = "{value}"' for key, value in options.items()), tables])
    return [f for f in findings({}, manifest=manifest) if f.name == RULE]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("pdg_maxtasks", 'gives to every scheduler; rename it, for instance "farmq_maxtasks"'),
        ("pdg_mine", "PDG keeps for itself"),
        ("onschedule", "a field of the Python Scheduler node"),
        ("transferfile", "a field of the Python Scheduler node"),
        ("savenodescript", "a field of the Python Scheduler node"),
    ],
)
def test_found(name: str, message: str) -> None:
    (found,) = found_in(name)
    assert (found.span.line, message in found.message) == (20, True)


@pytest.mark.parametrize("name", ["farmq_queue", "maxprocs", "pdgqueue", "onTick"])
def test_fine(name: str) -> None:
    assert found_in(name) == []


def test_a_subclass_has_the_parameters_of_the_local_scheduler() -> None:
    (found,) = found_in("maxprocs", base="LocalScheduler")
    assert "local scheduler already" in found.message


def test_an_instance_of_a_parameter_of_the_local_scheduler() -> None:
    (found,) = found_in("local_envname3", base="LocalScheduler")
    assert "local scheduler already" in found.message
    assert found_in("local_envname3", "local_envname") == []


@pytest.mark.parametrize(("name", "count"), [("pdg_env#", 1), ("farmq_env#", 0)])
def test_inside_of_a_multiparm(name: str, count: int) -> None:
    dialog = f'multiparm {{ name "farmq_jobs" parm {{ name "{name}" type string }} }}'
    found = [f for f in findings({}, dialog=dialog) if f.name == RULE]
    assert [str(f.span) for f in found] == ["farmq/parameters.ds:1:1"] * count
