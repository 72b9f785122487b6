from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

RULE = "tokens-by-hand"

FOUND = {
    "loop": (
        "onschedule",
        (
            "c = work_item.command\n"
            "for k, v in (('__PDG_DIR__', '/a'), ('__PDG_TEMP__', '/b')):\n"
            "    c = c.replace(k, v)\n"
            "self.c = c\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
    "name": (
        "onschedule",
        (
            "self.c = work_item.command.replace('__PDG_ITEM_NAME__', 'a')\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        1,
    ),
    "any text": (
        "onschedule",
        (
            "c = 'a'\n"
            "self.c = c.replace('__PDG_DIR__', '/a')\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    "own loop": {
        "methods.py": "def expandCommandTokens(self, command, item):\n"
        "    for k, v in [('__PDG_FARM__', 'a')]:\n"
        "        command = command.replace(k, v)\n"
        "    return command\n"
    },
    "loop over others": {
        "onschedule.py": "c = 'a'\n"
        "for k, v in [('a', 'b'), ('c', 'd')]:\n"
        "    c = c.replace(k, v)\n"
        "self.c = c\n"
        "return pdg.scheduleResult.Succeeded\n",
    },
    "own": {
        "methods.py": "def expandCommandTokens(self, command, item):\n"
        "    return command.replace('__PDG_FARM__', 'a')\n"
    },
    "other": {
        "onschedule.py": "self.c = work_item.command.replace('a', 'b')\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
