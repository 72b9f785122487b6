"""Outcomes as JSON; `schemas/verify.schema.json` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.run.verify.outcome import Status, count
from pysched_gen.visible_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.run.verify.outcome import Outcome

__all__ = ["outcome_facts", "render_json"]

VERSION = 1


def render_json(outcomes: Sequence[Outcome], scheduler: str, release: str) -> str:
    """Give the document, with a line end."""
    counts = count(outcomes)
    document = {
        "schema": "pysched-gen/verify",
        "version": VERSION,
        "scheduler": scheduler,
        "houdini": release,
        "summary": {status.value: counts[status] for status in Status},
        "scenarios": [outcome_facts(outcome) for outcome in outcomes],
    }
    return json_text(document) + "\n"


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
