"""What we own in an output directory: the folder `.pysched-gen.lock` in, `Lock` out, and back.

It holds one small file a package, so that branches which each add a package merge: the digests of
its files and sections, and the source and options it was made from. A digest tells a hand edit
from an outdated file and proves nothing else: whoever can edit a file can edit the lock.

While a run writes, and after one that was killed, the old digest and the new one both stand there,
so neither of the two contents ever looks like a hand edit.
"""

from __future__ import annotations

import json
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.output import json_fields
from pysched_gen.output.directory import Folder, opened
from pysched_gen.output.files import LOCK_NAME, can_own, is_owner
from pysched_gen.output.merges import sides
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FORMAT", "Lock", "OwnerRecord", "read_lock", "record_path", "record_text"]

FORMAT = 2

Digests = dict[str, frozenset[str]]
_LIMIT = 4 << 20  # bytes of one file
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ENDING = ".json"
_ADVICE = (
    "restore it from version control, or delete it and run generate again: files that are up to "
    "date are then recognised, all others count as yours"
)


@dataclass(frozen=True, slots=True)
class OwnerRecord:
    """What the last run for one owner wrote.

    Attributes:
        files: path to the digests that count as ours; more than one while a run writes.
        sections: path of a shared file to the digests of the owner's section.
        source, options: as in `files.Package`.
        data: bytes on disk.
    """

    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sections: Mapping[str, frozenset[str]] = field(default_factory=dict)
    source: str = ""
    options: tuple[str, ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """All owners of a directory by name."""

    owners: Mapping[str, OwnerRecord] = field(default_factory=dict)


def record_path(owner: str) -> str:
    """Return the path of the record of `owner`, relative to the output directory."""
    return f"{LOCK_NAME}/{owner}{_ENDING}"


def read_lock(root: Folder | None) -> Lock:
    """Read the lock of `root`; a missing one is empty.

    Raises:
        ConfigError: it is broken or of another format.
        UsageError, OSError: it cannot be read.
    """
    found = None if root is None else root.status(LOCK_NAME)
    if root is None or found is None:
        return Lock()
    origin = Origin(str(root.path / LOCK_NAME))
    if not stat.S_ISDIR(found.st_mode):
        kind = "a file" if stat.S_ISREG(found.st_mode) else "no folder"
        message = (
            f"the lock is {kind}, and this version keeps a folder there; if an older version wrote "
            f"it, delete it and run generate again. Otherwise {_ADVICE}"
        )
        raise _error(origin, 1, 1, message)
    with opened(root, LOCK_NAME) as folder:
        names = [name.removesuffix(_ENDING) for name in folder.names() if name.endswith(_ENDING)]
        return Lock({name: _record(folder, name) for name in names if is_owner(name)})


def record_text(record: OwnerRecord) -> str:
    """Return the text of the file for `record`; equal records give equal texts."""
    facts = {
        "files": _digest_facts(record.files),
        "format": FORMAT,
        "options": list(record.options),
        "sections": _digest_facts(record.sections),
        "source": record.source,
    }
    return json.dumps(facts, indent=1, sort_keys=True) + "\n"


def _digest_facts(digests: Mapping[str, frozenset[str]]) -> dict[str, str | list[str]]:
    return {
        path: next(iter(known)) if len(known) == 1 else sorted(known)
        for path, known in digests.items()
    }


def _record(folder: Folder, owner: str) -> OwnerRecord:
    data = folder.read(f"{owner}{_ENDING}", _LIMIT)
    origin = Origin(str(folder.path / f"{owner}{_ENDING}"))
    try:
        # What a merge left unresolved is known from both of its sides.
        records = [_one_side(json.loads(text), origin) for text in sides(data.decode())]
    except json.JSONDecodeError as error:
        message = f"the lock is not valid JSON: {error.msg}; {_ADVICE}"
        raise _error(origin, error.lineno, error.colno, message) from error
    except (ValueError, RecursionError) as error:
        # Of these a number of too many digits is one.
        reason = str(error).partition(";")[0]
        raise _error(origin, 1, 1, f"the lock is broken: {reason}; {_ADVICE}") from error
    first = records[0]
    return OwnerRecord(
        files=_joined(record.files for record in records),
        sections=_joined(record.sections for record in records),
        source=first.source,
        options=first.options,
        data=data,
    )


def _joined(several: Iterable[Mapping[str, frozenset[str]]]) -> Digests:
    joined: Digests = {}
    for digests in several:
        for path, known in digests.items():
            joined[path] = joined.get(path, frozenset()) | known
    return joined


def _one_side(value: object, origin: Origin) -> OwnerRecord:
    facts = json_fields.table(value, "it")
    written = json_fields.integer(facts, "format", "it")
    if written != FORMAT:
        message = (
            f"the lock has format {written}, this version knows format {FORMAT} only; "
            "use the version of pysched-gen that wrote it"
        )
        raise _error(origin, 1, 1, message)
    return OwnerRecord(
        files=_digests(facts, "files"),
        sections=_digests(facts, "sections"),
        source=json_fields.text(facts, "source", "it"),
        options=json_fields.texts(facts, "options", "it"),
    )


def _digests(facts: dict[str, object], key: str) -> Digests:
    digests = {}
    for path, value in json_fields.table(facts.get(key), f'"{key}"').items():
        known = value if isinstance(value, list) else [value]
        if not can_own(path, shared=key == "sections"):
            raise json_fields.ShapeError(f"it claims {path!r}, which no run can have written")
        texts = [one for one in known if isinstance(one, str) and _DIGEST.fullmatch(one)]
        if len(texts) != len(known):
            raise json_fields.ShapeError(f'"{path}" of "{key}" is not a digest')
        digests[path] = frozenset(texts)
    return digests


def _error(origin: Origin, line: int, column: int, message: str) -> ConfigError:
    return ConfigError([Problem(origin.span(line, column), message)])
