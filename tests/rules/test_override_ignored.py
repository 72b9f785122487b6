from __future__ import annotations

import pytest
from tools import findings

RULE = "override-ignored"
PARMS = """
parm_prefix = "farmq"
[[parameters]]
name = "farmq_queue"
default = "all"
overridable = true
[[parameters]]
name = "farmq_slots"
type = "integer"
default = 1
overridable = true
[[parameters]]
name = "farmq_on"
type = "toggle"
default = true
overridable = true
[[parameters]]
name = "farmq_host"
default = ""
"""
READ = "self['farmq_queue'].evaluateString()"


def found_in(files: dict[str, str]) -> list[tuple[int, int, str]]:
    found = [one for one in findings(files, manifest=PARMS) if one.name == RULE]
    return [(one.span.line, one.span.column, one.message) for one in found]


@pytest.mark.parametrize(
    ("read", "advice"),
    [
        (READ, "write self.evaluateStringOverride(work_item.node, self.parmprefix, "),
        (READ, "\"queue\", work_item, 'all')"),
        ("self['farmq_queue'].evaluateString(work_item)", "evaluateStringOverride("),
        ("self['farmq_queue'].evaluate()", "evaluateStringOverride("),
        ("self['farmq_slots'].evaluateInt()", 'self.parmprefix, "slots", work_item, 1)'),
        ("self['farmq_slots'].evaluate()", "evaluateIntOverride("),
        (f"{{'queue': {READ}}}"[10:-1], "evaluateStringOverride("),
        ("self['farmq_on'].evaluateInt()", '"on", work_item, 1)'),
        ("self.parameter('farmq_queue').evaluateString()", "evaluateStringOverride("),
    ],
)
def test_found(read: str, advice: str) -> None:
    found = found_in({"onschedule.py": f"self.x = {read}\nreturn pdg.scheduleResult.Succeeded"})
    ((line, column, message),) = found
    assert (line, column) == (1, 10)
    assert advice in message


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("methods", f"def submit(self, work_item):\n    return {READ}", 2),
        ("methods", f"def submit(self, item):\n    return {READ}", None),
        ("methods", f"def submit(self):\n    return {READ}", None),
        ("methods", f"def applicationBin(self, name, work_item):\n    return {READ}", None),
        ("onstartcook", f"self.x = {READ}\nreturn True", None),
        ("ontick", f"self.x = {READ}\nreturn pdg.tickResult.SchedulerReady", None),
        ("applicationbin", f"return {READ}", None),
        ("getloguri", f"return {READ}", 1),
        ("init", f"self.x = {READ}", None),
    ],
)
def test_where_there_is_an_item(name: str, text: str, line: int | None) -> None:
    assert [one[0] for one in found_in({f"{name}.py": text})] == ([] if line is None else [line])


@pytest.mark.parametrize(
    "text",
    [
        "self.x = self['farmq_host'].evaluateString()",
        f"self.x = self.evaluateStringOverride(None, 'farmq', 'queue', work_item, {READ})",
        f"self.x = self._text(work_item, 'queue') or {READ}",
        "self.x = self['farmq_queue'].hasTag, self['farmq_queue']",
        f"f = lambda: {READ}",
    ],
)
def test_fine(text: str) -> None:
    assert found_in({"onschedule.py": f"{text}\nreturn pdg.scheduleResult.Succeeded"}) == []


def test_asked_for_in_another_function_only() -> None:
    other = "def other(self, work_item):\n    return self._text(work_item, 'queue')\n"
    found = found_in({"methods.py": f"{other}def submit(self, work_item):\n    return {READ}"})
    assert [one[0] for one in found] == [4]


def test_the_advice_where_the_prefix_is_another() -> None:
    manifest = '[[parameters]]\nname = "other_x"\noverridable = true'
    body = "self.x = self['other_x'].evaluateFloat()\nreturn pdg.scheduleResult.Succeeded"
    every = findings({"onschedule.py": body}, manifest=manifest)
    (found,) = [one for one in every if one.name == RULE]
    assert found.message.endswith("write self.evaluateFloatOverride(...)")
