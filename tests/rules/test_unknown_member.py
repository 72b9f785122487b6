from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "unknown-member"

FOUND = {
    "self": ("onschedule", "self.onWorkItemSuceeded(1, -1, 0.5)", 1, "did you mean onWorkItemSucc"),
    "self case": ("onstartcook", "x = 1\nself.setWorkingdir(x)", 1, "did you mean setWorkingDir?"),
    "of hou": ("onschedule", "q = self.parm('x')", 5, 'use self["name"]'),
    "own": ("ontick", "self._poll_all()", 1, "set it in init.py"),
    "item": ("onschedule", "work_item.comand", 1, "did you mean command?"),
    "pdg": ("onschedule", "pdg.scheduleResults.Failed", 1, "did you mean scheduleResult?"),
    "result": (
        "ontick",
        "self.context.graph.workItemsById([3])",
        1,
        "did you mean workItemsByI",
    ),
    "element": ("onschedule", "[f.tags for f in work_item.inputFiles]", 2, "a File has no tags"),
    "port": ("ontick", "self['pdg_workingdir'].evaluateStr()", 1, "did you mean evaluateString?"),
    "import": ("onschedule", "from pdg.utils import expand_var", 23, "did you mean expand_vars?"),
    "module": ("onschedule", "import pdg.util", 8, "did you mean pdg.utils?"),
    "variable": ("onschedule", "i = work_item\ni.comand", 1, "did you mean command?"),
}


@pytest.mark.parametrize(("part", "text", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, column: int, message: str) -> None:
    text += {"onschedule": f"\n{GOOD_SCHEDULE}", "onstartcook": "\nreturn True"}.get(
        part, "\nreturn pdg.tickResult.SchedulerReady"
    )
    line = 2 if "\n" in text.removesuffix("\n").rsplit("\n", 1)[0] else 1
    found = check_finds(part, text, RULE, line, column, excerpt=False)
    assert message in found.message
    assert found.severity.value == "error"


def test_an_argument_of_a_method_is_what_calls_give() -> None:
    methods = "def _submit(self, item, others):\n    self._last = item.comand, others.any\n"
    schedule = f"self._submit(work_item, self.farm)\n{GOOD_SCHEDULE}"
    files = {"methods.py": methods, "onschedule.py": schedule, "init.py": "self.farm = None\n"}
    every = [f for f in findings(files, excerpt=False) if f.name == RULE]
    assert [str(f.span) for f in every] == ["farmq/methods.py:2:18"]


@pytest.mark.parametrize(
    ("text", "release", "message"),
    [
        ("self.stopCook()", "22.0", "until Houdini 17.5"),
        ("self.onWorkItemSetAttribute('a', 'b', [1])", "22.0", "until Houdini 21.0, not in"),
        ("self.x = self.platform", "21.0", "from Houdini 22.0 on"),
        ("self.x = work_item.scriptDir(True)", "21.0", "from Houdini 22.0 on"),
        ("self.x = pdg.parms.a", "22.0", "until Houdini 21.0"),
    ],
)
def test_members_of_other_releases(text: str, release: str, message: str) -> None:
    every = findings({"onschedule.py": f"{text}\n{GOOD_SCHEDULE}"}, houdini=release)
    (found,) = (f for f in every if f.name == RULE)
    assert message in found.message
    assert found.span.line == 1


FINE = {
    "init": ("init", "self._jobs = {}", "self._jobs[work_item.id] = 1"),
    "methods": ("methods", "def _go(self):\n    self.seen = 1\n", "self._go(); self.seen"),
    "method": ("methods", "def queue(self):\n    return 'a'\n", "self.queue().upper()"),
    "alias": ("methods", "def a(self):\n    pass\nb = a\n", "self.b()"),
    "setattr": ("init", "setattr(self, 'queue', 1)", "self.queue"),
    "dict": ("init", "self.__dict__.update(queue=1)", "self.queue"),
    "any": ("init", "for name in ('a', 'b'):\n    setattr(self, name, 1)", "self.b"),
    "getattr": ("methods", "def __getattr__(self, name):\n    return name\n", "self.whatever"),
    "hasattr": ("header", "import os\n", "if hasattr(self, 'os'):\n    self.os(os)"),
    "try": ("header", "", "try:\n    self.gone()\nexcept AttributeError:\n    pass"),
    "version": (
        "header",
        "import hou\nMAJOR = hou.applicationVersion()[0]\n",
        "if MAJOR > 30:\n    self.newThing()",
    ),
    "batch": ("header", "", "if work_item.isBatch:\n    work_item.activationMode"),
    "unknown": ("header", "import farm\n", "farm.connect().submit(work_item.command).what"),
    "own class": ("header", "class A:\n    def go(self):\n        self.x()\n", "A().go()"),
    "two types": ("header", "", "i = work_item\nif i.id:\n    i = 'a'\ni.upper()"),
    "kept by the base": ("header", "", "self._workItemResultServerAddr"),
    "base": ("header", "", "self._copyJobSupportFiles(); self._pythonBin()"),
}


@pytest.mark.parametrize(("part", "text", "body"), FINE.values(), ids=FINE)
def test_fine(part: str, text: str, body: str) -> None:
    files = {f"{part}.py": text, "onschedule.py": f"{body}\n{GOOD_SCHEDULE}"}
    assert [f.message for f in findings(files, excerpt=False) if f.name == RULE] == []


def test_what_the_callback_server_gives() -> None:
    files = {"onstartcook.py": "self.startCallbackServer()\nreturn True\n"}
    for server, expected in (("none", [1]), ("local", [])):
        every = findings(files, excerpt=False, manifest=f'callback_server = "{server}"')
        assert [f.span.line for f in every if f.name == RULE] == expected


def test_old_data_of_items_is_not_listed() -> None:
    text = f"work_item.data.getString('a', 0)\n{GOOD_SCHEDULE}"
    every = findings({"onschedule.py": text}, houdini="17.5")
    assert [f.message for f in every if f.name == RULE] == []
