"""`pysched-gen inspect`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.node_list import (
    named_nodes,
    others_of,
    print_nodes,
    print_nodes_as_json,
    print_values,
)
from pysched_gen.cli.options import node_option, sources_argument, standard_input_for
from pysched_gen.cli.output import say, show, show_document, show_failures
from pysched_gen.cli.project import passed_by
from pysched_gen.errors import NothingToReadError
from pysched_gen.formats.dialog_script.tree import Multiparm
from pysched_gen.pipeline import INSPECT, run
from pysched_gen.run_state import Request
from pysched_gen.visible_text import json_text, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.cli.node_list import NamedNode
    from pysched_gen.errors import PyschedError
    from pysched_gen.model.scheduler import Callback, Scheduler
    from pysched_gen.run_state import State
    from pysched_gen.sources.list_nodes import OtherScheduler
    from pysched_gen.sources.parameters import Parameter

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
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--all-nodes", is_flag=True, help="List path and type of every node instead.")
@click.option(
    "--values", is_flag=True, help="Show all that nodes of any type, and assets, hold instead."
)
@click.option("--textconv", is_flag=True, hidden=True, help="With --values: as git needs it.")
@node_option
@click.pass_context
def command(
    context: click.Context,
    sources: tuple[str, ...],
    form: str,
    nodes: str,
    *,
    all_nodes: bool,
    values: bool,
    textconv: bool,
) -> None:
    """Show what is in every SOURCE: node, callbacks, which are default, parameters.

    A SOURCE is a snippet folder, a dump of nodes, a Houdini scene or an asset library. Scheduler
    nodes that are no Python Schedulers are listed, too. Of any other node that SOURCE names, all
    that it holds is shown, as by --values.

    \b
    Examples:
      pysched-gen inspect snippets/farmq
      pysched-gen inspect scene.hip --json
      pysched-gen inspect scene.hip:/tasks/topnet1/pythonscheduler1
      pysched-gen inspect scene.hip --all-nodes --node '/tasks/*'
      pysched-gen inspect scene.hip:/obj/geo1/box1
    """
    request = Request(
        sources, passed_by(context), standard_input_for(sources), nodes=nodes, say=say
    )
    if textconv and not values:
        raise click.UsageError("--textconv is for what --values shows; give both")
    if values:
        if form == "json" or all_nodes:
            raise click.UsageError("--values is text, and shows nodes by itself; give it alone")
        code = print_values(request, told=textconv)
        context.exit(0 if textconv else code)
    if all_nodes:
        print_list = print_nodes_as_json if form == "json" else print_nodes
        context.exit(print_list(request))
    state = run(INSPECT, request)
    others, failures = others_of(request, state.failures)
    schedulers = {str(one.origin) for one in state.schedulers}
    named = [one for one in named_nodes(request) if f"{one.display}:{one.path}" not in schedulers]
    failures = tuple(_unsaid(failures, {one.display for one in named}, sources))
    state = replace(state, failures=tuple(_or_nothing(request, failures, state, others, named)))
    if form == "json":
        show_document(_document(state, others, named))
    else:
        places = {(one.display, one.path) for one in named}
        others = [one for one in others if (one.display, one.path) not in places]
        show(_pages(state, others, [one.page for one in named]), nl=False)
    show_failures(state.failures)
    context.exit(state.exit_code)


def _document(state: State, others: Sequence[OtherScheduler], named: Sequence[NamedNode]) -> str:
    saved = {source.origin: source.houdini for source in state.sources}
    document = {
        "schema": "pysched-gen/inspect",
        "version": 1,
        "schedulers": [_facts(one, saved.get(one.origin, "")) for one in state.schedulers],
        "others": [
            {
                "source": f"{other.display}:{other.path}",
                "path": other.path,
                "node_type": other.type,
                "saved_with": other.houdini,
                "parameters": other.parameters,
            }
            for other in others
        ],
        "nodes": [
            {
                "source": f"{one.display}:{one.path}",
                "path": one.path,
                "node_type": one.type,
                "holds": [text._asdict() for text in one.texts],
            }
            for one in named
        ],
    }
    return json_text(document) + "\n"


def _unsaid(
    failures: Sequence[PyschedError], shown: set[str], arguments: Sequence[str]
) -> Iterator[PyschedError]:
    """Yield the failures but those that say that a node which is shown holds no callbacks.

    Of one that is not there it is of no use here that others would hold some.
    """
    from pysched_gen.sources.nothing import OtherSchedulersError  # noqa: PLC0415 - start-up

    for one in failures:
        if not isinstance(one, OtherSchedulersError):
            yield one
        elif one.display not in shown:
            asked = [name for name in arguments if name.startswith(f"{one.display}:/")]
            nodes = ", ".join(name[len(one.display) + 1 :] for name in asked)
            advice = f'has no node {nodes}; "inspect {one.display} --all-nodes" lists them'
            yield NothingToReadError(f"{one.display}: {advice}") if asked else one


def _or_nothing(
    request: Request, failures: Sequence[PyschedError], state: State, *shown: Sequence[object]
) -> Iterator[PyschedError]:
    """Yield the failures; where there is nothing to show either, that a folder holds nothing."""
    yield from failures
    if not failures and not state.schedulers and not any(shown):
        which = f' whose path matches "{request.nodes}"' if request.nodes else ""
        place = ", ".join(request.arguments)
        yield NothingToReadError(f"{place}: holds no scheduler{which}; give what does")


def _pages(state: State, others: Sequence[OtherScheduler], named: Sequence[str]) -> str:
    saved = {source.origin: source.houdini for source in state.sources}
    pages = ["\n".join(_page(one, saved.get(one.origin, ""))) for one in state.schedulers]
    pages += named
    if others:
        pages.append("\n".join(["other schedulers", *map(_other, others)]))
    return "\n\n".join(pages) + "\n" if pages else ""


def _other(other: OtherScheduler) -> str:
    words = [f"  {other.display}:{other.path}", other.type]
    words += [f"Houdini {other.houdini}"] if other.houdini else []
    count = other.parameters
    words += [] if count is None else [f"{count} parameter{'s'[: count != 1]}"]
    return visible_line("  ".join(words))


def _page(scheduler: Scheduler, saved_with: str) -> Iterator[str]:
    yield f'{scheduler.name}  "{scheduler.label}"'
    yield f"  source      {scheduler.origin}"
    if scheduler.node_type:
        yield f"  node type   {scheduler.node_type}"
    if saved_with:
        yield f"  saved with  {saved_with}"
    if not scheduler.fronts:
        yield from _code_lines(scheduler)
    yield f"  parameters  {len(scheduler.parameters)}"
    for parameter in scheduler.parameters:
        yield from _parameter_lines(parameter, "    ")


def _parameter_lines(parameter: Parameter, indent: str) -> Iterator[str]:
    """Yield a line of a parameter; below a multiparm, those of an instance of it."""
    yield f"{indent}{_about_parameter(parameter)}"
    if isinstance(parameter.item, Multiparm):
        for one in parameter.repeated:
            yield from _parameter_lines(one, f"{indent}  ")


def _code_lines(scheduler: Scheduler) -> Iterator[str]:
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
    driven = {one.index: one for one in parameter.default_expressions}
    default = ", ".join(
        (
            f"{driven[index].text} ({driven[index].language})"
            if index in driven
            else json.dumps(value, ensure_ascii=False)
        )
        for index, value in enumerate(parameter.default)
    )
    if isinstance(parameter.item, Multiparm):
        count = parameter.item.default or 0
        default = f"{count} instance{'s'[: count != 1]}"
    folder = f"  in {' / '.join(parameter.folder)}" if any(parameter.folder) else ""
    mark = "  overridable" if parameter.overridable else ""
    return f"{parameter.name:<17} {_type(parameter)}{size} = {default}{mark}{folder}"


def _parts(scheduler: Scheduler) -> dict[str, Any]:
    return {"header": scheduler.header, "methods": scheduler.methods, "init": scheduler.init}


def _facts(scheduler: Scheduler, saved_with: str) -> dict[str, Any]:
    return {
        "name": scheduler.name,
        "label": scheduler.label,
        "source": str(scheduler.origin),
        "path": scheduler.origin.node,
        "node_type": scheduler.node_type,
        "saved_with": saved_with,
        "class": scheduler.class_name,
        "base": scheduler.base.value,
        "category": scheduler.category,
        "parm_prefix": scheduler.parm_prefix,
        "callback_server": scheduler.callback_server.value,
        "houdini": scheduler.release.name,
        "python": ".".join(str(number) for number in scheduler.release.python),
        # The parameters of a type alone have none.
        "callbacks": [
            {
                "method": callback.method,
                "parameter": callback.spec.parm,
                "provenance": callback.provenance.value,
                "lines": len(callback.snippet.text.splitlines()),
                "expression": callback.snippet.expression,
                "origin": str(callback.snippet.origin),
            }
            for callback in (() if scheduler.fronts else scheduler.callbacks)
        ],
        "parts": [part for part, snippet in _parts(scheduler).items() if snippet is not None],
        "parameters": list(map(_parameter_facts, scheduler.parameters)),
    }


def _parameter_facts(parameter: Parameter) -> dict[str, Any]:
    facts = {
        "name": parameter.name,
        "label": parameter.label,
        "type": _type(parameter),
        "size": parameter.size,
        "default": list(parameter.default),
        "overridable": parameter.overridable,
        "folder": list(parameter.folder),
    }
    if isinstance(parameter.item, Multiparm):
        facts["default"] = [parameter.item.default or 0]
        facts["parameters"] = list(map(_parameter_facts, parameter.repeated))
    return facts


def _type(parameter: Parameter) -> str:
    return "multiparm" if isinstance(parameter.item, Multiparm) else parameter.type
