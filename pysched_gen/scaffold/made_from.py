"""`made-from.toml` in and out: what a snippet folder was made from, and its texts as they were.

The texts are the base of the next merge. They stand in one file beside the snippets that no usual
`.gitignore` names, a line of text a line, so that git merges and shows them like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pysched_gen import __version__
from pysched_gen.errors import ConfigError, Problem
from pysched_gen.formats.texts import decode_text, read_bytes
from pysched_gen.formats.toml_text import load_toml, string
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["MEMORY", "MadeFrom", "read_memory", "with_memory"]

MEMORY = "made-from.toml"
_MOST = 64 << 20  # bytes of it: every text of a folder may be a mebibyte
_HEAD = (
    "# What this folder was made from, and its texts as they were then: `pysched-gen {command}`\n"
    "# merges by it. Commit it with the rest, and edit nothing here.\n"
)


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a folder was made from.

    Attributes:
        command: what brings in something newer, "update" or "extract --update".
        origin: a starter, folder or repository, or the name of a file.
        node: path of the node in that file, "" where it was the only one.
        name: what the scheduler was called.
        version: of this tool.
        options: of `extract`, by key; () for `new`.
        answers: given to `new`, by key.
        base: texts of the files, by name.
    """

    command: str
    origin: str
    node: str = ""
    name: str = ""
    version: str = __version__
    options: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, str] = field(default_factory=dict)


def with_memory(made_from: MadeFrom, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the files `texts`, and with them what they were made from."""
    return {**texts, MEMORY: "".join(_lines(made_from, texts))}


def _lines(made_from: MadeFrom, texts: Mapping[str, str]) -> Iterator[str]:
    yield _HEAD.format(command=made_from.command)
    for key, value in (
        ("from", made_from.origin),
        ("node", made_from.node),
        ("name", made_from.name),
        ("version", made_from.version),
    ):
        if value:
            yield f"{key} = {string(value)}\n"
    for table in ("options", "answers"):
        values: Mapping[str, str] = getattr(made_from, table)
        if values:
            yield f"\n[{table}]\n"
            yield from (f"{key} = {string(value)}\n" for key, value in sorted(values.items()))
    yield "\n[base]\n"
    for name, text in sorted(texts.items()):
        yield f"{string(name)} = [\n"
        yield from (f"    {string(line)},\n" for line in _split(text))
        yield "]\n"


def _split(text: str) -> list[str]:
    parts = text.split("\n")
    whole = [f"{part}\n" for part in parts[:-1]]
    return [*whole, parts[-1]] if parts[-1] else whole


def read_memory(folder: Path, display: str) -> MadeFrom | None:
    """Return what `folder` was made from, None where nothing says so.

    Raises:
        ConfigError: the file is not what we write, such as one with conflict markers.
        SourceError: it cannot be read.
    """
    path = folder / MEMORY
    if not path.exists():
        return None
    shown = f"{display.rstrip('/')}/{MEMORY}"
    toml = load_toml(decode_text(read_bytes(path, shown, _MOST), shown), Origin(shown))
    data: dict[str, Any] = toml.data
    tables = {key: data.get(key, {}) for key in ("options", "answers", "base")}
    words = {key: data.get(key, "") for key in ("from", "node", "name", "version")}
    if not (
        all(isinstance(value, str) for value in words.values())
        and all(isinstance(table, dict) for table in tables.values())
        and all(_is_inside(name) for name in tables["base"])
        and all(isinstance(lines, list) for lines in tables["base"].values())
        and all(isinstance(one, str) for lines in tables["base"].values() for one in lines)
    ):
        message = "is not what pysched-gen wrote; take it as it was committed"
        raise ConfigError([Problem(toml.origin.span(), message)])
    return MadeFrom(
        command="extract --update" if "options" in data or words["node"] else "update",
        origin=words["from"],
        node=words["node"],
        name=words["name"],
        version=words["version"],
        options={key: str(value) for key, value in tables["options"].items()},
        answers={key: str(value) for key, value in tables["answers"].items()},
        base={name: "".join(lines) for name, lines in tables["base"].items()},
    )


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name
