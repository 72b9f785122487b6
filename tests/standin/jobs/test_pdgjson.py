"""What a job does with its work item by `pdgjson` is done where PDG is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

JOB = """
import pdgjson
item = pdgjson.WorkItem.fromJobEnvironment()
item.setJobState(pdgjson.workItemState.Cooking)
{action}
item.setJobState(pdgjson.workItemState.CookedSuccess)
"""

# What the job does; what is then true of its item.
ACTIONS: dict[str, tuple[str, str, Any]] = {
    "an int": ("item.setIntAttrib('a', 4)", "item.intAttribArray('a')", [4]),
    "ints": ("item.setIntAttrib('a', [4, 5])", "item.intAttribArray('a')", [4, 5]),
    "an int at a place": ("item.setIntAttrib('a', 4, 2)", "item.intAttribArray('a')", [0, 0, 4]),
    "an int more": ("item.setIntAttrib('n', 4, -1)", "item.intAttribArray('n')", [1, 2, 4]),
    "a float": ("item.setFloatAttrib('a', 0.5)", "item.floatAttribArray('a')", [0.5]),
    "a text": ("item.setStringAttrib('a', 'é 日本')", "item.stringAttribValue('a')", "é 日本"),
    "a file": (
        "item.setFileAttrib('a', pdgjson.File('/x/y.exr', 'file/image', 3))",
        "item.fileAttribValue('a').asTuple()",
        ["/x/y.exr", "file/image", 3],
    ),
    "a dict": ("item.setDictAttrib('a', {'k': [1]})", "item.dictAttribArray('a')", [{"k": [1]}]),
    "dicts": (
        "item.setDictAttrib('a', [{'k': 1}, {}])",
        "item.dictAttribArray('a')",
        [{"k": 1}, {}],
    ),
    "an object": (
        "item.setPyObjectAttrib('a', {'k': (1, None)})",
        "repr(item.pyObjectAttribValue('a'))",
        "{'k': (1, None)}",
    ),
    "what it read": (
        "item.setStringAttrib('a', pdgjson.strData(item, 's'))",
        "item.stringAttribValue('a')",
        "text",
    ),
    "an output": (
        "item.addOutputFile('/x/y.bgeo')",
        "[(f.path, f.tag) for f in item.outputFiles]",
        [["/x/y.bgeo", "file/geo"]],
    ),
    "outputs": (
        "item.addOutputFiles(['/x/1.exr', '/x/2.exr'], 'mine')",
        "[(f.path, f.tag) for f in item.outputFiles]",
        [["/x/1.exr", "mine"], ["/x/2.exr", "mine"]],
    ),
    "a state": ("item.setCustomState('half')", "item.customState", "half"),
    "progress": ("item.setCookPercent(0.5)", "item.cookPercent", 0.5),
    "a warning": ("item.cookWarning('careful')", "item.hasWarnings", True),
}


@pytest.mark.parametrize("source", [0, 1], ids=["file", "rpc"])
@pytest.mark.parametrize("compressed", [0, 1], ids=["plain", "gz"])
def test_a_job_finds_its_item(
    source: int, compressed: int, tell: Callable[..., dict[str, Any]]
) -> None:
    action = "item.setStringAttrib('a', item.stringAttribValue('s'))"
    told = tell(f"""
python = farm.add(pdg_workitemdatasource={source}, pdg_compressworkitemdata={compressed})
python.job_environment["PDG_ITEM_DATA_SOURCE"] = "{source}"
command = farm.script({JOB.format(action=action)!r})
farm.load({{"command": command, "attributes": {{"s": "found ü"}}}})
farm.tell(states=[str(one) for one in farm.cook()], value=farm.item().stringAttribValue("a"),
          log=farm.log())
""")
    assert told["value"] == "found ü", told


@pytest.fixture(scope="module", name="done")
def do_all(tell: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """Cook an item for each action, in one cook; give what is true of each."""
    jobs = {name: JOB.format(action=action) for name, (action, _, _) in ACTIONS.items()}
    questions = {name: question for name, (_, question, _) in ACTIONS.items()}
    return tell(f"""
farm.add()
attributes = {{"n": [1, 2], "s": "text"}}
jobs = {jobs!r}
farm.load(*[{{"command": farm.script(job), "attributes": attributes}} for job in jobs.values()])
states = farm.cook()
found = {{}}
for index, (name, question) in enumerate({questions!r}.items()):
    item = farm.item(index)
    found[name] = [item.state.name, eval(question), farm.log(index)]
farm.tell(found=found)
""")


@pytest.mark.parametrize("name", ACTIONS)
def test_what_a_job_does_arrives(name: str, done: dict[str, Any]) -> None:
    state, found, log = done["found"][name]
    assert state == "CookedSuccess", log
    assert found == ACTIONS[name][2], log


BATCH = """
import pdgjson
batch = pdgjson.WorkItem.fromJobEnvironment()
for sub in batch.batchItems:
    sub.startSubItem(wait=True)
    sub.setIntAttrib("square", sub.index ** 2)
    sub.addOutputFile("/x/{}.exr".format(sub.index))
    sub.cookSubItem()
batch.setJobState(pdgjson.workItemState.CookedSuccess)
"""


def test_a_batch_reports_each_of_its_items(tell: Callable[..., dict[str, Any]]) -> None:
    told = tell(f"""
farm.add()
subs = [{{"index": index}} for index in (1, 2, 3)]
farm.load({{"command": farm.script({BATCH!r}), "index": 1, "batch": subs}})
farm.cook()
batch = farm.item()
farm.tell(states=[one.state.name for one in [batch, *batch.batchItems]],
          squares=[sub.intAttribValue("square") for sub in batch.batchItems],
          files=[f.path for f in batch.outputFiles], log=farm.log())
""")
    assert told["states"] == ["CookedSuccess"] * 4, told["log"]
    assert told["squares"] == [1, 4, 9]
    assert told["files"] == ["/x/1.exr", "/x/2.exr", "/x/3.exr"]
