"""Every command at its system calls: readers make none that changes a file; writers are stopped.

The suite tries three of the calls of each writer, PYSCHED_GEN_LONG=1 all of them; with
PYSCHED_GEN_TRIES=N so many, others each time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from random import Random
from typing import TYPE_CHECKING

import click
import pytest
from containers import SCENE, library, odc
from traced import changing_calls, content, facts, run_stopped, run_tool
from trees import ROOT, manifest, write_tree

from pysched_gen.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from traced import Call

LONG = os.environ.get("PYSCHED_GEN_LONG") == "1"
TRIES = int(os.environ.get("PYSCHED_GEN_TRIES") or 0)
PARAMETER = '[[parameters]]\nname = "farmq_p"\ntype = "string"\noverridable = true\n'
SCHEDULE = "return pdg.scheduleResult.Succeeded\n"
GENERATE = ("generate", "s", "-o", "out", "--asset", "--houdini-package")


def source(here: Path, label: str = "FarmQ") -> None:
    text = manifest(PARAMETER, label=label)
    write_tree(here / "s", {"scheduler.toml": text, "onschedule.py": SCHEDULE, "a.txt": "mine"})


def other_file(name: str) -> Callable[[Path], None]:
    def put(here: Path) -> None:
        write_tree(here, {name: "text of the user"})

    return put


def edited_package(here: Path) -> None:
    assert run_tool(here, GENERATE).returncode == 0
    write_tree(here / "out/pdg/types/farmq", {"farmq.py": "text of the user", "data.txt": "mine"})
    source(here, "Other")


def older_package(here: Path) -> None:
    assert run_tool(here, GENERATE).returncode == 0
    write_tree(here / "out/pdg/types/farmq", {"data.txt": "mine"})
    source(here, "Other")


def older_name(here: Path) -> None:
    older_package(here)
    text = manifest(PARAMETER, name="renamed").replace('name = "farmq_p"', 'name = "renamed_p"')
    write_tree(here / "s", {"scheduler.toml": text})


def older_page(command: str, place: str) -> Callable[[Path], None]:
    def put(here: Path) -> None:
        assert run_tool(here, (command, "s", "-o", place)).returncode == 0
        source(here, "Other")

    return put


def mistake(here: Path) -> None:
    write_tree(here / "s", {"onschedule.py": f"self.cookWarnin('a')\n{SCHEDULE}"})


def repository(here: Path) -> None:
    subprocess.run(["git", "init", "-q", str(here)], check=True)
    write_tree(here, {".gitattributes": "*.txt text\n"})


def older_starter(here: Path) -> None:
    assert run_tool(here, ("new", "started", "--from", "s", "--yes")).returncode == 0
    write_tree(here / "started", {"mine.txt": "mine"})
    write_tree(here / "s", {"onschedule.py": f"x = 1\n{SCHEDULE}", "onstart.py": "return True\n"})


def old_python(here: Path) -> None:
    lines = {"onschedule.py": f"print 'a'\n{SCHEDULE}", "onstart.py": "print 'b'\nreturn True\n"}
    write_tree(here / "s", {**lines, "scheduler.toml": manifest(PARAMETER, houdini="18.0")})


def nothing(_here: Path) -> None:
    pass


# Arguments, and what is there before.
WRITERS: dict[str, tuple[tuple[str, ...], Callable[[Path], None]]] = {
    "generate": (GENERATE, nothing),
    "generate, older": (GENERATE, older_package),
    "generate --force": ((*GENERATE, "--force"), edited_package),
    "generate --layout": ((*GENERATE[:4], "--layout", "module"), older_package),
    "generate --prune": ((*GENERATE, "--prune"), older_name),
    "extract": (("extract", "s", "-o", "taken"), nothing),
    "new": (("new", "another", "--yes"), nothing),
    "asset": (("asset", "s", "-o", "s.hda"), older_page("asset", "s.hda")),
    "asset, expanded": (("asset", "s", "-o", "otls/"), older_page("asset", "otls/")),
    "preview": (("preview", "s", "-o", "p.html"), older_page("preview", "p.html")),
    "document": (("document", "s", "-o", "p.md"), older_page("document", "p.md")),
    "document --force": (("document", "s", "-o", "p.md", "--force"), other_file("p.md")),
    "check --fix": (("check", "s", "--fix"), mistake),
    "check --output-file": (("check", "s", "--output-file", "c.json"), other_file("c.json")),
    "patch": (("patch", "a.hip:/tasks/top/farm", "--from", "s", "-o", "new.hip"), nothing),
    "patch --force": (
        ("patch", "a.hip:/tasks/top/farm", "--set", "onschedule=x", "-o", "new.hip", "--force"),
        other_file("new.hip"),
    ),
    "git-config": (("git-config", "--apply"), repository),
    "dump-script": (("dump-script",), nothing),
    "dump-script --force": (("dump-script", "--force"), other_file("dump_node.py")),
    "update": (("update", "started"), older_starter),
    "migrate": (("migrate", "s", "--to", "21.0"), old_python),
    "new-rule": (("new-rule", "known-queues", "--code", "FARM001"), nothing),
    "watch": (("watch", "s", "-o", "out", "--preview", "pages"), older_package),
}
READERS: dict[str, tuple[str, ...]] = {line: tuple(line.split()) for line in """
        check s
        check s --statistics
        check s --fix --diff
        check s --format sarif
        check s --format junit
        check s --format github
        check a.hip lib.hda
        inspect s
        inspect a.hip --json
        inspect a.hip --all-nodes
        inspect a.hip --values
        inspect lib.hda --values
        generate s -o out --check
        generate s -o out --check --prune
        generate s -o out --diff
        generate s -o out --dry-run
        generate s -o fresh --check
        generate s -o fresh/er --dry-run
        preview s -o -
        document s -o -
        grep return a.hip lib.hda
        diff a.hip b.hip
        git-config
        callbacks
        callbacks onTick
        explain PSG101
        explain second-cook
        rules
        rules --format markdown
        schema
        schema graph
        completion bash
        new --list
        verify out --list
        config
        migrate s --to 21.0 --diff
        releases s --no-verify
        dump-script -o -
        --help
        --version
    """.strip().split("\n") for line in [line.strip()]}
CTRL_C = 130
ERRORS = ("ENOSPC", "EIO", "EPERM", "EINTR")
HOW = ("KILL", *ERRORS)
RECORDS = "out/.pysched-gen.lock/"
UNITS = ("out/pdg/types/farmq", "out/otls/farmq.hda", "otls", "taken", "another", "studio-rules")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a source, scenes and what was generated."""
    here = tmp_path_factory.mktemp("traced") / "here"
    source(here)
    farm = "tasks/top/farm.parm"
    other = odc({**SCENE, farm: SCENE[farm].replace(b"Succeeded", b"Failed")})
    scenes: dict[str, str | bytes] = {
        "a.hip": odc(SCENE),
        "b.hip": other,
        "lib.hda": library({"Top/tool": {"X": b"x"}}),
    }
    return write_tree(here, scenes)


