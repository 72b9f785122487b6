"""A dialog script alone: looked at, drawn and described, but not generated from."""

from __future__ import annotations

import json
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
    "marked": ("z.ds", "\ufeff" + PARM.format("q", ""), "z"),
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


def test_an_expression_is_shown_as_one(here: Path, run: Run) -> None:
    text = 'parm { name a type float size 2 default { [ "$F * 2" hscript-expr ] "3" } }'
    write_tree(here, {"x.ds": text})
    assert "float[2] = $F * 2 (hscript), 3.0" in run("inspect", "x.ds").stdout


def test_it_is_shown_without_the_callbacks_that_it_has_not(here: Path, run: Run) -> None:
    write_tree(here, {"x.ds": FORMS["bare"][1]})
    for shown in (run("inspect", "x.ds"), run("document", "x.ds", "-o", "-")):
        assert shown.stderr == ""
        assert "onSchedule" not in shown.stdout
        assert "PyScheduler" not in shown.stdout


@pytest.mark.parametrize("command", [["inspect"], ["document", "-o", "-"], ["preview", "-o", "-"]])
def test_what_was_read_in_one_of_several_ways_is_noted(
    here: Path, run: Run, command: list[str]
) -> None:
    text = 'parm {\r\n  name a label "\xe9t\xe9" type ordinal help x\r\n  help y menu { "b" }\r\n}'
    (here / "x.ds").write_bytes(text.encode("latin-1"))
    said = run(*command, "x.ds")
    assert said.stderr == (
        'note: x.ds:2:16: "été" was not in UTF-8 and is read as latin-1; '
        "type it again if it is wrong\n"
        "note: x.ds:3:3: help is given twice; this one counts, leave out the other\n"
        'note: x.ds:3:17: the last choice of the menu, "b", has no label; give it one\n'
    )


def test_the_script_of_a_folder_may_be_as_long_as_any(here: Path, run: Run) -> None:
    long = "x" * (1 << 20)
    head = 'schema = 1\n[scheduler]\nname = "farmq"\n'
    script = PARM.format("farmq_queue", f'help "{long}"')
    write_tree(here, {"farmq/scheduler.toml": head, "farmq/parameters.ds": script})
    assert "farmq_queue" in run("inspect", "farmq").stdout
    (here / "farmq/parameters.ds").write_bytes(b"#" * ((16 << 20) + 1))
    said = run("inspect", "farmq", code=2).stderr
    assert "too many for a dialog script" in said
    assert "give the file that holds the parameters" in said


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


MULTI = """
multiparm {
    name "env" label "Variables" default 2
    parm { name "key#" type string }
    multiparm { name "more#" parm { name "deep#_#" type float default { "0.5" } } }
}
"""


def test_a_multiparm_is_shown_with_what_an_instance_has(run: Run, here: Path) -> None:
    write_tree(here, {"x.ds": MULTI})
    assert run("inspect", "x.ds").stdout.splitlines()[-4:] == [
        "    env               multiparm = 2 instances",
        '      key#              string = ""',
        "      more#             multiparm = 0 instances",
        "        deep#_#           float = 0.5",
    ]
    (env,) = json.loads(run("inspect", "x.ds", "--json").stdout)["schedulers"][0]["parameters"]
    assert (env["type"], env["default"]) == ("multiparm", [2])
    assert [one["name"] for one in env["parameters"]] == ["key#", "more#"]
    assert env["parameters"][1]["parameters"][0]["default"] == [0.5]


def test_json_lists_no_callbacks_that_it_does_not_have(run: Run, here: Path) -> None:
    write_tree(here, {"x.ds": FORMS["bare"][1]})
    (facts,) = json.loads(run("inspect", "x.ds", "--json").stdout)["schedulers"]
    assert facts["callbacks"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "what"),
    [
        (
            ["x.ds", "--node", "/a"],
            3,
            "x.ds: is a dialog script and holds no nodes; leave out --node",
        ),
        (["x.ds:/a"], 2, 'x.ds: is a dialog script and holds no nodes; leave out ":/a"'),
        (
            ["x.ds", "--all-nodes"],
            3,
            "x.ds: is a dialog script and holds no nodes; leave out --all-",
        ),
        (["f", "--node", "/a"], 3, "f: is a snippet folder and holds no nodes; leave out --node"),
        ([".", "--node", "/a"], 3, '.: holds no scheduler whose path matches "/a"; give what does'),
    ],
)
def test_a_node_of_what_has_none_is_refused(
    run: Run, here: Path, arguments: list[str], code: int, what: str
) -> None:
    manifest = 'schema = 1\n[scheduler]\nname = "f"\nlabel = "F"\nhoudini = "20.5"\n'
    write_tree(here, {"x.ds": FORMS["bare"][1], "f/scheduler.toml": manifest})
    assert f"error: {what}" in run("inspect", *arguments, code=code).stderr
