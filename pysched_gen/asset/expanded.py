"""Sections of an asset in, the files of an expanded library out (formats.md 3.2).

That is what `hotl -t` writes and Houdini loads like a library: text, so it can live in git.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pysched_gen.asset.definition import asset_sections, definition_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.asset.definition import Definition
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["library_files", "package_files"]

_EPOCH = "Thu Jan  1 00:00:00 1970"  # equal input gives equal files


def package_files(scheduler: Scheduler) -> Mapping[str, str]:
    """Give relative path to text of the asset in a package: Houdini loads what is in `otls`."""
    folder = f"otls/{scheduler.name}.hda"
    files = library_files(definition_of(scheduler))
    return {f"{folder}/{path}": text for path, text in files.items()}


def library_files(definition: Definition) -> Mapping[str, str]:
    """Give relative path to text of the folder that takes the place of a `.hda` file."""
    folder = _file_name(definition.key)
    sections = dict(asset_sections(definition))
    sections["ExtraFileOptions"] = _extra_options(submits=definition.submits)
    libraries = {
        "INDEX__SECTION": "INDEX_SECTION",
        "houdini.hdalibrary": "houdini.hdalibrary",
        folder: definition.key,
    }
    return {
        "INDEX__SECTION": _facts(definition),
        "Sections.list": _list(libraries),
        "houdini.hdalibrary": "",
        f"{folder}/Sections.list": _list({_file_name(name): name for name in sections}),
        **{f"{folder}/{_file_name(name)}": text for name, text in sections.items()},
    }


def _file_name(section: str) -> str:
    """Give the name of a section's file: `_`, `/` and `:` have escapes."""
    return section.replace("_", "__").replace("/", "_1").replace(":", "_8")


def _list(names: Mapping[str, str]) -> str:
    return '""\n' + "".join(f"{file}\t{section}\n" for file, section in names.items())


def _facts(definition: Definition) -> str:
    facts = {
        "Operator": definition.name,
        "Label": definition.label,
        "Path": definition.path,
        "Icon": definition.icon,
        "Table": "Top",
        "License": "",
        "Extra": definition.extra,
        "User": "",
        "Inputs": "0 to 0",
        "Outputs": "0",
        "Subnet": "false",
        "Python": "false",
        "Empty": "false",
        "Modified": _EPOCH,
    }
    return "".join(f"{key + ':':<14}{value}\n" for key, value in facts.items()) + "\n"


def _extra_options(*, submits: bool) -> str:
    section = "PythonModule"
    values: dict[str, Any] = {}
    if submits:
        values = {
            f"{section}/Cursor": {"type": "intarray", "value": [1, 1]},
            f"{section}/IsExpr": {"type": "bool", "value": False},
            f"{section}/IsPython": {"type": "bool", "value": True},
            f"{section}/IsScript": {"type": "bool", "value": True},
            f"{section}/Source": {"type": "string", "value": ""},
        }
    return json.dumps(values, indent="\t", separators=(",", ":")) + "\n"
