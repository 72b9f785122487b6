"""A link in a snippet folder is followed inside of the folder only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import manifest, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

OUTSIDE = 'password = "s3cret" +\n'


@pytest.mark.parametrize("command", ["check", "inspect", "extract", "generate"])
@pytest.mark.parametrize(
    "name", ["ontick.py", "header.py", "parameters.ds", "scheduler.toml", "anything.py"]
)
def test_a_link_that_leaves_the_folder_is_refused(
    run: Run, here: Path, name: str, command: str
) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": "return 1\n"})
    (here / "outside.txt").write_text(OUTSIDE)
    (here / "farmq" / name).unlink(missing_ok=True)
    (here / "farmq" / name).symlink_to("../outside.txt")
    output = ["-o", "out"] if command in ("extract", "generate") else []
    result = run(command, "farmq", *output, code=2)
    assert f"farmq/{name}:1:1: error: is a symbolic link that leads out" in result.stderr
    assert "s3cret" not in result.output
    assert not (here / "out").exists()


def test_a_link_inside_the_folder_and_a_folder_that_is_a_link_are_fine(
    run: Run, here: Path
) -> None:
    snippet = "return pdg.scheduleResult.Succeeded\n"
    write_tree(here / "real", {"scheduler.toml": manifest(), "text/schedule": snippet})
    (here / "real/onschedule.py").symlink_to("text/schedule")
    (here / "farmq").symlink_to("real")
    run("check", "farmq")
