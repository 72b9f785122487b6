"""`pysched-gen verify`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.output import say, show, show_document, use_color
from pysched_gen.cli.package_options import pairs, stand_in_options, surroundings_of
from pysched_gen.cli.project import setting_option
from pysched_gen.errors import ExitCode, UsageError
from pysched_gen.run.verify.author import author_of, waivers_of
from pysched_gen.run.verify.catalog import (
    read_scenario,
    scenarios_matching,
)
from pysched_gen.run.verify.catalog import (
    scenarios as built_in_scenarios,
)
from pysched_gen.run.verify.outcome import Status, unused_waivers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pysched_gen.run.environment import Surroundings
    from pysched_gen.run.verify.catalog import Scenario
    from pysched_gen.run.verify.outcome import Outcome
    from pysched_gen.run.verify.run import Settings
    from pysched_gen.sources.verify_settings import WaivedScenario

__all__ = ["chosen_scenarios", "command"]


@click.command("verify")
@setting_option("verify.scenarios")
@click.option("--list", "listed", is_flag=True, help="List the scenarios, play none.")
@stand_in_options
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=1),
    default=30.0,
    show_default=True,
    help="Time for which nothing may happen in a scenario; it may take four times that in all.",
)
@setting_option("verify.own", type=click.Path(exists=True, path_type=Path))
@setting_option("verify.waive")
@click.option("--strict", is_flag=True, help="Fail for warnings and notes too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    show_default=True,
    help="How to print the outcomes.",
)
@click.option(
    "--hython",
    metavar="PATH",
    help="Play what can be in this Houdini, through its own pdg, in place of the stand-in.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Play N scenarios at a time.  [default: twice the processors, and two more]",
)
@click.option("--keep", is_flag=True, help="Keep the folders the scenarios worked in.")
@click.pass_context
def command(
    context: click.Context,
    /,
    packages: tuple[Path, ...],
    patterns: tuple[str, ...],
    *,
    listed: bool,
    own_files: tuple[Path, ...],
    **options: Any,
) -> None:
    """Play named scenarios with the scheduler in PACKAGE_DIR, each in a process of its own.

    PACKAGE_DIR is a directory that goes on HOUDINI_PATH, such as the DIR of generate -o DIR, or
    several of them. Package files, Python libraries and assets in it are found as Houdini finds
    them. A stand-in takes the place of PDG, so no Houdini is needed. Ends with 1 if a scenario
    failed, with 3 if there is no scheduler.

    \b
    Examples:
      pysched-gen verify houdini
      pysched-gen verify houdini --scenario '*-cook' --houdini 19.0
      pysched-gen verify houdini --format junit > verify.xml
      pysched-gen verify houdini --hython /opt/hfs21.0/bin/hython
    """
    if listed:
        author = author_of(packages, options["scheduler"])
        for scenario in chosen_scenarios(patterns, (*author.scenarios, *_own(own_files))):
            show(f"{scenario.name:24}{scenario.title}\n{'':24}{scenario.meaning}")
        return
    surroundings = surroundings_of(packages, options)
    author = author_of(surroundings.folders, options["scheduler"])
    mine = (*author.scenarios, *_own(own_files))
    scenarios = chosen_scenarios(patterns, mine)
    options["waivers"] = _waivers(options.pop("waived"), author.waived, mine)
    shown = ", ".join(map(str, packages))
    from pysched_gen.run.interruption import forwarding_interrupts  # noqa: PLC0415 - start-up

    with forwarding_interrupts() as interruptions:
        good = _verify(surroundings, shown, scenarios, **options)
    if interruptions.exit_code:
        say("interrupted; what was played until then is reported")
        context.exit(interruptions.exit_code)
    context.exit(ExitCode.OK if good else ExitCode.FINDINGS)


def chosen_scenarios(patterns: tuple[str, ...], mine: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
    """Return the scenarios whose names fit `patterns`, `mine` among them.

    Raises:
        UsageError: no scenario has such a name, or two have the same.
    """
    known = (*built_in_scenarios(), *mine)
    names = [scenario.name for scenario in known]
    for scenario in mine:
        if names.count(scenario.name) > 1:
            raise UsageError(
                f"{scenario.file or scenario.page}: another scenario is called {scenario.name} "
                "already; give it another name"
            )
    for pattern in patterns:
        if not scenarios_matching((pattern,), known):
            raise UsageError(
                f"--scenario {pattern}: no scenario has such a name; there are {', '.join(names)}"
            )
    return scenarios_matching(patterns, known)


def _own(paths: tuple[Path, ...]) -> list[Scenario]:
    """Give the scenarios of the author's own files, those in folders by name."""
    files = [
        file
        for path in paths
        for file in (sorted(path.glob("*.py")) if path.is_dir() else [path.absolute()])
    ]
    if paths and not files:
        raise UsageError(f"--own {paths[0]}: holds no scenario, which is a .py file")
    return [read_scenario(file.absolute(), own=True) for file in files]


