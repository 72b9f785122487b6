"""A run stopped at any moment leaves the old package or the new one."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from killed_runs import KILLED, REFUSED, UNHARMED
from outputs import DS, LOCK, SINGLE, make, package, run, tree

from pysched_gen.errors import SourceError, UsageError
from pysched_gen.output.locked import locked, recover

if TYPE_CHECKING:
    from pysched_gen.output.files import Package

FOLDER = "pdg/types/farmq"
JOURNAL = ".pysched-gen.journal"
OWN_NAMES = (JOURNAL, ".pysched-gen.tmp", ".pysched-gen.mutex")
HERE = Path(__file__).parent

SCENES: dict[str, tuple[tuple[Package, ...], tuple[Package, ...]]] = {
    "create": ((), (package(),)),
    "update": ((package(),), (package(text="two"),)),
    "to module": ((package(),), (package(layout="module"),)),
    "to package": ((package(layout="module"),), (package(),)),
    "remove": ((package(),), ()),
    "several": (
        (package(), package("other")),
        (package(text="two"), package("other", "three", layout="module"), package("third")),
    ),
}
FOREIGN = {f"{FOLDER}/data.txt": b"mine", f"{FOLDER}/deep/data.txt": b"mine", DS: b"mine"}
CASES = [
    ("create", False),
    ("update", True),
    ("to module", True),
    ("to package", False),
    ("remove", True),
    ("remove", False),
    ("several", True),
]


def stopped_runs(
    mode: str, switch: str, before: Path, target: Path, packages: tuple[Package, ...]
) -> list[int]:
    target.mkdir()
    done = subprocess.run(
        [sys.executable, str(HERE / "killed_runs.py"), mode, switch, str(before), str(target)],
        input=json.dumps([asdict(one) for one in packages]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return [int(code) for code in done.stdout.split()]


def prepare(tmp_path: Path, scene: str, *, foreign: bool) -> tuple[Path, Path]:
    """Give two directories: as it was, and as a run that is not stopped leaves it."""
    old, new = SCENES[scene]
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    run(before, *old)
    if foreign:
        make(before, {path: data for path, data in FOREIGN.items() if path != DS})
        make(before, {DS: b"mine\n" + (before / DS).read_bytes() if old else b"mine\n"})
    shutil.copytree(before, after)
    run(after, *new, prune=True)
    return before, after


def is_whole(root: Path, before: Path, after: Path) -> bool:
    """Tell whether the package directory is the old or the new one, and nothing in between."""
    found = tree(root, FOLDER)
    return found in (tree(before, FOLDER), tree(after, FOLDER))


def is_importable(root: Path) -> bool:
    return (root / SINGLE).exists() or (root / FOLDER / "__init__.py").exists()


def without_folders(root: Path) -> dict[str, str | bytes]:
    """Give the files: an empty directory that could not be removed does no harm."""
    return {path: content for path, content in tree(root).items() if content != "/"}


def leftovers(root: Path) -> list[str]:
    return [name for name in OWN_NAMES if (root / name).exists()]


@pytest.mark.parametrize(("scene", "foreign"), CASES)
def test_a_killed_run_leaves_a_whole_package_and_the_next_run_finishes(
    tmp_path: Path,
    scene: str,
    foreign: bool,
) -> None:
    before, after = prepare(tmp_path, scene, foreign=foreign)
    new = SCENES[scene][1]
    codes = stopped_runs("kill", "exchange", before, tmp_path / "runs", new)
    assert codes == [KILLED] * (len(codes) - 1) + [0]
    assert len(codes) > 20
    for number in range(1, len(codes) + 1):
        root = tmp_path / "runs" / str(number)
        assert is_whole(root, before, after), number
        assert is_importable(root) or not (is_importable(before) and is_importable(after)), number
        if (root / JOURNAL).exists():
            recover(root)
            assert tree(root) in (tree(before), tree(after)), number
        run(root, *new, prune=True)
        assert tree(root) == tree(after), number


@pytest.mark.parametrize(("scene", "foreign"), CASES)
def test_without_exchange_the_next_run_brings_the_package_back(
    tmp_path: Path,
    scene: str,
    foreign: bool,
) -> None:
    before, after = prepare(tmp_path, scene, foreign=foreign)
    new = SCENES[scene][1]
    codes = stopped_runs("kill", "rename", before, tmp_path / "runs", new)
    assert codes == [KILLED] * (len(codes) - 1) + [0]
    for number in range(1, len(codes) + 1):
        root = tmp_path / "runs" / str(number)
        assert is_whole(root, before, after) or not (root / FOLDER).exists(), number
        with locked(root):
            assert tree(root) in (tree(before), tree(after)), number
        run(root, *new, prune=True)
        assert tree(root) == tree(after), number


@pytest.mark.parametrize("switch", ["exchange", "rename"])
@pytest.mark.parametrize("scene", ["update", "to module", "several"])
def test_a_killed_recovery_is_recovered_from(tmp_path: Path, scene: str, switch: str) -> None:
    before, after = prepare(tmp_path, scene, foreign=True)
    new = SCENES[scene][1]
    first = stopped_runs("kill", switch, before, tmp_path / "runs", new)
    halfway = [
        tmp_path / "runs" / str(number)
        for number in range(1, len(first) + 1)
        if (tmp_path / "runs" / str(number) / JOURNAL).exists()
    ]
    assert len(halfway) > 3
    for killed in halfway[::3]:
        again = tmp_path / f"again {killed.name}"
        codes = stopped_runs("kill-recovery", switch, killed, again, ())
        assert codes[-1] == 0
        for number in range(1, len(codes) + 1):
            root = again / str(number)
            if switch == "exchange":
                assert is_whole(root, before, after)
            with locked(root):
                assert tree(root) in (tree(before), tree(after))


@pytest.mark.parametrize("switch", ["exchange", "rename"])
@pytest.mark.parametrize(("scene", "foreign"), CASES)
def test_a_call_that_fails_is_undone_or_did_not_matter(
    tmp_path: Path,
    scene: str,
    foreign: bool,
    switch: str,
) -> None:
    before, after = prepare(tmp_path, scene, foreign=foreign)
    new = SCENES[scene][1]
    codes = stopped_runs("fail", switch, before, tmp_path / "runs", new)
    assert codes[-1] == 0
    assert set(codes[:-1]) == {REFUSED, UNHARMED}
    assert codes.count(REFUSED) > 10
    for number, code in enumerate(codes, start=1):
        root = tmp_path / "runs" / str(number)
        if code == REFUSED:
            assert tree(root) == tree(before), number
        else:
            run(root, *new, prune=True)
            assert without_folders(root) == without_folders(after), number


@pytest.mark.parametrize(("scene", "foreign"), [("update", True), ("several", False)])
def test_a_disk_that_stays_broken_leaves_a_whole_package(
    tmp_path: Path, scene: str, foreign: bool
) -> None:
    before, after = prepare(tmp_path, scene, foreign=foreign)
    new = SCENES[scene][1]
    codes = stopped_runs("fail-on", "exchange", before, tmp_path / "runs", new)
    assert codes[-1] == 0
    assert set(codes[:-1]) == {REFUSED, UNHARMED}
    for number in range(1, len(codes) + 1):
        root = tmp_path / "runs" / str(number)
        assert is_whole(root, before, after), number
        run(root, *new, prune=True)
        assert without_folders(root) == without_folders(after), number


WRITER = """
import sys
from pathlib import Path
from typing import TYPE_CHECKING
sys.path[:0] = {path!r}
from outputs import package, run
root = Path({root!r})
print("ready", flush=True)
while True:
    for text in ("one", "two"):
        run(root, package(text=text))
