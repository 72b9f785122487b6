"""What is wrong with an argument is said in one message with the next step, by every command."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click
import pytest
from trees import read_tree

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

# Commands that read schedulers, with what else they need.
READERS = {
    "check": "",
    "inspect": "",
    "document": "",
    "releases": "",
    "preview": "-o page.html",
    "extract": "-o made",
    "asset": "-o made.hda",
    "generate": "-o made",
    "migrate": "--to 21.0 -o made",
}
# What is given in place of a scheduler: exit code, what is said of it, what to do.
GIVEN = {
    "nowhere": (2, "nowhere: no such file or folder", ""),
    "folder": (3, "no scheduler.toml in this folder or below", "pysched-gen new NAME"),
    "empty.hip": (3, "empty.hip: is empty", "give a snippet folder"),
    "binary": (3, "binary: is neither a snippet folder nor", "give the file that Houdini saved"),
    "list.json": (3, "list.json: is JSON, but no node dump", "dump-script"),
    "''": (2, "an argument is empty", "is a variable not set?"),
}
# Command line, exit code, what is said.
ODD = [
    ("update nowhere", 2, 'nowhere: no such folder; give a snippet folder that "pysched-gen new"'),
    ("update binary", 2, 'binary: is a file; give a snippet folder that "pysched-gen new" made'),
    (
        "update folder",
        2,
        'nothing says what it was made from; only a folder that "pysched-gen new"',
    ),
    ("update ''", 2, "an argument is empty"),
    ("new made --from nowhere", 2, "nowhere: no such folder; the schedulers that ship are"),
    ("new made --from binary", 2, "binary: is a file; the schedulers that ship are"),
    ("new made --from ''", 2, "--from is given, but nothing behind it; is a variable not set?"),
    ("new 'Bad Name' --from local", 2, "must be a lower-case letter, then"),
    ("new s/frost --from local", 2, "elsewhere: pysched-gen new frost -o s/frost"),
    ("watch nowhere -o made", 2, "nowhere: no such file, nor a folder with files"),
    ("watch folder -o made", 2, "folder: no such file, nor a folder with files"),
    ("grep x nowhere", 2, "nowhere: no such file or folder"),
    ("grep x folder", 3, "holds no scenes, asset libraries or dumps; give such files"),
    ("grep x binary", 3, "binary: is not a scene, an asset library"),
    ("grep ( folder", 2, "is not a regular expression"),
    ("diff nowhere folder", 2, "nowhere: no such file or folder"),
    ("diff folder folder", 3, "folder: no scheduler.toml in this folder or below"),
    ("diff empty.hip binary", 3, "empty.hip: is empty"),
    ("patch binary -o made --set a=1", 2, "binary names no node; give SCENE:/path/of/node"),
    ("patch binary:/x -o made", 2, "nothing is to be changed; give --from or --set"),
    ("patch binary:/x -o made --set a=1", 3, "binary: is not a scene"),
    ("verify nowhere", 2, "'nowhere' does not exist"),
    ("verify binary", 2, "'binary' is a file"),
    ("verify folder", 3, "holds no pdg/types with a module in it; give the directory"),
    ("cook nowhere", 2, "'nowhere' does not exist"),
    ("cook folder", 3, "holds no pdg/types with a module in it; give the directory"),
    ("config --config nowhere", 2, "--config nowhere: no such file; give a pysched.toml"),
    ("config --config folder", 2, "--config folder: is a folder; give a pysched.toml"),
    ("config --config binary", 2, "binary:1:127: error: byte 0x80 is not UTF-8; save the file"),
    ("test-rules folder", 2, 'holds no rule, a .py file; "pysched-gen new-rule NAME"'),
    ("test-rules binary", 2, "is no Python file; give a .py"),
    (
        "explain nope",
        2,
        '"nope" is no rule, scenario or callback; "pysched-gen rules", "verify --list" and',
    ),
    ("callbacks nope", 2, '"nope" is no scheduler callback; did you mean'),
    ("rules nope", 2, 'no rule is called "nope"; "pysched-gen rules" lists them'),
    ("schema nope", 2, "'nope' is not one of 'scheduler'"),
    ("completion nope", 2, "'nope' is not one of 'bash', 'zsh', 'fish'"),
    ("lsp extra", 2, "unexpected extra argument (extra)"),
    ("git-config extra", 2, "unexpected extra argument (extra)"),
    ("new-rule", 2, "Missing argument 'NAME'"),
    ("dump-script -o folder", 2, "folder: is there and is no file; choose another name"),
    ("dump-script -o binary", 1, "choose another place, or give --force to replace it"),
    ("dump-script --output=", 2, "--output is given, but nothing behind it"),
    ("generate nowhere -o ''", 2, "is given, but nothing behind it; is a variable not set?"),
    ("generate nowhere", 2, "Missing option '--output / -o'. Give it, or say output in"),
    ("check nowhere --format pdf", 2, "'pdf' is not one of 'text', 'json'"),
    ("check nowhere --output-file a.pdf", 2, "its ending does not say a format; use one of"),
    ("check nowhere --output-file a.xml --output-file json:./a.xml", 2, "--output-file twice"),
    ("check nowhere --select NOPE", 2, 'no rule is called "NOPE"; "pysched-gen rules" lists them'),
    ("check nowhere --houdini 3", 2, "'3' is not one of '17.5'"),
    ("check nowhere -j 0", 2, "0 is not in the range"),
    ("check nowhere --cache-dir binary", 2, "'binary' is a file"),
    ("check --typo", 2, "No such option '--typo'. Did you mean '--types'?"),
    ("preview nowhere -o page.pdf", 2, "no .pdf is written here; end the name with one of"),
    ("document nowhere -o page.pdf", 2, "no .pdf is written here; end the name with one of"),
    ("asset nowhere -o made.txt", 2, "no .txt is written here; end the name with one of"),
    ("inspekt", 2, 'No such command "inspekt". Did you mean "inspect"?'),
]


@pytest.fixture(name="odd", autouse=True)
def odd_files(here: Path) -> Path:
    (here / "folder").mkdir()
    (here / "empty.hip").touch()
    (here / "binary").write_bytes(bytes(range(1, 10)) + bytes(range(11, 256)) * 9)
    (here / "list.json").write_text("[1]")
    return here


@pytest.mark.parametrize("command", READERS)
def test_what_is_no_scheduler_is_refused_and_nothing_written(
    run: Run, odd: Path, command: str
) -> None:
    before = read_tree(odd)
    for given, (code, said, advice) in GIVEN.items():
        told = run(command, *shlex.split(f"{given} {READERS[command]}"), code=code)
        assert said in told.stderr, (given, told.stderr)
        assert advice in told.stderr, (given, told.stderr)
    assert "Missing argument" in run(command, *shlex.split(READERS[command]), code=2).stderr
    assert read_tree(odd) == before


def test_every_other_command_says_what_is_wrong(run: Run, odd: Path) -> None:
    before = read_tree(odd)
    for line, code, said in ODD:
        told = run(*shlex.split(line), code=code)
        assert said in " ".join(told.stderr.split()), (line, told.stderr)
    assert read_tree(odd) == before


def test_the_tables_name_every_command_that_takes_something() -> None:
    known = {*READERS, *(line.split()[0] for line, _, _ in ODD)}
    assert set(main.list_commands(click.Context(main))) - known == set()


def test_what_was_written_already_is_not_said_to_be_written(run: Run) -> None:
    assert "dump_node.py: written; next: " in run("dump-script").stderr
    assert "dump_node.py: is up to date; next: " in run("dump-script").stderr
