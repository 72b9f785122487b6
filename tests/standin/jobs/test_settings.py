"""What the environment variables of a job change in how it reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pysched_gen.standin import JOB

if TYPE_CHECKING:
    from pathlib import Path

# A server that counts, in the process of the job: `mode` says what becomes of a connection.
SERVER = """
import json, os, socket, sys, threading, time, xmlrpc.client
listener = socket.create_server(("127.0.0.1", 0))
address = "127.0.0.1:%d" % listener.getsockname()[1]
tries, calls, clients = [], [], []
def serve():
    while True:
        client = listener.accept()[0]
        tries.append(time.monotonic())
        threading.Thread(target=answer, args=(client,), daemon=True).start()
def answer(client):
    file = client.makefile("rb")
    while mode == "answer":
        size, who = 0, ""
        line = file.readline()
        while line not in (b"\\r\\n", b""):
            name, _, value = line.decode().partition(": ")
            size = int(value) if name.lower() == "content-length" else size
            who = value.strip() if name.lower() == "x-pdg-client" else who
            line = file.readline()
        if not size:
            break
        arguments, method = xmlrpc.client.loads(file.read(size))
        calls.append([method, len(str(arguments))]), clients.append(who)
        value = [[1]] * len(arguments[0]) if method == "system.multicall" else 1
        body = xmlrpc.client.dumps((value,), methodresponse=True).encode()
        client.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body)
    if mode == "silent":
        time.sleep(3600)
    client.close()
mode = os.environ["MODE"]
threading.Thread(target=serve, daemon=True).start()
if mode != "none":
    os.environ["PDG_RESULT_SERVER"] = address
import pdgcmd
raised = []
def call(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    except Exception as error:
        raised.append(type(error).__name__)
"""
TELL = """
sys.stdout.flush()
print("TOLD " + json.dumps({"tries": len(tries), "calls": [c[0] for c in calls],
    "raised": raised, "clients": clients,
    "between": max([b - a for a, b in zip(tries, tries[1:])], default=0.0)}))
"""


def told_by(tmp_path: Path, script: str, mode: str, **env: str) -> tuple[dict[str, Any], str]:
    """Give what the script told and what it printed before."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("PDG_")}
    own |= {"PYTHONPATH": str(JOB), "MODE": mode, "PDG_ITEM_ID": "7", "PDG_RPC_MAX_BACKOFF": "0.01"}
    own |= {"PYTHONDONTWRITEBYTECODE": "1", **env}
    path = tmp_path / "script.py"
    path.write_text(SERVER + script + TELL, "utf-8")
    ran = subprocess.run(
        [sys.executable, path], env=own, capture_output=True, text=True, timeout=600, check=False
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout
    printed, _, told = ran.stdout.rpartition("TOLD ")
    return json.loads(told), printed


SUCCESS = "call(pdgcmd.workItemSuccess)\n"


@pytest.mark.parametrize(
    ("mode", "env", "tries", "raised"),
    [
        ("answer", {}, 1, []),
        ("drop", {}, 5, ["RpcError"]),
        ("drop", {"PDG_RPC_RETRIES": "0"}, 1, ["RpcError"]),
        ("drop", {"PDG_RPC_RETRIES": "2"}, 3, ["RpcError"]),
        ("drop", {"PDG_RPC_RETRIES": "many"}, 5, ["RpcError"]),
        ("drop", {"PDG_RPC_IGNORE_ERRORS": "1", "PDG_RPC_RETRIES": "1"}, 2, []),
        ("silent", {"PDG_RPC_TIMEOUT": "0.1", "PDG_RPC_RETRIES": "1"}, 2, ["RpcError"]),
        ("answer", {"PDG_DISABLE_RPC": "1"}, 0, []),
        ("none", {}, 0, []),
    ],
)
def test_how_often_a_report_is_tried(
    tmp_path: Path, mode: str, env: dict[str, str], tries: int, raised: list[str]
) -> None:
    told, printed = told_by(tmp_path, SUCCESS, mode, **env)
    assert (told["tries"], told["raised"]) == (tries, raised)
    assert "PDG_SUCCESS: 7;-1;0" in printed


@pytest.mark.parametrize(
    ("env", "tries"), [({}, 5), ({"PDG_RPC_MAX_ERRORS": "2"}, 2), ({"PDG_RPC_MAX_ERRORS": "0"}, 0)]
)
def test_after_so_many_errors_nothing_is_sent(
    tmp_path: Path, env: dict[str, str], tries: int
) -> None:
    told, printed = told_by(tmp_path, SUCCESS * 8, "drop", PDG_RPC_RETRIES="0", **env)
    assert (told["tries"], len(told["raised"])) == (tries, tries)
    assert ("no more RPCs are sent" in printed) == bool(tries)


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        ("addOutputFile, ['/x'] * 120, and_success=True", ["system.multicall"] * 3),
        ("addOutputFile, '/x'", ["result"]),
        ("addOutputFile, '/x', subindex=2, and_success=True", ["success_and_result_batch"]),
        ("addOutputFile, '/x', subindex=2", ["result_batch"]),
        ("addOutputFiles, ['/x'] * 120", ["result_array"]),
        ("addOutputFiles, ['/x'] * 4001, subindex=1", ["result_array_batch"] * 3),
        ("workItemStartCook, subindex=0", ["start_cook_batch"]),
        ("workItemSuccess, 7, 1", ["success_batch"]),
        ("workItemFailed, 7", ["failed"]),
        ("workItemCancelled, 7", ["cancelled"]),
        ("waitUntilReady, 7, 0", ["check_ready_batch"]),
        ("execStartCook", ["start_cook"]),
        ("execBatchSuccess, 7, 1", ["success_batch"]),
        ("execBatchPoll, 7, 1", ["check_ready_batch"]),
        ("execItemFailed, 7", ["failed"]),
        ("setIntAttrib, 'a', 4, 0", ["set_int_attrib"]),
        ("setFileAttribArray, 'a', ['/x']", ["set_file_attrib_array"]),
    ],
)
def test_which_calls_a_report_makes(tmp_path: Path, code: str, calls: list[str]) -> None:
    told, _ = told_by(tmp_path, f"call(pdgcmd.{code})", "answer")
    assert (told["calls"], told["raised"]) == (calls, [])


