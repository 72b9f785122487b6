from __future__ import annotations

import pytest
from tools import check_finds, findings

RULE = "uri-of-path"

FOUND = {
    "join": ("import os\nreturn os.path.join(self.logDir(True), 'a.log')", 2, "gives a path"),
    "add": ("return self.tempDir(True) + '/a.log'", 1, "gives a path"),
    "f": ("return f'{self.tempDir(True)}/a.log'", 1, "gives a path"),
    "drive": ("return 'C:/logs/' + work_item.name", 1, "gives a path"),
    "variable": ("path = '/logs/{}'.format(work_item.name)\nreturn path", 2, "gives a path"),
    "hand": ("return 'file://' + self.tempDir(True)", 1, "put together by hand"),
}


@pytest.mark.parametrize(("text", "line", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, line: int, message: str) -> None:
    assert message in check_finds("getloguri", text + "\n", RULE, line, 8).message


FINE = {
    "nothing": "return ''",
    "web": "return 'https://farm/jobs/' + work_item.name",
    "pathlib": "import pathlib\nreturn pathlib.Path(self.tempDir(True), 'a').absolute().as_uri()",
    "asked": "return self.uri_of(work_item)",
    "changed": "path = '/logs/a'\npath = self.uri_of(path)\nreturn path",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {
        "getloguri.py": text + "\n",
        "methods.py": "def uri_of(self, what):\n    return what\n",
    }
    assert [f.message for f in findings(files) if f.name == RULE] == []
