from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from outputs import DS, INIT, LOCK, MODULE, make, package, plan, run

from pysched_gen.errors import ConfigError
from pysched_gen.output.current import current_owners
from pysched_gen.output.lock import Lock, OwnerRecord, lock_text, read_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECORD = OwnerRecord("d", "r", clean=True, tool="1", files={"b": "é\r\n", "a": ""}, sections={})


def test_a_lock_is_read_back_and_written_the_same(tmp_path: Path) -> None:
    lock = Lock({"q": RECORD, "b": RECORD}, frozenset({"y", "x"}))
    text = lock_text(lock)
    (tmp_path / LOCK).write_text(text, newline="\n")
    assert read_lock(tmp_path) == lock
    assert lock_text(read_lock(tmp_path)) == text
    assert text.endswith("}\n")
    assert list(json.loads(text)["owners"]) == ["b", "q"]


def test_an_empty_lock_is_no_file_and_a_missing_file_is_an_empty_lock(tmp_path: Path) -> None:
    assert lock_text(Lock()) == ""
    assert read_lock(tmp_path) == Lock()
    assert read_lock(tmp_path / "none" / "none") == Lock()


def spoilt(change: Callable[[dict[str, dict[str, dict[str, object]]]], None]) -> str:
    facts = json.loads(lock_text(Lock({"q": RECORD})))
    change(facts)
    return json.dumps(facts)


VALID = lock_text(Lock({"q": RECORD}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1:1: the lock is not valid JSON: .*restore it from version control, or delete it"),
        ('{\n "a" 1}', ":2:6: the lock is not valid JSON"),
        ("[]", "the lock is broken: it is not an object"),
        ("{}", '"format" of it is not a whole number'),
        ('{"format": true}', '"format" of it is not a whole number'),
        ('{"format": 2}', "the lock has format 2, this version knows format 1 only"),
        ('{"format": 1}', '"owners" is not an object'),
        ('{"format": 1, "owners": {}, "created": [1]}', "holds something that is not a text"),
        ('{"format": 1, "owners": {}, "created": 1}', "is not an array"),
        (VALID.replace('"r"', "1"), '"request" of owner "q" is not a text'),
        (VALID.replace("true", "1"), '"clean" of owner "q" is neither true nor false'),
        (VALID.replace('"a"', '"../a"'), "claims '../a', which no run can have written"),
        (VALID.replace('"text": ""', '"text": "x"'), 'digest of "a" of owner "q" does not fit'),
        (VALID.replace('"text": ""', '"text": "\\ud800"'), "the lock is broken"),
        ("[" * 100_000, "the lock is broken"),
        (b"\xff\xfe\xff", "the lock is broken"),
        (
            VALID.replace(' "owners"', '<<<<<<< ours\n "owners"'),
            ":4:1: the lock holds an unresolved merge; take either side whole",
        ),
    ],
)
def test_a_lock_that_cannot_be_used_says_why(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    make(tmp_path, {LOCK: text})
    with pytest.raises(ConfigError, match=message):
        read_lock(tmp_path)
    with pytest.raises(ConfigError, match=message):
        plan(tmp_path, package())
    assert not current_owners(tmp_path, {"q": "r"})


REQUEST = "r-one-package"


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        data = (root / path).read_bytes()
        assert old.encode() in data
        (root / path).write_bytes(data.replace(old.encode(), new.encode()))

    return change


def move(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).rename(root / "away")

    return change


def directory(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).unlink()
        (root / path).mkdir()

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: None, True),
        (edit(INIT, "\n", "\r\n"), True),
        (edit(DS, "\n", "\r\n"), True),
        (edit(LOCK, "\n", "\r\n"), True),
        (lambda root: make(root, {DS: b"mine\xff\n" + (root / DS).read_bytes()}), True),
        (lambda root: make(root, {"pdg/types/farmq/mine.py": "x"}), True),
        (edit(INIT, "one", "two"), False),
        (edit(INIT, "\n", "\n\n"), False),
        (lambda root: make(root, {MODULE: b"\xff"}), False),
        (move(MODULE), False),
        (directory(MODULE), False),
        (move(LOCK), False),
        (edit(LOCK, "{", "["), False),
        (move(DS), False),
        (edit(DS, "one", "two"), False),
        (edit(DS, "end farmq", "end other"), False),
        (edit(DS, "farmq", "other"), False),
        (lambda root: make(root, {".pysched-gen.journal": "{}"}), False),
    ],
)
def test_a_request_is_current_while_disk_holds_what_it_wrote(
    tmp_path: Path,
    change: Callable[[Path], None],
    expected: bool,
) -> None:
    run(tmp_path, package(), package("other"))
    change(tmp_path)
    assert current_owners(tmp_path, {"farmq": REQUEST}) == ({"farmq"} if expected else set())


@pytest.mark.parametrize(
    ("owner", "request_digest"), [("farmq", "r-two-package"), ("nobody", REQUEST)]
)
def test_another_request_is_not_current(tmp_path: Path, owner: str, request_digest: str) -> None:
    run(tmp_path, package())
    assert not current_owners(tmp_path, {owner: request_digest})


def test_a_run_with_findings_is_not_current(tmp_path: Path) -> None:
    run(tmp_path, package(clean=False))
    assert not current_owners(tmp_path, {"farmq": REQUEST})
    run(tmp_path, package())
    assert current_owners(tmp_path, {"farmq": REQUEST})


def test_many_owners_are_told_apart_in_one_go(tmp_path: Path) -> None:
    run(tmp_path, package("a"), package("b"), package("c"))
    edit("pdg/types/b/b.py", "one", "two")(tmp_path)
    requests = dict.fromkeys(("a", "b", "c", "d"), REQUEST)
    assert current_owners(tmp_path, requests) == {"a", "c"}


@pytest.mark.parametrize("module", ["current", "plan", "apply", "diff", "report"])
def test_writing_imports_the_standard_library_only(module: str) -> None:
    code = (
        f"import sys, pysched_gen.output.{module}\n"
        "names = {name.partition('.')[0] for name in sys.modules}\n"
        "print(*sorted(names - sys.stdlib_module_names - {'pysched_gen', '__main__'}))"
    )
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert found == []


def test_the_fast_path_loads_nothing_that_writes() -> None:
    code = "import pysched_gen.output.current; print(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert {"ctypes", "difflib", "tempfile", "pysched_gen.output.plan"}.isdisjoint(found)
