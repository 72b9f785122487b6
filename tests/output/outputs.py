"""Packages to write and output directories to look at."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from pysched_gen.output.files import GeneratedFile, Package
from pysched_gen.output.locked import locked
from pysched_gen.output.plan import Plan, make_plan
from pysched_gen.output.sections import SharedText
from pysched_gen.output.transaction import apply

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DS",
    "INIT",
    "LOCK",
    "MODULE",
    "RECORD",
    "SINGLE",
    "content",
    "make",
    "package",
    "plan",
    "run",
    "section",
    "tree",
]

LOCK = ".pysched-gen.lock"
RECORD = f"{LOCK}/farmq.json"
DS = "topscheduler.user.ds"
INIT = "pdg/types/farmq/__init__.py"
MODULE = "pdg/types/farmq/farmq.py"
SINGLE = "pdg/types/farmq.py"


def package(
    owner: str = "farmq",
    text: str = "one",
    *,
    layout: str = "package",
    section: str | None = "",
    extra: tuple[GeneratedFile, ...] = (),
) -> Package:
    """Give a package whose files say `text`; section None leaves the shared file out."""
    folder = f"pdg/types/{owner}"
    if layout == "module":
        files = [GeneratedFile(f"{folder}.py", f"# {text}\n")]
    else:
        files = [
            GeneratedFile(f"{folder}/__init__.py", f"# init {text}\n"),
            GeneratedFile(f"{folder}/{owner}.py", f"# module {text}\n"),
        ]
    if section is not None:
        body = section or f"parm {{ {owner} {text} }}\n"
        files.append(GeneratedFile(DS, body, shared=True))
    return Package(owner, (*files, *extra))


def plan(root: Path, *packages: Package, prune: bool = False, force: bool = False) -> Plan:
    """Plan without locking."""
    return make_plan(root, packages, prune=prune, force=force)


def run(root: Path, *packages: Package, prune: bool = False, force: bool = False) -> Plan:
    """Plan and write, as a run of the tool does."""
    with locked(root) as held:
        made = make_plan(root, packages, prune=prune, force=force)
        apply(made, held)
    return made


def make(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files as a user does."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def tree(root: Path, below: str = "") -> dict[str, str | bytes]:
    """Give all that is below `root`: content of files, target of links, "/" for directories."""
    found: dict[str, str | bytes] = {}
    for folder, folders, files in os.walk(root / below):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118
            key = os.path.relpath(path, root).replace(os.sep, "/")
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode):
                found[key] = f"-> {os.readlink(path)}"  # noqa: PTH115
            elif stat.S_ISDIR(mode):
                found[key] = "/"
            else:
                with open(path, "rb") as stream:  # noqa: PTH123
                    found[key] = stream.read()
    return found


def content(root: Path) -> dict[str, str | bytes]:
    """Give all but the lock."""
    return {path: data for path, data in tree(root).items() if not path.startswith(LOCK)}


def section(body: str, owner: str = "farmq", user: str = "") -> str:
    """Give a shared file with one section."""
    return SharedText(user).with_section(owner, body).render()
