"""The hooks, the action and the examples of docs/ci.md do what they say, in a real repository."""

from __future__ import annotations

import importlib
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from trees import ROOT, write_tree

if TYPE_CHECKING:
    from conftest import Run

yaml: Any = importlib.import_module("yaml")

PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
BIN = Path(sys.executable).parent
SETTINGS = 'sources = ["schedulers/*"]\noutput = "houdini"\n'
WRONG = "x = frobnicate\nreturn pdg.scheduleResult.CookSucceeded\n"


def block(first_line: str) -> str:
    """Give the block of the page that begins with this comment."""
    found = re.search(rf"```\w+\n(?:#|//) {re.escape(first_line)}\n(.*?)```", PAGE, re.DOTALL)
    assert found, first_line
    return found[1]


@pytest.fixture
def repository(run: Run, here: Path) -> Path:
    assert block("pysched.toml") == SETTINGS
    # Two scenarios show that they are played.
    chosen = 'verify.scenarios = ["registers", "item-succeeds"]\n'
    write_tree(here, {"pysched.toml": SETTINGS + chosen})
    run("new", "farmq", "--from", "local", "-o", "schedulers/farmq")
    run("generate")
    return here


def shell(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `script` as CI does; python3 and pip are doubles that install nothing."""
    doubles = folder / ".doubles"
    for name in ("python3", "pip"):
        write_tree(doubles, {name: f'#!/bin/sh\necho {name} "$@" >> "$INSTALLED"\n'})
        (doubles / name).chmod(stat.S_IRWXU)
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env={
            **os.environ,
            "PATH": os.pathsep.join([str(doubles), str(BIN), os.environ["PATH"]]),
            "INSTALLED": str(folder / "installed"),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the script of action.yml as GitHub does."""
    loaded = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    (step,) = loaded["runs"]["steps"]
    assert step["shell"] == "bash"
    values = {name: one["default"] for name, one in loaded["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], value)
        for name, value in step["env"].items()
    }
    assert not any("${{" in text for text in (step["run"], *variables.values()))
    return shell(step["run"], folder, GITHUB_ACTION_PATH="/the/action", **variables)


def test_the_action_is_content_with_a_clean_repository(repository: Path) -> None:
    ran = action(repository, verify="true", sarif="out.sarif")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "::error" not in ran.stdout
    assert '"version": "2.1.0"' in (repository / "out.sarif").read_text("utf-8")
    installed = (repository / "installed").read_text("utf-8")
    assert re.fullmatch(r"python3 -m pip install .* /the/action\n", installed)


def test_the_action_tells_findings_and_stale_packages(repository: Path) -> None:
    write_tree(repository, {"schedulers/farmq/onschedule.py": WRONG})
    ran = action(repository)
    assert ran.returncode == 1
    assert "file=schedulers/farmq/onschedule.py,line=1," in ran.stdout
    write_tree(repository, {"schedulers/farmq/onschedule.py": WRONG.replace("frobnicate", "1")})
    ran = action(repository)
    assert ran.returncode == 1
    assert "pdg/types/farmq/farmq.py: stale" in ran.stdout


def test_the_workflow_has_five_lines_and_uses_inputs_that_exist() -> None:
    text = block(".github/workflows/schedulers.yml")
    assert len(text.splitlines()) == 5
    (job,) = yaml.safe_load(text)["jobs"].values()
    known = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    ours = [step for step in job["steps"] if "pysched_gen" in step["uses"]]
    assert [set(step["with"]) - set(known) for step in ours] == [set()]


def scripts() -> dict[str, list[str]]:
    gitlab = yaml.safe_load(block(".gitlab-ci.yml"))
    return {
        "gitlab": gitlab["schedulers"]["script"],
        "jenkins": re.findall(r"sh '(.*)'", block("Jenkinsfile")),
    }


@pytest.mark.parametrize("system", ["gitlab", "jenkins"])
def test_the_scripts_of_other_systems_run(system: str, repository: Path) -> None:
    lines = scripts()[system]
    assert len(lines) == 4
    ran = shell("\n".join(lines), repository)
    assert ran.returncode == 0, ran.stderr
    for report in ("check.xml", "verify.xml"):
        assert "<testsuites" in (repository / report).read_text("utf-8")
        assert report in block({"gitlab": ".gitlab-ci.yml", "jenkins": "Jenkinsfile"}[system])
    write_tree(repository, {"schedulers/farmq/onschedule.py": WRONG})
    assert shell("\n".join(lines), repository).returncode == 1


def test_braces_of_the_jenkinsfile_are_closed() -> None:
    text = block("Jenkinsfile")
    assert text.count("{") == text.count("}") > 0
    assert text.count("'") % 2 == 0


def test_the_example_uses_hooks_that_exist_and_begin_with_commands_that_do(run: Run) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (used,) = yaml.safe_load(block(".pre-commit-config.yaml"))["repos"]
    assert {one["id"] for one in used["hooks"]} == {one["id"] for one in hooks}
    for hook in hooks:
        program, command, *options = hook["entry"].split()
        assert program == "pysched-gen"
        told = run(command, "--help").stdout
        assert [option for option in options if option not in told] == []


def test_pre_commit_runs_the_hooks_in_a_repository(repository: Path) -> None:
    """The hooks of the tool, but for the environment: it is this one, as nothing is downloaded."""
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    tool = write_tree(repository.parent / f"{repository.name}-tool", {})
    write_tree(
        tool, {".pre-commit-hooks.yaml": hooks.replace("language: python", "language: system")}
    )
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for folder in (repository, tool):
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a"]):
            subprocess.run([*git, *command], cwd=folder, check=True)

    def tried() -> tuple[int, str]:
        ran = subprocess.run(
            [str(BIN / "pre-commit"), "try-repo", str(tool), "--all-files", "--color", "never"],
            cwd=repository,
            env={
                **os.environ,
                "PRE_COMMIT_HOME": str(tool / "store"),
                "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]]),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr

    code, said = tried()
    assert code == 0, said
    assert len(re.findall(r"^pysched-gen .*\.Passed$", said, re.MULTILINE)) == 3, said
    write_tree(repository, {"schedulers/farmq/onschedule.py": WRONG})
    code, said = tried()
    assert code == 1
    assert "PSG111" in said
    failed = re.findall(r"^(pysched-gen .*?)\.+Failed$", said, re.MULTILINE)
    assert failed == [
        "pysched-gen check",
        "pysched-gen check --fix",
        "pysched-gen generate --check",
    ]
