from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tools import findings
from trees import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

RULE = "not-carried-over"
MODULE = """\
import sys
import pdg

{decorator}class Farm(pdg.PyScheduler{keywords}):
    def __init__(self, scheduler, name{arguments}):
        super().__init__(scheduler, name)

    @classmethod
    def templateName(cls):
        {name}

    def onStopCook(self, cancel{extra}):
        return True

    def onSchedule(self, work_item):
        return pdg.scheduleResult.Succeeded

{behind}
def registerTypes(type_registry):
    {register}
"""
PLAIN = {
    "decorator": "",
    "keywords": "",
    "arguments": "",
    "name": "return 'farm'",
    "extra": "",
    "behind": "",
    "register": "type_registry.registerScheduler(Farm, label='Farm', parm_category='F')",
}
CALL = "type_registry.registerScheduler(Farm)"

# What is put where, line and column of the finding, part of the message.
FOUND = {
    "guard": ({"register": f"if sys.platform:\n        {CALL}"}, 20, 5, "alone"),
    "try": ({"register": f"try:\n        {CALL}\n    except RuntimeError: pass"}, 20, 5, "alone"),
    "early return": ({"register": f"if sys.platform: return\n    {CALL}"}, 20, 5, "alone"),
    "node": (
        {"register": f"{CALL}\n    type_registry.registerNode(Report)"},
        21,
        5,
        "registerNode() in registerTypes is left out",
    ),
    "call": ({"register": f"{CALL}\n    sys.settrace(None)"}, 21, 5, "settrace() in"),
    "keyword": (
        {"register": "type_registry.registerScheduler(Farm, node_category='F')"},
        20,
        57,
        "node_category= of registerScheduler",
    ),
    "computed": (
        {"register": "type_registry.registerScheduler(Farm, label=LABEL)"},
        20,
        49,
        "give --label",
    ),
    "another": (
        {"register": f"{CALL}\n    type_registry.registerScheduler(Other)"},
        21,
        5,
        "registers another class",
    ),
    "decorator": ({"decorator": "@final\n"}, 4, 2, "no decorator"),
    "metaclass": ({"keywords": ", metaclass=Meta"}, 4, 39, "takes no metaclass="),
    "argument": ({"arguments": ", farm=None"}, 5, 41, "not farm"),
    "any arguments": ({"arguments": ", *more"}, 5, 42, "not more"),
    "of a callback": ({"extra": ", keep_jobs=False"}, 12, 1, "no argument keep_jobs"),
    "template name": ({"name": "x = 1\n        return 'farm'"}, 10, 9, "does nothing else"),
    "behind": ({"behind": "Farm.jobs = {}\n"}, 18, 1, "uses Farm"),
}
FINE = {
    "plain": {},
    "named by itself": {
        "register": "type_registry.registerScheduler(Farm, name=Farm.templateName())"
    },
    "asks first": {
        "register": "if 'farm' not in type_registry.typeNames(pdg.registeredType.Scheduler):\n"
        f"        {CALL}"
    },
    "docstring": {"register": f"'''Register.'''\n    {CALL}"},
    "documented name": {"name": "'''Name.'''\n        return 'farm'"},
    "function behind": {"behind": "def make():\n    return Farm\n"},
    "other code behind": {"behind": "JOBS = {}\n"},
}


def module(parts: dict[str, str]) -> str:
    return MODULE.format(**{**PLAIN, **parts})


@pytest.mark.parametrize(("parts", "line", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(parts: dict[str, str], line: int, column: int, message: str) -> None:
    found = [f for f in findings({"farm.py": module(parts)}) if f.name == RULE]
    places = [(f.span.line, f.span.column, f.severity.value) for f in found]
    assert places == [(line, column, "error")]
    assert message in found[0].message


@pytest.mark.parametrize("parts", FINE.values(), ids=FINE)
def test_fine(parts: dict[str, str]) -> None:
    assert [f.message for f in findings({"farm.py": module(parts)}) if f.name == RULE] == []


def test_what_only_prints_is_a_note() -> None:
    text = module({"register": f"{CALL}\n    print('farm')"})
    (found,) = [f for f in findings({"farm.py": text}) if f.name == RULE]
    assert (found.span.line, found.severity.value) == (21, "note")


INIT = """\
from .farm import Farm
{extra}
def registerTypes(type_registry):
    {register}
"""


@pytest.mark.parametrize(
    ("extra", "register", "line", "message"),
    [
        ("Farm.queue = 'all'", CALL, 2, "this part of __init__.py is left out"),
        ("if True:\n    import hou", CALL, 2, "this part of __init__.py is left out"),
        ("", f"{CALL}\n    type_registry.registerNode(Report)", 5, "registerNode() in registerT"),
        ("", f"if Farm.jobs:\n        {CALL}", 4, "registers its scheduler alone"),
    ],
)
def test_what_is_lost_of_the_init_beside_it(
    run: Run, here: Path, extra: str, register: str, *, line: int, message: str
) -> None:
    init = INIT.format(extra=extra, register=register)
    write_tree(here, {"farm/farm.py": module_of_package(), "farm/__init__.py": init})
    told = run("check", "farm", code=1).stdout
    assert f"__init__.py beside it):{line}:" in told or f"__init__.py:{line}:" in told
    assert "error[PSG011 not-carried-over]: " in told
    assert message in told


@pytest.mark.parametrize("extra", ["", "import pdg", "__all__ = ['Farm']", '"""Farm."""'])
def test_a_plain_init_is_carried_over(run: Run, here: Path, extra: str) -> None:
    init = INIT.format(extra=extra, register=CALL)
    write_tree(here, {"farm/farm.py": module_of_package(), "farm/__init__.py": init})
    assert "PSG011" not in run("check", "farm").stdout


def module_of_package() -> str:
    return module({}).partition("def registerTypes")[0]
