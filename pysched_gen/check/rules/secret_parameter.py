"""A parameter is no place for a password.

## What it does
Reports a text field whose name or label says that it holds a password, a token, a key of an API or
another secret. A default that names a variable (`$FARM_TOKEN`) or a file is fine.

## Why it matters on a farm
The value of a parameter is saved in clear text in every scene and in every asset made of it, and
an override in the node it is set on. Scenes are sent to vendors, kept in backups and read by every
job.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_password"
    # onstartcook.py
    self.connection = connect(self["farmq_password"].evaluateString())
    return True
    # header.py
    from farmq import connect

## Good
    # onstartcook.py
    self.connection = connect(os.environ["FARMQ_PASSWORD"])
    return True
    # header.py
    import os
    from farmq import connect

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.secret_names import secret_in
from pysched_gen.model.interface import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.context import Context
    from pysched_gen.model.scheduler import Parameter, Scheduler

__all__ = ["rule"]

rule = Rule(__name__, "PSG209", Severity.WARNING)

_OF_FILES = frozenset({"directory", "file", "geometry", "image"})
_OF_PATHS = ("$", "~", "/", ".")


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report fields for secrets."""
    scheduler = context.scheduler
    for parameter in scheduler.parameters:
        word = secret_in(parameter.name) or secret_in(parameter.label)
        if word and _is_typed_in(parameter) and not _names_file(parameter, scheduler):
            yield Finding(
                parameter.span,
                f'"{parameter.name}" is for a {word}, {_told(parameter)}; read it from an '
                f'environment variable: os.environ["{parameter.name.rstrip("#").upper()}"]',
            )


def _is_typed_in(parameter: Parameter) -> bool:
    return parameter.type == "string" and parameter.menu is None and not parameter.standard


def _names_file(parameter: Parameter, scheduler: Scheduler) -> bool:
    """Tell whether the field, or its default, says where the secret is."""
    if any(str(value).startswith(_OF_PATHS) for value in parameter.default):
        return True
    fields = fields_of(scheduler.interface)
    return any(one.type in _OF_FILES for one in fields if one.name == parameter.name)


def _told(parameter: Parameter) -> str:
    if any(parameter.default):
        return "and its default is in the package for everyone to read"
    if parameter.overridable:
        return "which a scene keeps in clear text, on each node that overrides it too"
    return "which every scene keeps in clear text"
