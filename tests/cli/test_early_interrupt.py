"""Ctrl-C at every moment of the start: no traceback, exit code 130."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

# Imports MODULE only after a Ctrl-C, as if it had come in that moment.
AT_IMPORT = """
import os, sys
class Interrupt:
    def find_spec(self, name, path, target=None):
        if name == MODULE:
            sys.meta_path.remove(self)
            MOMENT
        return None
from pysched_gen.__main__ import main
for name in ("click", "pysched_gen.cli", "signal", "inspect"):
    assert name not in sys.modules, name
sys.meta_path.insert(0, Interrupt())
main()
"""
AT_ONCE = "os.kill(os.getpid(), 2)"
# Python 3.11 makes a RuntimeError of what comes in this moment.
IN_A_CLASS = (
    "type('C', (), {'x': type('X', (), {'__set_name__': lambda *_: os.kill(os.getpid(), 2)})()})"
)
COMMANDS = {
    "--version": ["pysched_gen.cli", "click", "click.core", "gettext", "inspect", "shutil"],
    "--help": ["pysched_gen.cli.generate_command", "pysched_gen.errors", "pysched_gen.pipeline"],
    "check nope": ["pysched_gen.cli.check_command", "pysched_gen.cli.options", "ast"],
    "nope": ["pysched_gen.cli", "difflib", "pysched_gen.visible_text", "pysched_gen.cli.output"],
    "verify nope": ["pysched_gen.cli.verify_command", "pysched_gen.run.verify.catalog"],
    "inspect nope": ["pysched_gen.cli.inspect_command", "pysched_gen.sources"],
    "schema": ["pysched_gen.formats.json_schema", "pysched_gen.cli.schema_command"],
}


def run_at(
    module: str, *arguments: str, ignored: bool = False, moment: str = AT_ONCE
) -> subprocess.CompletedProcess[str]:
    program = AT_IMPORT.replace("MODULE", repr(module)).replace("MOMENT", moment)
    before = signal.getsignal(signal.SIGINT)
    if ignored:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a child inherits it
    try:
        return subprocess.run(
            [sys.executable, "-c", program, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("command", "module"), [(key, module) for key, every in COMMANDS.items() for module in every]
)
def test_an_interrupt_while_a_module_is_loaded(command: str, module: str) -> None:
    ran = run_at(module, *command.split())
    if ran.returncode != 130:
        # Never loaded by this command: then nothing came.
        assert module not in ("pysched_gen.cli", "click"), ran.stderr
    assert "Traceback" not in ran.stderr
    assert "KeyboardInterrupt" not in ran.stderr


def test_most_of_these_moments_are_real() -> None:
    for command, modules in COMMANDS.items():
        ran = run_at(modules[0], *command.split())
        assert ran.returncode == 130
        assert ran.stderr.strip() == "interrupted; nothing half-written is left"


def test_an_interrupt_while_a_class_is_made() -> None:
    ran = run_at("pysched_gen.pipeline", "generate", "nope", moment=IN_A_CLASS)
    assert (ran.returncode, ran.stderr) == (130, "interrupted; nothing half-written is left\n")


def test_an_ignored_interrupt_stays_ignored() -> None:
    ran = run_at("click", "--version", ignored=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("pysched-gen ")
