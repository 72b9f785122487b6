from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "nested-too-deeply"
N = 10_000

DEEP = {
    "brackets": f"x = {'(' * N}1{')' * N}",
    "lists": f"x = {'[' * N}1{']' * N}",
    "calls": f"x = {'f(' * N}1{')' * N}",
    "subscripts": f"x = a{'[0]' * N}",
    "attributes": f"x = a{'.b' * N}",
    "signs": f"x = {'-' * N}1",
    "not": f"x = {'not ' * N}1",
    "sum": f"x = 1{' + 1' * N}",
    "power": f"x = 1{'**1' * N}",
    "and": f"x = 1{' and 1' * N}",
    "conditions": f"x = {'1 if a else ' * N}1",
    "lambdas": f"x = {'lambda: ' * N}1",
    "elif": "if x: pass\n" + "elif x: pass\n" * N,
    "blocks": "".join(" " * i + "if x:\n" for i in range(200)) + " " * 200 + "pass",
    "76 blocks": "".join(" " * i + "if 1:\n" for i in range(76)) + " " * 76 + "pass",
    "loops": "".join(" " * i + "while x:\n" for i in range(30)) + " " * 30 + "pass",
    "strings": "x = " + "'a' " * N,
    "comprehension": f"x = [1{' for a in b' * N}]",
    "pattern": f"match x:\n    case {'1 | ' * N}1: pass",
    "nested f-strings": f"x = f'{'{a:' * N}{'}' * N}'",
    "101 summands": f"x = 1{' + 1' * 101}",
    "61 redundant brackets": f"x = {'(' * 61}1{')' * 61}",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_found(text: str) -> None:
    found = findings({"init.py": text})
    assert [(finding.name, finding.span.line > 0) for finding in found] == [(RULE, True)]
    assert "\n" not in found[0].message


FLAT = {
    "comparison": f"x = 1{' < 1' * N}",
    "targets": f"{'x = ' * N}1",
    "statements": "pass;" * N,
    "f-string": f"x = f'{'{self}' * N}'",
    "elements": f"x = [{'1, ' * N}]",
    "90 summands": f"x = 1{' + 1' * 90}",
    "50 brackets": f"x = {'[' * 50}1{']' * 50}",
    "150 strings": "x = (" + "'a'\n" * 150 + ")",
}


@pytest.mark.parametrize("text", FLAT.values(), ids=FLAT)
def test_fine_where_it_is_long(text: str) -> None:
    check_ok("init", text)


@pytest.mark.parametrize(("mark", "end", "column"), [("(", ")", 66), ("[", "]", 66)])
def test_found_where_it_becomes_too_deep(mark: str, end: str, column: int) -> None:
    check_finds("init", f"y = 1\nx = {mark * 70}1{end * 70}", RULE, 2, column)
