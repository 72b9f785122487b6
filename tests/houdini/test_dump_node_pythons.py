from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from interpreters import require_python

from pysched_gen import houdini
from pysched_gen.houdini.releases import RELEASES

HERE = Path(__file__).parent
SCRIPT = Path(houdini.__file__).with_name("dump_node.py")

# 3.12 is in no Houdini, but users pick it for hou as a module.
VERSIONS = sorted(
    {(3, 12)}
    | {release.python for release in RELEASES}
    | {release.alternative_python for release in RELEASES if release.alternative_python}
)


def _run(version: tuple[int, int], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # Without UTF-8 anywhere in the environment, as under Windows.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C", "PYTHONUTF8": "0"}
    return subprocess.run(
        [require_python(version), *arguments], capture_output=True, check=False, env=environment
    )


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_the_script_compiles_on_every_python_of_houdini(version: tuple[int, int]) -> None:
    code = f"with open({str(SCRIPT)!r}) as f: compile(f.read(), 'dump_node.py', 'exec', 0, True)"
    run = _run(version, "-W", "error", "-c", code)
    assert (run.returncode, run.stderr) == (0, b"")


def _dump(version: tuple[int, int], *arguments: str) -> bytes:
    run = _run(version, str(HERE / "hython.py"), *arguments)
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout


@cache
def _expected(scene: str) -> bytes:
    return _dump(sys.version_info[:2], str(SCRIPT), scene)


@pytest.mark.parametrize("version", VERSIONS, ids=str)
@pytest.mark.parametrize("scene", ["default.hip", "edited.hip", "broken.hip"])
def test_every_python_of_houdini_gives_the_same_bytes(
    version: tuple[int, int], scene: str, tmp_path: Path
) -> None:
    expected = _expected(scene)
    assert expected.startswith(b'{\n  "houdini": "20.5.445",\n')
    assert _dump(version, str(SCRIPT), scene) == expected
    path = tmp_path / "nodes.json"
    assert _dump(version, str(SCRIPT), scene, "-o", str(path)) == b""
    assert path.read_bytes() == expected


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_the_script_can_be_pasted_into_a_python_shell(version: tuple[int, int]) -> None:
    # A shell shows the docstring, then runs the rest line by line.
    pasted = _dump(version, "--paste", str(SCRIPT), "edited.hip")
    assert pasted.endswith(b"\n" + _dump(version, str(SCRIPT), "edited.hip"))
