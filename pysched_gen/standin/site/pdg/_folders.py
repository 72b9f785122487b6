"""The directories of a cook, seen from this machine and from the farm, and files put into them.

Layout (help and public schedulers): `<working dir>/pdgtemp/<process id>/{data,logs,scripts}`.
Every function that takes `local` gives the path on this machine for True and the farm's for False.
"""

from __future__ import annotations

import os
import shutil
import tempfile

__all__ = ["Folders", "copy_file", "write_file"]

_UNSET = (
    "the working directory was never set: call self.setWorkingDir(local, remote) in onStartCook "
    "(Houdini would put its files into the root of the file system)"
)


class Folders:
    """Pairs of local and remote directories; those not set follow from the working directory."""

    __slots__ = ("_set",)

    def __init__(self) -> None:
        self._set: dict[str, tuple[str, str]] = {}

    def put(self, kind: str, local: str, remote: str) -> None:
        """Set the pair of "working", "temp" or "script"."""
        self._set[kind] = (_plain(local), _plain(remote))

    @property
    def is_set(self) -> bool:
        """Tell whether there is a directory to find the others from."""
        return bool(self._set)

    def working(self, local: bool) -> str:
        """Give the working directory; raises RuntimeError where none was set."""
        if "working" not in self._set:
            raise RuntimeError(_UNSET)
        return self._set["working"][0 if local else 1]

    def temp(self, local: bool) -> str:
        """Give the directory for files of this session."""
        if "temp" in self._set:
            return self._set["temp"][0 if local else 1]
        return f"{self.working(local)}/pdgtemp/{os.getpid()}"

    def script(self, local: bool) -> str:
        """Give the directory for scripts that jobs run."""
        if "script" in self._set:
            return self._set["script"][0 if local else 1]
        return f"{self.temp(local)}/scripts"

    def data(self, local: bool) -> str:
        """Give the directory for work item data."""
        return f"{self.temp(local)}/data"

    def log(self, local: bool) -> str:
        """Give the directory for logs."""
        return f"{self.temp(local)}/logs"

    def make(self) -> None:
        """Make all of them on this machine; raises OSError where that fails."""
        for folder in (self.data(True), self.log(True), self.script(True)):
            os.makedirs(folder, exist_ok=True)

    def tokens(self, local: bool) -> dict[str, str]:
        """Give what tokens in commands and paths stand for."""
        return {
            "__PDG_SHARED_TEMP__": self.temp(local),
            "__PDG_SHARED_ROOT__": self.working(local),
            "__PDG_SCRIPTDIR__": self.script(local),
            "__PDG_TEMP__": self.temp(local),
            "__PDG_DIR__": self.working(local),
        }


def _plain(path: str) -> str:
    """Give a path with `/` and none of it at the end, as PDG writes them."""
    plain = str(path).replace("\\", "/")
    return plain.rstrip("/") or plain


def copy_file(source: str, target: str) -> None:
    """Copy a file with its times unless the same is there; raises OSError, leaves no half copy."""
    if _same(source, target):
        return
    folder = os.path.dirname(target)
    os.makedirs(folder, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=folder, prefix=".transfer")
    os.close(handle)
    try:
        shutil.copy2(source, part)
        os.replace(part, target)
    except OSError:
        os.unlink(part)
        raise


def _same(source: str, target: str) -> bool:
    """Tell whether `target` is `source`, or a copy with its size and time."""
    if not os.path.exists(target):
        return False
    if os.path.samefile(source, target):
        return True
    ours, theirs = os.stat(source), os.stat(target)
    return ours.st_size == theirs.st_size and int(ours.st_mtime) == int(theirs.st_mtime)


def write_file(path: str, content: bytes) -> None:
    """Write a file at once or not at all; raises OSError (a full disk leaves nothing behind)."""
    part = f"{path}.part"
    try:
        with open(part, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except OSError:
        if os.path.exists(part):
            os.unlink(part)
        raise
