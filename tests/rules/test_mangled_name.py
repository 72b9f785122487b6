from __future__ import annotations

import pytest
from tools import findings

RULE = "mangled-name"
USE = "if __limit:\n    pass\nreturn pdg.scheduleResult.Succeeded\n"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"onschedule.py": USE}, "farmq/onschedule.py:1:4"),
        ({"init.py": "self.limit = __limit"}, "farmq/init.py:1:14"),
        ({"methods.py": "def f(self):\n    return __limit"}, "farmq/methods.py:2:12"),
        ({"onstart.py": "def f():\n    return __limit\nreturn f()"}, "farmq/onstart.py:2:12"),
    ],
)
def test_found(files: dict[str, str], place: str) -> None:
    found = findings({"header.py": "__limit = 3\n", **files})
    assert [(f.name, f.severity.value, str(f.span)) for f in found] == [(RULE, "error", place)]
    assert "call it _limit in both places" in found[0].message


@pytest.mark.parametrize(
    "files",
    [
        {"header.py": "_limit = 3\n", "init.py": "self.limit = _limit"},
        {"header.py": "__all__ = []\n", "init.py": "self.names = __all__"},
        {"header.py": "__limit = 3\ndef f():\n    return __limit\n"},
        {"header.py": "__limit = 3\n", "init.py": "__limit = 4\nself.limit = __limit"},
        {"init.py": "self.__limit = 4"},
    ],
)
def test_fine(files: dict[str, str]) -> None:
    assert [f for f in findings(files) if f.name == RULE] == []
