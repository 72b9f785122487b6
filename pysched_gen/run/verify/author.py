"""What the author of a package says of its scenarios, in the folder it was generated from.

The lock beside the package says where that folder is. Its `scheduler.toml` waives scenarios and
declares others; the `.py` files of its folder `scenarios` are scenarios, too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.formats.texts import decode_text, read_bytes
from pysched_gen.run.snippet_place import shown_path, snippet_folders
from pysched_gen.run.verify.catalog import Scenario, Severity, read_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pysched_gen.sources.verify_settings import AuthorScenario, WaivedScenario

__all__ = ["AUTHOR_FOLDER", "Author", "author_of", "waivers_of"]

AUTHOR_FOLDER = "scenarios"
_MANIFEST = "scheduler.toml"
_MEANING = "What its author expects of it does not hold."


@dataclass(frozen=True, slots=True)
class Author:
    """What authors say in their folders.

    Attributes:
        scenarios: of their own, those of files first.
        waived: scenarios that may find what they find, each with the reason.
    """

    scenarios: tuple[Scenario, ...] = ()
    waived: tuple[WaivedScenario, ...] = field(default=())


def author_of(folders: Sequence[Path], scheduler: str | None) -> Author:
    """Return what is said of `scheduler`, of all that were generated into `folders` without one.

    Raises:
        ConfigError: a manifest is wrong.
        UsageError: a file of `scenarios` is no scenario.
        SourceError: a file cannot be read.
    """
    scenarios: list[Scenario] = []
    waived: list[WaivedScenario] = []
    for root in folders:
        for name, folder in snippet_folders(root).items():
            manifest = folder / _MANIFEST
            if scheduler in (None, name) and manifest.is_file():
                files = sorted((folder / AUTHOR_FOLDER).glob("*.py"))
                scenarios += [read_scenario(file, own=True) for file in files]
                declared, ignored = _read(manifest)
                scenarios += declared
                waived += ignored
    return Author(tuple(scenarios), tuple(waived))


def _read(manifest: Path) -> tuple[list[Scenario], Sequence[WaivedScenario]]:
    from pysched_gen.sources.manifest.read import read_manifest  # noqa: PLC0415 - start-up

    shown = shown_path(manifest)
    said = read_manifest(decode_text(read_bytes(manifest, shown), shown), shown).verify
    return [_declared(one) for one in said.scenarios], said.waived


def _declared(one: AuthorScenario) -> Scenario:
    table = json.loads(one.table)
    return Scenario(
        one.name,
        table.get("title", one.name.replace("-", " ")),
        table.get("meaning", _MEANING),
        severity=Severity(table.get("severity", "error")),
        page=f"{one.span.origin.path}:{one.span.line}",
        declared=one.table,
    )


def waivers_of(waived: Sequence[WaivedScenario], known: Mapping[str, object]) -> dict[str, str]:
    """Return the reason for each scenario that is waived.

    Raises:
        ConfigError: none of `known` has such a name; with the place of each.
    """
    problems = [
        Problem(one.span, f'no scenario is called "{one.name}"; verify --list names them')
        for one in waived
        if one.name not in known
    ]
    if problems:
        raise ConfigError(problems)
    return {one.name: one.reason for one in waived}