@pytest.fixture(scope="module")
def stale(place: Path) -> Path:
    """Give one with an output directory that is older, edited, and holds what others left."""
    here = place.parent / "stale"
    shutil.copytree(place, here)
    older_package(here)
    left: dict[str, str | bytes] = {
        "committing": "",
        "new/pdg/types/farmq/farmq.py": "x",
        ".gitignore": "*\n",
    }
    write_tree(here / "out/.pysched-gen.tmp.0123456789abcdef", left)
    write_tree(here / "out/pdg/types/farmq", {"__init__.py": "edited"})
    (here / "out/.pysched-gen.tmp.1").symlink_to("../s")
    (here / "out/link").symlink_to("../s")
    return here


@pytest.mark.parametrize("command", READERS)
def test_a_command_that_reads_changes_nothing(stale: Path, command: str) -> None:
    before = facts(stale)
    code, _, lines = changing_calls(stale, READERS[command], all_processes=True)
    assert code in (0, 1, 3)
    assert lines == []
    assert facts(stale) == before


def test_an_editor_that_asks_changes_nothing(stale: Path) -> None:
    place = (stale / "s/onschedule.py").as_uri()
    opened = {"uri": place, "languageId": "python", "version": 1, "text": f"x = 1\n{SCHEDULE}"}
    at = {"textDocument": {"uri": place}, "position": {"line": 1, "character": 13}}
    asked: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {"capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": opened}},
        {"id": 2, "method": "textDocument/hover", "params": at},
        {"id": 3, "method": "textDocument/completion", "params": at},
        {"id": 4, "method": "shutdown"},
        {"method": "exit"},
    ]
    told = ""
    for one in asked:
        text = json.dumps({"jsonrpc": "2.0", **one})
        told += f"Content-Length: {len(text)}\r\n\r\n{text}"
    answers = run_tool(stale, ("lsp",), told=told).stdout
    assert all(f'"id":{number}' in answers.replace(" ", "") for number in (1, 2, 3, 4))
    before = facts(stale)
    code, _, lines = changing_calls(stale, ("lsp",), all_processes=True, told=told)
    assert (code, lines) == (0, [])
    assert facts(stale) == before


def unit(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(f"{name}/")}


