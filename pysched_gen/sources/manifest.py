"""Text of a `scheduler.toml` in, identity and parameters out; every problem at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.formats.limits import beyond_limits
from pysched_gen.formats.toml_text import TomlText, load_toml
from pysched_gen.sources.flat_parameter import FlatParameters
from pysched_gen.sources.parameter_tables import are_nested, script_of_tables
from pysched_gen.span import Origin, Span

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.tree import Script
    from pysched_gen.sources.source import Parameter

__all__ = ["Manifest", "read_manifest"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a `scheduler.toml` says.

    Attributes:
        identity: as (key, value, place).
        parameters: those of a flat list.
        script: the tree of nested tables, None where there is a flat list.
        include: standard groups of parameters.
    """

    identity: tuple[tuple[str, str, Span], ...]
    parameters: tuple[Parameter, ...]
    script: Script | None = None
    include: tuple[str, ...] = ()


def read_manifest(text: str, display: str) -> Manifest:
    """Give what `text`, shown to the user as file `display`, says.

    Raises:
        ConfigError: with every problem, each at its line and column, in file order.
    """
    return _Reader(load_toml(text, Origin(display))).manifest()


@dataclass(slots=True)
class _Reader:
    toml: TomlText
    problems: list[Problem] = field(default_factory=list)

    def manifest(self) -> Manifest:
        script = self.script()
        flat = {**self.toml.data, "parameters": []} if script else self.toml.data
        found = violations(flat, _schema_of_flat_lists())
        for violation in found:
            at_key = violation.message.startswith("unknown key")
            span = self.toml.span(violation.path, at_key=at_key)
            self.problems.append(Problem(span, violation.message))
        broken = {violation.path[:2] for violation in found}
        for path, message in beyond_limits(flat):
            self.problems.append(Problem(self.toml.span(path), message))
            broken.add(path[:2])
        tables: Any = flat.get("parameters", [])
        flat_parameters = FlatParameters(self.toml, self.problems)
        parameters = [
            flat_parameters.parameter(index, table)
            for index, table in enumerate(tables if isinstance(tables, list) else [])
            if not broken & {("parameters",), ("parameters", index)}
        ]
        if self.problems:
            raise ConfigError(self.in_file_order())
        scheduler: Any = self.toml.data["scheduler"]
        include = tuple(dict.fromkeys(scheduler.get("include", ())))
        identity = [
            (key, str(value), self.toml.span(("scheduler", key)))
            for key, value in scheduler.items()
            if key != "include"
        ]
        return Manifest(tuple(identity), tuple(parameters), script, include)

    def script(self) -> Script | None:
        if not are_nested(self.toml.data.get("parameters")):
            return None
        script, problems = script_of_tables(self.toml)
        self.problems += problems
        return script

    def in_file_order(self) -> list[Problem]:
        return sorted(self.problems, key=lambda problem: (problem.span.line, problem.span.column))


def _schema_of_flat_lists() -> dict[str, object]:
    """Give the schema without the nested form, so that messages speak of the one that is used."""
    schema: dict[str, Any] = load_schema("scheduler")
    listed = schema["properties"]["parameters"]
    return {
        **schema,
        "properties": {
            **schema["properties"],
            "parameters": {**listed, "items": listed["items"]["anyOf"][0]},
        },
    }
