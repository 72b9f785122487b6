"""`pysched-gen preview`, as a user runs it."""

from __future__ import annotations

import struct
import webbrowser
from typing import TYPE_CHECKING

import pytest
from programs import require_program
from trees import ROOT, manifest, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LOCAL, DEFAULT = str(ROOT / "snippets/local"), str(ROOT / "snippets/default")
PAGE = "localrunner-preview.html"


def test_it_writes_a_page_a_scheduler_into_the_current_directory(run: Run, here: Path) -> None:
    said = run("preview", LOCAL, DEFAULT).stderr
    assert said == f"{PAGE}: written\nplainscheduler-preview.html: written\n"
    page = (here / PAGE).read_text("utf-8")
    assert "localrunner_maxjobs" in page
    assert "for Houdini 19.0 and later" in page
    assert sorted(path.name for path in here.iterdir()) == [PAGE, "plainscheduler-preview.html"]


@pytest.mark.parametrize(
    ("output", "written"),
    [("x.html", "x.html"), ("new/x.html", "new/x.html"), ("new/", f"new/{PAGE}"), (".", PAGE)],
)
def test_the_output_is_a_file_or_a_folder(run: Run, here: Path, output: str, written: str) -> None:
    run("preview", LOCAL, "-o", output)
    assert (here / written).read_text("utf-8").startswith("<!doctype html>")


def test_a_dash_prints_the_page(run: Run, here: Path) -> None:
    assert run("preview", LOCAL, "-o", "-").stdout.startswith("<!doctype html>")
    assert list(here.iterdir()) == []


def test_it_replaces_its_own_page_only(run: Run, here: Path) -> None:
    run("preview", LOCAL, "-o", "x.html")
    assert run("preview", LOCAL, "-o", "x.html").stderr == "x.html: up to date\n"
    run("preview", DEFAULT, "-o", "x.html")
    edited = (here / "x.html").read_text("utf-8").replace("Plain", "Plane")
    for text in (edited, "mine"):
        (here / "x.html").write_text(text)
        said = run("preview", LOCAL, "-o", "x.html", code=1).stderr
        assert "x.html: was not written by pysched-gen, or was edited since" in said
        assert (here / "x.html").read_text() == text
    run("preview", LOCAL, "-o", "x.html", "--force")
    assert "localrunner_maxjobs" in (here / "x.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([LOCAL, DEFAULT, "-o", "x.html"], "x.html: is for one page, but there are 2 of them"),
        ([LOCAL, DEFAULT, "-o", "-"], "-: is for one page"),
        ([LOCAL, DEFAULT, "--png", "x.png"], "--png is for one interface"),
        ([LOCAL, "-o", "-", "--open"], "--open needs a file"),
        ([LOCAL, "-o", "file/x.html"], "file"),
        (["nothing"], "nothing"),
    ],
)
def test_what_cannot_be_done_is_one_message(
    run: Run, here: Path, arguments: list[str], says: str
) -> None:
    (here / "file").write_text("")
    said = run("preview", *arguments, code=2).stderr
    assert says in said
    assert said.count("error:") == 1
    assert [path.name for path in here.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["../up", "/etc/x", "..", "a b", "é/ü"])
def test_no_name_of_a_scheduler_leads_out_of_the_directory(run: Run, here: Path, name: str) -> None:
    write_tree(here / "in/farmq", {"scheduler.toml": manifest(name=name)})
    run("preview", "in/farmq")
    [page] = [path for path in here.iterdir() if path.is_file()]
    assert page.name.endswith("-preview.html")
    assert [path.name for path in (here / "in").iterdir()] == ["farmq"]


def test_open_shows_the_page_in_a_browser_or_says_its_path(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def show(address: str) -> bool:
        shown.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", show)
    assert "no browser" not in run("preview", LOCAL, "--open").stderr
    assert shown == [(here / PAGE).as_uri()]
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    assert (
        f"no browser could be started; open {here / PAGE}" in run("preview", LOCAL, "--open").stderr
    )


def test_a_picture_shows_the_whole_page_at_its_width(run: Run, here: Path) -> None:
    require_program("chromium")
    parameters = "".join(
        f'[[parameters]]\nname = "p{number}"\ntype = "string"\n' for number in range(80)
    )
    write_tree(here / "farmq", {"scheduler.toml": manifest(parameters)})
    run("preview", "farmq", "--png", "x.png", "--width", "420")
    run("preview", "farmq", "--png", "x.png", "--width", "420")
    head = (here / "x.png").read_bytes()[:24]
    width, height = struct.unpack(">II", head[16:])
    assert head.startswith(b"\x89PNG")
    assert width == 420
    assert height > 80 * 20
    (here / "x.png").write_bytes(b"mine")
    run("preview", "farmq", "--png", "x.png", code=1)
    assert (here / "x.png").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("program", "says"),
    [
        (None, "a picture needs Chromium, and there is none on PATH"),
        ("#!/bin/sh\nexit 3\n", "Chromium could not take the picture: it ended"),
    ],
)
def test_without_a_browser_that_works_there_is_a_page_and_a_message(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, program: str | None, says: str
) -> None:
    if program is not None:
        write_tree(here / "bin", {"chromium": program})
        (here / "bin/chromium").chmod(0o755)
    monkeypatch.setenv("PATH", f"{here}/bin")
    assert says in run("preview", LOCAL, "--png", "x.png", code=2).stderr
    assert (here / PAGE).exists()
    assert not (here / "x.png").exists()