def test_the_table_holds_every_command() -> None:
    commands = set(main.list_commands(click.Context(main)))
    tried = {arguments[0] for arguments, _ in WRITERS.values()}
    tried |= {arguments[0] for arguments in READERS.values()}
    # Tests of their own have the first two; the last runs rules of its user, and writes their
    # examples into a temporary folder alone.
    assert commands - tried == {"cook", "lsp", "test-rules"}


@pytest.mark.parametrize("command", WRITERS)
def test_a_command_stopped_at_any_call_leaves_whole_files_and_the_next_completes_it(
    place: Path, tmp_path: Path, command: str
) -> None:
    arguments, prepare = WRITERS[command]
    before, after = tmp_path / "before", tmp_path / "after"
    shutil.copytree(place, before, symlinks=True)
    prepare(before)
    shutil.copytree(before, after, symlinks=True)
    code, calls, _ = changing_calls(after, arguments)
    assert code in (0, 1, CTRL_C)
    assert calls
    old, new = content(before), content(after)
    assert old != new
    for number, (call, how) in enumerate(_chosen(calls, list(WRITERS).index(command))):
        here = tmp_path / f"try{number}"
        rule = f"{command}: {how} at {call}"
        shutil.copytree(before, here, symlinks=True)
        done = run_stopped(here, arguments, call, how)
        now = content(here)
        for path, data in now.items():
            if path.startswith(RECORDS):
                json.loads(data)  # it follows what was done, package by package
                continue
            assert data in [state[path] for state in (old, new) if path in state], (rule, path)
        for name in UNITS:
            assert unit(now, name) in (unit(old, name), unit(new, name)), (rule, name)
        lost = old.keys() & new.keys() - now.keys()
        assert not lost, rule
        # What the user wrote is somewhere, be it in a private folder.
        every = set(content(here, private=True).values())
        assert {data for data in old.values() if data in new.values()} <= every, rule
        if how == "KILL":
            assert done.returncode == -9, rule
        elif done.returncode == code and "error: " not in done.stderr.lower():
            assert now == new, (rule, done.stderr)
        else:
            # Who watches goes on: the next save may be what mends it.
            assert done.returncode == (CTRL_C if command == "watch" else 2), (rule, done.stderr)
            assert "error: " in done.stderr.lower(), rule
        if now != new:
            again = run_tool(here, arguments)
            assert again.returncode == code, (rule, again.stderr)
            assert content(here) == new, rule
        shutil.rmtree(here)


ENDS = {".json": "}\n", ".xml": "</testsuites>\n", ".html": "</html>\n", ".svg": "</svg>\n"}
COOK = ("cook", "houdini", "--items", "1", "--set", "pdg_tickperiod=0.02", "-o", "report")


def test_a_cook_stopped_as_it_writes_leaves_whole_reports(tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(ROOT / "tests/golden/local", before / "houdini")
    write_tree(before / "report", {"cook.json": "{older}\n"})
    shutil.copytree(before, tmp_path / "whole")
    code, calls, lines = changing_calls(tmp_path / "whole", COOK)
    assert code == 0
    first = next(at for at, line in enumerate(lines) if "/report" in line)
    for number, (call, how) in enumerate(_chosen(calls[first:], 0)):
        here = tmp_path / f"try{number}"
        shutil.copytree(before, here)
        done = run_stopped(here, COOK, call, how)
        assert done.returncode in (0, 2, -9), (call, how, done.stderr)
        for path, data in content(here / "report").items():
            text = data.decode()
            whole = text == "{older}\n" or text.endswith(ENDS.get(path[path.rindex(".") :], "}\n"))
            assert whole, (call, how, path)
        assert run_tool(here, COOK).returncode == 0
        assert sorted(content(here / "report", private=True)) == sorted(content(here / "report"))
        assert len(content(here / "report")) == 7
        assert not any((tmp_path / f"try{number}.tmp").iterdir()), (call, how)


def _chosen(calls: list[Call], turn: int) -> Iterator[tuple[Call, str]]:
    """Yield calls with what happens at each: all of them, or a kill and two errors.

    Which errors goes by `turn`, so that all of them come in turn for some command.
    """
    if LONG:
        every = [(call, how) for how in HOW for call in calls]
        some = TRIES and len(every) > TRIES
        # A failure names the call, so the seed need not be known.
        yield from Random().sample(every, TRIES) if some else every
        return
    for number, how in enumerate(("KILL", ERRORS[turn % 4], ERRORS[(turn + 1) % 4])):
        # Another call for each, all over the run, and not the same for every command.
        yield calls[(number * 2 + 1) * len(calls) // 6], how
