from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "undefined-name"

# file, text, line, column, part of the message
BAD = {
    "module": ("init", "os.getcwd()", 1, 1, "add import os here or to header.py"),
    "hou": ("onstart", "hou.pwd()\nreturn True", 1, 1, "add import hou"),
    "module in methods": ("methods", "def f(self):\n    os", 2, 5, "add import os to header.py"),
    "enum": ("ontick", "return tickResult.SchedulerBusy", 1, 8, "write pdg.tickResult"),
    "method": ("init", "jobs()", 1, 1, "write self.jobs"),
    "other callback": ("ontick", "return self.f(work_item)", 1, 15, "argument of onSchedule"),
    "misspelled": ("onschedule", "return self.f(workitem)", 1, 15, "did you mean work_item?"),
    "argument of another function": (
        "init",
        "def f(total): pass\ntotal",
        2,
        1,
        "total is not defined; import or define it",
    ),
    "misspelled self": ("methods", "def f(self):\n    slef", 2, 5, "did you mean self?"),
    "near to a name of another function": (
        *("methods", "def f(self, payload): pass\ndef g(self): paylod", 2, 14),
        "paylod is not defined; import or define it",
    ),
    "unknown": ("init", "frobnicate", 1, 1, "self.frobnicate"),
    "first use only": ("init", "a = frob\nb = frob\nfrob", 1, 5, "frob"),
    "deleted": ("init", "del frob", 1, 5, "frob"),
    "comprehension": ("init", "[frob for x in []]\nx = 1", 1, 2, "frob"),
    "out of its comprehension": ("init", "[item for item in []]\nitem", 2, 1, "item"),
    "class from a method": ("init", "class A:\n    frob = 1\n    def f(self): frob", 3, 18, ""),
    "default": ("init", "def f(a=frob): pass", 1, 9, "frob"),
    "decorator": ("init", "@frob\ndef f(): pass", 1, 2, "frob"),
    "base": ("init", "class A(frob): pass", 1, 9, "frob"),
    "in a lambda": ("init", "x = lambda a: a + frob", 1, 19, "frob"),
    "in an f-string": ("init", "x = f'{frob}'", 1, 8, "frob"),
    "handler": ("init", "try: pass\nexcept frob: pass", 2, 8, "frob"),
    "pattern": ("init", "match self:\n    case frob(): pass", 2, 10, "frob"),
    "augmented elsewhere": ("init", "def f():\n    frob += 1\nfrob", 3, 1, "frob"),
    "self in header": ("header", "def f():\n    return self", 2, 12, "knows no scheduler"),
    "self in methods": ("methods", "def f():\n    return self", 2, 12, "first argument"),
    "Python 2": ("init", "x = unicode", 1, 5, "it is Python 2: write str"),
    "behind other letters": ("init", "'é日'; frob", 1, 7, "frob"),
}


@pytest.mark.parametrize(("part", "text", "line", "column", "message"), BAD.values(), ids=BAD)
def test_found(part: str, text: str, line: int, column: int, message: str) -> None:
    files = {"methods.py": "def jobs(self):\n    pass", f"{part}.py": text}
    found = [f for f in findings(files) if f.name == RULE]
    assert [(f.span.line, f.span.column) for f in found] == [(line, column)]
    assert message in found[0].message


FINE = {
    "arguments": ("onschedule", "return self.f(work_item, pdg)"),
    "builtins": ("init", "print(__file__, __name__, NotImplemented, str, __class__, WindowsError)"),
    "module": ("init", "FarmqScheduler, PyScheduler, CallbackServerMixin"),
    "assignment": ("init", "a, (b, *c) = 1, [2]\na, b, c"),
    "on some paths": ("init", "if self.x:\n    a = 1\nelse:\n    pass\na"),
    "later": ("init", "def f(): return a\na = 1"),
    "import": ("init", "import os.path, json as j\nfrom a import b as c, d\nos, j, c, d"),
    "loop": ("init", "for a, b in []: pass\na, b"),
    "with": ("init", "with self as (a, b): pass\na, b"),
    "handler": ("init", "try: pass\nexcept OSError as a: a"),
    "walrus": ("init", "[b := a for a in []]\nb"),
    "function": ("init", "def f(a, /, b, *c, d=1, **e): return a, b, c, d, e, f\nf"),
    "lambda": ("init", "lambda a, *b, c=1, **d: (a, b, c, d)"),
    "comprehension": ("init", "{a: b for a, b in [] if a for c in a if c}"),
    "class": ("init", "class A:\n    a = 1\n    b = a\n    x = __module__, __qualname__\nA"),
    "class in a class": ("header", "class A:\n    class B: pass\n    class C(B): pass"),
    "match": ("init", "match self:\n    case {'a': a, **b}: a, b\n    case [c, *d] as e: c, d, e"),
    "global": ("init", "global A\nA = 1\nA"),
    "nonlocal": ("init", "def f():\n    a = 1\n    def g():\n        nonlocal a\n        a = 2"),
    "annotation": ("init", "a: Missing = 1\ndef f(b: Missing) -> Missing: pass"),
    "asks for NameError": ("init", "try:\n    x = unicode\nexcept NameError:\n    x = str"),
    "asks for the version": ("init", "import sys\nx = long if sys.version_info < (3,) else int"),
    "header": ("header", "import os\ndef f(): return g()\ndef g(): return os, pdg\nf()"),
    "star import": ("header", "from os import *\ngetcwd()"),
    "writes globals": ("header", "globals().update(x=1)\nx"),
    "enum writes globals": (
        "header",
        "import enum\n@enum.global_enum\nclass Day(enum.Enum):\n    MONDAY = 1\nMONDAY",
    ),
    "imported enum does": (
        "header",
        "from enum import Enum, global_enum\n@global_enum\nclass D(Enum):\n    MONDAY = 1\nMONDAY",
    ),
    "own functions of methods": ("methods", "@staticmethod\ndef f(): pass\ng = f"),
}


