"""What is generated from the folders that ship satisfies mypy --strict, on every platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from shipped import generate_shipped
from stub_path import copy_stubs

CODES = ["--enable-error-code=redundant-expr", "--enable-error-code=truthy-bool"]
STRICT = ["--strict", "--warn-unreachable", *CODES]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate_shipped(tmp_path_factory.mktemp("packages"))


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_generated_code_is_typed(platform: str, packages: Path, tmp_path: Path) -> None:
    modules = sorted(str(path.parent) for path in packages.glob("pdg/types/*/__init__.py"))
    assert [Path(module).name for module in modules] == ["localrunner", "plainscheduler"]
    command = [sys.executable, "-m", "mypy", *STRICT, "--config-file=", "--no-incremental"]
    run = subprocess.run(
        [*command, "--platform", platform, *modules],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(copy_stubs(tmp_path / "stubs"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, ""), run.stdout
