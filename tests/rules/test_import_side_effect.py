from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "import-side-effect"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "needs": (
        """\
    # header.py
    import os

    ROOT = os.environ['FARM_ROOT']
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
        ("header.py", 3, 8, "warning"),
    ),
    "prints": (
        """\
    # header.py
    ROOT = 1
    print('farm')
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
        ("header.py", 2, 1, "note"),
    ),
    "path": (
        """\
    # header.py
    import sys

    ROOT = sys.path
    sys.path.insert(0, '/farm')
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
        ("header.py", 4, 1, "note"),
    ),
    "sets": (
        """\
    # header.py
    import os

    ROOT = 1
    os.environ['FARM'] = '1'
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
        ("header.py", 4, 1, "note"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "asks": """\
    # header.py
    import os

    ROOT = os.environ.get('FARM_ROOT')
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
    "looks first": """\
    # header.py
    import os

    ROOT = ''
    if 'FARM_ROOT' in os.environ:
        ROOT = os.environ['FARM_ROOT']
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
    "catches": """\
    # header.py
    import os

    try:
        ROOT = os.environ['FARM_ROOT']
    except KeyError:
        ROOT = ''
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
    "always there": """\
    # header.py
    import os

    ROOT = os.environ['HFS']
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
    "in a function": """\
    # header.py
    import os


    def root():
        print('root')
        return os.environ['FARM_ROOT']
    # onschedule.py
    self.root = root()
    return pdg.scheduleResult.Succeeded""",
    "by hand": """\
    # header.py
    ROOT = 1
    if __name__ == '__main__':
        print(ROOT)
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
