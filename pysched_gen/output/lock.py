"""What we own in an output directory: `.pysched-gen.lock` in, `Lock` out, and back to text.

Per owner it keeps the digests of source and request and, for every file and section, the text as
it was written. That text tells a hand edit from an outdated file and is the base of a merge.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.output import tables
from pysched_gen.output.files import LOCK_NAME, is_safe_path
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["FORMAT", "Lock", "OwnerRecord", "lock_text", "read_lock"]

FORMAT = 1

_CONFLICT_MARK = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})", re.MULTILINE)
_ADVICE = (
    "restore it from version control, or delete it and run generate again: files that are up to "
    "date are then recognised, all others count as yours"
)


@dataclass(frozen=True, slots=True)
class OwnerRecord:
    """What the last run for one owner wrote.

    Attributes:
        digest, request, clean: as in `files.Package`.
        tool: version of the tool that wrote it.
        files: path to text as written.
        sections: path of a shared file to the body of the owner's section.
    """

    digest: str
    request: str
    clean: bool
    tool: str
    files: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """All owners of a directory by name, and the shared files that did not exist before us."""

    owners: Mapping[str, OwnerRecord] = field(default_factory=dict)
    created: frozenset[str] = frozenset()


def read_lock(root: Path) -> Lock:
    """Read the lock of `root`; a missing one is empty.

    Raises:
        ConfigError: it is broken, of a newer format, or holds an unresolved merge.
        OSError: it cannot be read.
    """
    path = root / LOCK_NAME
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Lock()
    origin = Origin(str(path))
    try:
        return _lock(json.loads(data), origin)
    except json.JSONDecodeError as error:
        raise _broken_text(data, error, origin) from error
    except (tables.ShapeError, UnicodeError, RecursionError) as error:
        raise _error(origin, 1, 1, f"the lock is broken: {error}; {_ADVICE}") from error


def lock_text(lock: Lock) -> str:
    """Give the text of the lock file; equal locks give equal texts. An empty lock gives none."""
    if not lock.owners:
        return ""
    owners = {name: _owner_facts(record) for name, record in lock.owners.items()}
    facts = {"created": sorted(lock.created), "format": FORMAT, "owners": owners}
    return json.dumps(facts, indent=1, sort_keys=True) + "\n"


def _owner_facts(record: OwnerRecord) -> dict[str, object]:
    return {
        "clean": record.clean,
        "digest": record.digest,
        "files": _text_facts(record.files),
        "request": record.request,
        "sections": _text_facts(record.sections),
        "tool": record.tool,
    }


def _text_facts(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {
        path: {"sha256": tables.digest_of(text.encode()), "text": text}
        for path, text in texts.items()
    }


def _lock(value: object, origin: Origin) -> Lock:
    facts = tables.table(value, "it")
    written = tables.integer(facts, "format", "it")
    if written != FORMAT:
        message = (
            f"the lock has format {written}, this version knows format {FORMAT} only; "
            "use the version of pysched-gen that wrote it"
        )
        raise _error(origin, 1, 1, message)
    owners = tables.table(facts.get("owners"), '"owners"')
    created = tables.texts(facts, "created", "it")
    return Lock({name: _owner(name, facts) for name, facts in owners.items()}, frozenset(created))


def _owner(name: str, value: object) -> OwnerRecord:
    where = f'owner "{name}"'
    facts = tables.table(value, where)
    return OwnerRecord(
        digest=tables.text(facts, "digest", where),
        request=tables.text(facts, "request", where),
        clean=tables.flag(facts, "clean", where),
        tool=tables.text(facts, "tool", where),
        files=_texts(facts, "files", where),
        sections=_texts(facts, "sections", where),
    )


def _texts(facts: dict[str, object], key: str, where: str) -> dict[str, str]:
    texts = {}
    for path, value in tables.table(facts.get(key), f'"{key}" of {where}').items():
        entry = tables.table(value, f'"{path}" of {where}')
        text = tables.text(entry, "text", f'"{path}" of {where}')
        if not is_safe_path(path):
            raise tables.ShapeError(f"{where} claims {path!r}, which no run can have written")
        written = tables.digest_of(text.encode())
        if written != tables.text(entry, "sha256", f'"{path}" of {where}'):
            raise tables.ShapeError(f'the digest of "{path}" of {where} does not fit its text')
        texts[path] = text
    return texts


def _broken_text(data: bytes, error: json.JSONDecodeError, origin: Origin) -> ConfigError:
    mark = _CONFLICT_MARK.search(data)
    if mark is None:
        message = f"the lock is not valid JSON: {error.msg}; {_ADVICE}"
        return _error(origin, error.lineno, error.colno, message)
    line = data.count(b"\n", 0, mark.start()) + 1
    message = (
        "the lock holds an unresolved merge; take either side whole "
        f"(git checkout --ours -- {LOCK_NAME}) and run generate again"
    )
    return _error(origin, line, 1, message)


def _error(origin: Origin, line: int, column: int, message: str) -> ConfigError:
    return ConfigError([Problem(origin.span(line, column), message)])
