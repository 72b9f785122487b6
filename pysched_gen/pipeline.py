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
from pysched_gen.parallel_map import pays, spread
from pysched_gen.run_state import Request, Share, State, silent, silent_progress
from pysched_gen.sources import STANDARD_INPUT, read, read_data
from pysched_gen.sources.nothing import NotASourceError, OtherSchedulersError, PointerError
from pysched_gen.sources.search import Found, search
from pysched_gen.sources.snippet_folder import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.cache.results import Result
    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.output.files import Package
    from pysched_gen.sources.source import Source
    from pysched_gen.span import Origin

__all__ = [
    "ASSET",
    "CHECK",
    "EXTRACT",
    "GENERATE",
    "INSPECT",
    "PLAN",
    "RENDER",
    "WRITE",
    "look",
    "run",
]

Step = Callable[[State], State]
if TYPE_CHECKING:
    Work = Callable[[Request, Scheduler], Result]

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


def find_sources(state: State) -> State:
    """Find what the arguments stand for, and what is remembered of it."""
    request = state.request
    found = tuple(search(request.arguments, request.by_pattern))
    results = ((place, _remembered(one, request)) for place, one in enumerate(found))
    return replace(
        state, found=found, known={place: result for place, result in results if result is not None}
    )


def _share_sources(state: State, work: Work, done: str) -> State:
    """Have several processes read, build and `work` on a source each, where that pays.

    What they give is what the steps behind this one give without it. `done` tells of progress.
    """
    request = state.request
    todo = [place for place in range(len(state.found)) if place not in state.known]
    if not (request.only_results and pays(len(todo), request.jobs)):
        return state
    if STANDARD_INPUT in request.arguments:
        return state
    asked = replace(request, memory=None, say=silent, detail=silent, progress=silent_progress)
    share = partial(_share, request=asked, work=work)
    answers = spread(share, [state.found[place] for place in todo], request.jobs)
    shares = {}
    for count, (place, answer) in enumerate(zip(todo, answers, strict=True), 1):
        shares[place] = answer
        request.progress(done, count, len(todo))
        for result in answer.results if request.memory is not None else ():
            request.memory.tell(result)  # type: ignore[union-attr]
    return replace(state, shares=shares)


def _share(one: Found, request: Request, work: Work) -> Share:
    try:
        sources = _read(one, request)
    except PyschedError as error:
        return Share(failure=error)
    notes: list[str] = []
    asked = replace(request, say=notes.append)
    built = build_schedulers(State(asked, sources=tuple(sources)))
    return Share(
        shown=tuple(map(_shown, sources)),
        failures=built.failures,
        notes=tuple(notes),
        results=tuple(work(request, one) for one in built.schedulers if not one.fronts),
        faces=tuple(one for one in built.schedulers if one.fronts),
    )


def read_sources(state: State) -> State:
    """Read what was found; collect what cannot be read.

    What is no source is passed by where a pattern gave it, or where it stands beside sources.
    """
    sources: list[Source] = []
    failures: list[PyschedError] = []
    passed: list[tuple[Found, PyschedError]] = []
    request = state.request
    remembered: list[Result] = []
    places: dict[Origin, int] = {}
    some = False
    for place, one in enumerate(state.found):
        result, share = state.known.get(place), state.shares.get(place)
        if result is not None:
            remembered.append(result)
            places.setdefault(result.origin, place)
            request.detail(f"{one.argument}: unchanged, as the cache has it")
            some = True
            continue
        try:
            shown = _take(share) if share is not None else ()
            read_now = _read(one, request) if share is None else []
        except PyschedError as error:
            if _may_be_passed(error, one):
                passed.append((one, error))
            else:
                failures.append(error)
            continue
        some = True
        sources += read_now
        results = share.results if share is not None else ()
        faces = share.faces if share is not None else ()
        remembered += results
        origins = [each.origin for each in read_now] + [each.origin for each in results]
        for origin in (*origins, *(each.origin for each in faces)):
            places.setdefault(origin, place)
        request.detail(f"{one.argument}: {', '.join(shown or map(_shown, read_now))}")
    if not some:
        failures += [error for one, error in passed if one.named]
    _tell_passed([(one.argument, error) for one, error in passed if some or not one.named], request)
    return replace(
        state,
        sources=tuple(sources),
        failures=tuple(failures),
        searched=frozenset(one.argument for one in state.found if not one.named),
        remembered=tuple(remembered),
        places=places,
    )


def _take(share: Share) -> tuple[str, ...]:
    if share.failure is not None:
        raise share.failure
    return share.shown


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
    if isinstance(error, NotASourceError):
        return True
    nothing = isinstance(error, NothingToReadError) and not isinstance(error, PointerError)
    return nothing and not one.named


def _tell_passed(passed: list[tuple[str, PyschedError]], request: Request) -> None:
    other = [name for name, error in passed if isinstance(error, OtherSchedulersError)]
    none = [name for name, error in passed if not isinstance(error, OtherSchedulersError)]
    for what, names in (("Python Scheduler", other), ("scheduler", none)):
        if names:
            more = len(names) - _MOST_NAMED
            rest = f" and {more} more" if more > 0 else ""
            named = ", ".join(names[:_MOST_NAMED])
            request.say(f"note: passed by, since no {what} is in it: {named}{rest}")


def build_schedulers(state: State) -> State:
    """Resolve every source."""
    schedulers: list[Scheduler] = []
    failures = list(state.failures)
    for source in state.sources:
        try:
            schedulers.append(build(source, state.request.overrides))
            for note in _notes_on(schedulers[-1]):
                state.request.say(f"note: {note}")
        except PyschedError as error:  # noqa: PERF203 - one bad source must not hide the rest
            failures.append(error)
    for share in state.shares.values():
        failures += share.failures
        schedulers += share.faces
        for note in share.notes:
            state.request.say(note)
    return replace(state, schedulers=tuple(schedulers), failures=tuple(failures))


