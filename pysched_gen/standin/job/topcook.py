"""Cooks a graph from a file in this process: the job that `submitAsJob` of schedulers submits.

    hython --pdg topcook.py --hip GRAPH [--toppath NODE] [--report none] ...

Options are those of Houdini's script. There is no scene here, so `--hip` is a graph file
("pysched-gen/graph"). Its items are cooked by the scheduler that `--scheduler` names, else by
the one in the variable PDG_STANDIN_SCHEDULER or in `GRAPH.scheduler.json`, both JSON with "type"
and "values", else by the Local Scheduler. The exit code is 0 where every item cooked.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any, Sequence

import pdgcmd

_UNUSABLE = 2
_OUTCOME = ".outcome.json"  # as in `pdg._submit`, which waits for it
_REPORTS = ("none", "outputnode", "items", "all")


def main(arguments: Sequence[str] | None = None) -> int:
    """Cook; give 0 where every item cooked, 1 where one did not, 2 for a graph that cannot be."""
    options = _parse(arguments)
    # Importing it takes a moment that `--help` does not need.
    from pdgstandin.session import Session
    from pdgstandin.spec import GraphSpec, SpecError

    path = os.path.expandvars(pdgcmd.localizePath(options.taskgraphin or options.hip))
    try:
        spec = GraphSpec.from_file(path)
        scheduler = _scheduler(options, path)
    except (OSError, ValueError, SpecError) as error:
        sys.stderr.write("topcook: {}\n".format(error))
        return 2
    session = Session(os.path.dirname(os.path.abspath(path)))
    code = _cook(session, spec, scheduler, options)
    _tell_submitter(session, path, reached=code != _UNUSABLE)
    return code


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Cook a graph from a file.")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--hip", help="graph file")
    source.add_argument("--taskgraphin", help="graph file, by another name")
    parser.add_argument("--toppath", default="", help="node to cook; the whole graph without")
    parser.add_argument("--scheduler", help="type of the scheduler")
    parser.add_argument("--report", choices=_REPORTS, default="none", help="outputs to report")
    parser.add_argument("--fetch", action="store_true", help="as --report outputnode")
    parser.add_argument("--taskgraphout", help="file to write what became of the items to")
    parser.add_argument("--outputdir", default="", help="folder of --taskgraphout")
    parser.add_argument("--verbosity", type=int, default=1, help="0 prints errors only")
    parser.add_argument("--keepopen", choices=("error", "always"), help="has no meaning here")
    parser.add_argument("--datalayerserverport", help="has no meaning here")
    parser.add_argument("--datalayerfile", help="has no meaning here")
    options = parser.parse_args(arguments)
    if options.toppath and not options.toppath.startswith("/"):
        parser.error(
            "--toppath {}: there is no such node: a path begins with /".format(options.toppath)
        )
    return options


def _scheduler(options: argparse.Namespace, path: str) -> dict[str, Any]:
    """Return type and parameters of the scheduler; raises ValueError or OSError."""
    if options.scheduler:
        return {"type": options.scheduler}
    text = os.environ.get("PDG_STANDIN_SCHEDULER", "")
    if not text and os.path.exists(path + ".scheduler.json"):
        with open(path + ".scheduler.json", encoding="utf-8") as file:
            text = file.read()
    found = json.loads(text) if text else {"type": "localscheduler"}
    if isinstance(found, dict) and isinstance(found.get("type"), str):
        return found
    raise ValueError("the scheduler must be given as a JSON object with its type")


def _cook(session: Any, spec: Any, scheduler: dict[str, Any], options: argparse.Namespace) -> int:
    import pdg

    session.recorder.listen(lambda kind, _time, facts: _print(kind, facts, options.verbosity))
    try:
        session.discover()
        session.add_scheduler(scheduler["type"], values=scheduler.get("values"))
        session.load(_part(spec, options.toppath))
        result = session.cook()
    except (pdg.CookError, ValueError, KeyError) as error:
        sys.stderr.write("topcook: {}\n".format(error))
        return 2
    finally:
        session.close()
    _report(session, spec, options)
    _write_outcome(session, options)
    return 0 if result.succeeded else 1


def _part(spec: Any, toppath: str) -> Any:
    """Return the graph up to the node that `toppath` ends with; all of it where it is a network."""
    wanted = {toppath.rpartition("/")[2]}
    names = {node.name for node in spec.nodes}
    if not wanted & names:
        return spec
    for _round in spec.nodes:
        for node in spec.nodes:
            if node.name in wanted:
                wanted.update(node.inputs)
                wanted.update(_waited_for(node))
    spec.nodes = [node for node in spec.nodes if node.name in wanted]
    return spec


def _waited_for(node: Any) -> set[str]:
    """Return the names of nodes that items of `node` wait for."""
    entries = [one for item in node.items for one in (item, *item.batch)]
    named = [name for one in entries for name in (*one.depends_on, *getattr(one, "partition", ()))]
    return {name.rpartition(":")[0] for name in named}


def _print(kind: str, facts: dict[str, Any], verbosity: int) -> None:
    if kind == "error":
        sys.stderr.write("topcook: {}\n".format(facts.get("message")))
    elif verbosity > 0 and kind == "state":
        pdgcmd.printlog("{name} {new}".format(**facts))


def _report(session: Any, spec: Any, options: argparse.Namespace) -> None:
    """Report outputs as outputs of the job that this process is, where it is one."""
    what = "outputnode" if options.fetch and options.report == "none" else options.report
    if what == "none" or pdgcmd.getItemIdFromEnv() is None:
        return
    behind = {name for node in spec.nodes for name in node.inputs}
    shown = {node.name for node in spec.nodes if what != "outputnode" or node.name not in behind}
    for item in session.context.graph._by_id.values():
        for file in item.outputFiles if item.node.name in shown else ():
            pdgcmd.addOutputFile(file.path, result_data_tag=file.tag, hash_code=file.hash)


def _tell_submitter(session: Any, path: str, *, reached: bool) -> None:
    """Leave what became of the items beside a graph that was submitted, whole or not at all."""
    if not os.path.exists(path + ".scheduler.json"):
        return
    items = session.context.graph._by_id.values()
    told = {
        "reached": reached,
        "items": [{"name": item.name, "state": item.state.name} for item in items],
        "errors": session.errors,
    }
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(told, file)
    os.replace(path + ".part", path + _OUTCOME)


def _write_outcome(session: Any, options: argparse.Namespace) -> None:
    if not options.taskgraphout:
        return
    items = [
        {"name": item.name, "state": item.state.name, "outputs": [f.path for f in item.outputFiles]}
        for item in session.context.graph._by_id.values()
    ]
    path = os.path.join(pdgcmd.localizePath(options.outputdir), options.taskgraphout)
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"items": items}, file, indent=1)


if __name__ == "__main__":
    sys.exit(main())
