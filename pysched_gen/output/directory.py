"""An open directory: all that is read or changed below it goes by descriptors, no link is followed.

A path given by the user may lead through links; everything found below it is hostile. Each part
of a path is opened from the folder before it, so nobody can put a link in the way meanwhile.
Windows has no such descriptors; there each part is looked at before it is used.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

__all__ = [
    "MAX_FILE",
    "OWN_PREFIX",
    "STAGING_PREFIX",
    "Folder",
    "Found",
    "LinkError",
    "Sight",
    "check_root",
    "digest_of",
    "explained",
    "explanation",
    "is_own_name",
    "look",
    "opened",
]

_CHUNK = 1 << 20
MAX_FILE = 64 << 20  # bytes; nothing that is written here comes near
OWN_PREFIX = ".pysched-gen."
STAGING_PREFIX = f"{OWN_PREFIX}tmp."

_REASONS = {
    errno.EACCES: "permission denied; make it writable for you or choose another directory",
    errno.EPERM: "permission denied; make it writable for you or choose another directory",
    errno.EROFS: "the file system is read-only; choose another directory",
    errno.ENOSPC: "the disk is full; free some space and run again",
    errno.EDQUOT: "the disk quota is used up; free some space and run again",
    errno.ENAMETOOLONG: "the path is too long; choose a shorter name or directory",
    errno.EXDEV: "it is on another disk than the directory that holds it; generate straight there",
    errno.ELOOP: "its symbolic links lead in a circle; mend them",
}
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_OPEN_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_DESCRIPTORS = os.open in os.supports_dir_fd
_LINK_ITSELF = os.link not in os.supports_follow_symlinks
_SECOND = 1_000_000_000
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h, RENAME_SWAP of macOS's sys/stdio.h
_NO_REPLACE = 1 if sys.platform != "darwin" else 4  # RENAME_NOREPLACE, RENAME_EXCL


class LinkError(OSError):
    """A symbolic link stands where a directory has to be."""


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of `data` in hex."""
    return sha256(data).hexdigest()


def is_own_name(name: str) -> bool:
    """Tell whether `name` is one this tool keeps for itself at the top of a directory."""
    return name.casefold().startswith(OWN_PREFIX)


