from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "python-2-code"

# text, line, column, what to write instead
BAD = {
    "print": ("x = 1\nprint 'a', x", 2, 1, "print(...)"),
    "print a name": ("if x: print x", 1, 7, "print(...)"),
    "print to a file": ("import sys\nprint >>sys.stderr, 'a'", 2, 1, "sys.stderr.write"),
    "print to a file, not parsed": ("print >>self.f, 1; x = = 1", 1, 1, "sys.stderr.write"),
    "bare print": ("print", 1, 1, "print()"),
    "exec": ("exec 'x = 1' in {}", 1, 1, "exec(code, variables)"),
    "except": ("try:\n    pass\nexcept OSError, e:\n    pass", 3, 1, '"except Error as name:"'),
    "raise": ("raise ValueError, 'a'", 1, 1, 'raise Error("text")'),
    "unequal": ("x = 1 <> 2", 1, 7, "!="),
    "octal": ("x = 0777", 1, 5, "0o777"),
    "long": ("x = 10L", 1, 5, "write 10 in"),
    "long hexadecimal": ("x = 0xFFL", 1, 5, "write 0xFF in"),
    "raw unicode": ("x = ur'a'", 1, 5, "u"),
    "tuple argument": ("def f(a, (b, c)):\n    pass", 1, 1, "unpack"),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), BAD.values(), ids=BAD)
def test_found(text: str, line: int, column: int, message: str) -> None:
    assert message in check_finds("init", text, RULE, line, column).message


def test_every_place_is_reported_and_no_syntax_error_beside() -> None:
    text = "try:\n    print `x`\nexcept E, e:\n    raise E, 'a'"
    found = findings({"init.py": text})
    places = [(finding.name, finding.span.line, finding.span.column) for finding in found]
    assert places == [(RULE, 2, 5), (RULE, 2, 11), (RULE, 2, 13), (RULE, 3, 1), (RULE, 4, 5)]


GOOD = {
    "print function": "print('a')\nprint()",
    "print as a value": "x = print",
    "exec function": "exec('x = 1')",
    "tuple of exceptions": "try:\n    pass\nexcept (OSError, ValueError) as e:\n    raise e",
    "numbers": "x = 0, 00, 0.5, 0o17, 1e07",
    "look-alikes in strings": "x = 'print x', '`a`', '<>', '10L'  # print x",
    "default tuple": "def f(a, b=(1, 2)):\n    pass",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_fine(text: str) -> None:
    check_ok("init", text)


def test_python_2_releases_want_neutral_code_too() -> None:
    check_finds("init", "print 'a'", RULE, 1, 1, houdini="17.5")


def test_another_error_stays_a_syntax_error() -> None:
    check_finds("init", "printer 'a'", "syntax-error", 1, 9)
