from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "callback-in-methods"


@pytest.mark.parametrize(
    ("method", "advice"),
    [
        ("onTick", "move its body to ontick.py"),
        ("onTransferFile", "move its body to transferfile.py"),
        ("onCancelWorkItems", "move its body to oncancelworkitems.py"),
        ("__init__", "init.py"),
        ("templateBody", "[[parameters]]"),
        ("templateName", "set name"),
    ],
)
def test_found(method: str, advice: str) -> None:
    text = f"def helper(self):\n    pass\n\ndef {method}(self):\n    pass\n"
    found = check_finds("methods", text, RULE, 4, 1)
    assert advice in found.message
    assert found.severity.value == "error"


def test_found_with_a_decorator() -> None:
    text = "import functools\n@functools.cache\ndef onTick(self):\n    pass\n"
    found = check_finds("methods", text, RULE, 3, 1)
    assert "ontick.py, and do there what @functools.cache does" in found.message


@pytest.mark.parametrize("method", ["transferFile", "ontick", "on_tick", "expandCommandTokens"])
def test_fine(method: str) -> None:
    check_ok("methods", f"def {method}(self):\n    pass\n")


def test_a_function_inside_a_method_is_no_method() -> None:
    check_ok("methods", "def helper(self):\n    def onTick():\n        pass\n    return onTick\n")


def test_a_method_of_the_package_is_no_global() -> None:
    found = check_finds("methods", "global x\nglobal y, onTick\n", RULE, 2, 1)
    assert found.message.startswith("onTick is")
