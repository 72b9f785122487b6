from __future__ import annotations

import errno
import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from outputs import (
    DS,
    INIT,
    LOCK,
    MODULE,
    RECORD,
    SINGLE,
    content,
    make,
    package,
    plan,
    run,
    section,
    tree,
)

from pysched_gen.errors import ConfigError, ConflictError, InternalError, PyschedError, UsageError
from pysched_gen.output import locked
from pysched_gen.output.directory import Folder
from pysched_gen.output.files import GeneratedFile
from pysched_gen.output.transaction import _Unit, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.output.files import Package

ONE = package()
TWO = package(text="two")
SECTION = section("parm {{ farmq {} }}\n")
FOLDERS = {"pdg": "/", "pdg/types": "/", "pdg/types/farmq": "/"}


def package_files(text: str) -> dict[str, str | bytes]:
    return {
        **FOLDERS,
        INIT: f"# init {text}\n".encode(),
        MODULE: f"# module {text}\n".encode(),
        DS: SECTION.format(text).encode(),
    }


@pytest.fixture(params=["exchange", "rename"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "rename":
        monkeypatch.setattr(Folder, "exchange", lambda *_: False)


@pytest.mark.usefixtures("_both_ways")
def test_a_package_appears_changes_and_goes(tmp_path: Path) -> None:
    root = tmp_path / "a" / "b"
    run(root, ONE)
    assert content(root) == package_files("one")
    run(root, TWO)
    assert content(root) == package_files("two")
    run(root, prune=True)
    assert tree(root) == {}


@pytest.mark.usefixtures("_both_ways")
def test_the_layout_switches_both_ways(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    run(tmp_path, package(layout="module"))
    single = {"pdg": "/", "pdg/types": "/", SINGLE: b"# one\n", DS: SECTION.format("one").encode()}
    assert content(tmp_path) == single
    run(tmp_path, TWO)
    assert content(tmp_path) == package_files("two")


@pytest.mark.usefixtures("_both_ways")
def test_what_others_keep_in_the_package_stays(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    make(
        tmp_path,
        {
            "pdg/types/farmq/mine.py": "x",
            "pdg/types/farmq/__pycache__/farmq.pyc": b"\0",
            "pdg/types/farmq/deep/er/mine.txt": "y",
        },
    )
    folder = tmp_path / "pdg/types/farmq"
    (folder / "empty").mkdir()
    (folder / "deep/link").symlink_to("nowhere")
    (folder / "mine.py").chmod(0o640)
    foreign = {path: data for path, data in tree(tmp_path).items() if path not in (INIT, MODULE)}
    run(tmp_path, TWO)
    foreign = {path: foreign[path] for path in foreign if path != DS and not path.startswith(LOCK)}
    assert content(tmp_path) == {**foreign, **package_files("two")}
    assert stat.S_IMODE((folder / "mine.py").stat().st_mode) == 0o640
    run(tmp_path, package(layout="module"))
    left = tree(tmp_path, "pdg/types")
    assert INIT not in left
    assert {path for path in foreign if path.startswith("pdg/types/")} <= set(left)


def test_an_unchanged_run_touches_nothing(tmp_path: Path) -> None:
    run(tmp_path, ONE, package("other"))

    def stamps() -> dict[str, tuple[int, int]]:
        paths = [tmp_path, *tmp_path.rglob("*")]
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}

    before = stamps()
    run(tmp_path, ONE, package("other"))
    run(tmp_path, package("other"), ONE)
    assert stamps() == before


def test_only_what_changes_is_replaced(tmp_path: Path) -> None:
    run(tmp_path, ONE, package("other"))
    inode = (tmp_path / "pdg/types/other/other.py").stat().st_ino
    folder = (tmp_path / "pdg/types/other").stat().st_ino
    run(tmp_path, TWO, package("other"))
    assert (tmp_path / "pdg/types/other/other.py").stat().st_ino == inode
    assert (tmp_path / "pdg/types/other").stat().st_ino == folder


@pytest.mark.parametrize("ours", [b"mine", b"mine\n", b"\xff\xfe", b"a\r\nb", b"\xef\xbb\xbfx"])
def test_a_users_shared_file_is_given_back_as_it_was(tmp_path: Path, ours: bytes) -> None:
    make(tmp_path, {DS: ours})
    run(tmp_path, ONE)
    run(tmp_path, TWO, package("other"))
    assert (tmp_path / DS).read_bytes().startswith(ours)
    run(tmp_path, prune=True)
    assert tree(tmp_path) == {DS: ours}


def test_a_shared_file_we_created_goes_unless_a_user_wrote_into_it(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    with (tmp_path / DS).open("a", newline="\n") as stream:
        stream.write("mine")
    run(tmp_path, prune=True)
    assert tree(tmp_path) == {DS: b"mine"}


CONFLICTS: list[tuple[dict[str, str | bytes], dict[str, str | bytes]]] = [
    ({MODULE: "mine"}, {f"{MODULE}.orig": b"mine"}),
    ({MODULE: b"\xff"}, {f"{MODULE}.orig": b"\xff"}),
    (
        {MODULE: "mine", f"{MODULE}.orig": "x", f"{MODULE}.orig.1": "y"},
        {f"{MODULE}.orig": b"x", f"{MODULE}.orig.1": b"y", f"{MODULE}.orig.2": b"mine"},
    ),
    ({DS: SECTION.format("mine")}, {f"{DS}.orig": SECTION.format("mine").encode()}),
    ({DS: b"\0"}, {f"{DS}.orig": b"\0"}),
    ({SINGLE: "mine"}, {f"{SINGLE}.orig": b"mine"}),
]


@pytest.mark.parametrize(("edit", "kept"), CONFLICTS)
def test_a_conflict_stops_the_run_and_force_keeps_the_users_version(
    tmp_path: Path, edit: dict[str, str | bytes], kept: dict[str, str | bytes]
) -> None:
    run(tmp_path, ONE)
    make(tmp_path, edit)
    before = tree(tmp_path)
    with pytest.raises(ConflictError, match=r"Nothing was written.*\n.*--force") as caught:
        run(tmp_path, TWO)
    assert next(iter(edit)) in str(caught.value)
    assert tree(tmp_path) == before
    run(tmp_path, TWO, force=True)
    assert content(tmp_path) == {**package_files("two"), **kept}
    assert plan(tmp_path, TWO).outdated == ()


def test_broken_markers_are_mended_by_force(tmp_path: Path) -> None:
    broken = "mine\n" + SECTION.format("one") + "# pysched-gen: begin other\nlost\n"
    run(tmp_path, ONE)
    make(tmp_path, {DS: broken})
    with pytest.raises(ConflictError, match=rf"{DS}:\d+: the section of .other. has no end marker"):
        run(tmp_path, ONE)
    run(tmp_path, ONE, force=True)
    assert (tmp_path / DS).read_text() == "mine\nlost\n" + SECTION.format("one")
    assert (tmp_path / f"{DS}.orig").read_text() == broken


@pytest.mark.parametrize("name", [MODULE, DS])
@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_link_is_a_conflict_and_force_keeps_the_link(
    tmp_path: Path, name: str, target: str
) -> None:
    run(tmp_path, ONE)
    (tmp_path / name).rename(tmp_path / "elsewhere")
    goal = tmp_path / target
    (tmp_path / name).symlink_to(goal)
    before = tree(tmp_path)
    with pytest.raises(ConflictError, match="is a symbolic link"):
        run(tmp_path, TWO)
    assert tree(tmp_path) == before
    run(tmp_path, TWO, force=True)
    elsewhere = {"elsewhere": before["elsewhere"]}
    kept = {f"{name}.orig": f"-> {goal}"}
    assert content(tmp_path) == {**package_files("two"), **elsewhere, **kept}


def test_a_package_directory_that_is_a_link_is_never_replaced(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / "pdg/types/farmq").rename(tmp_path / "real")
    (tmp_path / "pdg/types/farmq").symlink_to(tmp_path / "real")
    before = tree(tmp_path)
    for force in (False, True):
        with pytest.raises(ConflictError, match="farmq is a symbolic link"):
            run(tmp_path, TWO, force=force)
        assert tree(tmp_path) == before


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / LOCK).rename(tmp_path / "real")
    (tmp_path / LOCK).symlink_to("real")
    before = tree(tmp_path)
    with pytest.raises(ConfigError, match="the lock is no folder"):
        run(tmp_path, TWO)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", [INIT, DS, RECORD])
@pytest.mark.parametrize("force", [False, True])
def test_a_read_only_file_is_not_made_writable(
    tmp_path: Path,
    name: str,
    force: bool,
) -> None:
    run(tmp_path, ONE)
    (tmp_path / name).chmod(0o444)
    before = tree(tmp_path)
    with pytest.raises(UsageError, match=f"read-only: .*{name}; make writable"):
        run(tmp_path, TWO, force=force)
    assert tree(tmp_path) == before
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o444
    run(tmp_path, ONE)


def test_modes_are_kept_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        run(tmp_path, ONE)
    finally:
        os.umask(old)
    paths = (INIT, MODULE, DS, RECORD)

    def modes() -> list[int]:
        return [stat.S_IMODE((tmp_path / path).stat().st_mode) for path in paths]

    assert modes() == [0o640] * 4
    assert stat.S_IMODE((tmp_path / "pdg/types/farmq").stat().st_mode) == 0o750
    (tmp_path / "pdg/types/farmq").chmod(0o775)
    for path, mode in zip(paths, (0o755, 0o664, 0o600, 0o660), strict=True):
        (tmp_path / path).chmod(mode)
    run(tmp_path, TWO)
    assert modes() == [0o755, 0o664, 0o600, 0o660]
    assert stat.S_IMODE((tmp_path / "pdg/types/farmq").stat().st_mode) == 0o775


def test_a_replaced_module_is_never_as_old_as_the_one_before(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    for text in ("two", "six", "ten"):
        before = int((tmp_path / MODULE).stat().st_mtime)
        run(tmp_path, package(text=text))
        assert int((tmp_path / MODULE).stat().st_mtime) > before


def test_files_end_with_the_very_bytes_of_their_texts(tmp_path: Path) -> None:
    extra = GeneratedFile("packages/x.json", "é\r\n\x0c\u2028 no end")
    run(tmp_path, package(extra=(extra,)))
    assert (tmp_path / extra.path).read_bytes() == extra.text.encode()
    assert plan(tmp_path, package(extra=(extra,))).outdated == ()


def test_crlf_of_version_control_is_left_until_the_text_changes(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    for path in (MODULE, DS, RECORD):
        (tmp_path / path).write_bytes((tmp_path / path).read_bytes().replace(b"\n", b"\r\n"))
    before = tree(tmp_path)
    run(tmp_path, ONE)
    assert tree(tmp_path) == before
    run(tmp_path, TWO)
    assert content(tmp_path) == package_files("two")


def test_the_directory_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("real")
    run(tmp_path / "link", ONE)
    assert (tmp_path / "link").is_symlink()
    assert content(tmp_path / "real") == package_files("one")
    run(tmp_path / "link", TWO)
    assert content(tmp_path / "real") == package_files("two")


def test_a_relative_directory_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(Path("out/x"), ONE)
    run(Path(), ONE)
    run(Path(), TWO)
    assert content(tmp_path / "out/x") == package_files("one")
    assert (tmp_path / MODULE).read_text() == "# module two\n"


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no")


def test_foreign_files_are_copied_where_they_cannot_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, ONE)
    make(tmp_path, {"pdg/types/farmq/mine.py": "x", MODULE: "edit", DS: SECTION.format("mine")})
    (tmp_path / "pdg/types/farmq/link").symlink_to("nowhere")
    monkeypatch.setattr("pysched_gen.output.directory.os.link", refuse)
    monkeypatch.setattr(Folder, "exchange", lambda *_: False)
    run(tmp_path, TWO, force=True)
    assert content(tmp_path) == {
        **package_files("two"),
        f"{MODULE}.orig": b"edit",
        f"{DS}.orig": SECTION.format("mine").encode(),
        "pdg/types/farmq/mine.py": b"x",
        "pdg/types/farmq/link": "-> nowhere",
    }


def test_two_directories_trade_places_where_the_system_can(tmp_path: Path) -> None:
    make(tmp_path, {"a/x": "1", "b/y": "2"})
    with Folder.at(tmp_path) as folder:
        done = folder.exchange("a", folder, "b")
        assert not folder.exchange("a", folder, "none")
    expected = {"a/y": b"2", "b/x": b"1"} if done else {"a/x": b"1", "b/y": b"2"}
    assert tree(tmp_path) == {"a": "/", "b": "/", **expected}
    assert done or sys.platform not in ("linux", "darwin")


class NoLibrary:
    def __init__(self, _name: None, **_options: bool) -> None:
        pass


def test_a_system_without_exchange_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"a/x": "1", "b/y": "2"})
    monkeypatch.setattr("pysched_gen.output.directory.ctypes.CDLL", NoLibrary)
    with Folder.at(tmp_path) as folder:
        assert not folder.exchange("a", folder, "b")
        monkeypatch.setattr("pysched_gen.output.directory.sys.platform", "darwin")
        assert not folder.exchange("a", folder, "b")
        folder.place("a", folder, "c")
        with pytest.raises(FileExistsError):
            folder.place("c", folder, "b")
    assert tree(tmp_path) == {"b": "/", "b/y": b"2", "c": "/", "c/x": b"1"}


def failing(kind: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(kind, os.strerror(kind))

    return fail


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (errno.ENOSPC, "the disk is full; free some space and run again"),
        (errno.EACCES, "permission denied; make it writable for you"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EIO, "Input/output error; mend this and run again"),
    ],
)
@pytest.mark.parametrize("exists", [False, True])
def test_a_failing_disk_is_one_message_and_changes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: int,
    message: str,
    exists: bool,
) -> None:
    root = tmp_path / "a" / "b"
    if exists:
        run(root, ONE)
    before = tree(tmp_path)
    monkeypatch.setattr(Folder, "write", failing(kind))
    with pytest.raises(UsageError, match=message):
        run(root, TWO)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "packages",
    [
        (package("x" * 300),),
        (package(extra=(GeneratedFile(f"packages/{'x' * 200}/" * 25 + "x", ""),)),),
    ],
)
def test_a_path_that_is_too_long_is_one_message(
    tmp_path: Path, packages: tuple[Package, ...]
) -> None:
    with pytest.raises(UsageError, match="the path is too long; choose a shorter"):
        run(tmp_path / "out", *packages)
    assert tree(tmp_path) == {}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a directory that every user can reach, which pytest's are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


