"""`.pysched-gen.journal`: what a run is about to change, so that a killed one can be undone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.output import tables
from pysched_gen.output.files import JOURNAL_NAME, LOCK_NAME, STAGING_NAME, is_safe_path
from pysched_gen.output.links import discard, remove_empty, sync_directory, write_file
from pysched_gen.output.steps import Step, undo
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FORMAT", "Journal", "close", "mend", "roll_back", "write_journal"]

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Journal:
    """The steps of a run in order, and the directories it creates for them, outermost first.

    `staging` is the name of the run's own directory in the staging directory.
    """

    staging: str
    made: tuple[str, ...]
    steps: tuple[Step, ...]


def write_journal(root: Path, journal: Journal) -> None:
    """Put the journal in place; from here on a kill is undone by the next run.

    Raises:
        OSError: it cannot be written.
    """
    facts = {
        "format": FORMAT,
        "made": journal.made,
        "staging": journal.staging,
        "steps": [{key: getattr(step, key) for key in Step.__slots__} for step in journal.steps],
    }
    draft = root / STAGING_NAME / journal.staging / "journal"
    write_file(draft, json.dumps(facts, indent=1).encode())
    draft.replace(root / JOURNAL_NAME)
    sync_directory(root)


def roll_back(root: Path, journal: Journal) -> None:
    """Undo whatever the run has done, and remove the journal.

    Raises:
        OSError: it failed; the journal is still there and it can be tried again.
    """
    staging = root / STAGING_NAME / journal.staging
    for step in reversed(journal.steps):
        undo(root, staging, step)
    for folder in reversed(journal.made):
        remove_empty(root / folder, (root / folder).parent)
    close(root)


def close(root: Path) -> None:
    """Remove the journal for good: what is on disk now stays."""
    (root / JOURNAL_NAME).unlink()
    sync_directory(root)


def mend(root: Path) -> None:
    """Undo a killed run and remove what dead runs left; call it with the directory locked.

    Raises:
        SourceError: the journal cannot be read.
        OSError: it cannot be undone.
    """
    path = root / JOURNAL_NAME
    if path.exists():
        journal = _read(path)
        # Without its staging directory a journal is a copy from elsewhere and means nothing here.
        if (root / STAGING_NAME / journal.staging).is_dir():
            roll_back(root, journal)
        else:
            close(root)
    if (root / STAGING_NAME).exists():
        discard(root / STAGING_NAME)


def _read(path: Path) -> Journal:
    try:
        return _journal(json.loads(path.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise SourceError(
            Origin(str(path)).span(),
            f"the journal of an interrupted run is broken ({error}); compare the directory with "
            f"version control, then delete {JOURNAL_NAME} and {STAGING_NAME} and run again",
        ) from error


def _journal(value: object) -> Journal:
    facts = tables.table(value, "it")
    if facts.get("format") != FORMAT:
        raise tables.ShapeError("another version of pysched-gen wrote it")
    made = tables.texts(facts, "made", "it")
    steps = tuple(_step(item) for item in tables.items(facts.get("steps"), '"steps"'))
    journal = Journal(tables.text(facts, "staging", "it"), made, steps)
    names = (*made, journal.staging, *(path for step in steps for path in (step.target, step.slot)))
    for name in names:
        if name != LOCK_NAME and not is_safe_path(name):
            raise tables.ShapeError(f"it names {name!r}")
    return journal


def _step(value: object) -> Step:
    facts = tables.table(value, "a step")
    return Step(
        target=tables.text(facts, "target", "a step"),
        slot=tables.text(facts, "slot", "a step"),
        directory=tables.flag(facts, "directory", "a step"),
        before=_digests(facts, "before"),
        after=_digests(facts, "after"),
        has_old=tables.flag(facts, "has_old", "a step"),
        has_new=tables.flag(facts, "has_new", "a step"),
    )


def _digests(facts: dict[str, object], key: str) -> dict[str, str]:
    values = tables.table(facts.get(key), f'"{key}" of a step')
    return {name: tables.text(values, name, f'"{key}" of a step') for name in values}
