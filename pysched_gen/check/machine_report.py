"""Findings for programs: JSON, GitHub's workflow commands, SARIF 2.1.0 and JUnit XML.

Findings, those that are waived, and the sources that could not be read go in, a text with a line
end comes out. Lines and columns are 1-based everywhere; they are those of the file, or of the text
where it lies inside a scene. Columns count characters.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.report import placed_message, worst
from pysched_gen.errors import problem_lines
from pysched_gen.visible_text import json_text, visible
from pysched_gen.xml_text import allowed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.errors import PyschedError
    from pysched_gen.span import Span

__all__ = ["RENDERERS", "render_github", "render_sarif", "render_statistics"]

VERSION = 1  # of the JSON report
_TOOL = "pysched-gen"
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_UNREADABLE = "unreadable-source"


def render_json(
    diagnostics: Sequence[Diagnostic],
    waived: Sequence[Diagnostic],
    failures: Sequence[PyschedError],
    version: str,
) -> str:
    """Return the report that `schemas/check.schema.json` describes."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    document = {
        "schema": "pysched-gen/check",
        "version": VERSION,
        "tool": version,
        "summary": {severity.value: counts[severity] for severity in Severity}
        | {"waived": len(waived)},
        "findings": [_finding(one) for one in diagnostics],
        "waived": [
            _finding(one) | {"reason": waiver.reason or None, "in_source": waiver.in_source}
            for one in waived
            if (waiver := one.waiver) is not None
        ],
        "failures": [
            {"message": message, "location": None if span is None else _location(span)}
            for failure in failures
            for span, message in problem_lines(failure)
        ],
    }
    return _json(document)


def _finding(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": one.message,
        "callback": one.callback or None,
        "location": _location(one.span),
        "fixable": bool(one.edits),
    }


def _json(document: object) -> str:
    return json_text(document) + "\n"


def _location(span: Span) -> dict[str, Any]:
    origin = span.origin
    place = span.in_file or (span.line, span.column, span.end_line, span.end_column)
    return {
        "path": origin.path,
        "node": origin.node or None,
        "parameter": origin.parm or None,
        **dict(zip(("line", "column", "end_line", "end_column"), place, strict=True)),
    }


