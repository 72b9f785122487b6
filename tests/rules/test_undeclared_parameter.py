from __future__ import annotations

from dataclasses import replace

import pytest
from tools import GOOD_SCHEDULE, check_finds, check_ok, findings, scheduler_of

from pysched_gen.check.engine import check

RULE = "undeclared-parameter"
PARMS = """
[[parameters]]
name = "farmq_queue"
hidden = true
[[parameters]]
name = "farmq_env#"
hidden = true
"""

# text, column, severity, part of the message
BAD = {
    "unknown": ("self['host']", 1, "error", "under [[parameters]] in scheduler.toml"),
    "close": ("self['farmq_que']", 1, "error", 'did you mean "farmq_queue"?'),
    "assignment": ("self['host'] = 1", 1, "error", "no parameter"),
    "inner function": ("f = lambda: self['host']", 13, "error", "no parameter"),
    "instance without number": ("self['farmq_env']", 1, "error", "no parameter"),
    "field of the node": ("self['onschedule']", 1, "error", "a field of the node"),
    "built-in, misspelled": ("self['pdg_workdir']", 1, "warning", '"pdg_workingdir"'),
    "of the local scheduler": ("self['maxprocs']", 1, "error", "no parameter"),
}

CALL = "self.evaluateIntOverride(node, {}, work_item, 0)"
BAD_OVERRIDES = {
    "unknown": (CALL.format("self.parmprefix, 'host'"), 1, '"farmq_host", so this always gives'),
    "close": (CALL.format("'farmq', 'que'"), 1, 'did you mean "farmq_queue"?'),
    "prefix twice": (CALL.format("'farmq', 'farmq_queue'"), 1, 'so write "queue"'),
    "other prefix": (CALL.format("'other', 'farmq_env1'"), 1, 'to "other_farmq_env1"'),
    "other method": ("self.evaluateBoolOverride(n, 'farmq', 'x', w, False)", 1, '"farmq_x"'),
    "keywords": ("self.evaluateIntOverride(node=n, prefix='farmq', parm='x')", 1, '"farmq_x"'),
    "by name": ("p = self.parmprefix; self.evaluateIntOverride(n, p, 'x', w, 0)", 22, "farmq_x"),
    "in a tuple": ("n, p = 1, 'farmq'; self.evaluateIntOverride(n, p, 'x', w, 0)", 20, "farmq_x"),
}


@pytest.mark.parametrize(("text", "column", "severity", "message"), BAD.values(), ids=BAD)
def test_found(text: str, column: int, severity: str, message: str) -> None:
    found = check_finds("init", text, RULE, 1, column, manifest=PARMS)
    assert message in found.message
    assert found.severity.value == severity


@pytest.mark.parametrize(("text", "column", "message"), BAD_OVERRIDES.values(), ids=BAD_OVERRIDES)
def test_overrides_of_what_does_not_exist(text: str, column: int, message: str) -> None:
    setup = "node = work_item = n = w = None\n"
    every = findings({"init.py": setup + text}, manifest=PARMS)
    (found,) = [one for one in every if one.name == RULE]
    assert (found.span.line, found.span.column) == (2, column)
    assert found.severity.value == "warning"
    assert message in found.message


@pytest.mark.parametrize(
    "text",
    [
        "self.evaluateStringOverride(None, self.parmprefix, 'queue', None, '')",
        "self.evaluateStringOverride(None, 'farmq', 'env12', None, '')",
        "self.evaluateStringOverride(None, self.other, 'x', None, '')",
        "self.evaluateStringOverride(None, self.jobs.parmprefix, 'x', None, '')",
        "self.evaluateStringOverride(None, 'farmq', self.x, None, '')",
        "self.evaluateStringOverride(*self.x), self.evaluateStringOverride()",
        "for p in self.x: self.evaluateStringOverride(None, p, 'x', None, '')",
        "p = 'a'; p = 'b'; self.evaluateStringOverride(None, p, 'x', None, '')",
        "(p, q), r = self.x; self.evaluateStringOverride(None, p, 'x', None, '')",
        "f = lambda p='farmq': self.evaluateStringOverride(None, p, 'x', None, '')",
        "self.parameter('x'), self.parameter(), self.evaluateIntOverride",
    ],
)
def test_overrides_that_exist_or_cannot_be_told(text: str) -> None:
    every = findings({"init.py": text}, manifest=PARMS)
    assert [one for one in every if one.name == RULE] == []


def test_a_prefix_that_the_header_names() -> None:
    files = {
        "header.py": "PREFIX = 'farmq'",
        "init.py": "self.evaluateIntOverride(None, PREFIX, 'x', None, 0)",
    }
    (found,) = [one for one in findings(files, manifest=PARMS) if one.name == RULE]
    assert '"farmq_x"' in found.message


@pytest.mark.parametrize(
    "text",
    [
        "self['farmq_queue'].evaluateString()",
        "self['farmq_env12']",
        "self['pdg_workingdir'], self['pdg_tickperiod'], self['pdg_rpctimeout']",
        "self[self.name], self[f'farmq_{1}'], self[0], self.jobs['host'], {}['x']",
    ],
)
def test_fine(text: str) -> None:
    check_ok("init", text, manifest=PARMS)


def test_a_class_of_the_header_has_a_self_of_its_own() -> None:
    text = "class Table(dict):\n    def first(self):\n        return self['nothing']\n"
    assert [f.name for f in findings({"header.py": text}) if f.name == RULE] == []


def test_a_subclass_of_the_local_scheduler_has_its_parameters() -> None:
    text = "self['maxprocs'], self['local_envname3']"
    check_ok("init", text, manifest='base = "LocalScheduler"')


def test_built_in_parameters_of_a_later_release() -> None:
    found = check_finds("init", "self['pdg_transferroot']", RULE, 1, 1, houdini="20.5")
    assert "from Houdini 21.0 on" in found.message
    check_ok("init", "self['pdg_transferroot']", houdini="21.0")


def test_the_advice_for_a_saved_node() -> None:
    files = {"onschedule.py": GOOD_SCHEDULE, "init.py": "self['zzz']"}
    every = check(replace(scheduler_of(files), node_type="pythonscheduler"))
    (found,) = [one for one in every if one.name == RULE]
    assert found.message.endswith("add it to the node as a spare parameter and dump the node again")
