from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "error-text-alone"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "any error": (
        """\
    # onschedule.py
    try:
        self.a = 1
    except Exception as error:
        self.cookError(str(error))
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 4, 20),
    ),
    "f-string": (
        """\
    # onschedule.py
    try:
        self.a = 1
    except Exception as e:
        work_item.addError(f'{e}')
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 4, 24),
    ),
    "key": (
        """\
    # onschedule.py
    try:
        self.a = 1
    except (OSError, KeyError) as e:
        self.cookWarning('%s' % e)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 4, 22),
    ),
    "raised anew": (
        """\
    # onschedule.py
    try:
        self.a = 1
    except KeyError as e:
        raise pdg.CookError('{}'.format(e))
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 4, 25),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "more than the text": """\
    # onschedule.py
    try:
        self.a = 1
    except Exception as error:
        self.cookError(f'{work_item.name}: {error}')
    return pdg.scheduleResult.Succeeded""",
    "kind and text": """\
    # onschedule.py
    try:
        self.a = 1
    except Exception as error:
        self.cookError(repr(error))
    return pdg.scheduleResult.Succeeded""",
    "text that says something": """\
    # onschedule.py
    try:
        self.a = 1
    except OSError as error:
        self.cookError(str(error))
    return pdg.scheduleResult.Succeeded""",
    "an error of PDG": """\
    # onschedule.py
    try:
        self.a = 1
    except pdg.CookError as error:
        self.cookError(str(error))
    return pdg.scheduleResult.Succeeded""",
    "no error": """\
    # onschedule.py
    self.cookWarning(str(work_item.id))
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
