from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import jsonschema
import pytest
from trees import ROOT, generated_tree, manifest, read_tree, write_tree

from pysched_gen import __version__
from pysched_gen.cli import main
from pysched_gen.formats.dialog_script.tree import parms_of
from pysched_gen.formats.json_schema import load_schema
from pysched_gen.houdini.callbacks import CALLBACKS, HOOKS
from pysched_gen.houdini.releases import RELEASES
from pysched_gen.model.build import build
from pysched_gen.sources import read

if TYPE_CHECKING:
    from conftest import Run

    from pysched_gen.houdini.callbacks import Hook

LOCAL = str(ROOT / "snippets/local")
DEFAULT = str(ROOT / "snippets/default")
DUMP = str(ROOT / "tests/data/farmq_dump.json")


@pytest.mark.parametrize("source", [LOCAL, DEFAULT, DUMP])
def test_what_ships_has_no_finding(run: Run, source: str) -> None:
    assert run("check", source).stdout == ""


def test_check_prints_place_line_and_caret(run: Run, here: Path) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": "return 1 +\n"})
    result = run("check", "farmq", code=1)
    assert result.stdout.startswith("farmq/onschedule.py:1:")
    assert "return 1 +" in result.stdout
    assert "^" in result.stdout


def test_check_goes_on_after_a_source_that_cannot_be_read(run: Run, here: Path) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": "return x\n"})
    write_tree(here / "bad", {"scheduler.toml": "["})
    result = run("check", "bad", "farmq", code=2)
    assert "bad/scheduler.toml:1:" in result.stderr
    assert "farmq/onschedule.py:1:8" in result.stdout


def test_inspect_tells_given_from_default(run: Run) -> None:
    text = run("inspect", DUMP).stdout
    assert "node type   pythonscheduler" in text
    assert "onTransferFile       1 line  not given" in text
    document = json.loads(run("inspect", DUMP, "--format", "json").stdout)
    (found,) = document["schedulers"]
    by_method = {callback["method"]: callback for callback in found["callbacks"]}
    assert by_method["onSchedule"]["provenance"] == "given"
    assert by_method["onStart"]["provenance"] == "own default"
    holding = [one for one in found["parameters"] if one["type"] != "folder"]
    assert [one["overridable"] for one in holding] == [True, True, False]


@pytest.mark.parametrize("source", [LOCAL, DUMP, str(ROOT / "tests/data/hostile")])
def test_an_extracted_folder_generates_the_same_package(run: Run, here: Path, source: str) -> None:
    run("extract", source, "-o", "copy")
    run("generate", source, "-o", "one")
    run("generate", "copy", "-o", "two")
    assert generated_tree(here / "one") == generated_tree(here / "two")


def _spare(name: str, kind: str, **facts: object) -> dict[str, object]:
    overridable = {"pdg::scheduler": ""}
    return {"name": name, "type": kind, "spare": True, "tags": overridable, **facts}


TOKENS = {"tokens": ["a", "b"], "labels": ["A"]}
SCRIPT = {"script": {"text": 'return ["a",\n "A"]', "language": "python"}}
SPARE = [
    _spare("button", "Button"),
    _spare("line", "Separator"),
    _spare("words", "Label"),
    _spare("ramp", "Ramp", size=3),
    _spare("data", "Data"),
    _spare("block", "Folder", folder_type="MultiparmBlock"),
    _spare("block#", "String", multiparm="block", default=["x"]),
    _spare("tab", "Folder", folder_type="Tabs", label="Tab"),
    _spare("text", "String", default=['$HIP "x"\n\t\\'], folders=[{"label": "", "type": "Tabs"}]),
    _spare("no_default", "String"),
    _spare("vector", "Float", size=3, default=[1, 2.5, -3e-7]),
    _spare("no_vector", "Float", size=3),
    _spare("whole", "Int", default=[2**40], range={"min": 0, "max": 9, "max_strict": True}),
    _spare("driven", "Int", default=[1], tags={"pdg::scheduler": ""}, default_expressions=[
        {"index": 0, "text": '$F\n"', "language": "hscript"}
    ]),
    _spare("toggle", "Toggle", default=[True], hidden=True, join_next=True, hide_label=True),
    _spare("menu", "Menu", default=["b"], menu=TOKENS),
    _spare("menu_null", "Menu", default=[None], menu=TOKENS),
    _spare("menu_script", "Menu", default=["a"], menu=SCRIPT),
    _spare("menu_empty", "Menu", default=["a"], menu={}),
    _spare("text_menu", "String", default=["q"], menu=TOKENS),
    _spare("text_script", "String", default=["q"], menu=SCRIPT),
    _spare("text_empty", "String", default=["q"], menu={"tokens": []}),
    _spare("class", "String", help="\u2028 \x7f é 🚀", tags={"pdg::scheduler": "x", 'a"': "\n"}),
    _spare("when", "String", conditions={"DisableWhen": '{ text == "" }', "HideWhen": "{ a }"}),
]  # fmt: skip


