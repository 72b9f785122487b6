from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "environment-shown"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "script": (
        r"""
    # onschedule.py
    self.script = '#!/bin/sh\ncd /\nprintenv | sort\n'
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 1, 15, "warning"),
    ),
    "print": (
        """\
    # onschedule.py
    import os
    print(dict(os.environ))
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 1, "warning"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block.lstrip("\n"))[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "one of them": """\
    # onschedule.py
    import os
    print(os.environ.get('HFS'))
    return pdg.scheduleResult.Succeeded""",
    "env runs it": r"""
    # onschedule.py
    self.script = '#!/bin/sh\nenv FARM=1 job\n'
    return pdg.scheduleResult.Succeeded""",
    "shebang": r"""
    # onschedule.py
    self.script = '#!/usr/bin/env python3\nimport sys\n'
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [
        one.message for one in findings(texts_in(block.lstrip("\n"))[0]) if one.name == RULE
    ] == []
