"""A folder in, the settings of the project it belongs to out; every problem at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, Problem, UsageError, in_file_order
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.formats.limits import beyond_limits
from pysched_gen.formats.texts import decode_text, read_bytes
from pysched_gen.formats.toml_text import load_toml
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.formats.toml_text import TomlText
    from pysched_gen.span import Span

__all__ = [
    "NO_PROJECT",
    "OWN_FILE",
    "SHARED_FILE",
    "Project",
    "WrongProjectError",
    "find_project",
    "read_project",
]

OWN_FILE = "pysched.toml"
SHARED_FILE = "pyproject.toml"
_TABLE = ("tool", "pysched-gen")
_Path = tuple[str | int, ...]
_LARGEST = 16 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Project:
    """What the file of a project says.

    Attributes:
        path: the file as it is shown, "" where there is none.
        folder: the one that its paths are relative to.
        values: key of a setting to what the file says.
        toml: the file, for places.
        table: path of the settings in it.
        wrong: keys, also unknown ones, of which something is wrong and left out of `values`.
    """

    path: str = ""
    folder: Path = field(default_factory=Path)
    values: dict[str, Any] = field(default_factory=dict)
    toml: TomlText | None = None
    table: tuple[str, ...] = ()
    wrong: frozenset[str] = frozenset()

    def span(self, key: str, *inner: str | int, at_key: bool = False) -> Span:
        """Return the place of the setting `key`, or of what is at `inner` of it."""
        if self.toml is None:
            return Origin(self.path).span()
        return self.toml.span((*self.table, *key.split("."), *inner), at_key=at_key)

    def items(self, key: str, *inner: str) -> Iterator[tuple[Span, Any]]:
        """Yield place and value of each item of the list `key`, or of the one at `inner` of it."""
        value = self.values.get(key, ())
        for step in inner:
            value = value[step]
        for index, item in enumerate(value):
            if item is not None:
                yield self.span(key, *inner, index), item

    def shown(self, path: str) -> str:
        """Return `path`, which is relative to the file, as it is called in the working directory.

        A path that leads nowhere from there is absolute.
        """
        if Path(path).is_absolute():
            return path
        full = os.path.normpath(self.folder.absolute() / path)
        try:
            return os.path.relpath(full)
        except ValueError:  # another drive
            return full


NO_PROJECT = Project()


class WrongProjectError(ConfigError):
    """The file of a project says what no setting takes; `project` has what is right of it."""

    def __init__(self, problems: Sequence[Problem], project: Project) -> None:
        """Take all problems, in file order, and the rest."""
        self.project = project
        super().__init__(problems)

    def __reduce__(self) -> tuple[type[WrongProjectError], tuple[Any, ...]]:
        """Return what makes it again in another process."""
        return type(self), (self.problems, self.project)


def find_project(start: Path) -> Project:
    """Return the project that `start` is in: the nearest file with settings, upwards.

    Of one folder `pysched.toml` goes before `pyproject.toml`, which counts only if it has
    `[tool.pysched-gen]`. `NO_PROJECT` where there is none.

    Raises:
        ConfigError: the file is wrong; carries every problem. A WrongProjectError if it is TOML.
    """
    folder = start.absolute()
    for one in (folder, *folder.parents):
        for name in (OWN_FILE, SHARED_FILE):
            path = one / name
            if path.is_file():
                found = _read(path, _display(path, start), optional=name == SHARED_FILE)
                if found is not None:
                    return found
    return NO_PROJECT


def read_project(path: Path) -> Project:
    """Return what the file `path` says, `pyproject.toml` by its table and any other whole.

    Raises:
        UsageError: there is no such file, or no such table in it.
        ConfigError: the file is wrong; carries every problem. A WrongProjectError if it is TOML.
    """
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "no such file"
        raise UsageError(f"--config {path}: {what}; give a pysched.toml or pyproject.toml")
    found = _read(path, str(path), optional=path.name == SHARED_FILE)
    if found is None:
        raise UsageError(f"--config {path}: has no [tool.pysched-gen]")
    return found


def _display(path: Path, start: Path) -> str:
    return os.path.relpath(path, start.absolute())


def _read(path: Path, display: str, *, optional: bool) -> Project | None:
    data = read_bytes(path, display, _LARGEST)
    if optional and _TABLE[1].encode() not in data:
        return None  # not ours, so its mistakes are not either
    toml = load_toml(decode_text(data, display), Origin(display))
    table: Any = toml.data
    names = _TABLE if optional else ()
    for name in names:
        table = table.get(name) if isinstance(table, dict) else None
    if optional and table is None:
        return None
    wrong = tuple(_wrong(table))
    right = _right(table, frozenset(at for at, _ in wrong))
    keys = frozenset(str(at[0]) for at, _ in wrong if at)
    project = Project(display, path.parent, dict(_flat(right)), toml, names, keys)
    if wrong:
        problems = [
            Problem(toml.span((*names, *at), at_key=message.startswith("unknown key")), message)
            for at, message in wrong
        ]
        raise WrongProjectError(in_file_order(problems), project)
    return project


def _wrong(table: Any) -> Iterator[tuple[_Path, str]]:
    for violation in violations(table, load_schema("project")):
        yield violation.path, violation.message
    if isinstance(table, dict):
        yield from beyond_limits(table)


def _right(value: Any, wrong: frozenset[_Path], at: _Path = ()) -> Any:
    """Return the `value` at `at` without what is `wrong`; items of lists leave a None."""
    if at in wrong:
        return None if at else {}
    if isinstance(value, list):
        return [_right(one, wrong, (*at, index)) for index, one in enumerate(value)]
    if isinstance(value, dict):
        right = (key for key in value if (*at, key) not in wrong)
        return {key: _right(value[key], wrong, (*at, key)) for key in right}
    return value


def _flat(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield key and value of each setting, those of `[verify]` with a dot."""
    tables = {"verify"}
    for key, value in table.items():
        if key in tables:
            yield from ((f"{key}.{inner}", one) for inner, one in value.items())
        else:
            yield key, value
