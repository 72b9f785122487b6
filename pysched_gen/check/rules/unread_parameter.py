"""A parameter that nothing reads does nothing.

## What it does
Notes a parameter whose name stands in no text, with the prefix or without, in no condition,
expression or menu script of another one, and that no method of PyScheduler reads by itself.
Hidden ones and those with a callback script of their own are left out. Nothing is said where the
texts read all parameters in a loop, where one of them cannot be read, and where there is none.
Included groups are looked at, too: the generated class gets code for what no text reads of them,
and where it cannot, or there is none, the parameters are named.

## Why it matters on a farm
An artist sets a memory limit, the jobs run without one and take the machine down. Often the text
has another name for it.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_memory"
    type = "integer"
    # onstartcook.py
    self.memory = self.limits["mem"]
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_memory"
    type = "integer"
    # onstartcook.py
    self.memory = self["farmq_memory"].evaluateInt()
    return True

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.included import idle_parameters
from pysched_gen.check.name_usage import mentions_in
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.scheduler import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.model.scheduler import Parameter

__all__ = ["rule"]

rule = Rule(__name__, "PSG211", Severity.NOTE)

_CALLBACK = "script_callback"


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report parameters that nothing reads."""
    candidates = [one for one in context.scheduler.parameters if _is_for_texts(one)]
    if not (candidates or context.scheduler.include) or not _has_texts(context):
        return
    mentions = mentions_in(context)
    yield from _included(context)
    for parameter in candidates:
        if mentions is not None and not mentions.reads(parameter):
            yield Finding(
                parameter.span,
                f'no text reads "{parameter.name}"; read it with {_call(parameter, context)}, or '
                "remove it",
            )


def _included(context: Context) -> Iterator[Finding]:
    """Report what of included groups does nothing."""
    if context.unparsable:
        return
    for idle in idle_parameters(context.scheduler):
        yield Finding(
            context.scheduler.span_of("include"),
            f'nothing reads {", ".join(idle.names)} of the included "{idle.group}": {idle.advice}',
        )


def _is_for_texts(parameter: Parameter) -> bool:
    has_callback = any(key == _CALLBACK for key, _ in parameter.tags)
    return (
        parameter.holds_value
        and not parameter.standard
        and not parameter.invisible
        and not has_callback
    )


def _has_texts(context: Context) -> bool:
    """Return whether the user wrote any; an asset around a registered type has none."""
    return any(
        text.callback is None or text.callback.provenance is Provenance.GIVEN
        for text in context.texts
    )


_KINDS = {"string": "String", "float": "Float"}


def _call(parameter: Parameter, context: Context) -> str:
    kind = _KINDS.get(parameter.type, "Int")
    if parameter.overridable and parameter.name.startswith(f"{context.scheduler.parm_prefix}_"):
        return f"self.evaluate{kind}Override"
    return f'self["{parameter.name}"].evaluate{kind}()'
