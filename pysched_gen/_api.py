"""The library: each step of the command line as a function, its values in and out.

Nothing here runs a scheduler's code in this process; `verify_package` and `cook_package` run it in
a child process.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.check.diagnostic import Diagnostic
from pysched_gen.errors import (
    ConfigError,
    ConflictError,
    ExitCode,
    InternalError,
    NothingToReadError,
    PyschedError,
    SourceError,
    UsageError,
)
from pysched_gen.model.build import build
from pysched_gen.model.identity import Overrides
from pysched_gen.model.scheduler import Scheduler
from pysched_gen.pipeline import WRITE, run
from pysched_gen.render.options import Layout, Options
from pysched_gen.run.cook.outcome import Outcome as CookOutcome
from pysched_gen.run.verify.outcome import Outcome as ScenarioOutcome
from pysched_gen.run_state import Request
from pysched_gen.sources import read
from pysched_gen.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from pysched_gen.run.verify.survey import Found

    AnyPath = str | PathLike[str]

__all__ = [
    "ConfigError",
    "ConflictError",
    "CookOutcome",
    "Diagnostic",
    "FindingsError",
    "InternalError",
    "NothingToReadError",
    "PyschedError",
    "ScenarioOutcome",
    "Scheduler",
    "Source",
    "SourceError",
    "UsageError",
    "build_scheduler",
    "check_scheduler",
    "cook_package",
    "read_sources",
    "render_package",
    "verify_package",
    "write_package",
]


class FindingsError(PyschedError):
    """The texts of a scheduler have errors, so nothing is written; see `diagnostics`."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Keep every finding, notes included."""
        self.diagnostics = tuple(diagnostics)
        lines = (
            f"{one.span}: {one.severity.value}[{one.code}]: {one.message}" for one in diagnostics
        )
        super().__init__(*lines)


def read_sources(*paths: AnyPath, nodes: str = "") -> tuple[Source, ...]:
    """Return the schedulers that `paths` hold, in order, as they are written there.

    A path is a snippet folder, a scene, an asset library, a dump or a Python file, as on the
    command line; "scene.hip:/tasks/net/node" is one node. `nodes` is a pattern of paths of nodes.

    Raises:
        SourceError: a file is not what it seems to be.
        UsageError: there is no such path.
        NothingToReadError: a file holds no scheduler.
    """
    return tuple(source for path in paths for source in read(str(path), nodes))


def build_scheduler(source: Source, **identity: str) -> Scheduler:
    """Return the scheduler of `source`: identity, callbacks and parameters, all resolved.

    `identity` replaces what the source says, with the keys of the command line's options: `name`,
    `label`, `class_name`, `category`, `parm_prefix`, `base`, `callback_server`, `houdini`.

    Raises:
        ConfigError: values of the source contradict each other; all problems at once.
        TypeError: a key of `identity` is not one of the above.
    """
    return build(source, Overrides(**identity))


def check_scheduler(scheduler: Scheduler) -> tuple[Diagnostic, ...]:
    """Return what every rule finds in the texts and parameters of `scheduler`; runs none of it."""
    from pysched_gen.check.engine import check  # noqa: PLC0415 - start-up

    return check(scheduler)


def render_package(
    scheduler: Scheduler,
    *,
    layout: str = "package",
    houdini_package: bool = False,
    asset: bool = False,
) -> dict[str, str]:
    """Return the files of the package, relative path to text; nothing is written.

    Of a file that packages share, such as `topscheduler.user.ds`, it is this scheduler's section.

    Raises:
        FindingsError: a text has an error, so there is nothing to generate.
        ValueError: `layout` is neither "package" nor "module".
    """
    from pysched_gen.render.package import render  # noqa: PLC0415 - imports black

    diagnostics = check_scheduler(scheduler)
    _refuse_errors(diagnostics)
    rendered = render(scheduler, Options(Layout(layout), houdini_package, asset))
    return {**rendered.files, **rendered.sections}


def write_package(
    scheduler: Scheduler,
    output: AnyPath,
    *,
    layout: str = "package",
    houdini_package: bool = False,
    asset: bool = False,
    force: bool = False,
) -> tuple[Path, ...]:
    """Check `scheduler`, write its package into `output`, return the paths that changed.

    `output` is a directory for HOUDINI_PATH; the packages of other schedulers in it stay. With
    `force` files that were edited by hand are overwritten, and kept as `<file>.orig`.

    Raises:
        FindingsError: a text has an error; nothing was written.
        ConflictError: a file was edited by hand or is not ours; nothing was written.
        UsageError: `output` cannot be written.
        ValueError: `layout` is neither "package" nor "module".
    """
    from pysched_gen.output.report import conflict_of  # noqa: PLC0415 - start-up

    options = Options(Layout(layout), houdini_package, asset)
    request = Request((), options=options, output=Path(output), force=force)
    state = run(WRITE, request, (scheduler,))
    if state.plan is not None and state.plan.conflicts:
        raise conflict_of(state.plan)
    if state.stopped:
        _refuse_errors(state.diagnostics)
    changed = state.plan.outdated if state.plan is not None else ()
    return tuple(dict.fromkeys(Path(output) / change.path for change in changed))


