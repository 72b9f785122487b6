"""A scheduler to a new snippet folder: its manifest, its texts, and the folder itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script import Script, write
from pysched_gen.formats.toml_text import string
from pysched_gen.model.scheduler import Base, Provenance, Scheduler
from pysched_gen.output import write_file
from pysched_gen.sources.manifest.check_table import check_toml
from pysched_gen.sources.manifest.verify_tables import verify_toml
from pysched_gen.sources.manifest.write import parameters_toml
from pysched_gen.sources.snippet_folder import DIALOG_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


__all__ = ["create_folder", "folder_texts", "left_out"]


def create_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Create `folder` with the files `texts`; it appears complete or not at all.

    Raises:
        UsageError: something is there already, or the place cannot be written.
    """
    write_file.create_folder(folder, {name: text.encode() for name, text in texts.items()})


def folder_texts(scheduler: Scheduler, *, dialog_script: bool = False) -> dict[str, str]:
    """Give file name to text of a folder that generates the same package as `scheduler`.

    With `dialog_script` its parameters stand in `parameters.ds`. Callbacks that its source did
    not give are left out, so they keep following the table.
    """
    texts = {"scheduler.toml": _manifest_text(scheduler, parameters=not dialog_script)}
    if dialog_script and scheduler.own:
        texts[DIALOG_SCRIPT] = write(Script(scheduler.own))
    for callback in scheduler.callbacks:
        if callback.provenance is not Provenance.OWN_DEFAULT:
            texts[f"{callback.spec.stem}.py"] = callback.snippet.text
    parts = {"header": scheduler.header, "methods": scheduler.methods, "init": scheduler.init}
    for part, snippet in parts.items():
        if snippet is not None:
            texts[f"{part}.py"] = snippet.text
    return texts


def left_out(scheduler: Scheduler) -> list[str]:
    """Say in one line each what a snippet folder cannot hold of `scheduler`."""
    lost = [f"{loss.span}: left out: {loss.message}" for loss in scheduler.losses]
    return lost + [
        f"{snippet.id} is driven by an expression; its present text was taken"
        for snippet in scheduler.snippets
        if snippet.expression
    ]


def _manifest_text(scheduler: Scheduler, *, parameters: bool = True) -> str:
    """Return a `scheduler.toml` that reads back as identity and parameters of `scheduler`.

    Without `parameters` they are left to another file.
    """
    head = "\n".join(_identity(scheduler)) + "\n"
    tables = parameters_toml(scheduler.own) if parameters else ""
    settings = (check_toml(scheduler.check), verify_toml(scheduler.verify))
    return "\n".join(part for part in (head, *settings, tables) if part)


def _identity(scheduler: Scheduler) -> Iterator[str]:
    yield "schema = 1"
    yield ""
    yield "[scheduler]"
    yield f"name = {string(scheduler.name)}"
    yield f"label = {string(scheduler.label)}"
    yield f"class = {string(scheduler.class_name)}"
    yield f"category = {string(scheduler.category)}"
    yield f"parm_prefix = {string(scheduler.parm_prefix)}"
    yield f"base = {string(scheduler.base.value)}"
    if scheduler.bases:
        yield f"bases = [{', '.join(map(string, scheduler.bases))}]"
    if scheduler.base is not Base.LOCAL_SCHEDULER:
        yield f"callback_server = {string(scheduler.callback_server.value)}"
    yield f"houdini = {string(scheduler.release.name)}"
    if scheduler.include:
        yield f"include = [{', '.join(map(string, scheduler.include))}]"
