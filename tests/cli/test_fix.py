from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from containers import expanded_library, library
from trees import ROOT, manifest, read_tree, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

BAD = "self.cookWarnin('a')\nreturn pdg.scheduleResult.Succeeded\n"
GOOD = BAD.replace("cookWarnin(", "cookWarning(")


@pytest.fixture
def folder(here: Path) -> Path:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": BAD})
    return here / "farmq"


def test_fix_writes_what_is_mended(run: Run, folder: Path) -> None:
    result = run("check", "farmq", "--fix")
    assert (folder / "onschedule.py").read_text() == GOOD
    assert "1 finding mended in 1 file" in result.stderr
    assert result.stdout == ""


def test_diff_writes_nothing(run: Run, folder: Path) -> None:
    result = run("check", "farmq", "--diff")
    assert (folder / "onschedule.py").read_text() == BAD
    assert "-self.cookWarnin('a')\n+self.cookWarning('a')\n" in result.stdout


def test_unsafe_fixes_are_asked_for(run: Run, folder: Path) -> None:
    text = "self.a = 1\n"
    (folder / "onschedule.py").write_text(text)
    run("check", "farmq", "--fix", code=1)
    assert (folder / "onschedule.py").read_text() == text
    run("check", "farmq", "--unsafe-fixes")
    assert (folder / "onschedule.py").read_text() == f"{text}return pdg.scheduleResult.Succeeded\n"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(run: Run, folder: Path, start: bytes) -> None:
    (folder / "onschedule.py").write_bytes(start + BAD.replace("\n", "\r\n").encode())
    run("check", "farmq", "--fix")
    assert (folder / "onschedule.py").read_bytes() == start + GOOD.replace("\n", "\r\n").encode()


def test_mixed_line_ends_are_refused(run: Run, folder: Path) -> None:
    data = BAD.replace("\n", "\r\n", 1).encode()
    (folder / "onschedule.py").write_bytes(data)
    assert "mixes line ends" in run("check", "farmq", "--fix", code=1).stderr
    assert (folder / "onschedule.py").read_bytes() == data


def test_a_waived_finding_is_left(run: Run, folder: Path) -> None:
    text = BAD.replace("\n", "  # psg: ignore[unknown-member] ours\n", 1)
    (folder / "onschedule.py").write_text(text)
    run("check", "farmq", "--fix")
    assert (folder / "onschedule.py").read_text() == text


def test_of_another_source_it_is_said_how(run: Run, here: Path) -> None:
    dump = (ROOT / "tests/data/farmq_dump.json").read_text()
    bad = dump.replace("self.createJobDirs", "self.creteJobDirs", 1)
    assert bad != dump
    (here / "dump.json").write_text(bad)
    result = run("check", "dump.json", "--fix", code=1)
    assert "pysched-gen extract dump.json" in result.stderr
    assert read_tree(here) == {"dump.json": bad.encode()}


def test_the_difference_of_another_source_is_one_of_what_is_extracted(run: Run, here: Path) -> None:
    dump = (ROOT / "tests/data/farmq_dump.json").read_text()
    (here / "dump.json").write_text(dump.replace("self.createJobDirs", "self.creteJobDirs", 1))
    run("extract", "dump.json", "-o", "farmq")
    of_dump = run("check", "dump.json", "--diff").stdout.split("\n")
    assert of_dump[0] == "# dump.json:/tasks/topnet1/farmq[onschedule], as extract writes it"
    of_folder = run("check", "farmq", "--diff").stdout.split("\n")
    assert of_dump[1:3] == ["--- onschedule.py", "+++ onschedule.py"]
    assert of_dump[3:] == of_folder[2:]


@pytest.mark.parametrize("make", ["packed", "expanded"])
def test_the_difference_of_an_asset_mends_what_is_extracted_of_it(
    run: Run, here: Path, make: str
) -> None:
    text = 'name = "ö\\t" + work_item.name\nself.cookWarnin(name)\n'
    text += "return pdg.scheduleResult.Succeeded\n"
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    parm = f'parm {{ name "onschedule" label "S" type string default {{ "{quoted}" }} }}'
    assets = {"Top/farmer": {"DialogScript": f'{{ name farmer label "F" {parm} }}'.encode()}}
    extra = "pdgtype='scheduler' subtype=pythonscheduler"
    if make == "packed":
        (here / "farmer.hda").write_bytes(library(assets, extra))
    else:
        expanded_library(assets, here / "farmer.hda", extra)
    run("extract", "farmer.hda", "-o", "farmer")
    assert (here / "farmer/onschedule.py").read_text() == text
    of_asset = run("check", "farmer.hda", "--diff").stdout.split("\n")
    assert of_asset[0] == "# farmer.hda:Top/farmer[onschedule], as extract writes it"
    assert of_asset[3:] == run("check", "farmer", "--diff").stdout.split("\n")[2:]
    assert "+self.cookWarning(name)" in of_asset
