"""A repository of git in, a folder with its files out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pysched_gen.errors import UsageError

__all__ = ["clone_repository", "is_repository", "without_password"]

_SCHEMES = ("https://", "http://", "ssh://", "git://", "file://")
# Without a user it is one only by its ending: C:/farm is a folder.
_SCP = re.compile(r"[\w.-]+@[\w.-]+:[^:]|[\w.-]{2,}:[^:#]*\.git(?:#|\Z)")


def is_repository(origin: str) -> bool:
    """Tell whether `origin` names a repository, and not a folder as it is.

    One on this machine does by its path, where it has no files of its own, or with "#FOLDER".
    """
    if origin.startswith(_SCHEMES) or _SCP.match(origin) or ".git#" in origin:
        return True
    place, hash_sign, _ = origin.partition("#")
    is_bare = Path(place, "HEAD").is_file() and Path(place, "objects").is_dir()
    return is_bare or (bool(hash_sign) and Path(place, ".git").exists())


def without_password(origin: str) -> str:
    """Return an address without what may be a password in it."""
    if "://" not in origin:
        return origin
    parts = urlsplit(origin)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def clone_repository(origin: str, target: Path) -> Path:
    """Clone `origin`, "ADDRESS" or "ADDRESS#FOLDER", into `target`; return the folder meant.

    Raises:
        UsageError: git is not there, cannot clone it, or there is no such folder in it.
    """
    address, _, inner = origin.partition("#")
    git = shutil.which("git")
    if git is None:
        raise UsageError("--from: a repository needs git, which is not installed")
    # Nobody is there to be asked for a password.
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = [git, "clone", "--quiet", "--depth", "1", "--", address, str(target)]
    ran = subprocess.run(  # noqa: S603 - git, with an address that is no option
        command,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    shown = without_password(origin)
    if ran.returncode != 0:
        told = [line for line in ran.stderr.strip().splitlines() if line.startswith("fatal:")]
        reason = told[-1].removeprefix("fatal: ") if told else f"exit code {ran.returncode}"
        raise UsageError(f"{shown}: git cannot clone it: {reason}")
    folder = (target / inner).resolve()
    if not folder.is_dir() or not folder.is_relative_to(target.resolve()):
        raise UsageError(f"{shown}: the repository has no folder {inner}")
    return folder
