"""What rules mend: the text before and after, clean of the rule, and nothing else changed."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from inspect import getsource
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools import scheduler_of

from pysched_gen.check.engine import check
from pysched_gen.check.fixes import mend
from pysched_gen.check.registry import RULES

if TYPE_CHECKING:
    from pysched_gen.check.rule import Rule
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.span import Span

END = "return pdg.scheduleResult.Succeeded\n"
TICK = "return pdg.tickResult.SchedulerReady\n"

# Rule, file, text before, text after; END is added to an onschedule.py that has no return.
SAFE = {
    "file": (
        "PSG113",
        "onschedule",
        "for one in work_item.inputFiles:\n    self.a = one[0]  # so",
        "for one in work_item.inputFiles:\n    self.a = one.path  # so",
    ),
    "read-only": (
        "PSG184",
        "onschedule",
        "work_item.command  = 'a ' + work_item.command  # nicer",
        "work_item.setCommand('a ' + work_item.command)  # nicer",
    ),
    "identity": (
        "PSG181",
        "onschedule",
        "if work_item.name is  not 'a':  # another\n    self.a = 1",
        "if work_item.name != 'a':  # another\n    self.a = 1",
    ),
    "cancelled": (
        "PSG113",
        "methods",
        "def end(self):\n    self.workItemCanceled(3, -1)  # so",
        "def end(self):\n    self.workItemCancelled(3, -1)  # so",
    ),
    "duration": (
        "PSG169",
        "methods",
        (
            "def end(self, begun):\n"
            "    import time\n"
            "    now = time.time()\n"
            "    self.onWorkItemSucceeded(3, -1, begun - now)\n"
            "    self.onWorkItemFailed(3, -1)"
        ),
        (
            "def end(self, begun):\n"
            "    import time\n"
            "    now = time.time()\n"
            "    self.onWorkItemSucceeded(3, -1, now - begun)\n"
            "    self.onWorkItemFailed(3, -1)"
        ),
    ),
    "variable of a job": (
        "PSG178",
        "onschedule",
        "self.env['PDG_ITEM_ID'] = str(work_item.index)  # which",
        "self.env['PDG_ITEM_ID'] = str(work_item.id)  # which",
    ),
    "folder": (
        "PSG174",
        "onstart",
        "import os\nos.mkdir('a/b')  # logs\nreturn True",
        "import os\nos.makedirs('a/b', exist_ok=True)  # logs\nreturn True",
    ),
    "member": (
        "PSG113",
        "onschedule",
        "self.cookWarnin('a')  # why",
        "self.cookWarning('a')  # why",
    ),
    "import of a name": (
        "PSG113",
        "onschedule",
        "from pdg.utils import expand_var",
        "from pdg.utils import expand_vars as expand_var",
    ),
    "renamed member": (
        "PSG113",
        "onschedule",
        "x = work_item.getStringAttrib('a')",
        "x = work_item.stringAttribValue('a')",
    ),
    "enum member": (
        "PSG110",
        "onschedule",
        "return pdg.scheduleResult.Succeded",
        "return pdg.scheduleResult.Succeeded",
    ),
    "enum": (
        "PSG110",
        "ontick",
        "return pdg.TickResult.SchedulerBusy",
        "return pdg.tickResult.SchedulerBusy",
    ),
    "name to id": (
        "PSG114",
        "onschedule",
        "self.onWorkItemFailed(work_item.name, -1)",
        "self.onWorkItemFailed(work_item.id, -1)",
    ),
    "item to id": (
        "PSG114",
        "onschedule",
        "self.onWorkItemFailed(work_item, -1)",
        "self.onWorkItemFailed(work_item.id, -1)",
    ),
    "text to id": (
        "PSG114",
        "onschedule",
        "self.onWorkItemFailed(str(work_item.id), -1)",
        "self.onWorkItemFailed(work_item.id, -1)",
    ),
    "property": ("PSG114", "onschedule", "x = work_item.name()", "x = work_item.name"),
    "method": (
        "PSG114",
        "onstart",
        "if self.isCallbackServerRunning:\n    pass\nreturn True",
        "if self.isCallbackServerRunning():\n    pass\nreturn True",
    ),
    "keyword": (
        "PSG114",
        "onschedule",
        "import os\nos.makedirs('a', exists_ok=True)",
        "import os\nos.makedirs('a', exist_ok=True)",
    ),
    "dictionary": (
        "PSG115",
        "onschedule",
        "env = {'A': '1'}\nenv |= {'B': '2'}  # more\nself.a = env",
        "env = {'A': '1'}\nenv.update({'B': '2'})  # more\nself.a = env",
    ),
    "module": ("PSG115", "header", "import Queue, os  # both", "import queue as Queue, os  # both"),
    "names of a module": (
        "PSG115",
        "header",
        "from ConfigParser import RawConfigParser as R",
        "from configparser import RawConfigParser as R",
    ),
    "name of a module": (
        "PSG115",
        "header",
        "import sys\nx = sys.maxint",
        "import sys\nx = sys.maxsize",
    ),
    "function of a module": (
        "PSG115",
        "header",
        "import itertools\nx = list(itertools.izip([1], [2]))",
        "import itertools\nx = list(zip([1], [2]))",
    ),
    "index of keys": (
        "PSG116",
        "header",
        "d = {}\nx = d.keys()[0]",
        "d = {}\nx = list(d.keys())[0]",
    ),
    "has_key": ("PSG116", "header", "d = {}\nx = d.has_key(1)", "d = {}\nx = 1 in d"),
    "not has_key": (
        "PSG116",
        "header",
        "d = {}\nx = [1, not d.has_key(1)]",
        "d = {}\nx = [1, (1 not in d)]",
    ),
    "iteritems": (
        "PSG116",
        "header",
        "d = {}\nfor k in d.iteritems():\n    pass",
        "d = {}\nfor k in d.items():\n    pass",
    ),
    "next": ("PSG116", "header", "x = iter([1]).next()", "x = next(iter([1]))"),
    "message": (
        "PSG116",
        "header",
        "try:\n    x = 1\nexcept OSError as e:\n    x = e.message",
        "try:\n    x = 1\nexcept OSError as e:\n    x = str(e)",
    ),
    "division": ("PSG116", "header", "x = [1, 2][3 / 2]", "x = [1, 2][3 // 2]"),
    "mode": (
        "PSG116",
        "header",
        "import os\nos.chmod('a', 755)",
        "import os\nos.chmod('a', 0o755)",
    ),
    "sum of lists": ("PSG116", "header", "x = range(3) + [4]", "x = list(range(3)) + [4]"),
    "raised text": ("PSG116", "ontick", "raise 'no'", "raise RuntimeError('no')"),
    "hash": (
        "PSG118",
        "header",
        "import hashlib\nx = hashlib.md5('a' + 'b')",
        "import hashlib\nx = hashlib.md5(('a' + 'b').encode())",
    ),
    "variable": (
        "PSG119",
        "onschedule",
        "import os\nx = dict(os.environ, A=work_item.id)",
        "import os\nx = dict(os.environ, A=str(work_item.id))",
    ),
    "sum of a text": (
        "PSG119",
        "onschedule",
        "self.cookWarning('a' + work_item.id)",
        "self.cookWarning('a' + str(work_item.id))",
    ),
    "import": (
        "PSG111",
        "onschedule",
        "# first\n\nx = os.getpid()",
        "# first\n\nimport os\nx = os.getpid()",
    ),
    "import behind others": (
        "PSG111",
        "header",
        (
            '"""Queue."""\n\nfrom __future__ import annotations\n\nimport json  # a\n\n'
            "# b\nHOST = (json, os.getpid())"
        ),
        (
            '"""Queue."""\n\nfrom __future__ import annotations\n\nimport json  # a\nimport os\n\n'
            "# b\nHOST = (json, os.getpid())"
        ),
    ),
    "name of pdg": (
        "PSG111",
        "ontick",
        "return tickResult.SchedulerBusy",
        "return pdg.tickResult.SchedulerBusy",
    ),
    "name of Python 2": ("PSG111", "header", "x = unicode('a')", "x = str('a')"),
    "parameter": (
        "PSG201",
        "onschedule",
        "x = self['pdg_workingdr'].evaluateString()",
        'x = self["pdg_workingdir"].evaluateString()',
    ),
    "tick": ("PSG102", "ontick", "self.poll = 1", f"self.poll = 1\n{TICK.strip()}"),
    "bare return": (
        "PSG102",
        "ontick",
        f"if self.context.canceling:\n    return\n{TICK.strip()}",
        f"if self.context.canceling:\n    {TICK.strip()}\n{TICK.strip()}",
    ),
    "bool": ("PSG103", "onstart", "self.a = 1  # one", "self.a = 1  # one\nreturn True"),
    "text": ("PSG106", "getloguri", "return None", 'return ""'),
    "accept": (
        "PSG107",
        "onacceptworkitem",
        "self.a = 1",
        "self.a = 1\nreturn pdg.acceptResult.Default",
    ),
    "pair": ("PSG104", "submitasjob", "return 'http://a'", "return 'http://a', \"\""),
    "address alone": ("PSG105", "submitasjob", "return 'http://a', '3'", "return 'http://a'"),
    "answer nobody reads": (
        "PSG108",
        "onschedulestatic",
        "if ready_items:\n    return False",
        "if ready_items:\n    return",
    ),
    "init": ("PSG123", "init", "self.a = 1\nreturn True", "self.a = 1\nreturn"),
    "lost answer": (
        "PSG124",
        "ontick",
        "pdg.tickResult.SchedulerBusy",
        "return pdg.tickResult.SchedulerBusy",
    ),
    "path": (
        "PSG125",
        "getloguri",
        "return self.tempDir(True) + '/a'",
        "import pathlib\nreturn pathlib.Path(self.tempDir(True) + '/a').absolute().as_uri()",
    ),
    "changed in its loop": (
        "PSG143",
        "header",
        "d = {}\nfor k in d:\n    del d[k]",
        "d = {}\nfor k in list(d):\n    del d[k]",
    ),
    "data that is gone": (
        "PSG113",
        "onschedule",
        "x = work_item.data.getString('a', 0)  # why",
        "x = work_item.stringAttribValue('a', 0)  # why",
    ),
    "print": ("PSG003", "header", "print 'a', 1  # say", "print('a', 1)  # say"),
    "except": (
        "PSG003",
        "header",
        "try:\n    x = 1\nexcept OSError, e:\n    x = e",
        "try:\n    x = 1\nexcept OSError as e:\n    x = e",
    ),
    "raise": ("PSG003", "ontick", "raise ValueError, 'a'", "raise ValueError('a')"),
    "number": ("PSG003", "header", "x = 0777 + 10L", "x = 0o777 + 10"),
    "unequal": ("PSG003", "header", "x = 1 <> 2", "x = 1 != 2"),
    "ticks": ("PSG003", "header", "x = `1` + `2`", "x = repr(1) + repr(2)"),
}
UNSAFE = {
    "handed over": (
        "PSG187",
        "onstart",
        "import atexit\natexit.register(self.stopCallbackServer())  # all\nreturn True",
        "import atexit\natexit.register(self.stopCallbackServer)  # all\nreturn True",
    ),
    "list in its loop": (
        "PSG143",
        "onschedule",
        "found = [1]\nfor i in found:  # each\n    found.remove(i)",
        "found = [1]\nfor i in list(found):  # each\n    found.remove(i)",
    ),
    "state": (
        "PSG182",
        "onschedule",
        "if work_item.state == 'CookedFail':  # gone\n    self.a = 1",
        "if work_item.state == pdg.workItemState.CookedFail:  # gone\n    self.a = 1",
    ),
    "nothing to do": (
        "PSG172",
        "onschedule",
        (
            "if not work_item.command:\n    return pdg.scheduleResult.Succeeded\n"
            "self.farm.send(work_item.id)\nreturn pdg.scheduleResult.Succeeded"
        ),
        (
            "if not work_item.command:\n    return pdg.scheduleResult.CookSucceeded\n"
            "self.farm.send(work_item.id)\nreturn pdg.scheduleResult.Succeeded"
        ),
    ),
    "option": (
        "PSG173",
        "submitasjob",
        "self.farm.send('hython --hip ' + graph_file)  # all\nreturn '', ''",
        (
            "import shlex\nself.farm.send('hython --hip ' + shlex.quote(graph_file))  # all\n"
            "return '', ''"
        ),
    ),
    "data of 17.5": (
        "PSG154",
        "onschedule",
        "x = work_item.data.stringData('a', 0)",
        "x = work_item.stringAttribValue('a', 0)",
    ),
    "data of 17.5 that is set": (
        "PSG154",
        "onschedule",
        "work_item.data.setInt('a', 3, 0)  # why",
        "work_item.setIntAttrib('a', 3, 0)  # why",
    ),
    "split": (
        "PSG135",
        "onschedule",
        "import shlex\nx = work_item.command.split()",
        "import shlex\nx = shlex.split(work_item.command)",
    ),
    "evaluated kind": (
        "PSG212",
        "onschedule",
        "x = self['farmq_slots'].evaluateString()",
        "x = self['farmq_slots'].evaluateInt()",
    ),
    "bare except": (
        "PSG144",
        "header",
        "try:\n    x = 1\nexcept:\n    x = 2",
        "try:\n    x = 1\nexcept Exception:\n    x = 2",
    ),
    "text of an error": (
        "PSG149",
        "onschedule",
        "try:\n    x = 1\nexcept Exception as e:\n    self.cookError(str(e))",
        "try:\n    x = 1\nexcept Exception as e:\n    self.cookError(repr(e))",
    ),
    "path of this machine": (
        "PSG151",
        "onschedule",
        "x = {'PDG_DIR': self.workingDir(True)}",
        "x = {'PDG_DIR': self.workingDir(False)}",
    ),
    "tokens": (
        "PSG134",
        "onschedule",
        "x = work_item.command.replace('__PDG_A__', 'a').replace('__PDG_B__', 'b')  # both",
        "x = self.expandCommandTokens(work_item.command, work_item)  # both",
    ),
    "what nodes override": (
        "PSG213",
        "onschedule",
        "x = self['farmq_queue'].evaluateString()",
        (
            "x = self.evaluateStringOverride("
            "work_item.node, self.parmprefix, \"queue\", work_item, 'all')"
        ),
    ),
    "answer": ("PSG101", "onschedule", "self.a = 1", f"self.a = 1\n{END.strip()}"),
    "assignment": ("PSG124", "onschedule", "self.a == 1", "self.a = 1"),
    "near name": (
        "PSG111",
        "onschedule",
        "command = 'a'\nx = comand",
        "command = 'a'\nx = command",
    ),
    "shown bytes": ("PSG118", "header", "x = b'a'\ny = str(x)", "x = b'a'\ny = x.decode()"),
}
# What texts here may read.
MANIFEST = """
[[parameters]]
name = "farmq_queue"
default = "all"
overridable = true
[[parameters]]
name = "farmq_slots"
type = "int"
default = 1
"""
OLD = {"address alone": "19.5", "dictionary": "19.0"}


def scheduler_with(file: str, text: str, houdini: str = "22.0") -> Scheduler:
    files = {"onschedule.py": END, "init.py": "self.a = 0\nself.poll = 0\n"}
    return scheduler_of({**files, f"{file}.py": text}, houdini=houdini, manifest=MANIFEST)


def mended(
    file: str, text: str, *, unsafe: bool = False, houdini: str = "22.0"
) -> tuple[str, list[str]]:
    """Give the text when all is mended, and the codes of what was."""
    result = mend(scheduler_with(file, text, houdini), check, unsafe=unsafe)
    (snippet,) = (s for s in result.scheduler.snippets if s.origin.path == f"farmq/{file}.py")
    return snippet.text, [one.code for one in result.fixed]


def ending(file: str, code: str, text: str) -> str:
    bare = file != "onschedule" or code == "PSG101" or "return" in text
    return f"{text}\n" if bare else f"{text}\n{END}"


@pytest.mark.parametrize(("name", "case"), [*SAFE.items(), *UNSAFE.items()], ids=[*SAFE, *UNSAFE])
def test_mended(name: str, case: tuple[str, str, str, str]) -> None:
    code, file, before, after = case
    houdini = OLD.get(name, "22.0")
    old, new = (ending(file, code, text) for text in (before, after))
    if code == "PSG101":
        new = f"{after}\n"
    found = [one for one in check(scheduler_with(file, old, houdini)) if one.edits]
    assert code in {one.code for one in found}
    text, codes = mended(file, old, unsafe=name in UNSAFE, houdini=houdini)
    assert text == new
    assert code in codes
    assert code not in {one.code for one in check(scheduler_with(file, new, houdini))}
    assert_same_outside(old, new, [edit.span for one in found for edit in one.edits])


def assert_same_outside(old: str, new: str, spans: list[Span]) -> None:
    """Assert that what is not in `spans` stands in the new text, and means there what it meant."""
    starts = [0, *accumulate(len(line) for line in old.splitlines(keepends=True))]
    ends = [
        (starts[one.line - 1] + one.column - 1, starts[one.end_line - 1] + one.end_column - 1)
        for one in sorted(spans, key=lambda one: (one.line, one.column))
    ]
    gaps = pairwise([0, *(place for pair in ends for place in pair), len(old)])
    kept = [old[start:end] for start, end in list(gaps)[::2]]
    assert re.fullmatch(".*".join(map(re.escape, kept)), new, re.DOTALL)
    touched = {line for one in spans for line in range(one.line, one.end_line + 1)}
    rest = iter(meaning for _, meaning in statements(new))
    for lines, meaning in statements(old):
        assert touched & lines or meaning in rest, meaning


BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def statements(text: str) -> list[tuple[set[int], str]]:
    """Give the lines and the meaning of each statement, without the blocks in it."""
    try:
        nodes = [one for one in ast.walk(ast.parse(text)) if hasattr(one, "lineno")]
    except SyntaxError:
        return []  # it is Python 2, or only a part of a function
    found = []
    for node in nodes:
        if isinstance(node, ast.stmt | ast.excepthandler):
            inner = [one for name in BLOCKS for one in getattr(node, name, [])]
            last = min((one.lineno - 1 for one in inner), default=node.end_lineno or node.lineno)
            head = type(node)(
                **dict(ast.iter_fields(node)) | {k: [] for k in BLOCKS if k in node._fields}
            )
            found.append((set(range(node.lineno, last + 1)), ast.dump(head)))
    return found


@pytest.mark.parametrize(("name", "case"), UNSAFE.items(), ids=UNSAFE)
def test_what_may_change_what_it_does_is_left_alone(
    name: str, case: tuple[str, str, str, str]
) -> None:
    code, file, before, _ = case
    old = ending(file, code, before)
    assert mended(file, old) == (old, [])
    del name


def mends(rule: Rule) -> bool:
    """Tell whether the file of a rule makes edits; those of Python 2 forms are the parser's."""
    return "edits=" in getsource(import_module(rule.module)) or rule.code == "PSG003"


