"""What a module has that no package can hold: nothing is written of it without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

MODULE = """\
import pdg

class Farm(pdg.PyScheduler):
    def onSchedule(self, work_item):
        return pdg.scheduleResult.Succeeded

def registerTypes(type_registry):
    type_registry.registerScheduler(Farm, name="farm", label="Farm")
    type_registry.registerNode(Report, pdg.nodeType.Processor){comment}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "farm.py"
    path.write_text(MODULE.format(comment=""))
    return path


@pytest.mark.parametrize(
    "command", [["check"], ["generate", "-o", "out"], ["extract", "-o", "out"]]
)
def test_it_is_refused_with_its_line(
    module: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(module.parent)
    result = run(*command, module)
    assert result.exit_code == 1
    assert "farm.py:9:5: error" in result.output
    assert "registerNode() in registerTypes is left out" in result.output
    assert not (module.parent / "out").exists()


def test_it_is_left_out_where_that_is_asked(module: Path, tmp_path: Path) -> None:
    result = run("extract", module, "-o", tmp_path / "out", "--lossy")
    assert result.exit_code == 0
    assert "farm.py:9:5: left out: registerNode()" in result.stderr
    assert (tmp_path / "out/onschedule.py").is_file()
    assert run("generate", module, "-o", tmp_path / "h", "--ignore", "PSG011").exit_code == 0


@pytest.mark.parametrize("houdini", ["17.5", "19.0", "21.0"])
@pytest.mark.parametrize("layout", ["package", "module"])
def test_extract_keeps_the_release_of_a_package(tmp_path: Path, houdini: str, layout: str) -> None:
    folder = tmp_path / "farm"
    folder.mkdir()
    (folder / "scheduler.toml").write_text(f'[scheduler]\nname = "farm"\nhoudini = "{houdini}"\n')
    (folder / "onschedule.py").write_text("return pdg.scheduleResult.Succeeded\n")
    out = tmp_path / "out"
    assert run("generate", folder, "-o", out, "--layout", layout).exit_code == 0
    (module,) = out.rglob("farm.py")
    assert run("extract", module, "-o", tmp_path / "again").exit_code == 0
    assert f'houdini = "{houdini}"' in (tmp_path / "again/scheduler.toml").read_text()
    assert run("check", module).exit_code == 0