def test_arrays_are_split(tmp_path: Path) -> None:
    script = "call(pdgcmd.addOutputFiles, ['/x'] * 7)"
    told, _ = told_by(tmp_path, script, "answer", PDG_RPC_MAX_ARRAY_SIZE="3")
    assert told["calls"] == ["result_array"] * 3


@pytest.mark.parametrize(
    ("script", "raised"),
    [
        ("call(pdgcmd.addOutputFile, 5)", "TypeError"),
        ("call(pdgcmd.addOutputFile, [])", "TypeError"),
        ("call(pdgcmd.addOutputFiles, [5])", "TypeError"),
        ("call(pdgcmd.writeAttribute, 'a', None)", "TypeError"),
        ("call(pdgcmd.setIntAttrib, 'a', 2**63, 0)", "OverflowError"),
        ("call(pdgcmd.setStringAttrib, 'a', chr(0xD800), 0)", "UnicodeEncodeError"),
        ("call(pdgcmd.workItemSuccess, server_addr='nonsense')", "RpcError"),
        ("os.environ.pop('PDG_ITEM_ID'); call(pdgcmd.workItemSuccess)", "RpcError"),
    ],
)
def test_what_cannot_be_reported(tmp_path: Path, script: str, raised: str) -> None:
    told, _ = told_by(tmp_path, script, "answer")
    assert (told["raised"], told["calls"]) == ([raised], [])


@pytest.mark.parametrize(
    ("script", "env", "client"),
    [
        (SUCCESS, {}, ""),
        (SUCCESS, {"PDG_RESULT_CLIENT_ID": "cook-1"}, "cook-1"),
        ("pdgcmd.setResultClientId('cook-2')\n" + SUCCESS, {}, "cook-2"),
    ],
)
def test_which_cook_a_job_names(
    tmp_path: Path, script: str, env: dict[str, str], client: str
) -> None:
    assert told_by(tmp_path, script, "answer", **env)[0]["clients"] == [client]


