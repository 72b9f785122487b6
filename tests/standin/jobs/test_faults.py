"""Jobs and connections that go wrong: nothing is lost, nothing happens twice, nothing hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from interpreters import require_python

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[..., Any]


# Stands between jobs and server; `drops` connections are cut, each at the point named.
DROPPING_PROXY = """
import socket, threading

class Proxy:
    def __init__(self, port, drops):
        self.port, self.drops, self.seen = port, list(drops), 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client = self.listener.accept()[0]
            self.seen += 1
            drop = self.drops.pop(0) if self.drops else ""
            threading.Thread(target=self.carry, args=(client, drop), daemon=True).start()

    def carry(self, client, drop):
        if drop == "before":
            client.recv(10)
            client.close()
            return
        server = socket.create_connection(("127.0.0.1", self.port))
        threading.Thread(target=self.pump, args=(client, server), daemon=True).start()
        if drop == "after":
            server.recv(1)
            client.shutdown(socket.SHUT_RDWR)
            client.close()
            server.close()
        else:
            self.pump(server, client)

    def pump(self, source, target):
        try:
            while True:
                data = source.recv(65536)
                if not data:
                    break
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass
"""


@pytest.mark.parametrize("drops", [["before"], ["after"], ["before", "after", "after"]])
def test_a_call_whose_connection_drops_is_made_once(tell: Tell, drops: list[str]) -> None:
    told = tell(DROPPING_PROXY + f"""
sched = farm.add()
job = farm.script('''
import pdgcmd
pdgcmd.appendSubItem(None)
pdgcmd.workItemSuccess()
''')
farm.load({{"command": job, "batch": [{{"command": ""}}]}})
address = sched.workItemResultServerAddr
sched.workItemResultServerAddr = lambda: proxy.address
start = sched.startCallbackServer
def started():
    global proxy
    start()
    proxy = Proxy(int(address().split(":")[1]), {drops!r})
sched.startCallbackServer = started
states = farm.cook()
farm.tell(states=states, subs=len(farm.item().batchItems), seen=proxy.seen, log=farm.log())
""")
    assert told["subs"] == 2, told["log"]
    assert told["states"][0] == "CookedSuccess", told["log"]
    assert told["seen"] > len(drops)


MARKS = """
import os, threading, time
os.environ["MARKS"] = farm.folder
def wait(name):
    while not os.path.exists(os.path.join(farm.folder, name)):
        time.sleep(0.02)
def mark(name):
    open(os.path.join(farm.folder, name), "w").close()
def text(name):
    with open(os.path.join(farm.folder, name)) as file:
        return file.read()
"""
# A job that holds the cook up until another has told all that it has to tell.
FAILS_AFTER_IT = 'until [ -e "$MARKS/told" ]; do sleep 0.05; done; exit 3'


def test_a_second_report_of_a_job_changes_nothing(tell: Tell) -> None:
    told = tell(MARKS + f"""
farm.add()
twice = farm.script('''
import os, pdgcmd
pdgcmd.workItemStartCook()
for _ in range(2):
    pdgcmd.addOutputFile('/x/a.txt')
    pdgcmd.workItemSuccess()
pdgcmd.workItemFailed()
open(os.environ["MARKS"] + "/told", "w").close()
''')
farm.load(twice, {FAILS_AFTER_IT!r})
farm.tell(states=farm.cook(), files=[f.path for f in farm.item().outputFiles])
farm.tell(late=[one["report"] for one in farm.recorded("late")])
""")
    assert told["states"] == ["CookedSuccess", "CookedFail"]
    assert told["files"] == ["/x/a.txt"]
    assert told["late"] == ["output", "succeeded", "failed"]


def test_an_output_after_success_is_not_lost(tell: Tell) -> None:
    told = tell(MARKS + f"""
farm.add()
early = farm.script('''
import os, pdgcmd
pdgcmd.workItemSuccess()
pdgcmd.addOutputFile('/x/a.txt')
open(os.environ["MARKS"] + "/told", "w").close()
''')
farm.load(early, {FAILS_AFTER_IT!r})
farm.tell(states=farm.cook(), files=[f.path for f in farm.item().outputFiles])
""")
    assert told["states"][0] == "CookedSuccess"
    assert told["files"] == ["/x/a.txt"]


@pytest.mark.parametrize(("free", "state"), [(1, "CookedSuccess"), (0, "")])
def test_a_taken_port(tell: Tell, free: int, state: str) -> None:
    told = tell(f"""
