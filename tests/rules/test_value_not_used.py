from __future__ import annotations

import pytest
from tools import findings

RULE = "value-not-used"
READ = "self['farmq_slots'].evaluateInt()"
OVERRIDE = "self.evaluateIntOverride(None, self.parmprefix, 'slots', None, 1)"
PARMS = '[[parameters]]\nname = "farmq_slots"\ntype = "integer"\ndefault = 1\n'


def found_in(files: dict[str, str]) -> list[tuple[int, int, str]]:
    found = [one for one in findings(files, manifest=PARMS) if one.name == RULE]
    return [(one.span.line, one.span.column, one.message) for one in found]


BAD = {
    "port": (f"slots = {READ}\nreturn True", 1, 1),
    "override": (f"slots = {OVERRIDE}\nreturn True", 1, 1),
    "in what makes a number of it": (f"slots = max(1, {READ})\nreturn True", 1, 1),
    "given twice": (f"slots = 1\nslots = {READ}\nreturn True", 2, 1),
    "in a branch": (f"if static:\n    slots = {READ}\nreturn True", 2, 5),
    "in a function": (f"def f():\n    slots = {READ}\nf()\nreturn True", 2, 5),
}


@pytest.mark.parametrize(("text", "line", "column"), BAD.values(), ids=BAD)
def test_found(text: str, line: int, column: int) -> None:
    ((found_line, found_column, message),) = found_in({"onstartcook.py": text})
    assert (found_line, found_column) == (line, column)
    assert message.startswith("slots gets the value of a parameter, and nothing reads it")


def test_found_in_a_method() -> None:
    methods = f"def one(self):\n    slots = {READ}\n    return 1\n\n\ndef two(self, slots):\n"
    found = found_in({"methods.py": methods + "    return slots\n"})
    assert [(line, column) for line, column, _ in found] == [(2, 5)]


FINE = {
    "read": f"slots = {READ}\nself.x = slots\nreturn True",
    "read in a function": f"slots = {READ}\nself.x = lambda: slots\nreturn True",
    "read in a text": f"slots = {READ}\nprint(f'{{slots}}')\nreturn True",
    "kept": f"self.slots = {READ}\nreturn True",
    "added to": f"slots = {READ}\nslots += 1\nreturn True",
    "all names handed on": f"slots = {READ}\nself.x = dict(locals())\nreturn True",
    "its error": f"try:\n    slots = {READ}\nexcept OSError:\n    return False\nreturn True",
    "thrown away": f"_slots = {READ}\nreturn True",
    "no parameter": "slots = self.workingDir(True)\nreturn True",
    "of PDG": "slots = self['pdg_maxitems'].evaluateInt()\nreturn True",
    "of nobody": "slots = self['farmq_other'].evaluateInt()\nreturn True",
    "another's": "slots = self.farm['slots'].evaluateInt()\nreturn True",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    assert found_in({"onstartcook.py": text}) == []
