"""A line of a generated module in, the line of the snippet that it came from out.

A generated body equals its snippet as syntax, so that a statement of one is found in the other,
however it was laid out. The lock beside the package says where the snippets are.
"""

from __future__ import annotations

import ast
import os
import re
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import PyschedError
from pysched_gen.formats.json_text import parse_json
from pysched_gen.houdini.callbacks import CALLBACKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "place_in",
    "places_of",
    "shown_path",
    "snippet_column",
    "snippet_folders",
    "snippet_place",
    "with_places",
]

_PLACES = re.compile(
    r"""File (?P<quote>["'])(?P<file>[^\n]+?\.py)(?P=quote), line (?P<line>\d+)"""
    r"""|\((?P<own>[^()\n]+\.py), line (?P<at>\d+)"""
)
_LOCK = ".pysched-gen.lock"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def with_places(text: str) -> str:
    """Return `text` with the place of the snippet after each place of a generated module."""

    def with_snippet(match: re.Match[str]) -> str:
        file, line = match["file"] or match["own"], int(match["line"] or match["at"])
        place = snippet_place(Path(file), line)
        return f"{match[0]}, {place}" if place and place not in text else match[0]

    return _PLACES.sub(with_snippet, text)


def place_in(text: str) -> tuple[str, int] | None:
    """Return file and line that `text` names first: of a snippet, or of a module that is there."""
    for match in _PLACES.finditer(text):
        file, line = Path(match["file"] or match["own"]), int(match["line"] or match["at"])
        place = snippet_place(file, line)
        if place:
            path, _, number = place.rpartition(":")
            return path, int(number)
        if file.is_file():
            return shown_path(file), line
    return None


def places_of(text: str) -> tuple[tuple[str, int], tuple[str, int]]:
    """Return file and line that the author edits, and those of the module, of the first in `text`.

    Both are the same where no snippet is known, and ("", 0) where `text` names no place.
    """
    match = _PLACES.search(text)
    if match is None:
        return ("", 0), ("", 0)
    generated = (match["file"] or match["own"], int(match["line"] or match["at"]))
    path, _, number = snippet_place(Path(generated[0]), generated[1]).rpartition(":")
    return ((path, int(number)) if path else generated), generated


def snippet_place(file: Path, line: int) -> str:
    """Return "farmq/onstartcook.py:2" for a line of a generated module, "" where none is known."""
    path, number, _ = snippet_column(file, line, 0)
    return f"{path}:{number}" if path else ""


def snippet_column(file: Path, line: int, column: int) -> tuple[str, int, int]:
    """Return path, line and column of the snippet, all 1-based, of a place in a generated module.

    `column` counts bytes, as those of `ast` and mypy do, and the one returned characters. It is
    1 where nothing begins in that line. The path is "" where no snippet is known.
    """
    source = _source_of(file.absolute())
    tree = _tree(file) if source is not None else None
    if source is None or tree is None:
        return "", 0, 0
    for names, statements in _levels(tree, line):
        statement = _at(statements, line)
        for name in names if statement is not None else ():
            found = _tree(source / name)
            if found is not None and statement is not None:
                number, offset = _same(statement, statements, found.body, (line, column - 1))
                if number:
                    at = _characters(source / name, number, offset) + 1
                    return shown_path(source / name), number, at
    return "", 0, 0


def _characters(file: Path, line: int, offset: int) -> int:
    lines = file.read_bytes().splitlines()
    before = lines[line - 1][:offset] if line <= len(lines) else b""
    return len(before.decode("utf-8", "ignore"))


def shown_path(path: Path) -> str:
    """Return `path` from the current folder, absolute where it is not below that."""
    near = os.path.relpath(path)
    return str(path) if near.startswith("..") else near


@lru_cache(maxsize=64)
def _source_of(file: Path) -> Path | None:
    """Return the snippet folder that `file`, DIR/pdg/types/NAME/NAME.py, was made from."""
    if len(file.parents) < 4:  # noqa: PLR2004 - NAME, types, pdg, DIR
        return None
    return _folder_of_record(file.parents[3] / _LOCK / f"{file.parent.name}.json")


def snippet_folders(root: Path) -> dict[str, Path]:
    """Return the snippet folder of each scheduler that was generated into `root`, by its name.

    Those that are not there any more, or came from elsewhere than a folder, are left out.
    """
    records = sorted((root / _LOCK).glob("*.json"))
    found = {record.stem: _folder_of_record(record.absolute()) for record in records}
    return {name: folder for name, folder in found.items() if folder is not None}


def _folder_of_record(record: Path) -> Path | None:
    root = record.parents[1]
    try:
        facts = parse_json(record.read_bytes(), str(record)) if record.is_file() else {}
    except (OSError, PyschedError):
        return None
    source = facts.get("source") if isinstance(facts, dict) else None
    folder = Path(os.path.normpath(root / source)) if isinstance(source, str) else root
    return folder if isinstance(source, str) and folder.is_dir() else None


@lru_cache(maxsize=64)
def _tree(file: Path) -> ast.Module | None:
    try:
        return ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return None


def _levels(tree: ast.Module, line: int) -> Iterator[tuple[list[str], Sequence[ast.stmt]]]:
    """Yield the statements around `line`, the innermost first, with the files they may be from."""
    outer = _at(tree.body, line)
    if isinstance(outer, ast.ClassDef):
        method = _at(outer.body, line)
        if isinstance(method, _FUNCTIONS):
            yield _files_of(method.name), method.body
        yield ["methods.py"], outer.body
    yield ["header.py"], tree.body


def _files_of(method: str) -> list[str]:
    if method == "__init__":
        return ["init.py"]
    ids = [spec.parm for spec in CALLBACKS if spec.method == method and spec.parm]
    return [f"{name}.py" for name in dict.fromkeys([*ids, method, method.lower()])]


def _at(statements: Sequence[ast.stmt], line: int) -> ast.stmt | None:
    for statement in statements:
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(one.lineno for one in decorators)])
        if first <= line <= (statement.end_lineno or first):
            return statement
    return None


def _same(
    statement: ast.stmt,
    around: Sequence[ast.stmt],
    others: Sequence[ast.stmt],
    place: tuple[int, int],
) -> tuple[int, int]:
    """Return line and offset in `others` of what is at `place` in `statement`, (0, 0) for none."""
    line, offset = place
    text = ast.dump(statement)
    number = [one for one in around if ast.dump(one) == text].index(statement)
    equal = [one for one in others if ast.dump(one) == text]
    if number >= len(equal):
        return 0, 0
    best = equal[number].lineno
    here = []
    for ours, theirs in zip(ast.walk(statement), ast.walk(equal[number]), strict=False):
        begins = getattr(ours, "lineno", 0)
        if begins == line:
            here.append((getattr(ours, "col_offset", 0), theirs))
        elif isinstance(ours, ast.stmt) and begins <= line <= (ours.end_lineno or begins):
            best = getattr(theirs, "lineno", best)
    if not here:
        return best, 0
    before = [one for one in here if one[0] <= offset]
    at, twin = max(before, key=itemgetter(0)) if before else here[0]
    begin = getattr(twin, "col_offset", 0)
    return getattr(twin, "lineno", best), begin + max(0, offset - at)
