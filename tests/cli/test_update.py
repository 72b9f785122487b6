"""`extract --update` and `update`: what changed on both sides is merged, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import ROOT, read_tree, write_tree

from pysched_gen.houdini.releases import LATEST
from pysched_gen.scaffold.merge import merge

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

DUMP = json.loads((ROOT / "tests/data/farmq_dump.json").read_bytes())
MARKS = (b"<<<<<<< ", b"=======", b">>>>>>> ")
BODY = "import os\n\nfirst = 1\nsecond = 2\nthird = 3\n\nreturn pdg.scheduleResult.Succeeded\n"


def dump(text: str = BODY) -> str:
    """Give a dump of the farmq node with `text` as its onSchedule."""
    node: dict[str, Any] = {**DUMP["nodes"][0]}
    node["callbacks"] = [
        *(one for one in node["callbacks"] if one["parm"] != "onschedule"),
        {"parm": "onschedule", "text": text, "default": False},
    ]
    return json.dumps({**DUMP, "nodes": [node]})


@pytest.fixture
def extracted(run: Run, here: Path) -> Path:
    write_tree(here, {"dump.json": dump()})
    run("extract", "dump.json", "-o", "farmq")
    return here / "farmq"


def changed(old: str, new: str, text: str = BODY) -> str:
    assert old in text
    return text.replace(old, new)


def test_what_either_side_changed_is_there(run: Run, here: Path, extracted: Path) -> None:
    mine = changed("first = 1", "first = 'mine'")
    write_tree(extracted, {"onschedule.py": mine, "header.py": "import mine\n"})
    manifest = (extracted / "scheduler.toml").read_text()
    (extracted / "scheduler.toml").write_text(f"# mine\n{manifest}")
    write_tree(here, {"dump.json": dump(changed("third = 3", "third = 'theirs'"))})
    said = run("extract", "dump.json", "-o", "farmq", "--update")
    assert said.stdout == "farmq/onschedule.py: changed\n"
    both = changed("third = 3", "third = 'theirs'", mine)
    assert (extracted / "onschedule.py").read_text() == both
    assert (extracted / "header.py").read_text() == "import mine\n"
    assert (extracted / "scheduler.toml").read_text() == f"# mine\n{manifest}"
    # It is the base now: what was brought in once is no change any more.
    before = read_tree(extracted)
    assert run("extract", "dump.json", "-o", "farmq", "--update").stdout == ""
    assert read_tree(extracted) == before


def test_where_both_changed_a_line_a_person_decides(run: Run, here: Path, extracted: Path) -> None:
    write_tree(extracted, {"onschedule.py": changed("second = 2", "second = 'mine'")})
    write_tree(here, {"new.json": dump(changed("second = 2", "second = 'theirs'"))})
    said = run("extract", "new.json", "-o", "farmq", "--update", code=1)
    assert "onschedule.py: changed; has conflict markers" in said.stdout
    assert (extracted / "onschedule.py").read_text() == changed(
        "second = 2\n",
        "<<<<<<< farmq/onschedule.py\nsecond = 'mine'\n=======\nsecond = 'theirs'\n"
        ">>>>>>> new.json\n",
    )
    before = read_tree(extracted)
    unchanged = run("extract", "new.json", "-o", "farmq", "--update", code=1)
    assert unchanged.stdout == "farmq/onschedule.py: still has conflict markers\n"
    write_tree(here, {"new.json": dump(changed("second = 2", "second = 'again'"))})
    again = run("extract", "new.json", "-o", "farmq", "--update", code=2)
    assert "has conflict markers of a merge before; settle them" in again.stderr
    assert read_tree(extracted) == before


def test_options_and_node_of_the_first_time_hold(run: Run, here: Path) -> None:
    other = {**DUMP["nodes"][0], "path": "/tasks/topnet1/other", "name": "other"}
    both = {**DUMP, "nodes": [DUMP["nodes"][0], other]}
    write_tree(here, {"two.json": json.dumps(both)})
    given = ["--name", "night", "--houdini", "21.0", "--parameters", "ds"]
    run("extract", "two.json:/tasks/topnet1/farmq", "-o", "night", *given)
    before = read_tree(here / "night")
    assert "parameters.ds" in before
    said = run("extract", "two.json", "-o", "night", "--update")
    assert (said.stdout, read_tree(here / "night")) == ("", before)
    memory = before["made-from.toml"].decode()
    assert 'from = "two.json"\nnode = "/tasks/topnet1/farmq"\nname = "night"\n' in memory
    assert '[options]\nhoudini = "21.0"\nname = "night"\nparameters = "ds"\n' in memory
    assert str(here) not in memory


def test_a_callback_that_came_or_went_does_so_here(run: Run, here: Path, extracted: Path) -> None:
    node = json.loads(dump())
    callbacks = node["nodes"][0]["callbacks"]
    callbacks[:] = [one for one in callbacks if one["parm"] not in ("ontick", "getloguri")]
    callbacks.append({"parm": "onstart", "text": "return True\n", "default": False})
    write_tree(here, {"dump.json": json.dumps(node)})
    write_tree(extracted, {"getloguri.py": 'return "mine"\n'})
    said = run("extract", "dump.json", "-o", "farmq", "--update", code=1).stdout
    assert said.splitlines() == [
        "farmq/getloguri.py: is gone there, but was changed here; it was kept",
        "farmq/onstart.py: written",
        "farmq/ontick.py: removed",
    ]
    assert (extracted / "getloguri.py").read_text() == 'return "mine"\n'
    assert not (extracted / "ontick.py").exists()


def test_a_file_that_was_removed_here_stays_away_until_it_changes(
    run: Run, here: Path, extracted: Path
) -> None:
    (extracted / "ontick.py").unlink()
    run("extract", "dump.json", "-o", "farmq", "--update")
    assert not (extracted / "ontick.py").exists()
    text = (here / "dump.json").read_text().replace("import glob", "import glob as g")
    write_tree(here, {"dump.json": text})
    said = run("extract", "dump.json", "-o", "farmq", "--update", code=1).stdout
    assert said == "farmq/ontick.py: written; was removed here, but changed there; it is back\n"


def test_without_a_base_all_that_differs_is_marked(run: Run, here: Path, extracted: Path) -> None:
    (extracted / "made-from.toml").unlink()
    write_tree(extracted, {"onschedule.py": changed("first = 1", "first = 'mine'")})
    run("extract", "dump.json", "-o", "farmq", "--update", code=1)
    text = (extracted / "onschedule.py").read_text()
    assert "first = 'mine'\n=======\nfirst = 1\n" in text
    assert text.count("second = 2") == 1
    assert (here / "farmq/made-from.toml").is_file()


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_of_the_checkout_are_no_change_and_stay(
    run: Run, here: Path, extracted: Path, end: str, mark: str
) -> None:
    for path in extracted.iterdir():
        path.write_bytes((mark + path.read_text().replace("\n", end)).encode())
    run("extract", "dump.json", "-o", "farmq", "--update")
    assert (extracted / "onschedule.py").read_bytes() == (mark + BODY.replace("\n", end)).encode()
    write_tree(here, {"dump.json": dump(changed("third = 3", "third = 4\nfourth = 5"))})
    run("extract", "dump.json", "-o", "farmq", "--update")
    new = changed("third = 3", "third = 4\nfourth = 5").replace("\n", end)
    assert (extracted / "onschedule.py").read_bytes() == (mark + new).encode()


def test_a_file_that_is_no_text_is_kept(run: Run, here: Path, extracted: Path) -> None:
    write_tree(extracted, {"onschedule.py": b"a\0b", "picture.png": b"\x89PNG\0"})
    write_tree(here, {"dump.json": dump(changed("third = 3", "third = 4"))})
    said = run("extract", "dump.json", "-o", "farmq", "--update", code=1).stdout
    assert "onschedule.py: is no text and was changed here; it was kept" in said
    assert (extracted / "onschedule.py").read_bytes() == b"a\0b"
    assert (extracted / "picture.png").read_bytes() == b"\x89PNG\0"


@pytest.mark.parametrize(
    ("memory", "message"),
    [
        ('[base]\n"../onschedule.py" = []\n', "is not what pysched-gen wrote"),
        ('[base]\n"/etc/x" = []\n', "is not what pysched-gen wrote"),
        ('[base]\n"a.py" = [1]\n', "is not what pysched-gen wrote"),
        ("from = 1\n", "is not what pysched-gen wrote"),
        ("<<<<<<< HEAD\n", "not valid TOML"),
    ],
)
def test_a_memory_that_is_none_is_refused(
    run: Run, here: Path, extracted: Path, memory: str, message: str
) -> None:
    write_tree(extracted, {"made-from.toml": memory})
    before = read_tree(here)
    for command in (["extract", "dump.json", "-o", "farmq", "--update"], ["update", "farmq"]):
        said = run(*command, code=2).stderr
        assert "farmq/made-from.toml:1:1: error: " in said
        assert message in said
    assert read_tree(here) == before


def test_nothing_outside_of_the_folder_is_touched(run: Run, here: Path, extracted: Path) -> None:
    write_tree(here, {"outside.py": BODY, "dump.json": dump(changed("third = 3", "third = 4"))})
    (extracted / "onschedule.py").unlink()
    (extracted / "onschedule.py").symlink_to("../outside.py")
    before = read_tree(here)
    said = run("extract", "dump.json", "-o", "farmq", "--update", code=2)
    assert "is a link that leads out of farmq" in said.stderr
    assert read_tree(here) == before


def test_without_git_only_what_both_changed_cannot_be_brought_together(
    run: Run, here: Path, extracted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here))
    write_tree(here, {"dump.json": dump(changed("third = 3", "third = 4"))})
    run("extract", "dump.json", "-o", "farmq", "--update")
    assert "third = 4\n" in (extracted / "onschedule.py").read_text()
    write_tree(extracted, {"onschedule.py": changed("first = 1", "first = 'mine'")})
    write_tree(here, {"dump.json": dump(changed("second = 2", "second = 'theirs'"))})
    before = read_tree(here)
    said = run("extract", "dump.json", "-o", "farmq", "--update", code=2).stderr
    assert "bringing both together needs git, which is not installed" in said
    assert read_tree(here) == before


def test_what_git_is_told_about_conflicts_elsewhere_does_not_matter(
    run: Run, here: Path, extracted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(here, {"config": "[merge]\n\tconflictStyle = diff3\n"})
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(here / "config"))
    write_tree(extracted, {"onschedule.py": changed("second = 2", "second = 'mine'")})
    write_tree(here, {"dump.json": dump(changed("second = 2", "second = 'theirs'"))})
    run("extract", "dump.json", "-o", "farmq", "--update", code=1)
    assert "|||||||" not in (extracted / "onschedule.py").read_text()


LINES = st.lists(st.sampled_from(["a", "b", "c = 1", "", "  d", "ü", "return x"]), max_size=12)


@st.composite
def edited(draw: st.DrawFn, lines: list[str]) -> list[str]:
    result = list(lines)
    for number in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(result)))
        gone = draw(st.integers(0, 2))
        new = draw(st.lists(st.sampled_from([f"new{number}", "a", "", "x = 2"]), max_size=2))
        result[place : place + gone] = new
    return result


def joined(lines: list[str], end: str, last: str) -> str:
    return end.join(lines) + (last if lines else "")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_edits_come_out_as_git_merges_them(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = data.draw(LINES)
    mine, new = data.draw(edited(base)), data.draw(edited(base))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    texts = {
        "mine": joined(mine, end, data.draw(st.sampled_from(["", end]))),
        "base": joined(base, "\n", data.draw(st.sampled_from(["", "\n"]))),
        "new": joined(new, "\n", data.draw(st.sampled_from(["", "\n"]))),
    }
    folder = tmp_path_factory.mktemp("git")
    usual = "\r\n" if "\r\n" in texts["mine"] else "\n"
    like = {
        name: text if name == "mine" else text.replace("\n", usual) for name, text in texts.items()
    }
    write_tree(folder, dict(like))
    labels = ["-L", "f.py", "-L", "base", "-L", "node"]
    by_git = subprocess.run(
        ["git", "merge-file", "-p", *labels, "mine", "base", "new"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    if any(mark in texts["mine"].encode() for mark in MARKS):
        return
    found = merge("f.py", texts["base"], texts["mine"].encode(), texts["new"], "node")
    assert found.data is not None
    # git knows no line without its end at the end of a file that nobody else changed.
    assert found.data == by_git.stdout
    assert bool(found.conflict) == bool(by_git.returncode)
    # The text of one empty line without its end is that of none.
    kept = [line for line in (*mine, *new) if line and line not in base]
    assert set(kept) <= set(found.data.decode().replace("\r", "").split("\n"))
    shutil.rmtree(folder)


def test_odd_line_ends_stay_where_they_are() -> None:
    mine = b"one\r\ntwo\nthree\rfour\r\nfive"
    found = merge("f.py", "one\ntwo\nthree\rfour\nfive", mine, "one\ntwo\nthree\rfour\nsix\n", "x")
    assert found.data == b"one\r\ntwo\nthree\rfour\r\nsix\r\n"


MANIFEST = """[scheduler]
name = "old"
houdini = "21.0"

