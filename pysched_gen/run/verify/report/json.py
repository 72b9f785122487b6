"""Outcomes as JSON; `schemas/verify.schema.json` and `verify-all.schema.json` describe it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.run.verify.causes import causes_of
from pysched_gen.run.verify.outcome import Status, count
from pysched_gen.visible_text import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pysched_gen.run.verify.causes import Cause
    from pysched_gen.run.verify.outcome import Outcome

__all__ = ["outcome_facts", "render_all_json", "render_json"]

VERSION = 1


def render_json(outcomes: Sequence[Outcome], scheduler: str, release: str) -> str:
    """Give the document, with a line end."""
    return json_text(_document(outcomes, scheduler, release)) + "\n"


def render_all_json(reports: Mapping[str, Sequence[Outcome]], release: str) -> str:
    """Return the document for several schedulers, by name: a report of each, and the sums."""
    counts = count([outcome for outcomes in reports.values() for outcome in outcomes])
    document = {
        "schema": "pysched-gen/verify-all",
        "version": VERSION,
        "houdini": release,
        "summary": {status.value: counts[status] for status in Status},
        "reports": [_document(outcomes, name, release) for name, outcomes in reports.items()],
    }
    return json_text(document) + "\n"


def _document(outcomes: Sequence[Outcome], scheduler: str, release: str) -> dict[str, Any]:
    counts = count(outcomes)
    return {
        "schema": "pysched-gen/verify",
        "version": VERSION,
        "scheduler": scheduler,
        "houdini": release,
        "summary": {status.value: counts[status] for status in Status},
        "causes": [_cause_facts(cause) for cause in causes_of(outcomes)],
        "scenarios": [outcome_facts(outcome) for outcome in outcomes],
    }


def _cause_facts(cause: Cause) -> dict[str, Any]:
    (file, line), (module, at) = cause.place, cause.generated
    return {
        "callback": cause.raised.callback,
        "text": cause.raised.text,
        "file": file,
        "line": line,
        "generated": {"file": module, "line": at},
        "scenarios": list(cause.scenarios),
    }


def outcome_facts(outcome: Outcome) -> dict[str, Any]:
    """Return what the document says of one outcome."""
    return {
        "name": outcome.scenario.name,
        "title": outcome.scenario.title,
        "meaning": outcome.scenario.meaning,
        "severity": outcome.scenario.severity.value,
        "status": outcome.status.value,
        "evidence": outcome.evidence,
        "seconds": round(outcome.seconds, 3),
        "folder": outcome.folder,
    }
