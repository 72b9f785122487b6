"""What check and generate keep of earlier runs: a second run says the same, and nothing stale."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from trees import manifest, read_tree, write_tree

from pysched_gen import parallel_map, pipeline, sources
from pysched_gen.cache import key as cache_key
from pysched_gen.cache.store import Store

if TYPE_CHECKING:
    from conftest import Run

WRONG = "x = frobnicate\nreturn pdg.scheduleResult.Succeeded\n"
RIGHT = "x = 1\nreturn pdg.scheduleResult.Succeeded\n"
KEY = "ab" * 32


@pytest.fixture
def kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PYSCHED_GEN_NO_CACHE")
    monkeypatch.setenv("PYSCHED_GEN_CACHE", str(here / "kept"))
    for name in ("aq", "bq", "cq"):
        body = RIGHT if name == "bq" else WRONG
        write_tree(here / "s" / name, {"scheduler.toml": manifest(name=name)})
        write_tree(here / "s" / name, {"onschedule.py": body})
    return here / "kept"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of the sources that are read from now on."""
    found: list[str] = []
    real = sources.read

    def noted(argument: str, pattern: str = "") -> object:
        found.append(Path(argument).name)
        return real(argument, pattern)

    monkeypatch.setattr(pipeline, "read", noted)
    return found


