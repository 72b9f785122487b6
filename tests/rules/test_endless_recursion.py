from __future__ import annotations

import pytest
from tools import findings

RULE = "endless-recursion"

FOUND = {
    "transfer": ("ontransferfile", "return self.onTransferFile(file_path)", 1, 8),
    "schedule": ("onschedule", "a = 1\nreturn self.onSchedule(work_item)", 2, 8),
    "method": ("methods", "def poll(self):\n    self.poll()\n    return 3", 2, 5),
    "inside": ("onstart", "ok = bool(self.onStart())\nreturn ok", 1, 11),
}


@pytest.mark.parametrize(("part", "text", "line", "column"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int, column: int) -> None:
    (found,) = (one for one in findings({f"{part}.py": f"{text}\n"}) if one.name == RULE)
    assert (found.span.line, found.span.column) == (line, column)
    assert "calls itself here whatever happens" in found.message


FINE = {
    "base": ("onstart", "return super().onStart()"),
    "of PDG": ("ontransferfile", "return self.transferFile(file_path)"),
    "bounded": ("methods", "def walk(self, n):\n    if n:\n        self.walk(n - 1)"),
    "left before": (
        "methods",
        "def walk(self, n):\n    if not n:\n        return\n    self.walk(1)",
    ),
    "and": ("methods", "def walk(self, n):\n    return n and self.walk(n - 1)"),
    "later": ("methods", "def again(self):\n    self.later(lambda: self.again())"),
    "of another": ("methods", "def poll(self, farm):\n    return farm.poll()"),
    "handed on": ("methods", "def poll(self):\n    self.later(self.poll)"),
}


@pytest.mark.parametrize(("part", "text"), FINE.values(), ids=FINE)
def test_fine(part: str, text: str) -> None:
    assert RULE not in {one.name for one in findings({f"{part}.py": f"{text}\n"})}