@contextmanager
def explained(place: Path) -> Iterator[None]:
    """Turn a failure of the file system into one message that names `place`, or the file.

    Raises:
        UsageError: in place of any OSError.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(explanation(place, error)) from error


def explanation(place: Path, error: OSError) -> str:
    """Return what `error`, met while working on `place`, means and what to do about it."""
    if isinstance(error.filename, str) and STAGING_PREFIX not in error.filename:
        place = Path(error.filename)
    unknown = f"{error.strerror or error}; mend this and run again"
    return f"{place}: {_REASONS.get(error.errno or 0, unknown)}"


def check_root(root: Path) -> None:
    """Refuse an output directory that is a file; one that does not exist is fine.

    Raises:
        UsageError: it, or one of its parents, is no directory or cannot be looked into.
    """
    places = (root, *root.parents)
    place = next((place for place in places if os.path.lexists(place)), root)
    with explained(root):
        # A link that leads nowhere is followed when the directory is created.
        if place.exists() and not place.is_dir():
            raise UsageError(f"{place} is not a directory; choose another one to generate into")


class Folder:
    """An open directory; every name given to it is one part of a path."""

    __slots__ = ("_above", "_handle", "_place")

    def __init__(self, place: Path | str, handle: int | None, above: Folder | None = None) -> None:
        """Take over `handle`, closed with the folder. `place` is a name in `above`, if given."""
        self._place = place
        self._handle = handle
        self._above = above

    @property
    def path(self) -> Path:
        """How messages call it; asked for seldom, and hundreds of folders are opened."""
        return Path(self._place) if self._above is None else self._above.path / self._place

    @classmethod
    def at(cls, path: Path) -> Folder:
        """Open the directory that the user calls `path`; links in it are followed.

        Raises:
            OSError: it cannot be opened.
        """
        return cls(path, os.open(path, _OPEN_FOLDER) if _DESCRIPTORS else None)

    def __enter__(self) -> Folder:  # noqa: PYI034 - Self is of Python 3.11
        """Return the folder itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give up the descriptor."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @property
    def handle(self) -> int | None:
        """The descriptor, None where the system has none."""
        return self._handle

    def _name(self, name: str) -> str:
        return name if self._handle is not None else str(self.path / name)

    def _named(self, name: str) -> _Named:
        return _Named(self, name)

    def status(self, name: str) -> os.stat_result | None:
        """Return what stands at `name`, a link itself and not where it leads; None for nothing."""
        with self._named(name):
            try:
                return os.stat(self._name(name), dir_fd=self._handle, follow_symlinks=False)
            except FileNotFoundError:
                return None

    def names(self) -> list[str]:
        """Return all names in the folder, in order."""
        place = self.path if self._handle is None else self._handle
        return sorted(os.listdir(place))  # noqa: PTH208 - by descriptor

    def folder(self, name: str) -> Folder:
        """Open the folder `name`.

        Raises:
            LinkError: it is a symbolic link.
            NotADirectoryError, FileNotFoundError, OSError: it is no folder.
        """
        with self._named(name):
            if self._handle is None:
                found = os.lstat(self._name(name))
                if not stat.S_ISDIR(found.st_mode):
                    self._refuse(name, found)
                return Folder(name, None, self)
            try:
                handle = os.open(name, _OPEN_FOLDER | _NO_LINK, dir_fd=self._handle)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
                    self._refuse(name, self.status(name))
                raise
            return Folder(name, handle, self)

    def _refuse(self, name: str, found: os.stat_result | None) -> None:
        if found is not None and stat.S_ISLNK(found.st_mode):
            raise LinkError(errno.ELOOP, "is a symbolic link", str(self.path / name))
        raise NotADirectoryError(errno.ENOTDIR, "is not a directory", str(self.path / name))

    def make(self, name: str, mode: int = 0o777) -> None:
        """Create the folder `name`.

        Raises:
            FileExistsError: something is there.
        """
        with self._named(name):
            os.mkdir(self._name(name), mode, dir_fd=self._handle)

    def read(self, name: str, limit: int | None = MAX_FILE) -> bytes:
        """Return the content of the regular file `name`.

        Raises:
            UsageError: it is not a regular file, a link, or longer than `limit` bytes.
            OSError: it cannot be read.
        """
        with self._named(name):
            flags = os.O_RDONLY | _NO_LINK | _NO_WAIT | _BINARY
            before = None if _NO_LINK else self.status(name)
            if before is not None and not stat.S_ISREG(before.st_mode):
                raise UsageError(f"{self.path / name} is not a regular file; move it away")
            try:
                handle = os.open(self._name(name), flags, dir_fd=self._handle)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.EMLINK):
                    message = f"{self.path / name} is a symbolic link; replace it by the file"
                    raise UsageError(message) from error
                if error.errno in (errno.ENXIO, errno.ENODEV):
                    message = f"{self.path / name} is not a regular file; move it away"
                    raise UsageError(message) from error
                raise
            try:
                facts = os.fstat(handle)
                if not stat.S_ISREG(facts.st_mode):
                    raise UsageError(f"{self.path / name} is not a regular file; move it away")
                data = _content(handle, facts.st_size, limit)
            finally:
                os.close(handle)
        if limit is not None and len(data) > limit:
            raise UsageError(
                f"{self.path / name} is longer than anything pysched-gen writes; move it away"
            )
        return data

    def digest(self, name: str) -> str:
        """Return what tells one content of `name` from another, "" for nothing."""
        found = self.status(name)
        if found is None:
            return ""
        if stat.S_ISLNK(found.st_mode):
            return f"link to {self.target(name)}"
        return digest_of(self.read(name)) if stat.S_ISREG(found.st_mode) else "other"

    def target(self, name: str) -> str:
        """Return where the link `name` leads."""
        with self._named(name):
            return os.readlink(self._name(name), dir_fd=self._handle)

    def write(self, name: str, data: bytes, like: os.stat_result | None = None) -> None:
        """Write a new file through to disk, with mode and owner of `like`.

        Its time is later than that of `like` by a full second at least: Python takes compiled code
        for current when second and size agree.

        Raises:
            FileExistsError: something is there.
            OSError: it cannot be written.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
        with self._named(name):
            handle = os.open(self._name(name), flags, 0o666, dir_fd=self._handle)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                if like is not None and stat.S_ISREG(like.st_mode):
                    self._liken(name, handle, like)
                os.fsync(handle)

    def _liken(self, name: str, handle: int, like: os.stat_result) -> None:
        if sys.platform == "win32":
            Path(self._name(name)).chmod(stat.S_IMODE(like.st_mode))
            return
        with suppress(OSError):
            os.fchown(handle, like.st_uid, like.st_gid)
        os.fchmod(handle, stat.S_IMODE(like.st_mode))
        now = os.fstat(handle)
        if now.st_mtime_ns // _SECOND <= like.st_mtime_ns // _SECOND:
            os.utime(handle, ns=(now.st_atime_ns, like.st_mtime_ns + _SECOND))

    def imitate(self, name: str, like: os.stat_result) -> None:
        """Give the folder `name`, which we made, mode and owner of `like`."""
        with self._named(name), self.folder(name) as made:
            if sys.platform != "win32" and made.handle is not None:
                with suppress(OSError):
                    os.fchown(made.handle, like.st_uid, like.st_gid)
                os.fchmod(made.handle, stat.S_IMODE(like.st_mode))

    def rename(self, name: str, into: Folder, other: str) -> None:
        """Move `name` to `other` in `into`; what is there is replaced."""
        with self._named(name):
            os.replace(
                self._name(name),
                into._name(other),
                src_dir_fd=self._handle,
                dst_dir_fd=into._handle,
            )

    def place(self, name: str, into: Folder, other: str) -> None:
        """Move `name` to `other` in `into` without replacing anything.

        Raises:
            FileExistsError: something is there.
        """
        with self._named(name):
            code = self._renamed(name, into, other, _NO_REPLACE)
            if code == 0:
                return
            if code == errno.EEXIST:
                raise FileExistsError(code, os.strerror(code))
        # Such a rename is refused here; nothing else is as exact.
        if into.status(other) is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(into.path / other))
        self.rename(name, into, other)

    def exchange(self, name: str, into: Folder, other: str) -> bool:
        """Let `name` and `other` in `into` trade places; False, with nothing changed, if refused.

        Linux has it since 3.15 and glibc since 2.28, macOS since 10.12; network and FUSE file
        systems may refuse.
        """
        return self._renamed(name, into, other, _EXCHANGE) == 0

    def _renamed(self, name: str, into: Folder, other: str, how: int) -> int:
        """Rename with flags; return the error number, 0 for none."""
        if self._handle is None or into._handle is None:
            return errno.ENOSYS
        function = "renameatx_np" if sys.platform == "darwin" else "renameat2"
        try:
            call = getattr(ctypes.CDLL(None, use_errno=True), function)
        except AttributeError:
            return errno.ENOSYS
        done = call(self._handle, os.fsencode(name), into._handle, os.fsencode(other), how)
        return ctypes.get_errno() or errno.EIO if done else 0

    def link(self, name: str, into: Folder, other: str) -> None:
        """Give the file or link `name` a second name, or a copy where that cannot be.

        Raises:
            FileExistsError: something is there.
            OSError: it is neither a file nor a link, and can have no second name.
        """
        with self._named(name):
            try:
                os.link(
                    self._name(name),
                    into._name(other),
                    src_dir_fd=self._handle,
                    dst_dir_fd=into._handle,
                    follow_symlinks=_LINK_ITSELF,
                )
            except FileExistsError:
                raise
            except OSError:
                found = self.status(name)
                if found is None:
                    raise
                if stat.S_ISLNK(found.st_mode):
                    os.symlink(self.target(name), into._name(other), dir_fd=into._handle)
                else:
                    into.write(other, self.read(name, None), found)

    def remove(self, name: str) -> None:
        """Remove the file `name`."""
        with self._named(name):
            os.unlink(self._name(name), dir_fd=self._handle)

    def remove_folder(self, name: str) -> None:
        """Remove the empty folder `name`."""
        with self._named(name):
            os.rmdir(self._name(name), dir_fd=self._handle)

    def sync(self) -> None:
        """Write the names in the folder through to disk, where the system can."""
        if self._handle is not None:
            with suppress(OSError):
                os.fsync(self._handle)

    def touch(self) -> None:
        """Set its time: a running Python lists a folder again only when that has changed."""
        with suppress(OSError):
            os.utime(self.path if self._handle is None else self._handle)

    def check_writable(self) -> None:
        """Raise PermissionError if no name can be added to the folder or taken from it."""
        place = self.path if self._handle is None else f"/proc/self/fd/{self._handle}"
        if os.path.exists(place) and not os.access(place, os.W_OK | os.X_OK):  # noqa: PTH110
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.path))

    def free_name(self, name: str) -> str:
        """Return the name beside `name` under which the user's version is kept."""
        names = (f"{name}.orig{f'.{number}' if number else ''}" for number in count())
        return next(other for other in names if self.status(other) is None)

    def is_same(self, name: str, other: Folder, its: str) -> bool:
        """Tell whether `name` and `its` in `other` are one file or have equal content."""
        mine, theirs = self.status(name), other.status(its)
        if mine is None or theirs is None:
            return False
        if os.path.samestat(mine, theirs):
            return True
        if stat.S_IFMT(mine.st_mode) != stat.S_IFMT(theirs.st_mode):
            return False
        return stat.S_ISLNK(mine.st_mode) is stat.S_ISLNK(theirs.st_mode) and self.digest(
            name
        ) == other.digest(its)


