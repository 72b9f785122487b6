"""What goes into an output directory: generated texts and where they belong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.errors import InternalError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "LOCK_NAME",
    "MUTEX_NAME",
    "GeneratedFile",
    "Package",
    "can_own",
    "check_packages",
    "is_owner",
    "is_safe_path",
    "unit_of",
]

LOCK_NAME = ".pysched-gen.lock"
MUTEX_NAME = ".pysched-gen.mutex"

_RESERVED_PREFIX = ".pysched-gen."
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")
_OWNER = re.compile(r"[^\s/\\:\x00-\x1f\x7f]+")
_TYPES = ("pdg", "types")
_ASSETS = ("otls",)
_TOPS = ("pdg", "otls", "packages")
_SHARED_ENDING = ".user.ds"


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """One text and its place.

    Attributes:
        path: relative to the output directory, separated by `/`.
        text: the whole file, or with `shared` the body of the owner's section in it; an empty
            body asks for no section.
        shared: the file holds sections of several owners and text of the user.
    """

    path: str
    text: str
    shared: bool = False

    def __post_init__(self) -> None:
        """Refuse a path that leaves the directory and a text that UTF-8 cannot hold.

        Raises:
            InternalError: names come here checked, so this is no fault of the user's.
        """
        if not is_safe_path(self.path):
            raise InternalError(f"refusing to write to {self.path!r}; please report this")
        try:
            self.text.encode()
        except UnicodeEncodeError as error:
            raise InternalError(
                f"the text of {self.path} is not valid Unicode at character {error.start}; "
                "please report this"
            ) from error


@dataclass(frozen=True, slots=True)
class Package:
    """All that one scheduler puts into an output directory.

    Attributes:
        owner: name of the scheduler.
        files: its files and sections.
        source: path of its source relative to the output directory and, behind a colon, the node
            in it; "" if nothing can be said that holds elsewhere.
        options: those of the command line that shaped it.
    """

    owner: str
    files: tuple[GeneratedFile, ...]
    source: str = ""
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an owner that a marker line cannot name.

        Raises:
            InternalError: names come here checked.
        """
        if not is_owner(self.owner):
            raise InternalError(f"{self.owner!r} cannot own files; please report this")


def is_owner(name: str) -> bool:
    """Tell whether a marker line and the name of a file can hold `name`."""
    return bool(_OWNER.fullmatch(name)) and not name.startswith(".")


def is_safe_path(path: str) -> bool:
    """Tell whether `path` is relative, stays inside and is none of the tool's own files."""
    parts = path.split("/")
    return (
        not _UNSAFE.search(path)
        and all(part not in ("", ".", "..") for part in parts)
        and not parts[0].casefold().startswith(_RESERVED_PREFIX)
    )


def can_own(path: str, *, shared: bool = False) -> bool:
    """Tell whether some run can have written `path`; a lock that claims anything else lies."""
    if shared:
        return is_safe_path(path) and "/" not in path and path.endswith(_SHARED_ENDING)
    return is_safe_path(path) and path.split("/", maxsplit=1)[0] in _TOPS and "/" in path


def unit_of(path: str) -> str:
    """Return what has to switch in one step: the folder of a package or of an asset, or `path`."""
    parts = path.split("/")
    for above in (_TYPES, _ASSETS):
        whole = len(above) + 1
        if tuple(parts[: len(above)]) == above and len(parts) > whole:
            return "/".join(parts[:whole])
    return path


def check_packages(packages: Sequence[Package]) -> None:
    """Refuse packages of one run that stand in each other's way.

    Names that differ in case only count as equal: the directory may be on a disk that ignores case.

    Raises:
        UsageError: an owner, a path or a module name is used twice.
    """
    owners: set[str] = set()
    for package in packages:
        if package.owner.casefold() in owners:
            raise UsageError(
                f'two sources of this run are called "{package.owner}"; give one of them '
                "another name"
            )
        owners.add(package.owner.casefold())
    taken: dict[str, _Claim] = {}
    for claim in (claim for package in packages for claim in _claims(package)):
        other = taken.get(claim.key)
        if other is not None and not claim.shares_with(other):
            raise UsageError(_clash(claim, other))
        taken[claim.key] = claim
    for claim in taken.values():
        for parent in _parents(claim.key):
            if parent in taken:
                raise UsageError(_clash(claim, taken[parent]))


@dataclass(frozen=True, slots=True)
class _Claim:
    key: str
    path: str
    owner: str
    shared: bool

    def shares_with(self, other: _Claim) -> bool:
        sections = self.shared and other.shared and self.path == other.path
        return sections and self.owner != other.owner


def _claims(package: Package) -> list[_Claim]:
    """Return the names a package takes; a module also takes the name of a package directory."""
    claims = []
    for file in package.files:
        key = file.path.casefold()
        if unit_of(key) == key and key.startswith("pdg/types/"):
            key = key.removesuffix(".py")
        claims.append(_Claim(key, file.path, package.owner, file.shared))
    return claims


def _parents(key: str) -> list[str]:
    parts = key.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _clash(one: _Claim, other: _Claim) -> str:
    first, second = sorted((one, other), key=lambda claim: (claim.path, claim.owner))
    return (
        f'{first.path} of "{first.owner}" and {second.path} of "{second.owner}" cannot both be '
        "written; rename one of the schedulers or generate them into different directories"
    )