import socket
taken = socket.create_server(("127.0.0.1", 0))
port = taken.getsockname()[1]
sched = farm.add()
sched.custom_port_range = [port, port + {free}]
job = farm.script("import pdgcmd; pdgcmd.workItemSuccess()")
farm.load(job)
try:
    states = farm.cook()
except OverflowError as error:
    states = [repr(error)]
farm.tell(states=states, running=sched.isCallbackServerRunning(), port=port)
""")
    if free:
        assert told["states"] == [state]
    else:
        assert told["running"] is False
        port = told["port"]
        assert f"no free port from {port} to {port}" in "".join(told["errors"])


def test_many_clients_at_once(tell: Tell) -> None:
    told = tell("""
import threading, time
import pdgrpc
sched = farm.add()
job = farm.script('''
import threading
import pdgcmd, pdgrpc
host = pdgcmd.getResultServerAddr()
item = pdgcmd.getItemIdFromEnv()
together = threading.Barrier(500)
failures = []
def report(number):
    link = pdgrpc.Connection(host, pdgcmd.getResultClientId(), 4, 30, 1)
    together.wait()
    try:
        link.call("result", (item, ("/x/%d" % number).encode(), "file/t", 0, ""))
        link.call("append_log", (item, -1, "line %d." % number, 3, ""))
    except Exception as error:
        failures.append(repr(error))
    link.close()
threads = [threading.Thread(target=report, args=(n,)) for n in range(500)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(failures)
assert not failures
import pdgcmd
pdgcmd.workItemSuccess()
''')
farm.load(job)
states = farm.cook()
paths = {f.path for f in farm.item().outputFiles}
lines = farm.item().logMessages.count("line ")
farm.tell(states=states, outputs=len(farm.item().outputFiles), paths=len(paths), lines=lines)
farm.session.close()
end = time.monotonic() + 600
while threading.active_count() > 1 and time.monotonic() < end: time.sleep(0.01)
farm.tell(threads=[one.name for one in threading.enumerate()], log=farm.log()[-2000:])
""")
    assert told["states"] == ["CookedSuccess"], told["log"]
    assert (told["outputs"], told["paths"], told["lines"]) == (500, 500, 500)
    assert told["threads"] == ["MainThread"]


def test_a_stopped_server_leaves_no_thread_however_slowly_they_end(tell: Tell) -> None:
    told = tell("""
import threading, time
run, served = threading.Thread.run, threading.Event()
def linger(thread):
    run(thread)
    if thread.name == "pdg-callback":
        served.set()
        time.sleep(1)
threading.Thread.run = linger
sched = farm.add()
farm.load(farm.script("import pdgcmd; pdgcmd.workItemSuccess()"))
states = farm.cook()
served.wait()
sched.stopCallbackServer()
farm.tell(states=states, threads=[one.name for one in threading.enumerate()])
""")
    assert told["states"] == ["CookedSuccess"]
    assert "pdg-callback" not in told["threads"]


STRAGGLER = """
import os, time
import pdgcmd
pdgcmd.workItemStartCook()
open(os.environ["MARKS"] + "/started", "w").close()
while not os.path.exists(os.environ["MARKS"] + "/go"):
    time.sleep(0.02)
try:
    pdgcmd.workItemSuccess()
except pdgcmd.RpcError as error:
    open(os.environ["MARKS"] + "/refused", "w").write(str(error))
finally:
    open(os.environ["MARKS"] + "/done", "w").close()
"""


@pytest.mark.parametrize("told_its_client", [True, False])
def test_a_job_of_an_earlier_cook_is_refused(tell: Tell, told_its_client: bool) -> None:
    told = tell(MARKS + f"""
sched = farm.add()
sched.onStopCook = lambda cancel: True
farm.load(farm.script({STRAGGLER!r}))
if {told_its_client}:
    schedule = sched.onSchedule
    def told(work_item):
        sched.job_environment["PDG_RESULT_CLIENT_ID"] = sched._client_id()
        return schedule(work_item)
    sched.onSchedule = told
cook = threading.Thread(target=farm.cook)
cook.start()
wait("started")
farm.context.cancelCook()
cook.join()
first = farm.item().state.name
sched.onTick = lambda: pdg.tickResult.SchedulerReady
sched.onSchedule = lambda work_item: pdg.scheduleResult.Succeeded
cook = threading.Thread(target=farm.cook)
cook.start()
while farm.item().state.name != "Scheduled":
    time.sleep(0.02)
