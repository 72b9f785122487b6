"""`pysched-gen cook`."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.cook_progress import live_progress
from pysched_gen.cli.output import is_quiet, is_verbose, mention, say, show, show_document
from pysched_gen.cli.package_options import (
    pairs,
    scheduler_pattern,
    stand_in_options,
    surroundings_of,
)
from pysched_gen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.run.cook.outcome import Outcome
    from pysched_gen.run.cook.random_graph import Graph
    from pysched_gen.run.cook.run import Settings
    from pysched_gen.run.environment import Surroundings

__all__ = ["command"]

_NO_LIMIT = 1e8  # seconds
# What a folder of reports is not.
_FILES = frozenset({".json", ".xml", ".html", ".svg", ".dot", ".txt", ".pdf", ".png"})
_SHAPE = ("items", "depth", "fan", "batch", "command", "fail_rate", "seed")


@click.command("cook")
@click.option(
    "--graph",
    "graph_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Task graph to cook, as `pysched-gen schema graph` describes it.",
)
@click.option("--items", metavar="N", type=click.IntRange(min=1), help="Work items.  [default: 20]")
@click.option(
    "--depth", metavar="D", type=click.IntRange(min=1), help="TOP nodes in a row.  [default: 1]"
)
@click.option(
    "--fan",
    metavar="F",
    type=click.IntRange(min=0),
    help="Items before it that each waits for.  [default: 1]",
)
@click.option(
    "--batch",
    metavar="B",
    type=click.IntRange(min=0),
    help="Sub-items to a batch.  [default: no batches]",
)
@click.option(
    "--command",
    metavar="CMD",
    help="Command line of each item, PDG's tokens such as __PDG_INDEX__ included.  "
    "[default: true]",
)
@click.option(
    "--fail-rate",
    metavar="P",
    type=click.FloatRange(0, 1),
    help="Part of the items whose command fails.  [default: 0]",
)
@click.option("--seed", metavar="S", type=int, help="Of what is left to chance.  [default: 0]")
@stand_in_options
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    default=300.0,
    show_default=True,
    help="Cancel the cook after that long; 0 for no limit.",
)
@click.option(
    "--static",
    is_flag=True,
    help="Cook statically: the whole graph is given to onScheduleStatic.",
)
@click.option(
    "--submit",
    is_flag=True,
    help="Have submitAsJob submit the graph as a job, and wait for its end.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Cook with N schedulers at a time, where there are several.  [default: 1]",
)
@click.option("--keep", is_flag=True, help="Keep the folder that stands for $HIP, logs included.")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write all reports into DIR: timeline and task graph, JSON and JUnit.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit", "dot"]),
    default="text",
    show_default=True,
    help="How to print what came of it; dot is the task graph.",
)
@click.pass_context
def command(context: click.Context, /, packages: tuple[Path, ...], **options: Any) -> None:
    """Cook a task graph through each scheduler in PACKAGE_DIR, with real processes.

    PACKAGE_DIR is a directory that goes on HOUDINI_PATH, such as the DIR of generate -o DIR, or
    several of them. Package files, Python libraries and assets in it are found as Houdini finds
    them. A stand-in takes the place of PDG. Ctrl-C cancels the cook through the scheduler. Ends
    with 1 if an item failed or a package cannot be loaded, with 3 if there is no scheduler.

    \b
    Examples:
      pysched-gen cook houdini
      pysched-gen cook houdini --items 200 --depth 3 --fan 2 --command 'sleep 0.1' -o report
      pysched-gen cook houdini --all -j 4 --format junit
      pysched-gen cook houdini --graph shot.json --set farmq_queue=night --format junit
    """
    output: Path | None = options["output"]
    if output is not None and output.suffix in _FILES and not output.is_dir():
        raise UsageError(
            f"{output}: what is written is a folder of reports; leave out {output.suffix}"
        )
    if output is not None:
        _refuse_unwritable(output)
    if options["static"] and options["submit"]:
        raise UsageError("--static, --submit: the graph is cooked one way or the other; drop one")
    graph = _graph(options)
    from pysched_gen.run.cook.run import not_cooked  # noqa: PLC0415 - start-up
    from pysched_gen.run.interruption import forwarding_interrupts  # noqa: PLC0415 - start-up

    surroundings = surroundings_of(packages, options)
    shown = ", ".join(map(str, packages))
    jobs = options["jobs"] or 1
    with forwarding_interrupts() as interruptions:
        plans, broken = _plans(surroundings, shown, options)
        if jobs > len(plans) == 1:
            raise UsageError(
                f"-j {jobs}: {plans[0].scheduler} alone is cooked, so nothing can go on beside it; "
                "how many of its jobs run at once is up to its parameters and --fan"
            )
        if plans:
            outcomes = _cook_each(graph, plans, shown, options)
        else:
            outcomes = [not_cooked("", surroundings.release, *broken)]
        if plans or options["form"] != "text":
            _print(options["form"], outcomes, graph, verbose=is_verbose())
        if options["output"] is not None:
            _write_reports(options["output"], outcomes, graph)
    for failure in broken:
        say(f"error: {shown}: cannot be loaded: {failure}")
    if interruptions.exit_code:
        context.exit(interruptions.exit_code)
    good = not broken and all(outcome.good for outcome in outcomes)
    context.exit(ExitCode.OK if good else ExitCode.FINDINGS)


def _refuse_unwritable(output: Path) -> None:
    """Raise UsageError where reports could not be written: a cook may take long."""
    nearest = next(path for path in (output, *output.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise UsageError(f"{output}: {nearest} is a file, so no folder of reports can be there")
    if not os.access(nearest, os.W_OK):
        raise UsageError(f"{output}: reports cannot be written there, {nearest} is read-only")


def _graph(options: dict[str, Any]) -> Graph:
    from pysched_gen.run.cook.graph_file import read_graph  # noqa: PLC0415 - start-up
    from pysched_gen.run.cook.random_graph import Shape, random_graph  # noqa: PLC0415 - start-up

    given = {key: options[key] for key in _SHAPE if options[key] is not None}
    if options["graph_file"] is not None:
        if given:
            words = ", ".join("--" + key.replace("_", "-") for key in given)
            raise UsageError(f"{words}: these make a graph, but --graph gives one; drop one")
        return read_graph(options["graph_file"])
    shape = Shape(**given)
    if shape.depth > shape.items:
        raise UsageError(f"--depth {shape.depth}: more nodes than items; give --items too")
    return random_graph(shape)


def _plans(
    surroundings: Surroundings, shown: str, options: dict[str, Any]
) -> tuple[list[Settings], tuple[str, ...]]:
    """Return how to cook with each scheduler, and what of the package could not be loaded."""
    from pysched_gen.run.cook.run import Settings  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import Settings as SurveySettings  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import survey_package  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.survey import chosen_schedulers  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.values import values_of_each  # noqa: PLC0415 - start-up

    values = pairs("--set", options["assignments"])
    started = time.monotonic()
    limit = options["timeout"] or _NO_LIMIT
    survey = survey_package(SurveySettings(surroundings, limit, options["python"], {}, keep=False))
    pattern = scheduler_pattern(options)
    found = chosen_schedulers(survey, shown, pattern)
    if not found:
        return [], survey.failures
    each = list(values_of_each(values, found, surroundings))
    for trouble in dict.fromkeys(text for _own, seen in each for text in seen.troubles):
        say(f"warning: {trouble}")
    plans = [
        Settings(
            surroundings=seen,
            scheduler=one.name,
            timeout=options["timeout"] and max(1.0, limit - (time.monotonic() - started)),
            python=options["python"],
            values=own,
            working_dir=Path(),
            how="static" if options["static"] else "submit" if options["submit"] else "ticks",
        )
        for one, (own, seen) in zip(found, each, strict=True)
    ]
    return plans, () if pattern is not None else survey.failures


@contextmanager
def _working_dir(*, keep: bool) -> Iterator[Path]:
    """Give a new folder; it is removed in the end, or named where it is kept."""
    from pysched_gen.run.folder import work_folder  # noqa: PLC0415 - start-up

    with work_folder("cook", keep=keep) as folder:
        try:
            yield folder
        finally:
            if keep:
                say(f"$HIP of this cook: {folder}")


def _cook_each(
    graph: Graph, plans: list[Settings], shown: str, options: dict[str, Any]
) -> list[Outcome]:
    """Return the outcomes of the schedulers, in their order; `--jobs` of them cook at a time."""
    from pysched_gen.run.cook.run import cook, not_cooked  # noqa: PLC0415 - start-up

    if options["form"] == "text":
        for plan in plans:
            mention(f"{shown}: {plan.scheduler}, as in Houdini {plan.surroundings.release}")
    total = sum(len(node["items"]) for node in graph["nodes"]) * len(plans)
    with live_progress(total) as seen:

        def one(number: int) -> Outcome:
            with _working_dir(keep=options["keep"]) as folder:
                plan = replace(plans[number], working_dir=folder)
                try:
                    return cook(graph, plan, lambda item: seen(number, item))
                except UsageError as error:
                    # The child knows the graph, and not the file that it is from.
                    told = str(error)
                    if told.startswith("graph: ") and options["graph_file"] is not None:
                        told = told.replace("graph", str(options["graph_file"]), 1)
                    if len(plans) == 1:
                        raise UsageError(*told.split("\n")) from error
                    return not_cooked(plan.scheduler, plan.surroundings.release, told)

        if len(plans) == 1:
            return [one(0)]
        with ThreadPoolExecutor(options["jobs"] or 1) as pool:
            return list(pool.map(one, range(len(plans))))


def _print(form: str, outcomes: list[Outcome], graph: Graph, *, verbose: bool) -> None:
    from pysched_gen.run.cook import outcome as reports  # noqa: PLC0415 - start-up

    if form == "text":
        from pysched_gen.run.cook import summary  # noqa: PLC0415 - start-up

        for outcome in outcomes:
            if outcome.good and is_quiet():
                continue
            if len(outcomes) > 1:
                show(f"{outcome.heading.title}:")
            show("\n".join(summary.summary_lines(outcome, verbose=verbose)))
        if len(outcomes) > 1 and not is_quiet():
            show("\n".join(summary.summary_table(outcomes)))
    elif form == "dot":
        from pysched_gen.run.cook.reports import dot_of  # noqa: PLC0415 - start-up

        for outcome in outcomes:
            show_document(dot_of(outcome, graph))
    elif form == "json":
        alone = len(outcomes) == 1
        show_document(reports.cook_json(outcomes[0]) if alone else reports.all_json(outcomes))
    else:
        show_document(reports.cook_junit(*outcomes))


def _write_reports(folder: Path, outcomes: list[Outcome], graph: Graph) -> None:
    from pysched_gen.run.cook.reports import write_all, write_reports  # noqa: PLC0415 - start-up

    written = (
        write_reports(folder, outcomes[0], graph)
        if len(outcomes) == 1
        else write_all(folder, outcomes, graph)
    )
    for path, what in written:
        mention(f"{path}: {what}")
