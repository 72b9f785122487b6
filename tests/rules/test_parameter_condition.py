from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tools import GOOD_SCHEDULE, findings, scheduler_of

from pysched_gen.check.engine import check
from pysched_gen.check.parm_layout import ConditionError, names_in

RULE = "parameter-condition"
PARMS = """
[[parameters]]
name = "farmq_mode"
[[parameters]]
name = "farmq_range"
type = "float"
size = 2
[[parameters]]
name = "farmq_env#"
[[parameters]]
name = "farmq_folder"
type = "folder"
"""

FORMS = {
    "{ a == 1 }": "a",
    "{ a == 1 b != 2 } { c < 3 }": "a b c",
    "{ a <= 1 } { a >= 2 }": "a",
    '{ a =~ ^x.*y$ b !~ "two words" }': "a b",
    '{ a == "" }': "a",
    "{ a == '' }": "a",
    '{ a == "}" }': "a",
    r'{ a == "a \" b" }': "a",
    "{ a==1 b!=x }": "a b",
    "{a > -1}{b <0.5}": "a b",
    "{ a 1 b 2 }": "a b",
    "{ hasinput(0) == 0 }": "",
    "{ ishparm(a) == 1 b == 1 }": "b",
    "{ a# == off }": "a#",
    "{ 1 == 1 }": "",
    "{ ../a == 1 }": "",
    "{ a == off\n  b == on }": "a b",
    "{ }": "",
    "  ": "",
}
BROKEN = {
    "a == 1": '"a == 1" stands outside of braces',
    "{ a == 1 } b": '"b" stands outside of braces',
    "{ a == 1": "a brace is not closed",
    "{ a == { b } }": "a brace is opened inside of another",
    '{ a == "x }': "a quote is not closed",
    "{ a == }": '"a" is compared with nothing',
    "{ a == 1 b }": '"b" is compared with nothing',
    "{ == 1 }": 'a name must stand where "== 1" is',
    "{ a == 1 && b == 1 }": 'a name must stand where "&& b == 1" is',
    "{ a == 1 or b == 1 }": 'a name must stand where "or b == 1" is',
    "{ a = 1 }": '"1" is compared with nothing',
    "}": '"}" stands outside of braces',
}


@pytest.mark.parametrize(("condition", "names"), FORMS.items())
def test_names_of_a_condition(condition: str, names: str) -> None:
    assert list(names_in(condition)) == names.split()


@pytest.mark.parametrize(("condition", "message"), BROKEN.items())
def test_a_condition_that_cannot_be_read(condition: str, message: str) -> None:
    with pytest.raises(ConditionError) as caught:
        names_in(condition)
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["{} " * 200_000, "{ " + "a 1 " * 200_000 + "}"])
def test_a_long_condition_is_read(text: str) -> None:
    assert len(names_in(text)) <= 1


@pytest.mark.parametrize("text", ["{" * 200_000, "{ " + '"' * 200_001, "a " * 200_000])
def test_a_long_broken_condition_is_refused(text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        names_in(text)
    assert len(str(caught.value)) < 100


def found_in(condition: str, key: str = "disable_when", extra: str = "") -> list[str]:
    table = f'[[parameters]]\nname = "farmq_x#"\n{key} = {json.dumps(condition)}'
    every = findings({}, manifest=f"{extra}\n{table}\n{PARMS}")
    found = [one for one in every if one.name == RULE]
    assert all(one.span.line == 20 and one.severity.value == "warning" for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize("key", ["disable_when", "hide_when"])
@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("{ farmq_mod == 1 }", 'asks for "farmq_mod", but no parameter is called that; did you'),
        ("{ farmq_mode == 1 } { zzz == 1 }", "name one that does, or remove the condition"),
        ("{ farmq_mode1 == 1 }", "asks for"),
        ("{ farmq_other# == 1 }", "asks for"),
        ("farmq_mode == 1", "cannot be read: "),
    ],
)
def test_found(key: str, condition: str, message: str) -> None:
    (found,) = found_in(condition, key)
    assert found.startswith('the condition of "farmq_x#" ')
    assert message in found


@pytest.mark.parametrize(
    "condition",
    [
        "{ farmq_mode == 1 farmq_range1 == 0 farmq_rangey == 1 }",
        "{ farmq_env# == a farmq_env3 == b farmq_x# == c }",
        "{ farmq_folder == 1 pdg_usemaxtasks == 0 onschedule == a savenodescript == 1 }",
    ],
)
def test_fine(condition: str) -> None:
    assert found_in(condition) == []


def test_parameters_of_the_local_scheduler() -> None:
    assert len(found_in("{ maxprocs == 0 }")) == 1
    assert found_in("{ maxprocs == 0 }", extra='base = "LocalScheduler"') == []


def repeat(condition: str) -> str:
    return (
        'multiparm {\n name "farmq_jobs"\n parm { name "farmq_job#" type string }\n'
        f' parm {{ name "farmq_value#" type string hidewhen "{condition}" }}\n}}'
    )


@pytest.mark.parametrize(
    ("dialog", "line"),
    [
        (repeat("{ farmq_jb# == 1 }"), 1),
        (repeat("{ farmq_job# == 1 farmq_job3 == 1 farmq_jobs == 0 }"), None),
        ('\ngroup { name "a" hidewhentab "{ farmq_x == 1 }" }', 2),
        ("# Note\n" + repeat("{ farmq_jb# == 1 }"), 2),
        ('group { name "a" disablewhen "{ b == 1 }"\n group { name "b" } }', None),
        ('group { name "a"\n parm { name "x" type string disablewhen "{ y == 1 }" } }', 2),
    ],
)
def test_conditions_of_a_dialog_script(dialog: str, line: int | None) -> None:
    found = [one for one in findings({}, dialog=dialog) if one.name == RULE]
    assert [one.span.line for one in found] == ([] if line is None else [line])


@pytest.mark.parametrize(("condition", "count"), [("{ folder0_1 == 1 }", 0), ("{ zzz == 1 }", 1)])
def test_folders_and_separators_of_a_saved_node(condition: str, count: int) -> None:
    table = f'[[parameters]]\nname = "farmq_x"\ndisable_when = "{condition}"'
    scheduler = scheduler_of({"onschedule.py": GOOD_SCHEDULE}, manifest=table)
    saved = check(replace(scheduler, node_type="pythonscheduler"))
    assert len([one for one in saved if one.name == RULE]) == count
