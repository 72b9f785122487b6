"""What the callback server answers, call by call, whatever is sent to its port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

# A scheduler with one item under way, a plain client of Python's own, and a bare socket.
BEGIN = """
import os, socket, sys, threading, xmlrpc.client, zlib
sys.stderr = open(os.devnull, 'w')
from pdg.job._server import HOST
sched = farm.add()
sched.onTick = lambda: pdg.tickResult.SchedulerReady
farm.load("sleep 3600", {"command": "sleep 3600", "batch": [{"command": "a"}, {"command": "b"}]})
cook = threading.Thread(target=farm.cook)
cook.start()
while not sched.running or len(sched.running) < 2:
    pass
port = int(sched.workItemResultServerAddr().split(":")[1])
server = xmlrpc.client.ServerProxy("http://127.0.0.1:%d" % port, allow_none=True)
item, batch = farm.item(0), farm.item(1)

def ask(code):
    try:
        return eval(code)
    except xmlrpc.client.Fault as fault:
        return ["fault", fault.faultCode, fault.faultString]
    except Exception as error:
        return repr(error)

def send(data, close=False):
    with socket.create_connection((HOST, port), timeout=600) as raw:
        raw.sendall(data)
        if close:
            raw.shutdown(socket.SHUT_WR)
        return raw.makefile("rb").readline().decode().strip()

def post(body, *headers):
    lines = ["POST /RPC2 HTTP/1.1", "Content-Length: %d" % len(body), *headers, "", ""]
    with socket.create_connection((HOST, port), timeout=600) as raw:
        raw.sendall("\\r\\n".join(lines).encode() + body)
        answer = raw.makefile("rb")
        status = answer.readline().decode().split(" ", 2)[1]
        return [status, "faultCode" in answer.read1(4000).decode()]

def zipped(body):
    engine = zlib.compressobj(1, 8, 31)
    return engine.compress(body) + engine.flush()