UNPRIVILEGED = """
import os, sys
from pathlib import Path
sys.path[:0] = {path!r}
from outputs import package, run
from pysched_gen.errors import PyschedError
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    run(Path({root!r}), package(text="two"))
except PyschedError as error:
    print(error)
    sys.exit(int(error.exit_code))
"""


@pytest.mark.parametrize(
    ("closed", "mode", "place"),
    [
        ("", 0o555, ""),
        ("", 0o555, "new"),
        ("pdg/types", 0o555, ""),
        ("pdg/types/farmq", 0o555, ""),
        ("", 0o000, ""),
        ("", 0o000, "new"),
        ("pdg", 0o000, ""),
        ("pdg/types/farmq", 0o000, ""),
    ],
)
def test_a_directory_of_someone_else_is_one_message_and_stays(
    open_folder: Path, closed: str, mode: int, place: str
) -> None:
    root = open_folder / "out"
    run(root, ONE)
    for folder in (root, *root.rglob("*")):
        folder.chmod(0o777 if folder.is_dir() else 0o666)
    before = tree(root)
    (root / closed).chmod(mode)
    code = UNPRIVILEGED.format(path=sys.path, root=str(root / place))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    (root / closed).chmod(0o777)
    assert done.stderr == ""
    assert "permission denied; make it writable for you or choose another" in done.stdout
    assert done.stdout.count("\n") == 1
    assert done.returncode == 2
    assert tree(root) == before


