"""`pysched-gen new`: the starters, what is asked, what is written, what is refused."""

from __future__ import annotations

import ast
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stub_path import copy_stubs
from trees import ROOT, read_tree, write_tree

from pysched_gen.scaffold.starters import starter_texts, starters

if TYPE_CHECKING:
    from conftest import Run

STARTERS = sorted(starters())
MINE = {
    "mine/scheduler.toml": '[scheduler]\nname = "mine"\n\n'
    '[[parameters]]\nname = "mine_queue"\ntype = "string"\n',
    "mine/onschedule.py": 'self["mine_queue"]\nreturn pdg.scheduleResult.CookSucceeded\n',
    "mine/README.md": "# Mine\n\nSet mine_queue.\n",
}


def git(*arguments: str, folder: Path) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def at_terminal(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the tool where somebody types; return what became of it."""
    leader, follower = pty.openpty()
    os.write(leader, typed.encode())
    command = [sys.executable, "-m", "pysched_gen", *words]
    ran = subprocess.run(command, stdin=follower, capture_output=True, text=True, check=False)
    os.close(follower)
    os.close(leader)
    return ran


def test_the_list_says_what_each_starter_is_and_needs(run: Run) -> None:
    listed = run("new", "--list").stdout
    assert [line.split()[0] for line in listed.splitlines()[::2]] == STARTERS
    needs = dict(zip(STARTERS, map(str.strip, listed.splitlines()[1::2]), strict=True))
    assert needs["local"] == "needs Houdini 19.0 or later"
    assert needs["openjd"] == "needs Houdini 21.0 or later; the command openjd of openjd-cli"
    known = {"celery", "dask", "deadline", "default", "gridengine", "hqueue", "kubernetes", "local"}
    assert known | {"opencue", "openjd", "ray", "rest", "slurm", "tractor"} <= set(STARTERS)


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_makes_a_folder_that_is_the_authors_own(
    starter: str, run: Run, here: Path
) -> None:
    run("new", "frost", "--from", starter, "--yes")
    texts = {name: text.decode() for name, text in read_tree(here / "frost").items()}
    assert {"README.md", "scheduler.toml", "made-from.toml"} <= set(texts)
    assert any(name.startswith("tests/test_frost") for name in texts)
    found = run("check", "frost")
    assert "nothing found" in found.output
    assert f'\nfrom = "{starter}"\nname = "frost"\n' in texts.pop("made-from.toml")
    # What a starter itself is called, and everything that is called after it.
    old = "new.?scheduler|local.?runner|plain.?scheduler|snippets/|starter"
    left = [
        f"{name}: {line}"
        for name, text in texts.items()
        for line in text.splitlines()
        if re.search(old, line, re.IGNORECASE)
    ]
    assert left == []
    # What is generated depends on nothing of ours.
    run("generate", "frost", "-o", "out", "--strict")
    module = (here / "out/pdg/types/frost/frost.py").read_text("utf-8")
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(ast.parse(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    houdinis = {"pdg", "local"} if "(LocalScheduler)" in module else {"pdg"}
    assert {name.split(".")[0] for name in imported} - set(sys.stdlib_module_names) == houdinis


@pytest.mark.parametrize("starter", STARTERS)
def test_a_function_that_several_have_is_the_same_in_all(starter: str) -> None:
    local = ast.parse((ROOT / "snippets/local/header.py").read_text("utf-8"))
    header = starter_texts(starters()[starter]).get("header.py", "")
    known = {one.name: ast.dump(one) for one in local.body if isinstance(one, ast.FunctionDef)}
    for one in ast.parse(header).body:
        if isinstance(one, ast.FunctionDef) and one.name in known:
            assert ast.dump(one) == known[one.name]


def test_groups_that_are_included_later_are_called_like_the_scheduler(run: Run, here: Path) -> None:
    run("new", "frost", "--from", "default")
    assert 'parm_prefix = "frost"' in (here / "frost/scheduler.toml").read_text("utf-8")


def test_answers_become_defaults_and_are_remembered(run: Run, here: Path) -> None:
    answers = {
        "partition": 'it\'s "quoted"; $(echo) # ü',
        "frost_cpus": "4",
        "lookperiod": "0.5",
        "requeue": "off",
        "label": 'The "Frost" Farm',
        "houdini": "22.0",
    }
    given = [word for key, value in answers.items() for word in ("--set", f"{key}={value}")]
    run("new", "frost", "--from", "slurm", "--yes", *given)
    shown = run("inspect", "frost", "--json").stdout
    assert (
        r"it's \"quoted\"; $(echo) # \u00fc" in shown or 'it\'s \\"quoted\\"; $(echo) # ü' in shown
    )
    assert '"label": "The \\"Frost\\" Farm"' in shown
    manifest = (here / "frost/scheduler.toml").read_text("utf-8")
    for line in ("default = 4", "default = 0.5", "default = false", 'houdini = "22.0"'):
        assert f"\n{line}" in manifest
    assert "# older ones do not tell a scheduler which items were cancelled" in manifest
    memory = (here / "frost/made-from.toml").read_text("utf-8")
    assert 'partition = "it\'s \\"quoted\\"; $(echo) # ü"' in memory
    run("check", "frost")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("partition=a\nb", "has a line break or another control character in it"),
        ("partition=\x1b[2J", "has a line break or another control character in it"),
        ("nonsense=1", "is nothing to set here; there are label, class, category"),
        ("pa\nrt=1", "is nothing to set here"),
        ("cpus=many", "cpus=many: cpus takes an integer"),
        ("cpus=0", "must be at least 1"),
        ("lookperiod=nan", "lookperiod takes a number"),
        ("requeue=maybe", "requeue takes on or off"),
        ("class=class", "the class name 'class'"),
        ("class=a b", "the class name 'a b' must be"),
        ("houdini=16.5", 'houdini must be one of "17.5"'),
        ("houdini=20.5", "slurm does not run on it: the scheduler has addCommonJobEnvVars from"),
        ("callback_server=moon", 'callback_server must be one of "farm"'),
        ("label= ", "label"),
        ("partition", "give it as KEY=VALUE"),
        ("=x", "give it as KEY=VALUE"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_one_line(
    run: Run, here: Path, answer: str, message: str
) -> None:
    told = run("new", "frost", "--from", "slurm", "--set", answer, code=2).stderr
    assert message in told
    assert len(told.splitlines()) <= (2 if "\n" in answer else 1)
    assert read_tree(here) == {}


@pytest.mark.parametrize("starter", [name for name in STARTERS if starters()[name].parts])
def test_a_readme_tells_the_oldest_houdini(starter: str) -> None:
    made = starters()[starter]
    told = f"Houdini {made.houdini} or later: older ones"
    assert told in (made.folder / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["Farm Q", "farm-q", "a;b", "$(x)", "ü", "a\nb", "", "9a", "pdg"])
def test_a_name_that_pdg_cannot_have_is_refused(run: Run, here: Path, name: str) -> None:
    run("new", name, "--from", "slurm", code=2)
    assert read_tree(here) == {}


def test_what_is_open_is_asked_on_a_terminal_and_nowhere_else(run: Run, here: Path) -> None:
    def answered(folder: str, *options: str) -> str:
        words = ("new", "frost", "--from", "slurm", "-o", folder, *options)
        ran = at_terminal(*words, typed="night\n")
        assert ran.returncode == 0, ran.stderr
        return ran.stderr

    assert "Partition that takes the jobs" in answered("asked")
    assert 'partition = "night"' in Path("asked/made-from.toml").read_text("utf-8")
    for folder, options in {"yes": ["--yes"], "given": ["--set", "partition=day"]}.items():
        assert "Partition" not in answered(folder, *options)
    assert "Partition" not in run("new", "frost", "--from", "slurm").stderr
    assert here.is_dir()


def test_what_cannot_be_is_asked_again_on_a_terminal(here: Path) -> None:
    ran = at_terminal("new", "frost", "--from", "openjd", typed="many\n0\n3\n")
    assert ran.returncode == 0, ran.stderr
    assert "sessions takes an integer\n" in ran.stderr
    assert "must be at least 1\n" in ran.stderr
    assert 'sessions = "3"' in (here / "frost/made-from.toml").read_text("utf-8")


def test_nobody_is_asked_about_a_folder_that_is_there(here: Path) -> None:
    write_tree(here, {"frost/mine.txt": "mine"})
    ran = at_terminal("new", "frost", "--from", "slurm")
    assert ran.returncode == 2
    assert ran.stderr == "error: frost: already exists; remove it or choose another folder\n"


def test_nothing_of_the_name_is_left_of_a_scheduler_of_ones_own(run: Run, here: Path) -> None:
    run("new", "frost", "--from", "serial")
    run("new", "winter", "--from", "frost")
    texts = read_tree(here / "winter")
    del texts["made-from.toml"]
    assert {name for name in texts if name.startswith("tests/test_")} == {
        name.replace("frost", "winter")
        for name in read_tree(here / "frost")
        if name.startswith("tests/test_")
    }
    left = [f"{name}: {text!r}" for name, text in texts.items() if re.search(b"(?i)frost", text)]
    assert left == []
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "winter"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_a_folder_brings_its_readme(run: Run, here: Path) -> None:
    write_tree(here, dict(MINE))
    run("new", "frost", "--from", "mine", "--set", "queue=night")
    made = read_tree(here / "frost")
    assert made["README.md"] == b"# Mine\n\nSet frost_queue.\n"
    assert b'name = "frost_queue"\ndefault = "night"\n' in made["scheduler.toml"]


def test_a_repository_is_cloned(run: Run, here: Path) -> None:
    write_tree(here / "origin", {f"inner/{name}": text for name, text in MINE.items()})
    git("init", "-q", folder=here / "origin")
    git("add", ".", folder=here / "origin")
    git("commit", "-qm", "a", folder=here / "origin")
    address = f"file://{here}/origin#inner/mine"
    run("new", "frost", "--from", address)
    assert f'from = "{address}"' in (here / "frost/made-from.toml").read_text("utf-8")
    run("check", "frost")
    git("clone", "-q", "--bare", "origin", "bare", folder=here)
    for number, local in enumerate(("origin#inner/mine", "bare#inner/mine", "bare")):
        code = 0 if "#" in local else 3
        run("new", f"local{number}", "--from", local, code=code)
        assert (here / f"local{number}/onschedule.py").exists() == (code == 0)
    for wrong, message in {
        f"file://{here}/origin#nowhere": "has no folder nowhere",
        f"file://{here}/origin#../..": "has no folder ../..",
        f"file://{here}/missing.git": "git cannot clone it",
    }.items():
        assert message in run("new", "other", "--from", wrong, code=2).stderr
    assert not (here / "other").exists()


def test_what_is_made_of_parts_is_typed(run: Run, here: Path) -> None:
    made = [name for name, starter in starters().items() if starter.parts]
    for name in made:
        run("new", f"my{name}", "--from", name)
        run("generate", f"my{name}", "-o", "out")
    command = [sys.executable, "-m", "mypy", "--strict", "--warn-unreachable", "--config-file="]
    ran = subprocess.run(
        [*command, "--no-incremental", *(f"out/pdg/types/my{name}" for name in made)],
        env={**os.environ, "MYPYPATH": str(copy_stubs(here / "stubs"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
