"""The table of parameters in the README of the starter `tractor`, made from its tests."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING, Any

from trees import ROOT

from pysched_gen.formats.toml_text import load_toml
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["STARTER", "shown_by", "table", "value_parameters"]

STARTER = ROOT / "templates/schedulers/tractor"
# Parameters of included groups, which have no help of their own.
MEANS = {
    "pdg_workingdir": "folder of the cook; a relative one is below the shared roots",
    "pdg_workitemdatasource": "data of items by file or by RPC",
    "pdg_compressworkitemdata": "`.json.gz` for `.json`",
    "pdg_validateoutputs": "items whose outputs are gone cook again",
    "pdg_checkexpectedoutputs": "expected outputs are added that no job reported",
    "pdg_transfertype": "how files are copied to the farm",
    "pdg_transferroot": "folder that copied files are relative to",
    "pdg_usemaxtasks": "limits the items on the farm",
    "pdg_maxtasks": "most items on the farm",
    "pdg_waitforfailures": "a failed item keeps the cook from ending",
    "pdg_mapmode": "the path map of jobs",
    "pdg_usemapzone": "gives jobs a zone, and paths for Windows where that is WIN",
    "pdg_mapzone": "that zone",
    "tempdirmenu": "whether the folder for temporary files is the next but one",
    "tempdirappendpid": "a folder for each session",
    "tempdircustom": "another folder for temporary files",
    "pdg_deletetempdir": "when that folder is deleted",
    "submitjobname": "`-title` of the job that cooks the graph",
    "submitjobverbosity": "`--verbosity` of topcook.py",
    "usesubmittargethip": "cooks another scene",
    "submittargethip": "`--hip` of topcook.py",
    "usesubmitjobnode": "cooks another node",
    "submitjobnode": "`--toppath` of topcook.py",
    "submitjobfile": "`--taskgraphout` of topcook.py",
    "enabledatalayerserver": "`--datalayerserverport` of topcook.py, 0 for any",
    "usedatalayerport": "a port of one's own",
    "datalayerserverport": "that port",
    "submitjobwhenfinished": "`--keepopen` of topcook.py",
    "createremotegraph": "refused with a warning: how a remote graph is made is not documented",
    "remotegraphname": "its name, in that warning",
    "pdg_rpcignoreerrors": "whether a job goes on that cannot report",
    "pdg_rpcmaxerrors": "failed reports after which a job makes none",
    "pdg_rpctimeout": "seconds of a report",
    "pdg_rpcretries": "tries of a report",
    "pdg_rpcbackoff": "seconds between those",
    "pdg_rpcbatch": "seconds between questions of a batch that waits",
    "tractor_envmulti": "how many variables jobs are given",
    "pdg_rpcrelease": "a batch that waits does not count",
}
# What Houdini does for every scheduler; a scenario of `verify` plays it with this one.
SCENARIOS = {
    "pdg_validateoutputs": "second-cook",
    "pdg_checkexpectedoutputs": "item-reports",
    "pdg_transfertype": "transfer-file",
    "pdg_transferroot": "transfer-file",
    "pdg_waitforfailures": "item-fails",
}


def shown_by() -> dict[str, str]:
    """Return the test, by the parameter that it shows."""
    found: dict[str, str] = {}
    for name, value in runpy.run_path(str(STARTER / "tests/test_scheduler.py")).items():
        for parameter in getattr(value, "shows", ()):
            found.setdefault(str(parameter), f"`{name}`")
    return found | {name: f"`verify`: {scenario}" for name, scenario in SCENARIOS.items()}


def value_parameters() -> dict[str, dict[str, Any]]:
    """Return the parameters that hold a value, in the order of the interface."""
    manifest = _toml(STARTER / "scheduler.toml")
    names = manifest["scheduler"]["include"]
    groups = (_toml(ROOT / f"templates/parameters/{name}.toml") for name in names)
    return {one["name"]: one for source in (manifest, *groups) for one in _parameters(source)}


def _toml(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = load_toml(path.read_text("utf-8"), Origin(str(path))).data
    return data


def _parameters(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in table.get("parameters", ()):
        if one.get("type") not in ("folder", "separator", "button"):
            yield one
        yield from _parameters(one)


def table() -> str:
    """Return the rows of the table; raises KeyError for a parameter that no test shows."""
    tests = shown_by()
    rows = ["| parameter | name | what it does | shown by |", "|---|---|---|---|"]
    for name, one in value_parameters().items():
        # Not of Tractor's interface, but of every scheduler.
        if name in ("pdg_tickperiod", "pdg_maxitems"):
            continue
        told = str(one.get("help") or MEANS[name]).rstrip(".").replace("|", "\\|")
        rows.append(f"| {one['label']} | `{name}` | {told} | {tests[name]} |")
    return "\n".join(rows)
