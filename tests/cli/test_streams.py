"""Odd standard streams: closed, full, endless."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'schema = 1\n[scheduler]\nname = "s"\n'


def shell(line: str, here: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'pg() {{ "{sys.executable}" -m pysched_gen "$@"; }}; {line}'],
        capture_output=True,
        text=True,
        check=False,
        cwd=here,
        timeout=600,
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("pg schema >&-", 2),
        ("pg --version >&-", 2),
        ("pg --help >&-", 2),
        ("pg inspect s >&-", 2),
        ("pg generate s -o out >&-", 2),
        ("pg generate s -o out -q >&-", 0),
        ("pg schema >/dev/full", 2),
        ("pg inspect s >/dev/full", 2),
        ("pg check s 2>&-", 1),
        ("pg check nope 2>&-", 2),
        ("pg check - <&-", 2),
        ("pg check s <&-", 1),
        ("pg check - </dev/zero", 2),
        ("yes | pg check -", 2),
        ("pg generate s -o out -q <&- >&- 2>&-", 0),
        ("pg schema | true; exit 0", 0),
    ],
)
def test_the_exit_code_and_no_traceback(tmp_path: Path, line: str, code: int) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "scheduler.toml").write_text(HEAD)
    (tmp_path / "s" / "onschedule.py").write_text("return pdg.scheduleResult.Succeeded\n")
    if "check s" in line:
        (tmp_path / "s" / "ontick.py").write_text("return 1\n")
    ran = shell(line, tmp_path)
    assert ran.returncode == code, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    assert "internal error" not in ran.stderr
    if line.endswith(" >&-") and code:
        assert "the output cannot be printed" in ran.stderr
    if "-o out" in line:
        files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
        starts = {path.name: path.read_text()[:9] for path in files}
        assert starts["s.py"] == "# @genera", "nothing else went to a file that took the number"
        assert all(text[0] in "#{/" for text in starts.values()), starts
