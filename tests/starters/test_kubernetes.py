"""How the starter `kubernetes` has jobs created, by its program and the official client."""

from __future__ import annotations

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from daemons import require
from starter_cooks import header_of
from trees import write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 20
JOBS = [f"pdg-work-{number}" for number in range(COUNT)]
WANTED = {"image": "i", "claim": "", "memory": 0, "cpus": 1, "seconds": 0, "priority": ""}
WANTED |= {"nodes": {}, "user": ""}


class Server(ThreadingHTTPServer):
    """Keeps the names of jobs; `answers` has other codes for the first creation of some."""

    request_queue_size = 64
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.answers: dict[str, int] = {}
        self.jobs: list[str] = []
        self.asked = 0
        self.under_way = 0
        self.most_under_way = 0


class Handler(BaseHTTPRequestHandler):
    """One call; a creation takes a moment."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_POST(self) -> None:
        server = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = body["metadata"]["name"]
        with server.lock:
            server.asked += 1
            server.under_way += 1
            server.most_under_way = max(server.most_under_way, server.under_way)
        time.sleep(0.1)
        with server.lock:
            server.under_way -= 1
            code = server.answers.pop(name, 409 if name in server.jobs else 201)
            if code == 201:
                server.jobs.append(name)
        self.answer(code)

    def do_DELETE(self) -> None:
        with self.server.lock:
            self.server.jobs.remove(self.path.partition("?")[0].rpartition("/")[2])
        self.answer(200)

    def answer(self, code: int) -> None:
        data = json.dumps({"message": f"answer {code}"}).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    require("pip install kubernetes", modules=["kubernetes"])
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def client(server: Server, tmp_path: Path) -> Iterator[Any]:
    """Give what the queue of the starter calls, and end its program."""
    address = f"http://127.0.0.1:{server.server_address[1]}"
    config = {
        "clusters": [{"name": "test", "cluster": {"server": address}}],
        "users": [{"name": "test", "user": {}}],
        "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}],
        "current-context": "test",
    }
    write_tree(tmp_path, {"config": json.dumps(config)})
    parts = header_of("kubernetes", tmp_path)
    settings = {"context": "", "namespace": "default", "token": "t"}
    settings["config"] = str(tmp_path / "config")
    client = parts["ForeignClient"](sys.executable, parts["KUBERNETES_PROGRAM"], settings)
    tasks = [
        parts["Task"](number, "work", Path(), Path(), "job.sh", (json.dumps(WANTED),))
        for number in range(COUNT)
    ]
    yield SimpleNamespace(
        submit=lambda: client.submit("work", tasks),
        find=lambda: client.find("work", COUNT),
        error=parts["FarmError"],
    )
    client.close()


def test_jobs_of_a_batch_are_created_several_at_a_time(client: Any, server: Server) -> None:
    assert client.submit() == JOBS
    assert sorted(server.jobs) == sorted(JOBS)
    assert 1 < server.most_under_way <= 8


def test_no_job_of_a_batch_stays_where_one_is_refused(client: Any, server: Server) -> None:
    server.answers[JOBS[9]] = 403
    with pytest.raises(client.error, match="answer 403") as caught:
        client.submit()
    assert caught.value.final
    assert server.jobs == []


def test_a_batch_goes_on_where_the_server_was_busy(client: Any, server: Server) -> None:
    server.answers[JOBS[0]] = 429
    with pytest.raises(client.error) as caught:
        client.submit()
    assert caught.value.passing
    assert len(server.jobs) < COUNT - 1
    assert client.find() == JOBS
    assert sorted(server.jobs) == sorted(JOBS)
    assert server.asked == COUNT + 1
