"""A command that a message gives can be pasted into a shell, whatever the path."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

FOLDER = "a blank and ü"
COMMANDS = {
    "new": ("new", "farmq", "-o", FOLDER),
    "path": ("new", f"{FOLDER}/farmq"),
    "new-rule": ("new-rule", "never-print", "--code", "FARM001", "-o", FOLDER),
    "dump-script": ("dump-script", "-o", f"{FOLDER}.py"),
    "extract": ("extract", "my farm", "-o", FOLDER),
}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_path_is_one_word(arguments: tuple[str, ...], run: Run) -> None:
    run("new", "farmq", "-o", "my farm")
    shown = run(*arguments, code=2 * ("/" in arguments[1])).stderr
    command = shown.rpartition("next: " if "next: " in shown else "elsewhere: ")[2]
    assert any(word.startswith(FOLDER) for word in shlex.split(command.partition("\n")[0])), shown
