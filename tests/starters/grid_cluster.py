"""A Grid Engine of one machine, for tests: started in a folder, on the loopback interface.

Needs root and the packages of `INSTALL`. Its files are those of the packages, its cell, spool and
ports its own.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from daemons import (
    end_process,
    free_ports,
    kill_with_children,
    lives,
    processes_of,
    require,
    wait_for,
)
from failing_clients import lead_to_failing_commands
from trees import write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

__all__ = ["GridCluster", "grid_cluster"]

INSTALL = (
    "apt-get install --no-install-recommends gridengine-master gridengine-exec gridengine-client"
)
PROGRAMS = Path("/usr/lib/gridengine")
FILES = Path("/usr/share/gridengine")

BOOTSTRAP = """\
Version: 6.2
admin_user none
default_domain none
ignore_fqdn false
spooling_method classic
spooling_lib libspoolc
spooling_params {folder}/default/common;{folder}/spool/qmaster
binary_path /usr/sbin
qmaster_spool_dir {folder}/spool/qmaster
security_mode none
listener_threads 2
worker_threads 2
scheduler_threads 1
"""
GLOBAL = {
    "execd_spool_dir": "{folder}/spool/execd",
    "min_uid": "0",
    "min_gid": "0",
    "mailer": "/bin/true",
    "load_report_time": "00:00:01",
    "reporting_params": "accounting=true reporting=false flush_time=00:00:01 "
    "accounting_flush_time=00:00:00 joblog=false sharelog=00:00:00",
}
SCHEDULER = {
    "schedule_interval": "0:0:1",
    "flush_submit_sec": "1",
    "flush_finish_sec": "1",
    "job_load_adjustments": "NONE",
    "load_formula": "slots",
}
# The default threshold of load parks jobs on a machine that is busy with tests.
QUEUE = {
    "qname": "all.q",
    "hostlist": "@allhosts",
    "load_thresholds": "NONE",
    "shell": "/bin/sh",
    "shell_start_mode": "unix_behavior",
    "pe_list": "NONE",
    "rerun": "FALSE",
}


class GridCluster:
    """Daemons that this object starts and ends; `environment` leads the commands to them."""

    def __init__(self, folder: Path, slots: int) -> None:
        self.folder = folder
        self._slots = slots
        self._host = socket.gethostname().split(".")[0]
        self._daemons: dict[str, subprocess.Popen[bytes]] = {}
        ports = free_ports(2)
        own = {name: text for name, text in os.environ.items() if not name.startswith("SGE_")}
        self.environment = {
            **own,
            # The programs themselves: what stands in /usr/bin starts them by a script.
            "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
            "SGE_ROOT": str(folder),
            "SGE_CELL": "default",
            "SGE_ARCH": "lx-amd64",
            "SGE_QMASTER_PORT": str(ports[0]),
            "SGE_EXECD_PORT": str(ports[1]),
        }

    def run(self, *command: str) -> str:
        """Run a command of Grid Engine; return what it prints."""
        ran = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert ran.returncode == 0, (command, ran.stdout + ran.stderr)
        return ran.stdout

    def start(self) -> None:
        """Start everything; return when the machine takes jobs."""
        common = self.folder / "default/common"
        for path in (common, self.folder / "spool/qmaster", self.folder / "spool/execd"):
            path.mkdir(parents=True, exist_ok=True)
        for name in ("bin", "lib", "util", "utilbin"):
            (self.folder / name).symlink_to(f"/var/lib/gridengine/{name}")
        (common / "bootstrap").write_text(BOOTSTRAP.format(folder=self.folder))
        (common / "act_qmaster").write_text(f"{self._host}\n")
        # 127.0.0.1 is "localhost" first, and the machine calls itself something else.
        (common / "host_aliases").write_text(f"{self._host} localhost\n")
        spool = f"{common};{self.folder}/spool/qmaster"
        self.run(f"{PROGRAMS}/spoolinit", "classic", "libspoolc", spool, "init")
        text = (FILES / "default-configuration").read_text()
        values = {name: value.format(folder=self.folder) for name, value in GLOBAL.items()}
        place = self._file("global", _with_values(text, values))
        for words in (
            ("configuration", place),
            ("complexes", str(FILES / "util/resources/centry")),
            ("usersets", str(FILES / "util/resources/usersets")),
            ("managers", "root"),
        ):
            self.run(f"{PROGRAMS}/spooldefaults", *words)
        self.start_master()
        self._try("qconf", "-ah", self._host)
        self._try("qconf", "-as", self._host)
        self._start("sge_execd")
        settings = _with_values(self.run("qconf", "-ssconf"), SCHEDULER)
        self.run("qconf", "-Msconf", self._file("scheduler", settings))
        group = f"group_name @allhosts\nhostlist {self._host}\n"
        self.run("qconf", "-Ahgrp", self._file("group", group))
        # What a queue has by default is what Grid Engine would put into an editor.
        shown = subprocess.run(
            ["qconf", "-aq", "all.q"],
            env=self.environment | {"EDITOR": "/bin/cat"},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        lines = [line for line in shown.splitlines() if re.match(r"[a-z_]+ +\S", line)]
        queue = _with_values("\n".join(lines), QUEUE | {"slots": str(self._slots)})
        self.run("qconf", "-Aq", self._file("queue", queue))
        wait_for(lambda: self._has_load(self._try("qhost")))

    def start_master(self) -> None:
        """Start the master, with what it has saved."""
        self._start("sge_qmaster")
        wait_for(lambda: self._try("qconf", "-sm"))

    def kill_master(self) -> None:
        """Kill the master; jobs go on."""
        self._end("sge_qmaster", signal.SIGKILL)

    def freeze_machine(self) -> None:
        """Let the machine take connections, and do nothing with what comes in."""
        os.kill(self._daemons["sge_execd"].pid, signal.SIGSTOP)

    def restart_machine(self) -> None:
        """Kill the daemon of the machine, with what it has not read yet, and start it."""
        self._end("sge_execd", signal.SIGKILL)
        self._start("sge_execd")

    def crash_machine(self) -> None:
        """Kill the daemon of the machine with all it has started, and start it, as a boot does."""
        self._end("sge_execd", signal.SIGKILL)
        for pid in processes_of("sge_shepherd", f"SGE_ROOT={self.folder}"):
            kill_with_children(pid)
        self._start("sge_execd")

    def queue_state(self) -> str:
        """Return the letters of the state of the queue; "E" is for an error."""
        lines = [line.split() for line in self.run("qstat", "-f").splitlines()]
        return next(
            (words[5] for words in lines if len(words) > 5 and words[0].startswith("all.q@")), ""
        )

    def mend_queue(self) -> None:
        """Let the queue take jobs again that Grid Engine took out of service."""
        self._try("qmod", "-c", "all.q")

    def jobs(self) -> list[str]:
        """Return the jobs that wait or run."""
        return re.findall(r"<JB_job_number>(\d+)", self.run("qstat", "-xml", "-u", "*"))

    def is_given_away(self) -> bool:
        """Return whether there is a job that a machine was given and has not begun."""
        return bool(re.search(r"<state>\w*t\w*</state>", self.run("qstat", "-xml", "-u", "*")))

    def lead_to_counted_looks(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Callable[[], list[str]]:
        """Put a qstat on the path that counts; return what tells how often it has answered."""
        client, looks = folder / "client", folder / "looks"
        text = f"#!/bin/sh\n'{PROGRAMS}/qstat' \"$@\"\ncode=$?\necho look >>'{looks}'\nexit $code\n"
        write_tree(client, {"qstat": text})
        (client / "qstat").chmod(0o755)
        monkeypatch.setenv("PATH", f"{client}:{self.environment['PATH']}")
        return lambda: looks.read_text().split() if looks.exists() else []

    def lead_to_failing_client(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: int = 0
    ) -> Path:
        """Have the commands fail, as `lead_to_failing_commands` says; return their count."""
        names = ("qsub", "qstat", "qdel", "qacct")
        path = self.environment["PATH"]
        return lead_to_failing_commands(folder, names, path, monkeypatch, seconds)

    def stop(self) -> None:
        """End all jobs, then the daemons; nothing is left running."""
        if "sge_qmaster" in self._daemons:
            self._try("qdel", "-f", "-u", "*")
            # By their own protocol the two end in two seconds.
            self._try("qconf", "-ke", "all")
            self._try("qconf", "-km")
            for daemon in self._daemons.values():
                with contextlib.suppress(TimeoutError):
                    wait_for(lambda one=daemon: not lives(one.pid), 5.0)  # type: ignore[misc]
        for name in list(self._daemons):
            self._end(name, signal.SIGKILL)

    def _has_load(self, shown: str) -> bool:
        lines = [line.split() for line in shown.splitlines()]
        return any(words[0] == self._host and words[3] != "-" for words in lines if len(words) > 3)

    def _start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._daemons[name] = subprocess.Popen(
                [f"{PROGRAMS}/{name}"],
                # In the foreground, so that its process is known.
                env=self.environment | {"SGE_ND": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _end(self, name: str, number: signal.Signals) -> None:
        daemon = self._daemons.pop(name)
        end_process(daemon.pid, number)
        daemon.wait()

    def _try(self, *command: str) -> str:
        with contextlib.suppress(AssertionError, subprocess.TimeoutExpired):
            return self.run(*command)
        return ""

    def _file(self, name: str, text: str) -> str:
        path = self.folder / f"{name}.txt"
        path.write_text(text)
        return str(path)


def _with_values(text: str, values: dict[str, str]) -> str:
    """Return a table of names and values with some of these replaced."""
    lines = [
        f"{name} {values.get(name, rest)}"
        for name, _, rest in (line.partition(" ") for line in text.splitlines())
    ]
    return "\n".join(lines) + "\n"


def grid_cluster(folder: Path, slots: int = 8) -> Iterator[GridCluster]:
    """Give a running cluster with its files in `folder`, and end it; the body of a fixture."""
    require(INSTALL, programs=["qsub", "qhost", "sge_qmaster", "sge_execd"], root=True)
    cluster = GridCluster(folder, slots)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
