from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "service-support"
SAYS = "@staticmethod\ndef hasServiceSupport():\n    return True\n"
START = "def startService(self, *args):\n    return True\n"
STOP = "def stopService(self, *args):\n    return True\n"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (SAYS, 3, "there is no startService and no stopService"),
        (SAYS + STOP, 3, "there is no startService; define what is missing, or return False"),
        (
            "def hasServiceSupport(self):\n    if self.x:\n        return True\n    return False\n",
            3,
            "there is no startService",
        ),
        (SAYS.replace("True", "None") + START + STOP, 3, "gives None"),
        (START, 1, "startService is never called: define hasServiceSupport"),
    ],
)
def test_found(text: str, line: int, told: str) -> None:
    column = len(text.split("\n")[line - 1]) - len(text.split("\n")[line - 1].lstrip()) + 1
    assert told in check_finds("methods", text, RULE, line, column).message


@pytest.mark.parametrize(
    "text",
    [
        SAYS + START + STOP,
        SAYS.replace("True", "False"),
        SAYS.replace("True", "__debug__"),
        START + STOP + "hasServiceSupport = staticmethod(lambda: True)\n",
        "def helper(self):\n    def hasServiceSupport():\n        return True\n    return 1\n",
    ],
)
def test_fine(text: str) -> None:
    check_ok("methods", text)


def test_a_base_class_that_is_not_known_may_have_the_rest() -> None:
    check_ok("methods", SAYS, manifest='base = "LocalScheduler"')


def test_before_services_nothing_asks() -> None:
    check_ok("methods", SAYS, houdini="19.0")