def test_a_plan_is_applied_under_the_lock_of_its_directory_only(tmp_path: Path) -> None:
    made = plan(tmp_path / "a", ONE)
    with locked.locked(tmp_path / "b") as held, pytest.raises(InternalError, match="not locked"):
        apply(made, held)
    assert tree(tmp_path) == {}


@pytest.mark.parametrize(
    "change",
    [{MODULE: "mine"}, {DS: "mine"}, {RECORD: "{}"}, {SINGLE: "ours"}],
    ids=["module", "shared", "lock", "unrelated"],
)
def test_a_change_after_planning_stops_the_run(
    tmp_path: Path, change: dict[str, str | bytes]
) -> None:
    run(tmp_path, ONE)
    made = plan(tmp_path, TWO)
    make(tmp_path, change)
    before = tree(tmp_path)
    with locked.locked(tmp_path) as held:
        if SINGLE in change:
            apply(made, held)
            return
        with pytest.raises(ConflictError, match="was changed by someone else meanwhile"):
            apply(made, held)
    assert tree(tmp_path) == before


class Late:
    """Does something in the moment before the unit at `path` switches."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: str, act: Callable[[], None]) -> None:
        real = _Unit.switch

        def switch(unit: _Unit, made: list[str]) -> None:
            if unit.path == path:
                act()
            real(unit, made)

        monkeypatch.setattr(_Unit, "switch", switch)


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize(
    ("unit", "edited"), [(DS, DS), ("pdg/types/farmq", MODULE), ("pdg/types/farmq", INIT)]
)
def test_an_edit_while_a_run_writes_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unit: str, edited: str
) -> None:
    run(tmp_path, ONE)
    Late(monkeypatch, unit, lambda: make(tmp_path, {edited: "mine"}))
    with pytest.raises(ConflictError, match=f"{unit} was changed by someone else"):
        run(tmp_path, TWO)
    assert tree(tmp_path)[edited] == b"mine"
    assert not [name for name in tree(tmp_path) if name.startswith(".pysched-gen.tmp")]


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize("second", [TWO, package(layout="module")])
def test_what_others_write_during_the_switch_is_carried_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: Package
) -> None:
    run(tmp_path, ONE)
    late: dict[str, str | bytes] = {f"pdg/types/farmq/{name}": name for name in ("new", "deep/new")}
    Late(monkeypatch, "pdg/types/farmq", lambda: make(tmp_path, late))
    run(tmp_path, second)
    found = tree(tmp_path, "pdg/types/farmq")
    assert {path: found[path] for path in late} == {
        path: str(text).encode() for path, text in late.items()
    }
    assert (MODULE in found) is (second is TWO)


def test_a_run_that_fails_half_way_says_so_and_the_next_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, ONE)
    with monkeypatch.context() as broken:
        Late(broken, DS, failing(errno.EIO))
        with pytest.raises(UsageError, match="run again to complete the rest"):
            run(tmp_path, TWO)
    assert tree(tmp_path)[MODULE] == b"# module two\n"
    # Neither what was written nor what was not looks like a hand edit, whatever is wanted next.
    for wanted in (ONE, TWO, package(text="three")):
        assert plan(tmp_path, wanted).conflicts == ()
    run(tmp_path, TWO)
    assert content(tmp_path) == package_files("two")


@pytest.mark.parametrize("refused", [errno.EBADF, errno.ENOTSUP])
def test_a_directory_that_cannot_be_locked_gets_a_lock_file_for_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    real = fcntl.flock

    def flock(handle: int, how: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(refused, "refused")
        real(handle, how)

    monkeypatch.setattr("pysched_gen.output.locked.fcntl.flock", flock)
    with locked.locked(tmp_path / "out"):
        assert tree(tmp_path) == {"out": "/", "out/.pysched-gen.mutex": b""}
    assert tree(tmp_path) == {}
    run(tmp_path, ONE)
    assert content(tmp_path) == package_files("one")


def test_a_file_system_without_any_locks_is_used_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pysched_gen.output.locked.fcntl.flock", failing(errno.ENOLCK))
    run(tmp_path, ONE)
    assert {**content(tmp_path), **package_files("one")} == content(tmp_path)


def test_a_directory_that_goes_while_we_wait_for_it_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    real = fcntl.flock
    removals = [1, 1]

    def flock(handle: int, how: int) -> None:
        if removals:
            (tmp_path / "out").rmdir()
            if removals.pop() and removals:
                (tmp_path / "out").mkdir()
        real(handle, how)

    monkeypatch.setattr("pysched_gen.output.locked.fcntl.flock", flock)
    run(tmp_path / "out", ONE)
    assert content(tmp_path / "out") == package_files("one")


def test_a_name_that_is_taken_is_not_copied_over(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1", "b": "2"})
    with Folder.at(tmp_path) as folder, pytest.raises(FileExistsError):
        folder.link("a", folder, "b")
    assert (tmp_path / "b").read_text() == "2"


def test_a_lock_that_fails_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pysched_gen.output.locked.fcntl.flock", failing(errno.EIO))
    with pytest.raises(UsageError, match="Input/output error"):
        run(tmp_path / "out", ONE)
    assert tree(tmp_path) == {}


def test_a_failure_of_the_caller_is_not_explained_away(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), locked.locked(tmp_path / "out"):
        raise BrokenPipeError
    assert tree(tmp_path) == {}


def test_conflicts_count_as_findings() -> None:
    assert issubclass(ConflictError, PyschedError)
    assert int(ConflictError.exit_code) == 1
