"""A module whose parameters are declared by other files of its package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path


MODULE = """import pdg


class Farm(pdg.PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"

    def onSchedule(self, work_item):
        queue = self["farm_queue"].evaluateString()
        self.evaluateStringOverride(work_item.node, "farm", "pool", work_item, queue)
        return pdg.scheduleResult.Succeeded


def registerTypes(type_registry):
    type_registry.registerScheduler(Farm, label="Farm")
"""
SCRIPT = """parm {
    name "farm_pool"
    label "Pool"
    type string
    default { "" }
    parmtag { "pdg::scheduler" "" }
}
group {
    name "more"
    label "More"
    parm {
        name "farm_queue"
        label "Queue"
        type string
        default { "" }
    }
}
"""


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result.output


def package(tmp_path: Path, place: str = "pdg/types/farm.py", script: str = "") -> Path:
    module = tmp_path / "pkg" / place
    module.parent.mkdir(parents=True)
    module.write_text(MODULE)
    if script:
        (tmp_path / "pkg/topscheduler.user.ds").write_text(script)
    return module


def asset(tmp_path: Path, parameters: str, name: str = "farm") -> None:
    """Write the asset of `parameters` where Houdini looks for it beside `pdg/types`."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "scheduler.toml").write_text(f'[scheduler]\nname = "{name}"\n{parameters}')
    (folder / "onschedule.py").write_text("return pdg.scheduleResult.Succeeded\n")
    otls = tmp_path / "pkg/otls"
    otls.mkdir(parents=True, exist_ok=True)
    run("asset", folder, "-o", otls / f"{name}.hda")


QUEUE = """
[[parameters]]
name = "farm_queue"
type = "string"
[[parameters]]
name = "farm_pool"
type = "string"
overridable = true
"""


@pytest.mark.parametrize(
    "place", ["pdg/types/farm.py", "pdg/types/farm/farm.py", "pdg/types/farm/__init__.py"]
)
def test_the_script_above_is_read(tmp_path: Path, place: str) -> None:
    assert "PSG201" not in run("check", package(tmp_path, place, SCRIPT))


def test_what_no_file_declares_is_a_note(tmp_path: Path) -> None:
    found = run("check", package(tmp_path))
    assert found.count("note[PSG201") == 2
    assert "the asset of the type may have it" in found
    half = SCRIPT.replace("farm_queue", "farm_other")
    (tmp_path / "pkg/topscheduler.user.ds").write_text(half)
    found = run("check", tmp_path / "pkg/pdg/types/farm.py")
    assert found.count("note[PSG201") == 1
    assert 'called "farm_queue"' in found


def test_the_asset_of_the_type_is_read(tmp_path: Path) -> None:
    module = package(tmp_path)
    asset(tmp_path, QUEUE)
    assert "PSG201" not in run("check", module)


def test_the_asset_has_all_parameters_there_are(tmp_path: Path) -> None:
    module = package(tmp_path)
    asset(tmp_path, QUEUE.replace("farm_queue", "farm_queues"))
    found = run("check", module, code=1)
    assert "farm.py:10:17: error[PSG201" in found
    assert 'did you mean "farm_queues"?' in found


def test_the_asset_of_another_type_is_none_of_it(tmp_path: Path) -> None:
    module = package(tmp_path)
    asset(tmp_path, QUEUE, name="other")
    assert run("check", module).count("note[PSG201") == 2


def test_a_library_that_cannot_be_read_is_passed_by(tmp_path: Path) -> None:
    module = package(tmp_path)
    (tmp_path / "pkg/otls").mkdir()
    (tmp_path / "pkg/otls/farm.hda").write_bytes(b"INDX\x00\x00")
    assert run("check", module).count("note[PSG201") == 2


def test_a_generated_module_declares_all_it_has(tmp_path: Path) -> None:
    folder = tmp_path / "farm"
    folder.mkdir()
    (folder / "scheduler.toml").write_text('[scheduler]\nname = "farm"\n')
    (folder / "onschedule.py").write_text(
        'self["farm_queue"].evaluateString()\nreturn pdg.scheduleResult.Succeeded\n'
    )
    run("generate", folder, "-o", tmp_path / "out", "--ignore", "PSG201")
    assert "error[PSG201" in run("check", tmp_path / "out/pdg/types/farm/farm.py", code=1)


def test_a_private_member_of_a_module_may_be_of_houdinis_class(tmp_path: Path) -> None:
    module = package(tmp_path, script=SCRIPT)
    module.write_text(MODULE.replace("queue = ", "self._parseLayers()\n        queue = "))
    assert "farm.py:10:9: note[PSG113" in run("check", module)
    local = MODULE.replace("pdg.PyScheduler", "LocalScheduler").replace(
        "import pdg\n", "import pdg\nfrom local import LocalScheduler\n"
    )
    module.write_text(local.replace("queue = ", "self._verbose\n        queue = "))
    assert "PSG113" not in run("check", module)