mark("go")
wait("done")
second = farm.item().state.name
farm.context.cancelCook()
cook.join()
for process in sched.running.values():
    process.wait()
farm.tell(first=first, second=second, refused=text("refused"), late=farm.recorded("late"))
""")
    assert (told["first"], told["second"]) == ("CookedCancel", "Scheduled")
    assert "another one" in told["refused"]
    assert told["late"][-1]["reason"] == "a job of another cook"


def test_two_schedulers_do_not_take_each_other_s_reports(tell: Tell) -> None:
    told = tell("""
one, two = farm.add("one"), farm.add("two")
job = farm.script('''
import os, pdgcmd
pdgcmd.workItemStartCook(server_addr=os.environ.get("WRONG"))
pdgcmd.addOutputFile('/x/' + os.environ["PDG_ITEM_NAME"])
pdgcmd.workItemSuccess()
''')
farm.load(job, node="first", scheduler="one")
farm.load(job, node="second", scheduler="two")
farm.load(job, node="mixed", scheduler="two")
two_schedule = two.onSchedule
def schedule(work_item):
    wrong = one.workItemResultServerAddr() if work_item.node.name == "mixed" else ""
    two.job_environment["WRONG"] = wrong
    return two_schedule(work_item)
two.onSchedule = schedule
states = farm.cook()
files = [[f.path for f in farm.item(n).outputFiles] for n in range(3)]
farm.tell(states=states, files=files, names=[farm.item(n).name for n in range(3)], log=farm.log(2))
""")
    names = told["names"]
    assert told["states"] == ["CookedSuccess", "CookedSuccess", "CookedFail"]
    assert told["files"] == [[f"/x/{names[0]}"], [f"/x/{names[1]}"], []]
    assert "another" in told["log"]


@pytest.mark.parametrize("houdini", ["17.5", "18.0", "18.5", "19.0", "20.5", "22.0"])
def test_jobs_report_by_name_before_19_0(tell: Tell, houdini: str) -> None:
    told = tell(
        """
sched = farm.add()
keys = []
succeeded = sched.workItemSucceeded
def spy(item, index, duration, *job):
    keys.append(type(item).__name__)
    succeeded(item, index, duration, *job)
sched.workItemSucceeded = spy
job = farm.script('''
import os
if {by_name}:
    del os.environ["PDG_ITEM_ID"]
import pdgcmd
pdgcmd.workItemStartCook()
pdgcmd.addOutputFile("/x/a.txt")
pdgcmd.workItemSuccess()
''')
farm.load(job, "exit 3")
states = farm.cook()
farm.tell(states=states, keys=keys, files=len(farm.item()._outputs), log=farm.log())
""".replace("{by_name}", str(float(houdini) < 19)),
        env={"PDG_STANDIN_HOUDINI": houdini},
    )
    assert told["states"] == ["CookedSuccess", "CookedFail"], told["log"]
    assert told["keys"] == ["str" if float(houdini) < 19 else "int"]
    assert told["files"] == 1


@pytest.mark.parametrize("version", [(3, 7), (3, 9), (3, 13)])
def test_server_and_jobs_run_on_the_pythons_of_the_releases(
    tell: Tell, version: tuple[int, int]
) -> None:
    told = tell(
        """
farm.add()
farm.load(*[farm.script('''
from pdgjob import pdgcmd
pdgcmd.workItemStartCook()
pdgcmd.setStringAttrib("a", "grüße", 0)
pdgcmd.addOutputFiles(["/x/a.txt", "/x/b.txt"])
pdgcmd.addOutputFile(["/x/c.txt", "/x/d.txt"], and_success=True)
''')] * 3)
states = farm.cook()
farm.tell(states=states, text=farm.item().stringAttribValue("a"), log=farm.log())
farm.tell(files=len(farm.item(2).outputFiles))
""",
        python=require_python(version),
        folder="ein Ordner/größer",
    )
    assert told["states"] == ["CookedSuccess"] * 3, told["log"]
    assert (told["text"], told["files"]) == ("grüße", 4)


def test_an_exception_of_the_scheduler_is_told_to_job_and_cook(tell: Tell) -> None:
    told = tell("""
