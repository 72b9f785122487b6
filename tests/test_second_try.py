"""A test on an engine gets a second try, and what failed at first is shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from trees import write_tree

TESTS = Path(__file__).parent
# The hooks of the suite, over a folder of starters that is this test's own.
SUITE = """\
import conftest
from conftest import pytest_collection_modifyitems, pytest_terminal_summary
from pathlib import Path
conftest.STARTERS = Path("starters").absolute()
"""
ENGINE = '@pytest.mark.xdist_group("slurm")'


@pytest.mark.parametrize(
    ("folder", "mark", "failures", "seen"),
    [
        ("starters", ENGINE, 0, (0, 1)),
        ("starters", ENGINE, 1, (0, 2)),
        ("starters", ENGINE, 2, (1, 2)),
        ("starters", "", 1, (1, 1)),
        ("others", ENGINE, 1, (1, 1)),
    ],
)
def test_a_test_on_an_engine_gets_a_second_try(
    here: Path, folder: str, mark: str, failures: int, seen: tuple[int, int]
) -> None:
    text = (
        f"import pathlib, pytest\n{mark}\ndef test_it():\n"
        f"    with pathlib.Path('tries').open('a') as file:\n        file.write('x')\n"
        f"    count = len(pathlib.Path('tries').read_text())\n"
        f"    assert count > {failures}, f'trouble {{count}}'\n"
    )
    write_tree(here, {"suite.py": SUITE, "pytest.ini": "[pytest]", f"{folder}/test_it.py": text})
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "suite", "-p", "no:cacheprovider", folder],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(here), str(TESTS)])},
        capture_output=True,
        text=True,
        check=False,
    )
    tries = len((here / "tries").read_text())
    assert (ran.returncode, tries) == seen, ran.stdout
    assert ("failed at its first try" in ran.stdout) == (tries == 2)
    assert ("trouble 1" in ran.stdout) == (failures > 0)
