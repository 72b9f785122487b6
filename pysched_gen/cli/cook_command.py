"""`pysched-gen cook`."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.cook_progress import live_progress
from pysched_gen.cli.output import say, show, show_document
from pysched_gen.cli.package_options import pairs, stand_in_options, surroundings_of
from pysched_gen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.run.cook.outcome import Outcome
    from pysched_gen.run.cook.random_graph import Graph
    from pysched_gen.run.cook.run import Settings
    from pysched_gen.run.environment import Surroundings

__all__ = ["command"]

_NO_LIMIT = 1e8  # seconds
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
    "how",
    flag_value="static",
    help="Cook statically: the whole graph is given to onScheduleStatic.",
)
@click.option(
    "--submit",
    "how",
    flag_value="submit",
    help="Have submitAsJob submit the graph as a job, and wait for its end.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Show what callbacks and jobs printed, and the time in each callback.",
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
    """Cook a task graph through the scheduler in PACKAGE_DIR, with real processes.

    PACKAGE_DIR is a directory that goes on HOUDINI_PATH, such as the DIR of generate -o DIR, or
    several of them. Package files, Python libraries and assets in it are found as Houdini finds
    them. A stand-in takes the place of PDG. Ctrl-C cancels the cook through the scheduler. Ends
    with 1 if an item failed, with 3 if there is no scheduler.

    \b
    Examples:
      pysched-gen cook houdini
      pysched-gen cook houdini --items 200 --depth 3 --fan 2 --command 'sleep 0.1' -o report
      pysched-gen cook houdini --graph shot.json --set farmq_queue=night --format junit
    """
    graph = _graph(options)
    from pysched_gen.run.interruption import forwarding_interrupts  # noqa: PLC0415 - start-up

    surroundings = surroundings_of(packages, options)
    shown = ", ".join(map(str, packages))
    with forwarding_interrupts() as interruptions:
        with _working_dir(keep=options["keep"]) as folder:
            settings = _settings(surroundings, shown, folder, options)
            outcome = _cook(graph, settings, shown, quiet=options["form"] != "text")
        _print(options["form"], outcome, graph, verbose=options["verbose"])
        if options["output"] is not None:
            _write_reports(options["output"], outcome, graph)
    if interruptions.exit_code:
        context.exit(interruptions.exit_code)
    context.exit(ExitCode.OK if outcome.good else ExitCode.FINDINGS)


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


def _settings(
    surroundings: Surroundings, shown: str, folder: Path, options: dict[str, Any]
) -> Settings:
    from pysched_gen.run.cook.run import Settings  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import Settings as SurveySettings  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import survey_package  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.survey import chosen_scheduler  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.values import with_values  # noqa: PLC0415 - start-up

    values = pairs("--set", options["assignments"])
    started = time.monotonic()
    limit = options["timeout"] or _NO_LIMIT
    survey = survey_package(SurveySettings(surroundings, limit, options["python"], {}, keep=False))
    found = chosen_scheduler(survey, shown, options["scheduler"])
    if found is None:
        raise UsageError(f"{shown}: cannot be loaded: " + "\n".join(survey.failures))
    values, surroundings = with_values(values, found, surroundings)
    for trouble in surroundings.troubles:
        say(f"warning: {trouble}")
    return Settings(
        surroundings=surroundings,
        scheduler=found.name,
        timeout=options["timeout"] and max(1.0, limit - (time.monotonic() - started)),
        python=options["python"],
        values=values,
        working_dir=folder,
        how=options["how"] or "ticks",
    )


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


def _cook(graph: Graph, settings: Settings, shown: str, *, quiet: bool) -> Outcome:
    from pysched_gen.run.cook.run import cook  # noqa: PLC0415 - start-up

    if not quiet:
        say(f"{shown}: {settings.scheduler}, as in Houdini {settings.surroundings.release}")
    total = sum(len(node["items"]) for node in graph["nodes"])
    with live_progress(total) as seen:
        return cook(graph, settings, seen)


def _print(form: str, outcome: Outcome, graph: Graph, *, verbose: bool) -> None:
    from pysched_gen.run.cook import outcome as reports  # noqa: PLC0415 - start-up

    if form == "text":
        from pysched_gen.run.cook.summary import summary_lines  # noqa: PLC0415 - start-up

        show("\n".join(summary_lines(outcome, verbose=verbose)))
    elif form == "dot":
        from pysched_gen.run.cook.reports import dot_of  # noqa: PLC0415 - start-up

        show_document(dot_of(outcome, graph))
    else:
        render = reports.cook_json if form == "json" else reports.cook_junit
        show_document(render(outcome))


def _write_reports(folder: Path, outcome: Outcome, graph: Graph) -> None:
    from pysched_gen.run.cook.reports import write_reports  # noqa: PLC0415 - start-up

    for path, what in write_reports(folder, outcome, graph):
        say(f"{path}: {what}")