def test_calls_go_through_a_delegate(tmp_path: Path) -> None:
    (tmp_path / "relay.py").write_text(
        "made = []\n"
        "class Proxy:\n"
        "    def call(self, *call): made.append(list(call))\n"
        "def createRpcProxy(host, port, client, get_reply, multi): return Proxy()\n"
    )
    script = "import relay\n" + SUCCESS + "raised += relay.made\n"
    paths = os.pathsep.join([str(JOB), str(tmp_path)])
    env = {"PDG_RPC_DELEGATE": "relay", "PYTHONPATH": paths}
    told, _ = told_by(tmp_path, script, "answer", **env)
    assert (told["tries"], told["raised"]) == (0, [["success", 7, 0.0, ""]])


@pytest.mark.parametrize(
    ("function", "path", "env", "expected"),
    [
        ("delocalizePath", "/mnt/show/a.exr", {}, "__PDG_DIR__/a.exr"),
        ("delocalizePath", "/mnt/show", {}, "__PDG_DIR__"),
        ("delocalizePath", "/mnt/shows/a.exr", {}, "/mnt/shows/a.exr"),
        ("delocalizePath", "-o /mnt/show/a;/mnt/show/b", {}, "-o __PDG_DIR__/a;__PDG_DIR__/b"),
        ("delocalizePath", "x/mnt/show/a", {}, "x/mnt/show/a"),
        ("delocalizePath", "/mnt/show/a", {"PDG_DELOCALIZE": "0"}, "/mnt/show/a"),
        (
            "delocalizePath",
            "/mnt/show/a",
            {"PDG_DIR": "$ROOT/show/", "ROOT": "/mnt"},
            "__PDG_DIR__/a",
        ),
        ("localizePath", "__PDG_DIR__/a", {}, "/mnt/show/a"),
        ("localizePath", "$A/__PDG_ITEM_ID__", {"A": "$B", "B": "/b"}, "/b/7"),
        ("localizePath", "__PDG_HFS__/bin", {"HFS": "/opt/hfs"}, "/opt/hfs/bin"),
        ("localizePath", "C:\\show\\a", {}, "C:/show/a"),
        ("localizePath", "/old/a", {"PDG_PATHMAP": {"/old": ("*", "/new")}}, "/new/a"),
        ("localizePath", "/old/a", {"PDG_PATHMAP": {"/old": ("WIN", "N:")}}, "/old/a"),
        (
            "localizePath",
            "/old/a",
            {"PDG_PATHMAP": {"/old": ("WIN", "N:")}, "PDG_PATHMAP_ZONE": "WIN"},
            "N:/a",
        ),
        (
            "localizePath",
            "/one/a",
            {"PDG_PATHMAP": {"/two": ("*", "/three"), "/one": ("*", "/two")}},
            "/three/a",
        ),
        ("localizePath", "/one/a", {"PDG_PATHMAP": {"/one": ("*", "/one/more")}}, "/one/more/a"),
        ("localizePath", "/a/b", {"PDG_PATHMAP": {"/a": ("*", "/b"), "/b": ("*", "/a")}}, None),
    ],
)
def test_paths(
    tmp_path: Path, function: str, path: str, env: dict[str, Any], expected: str | None
) -> None:
    if "PDG_PATHMAP" in env:
        rules = env["PDG_PATHMAP"].items()
        paths = [{old: {"zone": zone, "path": new}} for old, (zone, new) in rules]
        env = {**env, "PDG_PATHMAP": json.dumps({"paths": paths})}
    script = f"raised.append(pdgcmd.{function}({path!r}))"
    told, _ = told_by(tmp_path, script, "none", **{"PDG_DIR": "/mnt/show", **env})
    assert expected is None or told["raised"] == [expected]


