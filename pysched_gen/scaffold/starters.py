"""The starters that ship: which there are, and the files of one, put together from its parts."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import InternalError
from pysched_gen.formats.texts import decode_text, read_bytes
from pysched_gen.formats.toml_text import load_toml
from pysched_gen.resources import resource_folder
from pysched_gen.sources.snippet_folder import DIALOG_SCRIPT, MANIFEST, PARTS
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["FOLDER_FILES", "Question", "Starter", "folder_texts", "starter_texts", "starters"]

_DESCRIPTION = "starter.toml"
# What `new` takes of a folder, besides its snippets.
FOLDER_FILES = (MANIFEST, DIALOG_SCRIPT, "README.md", "*.py", "tests/**/*.py", "farm/*")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked on a terminal: `key` as for `--set`, and the words to ask it with."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Starter:
    """A scheduler that ships to start from.

    Attributes:
        name: what `--from` takes.
        title: what it is, in one line.
        needs: what must be there for its jobs to run, besides Houdini; may be empty.
        houdini: the oldest release it runs on.
        parts: names of the folders in `templates/starter-parts` that it brings in.
        texts: constants of its `header.py` -> files of its parts that these hold, and that are not
            written: for programs that are sent to where they run.
        questions: what is asked on a terminal.
        folder: its own files.
    """

    name: str
    title: str
    needs: str
    houdini: str
    parts: tuple[str, ...]
    texts: Mapping[str, str]
    questions: tuple[Question, ...]
    folder: Path


def starters() -> dict[str, Starter]:
    """Return the starters that ship, by name."""
    folders = (resource_folder("snippets"), resource_folder("templates") / "schedulers")
    found = (path.parent for folder in folders for path in folder.glob(f"*/{_DESCRIPTION}"))
    return {path.name: _starter(path) for path in sorted(found, key=lambda path: path.name)}


def _starter(folder: Path) -> Starter:
    data = _toml(folder / _DESCRIPTION)
    oldest = str(_toml(folder / MANIFEST)["scheduler"]["houdini"])
    questions = tuple(Question(one["key"], one["ask"]) for one in data.get("questions", ()))
    parts, held = tuple(data.get("parts", ())), data.get("texts", {})
    return Starter(
        folder.name, data["title"], data["needs"], oldest, parts, held, questions, folder
    )


def _toml(path: Path) -> Mapping[str, Any]:
    text = decode_text(read_bytes(path, str(path)), str(path))
    return load_toml(text, Origin(str(path))).data


def folder_texts(folder: Path, display: str) -> dict[str, str]:
    """Return the texts of a snippet folder, its README and tests included, by relative path."""
    paths = (path for pattern in FOLDER_FILES for path in folder.glob(pattern) if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in sorted(paths)}
    shown = f"{display.rstrip('/')}/"
    return {
        name: decode_text(read_bytes(path, shown + name), shown + name)
        for name, path in names.items()
    }


def starter_texts(starter: Starter) -> dict[str, str]:
    """Return the files of a starter: its own, and those of its parts that it has not itself.

    Module-level code, methods and initial state of all are put one behind the other, so are their
    parameters. A method is taken from the last that has it.
    """
    rooms = resource_folder("templates") / "starter-parts"
    layers = [folder_texts(rooms / part, f"starter-parts/{part}") for part in starter.parts]
    own = folder_texts(starter.folder, starter.name)
    joined = {f"{part}.py" for part in PARTS} | {MANIFEST}
    texts: dict[str, str] = {}
    for part, layer in zip(starter.parts, layers, strict=True):
        for name, text in layer.items():
            if name in texts and name not in joined:
                raise InternalError(f"starter {starter.name}: {part} and another part give {name}")
            texts[name] = text
    held = [_constant(name, texts.pop(file)) for name, file in starter.texts.items()]
    layers.append({"header.py": "\n\n".join(held)})
    texts |= own
    for name in sorted(joined & texts.keys()):
        # Parameters of the starter come first, its code last: it builds on that of the parts.
        order = [own, *layers] if name == MANIFEST else [*layers, own]
        pieces = [layer[name].strip("\n") for layer in order if name in layer]
        if name == "header.py":
            pieces = _with_imports_first(pieces)
        if name == "methods.py":
            pieces = _with_last_methods(pieces)
        # Two blank lines between definitions, one between statements and tables.
        gap = "\n\n\n" if name in {"header.py", "methods.py"} else "\n\n"
        texts[name] = gap.join(pieces) + "\n"
    return texts


def _constant(name: str, text: str) -> str:
    """Return a statement that gives a text a name."""
    escaped = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    return f'# Goes before a program that is sent to where it runs.\n{name} = """\n{escaped}"""'


def _with_imports_first(pieces: Sequence[str]) -> list[str]:
    """Return module-level texts without their imports, and one of all of them in front."""
    modules: dict[str, set[str]] = {}
    rest = []
    for piece in pieces:
        lines = piece.split("\n")
        for node in ast.parse(piece).body:
            if isinstance(node, ast.Import):
                modules |= {alias.name: set() for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = modules.setdefault(f"from {node.module}", set())
                names |= {alias.name for alias in node.names}
            else:
                continue
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
        rest.append("\n".join(lines).strip("\n"))
    return ["\n".join(_import_lines(modules)), *filter(None, rest)]


def _with_last_methods(pieces: Sequence[str]) -> list[str]:
    """Return texts of methods without those that a later one of the texts has too."""
    kept: list[str] = []
    later: set[str] = set()
    for piece in reversed(pieces):
        lines = piece.split("\n")
        methods = [one for one in ast.parse(piece).body if isinstance(one, ast.FunctionDef)]
        for method in reversed(methods):
            if method.name in later:
                # With the blank lines behind it.
                end = method.end_lineno or method.lineno
                while end < len(lines) and not lines[end]:
                    end += 1
                del lines[method.lineno - 1 : end]
        later |= {method.name for method in methods}
        kept.insert(0, "\n".join(lines).strip("\n"))
    return [piece for piece in kept if piece]


def _import_lines(modules: Mapping[str, set[str]]) -> list[str]:
    plain = [f"import {name}" for name in sorted(modules) if not name.startswith("from ")]
    taken = [
        f"{name} import {', '.join(sorted(names))}"
        for name, names in sorted(modules.items())
        if names
    ]
    return [*plain, *taken]
