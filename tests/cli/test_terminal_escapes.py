"""Controls in whatever a stranger names or writes, over commands: none reaches the terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "\x1b]0;pwn\x07\x1b[31m\u202e\x9b1m\u2066\x7f"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SAID = re.compile(r"pwn|\\x1b|\\u001b|\\x9b")
HEAD = 'schema = 1\n[scheduler]\nname = "s"\nlabel = "S"\n'
J = json.dumps(EVIL).replace("\x7f", "\\u007f")
GOOD = "return pdg.scheduleResult.Succeeded\n"
PARAMETER = '[[parameters]]\nname = "s_p"\ntype = "string"\n'

MANIFESTS = {
    "name": HEAD.replace('name = "s"', f"name = {J}"),
    "label": HEAD.replace('"S"', J),
    **{key: f"{HEAD}{key} = {J}\n" for key in ("class", "base", "houdini", "category")},
    **{key: f"{HEAD}{key} = {J}\n" for key in ("parm_prefix", "callback_server")},
    "include": f"{HEAD}include = [{J}]\n",
    "unknown key": f"{HEAD}{J} = 1\n",
    "unknown table": f"{HEAD}[{J}]\n",
    "syntax": f"{HEAD}x = = # {EVIL[-3:-1]}\n",
    "parameter name": f'{HEAD}[[parameters]]\nname = {J}\ntype = "string"\n',
    "parameter type": f'{HEAD}[[parameters]]\nname = "s_p"\ntype = {J}\n',
    "parameter key": f"{HEAD}{PARAMETER}{J} = 1\n",
    **{key: f"{HEAD}{PARAMETER}{key} = {J}\n" for key in ("label", "help", "default")},
    "menu": f'{HEAD}{PARAMETER}default = "x"\nmenu = [["x", {J}]]\n',
    "tag": f"{HEAD}{PARAMETER}tags = {{ {J} = {J} }}\n",
    "condition": f"{HEAD}{PARAMETER}disable_when = {J}\n",
    "folder": f"{HEAD}{PARAMETER}folder = [{J}]\n",
}
SNIPPETS = {
    "comment": GOOD[:-1] + f"  # {EVIL}\n",
    "string": f'x = "{EVIL[3:]}"\nself.a.b(x)\n{GOOD}',
    "syntax": "def (\x1b[31m\n",
    "parameter": f'self["{EVIL[-4:-1]}"]\n{GOOD}',
    "keyword": f'work_item.{EVIL[3:6]}("{EVIL[-4:-1]}")\n{GOOD}',
}
LOOKING = [
    ["check", "s"],
    *(["check", "s", "--format", form] for form in ("json", "github", "sarif", "junit")),
    ["check", "s", "--statistics"],
    ["inspect", "s"],
    ["inspect", "s", "--json"],
    ["inspect", "s", "--all-nodes"],
    ["preview", "s", "-o", "-"],
    ["document", "s", "-o", "-"],
    ["document", "s", "-o", "-", "--format", "html"],
    ["generate", "s", "-o", "out"],
    ["generate", "s", "-o", "out", "--check"],
    ["generate", "s", "-o", "out", "--diff"],
    ["generate", "s", "-o", "out", "--dry-run"],
    ["extract", "s", "-o", "taken"],
    ["asset", "s", "-o", "otls"],
]


def printed(*arguments: str, stdin: bytes | None = None) -> str:
    result = CliRunner().invoke(main, list(arguments), input=stdin, prog_name="pysched-gen")
    assert "internal error" not in result.output
    assert result.exit_code in (0, 1, 2, 3), result.output
    found = RAW.search(result.output)
    assert found is None, f"{arguments}: U+{ord(found[0]):04X} in {result.output!r}"
    return result.output


def write(folder: Path, manifest: str, snippet: str = GOOD) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scheduler.toml").write_text(manifest, "utf-8")
    (folder / "onschedule.py").write_text(snippet, "utf-8")


@pytest.mark.parametrize("place", MANIFESTS)
def test_what_a_manifest_says(here: Path, place: str) -> None:
    write(here / "s", MANIFESTS[place])
    for command in LOOKING:
        printed(*command)


@pytest.mark.parametrize("place", ["name", "parameter name", "default", "category"])
def test_what_is_printed_says_the_text(here: Path, place: str) -> None:
    write(here / "s", MANIFESTS[place])
    assert SAID.search(printed("inspect", "s"))
    assert SAID.search(printed("inspect", "s", "--json"))


@pytest.mark.parametrize("place", SNIPPETS)
def test_what_a_snippet_says(here: Path, place: str) -> None:
    write(here / "s", HEAD, SNIPPETS[place])
    for command in LOOKING:
        printed(*command)


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_what_a_folder_is_called(here: Path, command: list[str]) -> None:
    folder = "d" + EVIL
    write(here / folder, HEAD)
    said = printed(command[0], folder, *command[2:])
    assert command[-1] not in ("check", "inspect") or SAID.search(said)


def test_what_a_file_of_a_folder_is_called(here: Path) -> None:
    write(here / "s", HEAD)
    (here / "s" / f"{EVIL}.py").write_text("pass")
    for command in LOOKING:
        printed(*command)


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check", "s", "--node", EVIL], ["check", "s", "--name", EVIL], ["check", f"x:{EVIL}"]),
        *(["check", "s", "--output-file", f"{EVIL}.x"], ["check", "s", f"--{EVIL}"], [EVIL]),
        *(["generate", "s", "-o", f"o{EVIL}"], ["generate", "s", "-o", f"o{EVIL}", "--check"]),
        *(["generate", "s", "-o", "out", "--remove", EVIL], ["asset", "s", "-o", f"{EVIL}.hda"]),
        *(["preview", "s", "-o", f"{EVIL}.html"], ["document", "s", "-o", f"/proc/{EVIL}"]),
        *(["extract", "s", "-o", f"e{EVIL}"], ["new", EVIL], ["new", "a", "--from", EVIL]),
        *(["verify", f"nope{EVIL}"], ["verify", "s", "--scenario", EVIL]),
        *(["verify", "s", "--waive", EVIL], ["cook", "s", "--graph", f"nope{EVIL}"]),
        *(["cook", f"nope{EVIL}"], ["callbacks", EVIL], ["schema", EVIL]),
    ],
    ids=lambda arguments: ascii(" ".join(arguments)),
)
def test_what_the_command_line_says(here: Path, arguments: list[str]) -> None:
    write(here / "s", HEAD)
    printed(*arguments)


DUMP = {
    "schema": "pysched-gen/node-dump",
    "version": 1,
    "houdini": "20.5.445",
    "nodes": [
        {
            "path": "/tasks/topnet1/farmq",
            "name": "farmq",
            "type": "pythonscheduler",
            "callbacks": [{"parm": "onschedule", "text": GOOD, "default": False}],
            "parameters": [],
        }
    ],
}


@pytest.mark.parametrize("word", ["20.5.445", "/tasks/topnet1/farmq", '"farmq"', "pythonscheduler"])
def test_what_a_dump_says(here: Path, word: str) -> None:
    text = json.dumps(DUMP).replace(word, '"' + J[1:-1] + '"' if '"' in word else J[1:-1])
    (here / "dump.json").write_text(text)
    for command in LOOKING:
        printed(command[0], "dump.json", *command[2:])
    printed("check", "-", stdin=text.encode())


@pytest.mark.parametrize(
    "data",
    [
        f'{{"schema": {J}}}'.encode(),
        b'{"a": \x1b}',
        f"import hou\n# {EVIL}".encode(),
        b"\x1b[31m\x9b\xff",
        f"{{ name {J} parm {{ name {J} label {J} type {J} }} }}".encode(),
    ],
)
def test_what_an_unknown_file_says(here: Path, data: bytes) -> None:
    (here / "what").write_bytes(data)
    for command in LOOKING:
        printed(command[0], "what", *command[2:])


def test_what_a_lock_says(here: Path) -> None:
    write(here / "s", HEAD)
    (here / "out").mkdir()
    (here / "out" / ".pysched-gen.lock").write_text(
        f'{{"format":1,"created":[],"owners":{{{J}:{{"files":{{{J}:{{"sha256":"x"}}}}}}}}}}'
    )
    for command in LOOKING:
        printed(*command)


PACKAGE = f"""import pdg, sys
from pdg.scheduler import PyScheduler
EVIL = {EVIL!r}
class X(PyScheduler):
    @classmethod
    def templateName(cls): return "x"
    @classmethod
    def templateBody(cls): return '{{"name":"x"}}'
    def onSchedule(self, item):
        sys.stdout.write(EVIL); sys.stderr.write(EVIL)
        raise ValueError(EVIL)
    def onTick(self): return pdg.tickResult.SchedulerReady
