"""Text of a `scheduler.toml` in, identity and parameters out; every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, Problem, in_file_order
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.formats.limits import beyond_limits
from pysched_gen.formats.toml_text import load_toml
from pysched_gen.sources.check_settings import NO_SETTINGS, CheckSettings
from pysched_gen.sources.manifest.check_table import check_settings
from pysched_gen.sources.manifest.tables import script_of_tables
from pysched_gen.sources.manifest.verify_tables import verify_problems, verify_settings
from pysched_gen.sources.verify_settings import NO_VERIFY_SETTINGS, VerifySettings
from pysched_gen.span import Origin, Span

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.tree import Script

__all__ = ["Manifest", "read_manifest"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a `scheduler.toml` says.

    Attributes:
        identity: as (key, value, place).
        script: the tree of its parameters, None where it declares none.
        include: standard groups of parameters.
        bases: classes of PDG to derive from besides.
        check: which rules look at it.
        verify: which scenarios are waived, and which are the author's own.
    """

    identity: tuple[tuple[str, str, Span], ...]
    script: Script | None = None
    include: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    check: CheckSettings = NO_SETTINGS
    verify: VerifySettings = NO_VERIFY_SETTINGS


def read_manifest(text: str, display: str) -> Manifest:
    """Return what `text`, shown to the user as file `display`, says.

    Raises:
        ConfigError: with every problem, each at its line and column, in file order.
    """
    toml = load_toml(text, Origin(display))
    data = {key: value for key, value in toml.data.items() if key != "parameters"}
    script, problems = script_of_tables(toml)
    for violation in violations(data, load_schema("scheduler")):
        if violation.path == ("schema",):
            problems.append(Problem(toml.span(violation.path), _schema_problem(data["schema"])))
            continue
        at_key = violation.message.startswith("unknown key")
        span = toml.span(violation.path, at_key=at_key)
        problems.append(Problem(span, violation.message))
    problems += [Problem(toml.span(path), message) for path, message in beyond_limits(data)]
    if not problems:
        problems += verify_problems(toml)
    if problems:
        raise ConfigError(in_file_order(problems))
    scheduler: Any = toml.data["scheduler"]
    include = tuple(dict.fromkeys(scheduler.get("include", ())))
    identity = tuple(
        (key, str(value), toml.span(("scheduler", key)))
        for key, value in scheduler.items()
        if key not in {"include", "bases"}
    )
    bases = tuple(dict.fromkeys(scheduler.get("bases", ())))
    settings = check_settings(toml)
    tree = script if script.items else None
    return Manifest(identity, tree, include, bases, settings, verify_settings(toml))


def _schema_problem(value: object) -> str:
    newer = isinstance(value, int) and not isinstance(value, bool) and value > 1
    made = "; it was made for a newer pysched-gen, so upgrade" if newer else ""
    return f"schema must be 1{made}"
