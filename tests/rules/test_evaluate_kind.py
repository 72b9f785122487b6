from __future__ import annotations

import pytest
from tools import findings

RULE = "evaluate-kind"
PARMS = """
parm_prefix = "q"
[[parameters]]
name = "q_text"
default = "all"
[[parameters]]
name = "q_bare"
[[parameters]]
name = "q_count"
type = "integer"
[[parameters]]
name = "q_hours"
type = "float"
[[parameters]]
name = "q_on"
type = "toggle"
[[parameters]]
name = "q_menu"
type = "menu"
menu = ["a", "b"]
[[parameters]]
name = "q_number"
default = " 12 "
[[parameters]]
name = "q_frame"
default = "$F"
[[parameters]]
name = "q_env#"
default = ""
"""

# text, column, severity, part of the message
BAD = {
    "text as int": ("self['q_text'].evaluateInt()", 1, "warning", "write evaluateString"),
    "text as float": ("self['q_text'].evaluateFloat()", 1, "warning", "is 0 for any text"),
    "without default": ("self['q_bare'].evaluateInt()", 1, "warning", "a string, so evaluateInt "),
    "with item": ("x = self['q_text'].evaluateInt(work_item, 0)", 5, "warning", "q_text"),
    "instance": ("self['q_env3'].evaluateInt()", 1, "warning", '"q_env#" is a string'),
    "port": ("self.parameter('q_text').evaluateInt()", 1, "warning", "q_text"),
    "float as int": ("self['q_hours'].evaluateInt()", 1, "warning", "write evaluateFloat"),
    "toggle as truth": ("if self['q_on'].evaluateString(): pass", 4, "warning", '"0" for off'),
    "negated": ("x = not self['q_on'].evaluateString()", 9, "warning", "write evaluateInt"),
    "one of two": ("x = 1 and self['q_on'].evaluateString()", 11, "warning", "toggle"),
    "loop": ("while self['q_on'].evaluateString(): pass", 7, "warning", "toggle"),
    "choice": ("x = 1 if self['q_on'].evaluateString() else 2", 10, "warning", "toggle"),
    "bool": ("bool(self['q_on'].evaluateString())", 6, "warning", "toggle"),
    "compared": ("self['q_on'].evaluateString() == 1", 1, "warning", "toggle"),
    "kept toggle": ("self.on = self['q_on'].evaluateString()", 11, "warning", "toggle"),
    "compared number": ("0 < self['q_count'].evaluateString()", 5, "warning", "an integer, so"),
    "added": ("self['q_count'].evaluateString() + 1", 1, "warning", "adds up as one"),
    "subtracted": ("x = self['q_hours'].evaluateString() - self.x", 5, "warning", "a float"),
    "kept number": ("self.n = self['q_count'].evaluateString()", 10, "note", "an integer"),
    "override": (
        "self.evaluateIntOverride(None, self.parmprefix, 'text', None, 0)",
        1,
        "warning",
        "so evaluateIntOverride is 0 for any text that is no number; write evaluateStringOverride",
    ),
}
FINE = {
    "as declared": "self['q_text'].evaluateString(), self['q_count'].evaluateInt(), "
    "self['q_hours'].evaluateFloat(), self['q_on'].evaluateInt()",
    "integer as float": "self['q_count'].evaluateFloat()",
    "toggle as bool": "self['q_on'].evaluateBool(), self['q_count'].evaluateBool()",
    "menu": "if self['q_menu'].evaluateInt() or self['q_menu'].evaluateString(): pass",
    "number in a text": "self['q_number'].evaluateInt(), self['q_frame'].evaluateFloat()",
    "untyped": "self['q_text'].evaluate(), self['q_on'].evaluateRawString()",
    "environment": "self.env['N'] = self['q_count'].evaluateString()",
    "dictionary": "self.env = {'N': self['q_on'].evaluateString()}",
    "f-string": "self.x = f\"{self['q_count'].evaluateString()} jobs\"",
    "joined": "self.x = '-p ' + self['q_count'].evaluateString()",
    "formatted": "self.x = '-p %s' % self['q_count'].evaluateString()",
    "argument": "self.x = ['-p', self['q_count'].evaluateString()]",
    "converted": "self.x = int(self['q_count'].evaluateString())",
    "compared with text": "if self['q_on'].evaluateString() == '1': pass",
    "as text": "self['q_count'].evaluateString().zfill(4)",
    "built-in": "self['pdg_maxtasks'].evaluateString(), self['pdg_workingdir'].evaluateInt()",
    "not called": "self['q_text'].evaluateInt, self['q_text'], self[self.x].evaluateInt()",
}


@pytest.mark.parametrize(("text", "column", "severity", "message"), BAD.values(), ids=BAD)
def test_found(text: str, column: int, severity: str, message: str) -> None:
    files = {"onschedule.py": f"{text}\nreturn pdg.scheduleResult.Succeeded"}
    (found,) = [one for one in findings(files, manifest=PARMS) if one.name == RULE]
    assert (found.span.line, found.span.column) == (1, column)
    assert found.severity.value == severity
    assert message in found.message


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {"onschedule.py": f"{text}\nreturn pdg.scheduleResult.Succeeded"}
    assert [one for one in findings(files, manifest=PARMS) if one.name == RULE] == []
