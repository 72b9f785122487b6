"""What came of a cook, and how it is said: as JSON, as JUnit, as a line for each count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pysched_gen.run.cook.cause import lines, reason
from pysched_gen.run.cook.statistics import statistics_of
from pysched_gen.run.cook.story import ENDS, FAILED
from pysched_gen.visible_text import json_text
from pysched_gen.xml_text import xml_attribute, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.run.cook.random_graph import Graph
    from pysched_gen.run.cook.statistics import Statistics
    from pysched_gen.run.cook.story import Item, Story

__all__ = ["Heading", "Outcome", "all_json", "cook_json", "cook_junit"]
_TIMES = ("ready", "scheduled", "started", "ended")


@dataclass(frozen=True, slots=True)
class Heading:
    """What was cooked.

    Attributes:
        scheduler: its registered name, "" where none could be loaded.
        houdini: the release it was cooked as.
    """

    scheduler: str
    houdini: str

    @property
    def title(self) -> str:
        """One line for the top of a report."""
        return f"Cook of {self.scheduler or 'no scheduler'}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cook that is over.

    Attributes:
        heading: what was cooked.
        story: what became of its items.
        reached: the cook came to its own end.
        interrupted: Ctrl-C was pressed.
        timed_out: it took longer than it was given.
        left_over: command lines of processes that outlived it; they were killed.
        submitted: False where the graph was to be submitted and the scheduler submits none.
        printed: what callbacks and jobs printed, the last of it where it was too much.
        graph: what was cooked, None where that is not known.
        folder: where it worked, which may be gone; "" where that is not known.
    """

    heading: Heading
    story: Story
    reached: bool
    interrupted: bool = False
    timed_out: bool = False
    left_over: tuple[str, ...] = ()
    submitted: bool = True
    printed: str = ""
    graph: Graph | None = None
    folder: str = ""

    @property
    def statistics(self) -> Statistics:
        """Percentiles, concurrency and the critical path."""
        return statistics_of(self.story, self.graph)

    @property
    def wrong(self) -> tuple[str, ...]:
        """What went wrong with the cook itself, one line each; () where nothing did."""
        return tuple(self._wrong())

    @property
    def failed_items(self) -> int:
        """How many items failed, were cancelled, or never ended; 0 where none was to be cooked."""
        if not self.submitted:
            return 0
        counts = self.story.counts()
        return sum(n for state, n in counts.items() if state in FAILED or state not in ENDS)

    @property
    def good(self) -> bool:
        """Tell whether every item was cooked and nothing was left behind."""
        return not self.failed_items and not self.wrong

    def _wrong(self) -> Iterator[str]:
        yield from self.story.errors
        if self.interrupted:
            yield "the cook was cancelled"
        elif self.timed_out:
            yield "the time limit was over before the cook had ended"
        elif not self.reached:
            yield "the cook ended before all items had"
        for command in self.left_over:
            yield f"a process outlived the cook and was killed: {command}"


def cook_json(outcome: Outcome) -> str:
    """Give the report that `schemas/cook.schema.json` describes; times are seconds."""
    return json_text(_document(outcome)) + "\n"


def all_json(outcomes: Sequence[Outcome]) -> str:
    """Return the report of cooks with several schedulers: that of each."""
    report = {
        "schema": "pysched-gen/cook-all",
        "version": 1,
        "good": all(outcome.good for outcome in outcomes),
        "reports": [_document(outcome) for outcome in outcomes],
    }
    return json_text(report) + "\n"


