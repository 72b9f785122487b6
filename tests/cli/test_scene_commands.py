"""`inspect --values`, `grep`, `diff` and `git-config` on scenes and assets."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from containers import SCENE, library, odc
from trees import write_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Run

FARM = "tasks/top/farm.parm"
OTHER = SCENE[FARM].replace(b"return pdg.", b"import os\nos.system('x')\nreturn pdg.")
MODULE = {"Top/tool": {"PythonModule": b"import os\n\nos.system('y')\n"}}
LISTS = '"inspect a.hip --all-nodes" lists them'


def scene(changes: Mapping[str, bytes | None] = {}) -> bytes:
    files = {**SCENE, **{name: body for name, body in changes.items() if body is not None}}
    return odc({name: body for name, body in files.items() if changes.get(name, b"") is not None})


def test_all_that_a_node_holds_is_shown(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": scene(), "lib.hda": library(MODULE)})
    assert run("inspect", "a.hip:/tasks/top/farm", "--values").stdout.splitlines() == [
        "/tasks/top/farm  pythonscheduler",
        "  onschedule =",
        "    | return pdg.scheduleResult.Succeeded",
        "    |",
        "",
    ]
    assert "  pdg_workingdir = $HIP\n" in run("inspect", "a.hip", "--values").stdout
    assert "    | os.system('y')\n" in run("inspect", "lib.hda", "--values").stdout


def test_a_key_with_a_line_end_is_one_line(here: Path, run: Run) -> None:
    pairs = b"\0\0\0\1\0\3a\nb\0\0\0\0\0\5c\nd e"
    write_tree(here, {"a.hip": scene({"tasks/top/local.userdata": pairs})})
    assert run("inspect", "a.hip:/tasks/top/local").stdout.splitlines()[2:] == [
        r"  user data a\nb =",
        "    | c",
        "    | d e",
    ]


def test_one_node_of_any_type_is_shown_whole(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": scene()})
    shown = run("inspect", "a.hip:/tasks/top/local").stdout
    assert shown == "/tasks/top/local  localscheduler\n  pdg_workingdir = $HIP\n"
    assert run("inspect", "a.hip:/obj/geo.v1").stdout == "/obj/geo.v1  geo\n"
    both = run("inspect", "a.hip:/tasks/top/farm", "a.hip:/tasks/top/local").stdout
    assert both.startswith("farm ")
    assert both.endswith(shown)
    said = run("inspect", "a.hip:/none", code=3).stderr
    assert 'a.hip: has no node /none; "inspect a.hip --all-nodes" lists them' in said


def test_an_asset_that_is_no_scheduler_is_shown_whole(here: Path, run: Run) -> None:
    write_tree(here, {"lib.hda": library(MODULE), "a.hip": scene()})
    shown = run("inspect", "lib.hda:Top/tool").stdout.splitlines()
    assert shown[0] == "Top/tool  asset"
    assert "    | os.system('y')" in shown
    (node,) = json.loads(run("inspect", "lib.hda:Top/tool", "--json").stdout)["nodes"]
    assert (node["path"], node["node_type"]) == ("Top/tool", "asset")
    said = run("inspect", "lib.hda:Top/none", code=3).stderr
    assert '"inspect lib.hda --values" shows what it does hold' in said
    for command in ("preview", "document"):
        assert '"inspect lib.hda --values" shows' in run(command, "lib.hda", code=3).stderr


def test_a_node_of_any_type_is_in_the_json_document(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": scene()})
    document = json.loads(run("inspect", "a.hip:/tasks/top/local/", "--json").stdout)
    assert document["nodes"] == [
        {
            "source": "a.hip:/tasks/top/local",
            "path": "/tasks/top/local",
            "node_type": "localscheduler",
            "holds": [{"name": "pdg_workingdir", "text": "$HIP", "note": ""}],
        }
    ]


def test_a_file_is_compared_with_that_of_its_name_in_a_folder(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": scene(), "old/a.hip": scene({FARM: OTHER})})
    assert "+++ old/a.hip:/tasks/top/farm" in run("diff", "a.hip", "old", code=1).stdout
    assert "+++ a.hip:/tasks/top/farm" in run("diff", "old", "a.hip", code=1).stdout


def test_of_several_files_each_node_says_which(here: Path, run: Run) -> None:
    write_tree(here, {"shots/a.hip": scene(), "shots/b.hip": scene()})
    one = run("inspect", "shots/a.hip", "--all-nodes").stdout.splitlines()
    both = run("inspect", "shots", "--all-nodes").stdout.splitlines()
    assert both == [f"shots/{name}.hip:{line}" for name in "ab" for line in one]
    values = run("inspect", "shots", "--values", "--node", "*/local").stdout
    assert "shots/a.hip:/tasks/top/local  localscheduler\n" in values
    assert "shots/b.hip:/tasks/top/local  localscheduler\n" in values


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["inspect", "a.hip:/nowhere", "--values"], 3, f"/nowhere; {LISTS}"),
        (["inspect", "a.txt", "--values"], 3, "is not a scene"),
        (["inspect", "a.ds", "--values"], 3, "is a dialog script and holds no nodes"),
        (["inspect", "a.hip:/nowhere/", "--all-nodes"], 3, f"/nowhere; {LISTS}"),
        (["patch", "l.hda:Top/tool", "--set", "a=b", "-o", "x"], 3, "but an asset library"),
        (["patch", "z.hip:/a", "--set", "a=b", "-o", "x"], 3, "is compressed by gzip"),
        (["patch", "e.hip:/a", "--set", "a=b", "-o", "x"], 3, "e.hip: is empty"),
        (["grep", "x", "e.hip"], 3, "e.hip: is empty"),
        (["inspect", "a.hip", "--values", "--json"], 2, "--values is text"),
        (["inspect", "a.hip", "--textconv"], 2, "give both"),
        (["grep", "(", "a.hip"], 2, '"(" is not a regular expression'),
        (["grep", "x", "empty"], 3, "holds no scenes"),
        (["grep", "x", "none.hip"], 2, "no such file"),
        (["diff", "a.hip", "none.hip"], 2, "no such file"),
        (["git-config", "--global"], 2, "--apply"),
    ],
)
def test_what_cannot_be_done_is_said(
    here: Path, run: Run, arguments: list[str], code: int, message: str
) -> None:
    write_tree(here, {"a.ds": "parm { name a }", "l.hda": library(MODULE)})
    write_tree(here, {"a.hip": scene(), "a.txt": "text", "empty/readme.txt": "x"})
    write_tree(here, {"z.hip": b"\x1f\x8b\x08", "e.hip": ""})
    assert message in run(*arguments, code=code).stderr


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ["-F", "os.system", "."],
            [
                "lib/tool.hda:Top/tool:[PythonModule]:3: os.system('y')",
                "shots/b.hip:/tasks/top/farm:onschedule:2: os.system('x')",
            ],
        ),
        (
            ["-i", "OS\\.SYSTEM", "--type", "python*", "shots"],
            ["shots/b.hip:/tasks/top/farm:onschedule:2: os.system('x')"],
        ),
        (["-l", "HIP$", "shots"], ["shots/a.hip", "shots/b.hip"]),
        (["--node", "*/local", "^.HIP", "shots/a.hip"], ["shots/a.hip:/tasks/top/local:"]),
    ],
)
def test_grep_finds_code_and_values(
    here: Path, run: Run, arguments: list[str], lines: list[str]
) -> None:
    write_tree(here, {"shots/a.hip": scene(), "shots/b.hip": scene({FARM: OTHER})})
    write_tree(here, {"lib/tool.hda": library(MODULE), "lib/notes.txt": "os.system"})
    found = run("grep", *arguments).stdout.splitlines()
    assert len(found) == len(lines)
    assert all(one.startswith(line) for one, line in zip(found, lines, strict=True))


def test_grep_looks_below_a_node_and_into_texts_of_schedulers(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": scene({FARM: OTHER}), "lib.hda": library(MODULE), **SNIPPETS})
    write_tree(here, {"top.ds": "parm {\r\n  name ours\r\n}\r\n", "farmq/notes.txt": "ours"})
    found = ["a.hip:/tasks/top/farm:onschedule:2: os.system('x')"]
    for place, lines in {
        "/tasks": found,
        "/tasks/top/farm/": found,
        "/": found,
        "/obj": [],
        "/tasks/t": [],
    }.items():
        code = 0 if lines else 3 if place == "/tasks/t" else 1
        assert run("grep", "system", f"a.hip:{place}", code=code).stdout.splitlines() == lines
    assert run("grep", "system", "lib.hda:Top/tool").stdout.startswith("lib.hda:Top/tool:[Python")
    run("generate", "farmq", "-o", "houdini")
    shown = run("grep", "ours", ".").stdout.splitlines()
    assert shown[:2] == ["top.ds:2:   name ours", "farmq/onschedule.py:1: # ours"]
    assert re.fullmatch(r"houdini/pdg/types/farmq/farmq.py:\d+: +# ours", shown[2])
    assert len(shown) == 3
    assert run("grep", "ours", "top.ds", "farmq/onschedule.py").stdout.count("\n") == 2
    run("grep", "ours", ".", "--node", "/tasks/*", code=1)
    said = run("grep", "ours", "top.ds:/a", code=2).stderr
    assert 'holds no nodes; leave out ":/a"' in said


def test_grep_says_that_nothing_was_found_and_goes_on_past_a_damaged_file(
    here: Path, run: Run
) -> None:
    files = {f"{n:02}.hip": scene() for n in range(20)}
    write_tree(here, {**files, "07.hip": scene()[:-300]})
    assert run("grep", "nothing like this", "00.hip", code=1).stdout == ""
    result = run("grep", "Succeeded", ".", code=2)
    assert "07.hip: error" in result.stderr or "07.hip:1" in result.stderr
    assert {line[:6] for line in result.stdout.splitlines()} >= {"06.hip", "08.hip", "19.hip"}


def test_diff_shows_what_changed_in_which_node(here: Path, run: Run) -> None:
    local = {name: None for name in SCENE if "/local." in name}
    write_tree(here, {"a.hip": scene(), "b.hip": scene({FARM: OTHER, **local})})
    assert run("diff", "a.hip", "a.hip").stdout == ""
    shown = run("diff", "a.hip", "b.hip", code=1).stdout
    assert "+    | os.system('x')\n" in shown
    assert "+++ b.hip:/tasks/top/farm  pythonscheduler\n" in shown
    assert "-  pdg_workingdir = $HIP\n" in shown
    assert "geo" not in shown
    names = run("diff", "a.hip", "b.hip", "--names-only", code=1).stdout.splitlines()
    assert names == ["~ /tasks/top/farm  pythonscheduler", "- /tasks/top/local  localscheduler"]


def test_diff_of_folders_pairs_files_by_name(here: Path, run: Run) -> None:
    write_tree(here, {"old/a.hip": scene(), "new/a.hip": scene({FARM: OTHER})})
    write_tree(here, {"old/gone.hip": scene(), "old/x/b.hip": scene(), "new/x/b.hip": scene()})
    shown = run("diff", "old", "new", "--names-only", code=1).stdout.splitlines()
    assert shown == ["~ /tasks/top/farm  pythonscheduler", "only one has it: old/gone.hip"]


Git = Callable[..., str]
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
CHANGE = "+    | os.system('x')\n"
# Keeps contents elsewhere and a pointer in the repository, as Git LFS does.
FILTER = """
import hashlib, os, pathlib, sys
store, data = pathlib.Path(sys.argv[2]), sys.stdin.buffer.read()
if sys.argv[1] == "clean":
    digest = hashlib.sha256(data).hexdigest()
    (store / digest).write_bytes(data)
    pointer = "version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize %d\\n"
    data = (pointer % (digest, len(data))).encode()
