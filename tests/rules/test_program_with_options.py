from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "program-with-options"

FOUND = {
    "an option": ("return 'python3 -u'", 1, 8, "so -u becomes part of"),
    "an option with a value": ("return 'python3 --log=x'", 1, 8, "so --log becomes part of"),
    "a wrapper": ("return 'rez env houdini -- hython'", 1, 8, "so -- becomes part of"),
    "behind what is not known": ("return f'{self.hfs}/bin/hython -q'", 1, 8, "so -q becomes"),
    "added": ("return self._pythonBin() + ' -u'", 1, 8, "so -u becomes part of"),
    "formatted": ("return '{}/bin/python -u'.format(self.hfs)", 1, 8, "so -u becomes part of"),
    "one of two": ("return 'hython' if name == 'hython' else 'python -u'", 1, 42, "so -u"),
    "in a variable": ("python = 'python3 -u'\nreturn python", 2, 8, "so -u becomes part of"),
    "quotes": ("return '\"%s/bin/python\"' % self.hfs", 1, 8, "quotes around it already"),
    "shlex": ("import shlex\nreturn shlex.quote(self.python)", 2, 8, "return the bare path"),
}


@pytest.mark.parametrize(("text", "line", "column", "told"), FOUND.values(), ids=FOUND)
def test_found(text: str, line: int, column: int, told: str) -> None:
    assert told in check_finds("applicationbin", text, RULE, line, column).message


FINE = {
    "blanks": "return 'C:/Program Files/Side Effects Software/Houdini 22.0/bin/hython.exe'",
    "a hyphen": "return '/opt/hfs-22.0 -beta-/my - tools/python3-u'",
    "what the base class knows": "return self._pythonBin()",
    "a variable with two values": (
        "python = 'python -u'\nif self.x:\n    python = 'python'\nreturn python"
    ),
    "a command of its own": "import subprocess\nsubprocess.call('ls -l', shell=True)\nreturn ''",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    check_ok("applicationbin", text)


def test_another_callback_may_return_options() -> None:
    check_ok("getloguri", "return 'file:///mnt/logs/a -u.log'")
