"""A repository of thirty schedulers: branches merge by plain git, and CI says no for a reason."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, manifest, read_tree, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SETTINGS = """sources = ["schedulers/*"]
output = "houdini"
houdini = "20.5"

[severity]
unread-parameter = "warning"
"""
WORKFLOW = ROOT / "tests/data/studio/workflow.yml"
PARAMETER = """[[parameters]]
name = "{name}_queue"
type = "string"
overridable = true
"""
SCHEDULE = """queue = self.evaluateStringOverride(
    work_item.node, self.parmprefix, "queue", work_item, ""
)
print(queue)
return pdg.scheduleResult.Succeeded
"""


def add(here: Path, name: str) -> None:
    files = {
        "scheduler.toml": manifest(PARAMETER.format(name=name), name=name),
        "onschedule.py": SCHEDULE,
    }
    write_tree(here / "schedulers" / name, dict(files))


def rename(here: Path, old: str, new: str) -> None:
    shutil.rmtree(here / "schedulers" / old)
    add(here, new)


def change(here: Path, name: str) -> None:
    file = here / "schedulers" / name / "onschedule.py"
    file.write_text("print(work_item.name)\n" + file.read_text())


def git(here: Path, *arguments: str) -> str:
    person = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME",)}
    mail = {f"GIT_{who}_EMAIL": "a@b" for who in ("AUTHOR", "COMMITTER")}
    environment = {**os.environ, **person, **mail, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=here, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(name="made", scope="module")
def thirty_schedulers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose packages are committed."""
    here = tmp_path_factory.mktemp("studio")
    for number in range(30):
        add(here, f"farm{number:02}")
    (here / "pysched.toml").write_text(SETTINGS)
    (here / "schedulers/README.md").write_text("Ours.\n")
    command = [sys.executable, "-m", "pysched_gen", "generate", "-q"]
    subprocess.run(command, cwd=here, check=True, capture_output=True)
    git(here, "init", "-q", "-b", "main")
    git(here, "add", ".")
    git(here, "commit", "-qm", "thirty")
    return here


@pytest.fixture(name="studio")
def a_copy(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_two_branches_merge_without_conflict(run: Run, studio: Path) -> None:
    work = {"one": ("farm03", "farm10", "farm20"), "two": ("farm04", "farm11", "farm21")}
    for branch, (new, old, changed) in work.items():
        git(studio, "checkout", "-q", "-b", branch, "main")
        add(studio, f"{new}new")
        rename(studio, old, f"{old}renamed")
        change(studio, changed)
        run("generate", "--remove", old, "-q")
        git(studio, "add", "-A")
        git(studio, "commit", "-qm", branch)
    git(studio, "merge", "-q", "--no-edit", "one")
    assert run("generate", "--check").stdout == ""
    types = {path.name for path in (studio / "houdini/pdg/types").iterdir()}
    assert len(types) == 32
    assert {"farm03new", "farm04new", "farm10renamed", "farm11renamed"} <= types


def edit(here: Path, name: str) -> None:
    with (here / f"houdini/pdg/types/{name}/{name}.py").open("a") as file:
        file.write("# by hand\n")


def forge(here: Path, name: str) -> None:
    """Say in the lock that the edited file is what was generated."""
    module = here / f"houdini/pdg/types/{name}/{name}.py"
    old = sha256(module.read_bytes()).hexdigest()
    edit(here, name)
    new = sha256(module.read_bytes()).hexdigest()
    (record,) = (here / "houdini/.pysched-gen.lock").glob(f"{name}*")
    text = record.read_text()
    assert old in text
    record.write_text(text.replace(old, new))


def call(here: Path, folder: str, name: str) -> None:
    file = here / f"schedulers/{folder}/scheduler.toml"
    file.write_text(file.read_text().replace(f'name = "{folder}"', f'name = "{name}"', 1))


def test_ci_says_no_for_each_reason_and_how_to_mend_it(run: Run, studio: Path) -> None:
    change(studio, "farm05")
    edit(studio, "farm06")
    forge(studio, "farm07")
    shutil.rmtree(studio / "schedulers/farm08")
    call(studio, "farm09", "farmx")
    (studio / "houdini/pdg/types/farm10/__init__.py").unlink()
    before = read_tree(studio)
    files = ["--output-file", "out.json", "--output-file", "sarif:out.log"]
    text = run("generate", "--check", *files, code=1).stdout
    report = json.loads((studio / "out.json").read_text())
    found = {(one["name"], one["location"]["path"]) for one in report["findings"]}
    types = "houdini/pdg/types"
    assert found >= {
        ("stale-output", f"{types}/farm05/farm05.py"),
        ("edited-output", f"{types}/farm06/farm06.py"),
        ("stale-output", f"{types}/farm07/farm07.py"),
        ("orphan-package", "houdini"),
        ("not-generated", f"{types}/farmx/farmx.py"),
        ("missing-output", f"{types}/farm10/__init__.py"),
    }
    sarif = json.loads((studio / "out.log").read_text())["runs"][0]
    rules = {rule["id"] for rule in sarif["tool"]["driver"]["rules"]}
    assert rules == {one["code"] for one in report["findings"]}
    for file in ("out.json", "out.log"):
        (studio / file).unlink()
    assert read_tree(studio) == before
    for line in ("farm05.py: stale", "farm06.py: edited by hand", "farm10/__init__.py: missing"):
        assert line in text
    for owner in ("farm08", "farm09"):
        assert f'package "{owner}": orphan' in text
    mend = re.search(r"^Run to mend it: pysched-gen (.*)$", text, re.MULTILINE)
    assert mend is not None
    run(*mend[1].split(), "--force", "-q")
    assert run("generate", "--check").stdout == ""


def test_ci_says_no_to_two_of_one_name(run: Run, studio: Path) -> None:
    call(studio, "farm06", "farm05")
    told = run("generate", "--check", "--format", "github", code=2).stdout
    assert told.startswith("::error title=unreadable-source,file=schedulers/farm06/scheduler.toml")
    assert '"farm05" is also the name of schedulers/farm05/scheduler.toml' in told


def test_the_workflow_has_five_lines_and_its_commands_pass(run: Run, studio: Path) -> None:
    lines = WORKFLOW.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5
    commands = [line.split("pysched-gen ")[1] for line in lines if "run: pysched-gen" in line]
    assert commands == ["check --format github", "generate --check --format github"]
    for command in commands:
        assert run(*command.split()).stdout == ""
    (studio / "schedulers/farm00/ontick.py").write_text("return 1\n")
    assert "farm00/ontick.py,line=1" in run(*commands[0].split(), code=1).stdout
