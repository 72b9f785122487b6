"""`pysched-gen patch`."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pysched_gen.cli.output import mention, say, show_failures
from pysched_gen.errors import UsageError
from pysched_gen.model.scheduler import Provenance
from pysched_gen.pipeline import INSPECT, run
from pysched_gen.run_state import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pysched_gen.formats import Node
    from pysched_gen.formats.dialog_script.tree import Parm
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["command"]

_NUMBER = re.compile(r"[0-9]+")


@click.command("patch")
@click.argument("target", metavar="SCENE:/NODE")
@click.option("--from", "source", metavar="SOURCE", help="Scheduler whose callbacks it gets.")
@click.option(
    "--set",
    "values",
    metavar="NAME=VALUE",
    multiple=True,
    help="Value of a parameter of the node.",
)
@click.option("-o", "--output", metavar="NEW", required=True, help="Scene to write.")
@click.option("--force", is_flag=True, help="Replace NEW; what was there stays as .orig.")
@click.pass_context
def command(
    context: click.Context,
    target: str,
    source: str | None,
    values: Sequence[str],
    output: str,
    *,
    force: bool,
) -> None:
    """Put callbacks and values of parameters into a node, in a copy of its scene.

    Every other byte of the scene stays. The scene itself is never changed, and what an
    expression drives is not replaced. A value must be one that the parameter can hold, as far as
    the scene says how it is declared.

    \b
    Examples:
      pysched-gen patch shot.hip:/tasks/topnet1/farm --from snippets/farmq -o shot_new.hip
      pysched-gen patch shot.hip:/tasks/topnet1/farm --set pdg_workingdir=/jobs -o new.hip
    """
    from pysched_gen.formats import open as open_file  # noqa: PLC0415 - start-up
    from pysched_gen.formats.scene.patched import patched, refuse_others  # noqa: PLC0415 - start-up
    from pysched_gen.output.write_file import write_single, write_whole  # noqa: PLC0415 - start-up
    from pysched_gen.sources import split_argument  # noqa: PLC0415 - start-up

    path, display, node = split_argument(target)
    if not node:
        raise click.UsageError(f"{target} names no node; give SCENE:/path/of/node")
    if source is None and not values:
        raise click.UsageError("nothing is to be changed; give --from or --set")
    if output == "-":
        raise click.UsageError("a scene is not text to print; give -o a file")
    if path.resolve() == Path(output).resolve():
        raise UsageError(f"{output} is the scene itself, which stays; choose another name")
    refuse_others(path, display)
    given = dict(_assignment(one) for one in values)
    scheduler = None if source is None else _scheduler(context, source)
    with open_file(path, display) as file:
        found = file.node(node)
        changes = {} if scheduler is None else dict(_callbacks(scheduler, found))
        declared = file.declared(found)
        changes |= {name: (_stored(name, text, declared),) for name, text in given.items()}
    content = patched(path, display, node, changes)
    if set(content) == {""}:
        write_single(Path(output), content[""], force=force, is_ours=lambda _data: False)
    else:
        write_whole(Path(output), content, force=force, is_ours=lambda _path: False)
    told = ", ".join(changes) or "nothing differs"
    mention(f"{os.fspath(output)}: {node} of {display} with {told}")


def _scheduler(context: click.Context, source: str) -> Scheduler:
    state = run(INSPECT, Request((source,)))
    if state.failures:
        show_failures(state.failures)
        context.exit(state.exit_code)
    if len(state.schedulers) != 1:
        raise UsageError(f"{source}: holds {len(state.schedulers)} schedulers; name one")
    return state.schedulers[0]


def _callbacks(scheduler: Scheduler, node: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the callbacks that differ from what the node has."""
    for part in ("header", "methods", "init"):
        if getattr(scheduler, part) is not None:
            say(f"{part}.py is left out: a node has no place for it")
    for callback in scheduler.callbacks:
        if callback.provenance is Provenance.OWN_DEFAULT:
            continue
        if not callback.spec.parm:
            say(f"{callback.method} is left out: a node has no field for it")
            continue
        parm = node.parms.get(callback.spec.parm)
        text = callback.snippet.text
        # A field has no last line end where a file has one.
        if parm is None or _lines(parm.value) != _lines(text):
            yield callback.spec.parm, (text,)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise click.UsageError(f'"{text}" is not NAME=VALUE')
    return name, value


def _stored(name: str, text: str, declared: Mapping[str, Parm]) -> str:
    """Return what the node keeps for `text`; of what nothing declares, the text itself."""
    from pysched_gen.formats.given_value import stored_text, what_it_takes  # noqa: PLC0415

    parm = declared.get(name) or declared.get(_NUMBER.sub("#", name))
    if parm is None:
        return text
    stored = stored_text(text, parm)
    if stored is None:
        takes = what_it_takes(replace(parm, name=name))
        raise UsageError(f"--set {name}={text}: {takes}")
    return stored