def _notes_on(scheduler: Scheduler) -> Iterator[str]:
    """Yield what was guessed; of an interface alone also its doubts, which no check tells."""
    if scheduler.fronts:
        yield from map(str, scheduler.doubts)
    elif scheduler.release_is_guess:
        yield (
            f"{scheduler.origin}: nothing says which Houdini saved it; taken for the newest, "
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
    paths = {one.origin.path for one in kept} | {one.origin.path for one in state.remembered}
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
    results = _results(state, _checked, "checked")
    return _with_findings(state, results, _between(state, results))


def _results(state: State, work: Work, done: str) -> list[Result]:
    """Return what `work` gives for each scheduler, or what is remembered, in order."""
    request, todo = state.request, state.schedulers
    asked = replace(request, memory=None, say=silent, detail=silent, progress=silent_progress)
    known = {id(one): one for one in state.remembered}
    answers = spread(partial(work, asked), todo, request.jobs)
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


def _between(state: State, results: list[Result]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with schedulers beside each other."""
    if sum(bool(one.overridable) for one in results) < 2:  # noqa: PLR2004 - one and another
        return ()
    from pysched_gen.check.shared_parameters import declared_twice  # noqa: PLC0415 - start-up

    found = declared_twice((one.name, one.overridable) for one in results)
    if not found:
        return ()
    from pysched_gen.check.selection import selection_of  # noqa: PLC0415 - start-up

    selection = selection_of([state.request.project, state.request.flags])
    return tuple(
        replace(one, severity=selection.severities.get(one.code, one.severity))
        for one in found
        if one.code in selection.codes and selection.looks_at(one.code, one.span.origin.path)
    )


def _with_findings(state: State, results: list[Result], more: tuple[Diagnostic, ...] = ()) -> State:
    return replace(
        state,
        diagnostics=(*(finding for one in results for finding in one.findings), *more),
        waived=tuple(finding for one in results for finding in one.waived),
    )


def _checked(request: Request, scheduler: Scheduler) -> Result:
    from pysched_gen.cache.results import Result  # noqa: PLC0415 - start-up
    from pysched_gen.check.engine import examine  # noqa: PLC0415 - start-up
    from pysched_gen.check.shared_parameters import overridable_of  # noqa: PLC0415 - start-up

    found = examine(scheduler, request.flags, request.project)
    place, overridable = scheduler.span_of("name"), overridable_of(scheduler)
    names = scheduler.name, scheduler.origin, place
    return Result(*names, found.findings, found.waived, overridable)


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
    results = _results(state, _checked_and_rendered, "generated")
    state = _with_findings(state, results)
    if not all(one.is_rendered for one in results):
        return state
    return replace(state, packages=tuple(_package(one, request) for one in results))


def _checked_and_rendered(request: Request, scheduler: Scheduler) -> Result:
    from pysched_gen.render.package import render  # noqa: PLC0415 - imports black

    result = _checked(request, scheduler)
    if _stops(result.findings, strict=request.strict):
        return result
    rendered = render(scheduler, request.options)
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


def look(request: Request) -> State:
    """Run `PLAN`; what is said against the output rests on nothing but what is made now.

    What an earlier run made is good enough for a package where sources, that result, the lock and
    the files say the same. Where one of them differs, the package is made anew.
    """
    if request.memory is None:
        return run(PLAN, request)
    said: list[str] = []
    try:
        state = run(PLAN, replace(request, say=said.append))
        doubted = _doubted(state)
    except PyschedError:
        return run(PLAN, replace(request, memory=None))
    if doubted:
        return run(PLAN, replace(request, memory=request.memory.without(doubted)))
    for note in said:
        request.say(note)
    return state


def _doubted(state: State) -> list[Result]:
    """Return the results of earlier runs that the output does not bear out."""
    known, plan = list(state.known.values()), state.plan
    if plan is None:
        return known
    owners = {change.owner for change in (*plan.outdated, *plan.conflicts)}
    records = [record.path.rpartition("/")[2] for record in plan.records if record.stale]
    return [
        one
        for one in known
        if one.name in owners or any(name.startswith(one.name) for name in records)
    ]


INSPECT: tuple[Step, ...] = (find_sources, read_sources, build_schedulers)
_SHARED_CHECK: Step = partial(_share_sources, work=_checked, done="checked")
_SHARED_RENDER: Step = partial(_share_sources, work=_checked_and_rendered, done="generated")
_READ: tuple[Step, ...] = (read_sources, build_schedulers, refuse_faces)
CHECK: tuple[Step, ...] = (find_sources, _SHARED_CHECK, *_READ, check_schedulers, stop_on_findings)
EXTRACT: tuple[Step, ...] = (find_sources, *_READ, refuse_same_names)
ASSET: tuple[Step, ...] = (*EXTRACT, check_schedulers, stop_on_findings)
RENDER: tuple[Step, ...] = (check_and_render, stop_on_findings)
WRITE: tuple[Step, ...] = (*RENDER, write_output)
_FOUND: tuple[Step, ...] = (find_sources, _SHARED_RENDER, *_READ)
_ALL: tuple[Step, ...] = (*_FOUND, refuse_same_names, stop_on_failure, *RENDER)
PLAN: tuple[Step, ...] = (*_ALL, plan_output)
GENERATE: tuple[Step, ...] = (*_ALL, write_output)