sched = farm.add()
succeeded = sched.workItemSucceeded
def fragile(item, *report):
    if item == 1:
        raise KeyError("no such job\\x1b")
    succeeded(item, *report)
sched.workItemSucceeded = fragile
job = farm.script("import pdgcmd; pdgcmd.workItemSuccess()")
farm.load(job, job)
farm.tell(states=farm.cook(), log=farm.log())
""")
    assert told["states"] == ["CookedFail", "CookedSuccess"]
    assert "no such job" in told["log"]
    assert "success: KeyError" in told["errors"][0]


def test_a_report_may_stop_the_server(tell: Tell) -> None:
    told = tell("""
import threading
sched = farm.add()
succeeded = sched.workItemSucceeded
def last(item, *report):
    succeeded(item, *report)
    sched.stopCallbackServer()
sched.workItemSucceeded = last
farm.load(farm.script("import pdgcmd; pdgcmd.workItemSuccess()"))
farm.tell(states=farm.cook(), running=sched.isCallbackServerRunning(), log=farm.log())
servers = [one for one in threading.enumerate() if one.name == "pdg-callback-server"]
for one in servers:
    one.join(600)
farm.tell(names=[one.name for one in servers if one.is_alive()])
""")
    assert told["states"] == ["CookedSuccess"], told["log"]
    assert (told["running"], told["names"]) == (False, [])


def test_another_session_on_the_same_port_refuses_a_job(tell: Tell) -> None:
    told = tell(MARKS + f"""
import subprocess, sys
job = farm.script({STRAGGLER!r})
first = farm.add()
first.custom_port_range = [0, 0]
first.onStopCook = lambda cancel: True
farm.load(job)
cook = threading.Thread(target=farm.cook)
cook.start()
wait("started")
farm.context.cancelCook()
cook.join()
port = int(first.workItemResultServerAddr().split(":")[1])
process = list(first.running.values())[0]
farm.session.close()

from pdgstandin.session import Session
from pdgstandin.spec import flat
second = Session(farm.folder)
sched = second.add_scheduler("farm")._python
sched.custom_port_range = [port, port]
sched.onTick = lambda: pdg.tickResult.SchedulerReady
sched.onSchedule = lambda work_item: pdg.scheduleResult.Succeeded
second.load(flat(1))
cook = threading.Thread(target=second.cook)
cook.start()
item = list(second.context.graph._by_id.values())[0]
while item.state.name != "Scheduled":
    time.sleep(0.02)
mark("go")
wait("done")
process.wait()
same = int(sched.workItemResultServerAddr().split(":")[1]) == port
farm.tell(state=item.state.name, refused=text("refused"), same=same)
second.cancel()
cook.join()
second.close()
""")
    assert told["same"]
    assert (told["state"], "another one" in told["refused"]) == ("Scheduled", True)


@pytest.mark.parametrize(("choice", "item", "batch"), [(0, "0", "0"), (1, "0", "1"), (2, "1", "1")])
def test_rpc_errors_are_ignored_for_the_items_that_the_menu_names(
    tell: Tell, choice: int, item: str, batch: str
) -> None:
    told = tell(f"""
from pdg._job_setup import common_variables
sched = farm.add()
sched["pdg_rpcignoreerrors"] = {choice}
farm.load(farm.script(""), {{"command": "x", "batch": [{{"command": ""}}]}})
one, many = farm.item(0), farm.item(1)
names = [common_variables(sched, each)["PDG_RPC_IGNORE_ERRORS"] for each in (one, many)]
farm.tell(names=names)
""")
    assert told["names"] == [item, batch]


def test_the_address_of_the_server_is_an_attribute_too(tell: Tell) -> None:
    told = tell("""
sched = farm.add()
before = sched._workItemResultServerAddr
sched.startCallbackServer()
running = sched._workItemResultServerAddr == sched.workItemResultServerAddr()
port = sched._workItemResultServerAddr.split(":")[1].isdigit()
sched.stopCallbackServer()
farm.tell(seen=[before, running, port, sched._workItemResultServerAddr])
""")
    assert told["seen"] == ["", True, True, ""]


def test_schedulers_of_a_queue_import_its_settings_with_it(tell: Tell) -> None:
    told = tell("""
from pdg.utils import mq, simple_mq
farm.tell(same=simple_mq.MQUtility is mq.MQUtility)
""")
    assert told["same"] is True
