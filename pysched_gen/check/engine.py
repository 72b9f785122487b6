"""A `Scheduler` in, its findings out: one walk over every text for all rules together."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Edit, Severity
from pysched_gen.check.registry import RULE_OF_CODE, known_rules
from pysched_gen.check.selection import selection_of
from pysched_gen.check.text import Context
from pysched_gen.check.waiver_comments import waiver_comments
from pysched_gen.check.waiving import apply_waivers
from pysched_gen.model.scheduler import Provenance
from pysched_gen.sources.check_settings import NO_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.check.rule import Finding, Kind, NodeHandler, Rule, TextHandler
    from pysched_gen.check.text import Text
    from pysched_gen.houdini.releases import Release
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.sources.check_settings import CheckSettings
    from pysched_gen.sources.source import Snippet
    from pysched_gen.span import Origin

__all__ = ["Checked", "check", "examine"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found in one scheduler; both in order of file, line, column and code.

    Attributes:
        findings: what nobody accepted.
        waived: what a comment or the manifest accepted, each with its `waiver`.
    """

    findings: tuple[Diagnostic, ...]
    waived: tuple[Diagnostic, ...] = ()


def check(
    scheduler: Scheduler,
    flags: CheckSettings = NO_SETTINGS,
    project: CheckSettings = NO_SETTINGS,
) -> tuple[Diagnostic, ...]:
    """Return every finding about `scheduler` that is not waived; see `examine`."""
    return examine(scheduler, flags, project).findings


def examine(
    scheduler: Scheduler,
    flags: CheckSettings = NO_SETTINGS,
    project: CheckSettings = NO_SETTINGS,
) -> Checked:
    """Return every finding about `scheduler`.

    Our own default bodies are taken to be right. What the node had when it was created is never
    worth more than a note: nobody wrote it. The manifest goes before the settings of the
    `project`, and the `flags` of the command line before both.
    """
    manifest = scheduler.check
    selection = selection_of([project, replace(manifest, ignore=()), flags])
    context = Context(scheduler)
    found = list(_unparsable(context))
    for text in context.texts:
        found.extend(_check_text(text, selection.codes))
    found.extend(_check_scheduler(context, selection.codes))
    comments = tuple(waiver_comments(context.texts))
    unwaived, waived, about_waivers = apply_waivers(found, manifest, comments, selection.codes)
    defaults = _defaults(scheduler)

    def finished(items: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        seen = (one for one in items if selection.looks_at(one.code, one.span.origin.path))
        weighed = (_weighed(one, selection.severities) for one in seen)
        capped = (_cap(one) if one.span.origin in defaults else one for one in weighed)
        return tuple(sorted(dict.fromkeys(capped), key=_order))

    return Checked(finished([*unwaived, *about_waivers]), finished(waived))


def _weighed(finding: Diagnostic, severities: Mapping[str, Severity]) -> Diagnostic:
    severity = severities.get(finding.code)
    return finding if severity is None else replace(finding, severity=severity)


def _unparsable(context: Context) -> Iterator[Diagnostic]:
    for method, text in context.unparsable:
        for problem in text.problems:
            span = text.snippet.origin.span(problem.line, problem.column)
            line = text.lines[problem.line - 1]
            edits = tuple(
                Edit(text.snippet.origin.span(*place), new) for *place, new in problem.changes
            )
            rule = RULE_OF_CODE[problem.code]
            yield rule.diagnostic(span, problem.message, line, method, edits=edits)


def _check_text(text: Text, codes: frozenset[str]) -> Iterator[Diagnostic]:
    release = text.context.scheduler.release
    for_nodes, for_text = _handlers(release, text.kind, text.method, codes)
    for rule, handler in for_text:
        for finding in handler(text):
            yield _in_text(rule, finding, text)
    for node_type in text.nodes.types & for_nodes.keys():
        for rule, node_handler in for_nodes[node_type]:
            for node in text.nodes.of(node_type):
                for finding in node_handler(node, text):
                    yield _in_text(rule, finding, text)


@lru_cache(maxsize=256)
def _handlers(release: Release, kind: Kind, method: str, codes: frozenset[str]) -> tuple[
    dict[type[ast.AST], list[tuple[Rule, NodeHandler[ast.AST]]]],
    list[tuple[Rule, TextHandler]],
]:
    for_nodes: dict[type[ast.AST], list[tuple[Rule, NodeHandler[ast.AST]]]] = {}
    for_text: list[tuple[Rule, TextHandler]] = []
    for rule in known_rules():
        if rule.code in codes and rule.holds_for(release) and rule.looks_at(kind, method):
            for_text.extend((rule, handler) for handler in rule.text_handlers)
            for node_type, handler in rule.node_handlers:
                for_nodes.setdefault(node_type, []).append((rule, handler))
    return for_nodes, for_text


def _in_text(rule: Rule, finding: Finding, text: Text) -> Diagnostic:
    place = finding.place
    span = text.parsed.span(place) if isinstance(place, ast.AST) else place
    return rule.diagnostic(
        span,
        finding.message,
        text.parsed.line(span),
        text.callback.method if text.callback else "",
        severity=finding.severity,
        edits=finding.edits,
    )


def _check_scheduler(context: Context, codes: frozenset[str]) -> Iterator[Diagnostic]:
    snippets = _by_origin(context.scheduler)
    for rule in known_rules():
        if rule.code not in codes or not rule.holds_for(context.scheduler.release):
            continue
        for handler in rule.scheduler_handlers:
            for finding in handler(context):
                yield _about_scheduler(rule, finding, snippets)


def _about_scheduler(
    rule: Rule, finding: Finding, snippets: dict[Origin, tuple[Snippet, str]]
) -> Diagnostic:
    span = finding.place
    if isinstance(span, ast.AST):
        raise TypeError(f"{rule!r}: a finding about a scheduler has a span as its place")
    snippet, method = snippets.get(span.origin, (None, ""))
    lines = snippet.text.split("\n") if snippet else []
    number = span.origin.text_line(span.line) - 1
    line = lines[number] if 0 <= number < len(lines) else ""
    severity, edits = finding.severity, finding.edits
    return rule.diagnostic(span, finding.message, line, method, severity=severity, edits=edits)


def _by_origin(scheduler: Scheduler) -> dict[Origin, tuple[Snippet, str]]:
    extra = (scheduler.header, scheduler.methods, scheduler.init)
    found = {snippet.origin: (snippet, "") for snippet in extra if snippet is not None}
    callbacks = scheduler.callbacks
    return found | {c.snippet.origin: (c.snippet, c.method) for c in callbacks}


def _defaults(scheduler: Scheduler) -> frozenset[Origin]:
    """Return where untouched texts stand; one that an expression drives is not untouched."""
    return frozenset(
        callback.snippet.origin
        for callback in scheduler.callbacks
        if callback.provenance is Provenance.NODE_DEFAULT and not callback.snippet.expression
    )


def _cap(diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, severity=Severity.NOTE)


def _order(diagnostic: Diagnostic) -> tuple[str | int, ...]:
    span, origin = diagnostic.span, diagnostic.span.origin
    # Lines of two fields of one node have nothing to do with each other.
    parm = origin.parm if origin.node else ""
    start = (origin.path, origin.node, parm, span.line, span.column)
    end = (span.end_line, span.end_column)
    return (*start, diagnostic.code, diagnostic.message, *end, diagnostic.severity.value)
