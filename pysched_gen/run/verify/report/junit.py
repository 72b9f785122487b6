"""Outcomes as the JUnit XML that build servers read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pysched_gen.run.verify.causes import causes_of
from pysched_gen.run.verify.outcome import Status, count
from pysched_gen.xml_text import allowed_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pysched_gen.run.verify.outcome import Outcome

__all__ = ["render_all_junit", "render_junit"]


def render_junit(outcomes: Sequence[Outcome], scheduler: str, release: str) -> str:
    """Give the document: one test suite, named after scheduler and release, a case a scenario."""
    return render_all_junit({scheduler: outcomes}, release)


def render_all_junit(reports: Mapping[str, Sequence[Outcome]], release: str) -> str:
    """Return the document for several schedulers, by name: a test suite of each."""
    root = Element("testsuites")
    root.extend(_suite(outcomes, name, release) for name, outcomes in reports.items())
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(outcomes: Sequence[Outcome], scheduler: str, release: str) -> Element:
    counts = count(outcomes)
    suite = Element(
        "testsuite",
        name=f"{scheduler or 'package'} on Houdini {release}",
        tests=str(len(outcomes)),
        failures=str(counts[Status.FAILED]),
        errors="0",
        skipped=str(counts[Status.SKIPPED] + counts[Status.WAIVED]),
        time=f"{sum(outcome.seconds for outcome in outcomes):.3f}",
    )
    causes = causes_of(outcomes)
    properties = SubElement(suite, "properties") if causes else suite
    for cause in causes:
        SubElement(properties, "property", name="cause", value=allowed_text(str(cause)))
    for outcome in outcomes:
        _add_case(suite, outcome, scheduler)
    return suite


def _add_case(suite: Element, outcome: Outcome, scheduler: str) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=f"verify.{scheduler or 'package'}",
        name=outcome.scenario.name,
        time=f"{outcome.seconds:.3f}",
    )
    evidence = allowed_text(outcome.evidence)
    if outcome.status in (Status.SKIPPED, Status.WAIVED):
        SubElement(case, "skipped", message=evidence)
    elif outcome.status in (Status.WARNED, Status.NOTED):
        SubElement(case, "system-out").text = evidence
    elif outcome.status is Status.FAILED:
        first = evidence.partition("\n")[0]
        failure = SubElement(case, "failure", message=first)
        failure.text = f"{evidence}\non a farm: {outcome.scenario.meaning}"