def _document(outcome: Outcome) -> dict[str, Any]:
    story, numbers = outcome.story, outcome.statistics
    return {
        "schema": "pysched-gen/cook",
        "version": 3,
        "scheduler": outcome.heading.scheduler,
        "houdini": outcome.heading.houdini,
        "good": outcome.good,
        "problems": list(outcome.wrong),
        "warnings": story.warnings,
        "seconds": round(story.seconds, 6),
        "workers": story.lanes,
        "tickPeriod": story.tick,
        "states": story.counts(),
        "concurrency": {"most": numbers.busiest, "mean": round(numbers.busy, 6)},
        "percentiles": {
            name: {str(percent): round(value, 6) for percent, value in values.items()}
            for name, values in numbers.percentiles.items()
        },
        "criticalPath": [
            {"item": step.item.name, "seconds": round(step.seconds, 6)}
            for step in numbers.critical_path
        ],
        "callbacks": {
            name: {"calls": call.count, "seconds": round(call.seconds, 6), "errors": call.errors}
            for name, call in story.calls.items()
        },
        "items": [_facts(item) for item in story.items],
    }


def _facts(item: Item) -> dict[str, Any]:
    facts: dict[str, Any] = {"id": item.id, "name": item.name, "node": item.node}
    if item.is_sub_item:
        facts["batch"] = item.batch
    if item.scheduler:
        facts["scheduler"] = item.scheduler
    facts["state"] = item.state
    for key in _TIMES:
        time = getattr(item, key)
        if time is not None:
            facts[key] = round(time, 6)
    if item.lane >= 0:
        facts["worker"] = item.lane + 1
    given = {
        "jobSeconds": None if item.job_seconds is None else round(item.job_seconds, 6),
        "exitCode": item.exit_code,
        "log": item.log or None,
        "status": item.status or None,
        "logTail": item.tail.splitlines() or None,
        "missing": item.missing or None,
        "outputs": item.outputs or None,
        "notes": item.notes or None,
    }
    return {**facts, **{key: value for key, value in given.items() if value is not None}}


def cook_junit(*outcomes: Outcome) -> str:
    """Give the report as CI servers read it: a suite a TOP node, a case an item.

    Of several cooks the names of suites begin with that of the scheduler.
    """
    text = ['<?xml version="1.0" encoding="utf-8"?>', "<testsuites>"]
    for outcome in outcomes:
        begin = f"{outcome.heading.scheduler}: " if len(outcomes) > 1 else ""
        nodes: dict[str, list[Item]] = {}
        for item in outcome.story.items:
            nodes.setdefault(begin + item.node, []).append(item)
        for node, items in nodes.items():
            text += _suite(node, items)
        text += _cook_suite(outcome, f"{begin}cook")
    return "\n".join([*text, "</testsuites>", ""])


def _suite(node: str, items: Sequence[Item]) -> Iterator[str]:
    failures = sum(item.state in FAILED for item in items)
    skipped = sum(item.state not in ENDS for item in items)
    yield (
        f'  <testsuite name={xml_attribute(node)} tests="{len(items)}" failures="{failures}" '
        f'errors="0" skipped="{skipped}">'
    )
    for item in items:
        seconds = 0.0 if item.begun is None else (item.ended or item.begun) - item.begun
        case = f"    <testcase classname={xml_attribute(node)} name={xml_attribute(item.name)}"
        yield f'{case} time="{seconds:.6f}">'
        if item.state in FAILED:
            message = ": ".join(filter(None, (item.state, reason(item))))
            yield f"      <failure message={xml_attribute(message)}>{_body(item)}</failure>"
        elif item.state not in ENDS:
            yield f"      <skipped message={xml_attribute(item.state)}/>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _cook_suite(outcome: Outcome, name: str) -> Iterator[str]:
    """Yield a case of the cook itself, so that no trouble of it is lost."""
    wrong = outcome.wrong
    suite = xml_attribute(name)
    yield f'  <testsuite name={suite} tests="1" failures="0" errors="{bool(wrong):d}" skipped="0">'
    title = xml_attribute(outcome.heading.title)
    yield f'    <testcase classname={suite} name={title} time="{outcome.story.seconds:.6f}">'
    if wrong:
        text = xml_text("\n".join(wrong))
        yield f"      <error message={xml_attribute(wrong[0])}>{text}</error>"
    yield "    </testcase>"
    yield "  </testsuite>"


def _body(item: Item) -> str:
    return xml_text("\n".join(lines(item)))
