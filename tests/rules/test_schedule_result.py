from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "schedule-result"
GOOD = "return pdg.scheduleResult.CookSucceeded"

# text, line, column, part of the message
BAD = {
    "empty": ("", 1, 1, "can end without a return"),
    "comment": ("# later\n", 1, 1, "can end without a return"),
    "no return": ("x = 1\nself.y = x", 2, 1, "can end without a return"),
    "bare return": (f"if self.x:\n    return\n{GOOD}", 2, 5, "returns without a value"),
    "None": ("return None", 1, 8, "returns None"),
    "True": ("return True", 1, 8, "returns True"),
    "number": ("return 0", 1, 8, "returns 0"),
    "negative": ("return -1", 1, 8, "returns -1"),
    "text": ("return 'Succeeded'", 1, 8, "returns 'Succeeded'"),
    "not": ("return not self.x", 1, 8, "returns not self.x"),
    "comparison": ("return self.x == 0", 1, 8, "returns self.x == 0"),
    "other enum": (
        "return pdg.tickResult.SchedulerBusy",
        1,
        8,
        "which is not a pdg.scheduleResult",
    ),
    "imported": ("from pdg import tickResult as r\nreturn r.SchedulerBusy", 2, 8, "is not a"),
    "one branch": (f"{GOOD} if self.x else None", 1, 56, "returns None"),
    "or": ("return self.x or None", 1, 18, "returns None"),
    "if without else": (f"if self.x:\n    {GOOD}", 1, 1, "can end"),
    "loop": (f"for x in []:\n    {GOOD}", 1, 1, "can end"),
    "broken loop": ("while True:\n    if self.x:\n        break", 1, 1, "can end"),
    "break in an inner else": ("while 1:\n for x in []: pass\n else: break", 1, 1, "can end"),
    "handler": (f"try:\n    {GOOD}\nexcept OSError:\n    self.x = 1", 1, 1, "can end"),
    "match": (f"match self.x:\n    case 1:\n        {GOOD}", 1, 1, "can end"),
    "guarded": (f"match self.x:\n    case _ if self.y:\n        {GOOD}", 1, 1, "can end"),
    "suppressed": (
        f"import contextlib as c\nwith c.suppress(OSError):\n    {GOOD}",
        2,
        1,
        "can end",
    ),
    "exit": ("import sys\nsys.exit()", 2, 1, "can end"),
    "long value": ("return [1000000000, 2000000000, 3000000000, 4000000000]", 1, 8, "0, 400..."),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), BAD.values(), ids=BAD)
def test_found(text: str, line: int, column: int, message: str) -> None:
    found = check_finds("onschedule", text, RULE, line, column)
    assert message in found.message
    assert found.callback == "onSchedule"
    assert found.severity.value == "error"


FINE = {
    "member": GOOD,
    "imported": "from pdg import scheduleResult\nreturn scheduleResult.CookSucceeded",
    "module under another name": "import pdg as p\nreturn p.scheduleResult.CookSucceeded",
    "call": "return self.submit()",
    "variable": "result = None\nif self.x:\n    result = self.x\nreturn result",
    "variable that a function sets": (
        "result = None\ndef done(value):\n    nonlocal result\n    result = value\n"
        "self.send(done)\nreturn result"
    ),
    "attempts": (
        f"for n in range(3):\n    try:\n        self.send()\n        {GOOD}\n"
        "    except OSError:\n        if n == 2:\n            raise"
    ),
    "variable that any module sets": "global result\nresult = None\nself.send()\nreturn result",
    "attribute": "return self.result",
    "raise": "raise NotImplementedError",
    "branches": f"if self.x:\n    {GOOD}\nelif self.y:\n    {GOOD}\nelse:\n    raise KeyError",
    "endless loop": f"while True:\n    if self.x:\n        {GOOD}",
    "inner break": f"while True:\n    for x in []:\n        break\n    if self.x: {GOOD}",
    "for with else": f"for x in []:\n    pass\nelse:\n    {GOOD}",
    "try": f"try:\n    {GOOD}\nexcept OSError:\n    raise\n",
    "else of try": f"try:\n    pass\nexcept OSError:\n    {GOOD}\nelse:\n    {GOOD}",
    "finally": f"try:\n    pass\nfinally:\n    {GOOD}",
    "with": f"with self.lock:\n    {GOOD}",
    "match": f"match self.x:\n    case 1:\n        raise KeyError\n    case _:\n        {GOOD}",
    "match, either": f"match self.x:\n    case 1 | _:\n        {GOOD}",
    "inner function": f"def f():\n    return None\n{GOOD}",
    "lambda and class": f"class A:\n    f = lambda self: None\n{GOOD}",
    "if True": f"if True:\n    {GOOD}",
    "assert False": "assert False",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    check_ok("onschedule", text)


def test_the_message_tells_queued_from_done() -> None:
    message = check_finds("onschedule", "pass", RULE, 1, 1).message
    assert "Succeeded for an item that is queued" in message
    assert "CookSucceeded for one that is done now" in message
