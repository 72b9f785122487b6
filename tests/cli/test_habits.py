"""Small habits that people expect of a command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from trees import ROOT, manifest, write_tree

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

GOOD = {"onschedule.py": "return pdg.scheduleResult.Succeeded\n"}


@pytest.fixture(name="farmq")
def a_scheduler(here: Path) -> Path:
    return write_tree(here / "farmq", {"scheduler.toml": manifest(), **GOOD})


def test_summaries_are_whole(run: Run) -> None:
    text = run("--help").stdout
    assert not [line for line in text.splitlines() if line.endswith("...")]
    assert "130 interrupted" in " ".join(text.split())


def test_help_without_arguments_goes_to_standard_output(run: Run) -> None:
    result = run(code=2)
    assert result.stdout.startswith("Usage: pysched-gen")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("variables", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_the_environment_decides_about_colors(
    here: Path, variables: dict[str, str], *, colored: bool
) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "ontick.py": "x = 1\n"})
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "pysched_gen", "check", "farmq"],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert ("\x1b[" in done.stdout) is colored


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["document", "farmq", "-o", "x.pdf"], "x.pdf: no .pdf is written here"),
        (["preview", "farmq", "-o", "x.png"], "written here; give --png x.png, or end the name"),
        (["preview", "farmq", "--png", "x.jpg"], "x.jpg: no .jpg is written here"),
        (["asset", "farmq", "-o", "x.txt"], "x.txt: no .txt is written here"),
        (["extract", "farmq", "-o", "x.toml"], "x.toml: what is written is a folder"),
        (["cook", "farmq", "-o", "x.json"], "x.json: what is written is a folder of reports"),
    ],
)
@pytest.mark.usefixtures("farmq")
def test_an_ending_is_obeyed_or_refused(
    run: Run, here: Path, arguments: list[str], message: str
) -> None:
    before = sorted(here.iterdir())
    assert message in run(*arguments, code=2).stderr
    assert sorted(here.iterdir()) == before


@pytest.mark.usefixtures("farmq")
def test_an_old_ending_of_assets_is_obeyed(run: Run, here: Path) -> None:
    run("asset", "farmq", "-o", "x.otl")
    assert (here / "x.otl").is_file()
    (here / "pages.v2").mkdir()
    run("document", "farmq", "-o", "pages.v2")
    assert (here / "pages.v2/farmq-parameters.md").is_file()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (manifest().replace('"20.5"', "20.5"), 'write it in quotes: "20.5"'),
        (manifest(callback_server="fram"), 'did you mean "farm"?'),
        (manifest().replace("schema = 1", "schema = 2"), "made for a newer pysched-gen"),
        (
            manifest('[parameters]\nname = "a"\n[[parameters]]\nname = "b"'),
            "farmq/scheduler.toml:5:1: error: not valid TOML: [parameters] is one table",
        ),
        (
            manifest().replace("schema = 1", "<<<<<<< HEAD\nschema = 1"),
            "farmq/scheduler.toml:1:1: error: not valid TOML: <<<<<<< marks a merge",
        ),
    ],
)
def test_a_message_names_the_mend(run: Run, farmq: Path, text: str, message: str) -> None:
    (farmq / "scheduler.toml").write_text(text)
    assert message in run("check", "farmq", code=2).stderr


@pytest.mark.usefixtures("farmq")
def test_a_full_version_is_taken_for_its_release(run: Run, here: Path) -> None:
    run("generate", "farmq", "-o", "out", "--houdini", "20.0.547", "-q")
    assert "# Houdini: 20.0 and later" in (here / "out/pdg/types/farmq/farmq.py").read_text()
    run("check", "farmq", "--houdini", "20.5.445")
    assert "is not one of" in run("check", "farmq", "--houdini", "12.5.445", code=2).stderr


def completed_by(words: str) -> list[str]:
    """Give what bash is told to complete the last of `words` to."""
    variables = {
        "_PYSCHED_GEN_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    result = CliRunner(env=variables).invoke(main, [], prog_name="pysched-gen")
    return [line.removeprefix("plain,") for line in result.output.split("\n") if line]


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("pysched-gen verify --scenario reg", "registers-twice"),
        ("pysched-gen check --select text-r", "text-result"),
        ("pysched-gen check --severity PSG101=w", "PSG101=warning"),
        ("pysched-gen generate --layout m", "module"),
        ("pysched-gen releases --scenario reg", "registers-twice"),
        ("pysched-gen verify --waive farm:reg", "farm:registers-twice="),
        ("pysched-gen new x --from sl", "slurm"),
        ("pysched-gen new x --from slurm --set part", "partition="),
        ("pysched-gen new x --from slurm --set requeue=", "requeue=0"),
        ("pysched-gen help che", "check"),
        ("pysched-gen check far", "file,far"),
    ],
)
def test_a_shell_completes_values(words: str, completed: str) -> None:
    assert completed in completed_by(words)


@pytest.mark.parametrize("words", ["pysched-gen chekc x", "pysched-gen help check x"])
def test_a_shell_is_told_nothing_of_mistakes(words: str) -> None:
    assert completed_by(words) == []


def typed_in_bash(here: Path, line: str) -> list[str]:
    """Give what the function for bash completes `line` to, whose last word bash splits at "="."""
    (here / "bin").mkdir(exist_ok=True)
    program = here / "bin/pysched-gen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pysched_gen "$@"\n')
    program.chmod(0o755)
    call = (
        'eval "$(pysched-gen completion bash)"; compopt() { :; }; '
        'COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS="$2"; _pysched_gen_completion pysched-gen; '
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", call, "bash", line, " \t\n\"'><=;|&(:"],
        cwd=here,
        env={**os.environ, "PATH": f"{here / 'bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("pysched-gen check --severity PSG101=w", ["warning"]),
        ("pysched-gen check --severity=PSG101=", ["error", "warning", "note"]),
        ("pysched-gen check --format=s", ["sarif"]),
        ("pysched-gen check --severity PSG10", [f"PSG10{one}=" for one in range(1, 10)]),
        ("pysched-gen verify --waive farm:registers-", ["registers-twice="]),
        ("pysched-gen migrate x --to ", ["17.5"]),
    ],
)
def test_bash_completes_behind_an_equals_sign(here: Path, line: str, completed: list[str]) -> None:
    assert typed_in_bash(here, line)[: len(completed)] == completed


MENU = """[[parameters]]
name = "farmq_queue"
label = "Queue"
type = "menu"
default = "all"
menu = [["all", "All"], ["night", "At Night"]]
overridable = true
[[parameters]]
name = "farmq_order"
folder = ["More"]
type = "menu"
default = "up"
menu = ["up", "down"]
[[parameters]]
name = "farmq_keep"
type = "toggle"
[[parameters]]
name = "farmq_rack"
type = "string"
menu = ["a", "b"]
"""


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("verify out --scheduler f", ["farmq"]),
        ("cook out --scheduler=x", []),
        ("verify --scheduler f", ["farmq"]),
        ("cook out --set farmq_", [f"farmq_{one}=" for one in ("keep", "order", "queue", "rack")]),
        ("cook out --set fo", []),
        ("releases farmq --set farmq_o", ["farmq_order="]),
        ("releases farmq --set farmq_order=u", []),
        ("new x --from farmq --set order=u", ["order=up"]),
        ("cook out --set farmq_q", ["farmq_queue="]),
        ("cook out --set farmq_queue=", ["farmq_queue=all", "farmq_queue=night"]),
        ("verify out --set farmq_queue=n", ["farmq_queue=night"]),
        ("verify out --set farmq_order=", ["farmq_order=0", "farmq_order=1"]),
        ("cook out --set farmq_rack=", ["farmq_rack=a", "farmq_rack=b"]),
        ("verify out --set farmq_keep=", ["farmq_keep=0", "farmq_keep=1"]),
        ("verify out --scheduler other --set farmq_", []),
        ("verify out --set unknown=", []),
    ],
)
def test_a_shell_completes_what_a_package_has(
    run: Run, here: Path, words: str, completed: list[str]
) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(MENU), **GOOD})
    run("generate", "farmq", "-o", "out", "-q")
    write_tree(here, {"pysched.toml": 'output = "out"\n'})
    assert sorted(completed_by(f"pysched-gen {words}")) == completed


def test_help_takes_a_command_as_a_word(run: Run) -> None:
    assert run("help", "check").stdout == run("check", "--help").stdout
    assert run("help").stdout == run("--help").stdout
    assert 'Did you mean "check"?' in run("help", "chekc", code=2).stderr


@pytest.mark.parametrize("columns", [40, 60, 120])
def test_a_table_keeps_to_the_terminal_and_its_words_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    plain = run("callbacks").stdout
    monkeypatch.setenv("COLUMNS", str(columns))
    wrapped = run("callbacks").stdout
    assert wrapped.split() == plain.split()
    texts = [line for line in wrapped.splitlines() if line.startswith("    ")]
    assert texts
    assert max(len(line) for line in texts) <= columns


@pytest.mark.usefixtures("farmq")
def test_what_is_extracted_already_is_up_to_date(run: Run, here: Path) -> None:
    run("extract", "farmq", "-o", "again")
    assert "again: up to date" in run("extract", "farmq", "-o", "again").stderr
    (here / "again/onschedule.py").write_text("# mine\n")
    assert "again: already exists" in run("extract", "farmq", "-o", "again", code=2).stderr
    assert (here / "again/onschedule.py").read_text() == "# mine\n"


def test_the_dump_script_says_where_it_runs(here: Path) -> None:
    (here / "dump_node.py").write_bytes((ROOT / "pysched_gen/houdini/dump_node.py").read_bytes())
    command = [sys.executable, "dump_node.py", "--help"]
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("dump_node.py runs inside Houdini: hython dump_node.py")


@pytest.mark.usefixtures("farmq")
def test_another_program_than_python_is_named_alone(run: Run) -> None:
    run("generate", "farmq", "-o", "out", "-q")
    words = ["verify", "out", "--scenario", "registers", "--python", "/bin/ls"]
    said = run(*words, code=2).stderr
    assert said.splitlines() == [
        "error: /bin/ls: does not run as Python 3.7 or later does",
    ]


def test_every_command_can_be_quiet_and_verbose(run: Run) -> None:
    commands = re.findall(r"^  ([a-z]+(?:-[a-z]+)*)  ", run("--help").stdout, re.MULTILINE)
    assert len(commands) > 20
    for name in commands:
        text = run(name, "--help").stdout
        assert (text.count("-q, --quiet "), text.count("-v, --verbose ")) == (1, 1), name


@pytest.mark.usefixtures("farmq")
def test_quiet_leaves_out_what_was_done_and_verbose_tells_with_what(run: Run, here: Path) -> None:
    (here / "pysched.toml").write_text('sources = ["farmq"]\noutput = "houdini"\n')
    for words in (
        ["check"],
        ["generate"],
        ["document", "farmq"],
        ["new", "mine", "--from", "local"],
    ):
        assert run(*words, "-q").output == "", words
    told = run("check", "-v").stderr.splitlines()
    assert told[0] == "settings: pysched.toml"
    assert told[1].startswith("farmq: ")
    assert re.fullmatch(r"took \d+\.\d\d s", told[-1])
    (here / "farmq/onschedule.py").write_text("return 1\n")
    assert "PSG101" in run("check", "-q", code=1).stdout
    assert "-q, -v: a run is quiet or verbose" in run("check", "-q", "-v", code=2).stderr
    assert run("callbacks", "-q").stdout == run("callbacks").stdout


@pytest.mark.usefixtures("farmq")
def test_a_body_inside_of_its_function_is_told(run: Run, here: Path) -> None:
    text = "def onSchedule(self, work_item):\n    return pdg.scheduleResult.Succeeded\n"
    (here / "farmq/onschedule.py").write_text(text)
    said = run("check", "farmq", code=1).stdout
    assert "onschedule.py:1:1: error[PSG168 whole-method]: this defines onSchedule inside" in said
