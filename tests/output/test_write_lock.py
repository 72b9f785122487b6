"""The lock: one small file a package, which says what is ours and proves nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from outputs import INIT, LOCK, MODULE, RECORD, make, package, plan, run, tree

from pysched_gen.errors import PyschedError
from pysched_gen.output.directory import Folder
from pysched_gen.output.lock import OwnerRecord, read_lock, record_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE = "1" * 64
TWO = "2" * 64
FILES = {INIT: frozenset({ONE}), MODULE: frozenset({ONE, TWO})}
GOOD = OwnerRecord(FILES, {"x.user.ds": frozenset({TWO})}, "../farmq", ("--houdini", "20.5"))
VALID = record_text(GOOD)


def read(root: Path) -> dict[str, OwnerRecord]:
    with Folder.at(root) as folder:
        return dict(read_lock(folder).owners)


def facts(record: OwnerRecord) -> tuple[object, ...]:
    return dict(record.files), dict(record.sections), record.source, record.options


def test_a_record_is_read_back_and_written_the_same(tmp_path: Path) -> None:
    make(tmp_path, {RECORD: VALID, f"{LOCK}/README": "x", f"{LOCK}/.x.json": "x"})
    found = read(tmp_path)
    assert list(found) == ["farmq"]
    assert facts(found["farmq"]) == facts(GOOD)
    assert record_text(found["farmq"]) == VALID


def test_no_lock_is_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path) == {}
    assert read_lock(None).owners == {}


def test_it_holds_no_text_and_little_else(tmp_path: Path) -> None:
    run(tmp_path, package(text="something long " * 1000), package("other"))
    data = (tmp_path / RECORD).read_bytes()
    assert b"something" not in data
    assert len(data) < 500
    assert sorted(path.name for path in (tmp_path / LOCK).iterdir()) == ["farmq.json", "other.json"]


ODD: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "farmq.json:1:1: error|the lock is not valid JSON: .*restore it from version"),
    "truncated": (VALID[:200], "the lock is not valid JSON"),
    "array": ("[]", "the lock is broken: it is not an object"),
    "no format": ("{}", '"format" of it is not a whole number'),
    "format true": ('{"format": true}', '"format" of it is not a whole number'),
    "newer": (VALID.replace('"format": 2', '"format": 99'), "has format 99, this version knows"),
    "older": ('{"format": 1, "owners": {}}', "the lock has format 1, this version knows format 2"),
    "no files": ('{"format": 2}', '"files" is not an object'),
    "no source": (VALID.replace('"../farmq"', "1"), '"source" of it is not a text'),
    "odd options": (VALID.replace('"20.5"', "1"), "holds something that is not a text"),
    "no digest": (VALID.replace(TWO, "x"), "is not a digest"),
    "leaves": (VALID.replace(INIT, "../x"), r"claims '../x', which no run can have written"),
    "git's hook": (VALID.replace(INIT, ".git/hooks/pre-commit"), "which no run can have written"),
    "some file": (VALID.replace(INIT, "README.md"), "which no run can have written"),
    "some section": (VALID.replace("x.user.ds", "a/x.user.ds"), "which no run can have written"),
    "deep": ("[" * 200_000, "the lock is broken"),
    "digits": ('{"format":' + "9" * 5000 + "}", "the lock is broken: Exceeds the limit"),
    "utf-16": (VALID.encode("utf-16"), "the lock is broken"),
    "byte order mark": (b"\xef\xbb\xbf" + VALID.encode(), "the lock is not valid JSON"),
    "big": (b" " * (5 << 20), "is longer than anything pysched-gen writes"),
    "half a merge": ("<<<<<<< ours\n" + VALID, "the lock is not valid JSON"),
}


@pytest.mark.parametrize(("text", "message"), ODD.values(), ids=ODD)
def test_a_lock_that_cannot_be_used_says_why(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    make(tmp_path, {RECORD: text})
    before = tree(tmp_path)
    for act in (plan, run):
        with pytest.raises(PyschedError, match=message):
            act(tmp_path, package())
    assert tree(tmp_path) == before


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


THINGS: dict[str, Callable[[Path], None]] = {
    "FIFO": os.mkfifo,
    "folder": lambda path: path.mkdir(),
    "broken link": link_to("nowhere"),
    "device": link_to("/dev/zero"),
    "itself": link_to("farmq.json"),
}


@pytest.mark.parametrize("name", [RECORD, LOCK])
@pytest.mark.parametrize("thing", THINGS)
def test_a_lock_that_is_no_file_is_one_message(tmp_path: Path, thing: str, name: str) -> None:
    if (thing, name) == ("folder", LOCK):
        return
    (tmp_path / name).parent.mkdir(exist_ok=True)
    THINGS[thing](tmp_path / name)
    for act in (plan, run):
        with pytest.raises(PyschedError) as caught:
            act(tmp_path, package())
        assert str(caught.value).count("\n") == 0
        assert ".pysched-gen.lock" in str(caught.value)


def test_line_ends_of_version_control_do_not_matter(tmp_path: Path) -> None:
    run(tmp_path, package())
    data = (tmp_path / RECORD).read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / RECORD).write_bytes(data)
    run(tmp_path, package())
    assert (tmp_path / RECORD).read_bytes() == data
    assert plan(tmp_path, package(text="two")).conflicts == ()


def test_an_unresolved_merge_knows_what_both_sides_wrote(tmp_path: Path) -> None:
    for text in ("one", "two"):
        run(tmp_path / text, package(text=text))
    ours, theirs = ((tmp_path / text / RECORD).read_text() for text in ("one", "two"))
    merged = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> two\n"
    for text in ("one", "two"):
        make(tmp_path / text, {RECORD: merged})
        assert plan(tmp_path / text, package(text="three")).conflicts == ()
        run(tmp_path / text, package(text="three"))
        assert json.loads((tmp_path / text / RECORD).read_text())["format"] == 2


@pytest.mark.parametrize("module", ["plan", "transaction", "diff", "report"])
def test_writing_imports_the_standard_library_only(module: str) -> None:
    code = (
        f"import sys, pysched_gen.output.{module}\n"
        "names = {name.partition('.')[0] for name in sys.modules}\n"
        "print(*sorted(names - sys.stdlib_module_names - {'pysched_gen', '__main__'}))"
    )
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert found == []
