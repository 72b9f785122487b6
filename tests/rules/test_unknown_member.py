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
    "tuple": ("onschedule", "[f[1] for f in work_item.inputFiles]", 2, "no tuple; use its tag"),
    "hou": ("onschedule", "import hou; hou.pdg.workItem()", 13, "hou has no pdg; write import pdg"),
    "from hou": ("onschedule", "from hou import pdg", 17, "hou has no pdg; write import pdg"),
    "import of hou": ("onschedule", "import hou.pdg", 8, "hou has no pdg; write import pdg"),
    "event": ("onschedule", "import hou; hou.pdgEventType.All", 13, "use pdg.EventType"),
    "handler": ("onschedule", "pdg.PyEventCallback(1)", 1, "use PyEventHandler"),
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


def test_names_in_a_nested_target_are_known() -> None:
    loop = "for n, (a, b) in enumerate(zip(work_item.inputFiles, [1])):\n    a.tags, b.tags\n"
    text = (
        loop + "for _, (_, c) in sorted(zip([1], enumerate(work_item.inputFiles))):\n    c.tags\n"
    )
    every = findings({"onschedule.py": text + GOOD_SCHEDULE})
    places = [str(f.span) for f in every if f.name == RULE]
    assert places == ["farmq/onschedule.py:2:5", "farmq/onschedule.py:4:5"]


def test_what_hou_has_is_known_from_21() -> None:
    text = f"import hou; hou.pdg\n{GOOD_SCHEDULE}"
    assert RULE not in {f.name for f in findings({"onschedule.py": text}, houdini="20.5")}


def test_both_spellings_of_a_wrapper_stay_before_21() -> None:
    text = f"self.workItemCanceled(1, -1)\nself.workItemCancelled(1, -1)\n{GOOD_SCHEDULE}"
    assert RULE not in {f.name for f in findings({"onschedule.py": text}, houdini="20.5")}


@pytest.mark.parametrize(
    ("text", "release", "message"),
    [
        ("self.stopCook()", "22.0", "until Houdini 17.5"),
        ("self.onWorkItemSetAttribute('a', 'b', [1])", "22.0", "until Houdini 21.0, not in"),
        ("self.x = self.platform", "21.0", "from Houdini 22.0 on"),
        ("self.x = work_item.scriptDir(True)", "21.0", "from Houdini 22.0 on"),
        ("self.x = pdg.parms.a", "22.0", "until Houdini 21.0"),
        ("self.workItemCanceled(1, -1)", "21.0", "use workItemCancelled(id, index)"),
        ("self.workItemFileResult(1, -1, 'a', 'b')", "22.0", "until Houdini 20.5, not in"),
    ],
)
def test_members_of_other_releases(text: str, release: str, message: str) -> None:
    every = findings({"onschedule.py": f"{text}\n{GOOD_SCHEDULE}"}, houdini=release)
    (found,) = (f for f in every if f.name == RULE)
    assert message in found.message
    assert found.span.line == 1


FINE = {
    "place of files": ("init", "pass", "work_item.inputFiles[0].path, work_item.inputFiles[1:]"),
    "hou": ("init", "pass", "import hou; hou.node('/obj').pdg; hou.pwd()"),
    "hou asked": ("init", "pass", "import hou; hasattr(hou, 'pdg') and hou.pdg"),
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
    "own class": (
        "header",
        "class A:\n    x = print\n    def go(self):\n        self.x()\n",
        "A().go()",
    ),
    "two types": ("header", "", "i = work_item\nif i.id:\n    i = 'a'\ni.upper()"),
    "kept by the base": ("header", "", "self._workItemResultServerAddr"),
    "base": ("header", "", "self._copyJobSupportFiles(); self._pythonBin()"),
}


@pytest.mark.parametrize(("part", "text", "body"), FINE.values(), ids=FINE)
def test_fine(part: str, text: str, body: str) -> None:
    files = {f"{part}.py": text, "onschedule.py": f"{body}\n{GOOD_SCHEDULE}"}
    assert [f.message for f in findings(files, excerpt=False) if f.name == RULE] == []


