from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "undeclared-parameter"
PARMS = """
[[parameters]]
name = "farmq_queue"
[[parameters]]
name = "farmq_env#"
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


@pytest.mark.parametrize(("text", "column", "severity", "message"), BAD.values(), ids=BAD)
def test_found(text: str, column: int, severity: str, message: str) -> None:
    found = check_finds("init", text, RULE, 1, column, manifest=PARMS)
    assert message in found.message
    assert found.severity.value == severity


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


def test_a_subclass_of_the_local_scheduler_has_its_parameters() -> None:
    text = "self['maxprocs'], self['local_envname3']"
    check_ok("init", text, manifest='base = "LocalScheduler"')


def test_built_in_parameters_of_a_later_release() -> None:
    found = check_finds("init", "self['pdg_transferroot']", RULE, 1, 1, houdini="20.5")
    assert "from Houdini 21.0 on" in found.message
    check_ok("init", "self['pdg_transferroot']", houdini="21.0")
