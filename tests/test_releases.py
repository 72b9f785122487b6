"""The untouched node of Houdini 22.0.400, generated for every release and run on its Python."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from interpreters import require_python
from shipped_node import shipped_node_dump
from trees import ROOT

from pysched_gen.houdini.callbacks import callback_named
from pysched_gen.houdini.releases import RELEASES, Release
from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("releases")

# The stand-in is Python 3; for Python 2 there is as much of `pdg` as loading a package needs.
DOUBLES = ROOT / "tests/doubles"
LOAD = """
import sys
sys.dont_write_bytecode = True
sys.path[:0] = [sys.argv[1], sys.argv[2]]
import pdg, pythonscheduler1 as package
registry = pdg.TypeRegistry.types()
package.registerTypes(registry)
package.registerTypes(registry)
print(",".join(registry.typeNames(pdg.registeredType.Scheduler)))
print(package.pythonscheduler1.Pythonscheduler1.templateBody())
"""


@pytest.fixture(scope="module", params=RELEASES, ids=str)
def generated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Release, Path]:
    folder = tmp_path_factory.mktemp("release")
    (folder / "dump.json").write_text(json.dumps(shipped_node_dump()), encoding="utf-8")
    options = ["--houdini", str(request.param), "--class", "Pythonscheduler1", "--strict"]
    run = subprocess.run(
        [sys.executable, "-m", "pysched_gen", "generate", "dump.json", "-o", "out", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return request.param, folder / "out/pdg/types"


def test_every_body_is_the_text_of_the_node(generated: tuple[Release, Path]) -> None:
    _, types = generated
    path = types / "pythonscheduler1/pythonscheduler1.py"
    bodies = {
        node.name: node.body
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    callbacks = shipped_node_dump()["nodes"][0]["callbacks"]
    assert len(callbacks) == 12
    for callback in callbacks:
        spec = callback_named(callback["parm"])
        assert spec is not None
        wanted = [ast.dump(statement) for statement in ast.parse(callback["text"]).body]
        assert [ast.dump(statement) for statement in bodies[spec.method]] == wanted


def test_it_loads_and_registers_twice_on_its_python(generated: tuple[Release, Path]) -> None:
    release, types = generated
    interpreter = require_python(release.python)
    run = subprocess.run(
        [interpreter, "-c", LOAD, str(types), str(DOUBLES if release.python_2 else SITE)],
        env={**os.environ, "PDG_STANDIN_HOUDINI": str(release)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    names, body = run.stdout.splitlines()
    assert names == "pythonscheduler1"
    assert json.loads(body) == {"name": "pythonscheduler1", "parameters": []}


def test_code_for_python_2_says_how_it_is_encoded(generated: tuple[Release, Path]) -> None:
    release, types = generated
    for path in sorted(types.rglob("*.py")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# -*- coding: utf-8 -*-") is release.python_2
