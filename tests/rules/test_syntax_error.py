from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "syntax-error"

# text, line, column, part of the message
BAD = {
    "missing colon": ("if self.jobs\n    pass", 1, 13, "expected ':'"),
    "open bracket": ("x = 1\nf(\n", 2, 2, "never closed"),
    "open string": ("x = 'abc", 1, 5, "unterminated"),
    "after other letters": ("x = 'é日' $", 1, 10, "invalid syntax"),
    "in an f-string": ("\n\nz = 1; x = f'{x y}'", 3, 15, "invalid syntax. Perhaps"),
    "mixed tabs and spaces": ("if x:\n\ty\n        z", 3, 9, "spaces only"),
    "too much indentation": ("x = 1\n    y = 2", 2, 5, "unexpected indent"),
    "indented start only": ("    x = 1\ny = 2", 1, 1, "later lines are not"),
    "comment before an indented start": ("# a\n\n  # b\n  x = 1\ny = 2", 4, 1, "later lines"),
    "indented start, else at the margin": ("    x = 1\nelse:\n    y = 2", 1, 1, "later lines"),
    "within indented text": ("    x = 1\n    y = = 2", 2, 9, "invalid syntax"),
    "null byte": ("x = 1\ny = '\0'", 2, 6, "null byte"),
    "byte order mark": ("\ufeffx = 1", 1, 1, "U+FEFF"),
    "end of file": ("x\n\\\n", 2, 2, "unexpected EOF"),
    "huge number": ("x = 1" + "0" * 5000, 1, 1, "4300"),
    "assignment to a call": ("f() = 1", 1, 1, "cannot assign"),
    "unresolved merge": ("x = 1\n<<<<<<< HEAD\nx = 2\n=======", 2, 1, "<<<<<<< marks a merge"),
    "unresolved merge in a block": ("if x:\n<<<<<<< HEAD\n    y = 2", 2, 1, "marks a merge"),
    "no Python at all": ("#!/bin/sh\necho done; exit 0", 2, 6, "invalid syntax"),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), BAD.values(), ids=BAD)
def test_found(text: str, line: int, column: int, message: str) -> None:
    assert message in check_finds("ontick", text, RULE, line, column).message


@pytest.mark.parametrize("part", ["header", "methods", "init"])
def test_other_parts_are_read_too(part: str) -> None:
    check_finds(part, "x = (", RULE, 1, 5)


GOOD = {
    "empty": "",
    "white space": " \n\t\n",
    "comment": "# nothing",
    "indented comment": "    # nothing",
    "no line end": "raise RuntimeError",
    "carriage returns": "try:\r\n    pass\r\nfinally:\r    pass\r\n",
    "form feed": "\x0cpass\n\x0c\npass\n",
    "warnings of the compiler": "if self:\n    '\\d'\n",
    "coding line": "# -*- coding: latin-1 -*-\n'é'",
    "no space behind a keyword": "assert.5\nprint(1 or.5)\nreturn",
    "annotated in brackets": "(a): int = 1",
    "shown white space": "f'''{\n    1 = }'''",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
@pytest.mark.filterwarnings("error")
def test_fine(text: str) -> None:
    check_ok("init", text)