def render_github(
    diagnostics: Sequence[Diagnostic],
    waived: Sequence[Diagnostic],  # noqa: ARG001 - one signature for all formats
    failures: Sequence[PyschedError],
    version: str,  # noqa: ARG001 - one signature for all formats
) -> str:
    """Return one workflow command a line, which GitHub shows beside the line it is about.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines = [
        _command(_GITHUB[one.severity], one.span, one.title, one.message) for one in diagnostics
    ]
    for failure in failures:
        for span, message in problem_lines(failure):
            lines.append(_command("error", span, _UNREADABLE, message))
    return "".join(f"{line}\n" for line in lines)


def _command(level: str, span: Span | None, title: str, message: str) -> str:
    facts = {"title": title}
    if span is not None:
        facts["file"] = span.origin.path
        # A text inside a scene has lines of its own, which its file does not have.
        place = span.in_file
        if place is None:
            message = f"{span}: {message}"
        else:
            facts |= {"line": str(place[0]), "col": str(place[1])}
            if span.in_node:
                message = f"{span.in_node}: {message}"
    shown = ",".join(f"{key}={_property(value)}" for key, value in facts.items())
    return f"::{level} {shown}::{_data(message)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render_sarif(
    diagnostics: Sequence[Diagnostic],
    waived: Sequence[Diagnostic],
    failures: Sequence[PyschedError],
    version: str,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Return a SARIF 2.1.0 log with one run, for code scanning; waived findings are suppressed.

    `titles` says of codes that are no rules what they stand for.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    every = (*diagnostics, *waived)
    codes = sorted({one.code for one in every})
    rules = [_sarif_rule(code, titles or {}) for code in codes]
    notifications = list(_sarif_notifications(failures))
    invocation = {
        "executionSuccessful": not notifications,
        "toolExecutionNotifications": notifications,
    }
    run = {
        "tool": {"driver": {"name": _TOOL, "version": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_sarif_result(one, codes.index(one.code)) for one in every],
    }
    return _json({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(code: str, titles: Mapping[str, str]) -> dict[str, Any]:
    from pysched_gen.check.registry import RULE_OF_CODE, page_of  # noqa: PLC0415 - reads all pages

    rule = RULE_OF_CODE.get(code)
    if rule is None:  # about output, or what was played
        words = titles.get(code) or f'{code.replace("-", " ").capitalize()}.'
        return {"id": code, "name": code, "shortDescription": {"text": words}}
    page = page_of(rule)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": "\n\n".join(body for _, body in page.sections[:2])},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _sarif_notifications(failures: Sequence[PyschedError]) -> Iterator[dict[str, Any]]:
    """Yield each problem for which something was not looked at."""
    for failure in failures:
        for span, message in problem_lines(failure):
            notification: dict[str, Any] = {"level": "error", "message": {"text": message}}
            if span is not None:
                notification["locations"] = [_sarif_location(span)]
            yield notification


def _sarif_result(one: Diagnostic, rule: int) -> dict[str, Any]:
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity.value,
        "message": {"text": one.message},
        "locations": [_sarif_location(one.span)],
        **_suppressions(one),
    }


def _suppressions(one: Diagnostic) -> dict[str, Any]:
    if one.waiver is None:
        return {}
    reason = {"justification": one.waiver.reason} if one.waiver.reason else {}
    return {
        "suppressions": [{"kind": "inSource" if one.waiver.in_source else "external", **reason}]
    }


def _sarif_location(span: Span) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(span.origin.path)}},
    }
    if span.in_node:
        location["logicalLocations"] = [{"fullyQualifiedName": span.in_node, "kind": "member"}]
    place = span.in_file
    if place is not None:
        names = ("startLine", "startColumn", "endLine", "endColumn")
        location["physicalLocation"]["region"] = dict(zip(names, place, strict=True))
    return location


def _uri(path: str) -> str:
    if path == "-":
        return "stdin"
    pure = PurePath(path)
    text = pure.as_posix().encode("utf-8", "surrogateescape")
    return "file://" + quote(text) if pure.is_absolute() else quote(text)


def render_junit(
    diagnostics: Sequence[Diagnostic],
    waived: Sequence[Diagnostic],
    failures: Sequence[PyschedError],
    version: str,  # noqa: ARG001 - one signature for all formats
) -> str:
    """Return JUnit XML: a case for each finding, so that build servers count and list them.

    Notes pass, as they do for the exit code; what is waived is skipped, what could not be read is
    an error. A clean run is one case that passed, since servers take a report without cases for a
    broken one. Of more than 1,000 findings the less severe are one case together.
    """
    shown = worst(diagnostics)
    left = Counter(one.severity is not Severity.NOTE for one in diagnostics)
    left.subtract(one.severity is not Severity.NOTE for one in shown)
    failed = sum(one.severity is not Severity.NOTE for one in shown) + bool(left[True])
    cases = len(shown) + bool(left.total()) + len(waived)
    broken = [line for failure in failures for line in problem_lines(failure)]
    suite = Element(
        "testsuite",
        name="pysched-gen check",
        tests=str(max(1, cases + len(broken))),
        failures=str(failed),
        errors=str(len(broken)),
        skipped=str(len(waived)),
    )
    for one in shown:
        case = _case(suite, str(one.span), one.title)
        text = f"{one.span}: {placed_message(one)}"
        if one.severity is Severity.NOTE:
            SubElement(case, "system-out").text = allowed_text(text)
            continue
        facts = {"type": one.severity.value, "message": allowed_text(one.message)}
        SubElement(case, "failure", facts).text = allowed_text(f"{text}\n{one.line}")
    if left.total():
        more = f"\u2026 {left.total()} more findings; the JSON report holds all"
        case = _case(suite, "", more)
        if left[True]:
            SubElement(case, "failure", {"type": "more", "message": more})
    for one in waived:
        case = _case(suite, str(one.span), one.title)
        reason = one.waiver.reason if one.waiver else ""
        SubElement(
            case, "skipped", message=allowed_text(f"waived: {reason}" if reason else "waived")
        )
    for span, message in broken:
        case = _case(suite, "" if span is None else str(span), _UNREADABLE)
        SubElement(case, "error", {"type": "error", "message": allowed_text(message)})
    if not len(suite):
        _case(suite, "", "nothing found")
    root = Element("testsuites")
    root.append(suite)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, place: str, name: str) -> Element:
    shown = allowed_text(f"{place}: {name}" if place else name)
    return SubElement(suite, "testcase", classname="check", name=shown)


def render_statistics(diagnostics: Sequence[Diagnostic]) -> str:
    """Return one line a rule, the most frequent first: how often, severity, code and name."""
    counts = Counter((one.title, one.severity.value) for one in diagnostics)
    width = len(str(max(counts.values(), default=0)))
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:{width}}  {severity:7}  {title}\n" for (title, severity), count in rows)


RENDERERS: dict[str, Callable[..., str]] = {
    "json": render_json,
    "github": render_github,
    "sarif": render_sarif,
    "junit": render_junit,
}