def registerTypes(registry): registry.registerScheduler(X, name=NAME, label="L" + EVIL)
"""


@pytest.mark.parametrize("name", ["x", "x" + EVIL], ids=["errors", "names"])
def test_what_a_package_says(here: Path, name: str) -> None:
    folder = here / "h" / "pdg" / "types" / "x"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(PACKAGE.replace("NAME", repr(name)), "utf-8")
    for form in ("text", "json", "junit", "dot"):
        printed("cook", "h", "--items", "1", "--format", form)
    printed("cook", "h", "--items", "1", "-o", "report")
    for report in (here / "report").glob("*"):
        assert RAW.search(report.read_text("utf-8")) is None, report
    for form in ("text", "json", "junit"):
        printed("verify", "h", "--scenario", "item-succeeds", "--format", form)
    assert SAID.search(printed("verify", "h", "--scheduler", "q" + EVIL))


@pytest.mark.parametrize("line", ["::error::x", "  ::set-output name=a::b", "##vso[task.x]y"])
def test_no_line_is_an_order_to_a_build_server(here: Path, line: str) -> None:
    write(here / "s", HEAD + f"{json.dumps(chr(10) + line)} = 1\n")
    for said in (printed("check", "s"), printed("check", f"x\n{line}\n")):
        assert not re.search(r"(?m)^\s*(::|##)", said)


def test_long_lines_and_lists_are_cut_and_say_so(here: Path) -> None:
    write(here / "s", HEAD + f'{PARAMETER}default = "{"x" * 9000}"\n')
    assert "\u2026 " in printed("inspect", "s")
    assert max(map(len, printed("inspect", "s").split("\n"))) < 2100
    (here / "pdg" / "types").mkdir(parents=True)
    (here / "pdg" / "types" / "x.py").touch()
    said = printed("verify", ".", "--scenario", "nope\n" * 500)
    assert re.search("nope\\\\x0anope.*\u2026 \\d+ more\n", said)
    assert len(said) < 2100