CLIENT = "class Client:\n    def __init__(self):\n        self.host = 'a'\n"
JOB = "import dataclasses\n\n@dataclasses.dataclass\nclass Job:\n    number: int\n"
TUPLE = "import collections\n\nJob = collections.namedtuple('Job', 'number name', defaults=('',))\n"
STATE = "import enum\n\nclass State(enum.Enum):\n    DONE = 1\n"

# Of classes in the header, and of items and nodes that come out of containers.
FOUND_DEEPER = {
    "method": (CLIENT, "Client().submitt(3)", 1, "Client has no submitt"),
    "attribute": (CLIENT, "c = Client()\nself._h = c.hosts", 2, "did you mean host?"),
    "dataclass": (JOB, "self._h = Job(3).numbr", 1, "did you mean number?"),
    "tuple": (TUPLE, "job = Job(3)\nself._h = job.nmae", 2, "did you mean name?"),
    "enum": (STATE, "self._h = State.DON", 1, "did you mean DONE?"),
    "heir": (CLIENT + "\nclass Slow(Client):\n    pass\n", "Slow().hots", 1, "did you mean host?"),
    "lambda": ("", "sorted(work_item.dependents, key=lambda i: i.frm)", 1, "has no frm"),
    "star": ("", "first, *rest = work_item.dependents\nfirst.nam", 2, "did you mean name?"),
    "kept list": (
        "",
        "some = [i for i in work_item.dependents if i.isBatch]\nmin(some, key=len).nam",
        2,
        "did you mean name?",
    ),
}


@pytest.mark.parametrize(
    ("header", "text", "line", "message"), FOUND_DEEPER.values(), ids=FOUND_DEEPER
)
def test_found_in_own_classes_and_containers(
    header: str, text: str, line: int, message: str
) -> None:
    files = {"header.py": header, "onschedule.py": f"{text}\n{GOOD_SCHEDULE}"}
    (found,) = (f for f in findings(files) if f.name == RULE)
    assert str(found.span).startswith(f"farmq/onschedule.py:{line}:")
    assert message in found.message


def test_found_in_a_function_of_the_header() -> None:
    header = "def send(scheduler, item):\n    scheduler.onWorkItemSuceeded(item.comand, -1, 0.5)\n"
    files = {"header.py": header, "onschedule.py": f"send(self, work_item)\n{GOOD_SCHEDULE}"}
    places = [str(f.span) for f in findings(files) if f.name == RULE]
    assert places == ["farmq/header.py:2:5", "farmq/header.py:2:34"]


FINE_DEEPER = {
    "getattr": ("class A:\n    def __getattr__(self, name):\n        return name\n", "A().queue"),
    "base": ("import farm\n\nclass A(farm.Client):\n    pass\n", "A().queue"),
    "marked": ("import farm\n\n@farm.keeps\nclass A:\n    pass\n", "A().queue"),
    "set outside": ("class A:\n    pass\n", "a = A()\na.queue = 1\na.queue"),
    "of a base": (CLIENT + "\nclass Slow(Client):\n    pass\n", "Slow().host"),
    "mixin": (
        "class A:\n    def go(self):\n        self.x()\n\nclass B(A):\n    x = print\n",
        "B().go()",
    ),
    "tuple": (TUPLE, "Job(3)._replace(name='b')._asdict()"),
    "error": ("class E(OSError):\n    pass\n", "E('a').strerror"),
    "enum": (STATE, "(State.DONE.value, State(1).name, State['DONE'], State.__members__)"),
    "dates": ("", "sorted(work_item.dependents, key=lambda i: (i.frame, i.name))[0].label"),
    "class with call": ("class A:\n    def __new__(cls):\n        return []\n", "A().append(1)"),
    "setattr": (
        "class A:\n    def __init__(self, **k):\n        vars(self).update(k)\n",
        "A(q=1).q",
    ),
    "two kinds": ("def send(item):\n    return item.upper()\n", "send('a'); send(work_item)"),
}


@pytest.mark.parametrize(("header", "body"), FINE_DEEPER.values(), ids=FINE_DEEPER)
def test_fine_in_own_classes_and_containers(header: str, body: str) -> None:
    files = {"header.py": header, "onschedule.py": f"{body}\n{GOOD_SCHEDULE}"}
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
