"""A scheduler in, the files of a snippet folder out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script import Script, write
from pysched_gen.model.scheduler import Provenance
from pysched_gen.scaffold.manifest import manifest_text
from pysched_gen.sources.snippet_folder import DIALOG_SCRIPT

if TYPE_CHECKING:
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["folder_texts", "left_out"]


def folder_texts(scheduler: Scheduler, *, dialog_script: bool = False) -> dict[str, str]:
    """Give file name to text of a folder that generates the same package as `scheduler`.

    With `dialog_script` its parameters stand in `parameters.ds`. Callbacks that its source did
    not give are left out, so they keep following the table.
    """
    texts = {"scheduler.toml": manifest_text(scheduler, parameters=not dialog_script)}
    if dialog_script and scheduler.own:
        texts[DIALOG_SCRIPT] = write(Script(scheduler.own))
    for callback in scheduler.callbacks:
        if callback.provenance is not Provenance.OWN_DEFAULT:
            stem = (callback.spec.parm or callback.method).lower()
            texts[f"{stem}.py"] = callback.snippet.text
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