def _waivers(
    flags: tuple[str, ...], said: Sequence[WaivedScenario], mine: tuple[Scenario, ...]
) -> dict[str, str]:
    """Return the reason for each waived scenario; flags win over what the manifest says."""
    known = {scenario.name: scenario for scenario in (*built_in_scenarios(), *mine)}
    waivers = waivers_of(said, known)
    for text in flags:
        name, _, reason = text.partition("=")
        if not reason.strip():
            raise UsageError(f"--waive {text}: has no reason; write --waive {name}=REASON")
        if name not in known:
            raise UsageError(f"--waive {text}: no scenario is called {name}")
        waivers[name] = reason.strip()
    return waivers


def _verify(
    surroundings: Surroundings,
    shown: str,
    scenarios: tuple[Scenario, ...],
    scheduler: str | None,
    form: str,
    **options: Any,
) -> bool:
    """Tell whether there is a scheduler and it failed no scenario."""
    from pysched_gen.run.folder import work_folder  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import Settings, survey_package, verify  # noqa: PLC0415
    from pysched_gen.run.verify.survey import chosen_scheduler  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.values import with_values  # noqa: PLC0415 - start-up

    started = time.monotonic()
    with work_folder("cache") as cache:
        settings = Settings(
            surroundings,
            options["timeout"],
            options["python"],
            pairs("--set", options["assignments"]),
            options["keep"],
            options["waivers"],
            options["jobs"] or 0,
            cache,
        )
        survey = survey_package(settings)
        found = chosen_scheduler(survey, shown, scheduler)
        name = found.name if found else ""
        if found is not None:
            values, surroundings = with_values(settings.values, found, surroundings)
            settings = replace(settings, values=values, surroundings=surroundings)
        for trouble in surroundings.troubles:
            say(f"warning: {trouble}")
        release = settings.release
        told = _teller(form, shown, name, settings, options["hython"])
        if options["hython"] and found is not None:
            from pysched_gen.run.verify.hython import verify_in_houdini  # noqa: PLC0415 - start-up

            limit = settings.timeout * 4
            outcomes, release = verify_in_houdini(
                options["hython"],
                name,
                scenarios,
                surroundings,
                timeout=limit,
                waivers=settings.waivers,
                told=told,
            )
        else:
            outcomes = verify(scenarios, found, settings, told)
    _finish(form, outcomes, name, release, time.monotonic() - started)
    for text in unused_waivers(outcomes, options["waivers"]):
        say(f"note: {text}")

    for failure in () if found else survey.failures:
        say(f"error: {shown}: no scheduler could be registered: {failure}")
    bad = {Status.FAILED, Status.WARNED, Status.NOTED} if options["strict"] else {Status.FAILED}
    return found is not None and not any(o.status in bad for o in outcomes)


def _teller(
    form: str, shown: str, name: str, settings: Settings, hython: str | None
) -> Callable[[Outcome], None]:
    if form != "text":
        return lambda _outcome: None
    from pysched_gen.run.verify.report.text import outcome_lines  # noqa: PLC0415 - start-up

    python = f", in {settings.python}" if settings.python else ""
    where = f"in the Houdini of {hython}" if hython else f"as in Houdini {settings.release}{python}"
    say(f"{shown}: {name or 'no scheduler'}, {where}")
    color = use_color()
    return lambda outcome: show(outcome_lines(outcome, color=color))


def _finish(form: str, outcomes: list[Outcome], name: str, release: str, seconds: float) -> None:
    if form == "json":
        from pysched_gen.run.verify.report.json import render_json  # noqa: PLC0415 - start-up

        show_document(render_json(outcomes, name, release))
    elif form == "junit":
        from pysched_gen.run.verify.report.junit import render_junit  # noqa: PLC0415 - start-up

        show_document(render_junit(outcomes, name, release))
    else:
        from pysched_gen.run.verify.report.text import (  # noqa: PLC0415 - start-up
            cause_lines,
            summary_line,
        )

        for line in cause_lines(outcomes):
            say(line)
        say(summary_line(outcomes, seconds))