@pytest.mark.parametrize(("part", "text"), FINE.values(), ids=FINE)
def test_fine(part: str, text: str) -> None:
    found = [f"{f.span}: {f.message}" for f in findings({f"{part}.py": text}) if f.name == RULE]
    assert found == []


def test_names_of_the_header_are_seen_everywhere() -> None:
    header = "import os\nif os:\n    A = 1\ntry:\n    B = 2\nfinally:\n    pass\ndef f(): pass"
    use = "os, A, B, f"
    parts = {"init.py": use, "methods.py": f"def g(self): {use}", "onsetupcook.py": use}
    assert findings({"header.py": header, **parts}) == ()


def test_a_global_of_one_callback_is_seen_in_another() -> None:
    assert findings({"onsetupcook.py": "global N\nN = 1", "init.py": "N"}) == ()


def test_names_of_methods_are_not_names_of_the_module() -> None:
    methods = "LIMIT = 1\ndef f(self):\n    return LIMIT"
    check_finds("methods", methods, RULE, 3, 12)


def test_nothing_is_said_where_the_header_cannot_be_read() -> None:
    found = findings({"header.py": "import os $", "init.py": "os"})
    assert [f.name for f in found] == ["syntax-error"]


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        ("cancel\nreturn True", "17.5", "18.0", "from Houdini 18.0 on, not in 17.5"),
    ],
)
def test_arguments_are_those_of_the_release(text: str, old: str, new: str, message: str) -> None:
    assert message in check_finds("onstopcook", text, RULE, 1, 1, houdini=old).message
    check_ok("onstopcook", text, houdini=new)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("FileNotFoundError", "18.5", "19.0"),
        ("aiter", "19.5", "20.0"),
        ("ExceptionGroup", "20.0", "20.5"),
        ("PythonFinalizationError", "21.0", "22.0"),
    ],
)
def test_builtins_are_those_of_the_release(name: str, old: str, new: str) -> None:
    assert (
        f"Houdini {old} runs Python" in check_finds("init", name, RULE, 1, 1, houdini=old).message
    )
    check_ok("init", name, houdini=new)


@pytest.mark.parametrize("name", ["unicode", "xrange", "basestring", "reduce", "exec", "print"])
def test_python_2_has_its_own(name: str) -> None:
    check_ok("init", f"x = {name}", houdini="18.5")


def test_the_mixin_is_only_there_where_it_is_a_base() -> None:
    manifest = 'callback_server = "none"'
    check_finds("init", "CallbackServerMixin", RULE, 1, 1, manifest=manifest)
    check_ok("init", "LocalScheduler", manifest='base = "LocalScheduler"')


@pytest.mark.parametrize("alias", ["poll = onTick", "calls = {1: onTick}"])
def test_a_callback_is_a_name_of_the_class(alias: str) -> None:
    tick = "return pdg.tickResult.SchedulerReady"
    assert not findings({"methods.py": alias, "ontick.py": tick})


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("poll = onTic", 1, 8), ("def poll(self):\n    return onTick", 2, 12)],
)
def test_a_callback_is_none_elsewhere(text: str, line: int, column: int) -> None:
    check_finds("methods", text, "undefined-name", line, column)


def test_an_argument_that_no_package_has_is_told_once() -> None:
    text = (
        "import pdg\nfrom pdg.scheduler import PyScheduler\n\n\nclass Farm(PyScheduler):\n"
        "    def onSchedule(self, work_item, extra=None):\n        self.extra = extra, other\n"
        "        return pdg.scheduleResult.CookSucceeded\n"
    )
    told = [(f.name, f.span.line) for f in findings({"farm.py": text}) if "extra" in f.message]
    assert ("not-carried-over", 6) in told
    assert [f.message[:5] for f in findings({"farm.py": text}) if f.name == RULE] == ["other"]
