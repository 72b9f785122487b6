"""A parameter says that a higher number goes first: jobs of two numbers wait in a queue.

Which numbers go first is documented by its help only: the scenario is for those whose help says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_ended
from pdgstandin.playing.settings import help_of, with_settings
from pdgstandin.playing.survey import own_parameters_of
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "jobs of the priority that goes first do not start last"
MEANING = "Urgent frames wait for all others."
ORDER = 87
SECONDS = 4

_JOB = 0.4  # seconds, so that what is queued in the meantime has to wait
_COUNT = 8
_VALUES = (30, 60)
_ROUNDS = 3  # what comes by chance, or from a busy machine, does not come so often
_LATER = 2.0  # places by which what should go first came later
_NAMES = ("priority", "jobpriority")
_SAYS = re.compile(
    r"\b(?P<which>higher|highest|larger|greater|lower|lowest|smaller)\b"
    r"(?: \w+){0,3} (?:start|starts|run|runs|go|goes|come|comes|are started|are run) first\b"
)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    declared = own_parameters_of(context.type_of_scheduler().typeObject)
    numbers = [p["name"] for p in declared if p.get("type") in ("Integer", "Float")]
    names = [name for name in numbers if name.rpartition("_")[2].lower() in _NAMES]
    if len(names) != 1:
        raise NotApplicableError("it has no number for the priority of a job")
    said = _SAYS.search(help_of(context, names[0]).lower())
    if not said:
        raise NotApplicableError("the help of {} does not say what goes first".format(names[0]))
    if not with_settings(context, {names[0]: _VALUES[0]}, "asks")[1]:
        raise NotApplicableError("{} is for all nodes".format(names[0]))
    higher = said.group("which") in ("higher", "highest", "larger", "greater")
    first, last = reversed(_VALUES) if higher else _VALUES
    seen: list[_Seen] = []
    while len(seen) < _ROUNDS and (not seen or seen[-1].is_inverted):
        seen.append(_cook(context, names[0], (first, last), len(seen) * _COUNT))
    if seen[-1].is_inverted:
        context.error(
            "the help of {} says {!r}, and of jobs that were queued together, in {} of {} cooks "
            "those with {} began before those with {}".format(
                names[0], said.group(), len(seen), _ROUNDS, last, first
            )
        )
    return "jobs began in the order {}".format(", ".join(map(str, seen[0].order)))


class _Seen:
    """The priorities of jobs in the order in which they began, and whether it is the wrong one."""

    def __init__(self, starts: list[tuple[float, int]], first: int) -> None:
        starts.sort()
        self.order = [value for _start, value in starts]
        early = [place for place, value in enumerate(self.order) if value == first]
        late = [place for place, value in enumerate(self.order) if value != first]
        # Where all of them found a free machine, their order says nothing.
        waited = starts[-1][0] - starts[0][0] > 2 * _JOB
        self.is_inverted = waited and sum(early) - sum(late) >= _LATER * len(early)


def _cook(context: ScenarioContext, name: str, values: tuple[int, int], start: int) -> _Seen:
    """Cook nodes of one job each, of both values by turns, that of the first one first."""
    session = context.open("round {}".format(start))
    numbers = range(start, start + _COUNT)
    for number in numbers:
        spec = ItemSpec(index=number, command=context.jobs.brief(number, _JOB))
        session.add_items([spec], name="n{}".format(number), parms={name: values[number % 2]})
    assert_ended(session, session.cook("jobs of two priorities"))
    return _Seen([(context.jobs.began(one), values[one % 2]) for one in numbers], values[0])
