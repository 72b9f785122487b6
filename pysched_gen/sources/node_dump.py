"""Read the JSON dump of saved Python Scheduler nodes.

`pysched_gen/houdini/dump_node.py` makes it and `schemas/node-dump.schema.json` describes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, NothingToReadError, Problem, SourceError
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.formats.json_text import json_parts, json_path, json_spans, parse_json
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.formats.saved_node import Expression
from pysched_gen.sources.dump_script import script_of, wrong_values
from pysched_gen.sources.nothing import DUMP_ONE, NotASourceError
from pysched_gen.sources.parameters import parameters_of
from pysched_gen.sources.source import Snippet, Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pysched_gen.formats.dialog_script.tree import Script
    from pysched_gen.formats.json_text import Path
    from pysched_gen.sources.dump_script import Facts
    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.span import Part

__all__ = ["FORMAT", "VERSION", "dumped_nodes", "interface_of", "is_dump", "read_dump"]

FORMAT = "pysched-gen/node-dump"
VERSION = 1
_JSON = re.compile(rb"\s*(?:\{|\[\s*[\[{\"\d\]-])")  # no "[section]" of other formats


def is_dump(head: bytes) -> bool:
    """Tell whether `head`, the first bytes of a file, begin a JSON object or list of some.

    Any is taken for a dump, so that `read_dump` can say what is wrong with it.
    """
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        plain = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return _JSON.match(plain) is not None


def read_dump(path: str, data: bytes) -> list[Source]:
    """Give one `Source` for each node of the dump `data`, shown to the user as file `path`.

    Raises:
        SourceError: `data` is no JSON, no node dump, or a dump of another version.
        ConfigError: with every place where the dump breaks its schema.
        NothingToReadError: the dump holds no node.
    """
    dump = _checked(parse_json(data, path), path, data)
    if not dump["nodes"]:
        raise NothingToReadError(f"{path}: the dump holds no node; {DUMP_ONE}")
    reader = _Reader(path, dump["houdini"], json_parts(data, path, _places(dump)))
    sources = [reader.source(index, node) for index, node in enumerate(dump["nodes"])]
    if reader.problems:
        raise _all_wrong(path, data, reader.problems)
    return sources


def dumped_nodes(path: str, data: bytes) -> list[Facts]:
    """Give what the dump `data`, shown as file `path`, says of each node, whatever it holds.

    Raises:
        SourceError: `data` is no JSON, no node dump, or a dump of another version.
        ConfigError: with every place where the dump breaks its schema.
    """
    nodes: list[Facts] = _checked(parse_json(data, path), path, data)["nodes"]
    return nodes


def interface_of(node: Facts) -> Script | None:
    """Return the interface of a dumped node, None where something in it is wrong."""
    callbacks = {one["parm"] for one in node["callbacks"]}
    told = (facts for facts in node["parameters"] if facts["name"] not in callbacks)
    if any(next(wrong_values(facts), None) for facts in told):
        return None
    return script_of(node["parameters"], callbacks)


def _places(dump: dict[str, Any]) -> Iterator[Path]:
    """Yield the paths of what findings are about: nodes, parameters and texts of callbacks."""
    for index, node in enumerate(dump["nodes"]):
        here: Path = ("nodes", index)
        yield here
        yield from ((*here, "parameters", at) for at in range(len(node["parameters"])))
        yield from ((*here, "callbacks", at, "text") for at in range(len(node["callbacks"])))


def _checked(dump: object, file: str, data: bytes) -> dict[str, Any]:
    origin = Origin(file)
    if not isinstance(dump, dict) or dump.get("schema") != FORMAT:
        message = f'is JSON, but no node dump: it has no "schema": "{FORMAT}"; {DUMP_ONE}'
        raise NotASourceError(f"{file}: {message}")
    version = dump.get("version", VERSION)
    if isinstance(version, int | float) and version != VERSION:
        newer = version > VERSION
        advice = "upgrade pysched-gen" if newer else "dump the node again with its dump_node.py"
        message = f"a node dump of version {version}, but this tool reads {VERSION}; {advice}"
        raise SourceError(origin.span(), message)
    found = violations(dump, load_schema("node-dump"))
    if found:
        raise _all_wrong(file, data, [(wrong.path, wrong.message) for wrong in found])
    return dump


def _all_wrong(file: str, data: bytes, wrong: Sequence[tuple[Path, str]]) -> ConfigError:
    spans = json_spans(data, file, (path for path, _ in wrong))
    return ConfigError([Problem(spans[one], f"{json_path(one)}: {text}") for one, text in wrong])


@dataclass(slots=True)
class _Reader:
    """Turns nodes that the schema has accepted into sources."""

    path: str
    houdini: str
    parts: Mapping[Path, tuple[Part, ...]]
    problems: list[tuple[Path, str]] = field(default_factory=list)

    def source(self, index: int, node: dict[str, Any]) -> Source:
        where: Path = ("nodes", index)
        snippets = tuple(
            self.snippet((*where, "callbacks", position), node, callback)
            for position, callback in enumerate(node["callbacks"])
        )
        script = self.script(where, node)
        return Source(
            kind="node-dump",
            origin=self.origin(where, node),
            name=node["name"],
            files=(self.path,),
            node_type=node["type"],
            houdini=self.houdini,
            snippets=snippets,
            parameters=() if script is None else self.parameters(where, node, script),
            script=script,
        )

    def origin(self, where: Path, node: dict[str, Any], parm: str = "") -> Origin:
        """Return what stands at `where`, which is of `node`."""
        return Origin(self.path, node=node["path"], parm=parm, parts=self.parts[where])

    def script(self, where: Path, node: dict[str, Any]) -> Script | None:
        """Return the interface of `node`, None where something in it is wrong."""
        callbacks = {one["parm"] for one in node["callbacks"]}
        for position, facts in enumerate(node["parameters"]):
            for inner, message in () if facts["name"] in callbacks else wrong_values(facts):
                path = (*where, "parameters", position, *inner)
                self.problems.append((path, message))
        return None if self.problems else script_of(node["parameters"], callbacks)

    def parameters(
        self, where: Path, node: dict[str, Any], script: Script
    ) -> tuple[Parameter, ...]:
        """Return the parameters of `node`, whose tree is `script`, but for those of callbacks."""
        callbacks = {one["parm"] for one in node["callbacks"]}
        told = {facts["name"]: facts for facts in node["parameters"]}
        places = {
            facts["name"]: (*where, "parameters", at) for at, facts in enumerate(node["parameters"])
        }
        found = parameters_of(
            script,
            Origin(self.path, node=node["path"]),
            values={name: facts["values"] for name, facts in told.items() if "values" in facts},
            expressions={
                name: tuple(
                    Expression(int(one["index"]), one["text"], one["language"])
                    for one in facts["expressions"]
                )
                for name, facts in told.items()
                if "expressions" in facts
            },
            by_name=True,
        )
        return tuple(
            replace(one, span=self.origin(places.get(one.name, where), node, one.name).span())
            for one in found
            if one.name not in callbacks
        )

    def snippet(self, where: Path, node: dict[str, Any], callback: dict[str, Any]) -> Snippet:
        text = callback["text"]
        problem = _wrong_text(text)
        if problem:
            self.problems.append(((*where, "text"), problem))
        return Snippet(
            id=callback["parm"],
            text=(text or "").replace("\r\n", "\n").replace("\r", "\n"),
            origin=self.origin((*where, "text"), node, callback["parm"]),
            expression=callback.get("expression", {}).get("language", ""),
        )


def _wrong_text(text: str | None) -> str:
    if text is None:
        return "the expression behind it failed in Houdini; mend it there and dump again"
    if "\0" in text:
        return "holds a null character, so it is no Python; mend the field and dump again"
    size = len(text.encode())
    if size > MAX_TEXT:
        return f"{size:,} bytes are too many for a callback (at most {MAX_TEXT:,})"
    return ""
