"""A generated package on disk in, one `Source` out: its module and what stands around it.

A class cannot say all: the `__init__.py` beside it registers it, and `topscheduler.user.ds` above
`pdg/types` has the menus, ranges and help of the parameters that single nodes may override.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script import Script, parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.scene.member import decode_script
from pysched_gen.formats.texts import read_bytes
from pysched_gen.sources.python_module.package_script import overrides_in
from pysched_gen.sources.python_module.parameters_beside import (
    names_in_asset,
    names_in_script,
    root_of,
)
from pysched_gen.sources.python_module.saved_python import read_saved_python
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.sources.source import Source

__all__ = ["module_in", "read_python_file"]

_REGISTRATION = "__init__.py"
_USER_SCRIPT = "topscheduler.user.ds"
_MAX_SCRIPT = 16 << 20


def module_in(folder: Path) -> Path | None:
    """Give the module of the package in `folder`: of the same name, as this tool writes it."""
    module = folder / f"{folder.resolve().name}.py"
    return module if (folder / _REGISTRATION).is_file() and module.is_file() else None


def read_python_file(path: Path, display: str, data: bytes) -> Source:
    """Give the scheduler in `data`, the file at `path`, with what its neighbours say about it.

    Raises:
        SourceError: one of them cannot be read, or is not what its name says.
        NothingToReadError: the file has no class of a scheduler.
    """
    beside = path.parent / _REGISTRATION
    registration = None
    if path.name != _REGISTRATION and beside.is_file():
        shown = _shown(beside, path, display)
        registration = shown, read_bytes(beside, shown)
    source = read_saved_python(data, display, registration)
    files = source.files if registration is None else (*source.files, registration[0])
    source = _with_asset(source, path)
    script = _user_script(path)
    if script is None:
        return replace(source, files=tuple(sorted(files)))
    shown = _shown(script, path, display)
    text = decode_script(read_bytes(script, shown, _MAX_SCRIPT))
    return _with_details(
        replace(source, files=tuple(sorted((*files, shown)))),
        resolved(parse(text, Origin(shown))),
        shown,
    )


def _shown(other: Path, path: Path, display: str) -> str:
    """Give `other` as the user would name it, who named `path` as `display`."""
    return str(other) if display == str(path) else f"{display} ({other.name} beside it)"


def _user_script(path: Path) -> Path | None:
    """Give the script above `pdg/types`, which holds the module or the folder of its package."""
    root = root_of(path)
    script = None if root is None else root / _USER_SCRIPT
    return script if script is not None and script.is_file() else None


def _with_asset(source: Source, path: Path) -> Source:
    """Give `source` with the names of parameters that the asset of its package declares."""
    root = root_of(path)
    if root is None or not source.open_interface:
        return source
    beside = names_in_asset(root, _name_of(source))
    return replace(source, beside=beside.names, open_interface=not beside.whole)


def _name_of(source: Source) -> str:
    return next((value for key, value, _ in source.identity if key == "name"), source.name)


def _with_details(source: Source, script: Script, shown: str) -> Source:
    """Give `source` with the details that `script` has of its parameters."""
    parameters = overrides_in(script, _name_of(source)).applied(source.parameters, Origin(shown))
    interface = Script(tuple(parameter.item for parameter in parameters))
    beside = source.beside | names_in_script(script)
    return replace(source, parameters=parameters, script=interface, beside=beside)
