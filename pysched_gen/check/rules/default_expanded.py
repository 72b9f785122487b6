r"""A default must be the same once Houdini has expanded it.

## What it does
Reports `$PDG_TEMP/logs` and other variables of a job's environment in the default of a text
parameter, and a single backslash before a letter or digit, `C:\farm`.

## Why it matters on a farm
Houdini expands variables when the parameter is read, in the session, where a job's variables are
not set: `$PDG_TEMP/logs` becomes `/logs`, on every machine, and jobs write there or fail. A single
backslash is eaten: `C:\farm` becomes `C:farm`.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_logs"
    type = "string"
    default = "$PDG_TEMP/logs"
    # init.py
    self.logs = "farmq_logs"

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_logs"
    type = "string"
    default = "__PDG_TEMP__/logs"
    # init.py
    self.logs = "farmq_logs"

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG218", Severity.WARNING)

# Of a job's environment, and a token of its command; `\$` is a dollar sign that stays.
_OF_JOBS = re.compile(
    r"(?<!\\)\$\{?(PDG_(?:TEMP|SHARED_TEMP|DIR|SCRIPTDIR|ITEM_NAME|ITEM_ID|RESULT_SERVER|INDEX))\b\}?"
)
# A backslash on its own, before what it is no escape of.
_EATEN = re.compile(r"(?<!\\)\\(?:\\\\)*[A-Za-z0-9]\w*")


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report defaults that are nothing by the time a job has its variables."""
    for parameter in context.scheduler.parameters:
        for value in parameter.default if parameter.type == "string" else ():
            found = _OF_JOBS.search(str(value))
            if found:
                left = _OF_JOBS.sub("", str(value))
                yield Finding(
                    parameter.span,
                    f'Houdini expands {found[0]} in the default of "{parameter.name}" where only '
                    f'jobs have it, "{left}" is left; write __{found[1]}__ and give the value to '
                    "self.expandCommandTokens",
                )
                break
            eaten = _EATEN.search(str(value))
            if eaten and "\n" not in str(value):
                yield Finding(
                    parameter.span,
                    f"Houdini eats the single backslash of {eaten[0]} in the default of "
                    f'"{parameter.name}"; write / or two backslashes',
                )
                break
