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
    from pysched_gen.cache.results import Result
    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.output.files import Package
    from pysched_gen.render.options import Options
    from pysched_gen.sources.check_settings import CheckSettings
    from pysched_gen.sources.source import Source
    from pysched_gen.span import Origin

__all__ = ["ASSET", "CHECK", "EXTRACT", "GENERATE", "INSPECT", "PLAN", "RENDER", "WRITE", "run"]

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
    remembered: list[Result] = []
    places: dict[Origin, int] = {}
    for place, one in enumerate(found):
        result = _remembered(one, request)
        if result is not None:
            remembered.append(result)
            places.setdefault(result.origin, place)
            request.detail(f"{one.argument}: unchanged, as the cache has it")
            continue
        try:
            read_now = _read(one, request)
            for source in read_now:
                sources.append(source)
                places.setdefault(source.origin, place)
            request.detail(f"{one.argument}: {', '.join(map(_shown, read_now))}")
        except PyschedError as error:
            if _may_be_passed(error, one):
                passed.append((one, error))
            else:
                failures.append(error)
    if not (sources or remembered):
        failures += [error for one, error in passed if one.named]
    some = bool(sources or remembered)
    _tell_passed([one.argument for one, _ in passed if some or not one.named], request)
    return replace(
        state,
        sources=tuple(sources),
        failures=tuple(failures),
        searched=frozenset(one.argument for one in found if not one.named),
        remembered=tuple(remembered),
        places=places,
    )


def _shown(source: Source) -> str:
    return f"{source.kind} {source.name}"


def _remembered(one: Found, request: Request) -> Result | None:
    if request.memory is None or one.failure is not None or one.argument == STANDARD_INPUT:
        return None
    return request.memory.recall(one.argument)


def _in_order(state: State) -> list[Scheduler | Result]:
    """Return what was read and what is remembered, in the order of the arguments."""
    every: list[Scheduler | Result] = [*state.schedulers, *state.remembered]
    return sorted(every, key=lambda one: state.places[one.origin]) if state.remembered else every


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
    owners: dict[str, Scheduler | Result] = {}
    every = _in_order(state)
    for one in every:
        owners.setdefault(one.name, one)
    failures = [_same_name(one, owners[one.name]) for one in every if owners[one.name] is not one]
    return replace(
        state,
        schedulers=tuple(one for one in state.schedulers if owners[one.name] is one),
        remembered=tuple(one for one in state.remembered if owners[one.name] is one),
        failures=(*state.failures, *failures),
    )


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
    request = state.request
    work = partial(_checked, flags=request.flags, project=request.project)
    return _with_findings(state, _results(state, work, "checked"))


def _results(state: State, work: Callable[[Scheduler], Result], done: str) -> list[Result]:
    """Return what `work` gives for each scheduler, or what is remembered, in order."""
    request, todo = state.request, state.schedulers
    known = {id(one): one for one in state.remembered}
    answers = spread(work, todo, request.jobs)
    results: list[Result] = []
    count = 0
    for one in _in_order(state):
        result = known.get(id(one))
        if result is None:
            result = next(answers)
            count += 1
            request.progress(done, count, len(todo))
            if request.memory is not None:
                request.memory.tell(result)
        results.append(result)
    return results


def _with_findings(state: State, results: list[Result]) -> State:
    return replace(
        state,
        diagnostics=tuple(finding for one in results for finding in one.findings),
        waived=tuple(finding for one in results for finding in one.waived),
    )


def _checked(scheduler: Scheduler, flags: CheckSettings, project: CheckSettings) -> Result:
    from pysched_gen.cache.results import Result  # noqa: PLC0415 - start-up
    from pysched_gen.check.engine import examine  # noqa: PLC0415 - imports libcst

    found = examine(scheduler, flags, project)
    place = scheduler.span_of("name")
    return Result(scheduler.name, scheduler.origin, place, found.findings, found.waived)


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
    request = state.request
    work = partial(
        _checked_and_rendered,
        options=request.options,
        strict=request.strict,
        flags=request.flags,
        project=request.project,
    )
    results = _results(state, work, "generated")
    state = _with_findings(state, results)
    if not all(one.is_rendered for one in results):
        return state
    return replace(state, packages=tuple(_package(one, request) for one in results))


def _checked_and_rendered(
    scheduler: Scheduler,
    options: Options,
    *,
    strict: bool,
    flags: CheckSettings,
    project: CheckSettings,
) -> Result:
    from pysched_gen.render.package import render  # noqa: PLC0415 - imports libcst and black

    result = _checked(scheduler, flags, project)
    if _stops(result.findings, strict=strict):
        return result
    rendered = render(scheduler, options)
    files, sections = tuple(rendered.files.items()), tuple(rendered.sections.items())
    return replace(result, files=files, sections=sections)


def _package(result: Result, request: Request) -> Package:
    from pysched_gen.output.files import GeneratedFile, Package  # noqa: PLC0415 - not for check

    files = [GeneratedFile(path, text) for path, text in result.files]
    for path, text in result.sections:
        files.append(GeneratedFile(path, text, shared=True))
    return Package(
        owner=result.name,
        files=tuple(files),
        source=_source(result, request),
        options=_options(request),
    )


def _source(result: Result, request: Request) -> str:
    """Return how the lock names the source of `result`, "" for standard input."""
    from pysched_gen.output.orphans import source_of  # noqa: PLC0415 - not for check

    path = result.origin.path
    if STANDARD_INPUT in request.arguments:
        return ""
    if not result.origin.node and path.rpartition("/")[2] == MANIFEST:
        path = path.rpartition("/")[0] or "."
    return source_of(request.output, path, result.origin.node)


def _options(request: Request) -> tuple[str, ...]:
    """Return the options that shaped the output, as they are typed."""
    words = request.options.command_line.split()
    for key in Overrides.__slots__:
        value = getattr(request.overrides, key)
        if value is not None:
            name = "class" if key == "class_name" else key.replace("_", "-")
            words += [f"--{name}", str(value)]
    return tuple(words)


def _same_name(scheduler: Scheduler | Result, other: Scheduler | Result) -> ConfigError:
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
RENDER: tuple[Step, ...] = (check_and_render, stop_on_findings)
WRITE: tuple[Step, ...] = (*RENDER, write_output)
_ALL: tuple[Step, ...] = (*EXTRACT, stop_on_failure, *RENDER)
PLAN: tuple[Step, ...] = (*_ALL, plan_output)
GENERATE: tuple[Step, ...] = (*_ALL, write_output)
