"""The tool as slim containers run it; `make container-like` runs tests there."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from programs import require_program
from trees import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = ROOT / ".ci" / "container_like"
STORY = """
set -eu
! id -u | grep -q '^0$' || grep -q '^ *0 *[1-9]' /proc/self/uid_map
! ps 2>&1 && ! touch ~/file 2>&1 && ! touch /dev/shm/file 2>&1
cd "$TMPDIR"
tool() { "$PYTHON" -m pysched_gen "$@"; }
tool new farmq --from local
tool check farmq
tool generate farmq -o houdini
tool generate farmq -o houdini --check
tool verify houdini --scenario item-succeeds
tool cook houdini --items 2 --set pdg_tickperiod=0.02 -o report
echo left: $(ls -A | grep -v '^farm')
"""


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_everything_works_in_a_slim_container(tmp_path: Path) -> None:
    for program in ("unshare", "setpriv", "mount"):
        require_program(program)
    # The module of pytest's own Python: it need not be the one of .venv.
    done = subprocess.run(
        [SCRIPT, "env", f"PYTHON={sys.executable}", f"PYTHONPATH={ROOT}", "sh", "-c", STORY],
        cwd=tmp_path.anchor,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 of 2 items" in done.stdout
    assert "FAILED" not in done.stdout
    assert done.stdout.splitlines()[-1] == "left: houdini report"
