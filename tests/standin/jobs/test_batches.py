"""Jobs that cook the sub-items of a batch: each is reported, waited for, or added by the job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[..., Any]

SUBS = """
def subs(batch):
    return [[one.state.name, [f.path for f in one.outputFiles]] for one in batch.batchItems]
"""


def test_each_sub_item_is_reported(tell: Tell) -> None:
    told = tell(SUBS + """
farm.add()
job = farm.script('''
import json, pdgcmd
pdgcmd.workItemStartCook()
for place in range(3):
    pdgcmd.waitUntilReady(None, place)
    pdgcmd.workItemStartCook(subindex=place)
    data = json.loads(pdgcmd.getWorkItemJSON(None, place))
    pdgcmd.setIntAttrib("seen", data["workitem"]["batchIndex"], 0, subindex=place)
    pdgcmd.addOutputFile("/x/%d" % place, subindex=place)
    pdgcmd.addOutputFiles(["/y/%d" % place], subindex=place)
    if place == 2:
        pdgcmd.addOutputFile("/z", subindex=place, and_success=True)
    else:
        pdgcmd.workItemSuccess(subindex=place)
pdgcmd.workItemSuccess()
''')
farm.load({"command": job, "batch": [{"command": ""}] * 3})
states = farm.cook()
batch = farm.item()
farm.tell(states=states, subs=subs(batch), log=farm.log())
farm.tell(seen=[one.intAttribValue("seen") for one in batch.batchItems])
""")
    assert told["states"] == ["CookedSuccess"] * 4, told["log"]
    outputs = [["/x/0", "/y/0"], ["/x/1", "/y/1"], ["/x/2", "/y/2", "/z"]]
    assert told["subs"] == [["CookedSuccess", files] for files in outputs]
    assert told["seen"] == [0, 1, 2]


# The item before ends when a job waits for it.
WAITING = """
import os
os.environ["WAITS"] = os.path.join(farm.folder, "waits")
farm.add()
sched = farm.session.context.schedulers[0]._python
slots = []
def release(*call):
    slots.append("release")
    open(os.path.join(farm.folder, "waits"), "w").close()
sched.releaseJobSlots = release
sched.acquireJobSlots = lambda *call: slots.append("acquire")
job = farm.script('''
import pdgcmd
for place in range(2):
    try:
        pdgcmd.waitUntilReady(None, place)
    except RuntimeError as error:
        print("SAID", error)
        raise SystemExit(1)
    pdgcmd.workItemStartCook(subindex=place)
    pdgcmd.workItemSuccess(subindex=place)
pdgcmd.workItemSuccess()
''')
farm.load({before!r} if {before!r} != "job" else farm.script(
    "import os, time, pdgcmd\\nwhile not os.path.exists(os.environ['WAITS']): time.sleep(0.05)\\n"
    "pdgcmd.workItemSuccess()"), node="before")
farm.load({{"command": job, "activation": "First",
           "batch": [{{"command": ""}}] * 2}})
farm.context.addWorkItemDependency(farm.item(1).batchItems[1], farm.item(0))
states = farm.cook()
for process in sched.running.values():
    process.wait()
farm.tell(states=states, slots=slots, log=farm.log(1))
order = [facts["name"] for facts in farm.recorded("state") if facts["new"].startswith("Cooked")]
farm.tell(order=order, names=[farm.item(n).name for n in range(4)])
"""


def test_a_sub_item_waits_for_what_it_depends_on(tell: Tell) -> None:
    told = tell(WAITING.format(before="job"))
    assert told["states"] == ["CookedSuccess"] * 4, told["log"]
    before, _batch, first, second = told["names"]
    order = [name for name in told["order"] if name in (before, first, second)]
    assert order.index(before) < order.index(second)
    assert told["slots"] == ["release", "acquire"]


def test_a_sub_item_is_told_that_what_it_waits_for_has_failed(tell: Tell) -> None:
    told = tell(WAITING.format(before='until [ -e "$WAITS" ]; do sleep 0.05; done; exit 3'))
    before, batch, first, second = told["states"]
    assert (before, batch, first) == ("CookedFail", "CookedFail", "CookedSuccess"), told["log"]
    assert second in ("CookedFail", "CookedCancel")
    assert "SAID Sub-item 1 depends on an item that failed" in told["log"]


def test_a_job_adds_sub_items(tell: Tell) -> None:
    told = tell(SUBS + """
farm.add()
job = farm.script('''
import pdgcmd
for number in range(3):
    place = pdgcmd.appendSubItem(None)
    pdgcmd.workItemStartCook(subindex=place)
    pdgcmd.addOutputFile("/x/%d" % place, subindex=place)
    pdgcmd.workItemSuccess(subindex=place)
pdgcmd.workItemSuccess()
''')
farm.load({"command": job, "batch": [{"command": ""}]}, job)
states = farm.cook()
farm.tell(states=states, subs=subs(farm.item()), log=farm.log(2))
""")
    assert told["states"][0] == "CookedSuccess"
    assert told["subs"][1:] == [["CookedSuccess", [f"/x/{place}"]] for place in (1, 2, 3)]
    assert told["states"][2] == "CookedFail"
    assert "is no batch" in told["log"]