class _Named:
    """Tells an error of the system which name in `folder` it is about."""

    __slots__ = ("_folder", "_name")

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, OSError):
            error.filename = str(self._folder.path / self._name)


def _content(handle: int, size: int, limit: int | None) -> bytes:
    """Return what the file holds, of one longer than `limit` a byte more than that.

    It is read at once where it has the `size` it had when it was opened.
    """
    most = None if limit is None else limit + 1
    data = os.read(handle, size + 1 if most is None else min(size + 1, most))
    if len(data) == size:
        return data
    parts = [data]
    done = len(data)
    while data and (most is None or done < most):
        data = os.read(handle, _CHUNK if most is None else min(_CHUNK, most - done))
        parts.append(data)
        done += len(data)
    return b"".join(parts)


@contextmanager
def opened(root: Folder, path: str, *, make: list[str] | None = None) -> Iterator[Folder]:
    """Open the folder at `path` below `root`, "" for itself.

    With `make` missing folders are created, and their paths appended to it.

    Raises:
        LinkError, NotADirectoryError, FileNotFoundError, OSError: a part of it is no folder.
    """
    here, done = root, ""
    try:
        for part in path.split("/") if path else ():
            done = f"{done}/{part}" if done else part
            if make is not None and here.status(part) is None:
                here.make(part)
                make.append(done)
            inner = here.folder(part)
            if here is not root:
                here.close()
            here = inner
        yield here
    finally:
        if here is not root:
            here.close()


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a path: its bytes, None for nothing; of a symbolic link "-> " and its target.

    `digest` is as `Folder.digest` gives it.
    """

    data: bytes | None = None
    link: bool = False
    digest: str = ""
    status: os.stat_result | None = None


class Sight:
    """Looks at paths below a folder, None for one that does not exist.

    The folders on the way to the last path stay open: the next one is mostly beside it.
    """

    __slots__ = ("_names", "_open")

    def __init__(self, root: Folder | None) -> None:
        """Look below `root`, which stays the caller's to close."""
        self._open = [] if root is None else [root]
        self._names: list[str] = []

    def __enter__(self) -> Sight:  # noqa: PYI034 - Self is of Python 3.11
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what it opened."""
        self._leave(0)

    def look(self, path: str) -> Found:
        """Read what stands at `path`.

        Raises:
            ConflictError: something that is no file is there, or no directory where one must be.
            OSError: it cannot be read.
        """
        if not self._open:
            return Found()
        *folders, name = path.split("/")
        try:
            return _found(self._folder(folders), name)
        except FileNotFoundError:
            return Found()
        except LinkError as error:
            raise ConflictError(
                f"{error.filename} is a symbolic link, and none is followed here; replace it by "
                "the directory, or generate into the directory it leads to"
            ) from error
        except NotADirectoryError as error:
            raise ConflictError(
                f"{error.filename} is not a directory, but one has to go there; "
                "move it away and run again"
            ) from error

    def _folder(self, names: list[str]) -> Folder:
        pairs = zip(names, self._names, strict=False)
        same = next((count for count, (one, other) in enumerate(pairs) if one != other), None)
        self._leave(min(len(names), len(self._names)) if same is None else same)
        for name in names[len(self._names) :]:
            self._open.append(self._open[-1].folder(name))
            self._names.append(name)
        return self._open[-1]

    def _leave(self, depth: int) -> None:
        while len(self._names) > depth:
            self._names.pop()
            self._open.pop().close()


def look(root: Folder | None, path: str) -> Found:
    """Read what stands at `path` below `root`, as `Sight.look` does."""
    with Sight(root) as sight:
        return sight.look(path)


def _found(folder: Folder, name: str) -> Found:
    found = folder.status(name)
    if found is None:
        return Found()
    if stat.S_ISLNK(found.st_mode):
        target = folder.target(name)
        data = f"-> {target}".encode("utf-8", "surrogateescape")
        return Found(data, link=True, digest=f"link to {target}", status=found)
    if stat.S_ISREG(found.st_mode):
        data = folder.read(name)
        return Found(data, digest=digest_of(data), status=found)
    kind = "a directory" if stat.S_ISDIR(found.st_mode) else "not a regular file"
    raise ConflictError(
        f"{folder.path / name} is {kind}, but a file has to go there; move it away and run again"
    )
