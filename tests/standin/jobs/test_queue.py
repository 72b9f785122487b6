"""Jobs that report to a message queue, which the scheduler polls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[..., Any]

QUEUE = """
import threading, xmlrpc.client
from pdg.job.eventdispatch import EventDispatchMixin
from pdg.scheduler import PyScheduler
from pdg.utils.simple_mq import SimpleMQSchedulerMixin

class Queue(EventDispatchMixin, SimpleMQSchedulerMixin, PyScheduler):
    def __init__(self, scheduler, name):
        PyScheduler.__init__(self, scheduler, name)
        EventDispatchMixin.__init__(self)
        SimpleMQSchedulerMixin.__init__(self)
        self.running, self.names, self.job_environment, self.timer = {}, {}, {}, None

    def onStartCook(self, static, cook_set):
        self.setWorkingDir(farm.folder, farm.folder)
        self["pdg_tickperiod"] = 0.02
        self._copyJobSupportFiles()
        self.startPollingClient()
        self.job_environment["PDG_RESULT_CLIENT_ID"] = self.mqinfo.client_id
        self.job_environment["PDG_HTTP_PORT"] = str(self.mqinfo.mq_httpport)
        return True

    onSchedule, onTick, poll = Farm.onSchedule, Farm.onTick, Farm.poll

    def onStopCook(self, cancel):
        self.stopPollingClient()
        return Farm.onStopCook(self, cancel)

pdg.TypeRegistry.types().registerScheduler(Queue)
sched = farm.session.add_scheduler("queue")._python
def ask(call):
    try:
        return call()
    except xmlrpc.client.Fault as fault:
        return fault.faultString
def threads():
    return [one.name for one in threading.enumerate() if one.name.startswith("pdg-")]
"""


def test_reports_arrive_through_the_queue(tell: Tell) -> None:
    told = tell(QUEUE + """
job = farm.script('''
import json, pdgcmd
pdgcmd.workItemStartCook()
pdgcmd.setIntAttrib("a", 7, 0)
pdgcmd.addOutputFile(["/x/a.txt", "/x/b.txt"])
name = json.loads(pdgcmd.getWorkItemJSON(None, -1))["workitem"]["nodeName"]
pdgcmd.setStringAttrib("node", name, 0)
pdgcmd.workItemSuccess()
''')
farm.load(*[job] * 4)
states = farm.cook()
item = farm.item(3)
farm.tell(states=states, log=farm.log(3), files=len(item.outputFiles))
farm.tell(values=[item.intAttribValue("a"), item.stringAttribValue("node")], threads=threads())
""")
    assert told["states"] == ["CookedSuccess"] * 4, told["log"]
    assert (told["files"], told["values"]) == (2, [7, "work"])
    assert told["threads"] == []


def test_a_job_of_an_earlier_cook_is_refused(tell: Tell) -> None:
    told = tell(QUEUE + """
farm.load("exit 3")
farm.cook()
first = sched.mqinfo.client_id
sched.startPollingClient()
address = "http://" + sched.workItemResultServerAddr()
class Old(xmlrpc.client.Transport):
    def send_headers(self, connection, headers):
        super().send_headers(connection, headers + [("X-PDG-Client", first)])
old = xmlrpc.client.ServerProxy(address, transport=Old())
new = xmlrpc.client.ServerProxy(address)
farm.tell(old=ask(lambda: old.success(1, 0.5, "")), new=ask(lambda: new.success(1, 0.5, "")))
farm.tell(unknown=ask(lambda: new.nope()), check=sched.checkPollingClient())
sched.stopPollingClient()
farm.tell(after=sched.checkPollingClient(), address=sched.workItemResultServerAddr())
""")
    assert "that cook has ended" in told["old"]
    assert (told["new"], told["unknown"]) == (True, "there is no call nope")
    assert (told["check"], told["after"], told["address"]) == (True, False, "")


def test_two_schedulers_share_a_queue(tell: Tell) -> None:
    told = tell(QUEUE + """
two = farm.session.add_scheduler("queue", "two")._python
start = two.startPollingClient
two.startPollingClient = lambda: start("127.0.0.1", sched.mqinfo.mq_httpport)
job = farm.script('''
import os, pdgcmd
pdgcmd.addOutputFile("/x/" + os.environ["PDG_ITEM_NAME"])
pdgcmd.workItemSuccess()
''')
farm.load(*[job] * 2, node="first", scheduler="queue")
farm.load(*[job] * 2, node="second", scheduler="two")
states = farm.cook()
files = [[f.path for f in farm.item(n).outputFiles] for n in range(4)]
farm.tell(states=states, files=files, names=["/x/" + farm.item(n).name for n in range(4)])
farm.tell(ports=[sched.mqinfo.mq_httpport, two.mqinfo.mq_httpport], log=farm.log(3))
""")
    assert told["states"] == ["CookedSuccess"] * 4, told["log"]
    assert told["files"] == [[name] for name in told["names"]]
    assert told["ports"][0] == told["ports"][1]


@pytest.mark.parametrize(
    "code",
    [
        "from pdg.utils.mq import MQUtility; MQUtility()",
        "from pdgutils import PDGNetMQRelay; PDGNetMQRelay(None).connectToMQServer('h', 1, 'c')",
        "from pdgutils import mqCreateMessage; mqCreateMessage()",
        "from pdg.job.mqrelay import MQRelay; MQRelay()",
        "from pdg.utils.mq import MQSchedulerMixin; MQSchedulerMixin().startMQ()",
    ],
)
def test_the_queue_of_houdini_names_what_is_missing(tell: Tell, code: str) -> None:
    told = tell(
        f"try:\n    {code}\nexcept NotImplementedError as error:\n    farm.tell(said=str(error))"
    )
    assert "is not implemented by the stand-in" in told["said"]


def test_what_public_schedulers_import_is_there(tell: Tell) -> None:
    told = tell("""
from pdg.utils.mq import MQUtility, MQInfo, MQState, MQUsage, MQSchedulerMixin
from pdgutils import PDGNetMQRelay, mqGetError, mqCreateMessage, PDGNetMessageType
from pdg.job.callbackserver import CallbackServer, CallbackServerAPI, CallbackServerMixin
from pdg.job.eventdispatch import EventDispatchMixin, SuccessEvent, blocking_events
from pdg.job.mqrelay import MQRelay
from pdgjob import pdgcmd
farm.tell(usage=[MQUsage.CONNECT, MQInfo().mqusage, mqGetError()])
""")
    assert told["usage"] == [2, 0, ""]
