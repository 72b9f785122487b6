"""Houdini's package files: JSON that adds folders to HOUDINI_PATH and sets variables.

Documented (Houdini's help, "Houdini packages"): files `packages/*.json`, read in the order of the
alphabet; `hpath` or `path` goes on HOUDINI_PATH, `env` sets variables with a method (replace,
prepend, append), `enable` is a flag or an expression, a value may depend on an expression, and
HOUDINI_PACKAGE_PATH is the folder of the file. Not documented, chosen: without a method a variable
that ends in PATH, or that an earlier package file has made a list, is prepended to; others are
replaced.
"""

from __future__ import annotations

import ast
import operator
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import SourceError, UsageError
from pysched_gen.formats.json_text import parse_json, quote
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.houdini.releases import Release

__all__ = ["PACKAGE_FOLDER", "PackageFiles"]

PACKAGE_FOLDER = "packages"
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_METHODS = ("replace", "prepend", "append")
_SYSTEMS = {"win32": "windows", "darwin": "macos"}
_LARGEST = 1 << 20  # bytes of a package file
_DEEPEST = 20  # package files that lead to folders with package files
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class PackageFiles:
    """What package files have added so far.

    Attributes:
        folders: entries of HOUDINI_PATH, the first one first.
        variables: what is set, by name.
    """

    def __init__(self, folders: list[Path], release: Release, build: str) -> None:
        """Begin with these folders and no variables; expressions ask for `release`."""
        self.folders = folders
        self.variables: dict[str, str] = {}
        self._read: set[Path] = set()
        major, minor = release.python
        self._keywords = {
            "houdini_version": f"{release.name}.{build}",
            "houdini_os": _SYSTEMS.get(sys.platform, "linux"),
            "houdini_python": f"python{major}.{minor}",
        }

    def read_folder(self, folder: Path) -> None:
        """Read the package files of `folder`, in the order of the alphabet; none where it is none.

        Raises:
            UsageError: one cannot be read, or says what is not understood.
            SourceError: one is not JSON.
        """
        for file in sorted(folder.glob("*.json")) if folder.is_dir() else []:
            if file.is_file() and file.resolve() not in self._read:
                self._read.add(file.resolve())
                self._read_file(file)

    def _read_file(self, file: Path) -> None:
        try:
            data = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
        except OSError as error:
            raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
        package = parse_json(data, str(file))
        if not isinstance(package, dict):
            raise SourceError(Origin(str(file)).span(), "is JSON, but not a Houdini package")
        self.variables["HOUDINI_PACKAGE_PATH"] = str(file.parent.absolute())
        if not self._is_enabled(package.get("enable", True), file):
            return
        for name, entry in self._assignments(package.get("env", []), file):
            self._assign(name, entry, file)
        for key in ("hpath", "path"):
            for folder in reversed(self._values(package.get(key, []), file)):
                self._add_folder(folder, file)
        for folder in self._values(package.get("package_path", []), file):
            if len(self._read) < _DEEPEST * _DEEPEST:
                self.read_folder(Path(folder))

    def _is_enabled(self, said: object, file: Path) -> bool:
        if isinstance(said, str):
            return self._holds(said, file)
        return bool(said)

    def _assignments(self, entries: object, file: Path) -> Iterator[tuple[str, object]]:
        """Yield name and value of each entry of `env`, in both ways to write it."""
        listed = entries if isinstance(entries, list) else [entries]
        for entry in listed:
            if not isinstance(entry, dict):
                raise UsageError(f"{file}: env: {quote(entry)} is not an object with a variable")
            if "var" in entry:
                yield str(entry["var"]), {k: v for k, v in entry.items() if k != "var"}
            else:
                yield from entry.items()

    def _assign(self, name: str, entry: object, file: Path) -> None:
        method, value = "", entry
        if isinstance(entry, dict) and "value" in entry:
            method, value = str(entry.get("method", "")), entry["value"]
        if method and method not in _METHODS:
            raise UsageError(
                f"{file}: env: {name}: there is no method {quote(method)}; "
                f"there are {', '.join(_METHODS)}"
            )
        values = self._values(value, file)
        if name == "HOUDINI_PATH":
            for folder in values if method == "append" else reversed(values):
                self._add_folder(folder, file, last=method == "append")
            return
        old = self.variables.get(name, "")
        if not method:
            method = "prepend" if name.endswith("PATH") else "replace"
        if name == "PATH" and not old:
            old = os.environ.get("PATH", "")
        if method == "replace" or not old:
            parts = values
        else:
            parts = [*values, old] if method == "prepend" else [old, *values]
        self.variables[name] = os.pathsep.join(parts)

    def _add_folder(self, text: str, file: Path, *, last: bool = False) -> None:
        # A package file of Houdini itself may name its tree, which comes last as it is.
        for part in re.split("[;]" if os.name == "nt" else "[;:]", text):
            if not part.strip(" &"):
                continue
            folder = Path(os.path.normpath(file.parent.absolute() / part.strip()))
            if folder not in self.folders:
                self.folders.insert(len(self.folders) if last else 0, folder)

    def _values(self, value: object, file: Path) -> list[str]:
        """Return the texts of a value: itself, those of a list, those whose expression holds."""
        if isinstance(value, list):
            return [text for one in value for text in self._values(one, file)]
        if isinstance(value, dict):
            if "value" in value:
                return self._values(value["value"], file)
            held = [one for text, one in value.items() if self._holds(text, file)]
            return [text for one in held for text in self._values(one, file)]
        if isinstance(value, bool) or value is None:
            return [str(int(bool(value)))]
        return [self._expanded(str(value))]

    def _expanded(self, text: str) -> str:
        return _VARIABLE.sub(self._variable, text)

    def _variable(self, match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name in self.variables:
            return self.variables[name]
        version = self._keywords["houdini_version"]
        major, minor, build = version.split(".")
        of_release = {
            "HOUDINI_VERSION": version,
            "HOUDINI_MAJOR_RELEASE": major,
            "HOUDINI_MINOR_RELEASE": minor,
            "HOUDINI_BUILD_VERSION": build,
        }
        # What is not known here may be known in the session, such as $HIP.
        return of_release.get(name) or os.environ.get(name) or match[0]

    def _holds(self, text: str, file: Path) -> bool:
        """Tell whether an expression such as "houdini_version >= '20.5'" holds."""
        expanded = _VARIABLE.sub(lambda match: repr(self._variable(match)), text)
        try:
            tree = ast.parse(expanded.strip(), mode="eval").body
            return bool(self._value(tree))
        except (SyntaxError, ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{file}: the expression {quote(text)} is not understood; it compares "
                f"{', '.join(self._keywords)} or variables with texts, by and, or"
            ) from error

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            words = {"true": True, "false": False}
            return words[node.id] if node.id in words else self._keywords[node.id]
        if isinstance(node, ast.BoolOp):
            values = [self._value(one) for one in node.values]
            return all(values) if isinstance(node.op, ast.And) else any(values)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not self._value(node.operand)
        if isinstance(node, ast.Compare):
            return self._compared(node)
        raise ValueError(type(node).__name__)

    def _compared(self, node: ast.Compare) -> bool:
        left = self._value(node.left)
        for sign, other in zip(node.ops, node.comparators, strict=True):
            right = self._value(other)
            one, two = _version(left), _version(right)
            if one is None or two is None:
                one, two = str(left), str(right)
            elif isinstance(sign, (ast.Eq, ast.NotEq)):
                one = one[: len(two)]  # '20.5' is every build of it
            if not _COMPARISONS[type(sign)](one, two):
                return False
            left = right
        return True


def _version(value: object) -> Any:
    """Return (20, 5, 400) for "20.5.400" and 20.5 alike, None for what is not a version."""
    text = str(value)
    return tuple(map(int, text.split("."))) if re.fullmatch(r"\d+(\.\d+)*", text) else None