elif not os.environ.get("GIT_LFS_SKIP_SMUDGE"):
    data = (store / data.split(b"sha256:")[1][:64].decode()).read_bytes()
sys.stdout.buffer.write(data)
"""


@pytest.fixture
def git(here: Path, tmp_path: Path) -> Git:
    """Run git, with our command on its PATH and a home of its own."""
    tool = tmp_path / "bin/pysched-gen"
    write_tree(
        tmp_path, {"bin/pysched-gen": f'#!/bin/sh\nexec {sys.executable} -m pysched_gen "$@"\n'}
    )
    tool.chmod(0o755)
    home = {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a"}
    home |= {"GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    path = f"{tool.parent}{os.pathsep}{os.environ['PATH']}"

    def git(*arguments: str, at: str = ".", **more: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=here / at,
            env={**os.environ, **home, "PATH": path, **more},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    git("init", "-q")
    return git


@needs_git
def test_git_tells_what_changed_in_a_scene(
    here: Path, tmp_path: Path, run: Run, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "sh 010/a b.hip"
    write_tree(here, {name: scene(), ".gitattributes": "*.png binary"})
    assert "9 lines were added" in run("git-config", "--apply").stderr
    assert "0 lines were added" in run("git-config", "--apply").stderr
    lines = (here / ".gitattributes").read_text().splitlines()
    assert lines[0] == "*.png binary"
    assert lines.count("*.hip diff=houdini") == 1
    git("add", ".")
    git("commit", "-qm", "first")
    write_tree(here, {name: scene({FARM: OTHER})})
    assert CHANGE in git("diff")
    assert CHANGE in git("difftool", "-y", "-t", "houdini", at="sh 010")
    assert f"{name} | Bin" in git("diff", "--stat")
    git("add", ".")
    git("commit", "-qm", "second")
    assert CHANGE in git("log", "-p", "-1", "--", name)
    second = git("rev-parse", "HEAD").strip()
    git("worktree", "add", "-q", "../other tree", "HEAD~1")
    assert CHANGE in git("diff", "HEAD", second, at="../other tree")
    without = str(Path(shutil.which("git") or "").parent)
    for path, warns in ((without, True), (f"{tmp_path / 'bin'}{os.pathsep}{without}", False)):
        monkeypatch.setenv("PATH", path)
        told = run("git-config", "--apply").stderr
        assert ("warning: pysched-gen is not on PATH" in told) is warns
    printed = run("git-config").stdout
    assert "git config diff.houdini.textconv 'pysched-gen inspect --values --textconv'\n" in printed
    assert "*.hip diff=houdini\n" in printed


@needs_git
@pytest.mark.usefixtures("git")
def test_a_folder_below_needs_no_lines_of_its_own(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("git-config", "--apply")
    write_tree(here, {"shots/a.hip": scene()})
    monkeypatch.chdir(here / "shots")
    assert "0 lines were added" in run("git-config", "--apply").stderr
    assert not (here / "shots/.gitattributes").exists()
    shutil.rmtree(here / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    assert "run it in a repository" in run("git-config", "--apply", code=2).stderr


@needs_git
def test_git_lfs_is_seen_through_and_a_pointer_named(
    here: Path, run: Run, git: Git, tmp_path: Path
) -> None:
    write_tree(tmp_path, {"filter.py": FILTER, "store/x": ""})
    for way in ("clean", "smudge"):
        line = f"{sys.executable} {tmp_path / 'filter.py'} {way} {tmp_path / 'store'}"
        git("config", f"filter.lfs.{way}", line)
    write_tree(here, {"a.hip": scene(), ".gitattributes": "*.hip filter=lfs diff=lfs -text\n"})
    run("git-config", "--apply")
    for number, changes in enumerate(({}, {FARM: OTHER})):
        write_tree(here, {"a.hip": scene(changes)})
        git("add", ".")
        git("commit", "-qm", f"{number}")
    assert git("show", "HEAD:a.hip").startswith("version https://git-lfs")
    # What is said of a pointer that was not fetched does not stay when it is.
    away = git("log", "-p", "-1", GIT_LFS_SKIP_SMUDGE="1")
    assert "is a pointer of Git LFS and not the file itself" in away
    assert "+oid sha256:" in away
    assert CHANGE in git("log", "-p", "-1")
    assert CHANGE in git("difftool", "-y", "-t", "houdini", "HEAD~1")


SNIPPETS = {
    "farmq/scheduler.toml": 'schema = 1\n[scheduler]\nname = "farmq"\nhoudini = "20.5"\n',
    "farmq/onschedule.py": "# ours\nreturn pdg.scheduleResult.CookSucceeded\n",
}


def test_patch_puts_callbacks_and_values_into_a_copy(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": scene(), **SNIPPETS})
    before = (here / "a.hip").read_bytes()
    result = run("patch", "a.hip:/tasks/top/farm", "--from", "farmq", "-o", "b.hip")
    assert "b.hip: /tasks/top/farm of a.hip with onschedule" in result.stderr
    assert (here / "a.hip").read_bytes() == before
    run("extract", "b.hip", "-o", "again", "--name", "farmq")
    assert (here / "again/onschedule.py").read_text() == SNIPPETS["farmq/onschedule.py"]
    run("patch", "b.hip:/tasks/top/local", "--set", "pdg_workingdir=/jobs/x y", "-o", "c.hip")
    shown = run("diff", "b.hip", "c.hip", code=1).stdout
    assert "+  pdg_workingdir = /jobs/x y\n" in shown
    assert "onschedule" not in shown
    # What is in the node already leaves every byte.
    run("patch", "b.hip:/tasks/top/farm", "--from", "farmq", "-o", "d.hip")
    assert (here / "d.hip").read_bytes() == (here / "b.hip").read_bytes()


KINDS = """
parm { name jobs type integer menu { "1" "One" "4" "Four" } }
parm { name ratio type float }
parm { name keep type toggle }
parm { name os type ordinal menu { "linux" "Linux" "mac" "Mac" } }
parm { name pool type string menu { "a" "A" "b" "B" } }
parm { name free type string menureplace { "a" "A" } }
multiparm { name env parm { name port# type integer } }
parm { name v2 type vector size 3 }
parm { name tint type color size 3 }
parm { name names type string size 2 }
"""
HELD = {
    "tasks/top/local.spareparmdef": KINDS.encode(),
    "tasks/top/local.parm": b"{\nversion 0.8\n"
    + b"".join(
        b'%s\t[ 0\tlocks=0 ]\t(\t"0"\t)\n' % name
        for name in b"jobs ratio keep os pool free env port1 other".split()
    )
    + b"v2\t[ 0\tlocks=0 ]\t(\t1\t[ v2y\t4 ] \t3\t)\n"
    + b"tint\t[ 0\tlocks=0 ]\t(\t0\t0\t0\t)\n"
    + b"names\t[ 0\tlocks=0 ]\t(\ta\tb\t)\n"
    + b"size\t[ 0\tlocks=0 ]\t(\t1\t2\t)\n}\n",
}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        *(("jobs=4", "1"), ("jobs=-7", "-7"), ("ratio=1.5e3", "1.5e3"), ("keep=1", "on")),
        *(("keep=off", "off"), ("os=mac", "mac"), ("os=1", "mac"), ("pool=b", "b")),
        *(("free=any text", "any text"), ("port1=8080", "8080"), ("other=x", "x")),
        *(("keep=True", "on"), ("env=0", "0"), ("tint=1 .5 0", "1, .5, 0")),
        *(("tint=1, 2,3", "1, 2, 3"), ("tintg=.5", "0, .5, 0"), ("v2x=7", "7, 4, 3")),
        *(("names='a b' \"c,d\"", "a b, c,d"), ("names2=C:\\x", "a, C:\\x")),
        *(("size=5 6", "5, 6"), ("sizey=6", "1, 6"), ("size1=5", "5, 2")),
    ],
)
def test_patch_keeps_a_value_as_a_node_does(here: Path, run: Run, value: str, kept: str) -> None:
    write_tree(here, {"a.hip": scene(HELD)})
    run("patch", "a.hip:/tasks/top/local", "--set", value, "-o", "b.hip")
    shown = run("inspect", "b.hip:/tasks/top/local").stdout.splitlines()
    before = run("inspect", "a.hip:/tasks/top/local").stdout.splitlines()
    whole = re.sub(r"(?<=tint|size)[gy1]=|(?<=v2)x=|(?<=names)2=", "=", value)
    (line,) = set(shown) - set(before) or [f"  {value.replace('=', ' = ')}"]
    assert line in shown
    assert line == f"  {whole.partition('=')[0]} = {kept}"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        *((f"jobs={one}", "the menu of jobs has 1, 4") for one in ("many", "1.5", "")),
        *((f"ratio={one}", "ratio takes a number") for one in ("x", "nan", "inf", "1_0")),
        ("keep=maybe", "keep takes on or off"),
        *((f"os={one}", "the menu of os has linux, mac") for one in ("amiga", "2")),
        ("pool=c", "the menu of pool has a, b"),
        ("port1=a", "port1 takes an integer"),
        (
            "env=2",
            "env counts its instances; add or remove them in Houdini, and set theirs here",
        ),
        *(
            (f"tint={one}", "tint has 3 components; give it 3 values, or one of them, by its name")
            for one in ("1", "", "1 2 3 4")
        ),
        ("tintg=x", "tint takes a number"),
        ("names=a 'b", "a quote is not closed"),
    ],
)
def test_patch_refuses_what_a_parameter_cannot_hold(
    here: Path, run: Run, value: str, message: str
) -> None:
    write_tree(here, {"a.hip": scene(HELD)})
    said = run("patch", "a.hip:/tasks/top/local", "--set", value, "-o", "b.hip", code=2).stderr
    assert said == f"error: --set {value}: {message}\n".replace("tintg", "tint")
    assert not (here / "b.hip").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["a.hip:/tasks/top/farm", "-o", "b.hip"], 2, "give --from or --set"),
        (["a.hip", "--from", "farmq", "-o", "b.hip"], 2, "names no node"),
        (["a.hip:/tasks/top/farm", "--from", "farmq", "-o", "-"], 2, "give -o a file"),
        (["a.hip:/tasks/top/farm", "--from", "farmq", "-o", "a.hip"], 2, "which stays"),
        (["a.hip:/tasks/top/farm", "--from", "farmq", "-o", "there.hip"], 1, "--force"),
        (["a.hip:/tasks/top/no", "--from", "farmq", "-o", "b.hip"], 3, "has no node"),
        (["a.hip:/tasks/top/local", "--from", "farmq", "-o", "b.hip"], 2, "no such parameter"),
        (["a.hip:/tasks/top/farm", "--from", "none", "-o", "b.hip"], 2, "none"),
        (["a.hip:/tasks/top/farm", "--set", "x", "-o", "b.hip"], 2, "not NAME=VALUE"),
        (["a.hip:/tasks/top/local", "--set", "workingdir=1", "-o", "b.hip"], 2, "pdg_workingdir?"),
    ],
)
def test_patch_says_what_it_cannot_do_and_writes_nothing(
    here: Path, run: Run, arguments: list[str], code: int, message: str
) -> None:
    write_tree(here, {"a.hip": scene(), "there.hip": "mine", **SNIPPETS})
    assert message in run("patch", *arguments, code=code).stderr
    assert not (here / "b.hip").exists()
    assert (here / "there.hip").read_text() == "mine"


@pytest.mark.parametrize(
    "arguments", [["grep", "x"], ["preview"], ["document"], ["diff", "lib.hda:Top/tool"]]
)
def test_of_a_library_without_nodes_its_values_are_pointed_to(
    here: Path, run: Run, arguments: list[str]
) -> None:
    write_tree(here, {"lib.hda": library(MODULE)})
    said = run(*arguments, "lib.hda:Top/no", code=3).stderr
    shows = '"inspect lib.hda --values" shows what its assets hold'
    assert said == f"error: lib.hda: has no node Top/no; {shows}\n"


def test_a_list_without_nodes_says_so(here: Path, run: Run) -> None:
    write_tree(here, {"lib.hda": library(MODULE), "a.hip": scene()})
    listed = run("inspect", "lib.hda", "--all-nodes")
    shows = '"inspect lib.hda --values" shows what else it holds'
    assert (listed.stdout, listed.stderr) == ("", f"note: lib.hda: holds no nodes; {shows}\n")
    said = run("inspect", "a.hip", "--all-nodes", "--node", "/no*").stderr
    assert said == 'note: a.hip: holds no nodes whose path matches "/no*"\n'
