"""`pysched_gen.testing`: in a repository of a studio, and fixture by fixture."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, manifest, write_tree

from pysched_gen.testing import Clock, CookReport, FarmClient

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

    from pysched_gen.testing import SessionMaker

BY_HAND = """
from pdg.scheduler import PyScheduler
import pdg

class Hand(PyScheduler):
    def onSchedule(self, work_item):
        return pdg.scheduleResult.CookSucceeded

def registerTypes(registry):
    registry.registerScheduler(Hand, name="hand")
"""


def pytest_of(folder: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"],
        cwd=folder,
        # What a studio has; plugins of this project's tests cost each run a second.
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_tests_of_a_studio_pass(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/data/studio", tmp_path / "studio")
    assert "7 passed" in pytest_of(tmp_path / "studio")


def test_the_examples_of_the_page_are_about_a_new_scheduler(here: Path, run: Run) -> None:
    page = (ROOT / "docs/testing.md").read_text("utf-8")
    blocks = dict.fromkeys(("python", "toml"), "")
    for language, text in re.findall(r"^```(\w+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        blocks[language] += f"\n{text}"
    run("new", "farmq", "--from", "local")
    with (here / "farmq/scheduler.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(blocks["toml"].partition("\n[verify]")[0])
    run("generate", "farmq", "-o", "houdini")
    assert "1 passed" in run("verify", "houdini", "--scenario", "two-second-limit").stderr
    (here / "farmq/tests/test_farmq.py").unlink()
    (here / "test_page.py").write_text(blocks["python"], "utf-8")
    assert "1 passed" in pytest_of(here)


@pytest.mark.parametrize("origin", ["local", "default"])
def test_a_new_scheduler_passes_the_test_it_comes_with(origin: str, here: Path, run: Run) -> None:
    run("new", "farmq", "--from", origin)
    assert sorted(path.name for path in (here / "farmq/tests").iterdir()) == ["test_farmq.py"]
    assert "1 passed" in pytest_of(here / "farmq")


def test_a_package_that_was_written_by_hand(pdg_session: SessionMaker, tmp_path: Path) -> None:
    write_tree(tmp_path, {"own/pdg/types/hand.py": BY_HAND})
    session = pdg_session(path=[tmp_path / "own"], houdini="19.5")
    session.scheduler("hand")
    assert "hand" in session.types
    graph = session.graph()
    work = graph.node("work")
    work.items(2)
    work.batch("true", "true")
    report = session.cook(graph)
    report.assert_cooked()
    assert set(report.states) >= {"work:0", "work:1", "work:2"}
    assert session.cook_again().callbacks[:1] in ((), ("onStartCook",))


def test_a_type_that_cannot_be_loaded_is_told(pdg_session: SessionMaker, tmp_path: Path) -> None:
    write_tree(tmp_path, {"own/pdg/types/hand.py": "import nothing_like_it\n"})
    session = pdg_session(path=[tmp_path / "own"])
    with pytest.raises(pytest.fail.Exception, match="No module named 'nothing_like_it'"):
        session.scheduler("hand")


def test_a_session_is_of_a_known_release_and_the_only_one(pdg_session: SessionMaker) -> None:
    with pytest.raises(ValueError, match=r"Houdini 16\.0 is not one of the releases"):
        pdg_session(houdini="16.0")
    pdg_session()
    with pytest.raises(RuntimeError, match="a session is open already"):
        pdg_session()


def test_a_package_is_generated_anew_where_its_source_has_changed(
    generated_package: Callable[..., Path], here: Path
) -> None:
    texts = []
    for number in (1, 1, 2):
        write_tree(
            here, {"farmq/scheduler.toml": manifest(), "farmq/onstop.py": f"print({number})\n"}
        )
        made = generated_package("farmq")
        texts.append((made / "pdg/types/farmq/farmq.py").read_text())
        shutil.rmtree(made)  # as the next test begins
    assert texts[0] == texts[1]
    assert "print(1)" in texts[1]
    assert "print(2)" in texts[2]


def test_packages_that_are_generated_into_one_folder_share_files(
    generated_package: Callable[..., Path], here: Path
) -> None:
    queue = (
        '[[parameters]]\nname = "{}_queue"\nlabel = "Queue"\ntype = "string"\noverridable = true\n'
    )
    for name in ("farmq", "renderq"):
        write_tree(
            here / name,
            {"scheduler.toml": manifest(queue.format(name), name=name), "onstop.py": "pass\n"},
        )
        made = generated_package(name)
    sections = (made / "topscheduler.user.ds").read_text()
    assert "farmq" in sections
    assert "renderq" in sections


REPORT = CookReport(
    states={"good:0": "CookedSuccess", "bad:0": "CookedFail"},
    callbacks=("onStartCook", "onSchedule", "onSchedule", "onStopCook"),
    errors=("the disk is full",),
    warnings=(),
    reached=True,
)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (REPORT.assert_cooked, "  bad:0: CookedFail\n  error: the disk is full"),
        (lambda: REPORT.assert_states(bad="CookedSuccess"), "bad are not all CookedSuccess"),
        (lambda: REPORT.assert_states(other="CookedSuccess"), "other are not all"),
        (lambda: REPORT.assert_called("onSchedule", "onStartCook"), "onStartCook was not called"),
    ],
)
def test_an_assertion_that_fails_says_why(check: Callable[[], None], words: str) -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        check()
    assert words in str(failed.value)


def test_an_assertion_that_holds_says_nothing() -> None:
    REPORT.assert_states(good="CookedSuccess", bad="CookedFail")
    REPORT.assert_called("onStartCook", "onSchedule", "onStopCook")


def test_the_clock_goes_forward_only(clock: Clock) -> None:
    before, real = time.monotonic(), time.time()
    clock.advance(3600)
    assert time.monotonic() - before >= 3600
    assert time.time() - real >= 3600
    with pytest.raises(ValueError, match="cannot go back"):
        clock.advance(-1)


def test_a_farm_runs_kills_and_refuses(farm_client: Callable[..., FarmClient]) -> None:
    farm = farm_client("studio_farm")
    import studio_farm  # type: ignore[import-not-found]  # noqa: PLC0415 - it is there now

    slow, quick = studio_farm.submit("sleep 100", pool="night"), studio_farm.submit("exit 3")
    assert studio_farm.state(slow) == "running"
    studio_farm.kill(slow)
    assert studio_farm.state(slow) == "killed"
    while studio_farm.state(quick) == "running":
        time.sleep(0.01)
    assert studio_farm.state(quick) == "failed"
    assert farm.submitted[slow] == {"command": "sleep 100", "pool": "night"}
    farm.refuse(ConnectionError("down"))
    with pytest.raises(ConnectionError, match="down"):
        studio_farm.submit("true")
