"""A Slurm of one node on this machine, for tests: started in a folder, on the loopback interface.

Needs root and the packages of `INSTALL`. Why a setting is there stands beside it; the rest is
what `man slurm.conf` says of a small cluster without cgroups and systemd.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from daemons import end_process, free_ports, processes_of, require, wait_for
from failing_clients import lead_to_failing_commands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

__all__ = ["SlurmCluster", "leaving_nothing", "slurm_cluster"]

INSTALL = (
    "apt-get install --no-install-recommends slurmctld slurmd slurm-client "
    "slurm-wlm-basic-plugins munge"
)
ACCOUNTING = "slurmdbd slurm-wlm-mysql-plugin mariadb-server"

CONF = """\
ClusterName=pdgtest
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={folder}/munge.sock
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation={folder}/ctld
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
PriorityType=priority/basic
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
KillWait=2
CompleteWait=0
EpilogMsgTime=0
# With one, even an empty one, the end of a job starts the next at once, and not with the next tick.
Epilog=/bin/true
MinJobAge=300
MaxJobCount=20000
PropagateResourceLimits=NONE
JobCompType=jobcomp/none
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=4000 State=UNKNOWN
PartitionName=debug Nodes={host} Default=YES MaxTime=INFINITE State=UP
PartitionName=night Nodes={host} MaxTime=INFINITE State=UP
"""
# slurmd 22.05 starts a plugin for cgroups whatever is asked for; this one touches nothing.
CGROUP = "CgroupPlugin=cgroup/v1\nCgroupAutomount=no\nConstrainCores=no\nConstrainRAMSpace=no\n"
DATABASE = """\
DbdHost=localhost
DbdPort={ports[2]}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock
PidFile={folder}/slurmdbd.pid
LogFile={folder}/slurmdbd.log
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort={ports[3]}
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm_acct_db
"""
# The socket of munge goes where a password belongs: AuthInfo is not asked on this way.
ACCOUNTED = """\
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=localhost
AccountingStoragePort={ports[2]}
AccountingStoragePass={folder}/munge.sock
"""
# The main loop of slurmctld sleeps ten times for this long; loaded in front of it.
TICKS = """\
#include <time.h>
int usleep(unsigned us) {
    struct timespec pause = {us / 1000000, (us == 100000 ? 5000 : us % 1000000) * 1000L};
    return nanosleep(&pause, 0);
}
"""


class SlurmCluster:
    """Daemons that this object starts and ends; `environment` leads Slurm's commands to them."""

    def __init__(self, folder: Path, *, accounting: bool, cpus: int) -> None:
        self.folder = folder
        self._accounting = accounting
        self._pids: dict[str, int] = {}
        self._database: subprocess.Popen[bytes] | None = None
        self._ticks = folder / "ticks.so"
        ports = free_ports(4)
        facts = {"folder": folder, "host": socket.gethostname().split(".")[0], "ports": ports}
        self._host = str(facts["host"])
        self._database_port = ports[3]
        text = CONF.format(**facts, cpus=cpus)
        if accounting:
            text += ACCOUNTED.format(**facts)
            (folder / "slurmdbd.conf").write_text(DATABASE.format(**facts))
            (folder / "slurmdbd.conf").chmod(0o600)
        for name in ("ctld", "spool"):
            (folder / name).mkdir()
        (folder / "slurm.conf").write_text(text)
        (folder / "cgroup.conf").write_text(CGROUP)
        self.environment = {
            **os.environ,
            "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin",
            "SLURM_CONF": str(folder / "slurm.conf"),
        }

    def run(self, *command: str) -> str:
        """Run a command of Slurm; return what it prints."""
        ran = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert ran.returncode == 0, (command, ran.stdout + ran.stderr)
        return ran.stdout

    def start(self) -> None:
        """Start everything; return when the node takes jobs."""
        key = self.folder / "munge.key"
        key.touch(0o600)
        key.write_bytes(os.urandom(128))
        files = {"key-file": "munge.key", "socket": "munge.sock", "pid-file": "munged.pid"}
        files |= {"log-file": "munged.log", "seed-file": "munged.seed"}
        options = [f"--{name}={self.folder / path}" for name, path in files.items()]
        # Forced, because its files are below a folder that others may write to.
        self.run("munged", "--force", "--num-threads=2", *options)
        self._note("munged")
        if self._accounting:
            self._start_database()
        self._make_ticks()
        self.start_controller()
        self.run("slurmd", "-f", str(self.folder / "slurm.conf"))
        self._note("slurmd")
        wait_for(lambda: "idle" in self.run("sinfo", "--noheader", "--format=%T"))

    def _make_ticks(self) -> None:
        """Where there is a compiler, let slurmctld look for jobs every 50 ms, not every second."""
        source = self.folder / "ticks.c"
        source.write_text(TICKS)
        compiler = shutil.which("cc")
        if compiler is not None:
            command = [compiler, "-shared", "-fPIC", "-o", str(self._ticks), str(source)]
            subprocess.run(command, check=False, capture_output=True)

    def start_controller(self) -> None:
        """Start slurmctld, with what it has saved."""
        fast = {"LD_PRELOAD": str(self._ticks)} if self._ticks.exists() else {}
        command = ["slurmctld", "-i", "-f", str(self.folder / "slurm.conf")]
        subprocess.run(command, env=self.environment | fast, check=True, capture_output=True)
        wait_for(lambda: "UP" in self._answer("scontrol", "ping"))
        self._note("slurmctld")

    def lead_to_failing_client(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: int = 0
    ) -> Path:
        """Have Slurm's commands fail, as `lead_to_failing_commands` says; return their count."""
        names = ("sbatch", "squeue", "scancel", "scontrol")
        path = self.environment["PATH"]
        return lead_to_failing_commands(folder, names, path, monkeypatch, seconds)

    def kill_controller(self) -> None:
        """Kill slurmctld; jobs go on. It forgets what it did in its last seconds."""
        self._end("slurmctld", signal.SIGKILL)

    def jobs(self) -> list[str]:
        """Return the jobs that wait or run; one that completes has done either."""
        states = "--states=PENDING,CONFIGURING,RUNNING,SUSPENDED"
        return self.run("squeue", "--noheader", "--array", states, "--format=%F_%K").split()

    def story(self) -> str:
        """Return what Slurm says of all jobs that it knows, and the ends of its logs."""
        fields = "ArrayJobID:8,ArrayTaskID:6,State:12,exit_code:8,Reason:20,EndTime:20,Name:60"
        parts = ["squeue", self._answer("squeue", "--array", "--states=all", f"--Format={fields}")]
        for name in ("slurmctld", "slurmd"):
            with contextlib.suppress(OSError):
                parts += [name, (self.folder / f"{name}.log").read_text(errors="replace")]
        return "\n".join(part[-30_000:] for part in parts)

    def end_jobs(self) -> None:
        """Kill what waits or runs, and wait for its end as long as a node needs that is well."""
        with contextlib.suppress(AssertionError, subprocess.TimeoutExpired, TimeoutError):
            self.run("scancel", "--full", "--signal=KILL", "--user=root")
            self.run("scancel", "--user=root")
            wait_for(lambda: not self.run("squeue", "--noheader"), 10.0)

    def fail_node(self) -> None:
        """Let the node fail with what runs on it."""
        self.run("scontrol", "update", f"NodeName={self._host}", "State=DOWN", "Reason=test")

    def mend_node(self) -> None:
        """Let the node take jobs again; it may have come back by itself."""
        with contextlib.suppress(AssertionError):
            self.run("scontrol", "update", f"NodeName={self._host}", "State=RESUME")
        wait_for(lambda: "down" not in self.run("sinfo", "--noheader", "--format=%T").lower())

    @contextlib.contextmanager
    def looked_after(self) -> Iterator[None]:
        """Have somebody who says each second that the node is well.

        Slurm gives numbers again that it has forgotten, and takes the node for broken then.
        """
        done = threading.Event()

        def mend() -> None:
            while not done.wait(1.0):
                self.mend_node()

        administrator = threading.Thread(target=mend)
        administrator.start()
        try:
            yield
        finally:
            done.set()
            administrator.join()

    def stop(self) -> None:
        """End all jobs, then all daemons; nothing is left running."""
        self.end_jobs()
        for name in ("slurmd", "slurmctld", "slurmdbd", "mariadbd", "munged"):
            self._end(name, signal.SIGTERM)
        for pid in processes_of("slurm", f"SLURM_CONF={self.folder}/slurm.conf"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _answer(self, *command: str) -> str:
        with contextlib.suppress(AssertionError):
            return self.run(*command)
        return ""

    def _start_database(self) -> None:
        data, place = self.folder / "mysql", self.folder / "mysql.sock"
        shared = ["--no-defaults", "--user=root", f"--datadir={data}"]
        self.run("mariadb-install-db", *shared, "--skip-test-db")
        options = [f"--port={self._database_port}", f"--socket={place}"]
        options += [f"--pid-file={self.folder}/mariadbd.pid", "--bind-address=127.0.0.1"]
        with (self.folder / "mariadbd.log").open("wb") as log:
            self._database = subprocess.Popen(
                ["mariadbd", *shared, *options, "--innodb-buffer-pool-size=64M"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._pids["mariadbd"] = self._database.pid
        client = ["mariadb", "--no-defaults", f"--socket={place}", "--execute"]
        wait_for(lambda: self._answer(*client, "select 1"))
        users = "".join(
            f"create user slurm@'{host}' identified by 'slurm';"
            f"grant all on slurm_acct_db.* to slurm@'{host}';"
            for host in ("127.0.0.1", "localhost")
        )
        self.run(*client, f"create database slurm_acct_db; {users}")
        self.run("slurmdbd")
        wait_for((self.folder / "slurmdbd.pid").exists)
        self._note("slurmdbd")
        # slurmctld is refused unless its cluster is known.
        wait_for(
            lambda: "pdgtest" in self._answer("sacctmgr", "-n", "show", "cluster")
            or self._answer("sacctmgr", "-i", "add", "cluster", "pdgtest")
        )
        self.run("sacctmgr", "-i", "add", "account", "studio")
        self.run("sacctmgr", "-i", "add", "user", "root", "account=studio")

    def _note(self, name: str) -> None:
        path = self.folder / f"{name}.pid"
        wait_for(lambda: path.exists() and path.read_text().strip())
        self._pids[name] = int(path.read_text())

    def _end(self, name: str, number: signal.Signals) -> None:
        pid = self._pids.pop(name, None)
        if pid is None:
            return
        end_process(pid, number)
        if name == "mariadbd" and self._database is not None:
            self._database.wait()


def slurm_cluster(
    folder: Path, *, accounting: bool = False, cpus: int = 8
) -> Iterator[SlurmCluster]:
    """Give a running cluster with its files in `folder`, and end it; the body of a fixture."""
    require(INSTALL, programs=["slurmctld", "slurmd", "sbatch", "munged"], root=True)
    if accounting:
        require(f"{INSTALL} {ACCOUNTING}", programs=["slurmdbd", "mariadbd"], root=True)
    # Sockets have short paths.
    cluster = SlurmCluster(folder, accounting=accounting, cpus=cpus)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def leaving_nothing(
    cluster: SlurmCluster, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SlurmCluster]:
    """Lead Slurm's commands to `cluster`; no job is left there, and none is the next test's."""
    for name in ("PATH", "SLURM_CONF"):
        monkeypatch.setenv(name, cluster.environment[name])
    yield cluster
    # Seen where the test failed.
    sys.stdout.write(cluster.story())
    try:
        # A job may have told its end before Slurm has seen it; those left behind run for longer.
        wait_for(lambda: cluster.jobs() == [])
    finally:
        cluster.end_jobs()