def test_a_parameter_of_every_kind_survives_extract(run: Run, here: Path) -> None:
    dump = json.loads(Path(DUMP).read_bytes())
    dump["nodes"][0]["parameters"] += SPARE
    (here / "dump.json").write_text(json.dumps(dump))
    said = run("extract", "dump.json", "-o", "copy").stderr
    assert "note:" not in said
    [copy] = read(str(here / "copy"))
    names = [one.name for one in parms_of(build(copy).interface)]
    assert [name for name in names if not name.startswith("farmq_")] == [
        one["name"] for one in SPARE if one["type"] != "Folder"
    ]
    run("generate", "dump.json", "-o", "one")
    run("generate", "copy", "-o", "two")
    one, two = generated_tree(here / "one"), generated_tree(here / "two")
    assert one == two


def test_extract_overwrites_nothing(run: Run, here: Path) -> None:
    write_tree(here / "copy", {"mine": "x"})
    result = run("extract", LOCAL, "-o", "copy", code=2)
    assert "copy: already exists" in result.stderr
    assert read_tree(here) == {"copy/mine": b"x"}


@pytest.mark.parametrize("origin", ["local", "default", LOCAL, str(ROOT / "tests/data/hostile")])
def test_a_new_scheduler_is_renamed_throughout_and_generates(
    run: Run, here: Path, origin: str
) -> None:
    run("new", "farmq", "--from", origin)
    texts = read_tree(here / "farmq")
    old = {"local": "localrunner_", "default": "plain_"}.get(Path(origin).name, "hostile_")
    code = b"".join(text for name, text in texts.items() if name.endswith(".py"))
    assert old.encode() not in code
    run("generate", "farmq", "-o", "out", "--strict")
    module = (here / "out/pdg/types/farmq/farmq.py").read_text(encoding="utf-8")
    assert "class FarmqScheduler(" in module
    assert 'return "farmq"' in module


@pytest.mark.parametrize(
    "text",
    [
        '[scheduler]\nname = "ff"',
        '\ufeff[scheduler]\r\nname = "ff" # the name\r\nhoudini = "20.5"\r\n',
        '[scheduler]\nname = """ff"""\nlabel = """\nF"F"""\n',
        "[scheduler]\nname = '''ff'''\nlabel = 'F\"F'\nclass = \"X\"\n",
        'scheduler = { name = "ff", houdini = "20.5" }\n',
        'scheduler.name = "ff"\n"scheduler"."houdini" = "20.5"\n',
        '[[parameters]]\nname = "ff_a"\ntype = "string"\n[scheduler]\nname = "ff"\n',
    ],
)
def test_a_manifest_is_renamed_however_it_is_spelt(run: Run, here: Path, text: str) -> None:
    good = "return pdg.scheduleResult.Succeeded\n"
    write_tree(here, {"ff/scheduler.toml": text, "ff/onschedule.py": good})
    run("new", "farmq", "--from", "ff")
    (found,) = json.loads(run("inspect", "farmq", "--format", "json").stdout)["schedulers"]
    identity = {key: found[key] for key in ("name", "label", "class", "category", "parm_prefix")}
    assert identity == {
        "name": "farmq",
        "label": "Farmq Scheduler",
        "class": "FarmqScheduler",
        "category": "Farmq",
        "parm_prefix": "farmq",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new", "../x"], "must be a lower-case letter"),
        (["new", "class"], "is a Python keyword"),
        (["new", "localscheduler"], "ships with Houdini"),
        (["new", "farmq", "--from", "nowhere"], "the schedulers that ship are celery, "),
        (["callbacks", "onSchedul"], 'did you mean "onSchedule"?'),
        (["generte"], 'Did you mean "generate"?'),
        (["generate", LOCAL], "--output"),
        (["check"], "SOURCE"),
        (["check", ""], "an argument is empty"),
        (["check", "a" * 300], "cannot be read: File name too long"),
        (["check", "-", "-"], "- is given twice"),
        (["new", "farmq", "-o", "a" * 300], "the path is too long; choose a shorter name"),
        (["check", LOCAL, "--houdini", "16.5"], "16.5"),
        (["schema", "x"], "scheduler"),
    ],
)
def test_usage_errors(run: Run, here: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, code=2)
    assert message in result.stderr
    assert read_tree(here) == {}


def test_closed_standard_input_is_said(here: Path) -> None:
    run = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m pysched_gen check - <&-'],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "standard input is closed" in run.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["callbacks"], ["inspect", DEFAULT]])
