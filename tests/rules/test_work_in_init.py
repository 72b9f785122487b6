from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "work-in-init"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "socket": (
        """\
    # init.py
    import socket

    self.link = socket.create_connection(('farm', 80))
    # onstop.py
    self.link.close()
    return True""",
        ("init.py", 3, 13, "warning"),
    ),
    "method": (
        """\
    # init.py
    self.state = self.ask()
    # header.py
    import subprocess
    # methods.py
    def ask(self):
        return subprocess.call(['sinfo'])""",
        ("methods.py", 2, 12, "warning"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "later": """\
    # init.py
    self.state = 0
    # onstartcook.py
    import subprocess

    self.state = subprocess.call(['sinfo'])
    return True""",
    "defined only": """\
    # init.py
    import subprocess


    def ask():
        return subprocess.call(['sinfo'])


    self.ask = ask""",
    "another method": """\
    # init.py
    self.state = 0
    # header.py
    import subprocess
    # methods.py
    def ask(self):
        return subprocess.call(['sinfo'])""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