def test_a_broken_path_map_is_named(tmp_path: Path) -> None:
    script = "call(pdgcmd.localizePath, '/a')"
    told, _ = told_by(tmp_path, script, "none", PDG_PATHMAP="{")
    assert told["raised"] == ["ValueError"]


@pytest.mark.parametrize(("backoff", "least"), [("0", 0.0), ("0.5", 0.45)])
def test_the_time_between_two_attempts(tmp_path: Path, backoff: str, least: float) -> None:
    env = {"PDG_RPC_MAX_BACKOFF": backoff, "PDG_RPC_RETRIES": "2"}
    told, _ = told_by(tmp_path, SUCCESS, "drop", **env)
    assert told["tries"] == 3
    assert told["between"] >= least


KEYWORDS = {"item_name": ["18.0", "18.5"], "item_id": ["19.0"], "workitem_id": ["19.5", "22.0", ""]}
REPORTS = (
    "reportResultData, '/x'",
    "setIntAttrib, 'a', 1, 0",
    "workItemSuccess",
    "addOutputFiles, ['/x']",
)


@pytest.mark.parametrize(
    ("keyword", "release"), [(word, one) for word, all_ in KEYWORDS.items() for one in all_]
)
@pytest.mark.parametrize("report", REPORTS)
def test_the_keyword_of_the_item_is_that_of_the_release(
    tmp_path: Path, report: str, keyword: str, release: str
) -> None:
    others = [word for word in KEYWORDS if word != keyword]
    script = f"call(pdgcmd.{report}, {keyword}=7)\n"
    script += "".join(f"call(pdgcmd.{report}, {word}=7)\n" for word in others)
    told, _ = told_by(tmp_path, script, "answer", PDG_STANDIN_HOUDINI=release)
    assert (len(told["calls"]), told["raised"]) == (1, ["TypeError", "TypeError"])


NAMES = """
kept = pdgcmd.RedirectBuffer(sys.stdout, True)
with kept:
    print("inside")
raised.append(kept.buffer())
reporter = pdgcmd.StdOutReporter()
pdgcmd.setResultServerAddr(reporter)
call(pdgcmd.workItemSuccess)
pdgcmd.setResultServerAddr(None)
raised.append(call(pdgcmd.execCommand, "echo hi there", "tool", ["PATH"]))
pdgcmd.disable_rpc = True
call(pdgcmd.workItemSuccess)
"""


def test_names_that_job_scripts_of_houdini_use(tmp_path: Path) -> None:
    told, printed = told_by(tmp_path, NAMES, "answer")
    assert told["raised"] == ["inside\n", "hi there"]
    assert told["calls"] == []
    assert "inside\n" in printed
    assert "success: 7;0.0;" in printed


PING = """
port = int(address.split(":")[1])
free = socket.create_server(("127.0.0.1", 0))
closed = free.getsockname()[1]
free.close()
for period, where in ((0, port), (0, closed), (60, closed)):
    helper = pdgcmd.PDGPingHelper("127.0.0.1", where, period)
    raised.append([helper.isReachable(), call(helper.ensureReachable)])
"""


def test_a_job_can_look_whether_the_server_is_there(tmp_path: Path) -> None:
    told, _ = told_by(tmp_path, PING, "answer")
    assert told["raised"] == [[True, True], "RpcError", [False, None], [True, True]]


@pytest.mark.parametrize(
    ("option", "call"), [("--success", "success"), ("--fail", "failed"), ("--cancel", "cancelled")]
)
def test_a_shell_reports_how_an_item_ended(tmp_path: Path, option: str, call: str) -> None:
    script = f"raised.append(pdgcmd.main([{option!r}]))"
    told, _ = told_by(tmp_path, script, "answer")
    assert (told["calls"], told["raised"]) == ([call], [0])


def test_a_command_without_an_item_that_fails_ends_the_job(tmp_path: Path) -> None:
    script = """
try:
    pdgcmd.execCommand("false", "tool")
except SystemExit as end:
    raised.append(end.code)
"""
    told, printed = told_by(tmp_path, script, "answer")
    assert told["raised"] == [-1]
    assert "ERROR: The command ended with exit code 1" in printed
