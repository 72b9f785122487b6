"""Members of nodes and contexts that are not about cooking."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from asking import ask

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("[node.customId, node.serviceName, node.loopDepth]", ["", "", 0]),
        ("node.reserveIndexBlock(4)", 11),
        ("context.addNode('empty').reserveIndexBlock(4)", 0),
        ("0 < node.memoryUsage() < node.memoryUsage(True)", True),
        ("0 < context.memoryUsage() < context.memoryUsage(True)", True),
        ("[node.setParameter('p', 1), node.setValue('p', 2), node.value('p')]", [None, None, 2]),
        ("[node.setParameter('p', 1), context.setValues('node', {'p': 3}), node['p'].evaluate()]",
         [None, None, 3]),
        ("error(lambda: context.setValue('nothing', 'p', 3))", "KeyError: 'nothing'"),
        ("error(lambda: node.setValue('none', 3)).split(':')[0]", "RuntimeError"),
        ("json.loads(context.serializeWorkItemToJSON(item))['workitem']['id']", 1),
    ],
)  # fmt: skip
def test_a_member(expression: str, expected: Any) -> None:
    assert ask(f"answer = {expression}") == expected


def test_files_are_found_on_the_search_path(tmp_path: Path) -> None:
    types = tmp_path / "pdg" / "types"
    types.mkdir(parents=True)
    (types / "farm.py").write_text("")
    script = """
answer = [context.findFile("farm.py"), context.findFile("none.py"), context.globFiles("f*.py"),
          str(context.searchPath()[0])]
"""
    found = ask(script, env={"HOUDINI_PATH": str(tmp_path)})
    assert found == [str(types / "farm.py"), "", [str(types / "farm.py")], str(types)]


def test_all_items_are_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    assert ask(f"answer = context.serializeWorkItems({str(path)!r})") is True
    saved = json.loads(path.read_text("utf-8"))["workitems"]
    assert [(item["id"], len(item.get("subItems", ()))) for item in saved] == [(1, 0), (2, 3)]


PROCESSOR = """
seen = []

class Frames(pdg.PyProcessor):
    def onGenerate(self, item_holder, upstream_items, generation_type):
        seen.append(([one.name for one in upstream_items], str(generation_type)))
        for parent in upstream_items or [None, None]:
            item_holder.addWorkItem(parent=parent)
        return pdg.result.{answer}

class Done(pdg.PyScheduler):
    def onSchedule(self, work_item):
        return pdg.scheduleResult.CookSucceeded

registry = pdg.TypeRegistry.types()
registry.registerNode(Frames, pdg.nodeType.Processor, name="frames")
registry.registerScheduler(Done)
graph = pdg.GraphContext("frames")
graph.addScheduler("done")
for name in ("before", "after"):
    graph.addNode("frames", name)
graph.connect("after", "before")
"""


def test_a_processor_makes_its_items_once_after_those_of_its_inputs(tmp_path: Path) -> None:
    script = """
answer = [[graph.cook(), graph.cook()], seen]
answer += [[item.name for item in graph.graph.node(n).workItems] for n in ("before", "after")]
answer += [[one.name for one in graph.graph.node("after").workItems[0].dependencies]]
"""
    cooked, seen, *names = ask(
        PROCESSOR.format(answer="Success") + script, env={"HIP": str(tmp_path)}
    )
    assert cooked == [True, True]
    static = "generationType.Static"
    assert [(one, kind.rpartition("pdg.")[2]) for one, kind in seen] == [
        ([], static),
        (["before_1", "before_2"], static),
    ]
    assert names == [["before_1", "before_2"], ["after_3", "after_4"], ["before_1"]]


def test_a_processor_that_answers_failure_ends_the_cook(tmp_path: Path) -> None:
    script = PROCESSOR.format(answer="Failure") + "answer = error(graph.cook)"
    told = ask(script, env={"HIP": str(tmp_path)})
    assert told.endswith("onGenerate of before answers Failure")
