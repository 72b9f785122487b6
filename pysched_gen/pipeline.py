"""The straight line: per command a tuple of steps.

A step takes the state and gives the next one. None prints and none knows the command line; only
the last of `GENERATE` touches the output directory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pysched_gen import __version__
from pysched_gen.errors import ConfigError, Problem, PyschedError
from pysched_gen.model.build import build
from pysched_gen.parallel_map import spread
from pysched_gen.render.templates import templates_digest
from pysched_gen.run_state import Request, State
from pysched_gen.sources import STANDARD_INPUT, read, read_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.output.files import Package
    from pysched_gen.render.options import Options
    from pysched_gen.render.package import Rendered
    from pysched_gen.sources.source import Source
    from pysched_gen.span import Origin

__all__ = ["CHECK", "GENERATE", "INSPECT", "PLAN", "WRITE", "run"]

Step = Callable[[State], State]


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
    """Read every argument; collect what cannot be read."""
    sources: list[Source] = []
    failures: list[PyschedError] = []
    request = state.request
    for argument in request.arguments:
        try:
            if argument == STANDARD_INPUT:
                sources.extend(read_data("<stdin>", request.standard_input, request.nodes))
            else:
                sources.extend(read(argument, request.nodes))
        except PyschedError as error:  # noqa: PERF203 - one bad source must not hide the rest
            failures.append(error)
    return replace(state, sources=tuple(sources), failures=tuple(failures))


def build_schedulers(state: State) -> State:
    """Resolve every source; two of one name are refused."""
    schedulers: list[Scheduler] = []
    failures = list(state.failures)
    owners: dict[str, Scheduler] = {}
    for source in state.sources:
        try:
            scheduler = build(source, state.request.overrides)
        except PyschedError as error:
            failures.append(error)
            continue
        other = owners.setdefault(scheduler.name, scheduler)
        if other is scheduler:
            schedulers.append(scheduler)
        else:
            failures.append(_same_name(scheduler, other))
    return replace(state, schedulers=tuple(schedulers), failures=tuple(failures))


def stop_on_failure(state: State) -> State:
    """Go no further with sources missing: what is written is what was asked, or nothing."""
    return replace(state, stopped=bool(state.failures))


def skip_current(state: State) -> State:
    """Find the schedulers whose package on disk is what this request would write.

    Pruning needs to know every package of the run, so it takes the long way.
    """
    from pysched_gen.output.current import current_owners  # noqa: PLC0415 - not for check

    if state.request.prune:
        return state
    requests = {scheduler.name: request_digest(scheduler, state) for scheduler in state.schedulers}
    return replace(state, current=current_owners(state.request.output, requests))


def check_schedulers(state: State) -> State:
    """Run the rules over every scheduler."""
    if not state.schedulers:
        return state
    from pysched_gen.check.engine import check  # noqa: PLC0415 - imports libcst

    found: list[Diagnostic] = []
    for done, diagnostics in enumerate(spread(check, state.schedulers), 1):
        found.extend(diagnostics)
        state.request.progress("checked", done, len(state.schedulers))
    return replace(state, diagnostics=tuple(found))


def stop_on_findings(state: State) -> State:
    """Stop on errors, and on warnings where asked."""
    return replace(state, stopped=_stops(state.diagnostics, strict=state.request.strict))


def _stops(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    fatal = {"error", "warning"} if strict else {"error"}
    return any(finding.severity.value in fatal for finding in diagnostics)


def check_and_render(state: State) -> State:
    """Check every scheduler that is not current, and render those on which nothing stops.

    One process does both for a scheduler, so that its texts are parsed once.
    """
    todo = _not_current(state)
    if not todo:
        return state
    options, strict = state.request.options, state.request.strict
    found: list[Diagnostic] = []
    rendered: list[Rendered] = []
    results = spread(partial(_checked_and_rendered, options=options, strict=strict), todo)
    for done, (diagnostics, package) in enumerate(results, 1):
        found.extend(diagnostics)
        rendered.extend([] if package is None else [package])
        state.request.progress("generated", done, len(todo))
    state = replace(state, diagnostics=tuple(found))
    if len(rendered) < len(todo):
        return state
    pairs = zip(todo, rendered, strict=True)
    flagged = frozenset(finding.span.origin for finding in found)
    packages = tuple(_package(one, files, state, flagged) for one, files in pairs)
    return replace(state, packages=packages)


def _checked_and_rendered(
    scheduler: Scheduler, options: Options, *, strict: bool
) -> tuple[tuple[Diagnostic, ...], Rendered | None]:
    from pysched_gen.check.engine import check  # noqa: PLC0415 - imports libcst
    from pysched_gen.render.package import render  # noqa: PLC0415 - imports libcst and black

    diagnostics = check(scheduler)
    stops = _stops(diagnostics, strict=strict)
    return diagnostics, None if stops else render(scheduler, options)


def _package(
    scheduler: Scheduler, rendered: Rendered, state: State, flagged: frozenset[Origin]
) -> Package:
    from pysched_gen.output.files import GeneratedFile, Package  # noqa: PLC0415 - not for check

    files = [GeneratedFile(path, text) for path, text in rendered.files.items()]
    for path, text in rendered.sections.items():
        files.append(GeneratedFile(path, text, shared=True))
    origins = {
        scheduler.origin,
        *(snippet.origin for snippet in scheduler.snippets),
        *(parameter.span.origin for parameter in scheduler.parameters),
        *(span.origin for _, span in scheduler.spans),
    }
    return Package(
        owner=scheduler.name,
        digest=scheduler.digest,
        request=request_digest(scheduler, state),
        clean=not flagged & origins,
        files=tuple(files),
    )


def request_digest(scheduler: Scheduler, state: State) -> str:
    """Give the digest of all that shapes package and findings: source, options, templates, tool."""
    facts = (
        scheduler.digest,
        *(f"{parameter.type} {parameter.name}" for parameter in scheduler.parameters),
        *(snippet.expression for snippet in scheduler.snippets),
        *_asset_facts(scheduler, state),
        state.request.options.command_line,
        templates_digest(),
        __version__,
    )
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()


def _asset_facts(scheduler: Scheduler, state: State) -> Iterator[str]:
    """Give what the asset holds, where one is asked for: the whole interface shapes it."""
    if state.request.options.asset:
        from pysched_gen.asset.expanded import package_files  # noqa: PLC0415 - with --asset only

        for path, text in package_files(scheduler).items():
            yield from (path, text)


def _not_current(state: State) -> list[Scheduler]:
    return [s for s in state.schedulers if s.name not in state.current]


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
    if not state.packages and not request.prune:
        return state
    plan = make_plan(
        request.output, state.packages, __version__, prune=request.prune, force=request.force
    )
    return replace(state, plan=plan)


def write_output(state: State) -> State:
    """Plan and write under the lock of the output directory, all of it or nothing."""
    from pysched_gen.output.apply import apply  # noqa: PLC0415 - not for check
    from pysched_gen.output.locked import locked  # noqa: PLC0415 - not for check

    if not state.packages and not state.request.prune:
        return state
    with locked(state.request.output) as held:
        state = plan_output(state)
        if state.plan is None or state.plan.conflicts:
            return replace(state, stopped=True)
        apply(state.plan, held)
    return state


INSPECT: tuple[Step, ...] = (read_sources, build_schedulers)
CHECK: tuple[Step, ...] = (*INSPECT, check_schedulers, stop_on_findings)
_RENDER: tuple[Step, ...] = (
    *INSPECT,
    stop_on_failure,
    skip_current,
    check_and_render,
    stop_on_findings,
)
WRITE: tuple[Step, ...] = (check_and_render, stop_on_findings, write_output)
PLAN: tuple[Step, ...] = (*_RENDER, plan_output)
GENERATE: tuple[Step, ...] = (*_RENDER, write_output)