def verify_package(
    package: AnyPath,
    *,
    scenarios: Sequence[str] = (),
    scheduler: str | None = None,
    houdini: str | None = None,
    python: str | None = None,
    parameters: Mapping[str, str] | None = None,
    timeout: float = 30.0,
) -> tuple[ScenarioOutcome, ...]:
    """Play scenarios with a package, each in a child process; return how each ended.

    `package` is a directory for HOUDINI_PATH, `scenarios` are patterns of names and () is all,
    `scheduler` is needed where the package registers several, `houdini` is the release to behave
    as ("21.0"; else what the package was made for), `python` an interpreter, `parameters` values
    of the scheduler node, `timeout` the seconds each may take.

    Raises:
        UsageError: no scenario has such a name, or a child cannot be run here.
        NothingToReadError: `package` holds no type of PDG.
    """
    from pysched_gen.run.verify.catalog import scenarios_matching  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import verify  # noqa: PLC0415 - start-up

    unknown = [pattern for pattern in scenarios if not scenarios_matching((pattern,))]
    if unknown:
        raise UsageError(f"no scenario is called {', '.join(unknown)}")
    settings, found, _ = _survey(
        Path(package),
        scheduler=scheduler,
        houdini=houdini,
        python=python,
        parameters=parameters,
        timeout=timeout,
    )
    chosen = scenarios_matching(tuple(scenarios))
    return tuple(verify(chosen, found, settings, lambda _outcome: None))


def cook_package(
    package: AnyPath,
    graph: Mapping[str, Any] | None = None,
    *,
    scheduler: str | None = None,
    houdini: str | None = None,
    python: str | None = None,
    parameters: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: float = 300.0,
) -> CookOutcome:
    """Cook `graph` through a package in a child process, with real jobs; return what came of it.

    `graph` is what `pysched-gen schema graph` describes, None for twenty items that do nothing.
    The folder that stands for $HIP is removed in the end. Other arguments as `verify_package`;
    `timeout` is for the whole cook. Of a package that cannot be loaded nothing is cooked, and
    `wrong` says why.

    Raises:
        UsageError: the graph cannot be used, or a child cannot be run here.
        NothingToReadError: `package` holds no type of PDG.
    """
    from pysched_gen.run.cook.random_graph import Shape, random_graph  # noqa: PLC0415 - start-up
    from pysched_gen.run.cook.run import Settings, cook, not_cooked  # noqa: PLC0415 - start-up

    surveyed, found, failures = _survey(
        Path(package),
        scheduler=scheduler,
        houdini=houdini,
        python=python,
        parameters=None,
        environment=environment,
        timeout=60.0,
    )
    if found is None:
        return not_cooked("", surveyed.release, *failures)
    folder = Path(tempfile.mkdtemp(prefix="pysched-gen-cook-"))
    try:
        settings = Settings(
            surroundings=surveyed.surroundings,
            scheduler=found.name,
            timeout=timeout,
            python=python,
            values=dict(parameters or {}),
            working_dir=folder,
        )
        wanted = random_graph(Shape()) if graph is None else dict(graph)
        return cook(wanted, settings, lambda _item: None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_errors(diagnostics: Sequence[Diagnostic]) -> None:
    if any(finding.severity.value == "error" for finding in diagnostics):
        raise FindingsError(diagnostics)


def _survey(
    package: Path,
    *,
    scheduler: str | None,
    houdini: str | None,
    python: str | None,
    parameters: Mapping[str, str] | None,
    timeout: float,
    environment: Mapping[str, str] | None = None,
) -> tuple[Any, Found | None, Sequence[str]]:
    from pysched_gen.run.environment import find_surroundings  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.run import Settings, survey_package  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.survey import chosen_scheduler  # noqa: PLC0415 - start-up

    surroundings = find_surroundings([package], houdini, variables=environment)
    settings = Settings(surroundings, timeout, python, dict(parameters or {}), keep=False)
    survey = survey_package(settings)
    return settings, chosen_scheduler(survey, str(package), scheduler), survey.failures
