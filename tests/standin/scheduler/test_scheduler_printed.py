"""The scheduler printed in the help of Houdini 19.0, typed in unchanged, cooks."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
import six
from interpreters import require_python
from playing import PACKAGES, play

from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from pathlib import Path

STORY = """
import tempfile, urllib.parse
tempfile.tempdir = folder
scheduler("customscheduler")
node("work", ["{command}"] * 20)
states = cook()
label = pdg.TypeRegistry.types().schedulerType("customscheduler").typeLabel
uris = [item.logURI for item in items() if item.logURI]
logs = [text_of(urllib.parse.urlsplit(uri).path) for uri in uris]
tell(states=sorted(set(states.values())), items=len(states), label=label, logs=logs)
"""


@pytest.mark.parametrize("where", [("19.0", (3, 7)), ("22.0", (3, 11))], ids=lambda w: w[0])
@pytest.mark.parametrize(
    ("command", "state", "logs"),
    [
        ("pwd", "CookedSuccess", 20),
        # With shell=True a list runs its first word only: the rest are arguments of the shell.
        ("false || true", "CookedFail", 0),
    ],
)
def test_it_cooks_twenty_items(
    command: str, state: str, logs: int, where: tuple[str, tuple[int, int]], tmp_path: Path
) -> None:
    # Houdini bundles six.
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    shutil.copy(six.__file__, bundled)
    told = play(
        STORY.format(command=command),
        tmp_path / "hip",
        release=where[0],
        python=require_python(where[1]),
        packages=(PACKAGES / "customscheduler",),
        env={"PYTHONPATH": os.pathsep.join(map(str, (SITE, bundled)))},
    )
    assert told["states"] == [state]
    assert told["items"] == 20
    assert told["label"] == "Test Custom Scheduler"
    assert len([text for text in told["logs"] if text.startswith("/")]) == logs
    assert told["left"] == []
