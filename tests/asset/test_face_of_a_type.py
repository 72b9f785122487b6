"""An asset that fronts a registered type is named, and nothing is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("face")
    (folder / "farm").mkdir()
    (folder / "farm/scheduler.toml").write_text('[scheduler]\nname = "farm"\n')
    (folder / "farm/onschedule.py").write_text("return pdg.scheduleResult.Succeeded\n")
    assert run("asset", folder / "farm", "-o", folder / "farm.hda").exit_code == 0
    assert run("asset", folder / "farm", "-o", folder / "otls").exit_code == 0
    return folder


@pytest.mark.parametrize("library", ["farm.hda", "otls/farm.hda"])
@pytest.mark.parametrize(
    "command",
    [["check"], ["generate", "-o", "again"], ["extract", "-o", "again"], ["asset", "-o", "x"]],
)
def test_it_is_told_as_such(out: Path, library: str, command: list[str]) -> None:
    place = [str(out / one) if one in {"again", "x"} else one for one in command]
    result = run(*place, out / library)
    assert result.exit_code == 3
    assert "is the face of the PDG type farm" in result.stderr
    assert "give the module of farm" in result.stderr
    assert not (out / "again").exists()
    assert not (out / "x").exists()


def test_a_node_that_is_named_is_told_the_same(out: Path) -> None:
    assert run("check", f"{out / 'farm.hda'}:Top/farm").exit_code == 3
    assert run("check", out / "farm.hda", "--node", "*farm").exit_code == 3


def test_its_parameters_can_be_looked_at(out: Path) -> None:
    assert run("inspect", out / "farm.hda").exit_code == 0
    assert run("document", out / "farm.hda", "-o", "-").exit_code == 0
