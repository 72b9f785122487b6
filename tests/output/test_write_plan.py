from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from outputs import DS, INIT, LOCK, MODULE, RECORD, SINGLE, make, package, plan, run, tree

from pysched_gen.errors import ConfigError, ConflictError, UsageError
from pysched_gen.output.directory import Folder
from pysched_gen.output.files import GeneratedFile
from pysched_gen.output.lock import Lock, read_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pysched_gen.output.files import Package

ONE = package()
TWO = package(text="two")
SECTION = "# pysched-gen: begin farmq\nparm { farmq one }\n# pysched-gen: end farmq\n"


def statuses(root: Path, *packages: Package, prune: bool = False) -> dict[str, str]:
    made = plan(root, *packages, prune=prune)
    return {
        f"{change.path} {change.owner}": change.status.value + ("!" if change.conflict else "")
        for change in made.changes
    }


def lock_of(root: Path) -> Lock:
    with Folder.at(root) as folder:
        return read_lock(folder)


def remove(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def write(path: str, text: str | bytes) -> Callable[[Path], None]:
    return lambda root: make(root, {path: text})


def crlf(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        data = (root / path).read_bytes().replace(b"\n", b"\r\n")
        (root / path).write_bytes(data)

    return change


def link(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).rename(root / "elsewhere")
        (root / path).symlink_to(root / "elsewhere")

    return change


def nothing(_root: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("change", "same", "other"),
    [
        (nothing, "same", "stale"),
        (remove(MODULE), "missing", "missing"),
        (lambda root: shutil.rmtree(root / "pdg"), "missing", "missing"),
        (write(MODULE, "# mine\n"), "edited!", "edited!"),
        (write(MODULE, "# module two\n"), "edited!", "same"),
        (write(MODULE, b"# \xff\n"), "edited!", "edited!"),
        (write(MODULE, ""), "edited!", "edited!"),
        (crlf(MODULE), "same", "stale"),
        (write(MODULE, "# module two\r\n"), "edited!", "same"),
        (write(MODULE, "\ufeff# module one\n"), "edited!", "edited!"),
        (write(MODULE, "# module one"), "edited!", "edited!"),
        (link(MODULE), "edited!", "edited!"),
        (remove(RECORD), "same", "foreign!"),
    ],
)
def test_what_a_user_does_to_a_file_is_told_apart(
    tmp_path: Path, change: Callable[[Path], None], same: str, other: str
) -> None:
    run(tmp_path, ONE)
    change(tmp_path)
    key = f"{MODULE} farmq"
    assert (statuses(tmp_path, ONE)[key], statuses(tmp_path, TWO)[key]) == (same, other)


@pytest.mark.parametrize(
    ("change", "same", "other"),
    [
        (nothing, "same", "stale"),
        (remove(DS), "missing", "missing"),
        (write(DS, ""), "missing", "missing"),
        (write(DS, "mine"), "missing", "missing"),
        (write(DS, "mine\n" + SECTION + "mine\n"), "same", "stale"),
        (crlf(DS), "same", "stale"),
        (write(DS, SECTION.replace("one", "mine")), "edited!", "edited!"),
        (write(DS, SECTION.replace("one", "two")), "edited!", "same"),
        (write(DS, b"\xff\n" + SECTION.encode()), "same", "stale"),
        (write(DS, SECTION * 2), "edited!", "stale!"),
        (write(DS, SECTION + "# pysched-gen: end x\n"), "edited!", "stale!"),
        (write(DS, "# pysched-gen: begin farmq\nparm { farmq one }\n"), "missing!", "missing!"),
        (write(DS, SECTION.encode("utf-16")), "missing!", "missing!"),
        (link(DS), "missing!", "missing!"),
        (remove(RECORD), "same", "foreign!"),
    ],
)
def test_what_a_user_does_to_a_section_is_told_apart(
    tmp_path: Path, change: Callable[[Path], None], same: str, other: str
) -> None:
    run(tmp_path, ONE)
    change(tmp_path)
    key = f"{DS} farmq"
    assert (statuses(tmp_path, ONE)[key], statuses(tmp_path, TWO)[key]) == (same, other)


def test_an_empty_directory_gets_new_files(tmp_path: Path) -> None:
    expected = {f"{INIT} farmq": "new", f"{MODULE} farmq": "new", f"{DS} farmq": "new"}
    assert statuses(tmp_path / "not there", ONE) == expected
    assert not (tmp_path / "not there").exists()


@pytest.mark.parametrize(
    ("change", "init", "module"),
    [
        (nothing, "orphan", "orphan"),
        (remove(MODULE), "orphan", None),
        (write(MODULE, "mine"), "orphan", "orphan!"),
        (crlf(MODULE), "orphan", "orphan"),
    ],
)
def test_files_of_the_other_layout_are_orphans(
    tmp_path: Path, change: Callable[[Path], None], init: str, module: str | None
) -> None:
    run(tmp_path, ONE)
    change(tmp_path)
    expected = {f"{INIT} farmq": init, f"{MODULE} farmq": module, f"{SINGLE} farmq": "new"}
    expected[f"{DS} farmq"] = "same"
    assert statuses(tmp_path, package(layout="module")) == {k: v for k, v in expected.items() if v}


def test_a_section_without_text_is_an_orphan(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    assert statuses(tmp_path, package(section=None))[f"{DS} farmq"] == "orphan"
    write(DS, SECTION.replace("one", "mine"))(tmp_path)
    assert statuses(tmp_path, package(section=None))[f"{DS} farmq"] == "orphan!"


def test_a_section_that_is_neither_there_nor_wanted_is_forgotten(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    make(tmp_path, {DS: "mine"})
    assert f"{DS} farmq" not in statuses(tmp_path, package(section=None))
    run(tmp_path, package(section=None))
    assert lock_of(tmp_path).owners["farmq"].sections == {}
    assert (tmp_path / DS).read_text() == "mine"


def test_other_owners_are_orphans_only_when_pruned(tmp_path: Path) -> None:
    run(tmp_path, ONE, package("other"))
    assert set(statuses(tmp_path, ONE).values()) == {"same"}
    pruned = statuses(tmp_path, ONE, prune=True)
    assert {key: status for key, status in pruned.items() if status != "same"} == {
        "pdg/types/other/__init__.py other": "orphan",
        "pdg/types/other/other.py other": "orphan",
        f"{DS} other": "orphan",
    }


@pytest.mark.parametrize(
    ("files", "wanted", "expected"),
    [
        ({SINGLE: "mine"}, ONE, {f"{SINGLE} farmq": "foreign!"}),
        ({INIT: "mine"}, package(layout="module"), {f"{INIT} farmq": "foreign!"}),
        ({"pdg/types/farmq/data.txt": "mine"}, package(layout="module"), {}),
        ({f"{SINGLE}/x": "mine"}, ONE, {}),
        ({"pdg/types/farmq": "mine"}, package(layout="module"), {}),
    ],
)
def test_a_foreign_module_of_the_same_name_is_in_the_way(
    tmp_path: Path, files: dict[str, str], wanted: Package, expected: dict[str, str]
) -> None:
    make(tmp_path, dict(files))
    found = statuses(tmp_path, wanted)
    assert {key: status for key, status in found.items() if status != "new"} == expected


def test_a_file_of_another_owner_is_in_the_way_until_that_owner_goes(tmp_path: Path) -> None:
    def config(text: str) -> GeneratedFile:
        return GeneratedFile("packages/shared.json", text)

    run(tmp_path, package("a", extra=(config("1"),)))
    mine = package("b", extra=(config("2"),))
    key = "packages/shared.json b"
    assert statuses(tmp_path, mine)[key] == "foreign!"
    assert 'belongs to "a"' in plan(tmp_path, mine).conflicts[0].conflict
    assert statuses(tmp_path, mine, prune=True)[key] == "stale"
    assert statuses(tmp_path, package("b", extra=(config("1"),)))[key] == "same"
    run(tmp_path, mine, force=True)
    owners = lock_of(tmp_path).owners
    assert [name for name in owners if "packages/shared.json" in owners[name].files] == ["b"]
    assert (tmp_path / "packages/shared.json.orig").read_text() == "1"


@pytest.mark.parametrize(
    ("spoil", "error", "message"),
    [
        (lambda root: (root / MODULE).mkdir(parents=True), ConflictError, "is a directory, but a"),
        (lambda root: make(root, {"pdg": "x"}), ConflictError, "is not a directory, but one has"),
        (
            lambda root: make(root, {"pdg/types/farmq": "x"}),
            ConflictError,
            "farmq is not a directory",
        ),
        (lambda root: (root / DS).mkdir(), ConflictError, "is a directory, but a file"),
        (lambda root: make(root, {LOCK: "x"}), ConfigError, "the lock is a file"),
        (lambda root: os.mkfifo(root / DS), ConflictError, "is not a regular file"),
        (
            lambda root: (root / "pdg").symlink_to("/"),
            ConflictError,
            "is a symbolic link, and none is followed here",
        ),
        (
            lambda root: (root / "pdg").symlink_to(".."),
            ConflictError,
            "is a symbolic link, and none is followed here",
        ),
        (lambda root: (root / "pdg").symlink_to("none"), ConflictError, "is a symbolic link"),
        (lambda root: (root / "pdg").symlink_to("pdg"), ConflictError, "is a symbolic link"),
    ],
)
def test_what_cannot_be_written_over_is_said_and_left(
    tmp_path: Path, spoil: Callable[[Path], None], error: type[Exception], message: str
) -> None:
    spoil(tmp_path)
    before = tree(tmp_path) if not (tmp_path / DS).is_fifo() else {}
    for force in (False, True):
        with pytest.raises(error, match=message):
            plan(tmp_path, ONE, force=force)
        with pytest.raises(error, match=message):
            run(tmp_path, ONE, force=force)
    assert before == (tree(tmp_path) if not (tmp_path / DS).is_fifo() else {})


def test_a_link_inside_the_directory_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "pdg").symlink_to("real")
    with pytest.raises(ConflictError, match="pdg is a symbolic link, and none is followed here"):
        run(tmp_path, ONE)
    assert tree(tmp_path) == {"real": "/", "pdg": "-> real"}


def test_a_text_with_a_marker_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='parameter text of "farmq" holds a line'):
        plan(tmp_path, package(section="x\n# pysched-gen: end farmq\n"))


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_an_output_directory_that_is_a_file_is_refused(tmp_path: Path, name: str) -> None:
    make(tmp_path, {"file": "x"})
    with pytest.raises(UsageError, match="file is not a directory; choose another one"):
        plan(tmp_path / name, ONE)
    with pytest.raises(UsageError, match="file is not a directory; choose another one"):
        run(tmp_path / name, ONE)


def test_planning_writes_nothing(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    make(tmp_path, {MODULE: "mine"})
    before = tree(tmp_path)
    plan(tmp_path, TWO, package("other"), prune=True, force=True)
    assert tree(tmp_path) == before
