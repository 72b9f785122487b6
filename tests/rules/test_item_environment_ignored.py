from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "item-environment-ignored"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "set": (
        """\
    # onschedule.py
    import os
    env = dict(os.environ)
    env['PDG_ITEM_NAME'] = work_item.name
    env['PDG_ITEM_ID'] = str(work_item.id)
    self.env = env
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 3, 5, "warning"),
    ),
    "dict": (
        """\
    # methods.py
    def env_of(self, item):
        return {'PDG_ITEM_NAME': item.name, 'PDG_ITEM_ID': str(item.id)}""",
        ("methods.py", 2, 13, "warning"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "taken": """\
    # onschedule.py
    import os
    env = dict(os.environ)
    env['PDG_ITEM_NAME'] = work_item.name
    env['PDG_ITEM_ID'] = str(work_item.id)
    env.update(work_item.environment)
    self.env = env
    return pdg.scheduleResult.Succeeded""",
    "by PDG": """\
    # onschedule.py
    env = {'PDG_ITEM_NAME': work_item.name}
    self.addCommonJobEnvVars(env, work_item.name, work_item.node.name)
    self.env = env
    return pdg.scheduleResult.Succeeded""",
    "read only": """\
    # onschedule.py
    import os
    self.env = os.environ.get('PDG_ITEM_NAME', '')
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
