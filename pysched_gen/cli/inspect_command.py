"""`pysched-gen inspect`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.options import sources_argument, standard_input_for
from pysched_gen.cli.output import show_failures
from pysched_gen.pipeline import INSPECT, run
from pysched_gen.state import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.model.scheduler import Callback, Scheduler
    from pysched_gen.read.source import Parameter

__all__ = ["command"]


@click.command("inspect")
@sources_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], form: str) -> None:
    """Show what is in every SOURCE: node, callbacks, which are default, parameters.

    \b
    Examples:
      pysched-gen inspect snippets/farmq
      pysched-gen inspect dump.json:/tasks/topnet1/pythonscheduler1
      pysched-gen inspect dump.json --format json
    """
    state = run(INSPECT, Request(sources, standard_input_for(sources)))
    if form == "json":
        found = [_facts(scheduler) for scheduler in state.schedulers]
        document = {"schema": "pysched-gen/inspect", "version": 1, "schedulers": found}
        click.echo(json.dumps(document, indent=2))
    else:
        pages = ("\n".join(_page(scheduler)) for scheduler in state.schedulers)
        click.echo("\n\n".join(pages), nl=bool(state.schedulers))
    show_failures(state.failures)
    context.exit(state.exit_code)


def _page(scheduler: Scheduler) -> Iterator[str]:
    yield f'{scheduler.name}  "{scheduler.label}"'
    yield f"  source      {scheduler.origin}"
    if scheduler.node_type:
        yield f"  node type   {scheduler.node_type}"
    yield f"  class       {scheduler.class_name}({scheduler.base.value})"
    yield f"  category    {scheduler.category}"
    yield f"  server      {scheduler.callback_server.value}"
    yield f"  houdini     {scheduler.release} ({scheduler.release.python_name})"
    yield f"  callbacks   {len(scheduler.callbacks)}"
    for callback in scheduler.callbacks:
        yield f"    {callback.method:<17} {_about(callback)}"
    for part, snippet in _parts(scheduler).items():
        if snippet is not None:
            yield f"  {part:<11} {_count(snippet.text)}"
    yield f"  parameters  {len(scheduler.parameters)}"
    for parameter in scheduler.parameters:
        yield f"    {_about_parameter(parameter)}"


def _about(callback: Callback) -> str:
    words = {"given": "", "node default": "default of the node", "own default": "not given"}
    note = words[callback.provenance.value]
    if callback.snippet.expression:
        note = f"driven by a {callback.snippet.expression} expression"
    return f"{_count(callback.snippet.text):>9}  {note}".rstrip()


def _count(text: str) -> str:
    count = len(text.splitlines())
    return f"{count} line{'s'[: count != 1]}"


def _about_parameter(parameter: Parameter) -> str:
    size = f"[{parameter.size}]" if parameter.size != 1 else ""
    default = ", ".join(json.dumps(value, ensure_ascii=False) for value in parameter.default)
    folder = f"  in {' / '.join(parameter.folder)}" if any(parameter.folder) else ""
    mark = "  overridable" if parameter.overridable else ""
    return f"{parameter.name:<17} {parameter.type}{size} = {default}{mark}{folder}"


def _parts(scheduler: Scheduler) -> dict[str, Any]:
    return {"header": scheduler.header, "methods": scheduler.methods, "init": scheduler.init}


def _facts(scheduler: Scheduler) -> dict[str, Any]:
    return {
        "name": scheduler.name,
        "label": scheduler.label,
        "source": str(scheduler.origin),
        "node_type": scheduler.node_type,
        "class": scheduler.class_name,
        "base": scheduler.base.value,
        "category": scheduler.category,
        "parm_prefix": scheduler.parm_prefix,
        "callback_server": scheduler.callback_server.value,
        "houdini": scheduler.release.name,
        "python": ".".join(str(number) for number in scheduler.release.python),
        "callbacks": [
            {
                "method": callback.method,
                "parameter": callback.spec.parm,
                "provenance": callback.provenance.value,
                "lines": len(callback.snippet.text.splitlines()),
                "expression": callback.snippet.expression,
                "origin": str(callback.snippet.origin),
            }
            for callback in scheduler.callbacks
        ],
        "parts": [part for part, snippet in _parts(scheduler).items() if snippet is not None],
        "parameters": [
            {
                "name": parameter.name,
                "label": parameter.label,
                "type": parameter.type,
                "size": parameter.size,
                "default": list(parameter.default),
                "overridable": parameter.overridable,
                "folder": list(parameter.folder),
            }
            for parameter in scheduler.parameters
        ],
    }
