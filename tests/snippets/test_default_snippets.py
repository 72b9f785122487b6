"""snippets/default is the callback table in files; the table is the one place of truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from pysched_gen.model.build import build
from pysched_gen.houdini.callbacks import CALLBACKS, CallbackSpec
from pysched_gen.sources.snippet_folder import read_folder

FOLDER = Path(__file__).parents[2] / "snippets" / "default"
SCHEDULER = build(read_folder(FOLDER, "snippets/default"))
SAVED = [spec for spec in CALLBACKS if spec.saved and spec.exists_in(SCHEDULER.release)]


def file_name(spec: CallbackSpec) -> str:
    return f"{(spec.parm or spec.method).lower()}.py"


@pytest.mark.parametrize("spec", SAVED, ids=lambda spec: spec.method)
def test_text_is_the_default_body(spec: CallbackSpec) -> None:
    text = (FOLDER / file_name(spec)).read_text(encoding="utf-8")
    assert text == spec.form(SCHEDULER.release).body


def test_every_saved_callback_has_a_file_and_nothing_else_has() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        ["scheduler.toml", "starter.toml", *map(file_name, SAVED)]
    )


def test_targets_the_release_whose_node_it_shows() -> None:
    assert SCHEDULER.release == "20.5"
    assert SCHEDULER.parameters == ()
