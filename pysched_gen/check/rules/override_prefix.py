"""A parameter that nodes override starts with the prefix.

## What it does
Reports a parameter with `overridable = true` whose name does not start with `parm_prefix` and `_`.
Another prefix is right where a text gives it to `evaluateStringOverride` or its kin. Where none of
several parameters has the prefix, that is one finding. Where one run looks at several schedulers,
it also reports a parameter that two of them let nodes override and declare differently.

## Why it matters on a farm
`self.evaluateStringOverride(node, self.parmprefix, "queue", ...)` looks for `<prefix>_queue`. The
field appears in the Scheduler Properties of a node, artists set it, and nothing ever finds it: the
item goes to the queue of the scheduler. Where two schedulers share a name, a node has one field for
both, with the default and label of one of them.

## Bad
    # scheduler.toml
    parm_prefix = "farmq"
    [[parameters]]
    name = "queue"
    overridable = true
    # onstartcook.py
    self.queue = self["queue"].evaluateString()
    return True

## Good
    # scheduler.toml
    parm_prefix = "farmq"
    [[parameters]]
    name = "farmq_queue"
    overridable = true
    # onschedule.py
    queue = self.evaluateStringOverride(work_item.node, "farmq", "queue", work_item, "all")
    return self._submit(queue, work_item)

## Since
Every release.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.name_usage import prefixes_of_overrides
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.model.scheduler import Parameter

__all__ = ["rule"]

rule = Rule(__name__, "PSG206", Severity.WARNING)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report overridable parameters that no override can find."""
    scheduler = context.scheduler
    prefix = f"{scheduler.parm_prefix}_"
    others = {f"{one}_" for text in context.texts for one in prefixes_of_overrides(text)}
    overridable = [one for one in scheduler.parameters if one.overridable and not one.standard]
    strays = [one for one in overridable if not _is_found(one, (prefix, *others), context)]
    if len(strays) == len(overridable) > 1:
        starts = Counter(one.name.partition("_")[0] for one in strays)
        yield Finding(
            scheduler.span_of("parm_prefix"),
            f'none of the {len(strays)} parameters that nodes may override starts with "{prefix}", '
            "so no override is found; set parm_prefix to how they start, for instance "
            f'"{starts.most_common(1)[0][0]}"',
        )
        return
    for parameter in strays:
        name = parameter.name
        yield Finding(
            parameter.span,
            f'nodes may override "{name}", but overrides are looked for under names that start '
            f'with "{prefix}"; call it "{prefix}{name}"',
        )


def _is_found(parameter: Parameter, prefixes: tuple[str, ...], context: Context) -> bool:
    if parameter.name.startswith(prefixes):
        return True
    names = (read.name for text in context.texts for read in text.reads if read.override)
    return any(context.parameter_names.declared(name) is parameter for name in names)
