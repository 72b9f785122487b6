"""What callbacks raised, and the failures that each explains: one cause is told once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pysched_gen.run.snippet_place import places_of
from pysched_gen.run.verify.outcome import Status
from pysched_gen.visible_text import visible_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.run.verify.outcome import Outcome, Raised

__all__ = ["Cause", "ToldCauses", "causes_of"]

_INJECTED = "injected fault"  # in the text of what scenarios themselves make fail


@dataclass(frozen=True, slots=True)
class Cause:
    """An exception that left a callback, and what failed with it.

    Attributes:
        raised: the callback, and the last line of the exception with its places.
        scenarios: names of those that failed, in their order.
    """

    raised: Raised
    scenarios: tuple[str, ...]

    @property
    def place(self) -> tuple[str, int]:
        """File and line that the author edits: of the snippet where it is known."""
        return places_of(self.raised.text)[0]

    @property
    def generated(self) -> tuple[str, int]:
        """File and line of the module; the same as `place` where no snippet is known."""
        return places_of(self.raised.text)[1]

    def __str__(self) -> str:
        """Return a line about it."""
        number = len(self.scenarios)
        failures = "1 failure" if number == 1 else f"{number} failures"
        text = visible_line(self.raised.text)
        return f"1 error in {self.raised.callback} explains {failures}: {text}"


def causes_of(outcomes: Sequence[Outcome]) -> tuple[Cause, ...]:
    """Return what explains failures, that which explains most of them first."""
    failed = [one for one in outcomes if one.status is Status.FAILED]
    counts = Counter(raised for one in failed for raised in dict.fromkeys(one.raised))
    return tuple(
        Cause(raised, tuple(one.scenario.name for one in failed if raised in one.raised))
        for raised, _number in counts.most_common()
        if _INJECTED not in raised.text
    )


@dataclass
class ToldCauses:
    """The causes that a report has told of one scheduler, each with the scenario it came with."""

    _scenarios: dict[Raised, str] = field(default_factory=dict)

    def shortened(self, outcome: Outcome) -> Outcome:
        """Return `outcome` with each cause once, and those told before by their scenario only."""
        lines: list[str] = []
        for line in outcome.evidence.splitlines():
            raised = next((one for one in outcome.raised if line.endswith(one.text)), None)
            shown = line if raised is None else self._shown(line, raised, outcome.scenario.name)
            if raised is None or shown not in lines:
                lines.append(shown)
        return replace(outcome, evidence="\n".join(lines))

    def _shown(self, line: str, raised: Raised, name: str) -> str:
        """Return `line`, which ends with a cause, as it is told in the scenario `name`."""
        first = self._scenarios.setdefault(raised, name)
        return line if first == name else f"{raised.callback} raised as in {first}"
