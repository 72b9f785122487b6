"""Wraps the command of a job: reports that it began, how it ended, and that it is alive.

    python pdgjobcmd.py [options] command arguments ...

Options are those of Houdini's wrapper of that name; the item, the server and the rest come from
the environment of the job.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import threading
from typing import Any, Iterator, Sequence

_ERROR, _WARNING, _RETRY, _IGNORE = range(4)
_SIGNALLED = 128
_EXPANDED = ("PDG_TEMP", "PDG_DIR", "PDG_SCRIPTDIR")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit code, 0 where the options say that another one is fine."""
    options = _parse(arguments)
    _prepare_environment(options)
    pdgcmd = _import_pdgcmd()
    pdgcmd.verboseAnnounce()
    if not options.norpc:
        pdgcmd.workItemStartCook()
    command = _command_line([pdgcmd.localizePath(one) for one in options.cmd], options)
    code = _run(command, options, pdgcmd)
    while code and _handling(code, options) == _RETRY:
        pdgcmd.printlog("Exit code {}, starting again".format(code))
        code = _run(command, options, pdgcmd)
    code = _judge(code, options, pdgcmd)
    if not options.norpc:
        _report(code, options, pdgcmd)
    return code


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the command of a PDG job.")
    parser.add_argument("--hfs", help="value of $HFS for the command")
    parser.add_argument("--setenv", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"))
    parser.add_argument("--preshell", help="shell script to source before the command")
    parser.add_argument("--postshell", help="shell script to source after it")
    parser.add_argument("--prepy", help="Python script to run before the command")
    parser.add_argument("--postpy", help="Python script to run after it")
    parser.add_argument("--norpc", action="store_true", help="report nothing")
    parser.add_argument("--keepalive", type=float, default=0, help="seconds between signs of life")
    status = parser.add_mutually_exclusive_group()
    status.add_argument("--sendstatus", action="store_true", help="report success or failure")
    status.add_argument("--sendsuccess", action="store_true", help="report success only")
    parser.add_argument(
        "--echandleby", type=int, choices=range(4), default=0, help="0 error 1 warning 2 retry 3 ok"
    )
    parser.add_argument("--eccustomcode", type=int, help="the exit code --echandleby is for")
    parser.add_argument("--pswait", type=float, default=0, help="seconds to wait after success")
    parser.add_argument("cmd", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    if not options.cmd:
        parser.error("give the command to run")
    return options


def _prepare_environment(options: argparse.Namespace) -> None:
    """Set what the options ask for; paths of a farm may be given by variables of its machines."""
    os.environ.update(dict(options.setenv))
    if options.hfs:
        os.environ["HFS"] = options.hfs
    if "PDG_PATHMAP_B64" in os.environ:
        text = os.environ.pop("PDG_PATHMAP_B64")
        padded = text + "=" * (-len(text) % 4)
        os.environ["PDG_PATHMAP"] = base64.urlsafe_b64decode(padded).decode("utf-8")
    for name in _EXPANDED:
        if name in os.environ:
            os.environ[name] = os.path.expandvars(os.environ[name])
    os.environ["PDG_EXE"] = ".exe" if sys.platform == "win32" else ""


def _import_pdgcmd() -> Any:
    """Import `pdgcmd`, which reads the environment, from the folder of the job scripts."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.dirname(here), here):
        if folder not in sys.path:
            sys.path.append(folder)
    import pdgcmd

    return pdgcmd


def _command_line(command: Sequence[str], options: argparse.Namespace) -> str:
    """Return the line for the shell: what holds spaces is one argument, variables are expanded."""
    line = " ".join(_quote(one) for one in command)
    if not (options.preshell or options.postshell) and _is_simple(command):
        # Signals then reach the command itself, not a shell that waits for it.
        line = "exec " + line
    source = "call" if sys.platform == "win32" else "."
    if options.preshell:
        line = "{} {} && {}".format(source, _quote(_existing(options.preshell)), line)
    if options.postshell:
        line = "{} && {} {}".format(line, source, _quote(options.postshell))
    return line


def _is_simple(command: Sequence[str]) -> bool:
    """Tell whether the shell would only start one program."""
    operators = any(re.search(r"^\S*[;&|<>()`]\S*$", one) for one in command)
    return sys.platform != "win32" and not operators and shutil.which(command[0]) is not None


def _quote(text: str) -> str:
    if text and not re.search(r"\s", text):
        return text
    return '"{}"'.format(text.replace('"', '\\"'))


def _existing(path: str) -> str:
    found = os.path.expandvars(path)
    if not os.path.exists(found):
        sys.exit("pdgjobcmd: there is no file {}".format(found))
    return found


def _run(command: str, options: argparse.Namespace, pdgcmd: Any) -> int:
    if options.prepy:
        runpy.run_path(_existing(options.prepy))
    pdgcmd.printlog("Starting: " + command)
    process = subprocess.Popen(command, shell=True, stdin=subprocess.DEVNULL)  # noqa: S602
    with _signals_for(process), _signs_of_life(options, pdgcmd):
        code = process.wait()
    if options.postpy:
        runpy.run_path(_existing(options.postpy))
    return code if code >= 0 else _SIGNALLED - code


@contextlib.contextmanager
def _signals_for(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Hand SIGINT and SIGTERM on, and wait for what the command makes of them."""

    def forward(number: int, _frame: Any) -> None:
        if process.poll() is None:
            process.send_signal(number)

    before = {number: signal.signal(number, forward) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _signs_of_life(options: argparse.Namespace, pdgcmd: Any) -> Iterator[None]:
    """Report every `--keepalive` seconds that the job is there."""
    over = threading.Event()

    def report() -> None:
        while not over.wait(options.keepalive):
            pdgcmd.keepalive(raise_exc=False)

    thread = threading.Thread(target=report, daemon=True)
    if options.keepalive > 0 and not options.norpc:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if thread.ident is not None:
            thread.join()


def _handling(code: int, options: argparse.Namespace) -> int:
    """Return what `--echandleby` makes of an exit code; only errors of the command itself count."""
    mine = options.eccustomcode in (None, code) and code < _SIGNALLED
    return int(options.echandleby) if mine else _ERROR


def _judge(code: int, options: argparse.Namespace, pdgcmd: Any) -> int:
    if not code:
        return 0
    text = "Finished with exit code {}".format(code)
    pdgcmd.printlog(text)
    handling = _handling(code, options)
    if handling == _WARNING and not options.norpc:
        pdgcmd.warning(text)
    return 0 if handling in (_WARNING, _IGNORE) else code


def _report(code: int, options: argparse.Namespace, pdgcmd: Any) -> None:
    if code == 0 and (options.sendstatus or options.sendsuccess):
        pdgcmd.workItemSuccess()
        threading.Event().wait(options.pswait)
    elif code and options.sendstatus:
        pdgcmd.workItemFailed()


if __name__ == "__main__":
    sys.exit(main())
