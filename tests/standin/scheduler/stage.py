"""Plays a story in a process with the stand-in: `stage.py STORY FOLDER`.

The story is Python with the names of `Stage` at hand: `pdg`, `session`, `scheduler`, `cook`,
`tell` and so on. Kept to Python 3.7, that of Houdini 19.0.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pdg
from pdgstandin.session import Session
from pdgstandin.spec import GraphSpec


class Stage:
    """One session, and what its story tells."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.session = Session(folder)
        self.session.discover()
        self.told: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.session.recorder.listen(
            lambda kind, _time, facts: self.events.append({"kind": kind, **facts})
        )

    def tell(self, **facts: Any) -> None:
        self.told.update(facts)

    def trial(self, function: Any) -> Any:
        """Give what `function` gives, or its exception as text."""
        try:
            return function()
        except Exception as error:  # noqa: BLE001 - to be compared
            return f"{type(error).__name__}: {error}"

    def scheduler(self, type_name: str = "localscheduler", **values: Any) -> Any:
        """Make a scheduler node and give its Python side."""
        return self.session.add_scheduler(type_name, type_name + "1", values)._python

    def define(self, scheduler_class: Any, **values: Any) -> Any:
        """Register a class, make a node of it and give its Python side."""
        entry = pdg.TypeRegistry.types().registerScheduler(scheduler_class)
        return self.scheduler(entry.typeName, **values)

    def node(self, name: str, commands: Any, parms: Any = None, **traits: Any) -> None:
        """Add a node with an item for each command."""
        items = [dict({"index": i, "command": c}, **traits) for i, c in enumerate(commands)]
        node = {"name": name, "parms": dict(parms or {}), "items": items}
        self.graph([node])

    def graph(self, nodes: Any) -> None:
        """Add nodes as a graph file has them."""
        data = {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}
        self.session.load(GraphSpec.from_json(data))

    def items(self) -> list[Any]:
        return self.session.context.graph._all_items()

    def cook(self, timeout: float = 600.0, **options: Any) -> Any:
        """Cook and give the states of all items, by name."""
        return self.session.cook(timeout, **options).states

    def found(self, kind: str, **facts: Any) -> list[dict[str, Any]]:
        """Give the events of a kind with these facts."""
        return [
            event
            for event in self.events
            if event["kind"] == kind and all(event.get(k) == v for k, v in facts.items())
        ]

    def text_of(self, *path: str) -> str:
        return Path(self.folder, *path).read_text("utf-8")

    def log_of(self, item: Any) -> str:
        """Give what the log of an item says, found by its URI."""
        return self.text_of(unquote(urlsplit(item.logURI).path))

    def names(self) -> dict[str, Any]:
        public = {name: getattr(self, name) for name in dir(self) if not name.startswith("_")}
        return dict(public, pdg=pdg, graph=self.graph, os=os)


def children() -> list[str]:
    """Give the command lines of the processes that are left of this one, but not `ps` itself."""
    listing = subprocess.run(
        ["/bin/ps", "-A", "-o", "ppid=,pid=,args="], stdout=subprocess.PIPE, check=True
    )
    rows = [line.split(None, 2) for line in listing.stdout.decode().splitlines()]
    return [row[2] for row in rows if row[0] == str(os.getpid()) and "/bin/ps" not in row[2]]


def main(story: str, folder: str) -> None:
    stage = Stage(folder)
    try:
        runpy.run_path(story, stage.names())
    finally:
        stage.session.close()
    stage.tell(left=children())
    sys.stdout.write("\nTOLD " + json.dumps(stage.told, default=str, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
