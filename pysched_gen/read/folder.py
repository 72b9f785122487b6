"""A snippet folder in, one `Source` out: `scheduler.toml` and one Python file per text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, NothingToReadError, Problem
from pysched_gen.read.manifest import read_manifest
from pysched_gen.read.source import Snippet, Source
from pysched_gen.read.texts import decode_text, read_bytes
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MANIFEST", "PARTS", "read_folder"]

MANIFEST = "scheduler.toml"
PARTS = ("header", "methods", "init")


def read_folder(folder: Path, display: str) -> Source:
    """Give the scheduler described by `folder`, shown to the user as `display`.

    Raises:
        NothingToReadError: there is no `scheduler.toml` in it.
        ConfigError: the manifest is wrong; carries every problem.
        SourceError: a file is binary, too long or cannot be opened.
    """
    manifest_path = folder / MANIFEST
    if not manifest_path.is_file():
        raise NothingToReadError(
            f"{display}: no {MANIFEST} in this folder; "
            f'"pysched-gen new NAME --from default" makes a folder to start from'
        )
    shown = _inside(display, MANIFEST)
    manifest = read_manifest(decode_text(read_bytes(manifest_path, shown), shown), shown)
    _refuse_dialog_script(folder, display)
    snippets = {path.stem: _snippet(path, display) for path in _python_files(folder)}
    parts = {part: snippets.pop(part, None) for part in PARTS}
    return Source(
        kind="folder",
        origin=Origin(shown),
        name=folder.resolve().name,
        files=(shown, *(_inside(display, path.name) for path in _python_files(folder))),
        identity=manifest.identity,
        snippets=tuple(snippets.values()),
        header=parts["header"],
        methods=parts["methods"],
        init=parts["init"],
        parameters=manifest.parameters,
    )


def _python_files(folder: Path) -> list[Path]:
    """Sorted by code point, so the order does not depend on the file system or locale."""
    return sorted(folder.glob("*.py"), key=lambda path: path.name)


def _snippet(path: Path, display: str) -> Snippet:
    shown = _inside(display, path.name)
    return Snippet(path.stem, decode_text(read_bytes(path, shown), shown), Origin(shown))


def _inside(display: str, name: str) -> str:
    return f"{display.rstrip('/')}/{name}" if display not in {"", "."} else name


def _refuse_dialog_script(folder: Path, display: str) -> None:
    if (folder / "parameters.ds").exists():
        shown = Origin(_inside(display, "parameters.ds"))
        message = f"dialog script is not read; declare [[parameters]] in {MANIFEST}"
        raise ConfigError([Problem(shown.span(), message)])
