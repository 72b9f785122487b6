"""Items have names and labels that farms refuse: blanks, quotes, slashes, digits, umlauts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "an item cooks whatever it is called"
MEANING = "One item whose label the farm refuses ends the cook, or never starts."
ORDER = 78


_LABELS = ("Shot 010/\u00e9", "007", "x", "it's $HOME", 'a "b"; c', "two\nlines", "l" * 300)
_NAMES = ("fr\u00e4_9", "9to5", "a.b-c")


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open("s\u00e9ne 1 (new)")
    jobs = context.jobs
    items = [
        ItemSpec(index=number, command=jobs.good(number), label=label)
        for number, label in enumerate(_LABELS)
    ]
    count = len(items)
    items += [
        ItemSpec(index=count + number, command=jobs.good(count + number), name=name)
        for number, name in enumerate(_NAMES)
    ]
    made = session.add_items(items)
    assert_cooked(session, session.cook("items with names that farms refuse"), made)
    return "{} labels and {} names were taken".format(len(_LABELS), len(_NAMES))
