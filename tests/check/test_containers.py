"""What is put into a container is known when it is taken out, where all that goes in is seen."""

from __future__ import annotations

import pytest
from tools import findings

SCHEDULE = """\
self.createJobDirsAndSerializeWorkItems(work_item)
self.items.append(work_item)
self.jobs[work_item.id] = work_item
self.pairs.append((work_item, self.farm))
self.mixed[work_item.name] = (self.farm, work_item)
return pdg.scheduleResult.Succeeded
"""
INIT = "self.items, self.farm = [], 5\nself.jobs = {}\nself.pairs = list()\nself.mixed = dict()\n"
INIT = INIT.replace("self.items, self.farm = [], 5", "self.items = []\nself.farm = object()")
LOCAL = "found = []\nfor item in self.items:\n    found.append(item)\n"


def told(tick: str, init: str = INIT, **files: str) -> list[str]:
    texts = {"onschedule.py": SCHEDULE, "init.py": init, "ontick.py": tick + "\nreturn BUSY"}
    texts |= {"header.py": "from pdg import tickResult\nBUSY = tickResult.SchedulerBusy\n"}
    texts |= {f"{name}.py": text for name, text in files.items()}
    names = ("unknown-member", "wrong-arguments")
    return [f.message for f in findings(texts, excerpt=False) if f.name in names]


FOUND = {
    "list": "for one in self.items:\n    one.comand",
    "copy": "for one in sorted(list(self.items)):\n    one.comand",
    "numbered": "for n, one in enumerate(self.items):\n    one.comand",
    "place": "self.items[0].comand",
    "pop": "self.items.pop(0).comand",
    "values": "for one in self.jobs.values():\n    one.comand",
    "key": "self.jobs[3].comand",
    "get": "one = self.jobs.get(3, None)\nif one:\n    one.comand",
    "items": "for key, one in list(self.jobs.items()):\n    one.comand",
    "pair": "for one, farm in self.pairs:\n    one.comand",
    "pair taken": "one, farm = self.pairs.pop()\none.comand",
    "pair of items": "for key, (farm, one) in self.mixed.items():\n    one.comand",
    "comprehension": "names = [one.comand for one in self.items if self.items and one]",
    "kept in part": "self.items = [one for one in self.items if one.id]\nself.items[0].comand",
    "local": f"{LOCAL}for one in found:\n    one.comand",
}


@pytest.mark.parametrize("tick", FOUND.values(), ids=FOUND)
def test_found_through_a_container(tick: str) -> None:
    (message,) = told(tick)
    assert message == "a WorkItem has no comand; did you mean command?"


def test_the_index_in_a_node_is_not_the_one_in_a_batch() -> None:
    tick = "for one in self.items:\n    self.workItemFailed(one.id, one.index)"
    (message,) = told(tick)
    assert message.startswith("workItemFailed takes the index in a batch")


FINE = {
    "other things too": ("self.items.append(self.farm)\nself.items[0].comand", INIT),
    "filled elsewhere": ("self.fill(self.items)\nself.items[0].comand", INIT),
    "another name": ("also = self.items\nalso.append(1)\nself.items[0].comand", INIT),
    "extended": ("self.items += self.farm.jobs()\nself.items[0].comand", INIT),
    "extended by a call": ("self.items.extend(self.farm)\nself.items[0].comand", INIT),
    "not empty": ("self.items[0].comand", INIT.replace("items = []", "items = [object()]")),
    "replaced": ("self.items = self.farm.jobs()\nself.items[0].comand", INIT),
    "setattr": ("setattr(self, 'items', [1])\nself.items[0].comand", INIT),
    "default": ("self.jobs.get(3, self.farm).comand", INIT),
    "other place": ("for one, farm in self.pairs:\n    farm.comand", INIT),
    "keys": ("for key in self.mixed:\n    key.upper()", INIT),
    "slice": ("self.items[1:].clear()", INIT),
}


@pytest.mark.parametrize(("tick", "init"), FINE.values(), ids=FINE)
def test_fine_where_not_all_is_seen(tick: str, init: str) -> None:
    assert told(tick, init, methods="def fill(self, items):\n    items.append(self.farm)\n") == []


def test_names_of_two_functions_are_two_containers() -> None:
    methods = (
        "def one(self):\n    found = []\n    found.append(self.items[0])\n    return len(found)\n"
        "def two(self, found):\n    return [one.comand for one in found]\n"
        "def three(self):\n    found = []\n    found.append('a')\n    return found[0].upper()\n"
    )
    tick = "self.one()\nself.two([object()])\nself.three()"
    assert told(tick, methods=methods) == []
