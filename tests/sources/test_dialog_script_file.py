"""A dialog script alone: looked at, drawn and described, but not generated from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import SHARED, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PARM = 'parm {{ name "{0}" label "Queue" type string default {{ "all" }} {1} }}\n'
TAG = 'parmtag { "pdg::scheduler" "" }'
FORMS = {
    "bare": ("x.user.ds", PARM.format("farmq_queue", TAG), "x"),
    "commented": ("Farm Q.ds", f"# one\n\n# two\n{PARM.format('q', '')}", "farm_q"),
    "folder": ("9.txt", f'group {{ name "f" label "F" {PARM.format("q", "")} }}', "parameters_9"),
    "operator": ("y.ds", f'{{ name farmq script farmq {PARM.format("q", "")} }}', "farmq"),
}


@pytest.mark.parametrize("form", FORMS)
def test_its_parameters_are_shown(here: Path, run: Run, form: str) -> None:
    file, text, name = FORMS[form]
    write_tree(here, {file: text})
    shown = run("inspect", file).stdout
    assert shown.startswith(f'{name}  "')
    assert 'string = "all"' in shown
    run("preview", file, "-o", "page.html")
    assert "Queue" in (here / "page.html").read_text("utf-8")
    assert "| Queue |" in run("document", file, "-o", "-").stdout


@pytest.mark.parametrize(
    "command",
    [["generate", "-o", "out"], ["check"], ["extract", "-o", "out"], ["asset", "-o", "out"]],
)
def test_it_has_no_callbacks(here: Path, run: Run, command: list[str]) -> None:
    write_tree(here, {"x.ds": FORMS["bare"][1]})
    assert "has parameters and no callbacks; put it" in run(*command, "x.ds", code=3).stderr
    assert not (here / "out").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("// one\nparm { name a }", "x.ds:1:1: error: // is not a comment"),
        ('#include "a.ds"\nparm { name "a" }', "x.ds:1:1: error: "),
        ('parm { name "a"', "x.ds:1:16: error: the script ends inside"),
    ],
)
def test_what_is_wrong_in_it_has_a_place(here: Path, run: Run, text: str, message: str) -> None:
    write_tree(here, {"x.ds": text})
    assert message in run("inspect", "x.ds", code=2).stderr


def test_what_the_tool_writes_is_one(run: Run) -> None:
    run("new", "farmq", "--from", "local")
    run("generate", "farmq", "-o", "houdini")
    assert "farmq_envunset" in run("inspect", "houdini/topscheduler.user.ds").stdout


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the project")
def test_those_of_the_corpus_are_drawn(here: Path, run: Run) -> None:
    found = sorted((SHARED / "corpus/ds").glob("*.user.*.ds"))
    assert len(found) == 3
    for path in found:
        run("preview", str(path), "-o", f"{path.stem}.html")
    assert len(list(here.glob("*.html"))) == 3