def entries(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.json"))


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_a_second_check_says_the_same_and_reads_nothing(
    form: str, kept: Path, read: list[str], run: Run
) -> None:
    arguments = ["check", "s", "--format", form]
    without = run(*arguments, "--no-cache", code=1).output
    assert not kept.exists()
    assert run(*arguments, code=1).output == without
    read.clear()
    assert run(*arguments, code=1).output == without
    assert read == []


def test_what_changed_is_read_and_findings_stay_in_order(
    kept: Path, read: list[str], run: Run, here: Path
) -> None:
    del kept
    run("check", "s", code=1)
    write_tree(here / "s/bq", {"onschedule.py": WRONG})
    read.clear()
    found = json.loads(run("check", "s", "--format", "json", code=1).output)["findings"]
    assert read == ["bq"]
    places = [one["location"]["path"] for one in found if one["code"] == "PSG111"]
    assert places == [f"s/{name}/onschedule.py" for name in ("aq", "bq", "cq")]


CHANGES: dict[str, dict[str, str | bytes]] = {
    "a text": {"s/bq/onschedule.py": RIGHT + "\n"},
    "a new text": {"s/bq/ontick.py": "return pdg.tickResult.SchedulerReady\n"},
    "the manifest": {"s/bq/scheduler.toml": manifest(name="bq", label="Other")},
    "parameters beside it": {"s/bq/parameters.ds": "{\n}\n"},
    "the settings": {"pysched.toml": 'ignore = ["PSG1"]\n'},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_what_is_read_is_seen(
    change: str, kept: Path, read: list[str], run: Run, here: Path
) -> None:
    del kept
    run("check", "s/bq")
    write_tree(here, CHANGES[change])
    read.clear()
    run("check", "s/bq")
    assert read == ["bq"]


@pytest.mark.parametrize("options", [["--houdini", "19.0"], ["--ignore", "PSG2"], ["--label", "L"]])
def test_options_are_part_of_the_key(
    options: list[str], kept: Path, read: list[str], run: Run
) -> None:
    del kept
    run("check", "s/bq")
    read.clear()
    run("check", "s/bq", *options)
    assert read == ["bq"]


def test_another_tool_takes_nothing_of_it(
    kept: Path, read: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    del kept
    run("check", "s/bq")
    cache_key.tool_digest.cache_clear()
    monkeypatch.setattr("pysched_gen.__version__", "0.0.0")
    read.clear()
    run("check", "s/bq")
    cache_key.tool_digest.cache_clear()
    assert read == ["bq"]


@pytest.mark.parametrize("library", ["black", "jinja2"])
def test_another_version_of_a_library_takes_nothing_of_it(
    library: str, kept: Path, read: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", "s/bq")
    (kept.parent / "site" / f"{library}-0.1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(kept.parent / "site"))
    cache_key.tool_digest.cache_clear()
    read.clear()
    run("check", "s/bq")
    cache_key.tool_digest.cache_clear()
    assert read == ["bq"]


def test_a_renamed_folder_is_another(kept: Path, read: list[str], run: Run, here: Path) -> None:
    del kept
    run("check", "s/bq")
    (here / "s/bq").rename(here / "s/dq")
    read.clear()
    run("check", "s/dq")
    assert read == ["dq"]


def test_links_and_failures_are_never_kept(kept: Path, run: Run, here: Path) -> None:
    (here / "s/bq/ontick.py").symlink_to("onschedule.py")
    run("check", "s/bq", code=1)
    write_tree(here / "s/aq", {"scheduler.toml": "schema = 1\nnonsense"})
    run("check", "s/aq", code=2)
    assert entries(kept) == []


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    kept: Path, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sources.read

    def late(argument: str, pattern: str = "") -> object:
        found = real(argument, pattern)
        write_tree(here / "s/bq", {"onschedule.py": WRONG})
        return found

    monkeypatch.setattr(pipeline, "read", late)
    run("check", "s/bq")
    monkeypatch.setattr(pipeline, "read", real)
    assert entries(kept) == []
    assert "PSG111" in run("check", "s/bq", code=1).output


DAMAGE = {
    "empty": b"",
    "no JSON": b"pysched-gen-cache 1",
    "another text": b'{"a": 1}',
    "cut short": None,
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_entry_is_none(kind: str, kept: Path, read: list[str], run: Run) -> None:
    expected = run("check", "s/aq", code=1).output
    (entry,) = entries(kept)
    data = DAMAGE[kind]
    entry.write_bytes(entry.read_bytes()[:-3] if data is None else data)
    read.clear()
    assert run("check", "s/aq", code=1).output == expected
    assert read == ["aq"]
    read.clear()
    assert run("check", "s/aq", code=1).output == expected
    assert read == []


FOREIGN: dict[str, object] = {
    "no list": {"a": 1},
    "too short": ["aq"],
    "a file outside": ["aq", ["p", "", "", 1, [], 0], None, [], [], [["../x", "t"]], []],
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_an_entry_of_another_form_is_none(kind: str, kept: Path, read: list[str], run: Run) -> None:
    run("check", "s/bq")
    (entry,) = entries(kept)
    Store(kept).put(entry.parent.name + entry.stem, FOREIGN[kind])
    read.clear()
    run("check", "s/bq")
    assert read == ["bq"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_others_may_write_to_is_not_used(
    kept: Path, read: list[str], run: Run
) -> None:
    run("check", "s/bq")
    assert stat.S_IMODE((kept / "v1").stat().st_mode) == stat.S_IRWXU
    (kept / "v1").chmod(0o777)
    read.clear()
    run("check", "s/bq")
    assert read == ["bq"]


def test_a_place_that_cannot_be_written_is_no_error(kept: Path, run: Run) -> None:
    kept.write_text("a file")
    run("check", "s/bq", "--cache-dir", str(kept / "below"))
    assert kept.read_text() == "a file"


def test_a_user_without_a_home_has_no_cache(
    kept: Path, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del kept
    for name in ("PYSCHED_GEN_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    # What os.path.expanduser gives where nobody knows the user.
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_a, **_k: Path("~/.cache/x"))
    before = sorted(here.iterdir())
    run("check", "s/bq")
    assert sorted(here.iterdir()) == before


def test_generate_writes_the_same_from_what_it_kept(
    kept: Path, read: list[str], run: Run, here: Path
) -> None:
    arguments = ["generate", "s", "--ignore", "PSG111", "--asset", "-o"]
    run(*arguments, "anew", "--no-cache")
    run(*arguments, "first")
    assert len(entries(kept)) == 3
    read.clear()
    said = run(*arguments, "again").output
    assert read == []
    assert said.count("new ") > 3
    assert read_tree(here / "again") == read_tree(here / "first") == read_tree(here / "anew")


def test_what_is_there_is_judged_by_what_is_made_now(
    kept: Path, read: list[str], run: Run, here: Path
) -> None:
    run("generate", "s/bq", "-o", "out")
    module = here / "out/pdg/types/bq/bq.py"
    forged = module.read_text().replace("x = 1", "x = 2")
    for entry in entries(kept):  # an entry of the right form, with a text of another's
        value = json.loads(entry.read_bytes().partition(b"\n")[2])
        files = [[path, text.replace("x = 1", "x = 2")] for path, text in value[-2]]
        assert files != value[-2]
        value[-2] = files
        Store(kept).put(entry.parent.name + entry.stem, value)
    read.clear()
    run("generate", "s/bq", "-o", "out", "--check")
    assert read == ["bq"]
    module.write_text(forged)
    run("generate", "s/bq", "-o", "out", "--check", code=1)


@pytest.mark.usefixtures("kept")
def test_what_all_agree_on_is_not_made_again(read: list[str], run: Run, here: Path) -> None:
    run("generate", "s", "--ignore", "PSG111", "-o", "out")
    command = ["generate", "s", "--ignore", "PSG111", "-o", "out", "--check"]
    read.clear()
    assert run(*command).output == run(*command, "--no-cache").output
    assert read == ["aq", "bq", "cq"]
    read.clear()
    (here / "s/bq/onstart.py").write_text("x = 3\nreturn True\n")
    told = run(*command, code=1).output
    assert read == ["bq"] * read.count("bq")
    assert told == run(*command, "--no-cache", code=1).output
    assert "pdg/types/bq/bq.py: stale" in told


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("place", ["out/pdg/types/bq/bq.py", "out/.pysched-gen.lock/bq.json"])
def test_a_package_that_differs_from_what_is_kept_is_made_anew(
    place: str, read: list[str], run: Run, here: Path
) -> None:
    run("generate", "s", "--ignore", "PSG111", "-o", "out")
    text = (here / place).read_text()
    digest = re.search("[0-9a-f]{64}", text)
    assert digest is not None
    (here / place).write_text(text.replace(digest[0], KEY))
    read.clear()
    command = ["generate", "s", "--ignore", "PSG111", "-o", "out", "--check"]
    told = run(*command, code=1).output
    assert set(read) == {"bq"}
    assert run(*command, "--no-cache", code=1).output == told


def test_two_of_one_name_are_refused_in_the_same_words(kept: Path, run: Run, here: Path) -> None:
    del kept
    run("generate", "s/bq", "-o", "out")
    write_tree(here / "s/cq", {"scheduler.toml": manifest(name="bq"), "onschedule.py": RIGHT})
    arguments = ["generate", "s/bq", "s/cq", "-o", "other"]
    expected = run(*arguments, "--no-cache", code=2).output
    assert '"bq" is also the name of s/bq' in expected
    assert run(*arguments, code=2).output == expected


def test_runs_side_by_side_say_the_same(kept: Path, here: Path) -> None:
    del kept
    command = [sys.executable, "-m", "pysched_gen", "check", "s"]
    running = [
        subprocess.Popen(command, cwd=here, env={**os.environ}, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = {process.communicate()[0] for process in running}
    assert len(said) == 1
    assert b"PSG111" in said.pop()


def test_the_oldest_are_removed_where_there_are_too_many(tmp_path: Path) -> None:
    store = Store(tmp_path, entries=4)
    keys = [f"{number:064x}" for number in range(6)]
    for number, one in enumerate(keys):
        store.put(one, [number])
        (entry,) = tmp_path.rglob(f"{one[2:]}.json")
        os.utime(entry, (2e9 + number, 2e9 + number))
    store.trim()
    assert [store.get(one) for one in keys] == [None, None, None, [3], [4], [5]]


def test_an_entry_too_long_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, "x" * (5 << 20))
    assert store.get(KEY) is None
    assert list(tmp_path.rglob("*.json")) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_as_many_processes_as_asked_say_the_same(
    jobs: str, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel_map, "_ITEMS_PER_PROCESS", 1)
    for name in ("aq", "bq", "cq"):
        write_tree(here / "s" / name, {"scheduler.toml": manifest(name=name)})
        write_tree(here / "s" / name, {"onschedule.py": WRONG})
    said = run("check", "s", "-j", jobs, code=1).output
    assert [said.count(f"s/{name}/onschedule.py") for name in ("aq", "bq", "cq")] == [1, 1, 1]