"""


def test_a_run_killed_at_any_time_leaves_a_whole_package(tmp_path: Path) -> None:
    one, two, root = tmp_path / "one", tmp_path / "two", tmp_path / "root"
    for folder, text in ((one, "one"), (two, "two"), (root, "one")):
        run(folder, package(text=text))
        make(folder, {f"{FOLDER}/data.txt": "mine"})
    pause = random.Random(7)
    code = WRITER.format(path=sys.path, root=str(root))
    halfway = 0
    for _ in range(20):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(pause.uniform(0.01, 0.06))
            writer.send_signal(signal.SIGKILL)
        halfway += bool(leftovers(root))
        assert is_whole(root, one, two)
    assert halfway
    run(root, package(text="two"))
    assert tree(root) == tree(two)


def killed_after(tmp_path: Path, change: str) -> Path:
    """Give a directory whose run was killed right after `change` became visible."""
    before, after = prepare(tmp_path, "update", foreign=False)
    # The moment was once in none of the runs, for a reason not found yet: look again then.
    for attempt in ("runs", "again", "once more"):
        runs = tmp_path / attempt
        codes = stopped_runs("kill", "exchange", before, runs, SCENES["update"][1])
        for number in range(1, len(codes)):
            root = runs / str(number)
            done = tree(root, FOLDER) == tree(after, FOLDER)
            if (root / JOURNAL).exists() and done is (change == "switched"):
                return root
    raise AssertionError


@pytest.mark.parametrize("moment", ["not switched", "switched"])
def test_what_a_user_does_before_the_next_run_is_kept(tmp_path: Path, moment: str) -> None:
    root = killed_after(tmp_path, moment)
    make(root, {f"{FOLDER}/mine.py": "new", f"{FOLDER}/farmq.py": "edited"})
    recover(root)
    found = tree(root)
    assert found[f"{FOLDER}/mine.py"] == b"new"
    assert found[f"{FOLDER}/farmq.py"] == b"edited"


def test_a_file_added_to_the_new_package_survives_its_undoing(tmp_path: Path) -> None:
    root = killed_after(tmp_path, "switched")
    make(root, {f"{FOLDER}/mine.py": "new"})
    recover(root)
    assert tree(root) == {**tree(tmp_path / "before"), f"{FOLDER}/mine.py": b"new"}


def test_a_file_added_to_a_created_package_survives_its_undoing(tmp_path: Path) -> None:
    before, _ = prepare(tmp_path, "create", foreign=False)
    for switch in ("exchange", "rename"):
        runs = tmp_path / switch
        codes = stopped_runs("kill", switch, before, runs, SCENES["create"][1])
        roots = [runs / str(number) for number in range(1, len(codes))]
        visible = [r for r in roots if (r / JOURNAL).exists() and (r / FOLDER).exists()]
        assert visible
        for root in visible[::5]:
            make(root, {f"{FOLDER}/mine.py": "new"})
            again = tmp_path / f"{switch} {root.name}"
            for code in range(len(stopped_runs("kill-recovery", switch, root, again, ()))):
                copy = again / str(code + 1)
                recover(copy)
                found = tree(copy)
                assert found[f"{FOLDER}/mine.py"] == b"new"
                assert f"{FOLDER}/farmq.py" not in found
                assert (copy / DS).exists() is False


def test_a_directory_made_anew_between_two_renames_gets_the_users_files_back(
    tmp_path: Path,
) -> None:
    before, _ = prepare(tmp_path, "update", foreign=True)
    codes = stopped_runs("kill", "rename", before, tmp_path / "runs", SCENES["update"][1])
    roots = [tmp_path / "runs" / str(number) for number in range(1, len(codes))]
    gone = [root for root in roots if not (root / FOLDER).exists()]
    assert gone
    for root in gone:
        make(root, {f"{FOLDER}/data.txt": "newer"})
        recover(root)
        found = tree(root)
        assert found[f"{FOLDER}/data.txt"] == b"newer"
        assert found[f"{FOLDER}/data.txt.orig"] == b"mine"
        assert found[f"{FOLDER}/deep/data.txt"] == b"mine"


@pytest.mark.parametrize("recreated", ["file", "directory"])
def test_what_stands_again_where_something_was_removed_stays(
    tmp_path: Path, recreated: str
) -> None:
    scene = "to package" if recreated == "file" else "to module"
    before, after = prepare(tmp_path, scene, foreign=False)
    gone = SINGLE if recreated == "file" else FOLDER
    codes = stopped_runs("kill", "exchange", before, tmp_path / "runs", SCENES[scene][1])
    roots = [tmp_path / "runs" / str(number) for number in range(1, len(codes))]
    removed = [r for r in roots if (r / JOURNAL).exists() and not (r / gone).exists()]
    assert removed
    for root in removed:
        make(root, {gone if recreated == "file" else f"{FOLDER}/mine.py": "mine"})
        recover(root)
        found = tree(root)
        assert found[gone if recreated == "file" else f"{FOLDER}/mine.py"] == b"mine"
        if recreated == "directory":
            assert set(tree(before, FOLDER)) <= set(found)
    assert after.exists()


def test_a_run_that_cannot_be_undone_at_once_is_undone_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, package())
    before = tree(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(5, "broken")

    with monkeypatch.context() as broken:
        broken.setattr("pysched_gen.output.apply.rescue", fail)
        broken.setattr("pysched_gen.output.journal.undo", fail)
        with pytest.raises(UsageError, match="broken"):
            run(tmp_path, package(text="two"))
    assert (tmp_path / JOURNAL).exists()
    recover(tmp_path)
    assert tree(tmp_path) == before


def test_planning_recovers_first(tmp_path: Path) -> None:
    root = killed_after(tmp_path, "switched")
    run(root, *SCENES["update"][0])
    assert tree(root) == tree(tmp_path / "before")


def test_a_journal_without_its_staging_means_nothing(tmp_path: Path) -> None:
    root = killed_after(tmp_path, "switched")
    shutil.rmtree(root / ".pysched-gen.tmp")
    recover(root)
    assert tree(root, FOLDER) == tree(tmp_path / "after", FOLDER)
    assert leftovers(root) == []


STEP = (
    '{"target": "a", "slot": "0", "directory": false, "before": {}, "after": {},'
    ' "has_old": false, "has_new": true}'
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the journal of an interrupted run is broken"),
        ("[" * 100_000, "the journal of an interrupted run is broken"),
        ('{"format": 2}', "another version of pysched-gen wrote it"),
        ('{"format": 1, "made": [], "staging": "../x", "steps": []}', r"it names '\.\./x'"),
        ('{"format": 1, "made": ["/x"], "staging": "x", "steps": []}', "it names '/x'"),
        (
            f'{{"format": 1, "made": [], "staging": "x", "steps": [{STEP}]}}'.replace(
                '"a"', '".."'
            ),
            r"it names '\.\.'",
        ),
    ],
)
def test_a_broken_journal_stops_every_run(tmp_path: Path, text: str, message: str) -> None:
    run(tmp_path, package())
    make(tmp_path, {JOURNAL: text})
    before = tree(tmp_path)
    with pytest.raises(SourceError, match=message):
        recover(tmp_path)
    with pytest.raises(SourceError, match=r"delete \.pysched-gen\.journal and \.pysched-gen\.tmp"):
        run(tmp_path, package(text="two"))
    assert tree(tmp_path) == before


def test_remains_of_dead_runs_are_removed(tmp_path: Path) -> None:
    run(tmp_path, package())
    before = tree(tmp_path)
    make(tmp_path, {".pysched-gen.tmp/x/0.new/farmq.py": "x"})
    (tmp_path / ".pysched-gen.tmp/x/0.new").chmod(0o555)
    run(tmp_path, package())
    assert tree(tmp_path) == before
    assert LOCK in before
