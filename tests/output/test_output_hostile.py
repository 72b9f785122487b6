"""What lies in the output directory is input: of a pull request, a killed run, a merge."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from trees import manifest, read_tree, write_tree

from pysched_gen.cli import main
from pysched_gen.output import locked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

MODULE = "out/pdg/types/farmq/farmq.py"
RECORD = "out/.pysched-gen.lock/farmq.json"
GENERATE = ("generate", "farmq", "-o", "out")
PARAMETER = '[[parameters]]\nname = "{}_queue"\ntype = "string"\noverridable = true\n'


def source(folder: Path, name: str = "farmq") -> None:
    text = manifest(PARAMETER.format(name), name=name)
    snippet = "return pdg.scheduleResult.Succeeded\n"
    write_tree(folder, {"scheduler.toml": text, "onschedule.py": snippet})


@pytest.fixture
def out(run: Run, here: Path) -> Path:
    source(here / "farmq")
    run(*GENERATE)
    return here / "out"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def forge(path: str, key: str) -> Callable[[Path], None]:
    """Edit a file together with its digest in the lock."""

    def act(here: Path) -> None:
        text = (here / "out" / path).read_text().replace("20.5", "20.6")
        (here / "out" / path).write_text(text)
        facts = json.loads((here / RECORD).read_text())
        body = text
        if key == "sections":
            body = text.split("begin farmq\n")[1].split("# pysched-gen: end")[0]
        facts[key][path] = hashlib.sha256(body.encode()).hexdigest()
        (here / RECORD).write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n")

    return act


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("pdg/types/farmq/farmq.py", "files"),
        ("pdg/types/farmq/__init__.py", "files"),
        ("topscheduler.user.ds", "sections"),
    ],
)
@pytest.mark.usefixtures("out")
def test_the_source_is_believed_and_not_the_lock(run: Run, here: Path, path: str, key: str) -> None:
    before = read_tree(here / "out")
    forge(path, key)(here)
    assert read_tree(here / "out")[path] != before[path]
    assert "stale" in run(*GENERATE, "--check", code=1).stdout
    run(*GENERATE)
    assert read_tree(here / "out") == before


def test_an_asset_edited_with_its_digest_is_found(run: Run, here: Path) -> None:
    source(here / "farmq")
    run(*GENERATE, "--asset")
    before = read_tree(here / "out")
    (section,) = (path for path in before if path.endswith("/DialogScript"))
    text = before[section] + b"# not of the source\n"
    write_tree(here / "out", {section: text})
    facts = json.loads((here / RECORD).read_text())
    facts["files"][section] = hashlib.sha256(text).hexdigest()
    (here / RECORD).write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n")
    assert "stale" in run(*GENERATE, "--asset", "--check", code=1).stdout
    run(*GENERATE, "--asset")
    assert read_tree(here / "out") == before


def plant_journal(here: Path) -> None:
    (here / "victim").mkdir()
    (here / "out/esc").symlink_to("../victim")
    write_tree(here / "out/.pysched-gen.tmp/x", {"0.old": "planted"})
    step = {"target": "esc/x", "slot": "0", "directory": False, "before": {"": "x"}}
    step |= {"after": {"": ""}, "has_old": True, "has_new": False}
    journal = {"format": 1, "made": [], "staging": "x", "steps": [step]}
    (here / "out/.pysched-gen.journal").write_text(json.dumps(journal))


def plant_staging(here: Path) -> None:
    (here / "victim").mkdir()
    write_tree(here / "out/.pysched-gen.tmp.0", {"committing": "", "new/esc/x": "planted"})
    (here / "out/esc").symlink_to("../victim")


def plant_staging_link(here: Path) -> None:
    write_tree(here / "victim", {"a/b/c": "mine"})
    (here / "victim/a").chmod(0o755)
    for name in (".pysched-gen.tmp", ".pysched-gen.tmp.0"):
        (here / "out" / name).symlink_to("../victim")


def plant_lock_claim(here: Path) -> None:
    write_tree(here / "victim", {"x": "mine"})
    (here / "out/pdg/types/esc").symlink_to("../../../victim")
    facts = json.loads((here / RECORD).read_text())
    facts["files"]["pdg/types/esc/x"] = hashlib.sha256(b"mine").hexdigest()
    (here / RECORD).write_text(json.dumps(facts))


@pytest.mark.parametrize(
    "plant", [plant_journal, plant_staging, plant_staging_link, plant_lock_claim]
)
@pytest.mark.parametrize("options", [("--check",), ("--diff",), ("--dry-run",), ()])
@pytest.mark.usefixtures("out")
def test_nothing_found_there_is_carried_out(
    here: Path, plant: Callable[[Path], None], options: tuple[str, ...]
) -> None:
    plant(here)
    (here / "farmq/onschedule.py").write_text("return pdg.scheduleResult.Succeeded  # x\n")

    def victim() -> dict[str, tuple[int, int, int]]:
        places = [here / "victim", *(here / "victim").rglob("*")]
        return {
            str(one): (one.lstat().st_ino, one.lstat().st_mode, one.lstat().st_mtime_ns)
            for one in places
        }

    before = victim()
    result = CliRunner().invoke(main, [*GENERATE, *options])
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
    assert victim() == before


@pytest.mark.parametrize("option", ["--check", "--diff", "--dry-run"])
def test_a_read_only_run_changes_no_inode_mode_or_time(run: Run, out: Path, option: str) -> None:
    write_tree(out / ".pysched-gen.tmp.0", {"new/x": ""})

    def facts() -> dict[str, tuple[int, int, int]]:
        places = [out.parent, *out.parent.rglob("*")]
        return {
            str(one): (one.lstat().st_ino, one.lstat().st_mode, one.lstat().st_mtime_ns)
            for one in places
        }

    (out / "pdg/types/farmq/farmq.py").unlink()
    before = facts()
    run(*GENERATE, option, code=1 if option == "--check" else 0)
    run("check", "farmq")
    run("inspect", "farmq")
    assert facts() == before


def test_a_renamed_scheduler_is_an_orphan_until_it_is_removed(run: Run, here: Path) -> None:
    source(here / "farmq")
    run(*GENERATE)
    edit(here / "farmq/scheduler.toml", 'name = "farmq"', 'name = "farmr"')
    assert "--remove farmq" in run(*GENERATE).stderr
    said = run(*GENERATE, "--check", code=1).stdout
    assert 'package "farmq": orphan, its source ../farmq makes "farmr" now' in said
    assert "Run to mend it: pysched-gen generate farmq -o out --remove farmq" in said
    run(*GENERATE, "--remove", "farmq")
    assert run(*GENERATE, "--check").stdout == ""
    assert not (here / MODULE).exists()


@pytest.mark.parametrize(
    ("lost", "code"), [("s/aa", 1), ("s", 0)], ids=["its folder is there", "all of it is elsewhere"]
)
def test_a_package_whose_source_is_gone_fails_a_check_of_the_others(
    run: Run, here: Path, lost: str, code: int
) -> None:
    source(here / "s/aa", "aa")
    source(here / "t/bb", "bb")
    run("generate", "s/aa", "t/bb", "-o", "out")
    shutil.rmtree(here / lost)
    said = run("generate", "t/bb", "-o", "out", "--check", code=code).stdout
    assert ("its source ../s/aa is gone" in said) is bool(code)


def test_two_names_given_to_one_source_are_two_packages(run: Run, here: Path) -> None:
    source(here / "farmq")
    for name in ("one", "two"):
        run(*GENERATE, "--name", name)
    run(*GENERATE, "--name", "one", "--check")


def git(*words: str) -> int:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    command = ["git", *identity, "-c", "core.autocrlf=false", *words]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize("order", [("bb", "cc"), ("cc", "bb")])
def test_two_branches_that_each_add_a_neighbour_merge(
    run: Run, here: Path, order: tuple[str, str]
) -> None:
    def generate(*names: str) -> None:
        run("generate", *(f"s/{name}" for name in names), "-o", "out")
        git("add", "-A")
        assert git("commit", "-qm", "x") == 0

    git("init", "-q", "-b", "main")
    source(here / "s/aa", "aa")
    source(here / "s/dd", "dd")
    generate("aa", "dd")
    for name in ("bb", "cc"):
        git("checkout", "-q", "-b", name, "main")
        source(here / "s" / name, name)
        generate("aa", name, "dd")
    git("checkout", "-q", order[0])
    assert git("merge", "-q", order[1]) == 0
    everything = [f"s/{name}" for name in ("aa", "bb", "cc", "dd")]
    assert run("generate", *everything, "-o", "out", "--check").stdout == ""
    run("generate", *everything, "-o", "out")
    assert git("diff", "--quiet") == 0


def test_a_conflict_of_two_sections_is_settled_by_the_next_run(run: Run, out: Path) -> None:
    path = out / "topscheduler.user.ds"
    text = path.read_text()
    path.write_text(
        text.replace(
            "# pysched-gen: begin farmq",
            "<<<<<<< HEAD\n# pysched-gen: begin x\n# pysched-gen: end x\n=======\n"
            ">>>>>>> other\n# pysched-gen: begin farmq",
        )
    )
    run(*GENERATE, "--check", code=1)
    run(*GENERATE)
    assert "<<<<" not in path.read_text()
    assert "begin x" in path.read_text()


def test_a_lock_of_somebody_else_is_waited_for_and_given_up(
    run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locked, "PATIENCE", 0.0)
    monkeypatch.setattr(locked, "LIMIT", 0.2)
    (out.parent / "farmq/onschedule.py").write_text("return pdg.scheduleResult.Succeeded  # x\n")
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        said = run(*GENERATE, code=2).stderr
        run(*GENERATE, "--check", code=1)
    finally:
        os.close(handle)
    assert said.startswith("waiting for another run in out\n")
    assert "out is held by another process" in said
    run(*GENERATE)


def test_staging_is_private_ignored_and_swept_when_its_run_is_dead(run: Run, out: Path) -> None:
    dead = out / ".pysched-gen.tmp.dead"
    write_tree(dead, {"new/pdg/types/farmq/farmq.py": "x", ".gitignore": "*\n"})
    kept = out / ".pysched-gen.tmp.kept"
    write_tree(kept, {"new/pdg/types/farmq/mine.txt": "mine", "committing": ""})
    alive = out / ".pysched-gen.tmp.alive"
    write_tree(alive, {"new/x": "x"})
    handle = os.open(alive, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        said = run(*GENERATE).stderr
    finally:
        os.close(handle)
    assert not dead.exists()
    assert alive.exists()
    assert (kept / "new/pdg/types/farmq/mine.txt").read_text() == "mine"
    assert f"{kept.name} holds files of yours" in said
    assert stat.S_ISDIR(kept.stat().st_mode)
