"""The browser of the tests ends with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from programs import require_program

KILLED = """
import os, signal, sys
from pathlib import Path
from browser import opened
with opened(Path(sys.argv[1])) as browser:
    print(browser.capabilities["chrome"]["userDataDir"], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_that_is_killed_leaves_no_browser_and_no_folder(tmp_path: Path) -> None:
    require_program("chromium")
    require_program("chromedriver")
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>A page</title>")
    command = [sys.executable, "-c", KILLED, str(page)]
    # It is over with the last that has its output.
    ran = subprocess.run(
        command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, check=False
    )
    profile = Path(ran.stdout.strip())
    assert profile.name == "profile"
    assert not profile.parent.exists()
    running = subprocess.run(
        ["ps", "-A", "-o", "args="], capture_output=True, text=True, check=True
    )
    assert str(profile.parent) not in running.stdout
