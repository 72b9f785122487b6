"""Cook a graph through a scheduler in a child process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import UsageError
from pysched_gen.run.child import how_it_ended, run_child
from pysched_gen.run.cook.outcome import Heading, Outcome
from pysched_gen.run.cook.story import Teller

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pysched_gen.run.child import ChildResult
    from pysched_gen.run.cook.random_graph import Graph
    from pysched_gen.run.cook.story import Item
    from pysched_gen.run.environment import Surroundings
    from pysched_gen.run.events import Event

__all__ = ["Settings", "cook", "not_cooked"]

_GRACE = 10.0  # seconds from the end of its time to the end of the child


@dataclass(frozen=True, slots=True)
class Settings:
    """How to cook.

    Attributes:
        surroundings: what goes on HOUDINI_PATH, variables, and the release to behave as.
        scheduler: registered name of the scheduler.
        timeout: seconds after which the cook is cancelled; 0 for no limit.
        python: interpreter to run in, None for this one.
        values: parameters of the scheduler to set.
        working_dir: existing folder that stands for $HIP.
        how: what cooks: "ticks" as usual, "static" by onScheduleStatic, or "submit" by the job
            that submitAsJob submits.
    """

    surroundings: Surroundings
    scheduler: str
    timeout: float
    python: str | None
    values: Mapping[str, str]
    working_dir: Path
    how: str = "ticks"


def cook(graph: Graph, settings: Settings, seen: Callable[[Item], None]) -> Outcome:
    """Cook `graph` and give what came of it; `seen` gets each item as something happens to it.

    A scheduler that raises as it is made is an error of the cook, of which nothing was reached.

    Raises:
        UsageError: a child cannot be run here, or the graph is not what the scheduler can use.
    """
    teller = Teller()
    ends: list[Event] = []

    def take(event: Event) -> None:
        if event["kind"] == "result":
            ends.append(event)
            return
        if event.get("refused") == "configuration":
            told = settings.surroundings.explained(str(event["message"]))
            raise UsageError(*told.split("\n"))
        if event.get("refused") == "scheduler":
            ends.append({"kind": "result", "reached": False})
        item = teller.take(event)
        if item is not None:
            seen(item)

    result = run_child(
        _config(graph, settings),
        surroundings=settings.surroundings,
        working_dir=settings.working_dir,
        timeout=settings.timeout + _GRACE if settings.timeout else 10.0**8,
        python=settings.python,
        on_event=take,
        keep_events=False,
    )
    return replace(_outcome(teller, ends, result, settings), graph=graph)


def not_cooked(scheduler: str, release: str, *reasons: str) -> Outcome:
    """Return the outcome of a cook that could not begin, so that reports can tell of it.

    `scheduler` is "" where none could be loaded, `release` the Houdini to behave as.
    """
    story = Teller().story()
    story.errors.extend(reasons)
    return Outcome(Heading(scheduler, release), story, reached=False)


def _config(graph: Graph, settings: Settings) -> dict[str, Any]:
    return {
        "mode": "cook",
        "scheduler": settings.scheduler,
        "graph": graph,
        "values": dict(settings.values),
        "timeout": settings.timeout or None,
        "static": settings.how == "static",
        "submit": settings.how == "submit",
        "working_dir": str(settings.working_dir.absolute()),
    }


def _outcome(teller: Teller, ends: list[Event], result: ChildResult, settings: Settings) -> Outcome:
    story = teller.story()
    end = ends[-1] if ends else {}
    story.tick = float(end.get("tick") or 0.0)
    if result.trouble:
        story.errors.append(result.trouble)
    elif not ends and not result.interrupted and not result.timed_out:
        story.errors.append(_breakdown(result))
    explained = settings.surroundings.explained
    story.errors[:] = map(explained, story.errors)
    for item in story.items:
        item.notes[:] = map(explained, item.notes)
    return Outcome(
        Heading(settings.scheduler, settings.surroundings.release),
        story,
        reached=bool(end.get("reached")),
        interrupted=result.interrupted,
        timed_out=result.timed_out or bool(end.get("timed_out")),
        submitted=bool(end.get("submitted", True)),
        left_over=tuple(one.command for one in result.left_over),
        printed="\n".join(filter(None, (result.stdout.rstrip(), result.stderr.rstrip()))),
        folder=str(settings.working_dir.absolute()),
    )


def _breakdown(result: ChildResult) -> str:
    lines = result.stderr.strip().splitlines()
    last = f": {lines[-1]}" if lines else ""
    return f"{how_it_ended('the scheduler', result.returncode)}{last}"
