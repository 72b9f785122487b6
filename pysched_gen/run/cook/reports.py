"""All reports of a cook, as files of one folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.output.directory import explained
from pysched_gen.output.write_file import write_report
from pysched_gen.run.cook.outcome import all_json, cook_json, cook_junit
from pysched_gen.run.cook.task_graph import dot, task_graph
from pysched_gen.run.cook.task_graph_picture import task_graph_svg
from pysched_gen.run.cook.timeline import timeline_html, timeline_svg
from pysched_gen.run.cook.trace import trace_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pysched_gen.run.cook.outcome import Outcome
    from pysched_gen.run.cook.random_graph import Graph
    from pysched_gen.run.cook.task_graph import TaskGraph

__all__ = ["dot_of", "write_all", "write_reports"]


def dot_of(outcome: Outcome, graph: Graph) -> str:
    """Give the task graph of a cook for Graphviz."""
    return dot(_task_graph(outcome, graph))


def write_reports(folder: Path, outcome: Outcome, graph: Graph) -> list[tuple[Path, str]]:
    """Write every report into `folder`, made if missing; give each path and what it is.

    Raises:
        UsageError: the folder cannot be written.
    """
    shape = _task_graph(outcome, graph)
    texts = {
        "timeline.html": ("timeline", timeline_html(outcome.story, outcome.heading, graph)),
        "timeline.svg": ("timeline, as a picture", timeline_svg(outcome.story, outcome.heading)),
        "graph.svg": ("task graph", task_graph_svg(shape, outcome.heading)),
        "graph.dot": ("task graph, for Graphviz", dot(shape)),
        "trace.json": ("trace, for Perfetto", trace_json(outcome.story, outcome.heading)),
        "cook.json": ("report, as JSON", cook_json(outcome)),
        "cook.xml": ("report, as JUnit", cook_junit(outcome)),
    }
    return _write(folder, texts)


def write_all(folder: Path, outcomes: Sequence[Outcome], graph: Graph) -> list[tuple[Path, str]]:
    """Write the reports of each cook into a folder called as its scheduler, and merged ones.

    Raises:
        UsageError: the folder cannot be written.
    """
    written = []
    for outcome in outcomes:
        name = outcome.heading.scheduler
        own = write_reports(folder / (re.sub(r"[^\w-]", "_", name) or "_"), outcome, graph)
        written += [(path, f"{what} of {name}") for path, what in own]
    merged = {
        "cook.json": ("report of all, as JSON", all_json(outcomes)),
        "cook.xml": ("report of all, as JUnit", cook_junit(*outcomes)),
    }
    return [*written, *_write(folder, merged)]


def _write(folder: Path, texts: dict[str, tuple[str, str]]) -> list[tuple[Path, str]]:
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, (_, text) in texts.items():
        write_report(folder / name, text.encode(errors="backslashreplace"))
    return [(folder / name, what) for name, (what, _) in texts.items()]


def _task_graph(outcome: Outcome, graph: Graph) -> TaskGraph:
    items = [item for item in outcome.story.items if item.key]
    states = {item.key: item.state for item in items}
    return task_graph(graph, states, {item.key: item.name for item in items})