MENDING = [rule for rule in RULES if mends(rule)]


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.name)
def test_each_rule_that_mends_is_tested_here(rule: Rule) -> None:
    elsewhere = {"PSG153"}  # it changes three texts at once
    assert rule.code in {case[0] for case in (*SAFE.values(), *UNSAFE.values())} | elsewhere


def test_many_rules_mend() -> None:
    assert len(MENDING) >= 25


POLLED = {
    "onschedule.py": """\
import subprocess
self.createJobDirsAndSerializeWorkItems(work_item)
command = self.expandCommandTokens(work_item.command, work_item)
if subprocess.call(command, shell=True, cwd=self.workingDir(True)) == 0:  # waits
    return pdg.scheduleResult.CookSucceeded
return pdg.scheduleResult.CookFailed
""",
    "ontick.py": "# first\nself.ticks = self.ticks + 1\nreturn pdg.tickResult.SchedulerReady\n",
    "init.py": "self.ticks = 0\n",
}


def test_an_import_has_the_indentation_of_its_text() -> None:
    text, codes = mended("onschedule", f"  x = os.getpid()\n  {END}")
    assert (text, codes) == (f"  import os\n  x = os.getpid()\n  {END}", ["PSG111"])


def test_a_wait_becomes_a_poll() -> None:
    result = mend(scheduler_of(POLLED), check, unsafe=True)
    texts = {snippet.id: snippet.text for snippet in result.scheduler.snippets}
    assert [one.code for one in result.fixed] == ["PSG153"]
    assert texts["init"] == "self.ticks = 0\nself.jobs = {}\n"
    assert texts["onschedule"] == """\
import subprocess
import time
self.createJobDirsAndSerializeWorkItems(work_item)
command = self.expandCommandTokens(work_item.command, work_item)
self.jobs[work_item.id] = (subprocess.Popen(command, shell=True, cwd=self.workingDir(True)), \
time.monotonic())
self.onWorkItemStartCook(work_item.id, -1)
return pdg.scheduleResult.Succeeded
"""
    assert texts["ontick"] == """\
# first
import time
for item_id, (job, started) in list(self.jobs.items()):
    if job.poll() is not None:
        del self.jobs[item_id]
        if job.returncode == 0:
            self.onWorkItemSucceeded(item_id, -1, time.monotonic() - started)
        else:
            self.onWorkItemFailed(item_id, -1)
self.ticks = self.ticks + 1
return pdg.tickResult.SchedulerReady
"""
    assert check(result.scheduler) == ()


@pytest.mark.parametrize("missing", ["ontick.py", "init.py"])
def test_a_wait_stays_where_a_part_is_missing(missing: str) -> None:
    files = {name: text for name, text in POLLED.items() if name != missing}
    scheduler = scheduler_of(files)
    assert mend(scheduler, check, unsafe=True).scheduler == scheduler


PIECES = sorted({case[2] for case in (*SAFE.values(), *UNSAFE.values()) if case[0] != "PSG003"})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=4), st.sampled_from(["17.5", "20.5", "22.0"]))
def test_any_mixture_ends_as_python_with_nothing_more_to_mend(
    pieces: list[str], release: str
) -> None:
    text = "\n# between\n".join(pieces) + "\n"
    new, _ = mended("onschedule", text, unsafe=True, houdini=release)
    ast.parse(f"def f():\n  if 1:\n    pass\n{_indented(new)}")
    again, codes = mended("onschedule", new, unsafe=True, houdini=release)
    assert (again, codes) == (new, [])
    assert new.count("# between") == text.count("# between")


def _indented(text: str) -> str:
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))