[[parameters]]
name = "old_queue"
type = "string"
default = "all"
"""
SCHEDULE = """queue = self["old_queue"].evaluateString()
one = 1
two = 2
three = 3
return pdg.scheduleResult.Succeeded
"""
STARTER: dict[str, str | bytes] = {
    "old/scheduler.toml": MANIFEST,
    "old/onschedule.py": SCHEDULE,
}


def test_a_newer_starter_comes_in_and_answers_stay(run: Run, here: Path) -> None:
    write_tree(here, STARTER)
    run("new", "farmq", "--from", "old", "--set", "queue=night")
    memory = (here / "farmq/made-from.toml").read_text()
    assert 'from = "old"\nname = "farmq"\nversion = "' in memory
    assert '[answers]\nqueue = "night"\n' in memory
    assert run("update", "farmq").output == "farmq: is up to date\n"
    text = (here / "farmq/onschedule.py").read_text()
    write_tree(here, {
        "farmq/onschedule.py": text.replace("one = 1", "one = 'mine'"),
        "old/onschedule.py": SCHEDULE.replace("three = 3", "three = 'new'"),
        "old/methods.py": 'def queue(self):\n    return self["old_queue"].evaluateString()\n',
    })  # fmt: skip
    said = run("update", "farmq")
    assert said.stdout == "farmq/methods.py: written\nfarmq/onschedule.py: changed\n"
    assert (here / "farmq/onschedule.py").read_text() == text.replace(
        "one = 1", "one = 'mine'"
    ).replace("three = 3", "three = 'new'")
    assert "farmq_queue" in (here / "farmq/methods.py").read_text()
    assert 'default = "night"' in (here / "farmq/scheduler.toml").read_text()
    assert run("update", "farmq").output == "farmq: is up to date\n"


def test_an_answer_that_fits_no_more_is_left_out(run: Run, here: Path) -> None:
    write_tree(here, STARTER)
    run("new", "farmq", "--from", "old", "--set", "queue=night")
    newer = MANIFEST.replace("old_queue", "old_lane")
    write_tree(here, {"old/scheduler.toml": newer, "old/onschedule.py": "lane = 1\n"})
    said = run("update", "farmq")
    assert "note: --set queue: is nothing to set here" in said.stderr
    assert '"farmq_lane"' in (here / "farmq/scheduler.toml").read_text()
    assert "[answers]" not in (here / "farmq/made-from.toml").read_text()


def test_a_starter_that_moved_is_named(run: Run, here: Path) -> None:
    write_tree(here, STARTER)
    run("new", "farmq", "--from", "old")
    (here / "old").rename(here / "moved")
    assert "old: no such folder" in run("update", "farmq", code=2).stderr
    run("update", "farmq", "--from", "moved")
    assert 'from = "moved"' in (here / "farmq/made-from.toml").read_text()


def test_a_folder_that_new_did_not_make_is_refused(run: Run, here: Path, extracted: Path) -> None:
    said = run("update", "farmq", code=2).stderr
    assert "was extracted from dump.json; give pysched-gen extract SOURCE -o farmq" in said
    (extracted / "made-from.toml").unlink()
    before = read_tree(here)
    assert "nothing says what it was made from" in run("update", "farmq", code=2).stderr
    assert "nowhere: no such folder" in run("update", "nowhere", code=2).stderr
    assert read_tree(here) == before


def test_the_base_is_ignored_by_no_git(run: Run, here: Path) -> None:
    run("new", "farmq", "--from", "local")
    subprocess.run(["git", "init", "-q", "."], cwd=here, check=True)
    shutil.copy(ROOT / ".gitignore", here / ".gitignore")
    ran = subprocess.run(
        ["git", "check-ignore", "-q", "farmq/made-from.toml"], cwd=here, check=False
    )
    assert ran.returncode == 1


@pytest.mark.parametrize(
    "command", [["check"], ["generate", "-o", "out"], ["extract", "-o", "out"], ["inspect"]]
)
def test_the_release_of_a_node_is_not_guessed_in_silence(
    run: Run, here: Path, command: list[str]
) -> None:
    module = "from pdg.scheduler import PyScheduler\n\n\nclass Farm(PyScheduler):\n"
    module += "    def onSchedule(self, work_item):\n"
    module += "        return pdg.scheduleResult.Succeeded\n"
    write_tree(here, {"farm.py": f"import pdg\n{module}"})
    said = run(*command, "farm.py").stderr
    assert (
        f"note: farm.py: nothing says which Houdini saved it; taken for the newest, {LATEST}"
        in said
    )
    shutil.rmtree(here / "out", ignore_errors=True)
    if command != ["inspect"]:  # it tells what a source says, and takes no release
        assert "nothing says" not in run(*command, "farm.py", "--houdini", "21.0").stderr


def test_what_new_made_is_not_taken_for_extracted(run: Run, here: Path) -> None:
    run("new", "farmq", "--from", "local")
    run("generate", "farmq", "-o", "houdini")
    before = read_tree(here / "farmq")
    said = run("extract", "houdini/pdg/types/farmq", "-o", "farmq", "--update", code=2).stderr
    assert "farmq: was made by pysched-gen new from local, so nothing says what changed" in said
    assert read_tree(here / "farmq") == before
