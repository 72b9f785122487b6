"""A snippet folder in, one `Source` out: `scheduler.toml` and one Python file per text.

Parameters stand in `scheduler.toml`, or in `parameters.ds` as Houdini saves and shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, NothingToReadError, Problem, SourceError
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.lexer import MAX_SCRIPT
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Place
from pysched_gen.formats.texts import decode_text, read_bytes
from pysched_gen.sources.manifest.read import read_manifest
from pysched_gen.sources.nothing import what_folder_holds
from pysched_gen.sources.parameters import doubts_in, parameters_of
from pysched_gen.sources.source import Snippet, Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.formats.dialog_script.tree import Script
    from pysched_gen.sources.manifest.read import Manifest

__all__ = ["DIALOG_SCRIPT", "MANIFEST", "PARTS", "read_folder"]

MANIFEST = "scheduler.toml"
DIALOG_SCRIPT = "parameters.ds"
PARTS = ("header", "methods", "init")


def read_folder(folder: Path, display: str) -> Source:
    """Give the scheduler described by `folder`, shown to the user as `display`.

    Raises:
        NothingToReadError: there is no `scheduler.toml` in it.
        ConfigError: the manifest is wrong; carries every problem.
        SourceError: a file is binary, too long or cannot be opened, or no dialog script.
    """
    manifest_path = folder / MANIFEST
    if not manifest_path.is_file():
        raise NothingToReadError(
            f"{display}: no {MANIFEST} in this folder; {what_folder_holds(display)}"
        )
    shown = _inside(display, MANIFEST)
    for path in (manifest_path, folder / DIALOG_SCRIPT, *_python_files(folder)):
        _refuse_leaving(folder, path, _inside(display, path.name))
    manifest = read_manifest(decode_text(read_bytes(manifest_path, shown), shown), shown)
    scripts = [path for path in (folder / DIALOG_SCRIPT,) if path.exists()]
    script = _script(manifest, scripts, display)
    snippets = {path.stem: _snippet(path, display) for path in _python_files(folder)}
    parts = {part: snippets.pop(part, None) for part in PARTS}
    return Source(
        kind="folder",
        origin=Origin(shown),
        name=folder.resolve().name,
        files=tuple(
            _inside(display, path.name)
            for path in (manifest_path, *scripts, *_python_files(folder))
        ),
        identity=manifest.identity,
        snippets=tuple(snippets.values()),
        header=parts["header"],
        methods=parts["methods"],
        init=parts["init"],
        parameters=() if script is None else parameters_of(script[0], script[1]),
        script=None if script is None else script[0],
        include=manifest.include,
        bases=manifest.bases,
        doubts=doubts_in(*script) if script and scripts else (),
        check=manifest.check,
        verify=manifest.verify,
    )


def _refuse_leaving(folder: Path, path: Path, shown: str) -> None:
    """Refuse a link that leads out of the folder: its text would be printed and copied.

    Raises:
        SourceError: `path` is such a link.
    """
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError(
            Origin(shown).span(),
            "is a symbolic link that leads out of the snippet folder; put the file itself there",
        )


def _python_files(folder: Path) -> list[Path]:
    """Sorted by code point, so the order does not depend on the file system or locale."""
    return sorted(folder.glob("*.py"), key=lambda path: path.name)


def _snippet(path: Path, display: str) -> Snippet:
    shown = _inside(display, path.name)
    return Snippet(path.stem, decode_text(read_bytes(path, shown), shown), Origin(shown))


def _inside(display: str, name: str) -> str:
    return f"{display.rstrip('/')}/{name}" if display not in {"", "."} else name


def _script(manifest: Manifest, scripts: list[Path], display: str) -> tuple[Script, Origin] | None:
    """Give the tree of the parameters and the file it stands in, None where they are no tree."""
    if not scripts:
        return (
            None
            if manifest.script is None
            else (manifest.script, Origin(_inside(display, MANIFEST)))
        )
    if manifest.script is not None:
        message = f"{DIALOG_SCRIPT} declares the parameters of this folder; keep one of the two"
        place = next((one.place for one in manifest.script.items if hasattr(one, "place")), Place())
        span = Origin(_inside(display, MANIFEST)).span(place.line, place.column)
        raise ConfigError([Problem(span, message)])
    origin = Origin(_inside(display, DIALOG_SCRIPT))
    data = read_bytes(scripts[0], origin.path, MAX_SCRIPT, "a dialog script", "the parameters")
    text = decode_text(data, origin.path)
    return resolved(parse(text, origin)), origin