def test_output_that_cannot_be_printed_is_said(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "pysched_gen", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 2
    assert run.stderr == "error: the output cannot be printed: No space left on device\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_label_of_any_language_is_shown_in_any_encoding(here: Path, encoding: str) -> None:
    label = "日本 é 🚀"
    write_tree(here, {"s/scheduler.toml": manifest(label=label)})

    def inspect(form: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "pysched_gen", "inspect", "s", "--format", form],
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=True,
        )
        return run.stdout.decode(encoding if encoding != "ascii" else "utf-8")

    assert json.loads(inspect("json"))["schedulers"][0]["label"] == label
    escaped = label.encode("latin-1", "backslashreplace").decode("latin-1")
    assert (escaped if encoding == "latin-1" else label) in inspect("text")


@pytest.mark.parametrize(
    "name", [*("scheduler", "node-dump", "graph", "cook", "cook-all", "verify", "verify-all")]
)
def test_schema_prints_a_valid_schema(run: Run, name: str) -> None:
    text = run("schema", name).stdout
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    assert set(re.findall(r'"[$]ref": "(#/[$]defs/)?', text)) <= {"#/$defs/"}


def test_the_report_of_all_holds_those_of_each() -> None:
    one = jsonschema.Draft202012Validator(load_schema("cook-all"))
    report = {"schema": "pysched-gen/cook-all", "version": 1, "good": True, "reports": [{}]}
    found = [error.message for error in one.iter_errors(report)]
    assert "'scheduler' is a required property" in found


def test_callbacks_lists_what_the_release_calls(run: Run) -> None:
    newest = run("callbacks").stdout
    oldest = run("callbacks", "--houdini", "17.5").stdout
    assert "onCancelWorkItems" in newest
    assert "onTick" not in oldest
    assert "workingDir" in oldest


@pytest.mark.parametrize("spec", CALLBACKS, ids=lambda spec: spec.method)
def test_every_callback_is_explained(run: Run, spec: object) -> None:
    method = getattr(spec, "method", "")
    text = run("callbacks", method).stdout
    assert text.startswith(f"{method}(self")
    assert getattr(spec, "help", "") in text


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.method)
def test_what_else_is_called_is_listed_and_explained(run: Run, hook: Hook) -> None:
    assert f"\n{hook.method} " in run("callbacks").stdout
    for command in ("callbacks", "explain"):
        text = run(command, hook.method.upper()).stdout
        assert text.startswith(f"{hook.method}(")
        assert "a function of methods.py" in text


def test_what_an_older_release_does_not_call_is_said(run: Run) -> None:
    assert "startService" not in run("callbacks", "--houdini", "19.0").stdout
    text = run("callbacks", "startService", "--houdini", "19.0").stdout
    assert "Houdini 19.0 does not call it." in text


def test_releases_are_listed(run: Run) -> None:
    text = run("callbacks", "--releases").stdout
    assert all(f"{release.name}  Python" in text for release in RELEASES)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Run, shell: str) -> None:
    assert "_PYSCHED_GEN_COMPLETE" in run("completion", shell).stdout


def test_completion_offers_commands_and_callbacks() -> None:
    def complete(words: str, index: int) -> str:
        environment = {
            "_PYSCHED_GEN_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(index),
        }
        run = subprocess.run(
            [Path(sys.executable).with_name("pysched-gen")],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout

    assert "plain,generate" in complete("pysched-gen gen", 1)
    assert "plain,onSchedule" in complete("pysched-gen callbacks onSch", 2)


def test_module_and_script_are_the_same_program() -> None:
    for program in ([sys.executable, "-m", "pysched_gen"],
                    [str(Path(sys.executable).with_name("pysched-gen"))]):  # fmt: skip
        run = subprocess.run([*program, "--version"], capture_output=True, text=True, check=True)
        assert run.stdout == f"pysched-gen {__version__}\n"


HOUDINI = 'HOUDINI_PATH="$PWD/houdini;&"'
COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples_and_is_in_the_readme(run: Run, command: str) -> None:
    text = run(command, "--help").stdout
    assert "Examples:" in text
    assert f"pysched-gen {command}" in text
    assert f"`{command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_examples_of_the_help_can_be_copied_line_by_line(run: Run, command: str) -> None:
    text = run(*([command] if command else []), "--help").stdout
    assert "\\b" not in text
    lines = text.partition("  Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert lines
    assert {line.split()[0] for line in lines} <= {"pysched-gen", "hython", "git", HOUDINI}


def test_colour_is_for_terminals_only(run: Run, here: Path) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": "return x\n"})
    assert "\x1b" not in run("check", "farmq", code=1).output
