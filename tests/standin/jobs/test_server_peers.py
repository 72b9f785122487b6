"""Who the callback server serves: processes of its own user, however many others are connected."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from xmlrpc import client

import pytest
from pdg.job import _peer
from pdg.job._server import RpcServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

NOBODY = 65534
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells of peers")
root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")

CALL = """
import os, socket, sys, xmlrpc.client
host = sys.argv[1]
server = xmlrpc.client.ServerProxy("http://{}:{}".format(host, sys.argv[2]))
"x".encode("idna")  # nobody may not read the libraries of root
os.setuid(int(sys.argv[3]))
try:
    print(server.hello("x"))
except xmlrpc.client.ProtocolError as error:
    print(error.errcode)
except OSError as error:
    print("dropped")
"""
# Sends a call and is gone before it can be looked at.
SEND = """
import os, socket, sys
body = b"<methodCall><methodName>hello</methodName><params></params></methodCall>"
head = "POST / HTTP/1.1\\r\\nContent-Length: {}\\r\\n\\r\\n".format(len(body)).encode()
"x".encode("idna")  # nobody may not read the libraries of root
os.setuid(int(sys.argv[3]))
connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
connection.sendall(head + body)
os._exit(0)
"""


class Served:
    def __init__(self) -> None:
        self.calls: list[str] = []
        self.server = RpcServer(self.answer)
        self.port = self.server.port

    def answer(self, method: str, _arguments: tuple[object, ...], _client: str) -> str:
        self.calls.append(method)
        return "hello"

    def call(self) -> str:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=600)
        body = client.dumps(("x",), "hello").encode()
        with connection:
            connection.sendall(b"POST / HTTP/1.0\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            return connection.makefile("rb").read().decode()


@pytest.fixture
def served() -> Iterator[Served]:
    one = Served()
    try:
        yield one
    finally:
        one.server.stop()


def said(script: str, port: int, user: int, host: str = "127.0.0.1") -> str:
    command = [sys.executable, "-c", script, host, str(port), str(user)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def table_only(*_addresses: object) -> Iterator[tuple[int, int]]:
    raise PermissionError


ways = pytest.mark.parametrize("table", [False, True], ids=["asked", "listed"])


@linux
@ways
@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]"])
def test_a_process_of_the_same_user_is_served(
    served: Served, monkeypatch: pytest.MonkeyPatch, host: str, table: bool
) -> None:
    if table:
        monkeypatch.setattr(_peer, "_asked", table_only)
    assert said(CALL, served.port, os.getuid(), host) == "hello"


@linux
@root
@ways
@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]"])
def test_a_process_of_another_user_is_refused(
    served: Served, monkeypatch: pytest.MonkeyPatch, host: str, table: bool
) -> None:
    if table:
        monkeypatch.setattr(_peer, "_asked", table_only)
    assert said(CALL, served.port, NOBODY, host) in ("403", "dropped")
    assert served.calls == []
    assert "hello" in served.call()


@linux
@root
@ways
def test_a_call_of_a_process_that_has_ended_is_not_taken(
    served: Served, monkeypatch: pytest.MonkeyPatch, table: bool
) -> None:
    if table:
        monkeypatch.setattr(_peer, "_asked", table_only)
    for _number in range(20):
        said(SEND, served.port, NOBODY)
    assert "hello" in served.call()
    assert served.calls == ["hello"]


@pytest.mark.parametrize(
    "start",
    [b"", b"POST / HTTP/1.1\r\nContent-", b"POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\n<method"],
    ids=["nothing", "half a head", "half a body"],
)
def test_idle_connections_delay_nobody(served: Served, start: bytes) -> None:
    idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(600)]
    try:
        for connection in idle:
            connection.sendall(start)
        for _ in range(3):
            assert "hello" in served.call()  # it would be 30 seconds until one is given up
    finally:
        for connection in idle:
            connection.close()


def test_a_connection_that_works_is_not_closed_for_a_new_one(served: Served) -> None:
    body = client.dumps(("x",), "hello").encode()
    request = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with socket.create_connection(("127.0.0.1", served.port), timeout=600) as working:
        stream = working.makefile("rb")
        idle = []
        for _round in range(3):
            working.sendall(request)
            while stream.readline() != b"\r\n":
                pass
            assert b"hello" in stream.read(len(client.dumps(("hello",), methodresponse=True)))
            idle += [socket.create_connection(("127.0.0.1", served.port)) for _ in range(20)]
    for connection in idle:
        connection.close()


# What the command of an item runs: as `user` it reads the item and reports that it failed.
REPORT = """
import os, sys, xmlrpc.client
server = xmlrpc.client.ServerProxy("http://" + os.environ["PDG_RESULT_SERVER"], allow_none=True)
item = int(os.environ["PDG_ITEM_ID"])
said = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT)
"x".encode("idna")  # nobody may not read the libraries of root
if not os.fork():
    os.setuid(int(sys.argv[1]))
    for method, argument in (("get_workitem_json", -1), ("failed", 0)):
        try:
            answer = str(getattr(server, method)(item, argument))[:1]
        except (xmlrpc.client.Error, OSError):
            answer = "refused"
        os.write(said, (answer + "\\n").encode())
    os._exit(0)
os.wait()
"""


@linux
@root
@pytest.mark.parametrize(
    ("user", "code", "answers"), [(0, 1, ["{"]), (NOBODY, 0, ["refused", "refused"])]
)
def test_a_cook_takes_no_report_of_another_user(
    run: Run, tmp_path: Path, user: int, code: int, answers: list[str]
) -> None:
    run("new", "farmq", "--from", "local")
    run("generate", "farmq", "-o", "houdini", "-q")
    script, said = tmp_path / "report.py", tmp_path / "said"
    script.write_text(REPORT)
    command = shlex.join([sys.executable, str(script), str(user), str(said)])
    cook = ("cook", "houdini", "--items", "1", "--set", "pdg_tickperiod=0.02")
    shown = run(*cook, "--command", command, code=code).stdout
    assert ("CookedFail" in shown) == bool(code)
    # The job of an item that has failed is ended, maybe before it has its answer.
    assert said.read_text().split()[: len(answers)] == answers
