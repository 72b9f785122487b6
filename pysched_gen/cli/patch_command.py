"""`pysched-gen patch`."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from shlex import shlex
from typing import TYPE_CHECKING

import click

from pysched_gen.cli.completions import complete_node_values, complete_paths
from pysched_gen.cli.output import mention, say, show_failures
from pysched_gen.errors import UsageError
from pysched_gen.formats.dialog_script.kinds import component_endings
from pysched_gen.formats.dialog_script.tree import Multiparm, Parm
from pysched_gen.formats.given_value import stored_text, what_it_takes
from pysched_gen.model.scheduler import Provenance
from pysched_gen.pipeline import INSPECT, run
from pysched_gen.run_state import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pysched_gen.formats import Node
    from pysched_gen.model.scheduler import Scheduler

    _Declared = Mapping[str, Parm | Multiparm]

__all__ = ["command"]


@click.command("patch")
@click.argument("target", metavar="SCENE:/NODE", shell_complete=complete_paths)
@click.option(
    "--from",
    "source",
    metavar="SOURCE",
    shell_complete=complete_paths,
    help="Scheduler whose callbacks it gets.",
)
@click.option(
    "--set",
    "values",
    metavar="NAME=VALUE",
    shell_complete=complete_node_values,
    multiple=True,
    help="Value of a parameter of the node, or values, as in t='1 2 3'.",
)
@click.option(
    "-o",
    "--output",
    metavar="NEW",
    required=True,
    shell_complete=complete_paths,
    help="Scene to write.",
)
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
    the scene says how it is declared. A parameter of several components takes as many values, or
    one for each that is named, as in tx=1.

    \b
    Examples:
      pysched-gen patch shot.hip:/tasks/topnet1/farm --from snippets/farmq -o shot_new.hip
      pysched-gen patch shot.hip:/tasks/topnet1/farm --set pdg_workingdir=/jobs -o new.hip
      pysched-gen patch shot.hip:/obj/cam1 --set t='0 2 -5' --set ry=90 -o new.hip
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
    given = [_assignment(one) for one in values]
    scheduler = None if source is None else _scheduler(context, source)
    with open_file(path, display) as file:
        found = file.node(node)
        changes: dict[str, list[str | None]] = {}
        if scheduler is not None:
            changes = {name: [text] for name, text in _callbacks(scheduler, found)}
        declared = file.declared(found)
        for name, text in given:
            parm, components = _given(name, text, found, declared)
            # Of several components each may be given by itself.
            whole = changes.setdefault(parm, [None] * len(found.parms[parm].values))
            for index, value in components.items():
                whole[index] = value
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


def _callbacks(scheduler: Scheduler, node: Node) -> Iterator[tuple[str, str]]:
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
            yield callback.spec.parm, text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise click.UsageError(f'"{text}" is not NAME=VALUE')
    return name, value


def _given(name: str, text: str, node: Node, declared: _Declared) -> tuple[str, dict[int, str]]:
    """Return the parameter that `name`, or a component, is of, and what components of it get."""
    if name in node.parms:
        count = len(node.parms[name].values)
        texts = [text] if count <= 1 else _split(name, text)
        if len(texts) != count:
            has = f"has {count} components; give it {count} values, or one of them, by its name"
            what = has if count else "holds no value"
            raise UsageError(f"--set {name}={text}: {name} {what}")
        return name, {at: _stored(name, one, node, declared) for at, one in enumerate(texts)}
    for parm in node.parms.values():
        count, ending = len(parm.values), name.removeprefix(parm.name)
        if count < 2 or ending == name:  # noqa: PLR2004 - a single one has no other name
            continue
        known = _declaration(parm.name, declared)
        for endings in component_endings(known.type if isinstance(known, Parm) else None):
            if ending in endings[:count]:
                return parm.name, {endings.index(ending): _stored(parm.name, text, node, declared)}
    near = get_close_matches(name, node.parms, 1)
    advice = f"is it {near[0]}?" if near else "add it in Houdini"
    raise UsageError(f"--set {name}: {node.path} has no such parameter; {advice}")


def _split(name: str, text: str) -> list[str]:
    """Return the values that stand in `text`, with blanks or commas between, or in quotes."""
    words = shlex(text, posix=True)
    words.whitespace += ","
    words.whitespace_split = True
    words.escape = words.commenters = ""
    try:
        return list(words)
    except ValueError:
        raise UsageError(f"--set {name}={text}: a quote is not closed") from None


def _stored(name: str, text: str, node: Node, declared: _Declared) -> str:
    """Return what the node keeps for `text`; of what nothing declares, the text itself."""
    parm = _declaration(name, declared)
    if parm is None:
        return text
    if isinstance(parm, Multiparm):
        if text != node.parms[name].value:
            what = "counts its instances; add or remove them in Houdini, and set theirs here"
            raise UsageError(f"--set {name}={text}: {name} {what}")
        return text
    stored = stored_text(text, parm)
    if stored is None:
        takes = what_it_takes(replace(parm, name=name))
        raise UsageError(f"--set {name}={text}: {takes}")
    return stored


def _declaration(name: str, declared: _Declared) -> Parm | Multiparm | None:
    """Return what declares `name`, which may be of an instance of a multiparm."""
    if name in declared:
        return declared[name]
    for one, parm in declared.items():
        if "#" in one and re.fullmatch("[0-9]+".join(map(re.escape, one.split("#"))), name):
            return parm
    return None
