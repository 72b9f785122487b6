from __future__ import annotations

import pytest
from tools import findings

RULE = "unpacked-value"
METHODS = """\
def pair(self):
    if self.n:
        return 1, 2
    return 3, 4
def single(self):
    return 4 + 3
def either(self):
    if self.n:
        return 1, 2, 3
    return 1, 2
def starred(self):
    return (1, *self.names)
def generated(self):
    yield 1
    yield 2
def nested(self):
    def three():
        return 1, 2, 3
    return three()[:2], 4
def other(self):
    return self.names
def nothing(self):
    print(self.n)
def none(self):
    return None
def address(self):
    return self.tempDir(True) + "/a"
def letters(self):
    return "ab"
def fails(self):
    raise pdg.CookError("a")
def ends(self):
    if self.n:
        return 1, 2, 3
"""
INIT = "self.n, self.names = 1, None\nself.x = None\n"

FOUND = {
    "number": ("a, b = self['pdg_workingdir'].evaluateInt()", "evaluateInt() is an integer, which"),
    "length": ("a, b = len('abc')", "is an integer, which cannot be taken apart"),
    "method": ("a, b = self.single()", "self.single() is an integer, which cannot be taken apart"),
    "three names": ("a, b, c = self.pair()", "self.pair() gives 2 values, and there are 3 names"),
    "file": (
        "a, b, c = self.context.graph.workItemById(3).inputFiles[0]",
        "is a File (path, tag, hash), which cannot be taken apart",
    ),
    "graph": (
        "a, b = self.dependencyGraph(True)",
        "self.dependencyGraph(True) gives 3 values, and there are 2 names",
    ),
    "environment": (
        "a, b, c = self.resolveEnvParams('a', self.x, True)",
        "gives 2 values, and there are 3 names",
    ),
    "dict": ("host, port = self.getSharedServerInfo('a')", "is a dict, whose keys it would give"),
    "text": ("host, port = self.workItemResultServerAddr()", "is one text, which cannot be"),
    "folder": ("local, remote = self.tempDir(True)", "self.tempDir(True) is one text, which"),
    "own text": ("host, port = self.address()", "self.address() is one text, which"),
    "path": ("import os; a, b = os.path.dirname(self.name)", "is one text, which cannot be taken"),
    "name": ("a, b = self.context.graph.workItemById(3).name", ".name is one text, which"),
    "no answer": ("a, b = self.setWorkingDir('/w', '/w')", "is None, which cannot be taken apart"),
    "own nothing": ("a, b = self.nothing()", "self.nothing() is None, which cannot be taken"),
    "own None": ("a, b = self.none()", "self.none() is None, which cannot be taken apart"),
    "run": (
        "import subprocess; a, b = subprocess.run(['a'], text=True)",
        "is a CompletedProcess (stdout, stderr, returncode), which",
    ),
    "output": (
        "import subprocess; a, b = subprocess.check_output(['a'], text=True)",
        "is the output alone, which",
    ),
    "list": ("[a] = self.pair()", "self.pair() gives 2 values, and there are 1 names"),
}


@pytest.mark.parametrize(("text", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, message: str) -> None:
    files = {"onstartcook.py": f"self.x = 1\n{text}\nreturn True\n", "methods.py": METHODS}
    (found,) = (one for one in findings({**files, "init.py": INIT}) if one.name == RULE)
    column = text.index(";") + 3 if ";" in text else 1
    assert (found.span.line, found.span.column, found.severity.value) == (2, column, "error")
    assert message in found.message


FINE = {
    "loop": "for n, one in enumerate(self.context.graph.workItemById(3).inputFiles):\n    a = n",
    "pairs": "for a, b in self.names:\n    self.x = a",
    "pair": "a, b = self.pair()",
    "one name": "a = self.pair()",
    "star": "a, *b = self.pair()",
    "either": "a, b = self.either()",
    "starred": "a, b = self.starred()",
    "generated": "a, b = self.generated()",
    "nested": "a, b = self.nested()",
    "unknown": "a, b, c = self.other()",
    "graph": "a, b, c = self.dependencyGraph()",
    "environment": "a, b = self.resolveEnvParams('a', self.x, True)",
    "items": "(a, b), *c = self.getSharedServerInfo('a').items()",
    "own letters": "a, b = self.letters()",
    "made text": "a, b = '{:02d}'.format(3)",
    "padded": "a, b = str(self.n).zfill(2)",
    "fails": "a, b = self.fails()",
    "communicate": "import subprocess; a, b = subprocess.Popen(['a']).communicate()",
    "split path": "import os; a, b = os.path.split(self.tempDir(True))",
    "split text": "a, b = self.workItemResultServerAddr().split(':')",
    "can end": "a, b = self.ends()",
    "text": "a, b = 'ab'",
    "caught": "try:\n    a, b = self.single()\nexcept TypeError:\n    a = 3",
}


def test_found_in_a_loop() -> None:
    text = "for path, tag in work_item.inputFiles:\n    self.x = path\n"
    files = {"onschedule.py": f"{text}return pdg.scheduleResult.Succeeded\n", "init.py": INIT}
    (found,) = (one for one in findings(files) if one.name == RULE)
    assert (found.span.line, found.span.column) == (1, 5)
    assert "each of work_item.inputFiles is a File" in found.message


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {"onstartcook.py": f"{text}\nreturn True\n", "methods.py": METHODS, "init.py": INIT}
    assert RULE not in {one.name for one in findings(files)}