CALL = xmlrpc.client.dumps(("work_1", ""), "start_cook").encode()
"""
END = """
farm.context.cancelCook()
cook.join()
farm.tell(seen=seen)
"""
CALLS = {
    "a report": ("server.start_cook(item.id, '')", True),
    "a report without a job id": ("server.start_cook(item.id)", True),
    "a report by name": ("server.keepalive(item.name, '')", True),
    "readiness": ("server.check_ready_batch(batch.id, 1)", 1),
    "names of the calls": ("'success_and_result_batch' in server.system.listMethods()", True),
    "many calls in one": (
        "server.system.multicall([{'methodName': 'keepalive', 'params': [item.id]}, {}, 7])[0::2]",
        [
            [True],
            {"faultCode": -32600, "faultString": "a call is a struct of methodName and params"},
        ],
    ),
    "unknown call": ("server.nope(1)", ["fault", -32601, "there is no call nope"]),
    "call with dots": ("server.os.system('x')", ["fault", -32601, "there is no call os.system"]),
    "unknown item": ("server.failed(999, '')", ["fault", -32001, "there is no work item 999"]),
    "item of a wrong type": (
        "server.failed([1], '')",
        ["fault", -32602, "failed: item must be an integer, not list"],
    ),
    "true for an item": (
        "server.failed(True, '')",
        ["fault", -32602, "failed: item must be an integer, not bool"],
    ),
    "too few arguments": (
        "server.result(item.id, 'x')",
        ["fault", -32602, "result takes 5 (item, path, tag, hash, jobid), not 2 arguments"],
    ),
    "too many arguments": (
        "server.failed(item.id, '', 1)",
        ["fault", -32602, "failed takes 2 (item, jobid), not 3 arguments"],
    ),
    "no sub-item of that index": (
        "server.check_ready_batch(batch.id, 7)",
        ["fault", -32001, "work item 2 has 2 sub-items, not 7"],
    ),
    "code for an object": (
        "server.set_pyobject_attrib(item.id, -1, 'a', '__import__(\"os\")', '')",
        [
            "fault",
            -32602,
            "set_pyobject_attrib: repr must be the repr of a value without calls, not str",
        ],
    ),
    "arrays within arrays": (
        "server.set_string_attrib_array(item.id, -1, 'a', [['x']], '')",
        ["fault", -32602, "set_string_attrib_array: strings must be a string, not list"],
    ),
    "no XML": ("post(b'nonsense')", ["200", True]),
    "broken XML": ("post(CALL[:-20])", ["200", True]),
    "an answer": ("post(b'<methodResponse></methodResponse>')", ["200", True]),
    "a document type": ("post(b'<!DOCTYPE a [<!ENTITY b \"c\">]>' + CALL)", ["200", True]),
    "another encoding": ("post(CALL.decode().encode('utf-16'))", ["200", True]),
    "a number that is none": (
        "post(xmlrpc.client.dumps((7,), 'failed').replace('7', 'x').encode())",
        ["200", True],
    ),
    "gzip": ("post(zipped(CALL), 'Content-Encoding: gzip')", ["200", False]),
    "no gzip": ("post(CALL, 'Content-Encoding: gzip')[0]", "400"),
    "an unknown compression": ("post(CALL, 'Content-Encoding: br')[0]", "415"),
    "too large": (
        "send(b'POST /RPC2 HTTP/1.1\\r\\nContent-Length: 99999999999\\r\\n\\r\\n')[:12]",
        "HTTP/1.1 413",
    ),
    "gzip that unfolds to too much": (
        "post(zipped(CALL + b' ' * (65 << 20)), 'Content-Encoding: gzip')[0]",
        "400",
    ),
    "no size": ("send(b'POST /RPC2 HTTP/1.1\\r\\n\\r\\n')", "HTTP/1.1 411 Length Required"),
    "a size that is no number": (
        "send(b'POST /RPC2 HTTP/1.1\\r\\nContent-Length: -1\\r\\n\\r\\n')",
        "HTTP/1.1 400 Bad Request",
    ),
    "chunks": (
        "send(b'POST /RPC2 HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n')",
        "HTTP/1.1 411 Length Required",
    ),
    "half a body": (
        "send(b'POST /RPC2 HTTP/1.1\\r\\nContent-Length: 100\\r\\n\\r\\nabc', close=True)",
        "",
    ),
    "another method": ("send(b'GET / HTTP/1.1\\r\\n\\r\\n')[:12]", "HTTP/1.1 501"),
    "no HTTP": ("'200' in send(b'\\x16\\x03\\x01\\x02\\x00\\r\\n')", False),
    "an endless header": (
        "send(b'POST / HTTP/1.1\\r\\nA: ' + b'x' * 70000 + b'\\r\\n')[:12]",
        "HTTP/1.1 431",
    ),
    "headers without end": (
        "send(b'POST / HTTP/1.1\\r\\n' + b'A: b\\r\\n' * 101)[:12]",
        "HTTP/1.1 431",
    ),
    "a header without a colon": ("send(b'POST / HTTP/1.1\\r\\nA\\r\\n')[:12]", "HTTP/1.1 400"),
    "a client that asks first": ("post(CALL, 'Expect: 100-continue')[0]", "100"),
    "HTTP/1.0": (
        "send(b'POST / HTTP/1.0\\r\\nContent-Length: %d\\r\\n\\r\\n' % len(CALL) + CALL)[:12]",
        "HTTP/1.1 200",
    ),
    "an endless line": ("send(b'POST /' + b'x' * 70000 + b'\\r\\n')[:12]", "HTTP/1.1 414"),
    "another cook": ("post(CALL, 'X-PDG-Client: of-another-cook')", ["200", True]),
    "and then a report again": ("server.keepalive(item.id, '')", True),
}


@pytest.fixture(scope="module", name="answers")
def one_session(tell: Callable[..., Any]) -> dict[str, Any]:
    checks = [code for code, _ in CALLS.values()]
    ask = f"checks = {checks!r}\nseen = []\nfor code in checks:\n    seen.append(ask(code))\n"
    return dict(zip(CALLS, tell(BEGIN + ask + END)["seen"], strict=True))


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_answered(answers: dict[str, Any], call: str) -> None:
    assert answers[call] == CALLS[call][1]
