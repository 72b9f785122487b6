"""`pysched-gen document`, as a user runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LOCAL, DEFAULT = str(ROOT / "snippets/local"), str(ROOT / "snippets/default")
MARKDOWN, HTML = "<!-- @generated", "<!doctype html>"


@pytest.mark.parametrize(
    ("arguments", "path", "start"),
    [
        ([], "localrunner-parameters.md", MARKDOWN),
        (["--format", "html"], "localrunner-parameters.html", HTML),
        (["-o", "x.html"], "x.html", HTML),
        (["-o", "x.html", "--format", "markdown"], "x.html", MARKDOWN),
        (["-o", "docs/"], "docs/localrunner-parameters.md", MARKDOWN),
    ],
)
def test_the_page_is_written(
    run: Run, here: Path, arguments: list[str], path: str, start: str
) -> None:
    run("document", LOCAL, *arguments)
    page = (here / path).read_text("utf-8")
    assert page.startswith(start)
    for word in ("Local Runner", "localrunner_maxjobs", "Jobs at Once", "Houdini 19.0 or later"):
        assert word in page
    assert run("document", LOCAL, *arguments).stderr == f"{path}: up to date\n"


def test_a_dash_prints_it(run: Run, here: Path) -> None:
    assert (
        "| Time Limit | `localrunner_timelimit` | float, overridable |"
        in run("document", LOCAL, "-o", "-").stdout
    )
    assert list(here.iterdir()) == []


def test_several_go_into_one_folder_and_not_into_one_file(run: Run, here: Path) -> None:
    run("document", LOCAL, DEFAULT, "-o", "docs/")
    assert len(list((here / "docs").iterdir())) == 2
    assert "is for one page" in run("document", LOCAL, DEFAULT, "-o", "x.md", code=2).stderr


def test_a_page_edited_by_hand_is_kept(run: Run, here: Path) -> None:
    run("document", LOCAL, "-o", "x.md")
    edited = (here / "x.md").read_text("utf-8") + "Mine.\n"
    (here / "x.md").write_text(edited, "utf-8")
    assert "was edited since" in run("document", LOCAL, "-o", "x.md", code=1).stderr
    run("document", LOCAL, "-o", "x.md", "--force")
    assert (here / "x.md.orig").read_text("utf-8") == edited
