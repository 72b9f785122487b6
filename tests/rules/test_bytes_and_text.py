from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "bytes-and-text"
_CALL = "import subprocess as s; a = s.check_output(['q']); "
_PIPE = "import subprocess as s; p = s.Popen(['q'], stdout=s.PIPE); "

FOUND = {
    "split": (f"{_CALL}b = a.split('x')", 64, "takes bytes, this is a text"),
    "add": (f"{_CALL}b = 'x' + a", 56, "cannot be added"),
    "in": (f"{_CALL}b = 'x' in a", 56, "compared with bytes"),
    "str": (f"{_CALL}b = str(a)", 56, "b'...'"),
    "shown": (f"{_CALL}b = 'job %d: %s' % (3, a)", 75, "b'...'"),
    "pattern": (f"{_CALL}import re; b = re.search('x', a)", 82, "a pattern of text"),
    "communicate": (f"{_PIPE}o, e = p.communicate(); o.startswith('x')", 97, "takes bytes"),
    "loop": (f"{_PIPE}x = ['x' in line for line in p.stdout]", 65, "compared with bytes"),
    "hash": ("import hashlib; hashlib.md5('abc')", 29, "takes bytes"),
    "socket": ("import socket; c = socket.socket(); c.send('x')", 44, "takes bytes here"),
    "base64": ("import base64; base64.b64encode('x')", 33, "takes bytes"),
    "file": ("with open('a', 'rb') as f: f.read().split(',')", 43, "takes bytes"),
    "text file": ("open('a', 'w').write(b'x')", 22, "the file takes text"),
    "pickle": ("import pickle; pickle.dump(1, open('a', 'w'))", 31, 'opened with "wb"'),
    "url": ("import urllib.request as u; u.urlopen('http://a', 'x=1')", 51, "takes bytes"),
}


@pytest.mark.parametrize(("text", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, column: int, message: str) -> None:
    body = f"{text}\n{GOOD_SCHEDULE}"
    assert message in check_finds("onschedule", body, RULE, 1, column).message
    older = findings({"onschedule.py": body}, houdini="18.5")
    assert [f.message for f in older if f.name == RULE] == []


def test_through_a_function_of_the_header() -> None:
    header = "import subprocess\ndef farm(*words):\n    return subprocess.check_output(words)\n"
    tick = (
        "for line in farm('q').split('n'):\n    print(line)\nreturn pdg.tickResult.SchedulerReady\n"
    )
    every = findings({"header.py": header, "ontick.py": tick})
    assert [str(f.span) for f in every if f.name == RULE] == ["farmq/ontick.py:1:29"]


FINE = {
    "text": "import subprocess as s; a = s.check_output(['q'], text=True).split('x')",
    "encoding": "import subprocess as s; a = 'x' in s.check_output(['q'], encoding='utf-8')",
    "decoded": "import subprocess as s; a = s.check_output(['q']).decode().split('x')",
    "bytes": "import subprocess as s; a = s.check_output(['q']).split(b'x')",
    "options": "import subprocess as s; o = {}; a = 'x' + s.check_output(['q'], **o)",
    "decoding": "b = str(b'abc', 'utf-8')",
    "repr": "b = 'sent %r' % b'abc'",
    "repr in braces": "b = 'sent {!r}'.format(b'abc')",
    "encoded": "import hashlib; hashlib.md5('abc'.encode())",
    "mode": "m = self.mode(); open('a', m).write(b'x')",
    "text file": "with open('a') as f: f.read().split(',')",
    "own": "table = Table(); table.write('a')",
    "caught": "try:\n    a = 'x' + b''\nexcept TypeError:\n    pass",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {
        "onschedule.py": f"{text}\n{GOOD_SCHEDULE}",
        "header.py": "class Table:\n    def write(self, key):\n        return key\n",
        "methods.py": "def mode(self):\n    return 'wb' if self.quick else 'w'\n",
        "init.py": "self.quick = True\n",
    }
    assert [f.message for f in findings(files) if f.name == RULE] == []
