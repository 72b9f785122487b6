from __future__ import annotations

import pytest
from tools import check_finds, findings

RULE = "component-index"
PARMS = """
[[parameters]]
name = "farmq_ports"
type = "integer"
size = 2
default = [4000, 4099]
[[parameters]]
name = "farmq_queue"
default = "all"
"""

BAD = {
    "no index": ("self['farmq_ports'].evaluateInt()", 1, "has 2 components, this gives the first"),
    "item only": ("x = self['farmq_ports'].evaluateInt(None)", 5, "write evaluateInt(None, 0)"),
    "as float": ("self['farmq_ports'].evaluateFloat()", 1, "write evaluateFloat(None, 0)"),
    "too far": ("self['farmq_ports'].evaluateInt(None, 2)", 39, "no component 2; the last is 1"),
    "keyword": ("self['farmq_ports'].evaluateInt(None, index=2)", 45, "no component 2"),
    "of one": ("self['farmq_queue'].evaluateString(None, 1)", 42, "no component 1; the last is 0"),
}
FINE = {
    "index": "self['farmq_ports'].evaluateInt(None, 1)",
    "keyword": "self['farmq_ports'].evaluateInt(index=1)",
    "computed": "[self['farmq_ports'].evaluateInt(None, i) for i in (0, 1)]",
    "not told": "port = self['farmq_ports']; port.evaluateInt(); self[self.x].evaluateInt()",
    "spread": "self['farmq_ports'].evaluateInt(*self.x)",
    "spread by name": "self['farmq_ports'].evaluateInt(**self.x)",
    "all": "self['farmq_ports'].evaluate(), self['farmq_ports'].size",
    "of one": "self['farmq_queue'].evaluateString(), self['farmq_queue'].evaluateString(None, 0)",
    "override": "self.evaluateIntOverride(None, 'farmq', 'ports', None, 0)",
}


@pytest.mark.parametrize(("text", "column", "message"), BAD.values(), ids=BAD)
def test_found(text: str, column: int, message: str) -> None:
    found = check_finds("init", text, RULE, 1, column, manifest=PARMS)
    assert message in found.message


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    every = findings({"init.py": text}, manifest=PARMS)
    assert [one for one in every if one.name == RULE] == []
