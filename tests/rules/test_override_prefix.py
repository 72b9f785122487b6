from __future__ import annotations

import pytest
from tools import findings

RULE = "override-prefix"
OVERRIDE = "self.evaluateStringOverride(work_item.node, {}, work_item, '')"


def found_in(name: str, body: str = "None", **facts: str) -> list[str]:
    tables = [f'[[parameters]]\nname = "{name}"', *(f"{k} = {v}" for k, v in facts.items())]
    files = {"onschedule.py": f"{body}\nreturn pdg.scheduleResult.Succeeded"}
    every = findings(files, manifest="\n".join(['parm_prefix = "farmq"', *tables]))
    assert all(one.span.line == 20 for one in every if one.name == RULE)
    return [one.message for one in every if one.name == RULE]


@pytest.mark.parametrize("name", ["queue", "farm_queue", "farmqqueue", "FARMQ_queue", "env#"])
def test_found(name: str) -> None:
    (message,) = found_in(name, overridable="true")
    assert f'nodes may override "{name}"' in message
    assert f'call it "farmq_{name}"' in message


@pytest.mark.parametrize("name", ["farmq_queue", "farmq_env#"])
def test_fine(name: str) -> None:
    assert found_in(name, overridable="true") == []


def test_what_no_node_overrides_needs_no_prefix() -> None:
    assert found_in("queue") == []
    assert found_in("queue", overridable="false") == []


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ("'afanasy', 'service'", 0),
        ("'afanasy', 'other'", 1),
        ("self.parmprefix, 'service'", 1),
    ],
)
def test_a_prefix_that_a_text_gives(arguments: str, count: int) -> None:
    found = found_in("afanasy_service", OVERRIDE.format(arguments), overridable="true")
    assert len(found) == count


def test_one_finding_where_none_has_the_prefix() -> None:
    names = ["afanasy_service", "afanasy_parser", "job_branch"]
    tables = [f'[[parameters]]\nname = "{name}"\noverridable = true' for name in names]
    every = findings({}, manifest="\n".join(['parm_prefix = "farmq"', *tables]))
    (found,) = [one for one in every if one.name == RULE]
    assert found.span.line == 4
    assert "none of the 3 parameters" in found.message
    assert 'for instance "afanasy"' in found.message


def test_each_parameter_where_some_have_the_prefix() -> None:
    names = ["farmq_service", "afanasy_parser", "job_branch"]
    tables = [f'[[parameters]]\nname = "{name}"\noverridable = true' for name in names]
    every = findings({}, manifest="\n".join(['parm_prefix = "farmq"', *tables]))
    assert [one.span.line for one in every if one.name == RULE] == [21, 22]
