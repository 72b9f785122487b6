"""The straight line: per command a tuple of steps.

A step takes the state and gives the next one. None prints and none knows the command line; only
the last of `GENERATE` touches the output directory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, NothingToReadError, Problem, PyschedError
from pysched_gen.model.build import build
from pysched_gen.model.identity import Overrides
from pysched_gen.parallel_map import spread
from pysched_gen.run_state import Request, State
from pysched_gen.sources import STANDARD_INPUT, read, read_data
from pysched_gen.sources.nothing import NotASourceError, OtherJsonError, PointerError
from pysched_gen.sources.search import Found, search
from pysched_gen.sources.snippet_folder import MANIFEST

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.check.engine import Checked
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.output.files import Package
    from pysched_gen.render.options import Options
    from pysched_gen.render.package import Rendered
    from pysched_gen.sources.check_settings import CheckSettings
    from pysched_gen.sources.source import Source

__all__ = ["ASSET", "CHECK", "EXTRACT", "GENERATE", "INSPECT", "PLAN", "WRITE", "run"]

Step = Callable[[State], State]

_MOST_NAMED = 4


def run(steps: tuple[Step, ...], request: Request, schedulers: tuple[Scheduler, ...] = ()) -> State:
    """Feed `request` through `steps` until the end or a step that stops.

    `schedulers` are those that are built already, for steps that begin behind building.
    """
    state = State(request, schedulers=schedulers)
    for step in steps:
        state = step(state)
        if state.stopped:
            break
    return state


def read_sources(state: State) -> State:
    """Read what the arguments stand for; collect what cannot be read.

    What is no source is passed by where a pattern gave it, or where it stands beside sources.
    """
    sources: list[Source] = []
    failures: list[PyschedError] = []
    passed: list[tuple[Found, PyschedError]] = []
    request = state.request
    found = search(request.arguments, request.by_pattern)
    for one in found:
        try:
            sources.extend(_read(one, request))
        except PyschedError as error:  # noqa: PERF203 - one bad source must not hide the rest
            if _may_be_passed(error, one):
                passed.append((one, error))
            else:
                failures.append(error)
    if not sources:
        failures += [error for one, error in passed if one.named]
    _tell_passed([one.argument for one, _ in passed if sources or not one.named], request)
    searched = frozenset(one.argument for one in found if not one.named)
    return replace(state, sources=tuple(sources), failures=tuple(failures), searched=searched)


def _read(one: Found, request: Request) -> list[Source]:
    if one.failure is not None:
        raise one.failure
    if one.argument == STANDARD_INPUT:
        return read_data("<stdin>", request.standard_input, request.nodes)
    return read(one.argument, request.nodes)


def _may_be_passed(error: PyschedError, one: Found) -> bool:
    if isinstance(error, NotASourceError | OtherJsonError):
        return True
    nothing = isinstance(error, NothingToReadError) and not isinstance(error, PointerError)
    return nothing and not one.named


def _tell_passed(passed: list[str], request: Request) -> None:
    if passed:
        names = ", ".join(passed[:_MOST_NAMED])
        more = len(passed) - _MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        request.say(f"note: passed by, since no scheduler is in it: {names}{rest}")


def build_schedulers(state: State) -> State:
    """Resolve every source."""
    schedulers: list[Scheduler] = []
    failures = list(state.failures)
    for source in state.sources:
        try:
            schedulers.append(build(source, state.request.overrides))
            if schedulers[-1].release_is_guess:
                state.request.say(_guessed(schedulers[-1]))
        except PyschedError as error:  # noqa: PERF203 - one bad source must not hide the rest
            failures.append(error)
    return replace(state, schedulers=tuple(schedulers), failures=tuple(failures))


def _guessed(scheduler: Scheduler) -> str:
    return (
        f"note: {scheduler.origin}: nothing says which Houdini saved it; taken for the newest, "
        f"{scheduler.release}; --houdini RELEASE names the oldest release to run on"
    )


def refuse_same_names(state: State) -> State:
    """Refuse a second scheduler of one name, where each is to have a place of its own."""
    owners: dict[str, Scheduler] = {}
    for scheduler in state.schedulers:
        owners.setdefault(scheduler.name, scheduler)
    failures = [
        _same_name(one, owners[one.name]) for one in state.schedulers if owners[one.name] is not one
    ]
    schedulers = tuple(owners.values())
    return replace(state, schedulers=schedulers, failures=(*state.failures, *failures))


def refuse_faces(state: State) -> State:
    """Refuse what has no callbacks: dialog scripts, and assets that front a registered type.

    Beside another scheduler of the same file they are passed by.
    """
    faces = [one for one in state.schedulers if one.fronts]
    if not faces:
        return state
    kept = tuple(one for one in state.schedulers if not one.fronts)
    paths = {one.origin.path for one in kept}
    paths |= state.searched
    failures = [_face(one) for one in faces if one.origin.path not in paths]
    return replace(state, schedulers=kept, failures=(*state.failures, *failures))


def _face(scheduler: Scheduler) -> NothingToReadError:
    if not scheduler.origin.node:
        return NothingToReadError(
            f"{scheduler.origin}: is a dialog script: it has parameters and no callbacks; put it "
            "into a snippet folder as parameters.ds"
        )
    return NothingToReadError(
        f"{scheduler.origin}: is an asset that is the face of the PDG type {scheduler.fronts}: it "
        f"has parameters and no callbacks; give the module of {scheduler.fronts}"
    )


def stop_on_failure(state: State) -> State:
    """Go no further with sources missing: what is written is what was asked, or nothing."""
    return replace(state, stopped=bool(state.failures))


def check_schedulers(state: State) -> State:
    """Run the rules over every scheduler."""
    if not state.schedulers:
        return state
    from pysched_gen.check.engine import examine  # noqa: PLC0415 - imports libcst

    found: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    request = state.request
    look = partial(examine, flags=request.flags, project=request.project)
    for done, checked in enumerate(spread(look, state.schedulers), 1):
        found.extend(checked.findings)
        waived.extend(checked.waived)
        request.progress("checked", done, len(state.schedulers))
    return replace(state, diagnostics=tuple(found), waived=tuple(waived))


def stop_on_findings(state: State) -> State:
    """Stop on errors, and on warnings where asked."""
    return replace(state, stopped=_stops(state.diagnostics, strict=state.request.strict))


def _stops(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    fatal = {"error", "warning"} if strict else {"error"}
    return any(finding.severity.value in fatal for finding in diagnostics)


def check_and_render(state: State) -> State:
    """Check every scheduler, and render those on which nothing stops.

    One process does both for a scheduler, so that its texts are parsed once.
    """
    todo = state.schedulers
    if not todo:
        return state
    found: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    rendered: list[Rendered] = []
    work = partial(
        _checked_and_rendered,
        options=state.request.options,
        strict=state.request.strict,
        flags=state.request.flags,
        project=state.request.project,
    )
    for done, (checked, package) in enumerate(spread(work, todo), 1):
        found.extend(checked.findings)
        waived.extend(checked.waived)
        rendered.extend([] if package is None else [package])
        state.request.progress("generated", done, len(todo))
    state = replace(state, diagnostics=tuple(found), waived=tuple(waived))
    if len(rendered) < len(todo):
        return state
    pairs = zip(todo, rendered, strict=True)
    packages = tuple(_package(one, files, state.request) for one, files in pairs)
    return replace(state, packages=packages)


def _checked_and_rendered(
    scheduler: Scheduler,
    options: Options,
    *,
    strict: bool,
    flags: CheckSettings,
    project: CheckSettings,
) -> tuple[Checked, Rendered | None]:
    from pysched_gen.check.engine import examine  # noqa: PLC0415 - imports libcst
    from pysched_gen.render.package import render  # noqa: PLC0415 - imports libcst and black

    checked = examine(scheduler, flags, project)
    stops = _stops(checked.findings, strict=strict)
    return checked, None if stops else render(scheduler, options)


def _package(scheduler: Scheduler, rendered: Rendered, request: Request) -> Package:
    from pysched_gen.output.files import GeneratedFile, Package  # noqa: PLC0415 - not for check

    files = [GeneratedFile(path, text) for path, text in rendered.files.items()]
    for path, text in rendered.sections.items():
        files.append(GeneratedFile(path, text, shared=True))
    return Package(
        owner=scheduler.name,
        files=tuple(files),
        source=_source(scheduler, request),
        options=_options(request),
    )


def _source(scheduler: Scheduler, request: Request) -> str:
    """Return how the lock names the source of `scheduler`, "" for standard input."""
    from pysched_gen.output.orphans import source_of  # noqa: PLC0415 - not for check

    path = scheduler.origin.path
    if STANDARD_INPUT in request.arguments:
        return ""
    if not scheduler.origin.node and path.rpartition("/")[2] == MANIFEST:
        path = path.rpartition("/")[0] or "."
    return source_of(request.output, path, scheduler.origin.node)


def _options(request: Request) -> tuple[str, ...]:
    """Return the options that shaped the output, as they are typed."""
    words = request.options.command_line.split()
    for key in Overrides.__slots__:
        value = getattr(request.overrides, key)
        if value is not None:
            name = "class" if key == "class_name" else key.replace("_", "-")
            words += [f"--{name}", str(value)]
    return tuple(words)


def _same_name(scheduler: Scheduler, other: Scheduler) -> ConfigError:
    message = (
        f'"{scheduler.name}" is also the name of {other.origin}; '
        "a name can be registered once, so rename one of the two"
    )
    return ConfigError([Problem(scheduler.span_of("name"), message)])


def plan_output(state: State) -> State:
    """Compare what was rendered with the output directory."""
    from pysched_gen.output.plan import make_plan  # noqa: PLC0415 - not for check

    request = state.request
    if not (state.packages or request.prune or request.remove):
        return state
    plan = make_plan(
        request.output,
        state.packages,
        remove=request.remove,
        prune=request.prune,
        force=request.force,
    )
    return replace(state, plan=plan)


def write_output(state: State) -> State:
    """Plan and write under the lock of the output directory."""
    from pysched_gen.output.locked import locked  # noqa: PLC0415 - not for check
    from pysched_gen.output.transaction import apply  # noqa: PLC0415 - not for check

    request = state.request
    if not (state.packages or request.prune or request.remove):
        return state
    with locked(request.output, request.say) as held:
        state = plan_output(state)
        if state.plan is None or state.plan.conflicts:
            return replace(state, stopped=True)
        apply(state.plan, held)
    return state


INSPECT: tuple[Step, ...] = (read_sources, build_schedulers)
CHECK: tuple[Step, ...] = (*INSPECT, refuse_faces, check_schedulers, stop_on_findings)
EXTRACT: tuple[Step, ...] = (*INSPECT, refuse_faces, refuse_same_names)
ASSET: tuple[Step, ...] = (*EXTRACT, check_schedulers, stop_on_findings)
_RENDER: tuple[Step, ...] = (
    *EXTRACT,
    stop_on_failure,
    check_and_render,
    stop_on_findings,
)
WRITE: tuple[Step, ...] = (check_and_render, stop_on_findings, write_output)
PLAN: tuple[Step, ...] = (*_RENDER, plan_output)
GENERATE: tuple[Step, ...] = (*_RENDER, write_output)
