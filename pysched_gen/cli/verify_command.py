"""`pysched-gen verify`."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen import __version__
from pysched_gen.cli.completions import complete_scenarios, complete_waivers
from pysched_gen.cli.output import (
    is_quiet,
    is_verbose,
    mention,
    say,
    show,
    show_document,
    use_color,
)
from pysched_gen.cli.package_options import (
    pairs,
    scheduler_pattern,
    stand_in_options,
    surroundings_of,
)
from pysched_gen.cli.project import is_given, setting_option
from pysched_gen.cli.reporting import file_option, format_option, write_text
from pysched_gen.errors import ExitCode, UsageError
from pysched_gen.run.verify.author import author_of, waivers_of
from pysched_gen.run.verify.catalog import (
    read_scenario,
    scenarios_matching,
)
from pysched_gen.run.verify.catalog import (
    scenarios as built_in_scenarios,
)
from pysched_gen.run.verify.outcome import Status
from pysched_gen.run.verify.waivers import read_waivers, reasons_for, unused_waivers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pysched_gen.run.environment import Surroundings
    from pysched_gen.run.verify.author import Author
    from pysched_gen.run.verify.catalog import Scenario
    from pysched_gen.run.verify.outcome import Outcome
    from pysched_gen.run.verify.run import Settings, Subject
    from pysched_gen.run.verify.survey import Found
    from pysched_gen.run.verify.waivers import Waiver

__all__ = ["chosen_scenarios", "command"]


@dataclass(frozen=True)
class _Played:
    """What came of a run: outcomes by scheduler, and why others could not be played."""

    reports: dict[str, list[Outcome]]
    release: str
    package: str
    missing: tuple[str, ...]
    seconds: float

    @property
    def outcomes(self) -> list[Outcome]:
        return [outcome for outcomes in self.reports.values() for outcome in outcomes]


@click.command("verify")
@setting_option("verify.scenarios", shell_complete=complete_scenarios)
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
@setting_option("verify.waive", shell_complete=complete_waivers)
@click.option("--strict", is_flag=True, help="Fail for warnings and notes too.")
@format_option
@file_option
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
    files: tuple[tuple[str, str], ...],
    **options: Any,
) -> None:
    """Play named scenarios with the schedulers in PACKAGE_DIR, each in a process of its own.

    PACKAGE_DIR is a directory that goes on HOUDINI_PATH, such as the DIR of generate -o DIR, or
    several of them. Package files, Python libraries and assets in it are found as Houdini finds
    them. A stand-in takes the place of PDG, so no Houdini is needed. Of several schedulers each
    is played, and all are in one report. Ends with 1 if a scenario failed, with 3 if there is no
    scheduler.

    \b
    Examples:
      pysched-gen verify houdini
      pysched-gen verify houdini --scenario '*-cook' --houdini 19.0
      pysched-gen verify houdini --scheduler 'farm*' -j 8
      pysched-gen verify houdini --format junit > verify.xml
      pysched-gen verify houdini --hython /opt/hfs21.0/bin/hython
    """
    own = tuple(_own(own_files))
    if listed:
        author = author_of(packages, options["scheduler"])
        for scenario in chosen_scenarios(patterns, (*author.scenarios, *own)):
            show(f"{scenario.name:24}{scenario.title}\n{'':24}{scenario.meaning}")
        return
    if options["hython"]:
        _refuse_idle_beside_hython(context)
    surroundings = surroundings_of(packages, options)
    shown = ", ".join(map(str, packages))
    from pysched_gen.run.interruption import forwarding_interrupts  # noqa: PLC0415 - start-up

    with forwarding_interrupts() as interruptions:
        good = _verify(surroundings, shown, patterns, own, targets=files, **options)
    if interruptions.exit_code:
        say("interrupted; what was played until then is reported")
        context.exit(interruptions.exit_code)
    context.exit(ExitCode.OK if good else ExitCode.FINDINGS)


def _refuse_idle_beside_hython(context: click.Context) -> None:
    for option in ("houdini", "python", "assignments"):
        if is_given(context, option):
            flag = "--set" if option == "assignments" else f"--{option}"
            raise UsageError(f"{flag}: has no effect beside --hython, which is a whole Houdini")


def chosen_scenarios(patterns: tuple[str, ...], mine: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
    """Return the scenarios whose names fit `patterns`, `mine` among them.

    Raises:
        UsageError: no scenario has such a name, or two have the same.
    """
    known = _known(mine)
    _refuse_idle_patterns(patterns, known)
    return scenarios_matching(patterns, known)


def _known(mine: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
    known = (*built_in_scenarios(), *mine)
    names = [scenario.name for scenario in known]
    for scenario in mine:
        if names.count(scenario.name) > 1:
            raise UsageError(
                f"{scenario.file or scenario.page}: another scenario is called {scenario.name} "
                "already; give it another name"
            )
    return known


def _refuse_idle_patterns(patterns: tuple[str, ...], known: tuple[Scenario, ...]) -> None:
    names = dict.fromkeys(scenario.name for scenario in known)
    for pattern in patterns:
        if not scenarios_matching((pattern,), known):
            raise UsageError(
                f"--scenario {pattern}: no scenario has such a name; there are {', '.join(names)}"
            )


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


def _verify(
    surroundings: Surroundings,
    shown: str,
    patterns: tuple[str, ...],
    own: tuple[Scenario, ...],
    *,
    targets: Sequence[tuple[str, str]],
    form: str,
    **options: Any,
) -> bool:
    """Tell whether there are schedulers and none failed a scenario."""
    from pysched_gen.run.folder import work_folder  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import Settings, survey_package  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.survey import chosen_schedulers  # noqa: PLC0415 - start-up

    started = time.monotonic()
    pattern = scheduler_pattern(options)
    every = author_of(surroundings.folders, None).scenarios
    _refuse_idle_patterns(patterns, (*built_in_scenarios(), *every, *own))
    with work_folder("cache") as cache:
        settings = Settings(
            surroundings,
            options["timeout"],
            options["python"],
            pairs("--set", options["assignments"]),
            options["keep"],
            {},
            options["jobs"] or 0,
            cache,
        )
        survey = survey_package(settings)
        found = chosen_schedulers(survey, shown, pattern)
        known = {one.name for one in (*built_in_scenarios(), *every, *own)}
        waivers = read_waivers(options["waived"], known, [one.name for one in found])
        subjects, said = _subjects(
            found, settings, patterns, own, waivers, chosen=pattern is not None
        )
        troubles = [text for one in subjects for text in one.settings.surroundings.troubles]
        for trouble in dict.fromkeys(troubles):
            say(f"warning: {trouble}")
        told = _teller(form, shown, subjects, options["hython"])
        outcomes, release = _played(subjects, told, options["hython"])
    reports = dict(zip([one.name for one in subjects], outcomes, strict=True))
    # Where one scheduler was asked for, what else lies in the package is not looked at.
    missing = () if found and pattern is not None else survey.failures
    played = _Played(reports, release, shown, missing, time.monotonic() - started)
    for file, kind in targets:
        write_text(file, _rendered(kind, played))
    if form == "text":
        _finish(played)
    else:
        show_document(_rendered(form, played))
    for text in unused_waivers(reports, waivers, said):
        mention(f"note: {text}")

    for failure in missing:
        say(f"error: {shown}: no scheduler could be registered: {failure}")
    bad = {Status.FAILED, Status.WARNED, Status.NOTED} if options["strict"] else {Status.FAILED}
    ends = {outcome.status for outcome in played.outcomes}
    return not missing and bool(found) and not ends & bad


def _subjects(
    found: tuple[Found, ...],
    settings: Settings,
    patterns: tuple[str, ...],
    own: tuple[Scenario, ...],
    waivers: Sequence[Waiver],
    *,
    chosen: bool,
) -> tuple[list[Subject], dict[str, dict[str, str]]]:
    """Return each scheduler with what is played with it, and what its author waives.

    What the author waives is the reason of each scenario, by scheduler; flags win over it.
    """
    from pysched_gen.run.verify.run import Subject  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.values import values_of_each  # noqa: PLC0415 - start-up

    folders = settings.surroundings.folders
    subjects = []
    said = {}

    def add(one: Found | None, own_settings: Settings, author: Author) -> None:
        name = one.name if one else ""
        known = _known((*author.scenarios, *own))
        by_author = waivers_of(author.waived, {scenario.name: scenario for scenario in known})
        by_flag = reasons_for(name, waivers)
        said[name] = {key: text for key, text in by_author.items() if key not in by_flag}
        with_waivers = replace(own_settings, waivers={**by_author, **by_flag})
        subjects.append(Subject(one, with_waivers, scenarios_matching(patterns, known)))

    each = values_of_each(settings.values, found, settings.surroundings)
    for one, (values, surroundings) in zip(found, each, strict=True):
        author = author_of(folders, one.name if chosen or len(found) > 1 else None)
        add(one, replace(settings, values=values, surroundings=surroundings), author)
    if not found:
        add(None, settings, author_of(folders, None))
    return subjects, said


def _played(
    subjects: list[Subject], told: Callable[[int, Outcome], None], hython: str | None
) -> tuple[list[list[Outcome]], str]:
    """Return the outcomes of each scheduler, and the release that they are of."""
    from pysched_gen.run.verify.run import verify_each  # noqa: PLC0415 - start-up

    release = subjects[0].settings.release
    if not hython or subjects[0].found is None:
        return verify_each(subjects, told), release
    from pysched_gen.run.verify.hython import verify_in_houdini  # noqa: PLC0415 - start-up

    found = []
    for number, subject in enumerate(subjects):
        outcomes, release = verify_in_houdini(
            hython,
            subject.name,
            subject.scenarios,
            subject.settings.surroundings,
            timeout=subject.settings.timeout * 4,
            waivers=subject.settings.waivers,
            told=partial(told, number),
        )
        found.append(outcomes)
    return found, release


def _teller(
    form: str, shown: str, subjects: list[Subject], hython: str | None
) -> Callable[[int, Outcome], None]:
    if form != "text":
        return lambda _number, _outcome: None
    from pysched_gen.run.verify.causes import ToldCauses  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.report import text  # noqa: PLC0415 - start-up

    color = use_color()
    headed = -1
    causes = [ToldCauses() for _ in subjects]

    def tell(number: int, outcome: Outcome) -> None:
        nonlocal headed
        if is_quiet() and outcome.status in (Status.PASSED, Status.SKIPPED):
            return
        if number != headed:
            headed = number
            settings = subjects[number].settings
            python = f", in {settings.python}" if settings.python else ""
            where = f"as in Houdini {settings.release}{python}"
            if hython:
                where = f"in the Houdini of {hython}"
            mention(f"{shown}: {subjects[number].name or 'no scheduler'}, {where}")
        show(text.outcome_lines(causes[number].shortened(outcome), color=color))
        if is_verbose():
            show(text.printed_lines(outcome))

    return tell


def _rendered(form: str, played: _Played) -> str:
    reports, release = played.reports, played.release
    if form == "json":
        from pysched_gen.run.verify.report import json  # noqa: PLC0415 - start-up

        (name, outcomes), *others = reports.items()
        alone = json.render_json(outcomes, name, release) if not others else ""
        return alone or json.render_all_json(reports, release)
    if form == "junit":
        from pysched_gen.run.verify.report.junit import render_all_junit  # noqa: PLC0415

        return render_all_junit(reports, release)
    if form == "text":
        from pysched_gen.run.verify.causes import ToldCauses  # noqa: PLC0415 - start-up
        from pysched_gen.run.verify.report import text  # noqa: PLC0415 - start-up

        lines = []
        for outcomes in reports.values():
            shortened = map(ToldCauses().shortened, outcomes)
            lines += [str(text.outcome_lines(one, color=False)) for one in shortened]
        lines += [line for outcomes in reports.values() for line in text.cause_lines(outcomes)]
        return "\n".join([*lines, text.summary_line(played.outcomes, played.seconds)]) + "\n"
    from pysched_gen.run.verify.report import findings  # noqa: PLC0415 - start-up

    render = findings.render_github if form == "github" else findings.render_sarif
    return render(reports, played.package, played.missing, __version__)


def _finish(played: _Played) -> None:
    from pysched_gen.run.verify.report import text  # noqa: PLC0415 - start-up

    for outcomes in played.reports.values():
        for line in text.cause_lines(outcomes):
            say(line)
    if len(played.reports) > 1 and not is_quiet():
        show("\n".join(text.summary_table(played.reports)))
    mention(text.summary_line(played.outcomes, played.seconds))
