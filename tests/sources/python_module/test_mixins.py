"""Schedulers whose jobs report by events or through a message queue keep those classes as bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """\
import pdg
from pdg.job.eventdispatch import EventDispatchMixin
from pdg.scheduler import PyScheduler
from pdg.utils.simple_mq import MQUtility, SimpleMQSchedulerMixin


class Farm(EventDispatchMixin, SimpleMQSchedulerMixin, PyScheduler):
    def __init__(self, scheduler, name):
        PyScheduler.__init__(self, scheduler, name)
        EventDispatchMixin.__init__(self)
        SimpleMQSchedulerMixin.__init__(self)
        self.jobs = {}

    def onStartCook(self, static, cook_set):
        self.startPollingClient()
        return True

    def onSchedule(self, work_item):
        return pdg.scheduleResult.Succeeded


def registerTypes(type_registry):
    type_registry.registerScheduler(Farm, name="farm", label="Farm")
"""


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "farm.py"
    path.write_text(MODULE)
    return path


def test_bases_are_kept_from_module_to_folder_to_package(module: Path, tmp_path: Path) -> None:
    run("check", module)
    run("extract", module, "-o", tmp_path / "folder")
    manifest = (tmp_path / "folder/scheduler.toml").read_text()
    assert 'bases = ["EventDispatchMixin", "SimpleMQSchedulerMixin"]' in manifest
    assert 'callback_server = "none"' in manifest
    assert (tmp_path / "folder/init.py").read_text() == "self.jobs = {}\n"
    run("generate", tmp_path / "folder", "-o", tmp_path / "out")
    text = (tmp_path / "out/pdg/types/farm/farm.py").read_text()
    assert "class Farm(EventDispatchMixin, SimpleMQSchedulerMixin, PyScheduler):" in text
    for line in (
        "from pdg.job.eventdispatch import EventDispatchMixin",
        "from pdg.utils.simple_mq import SimpleMQSchedulerMixin",
        "        EventDispatchMixin.__init__(self)",
        "        SimpleMQSchedulerMixin.__init__(self)",
    ):
        assert text.count(f"{line}\n") == 1
    run("extract", tmp_path / "out/pdg/types/farm/farm.py", "-o", tmp_path / "again")
    assert (tmp_path / "again/scheduler.toml").read_text() == manifest


def test_a_member_that_the_base_does_not_have_is_found(module: Path) -> None:
    module.write_text(MODULE.replace("startPollingClient", "startPolingClient"))
    assert "farm.py:15:9: error[PSG113" in run("check", module, code=1)


def test_a_base_of_the_studio_is_refused_as_before(module: Path) -> None:
    module.write_text(MODULE.replace("SimpleMQSchedulerMixin, PyS", "StudioMixin, PyS"))
    assert "Farm also derives from StudioMixin" in run("check", module, code=2)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('bases = ["Studio"]', "4:10: error: bases[0] must be one of"),
        ('bases = ["EventDispatchMixin"]\nbase = "LocalScheduler"', "bases are for a PyScheduler"),
    ],
)
def test_bases_that_cannot_be(tmp_path: Path, lines: str, message: str) -> None:
    folder = tmp_path / "farm"
    folder.mkdir()
    (folder / "scheduler.toml").write_text(f'schema = 1\n[scheduler]\nname = "farm"\n{lines}\n')
    assert message in run("check", folder, code=2)
