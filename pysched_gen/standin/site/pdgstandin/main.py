"""What the child process runs: `main.py CONFIG.json [--events-fd N]`.

The configuration is a JSON object:

    mode         "cook", or "scenario": see `pdgstandin.playing`
    scheduler    registered name of the type
    graph        a graph, or the path of a file with one
    values       parameters of the scheduler
    overrides    parameters of nodes, by node: they override those of the scheduler
    env          variables to set
    timeout      seconds until the cook is cancelled, null for none
    working_dir  what $HIP is; the current directory by default
    folders      of the package: put first on HOUDINI_PATH where that does not hold them

Events are written as JSON lines with `kind` and `time`; the last of a cook is "result" with
`reached`, `timed_out` and `seconds`, or an "error" with `refused`: "configuration" or "scheduler",
whichever cannot be used. The exit code is 0 where the mode did what it is for, 2 for
what cannot be used, 130 after Ctrl-C. SIGINT during a cook cancels it through the scheduler.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import signal
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any, Callable, Iterator, Mapping

from pdg._callback_calls import call
from pdg._enums import PdgEnum
from pdg._errors import CookError

from pdgstandin import lost_words
from pdgstandin.build import set_path_map
from pdgstandin.job_watch import JobWatch, log_tail
from pdgstandin.session import Session
from pdgstandin.spec import GraphSpec, SpecError

if TYPE_CHECKING:
    from pdgstandin.recorder import Listener
    from pdgstandin.session import CookResult

__all__ = ["Emit", "main", "prepare", "writer"]

Emit = Callable[..., None]
_INTERRUPTED = 130
_AGAIN = 0.05  # seconds
_EXPLAINED = 100  # failed items of which more is told
_FORKED = "importing the package forked the process, in Houdini there would be two of it"
_STATIC_TOGETHER = (
    "a static cook is for one scheduler, and nodes of the graph name others: what each gets in "
    "onScheduleStatic is not documented"
)
_INSIDE = (
    "the working directory is {0} by its default, and $HIP here, so that a trial leaves it alone; "
    "--set pdg_workingdir={0} to cook in it"
)
_HEAD, _TAIL = 1 << 16, 1 << 12  # characters that are told of a longer text
_encode = json.JSONEncoder().encode  # a package may replace json.dumps


class _SchedulerError(CookError):
    """The code of the scheduler raises as it is made: no fault of the configuration."""


def main(arguments: list[str] | None = None) -> int:
    """Run the configuration that the arguments name; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the stand-in for PDG.")
    parser.add_argument("config")
    parser.add_argument("--events-fd", type=int, default=-1)
    options = parser.parse_args(arguments)
    with open(options.config, encoding="utf-8") as file:
        config: dict[str, Any] = json.load(file)
    emit = writer(options.events_fd)
    try:
        if config.get("mode", "cook") == "cook":
            return _cook(config, emit)
        play: Callable[[dict[str, Any], Emit], int] = importlib.import_module(
            "pdgstandin.playing"
        ).play
        return play(config, emit)
    except KeyboardInterrupt:
        return _INTERRUPTED


def writer(descriptor: int) -> Emit:
    """Return `emit(kind, time, **facts)`, which writes a line to `descriptor`; to none for -1."""
    if descriptor < 0:
        return lambda *_positional, **_facts: None
    stream = os.fdopen(descriptor, "w", encoding="utf-8")
    lock = threading.Lock()

    def emit(kind: str, time: float = 0.0, **facts: Any) -> None:
        facts = {key: _plain(value) for key, value in facts.items()}
        line = _encode({**facts, "kind": kind, "time": time}) + "\n"
        # A reader that is gone ends this process by other means.
        with lock, contextlib.suppress(OSError, ValueError):
            stream.write(line)
            stream.flush()

    return emit


def _plain(value: Any) -> Any:
    """Return what JSON can hold of a fact: the name of an enum member, the text of an object."""
    if isinstance(value, PdgEnum):
        return value.name
    if isinstance(value, str):
        return _cut(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return _cut(repr(value))


def _cut(text: str) -> str:
    """Return a text as it is told: an exception may have a message of any length."""
    left = len(text) - _HEAD - _TAIL
    return text if left <= 0 else "{}... {} more ...{}".format(text[:_HEAD], left, text[-_TAIL:])


def prepare(config: Mapping[str, Any], listener: Listener | None = None) -> Session:
    """Return a session with the types of the package loaded, and with nothing else in it."""
    os.environ.update({name: str(value) for name, value in config.get("env", {}).items()})
    path = os.environ.get("HOUDINI_PATH", "&")
    known = path.replace(":", ";").split(";")
    missing = [folder for folder in config.get("folders", ()) if folder not in known]
    os.environ["HOUDINI_PATH"] = ";".join([*missing, path])
    session = Session(config.get("working_dir") or os.getcwd())
    if listener is not None:
        session.recorder.listen(listener)
    # Held here: a package may replace the functions.
    process, leave = os.getpid, os._exit
    own = process()
    session.discover()
    if process() != own:
        # A module of types forked as it was imported: one of the two is enough.
        session.recorder.record("warning", 0.0, message=_FORKED)
        leave(0)
    return session


def _cook(config: Mapping[str, Any], emit: Emit) -> int:
    session = prepare(config, lambda kind, time, facts: emit(kind, time, **facts))
    session.context._is_attended = False
    session.context._watch = JobWatch(session.context._clock, emit)
    try:
        spec = _graph(config)
        set_path_map(spec)
        _make_scheduler(session, config["scheduler"], config.get("values") or {})
        session.load(spec)
        if config.get("static"):
            _refuse_static(session)
        with _cancelling(session):
            result = _result(session, config)
        _explain(session, emit)
    except (CookError, SpecError, KeyError, OSError) as error:
        message = error.args[0] if isinstance(error, (KeyError, CookError)) else error
        refused = "scheduler" if isinstance(error, _SchedulerError) else "configuration"
        return _refuse(session, emit, str(message), refused)
    finally:
        session.close()
    _tell(session, emit, result)
    return 0


def _refuse_static(session: Session) -> None:
    """Raise SpecError for a static cook of several schedulers, _SchedulerError for an idle one."""
    if len(session.context.schedulers) > 1:
        raise SpecError(_STATIC_TOGETHER)
    for scheduler in session.context.schedulers:
        if _does_nothing(scheduler._callback("onScheduleStatic")):
            raise _SchedulerError(
                "{}: its onScheduleStatic does nothing, so a static cook would wait for ever: "
                "this callback schedules all items of one".format(scheduler.name)
            )


def _does_nothing(callback: Any) -> bool:
    """Tell whether a callback is the one of the base class, or one that at most prints."""
    if getattr(callback, "__qualname__", "").startswith("PyScheduler."):
        return True
    code = getattr(getattr(callback, "__func__", None), "__code__", None)
    return code is not None and set(code.co_names) <= {"print", "len"}


def _explain(session: Session, emit: Emit) -> None:
    """Tell of items that failed where their logs are, and of all which outputs are missing."""
    for item in list(session.context.graph._by_id.values()):
        lost = _missing_outputs(item) if item.state.name == "CookedSuccess" else []
        if lost and item._scheduler is not None:
            text = "{} succeeded without its expected output {}".format(item.name, ", ".join(lost))
            emit("warning", session.context._clock(), item=item.name, message=text)
    failed = [
        item
        for item in session.context.graph._by_id.values()
        if item.state.name == "CookedFail" and item._scheduler is not None
    ]
    for item in failed[:_EXPLAINED]:
        log, status = _uri_of(item, "getLogURI"), _uri_of(item, "getStatusURI")
        emit(
            "explained",
            session.context._clock(),
            id=item.id,
            name=item.name,
            log=log,
            status_uri=status,
            tail=log_tail(log),
            missing=_missing_outputs(item),
        )


def _uri_of(item: Any, method: str) -> str:
    """Return what a callback says of an item, without recording that it was asked."""
    value = call(item._scheduler._callback(method), (item,)).value
    return value if isinstance(value, str) else ""


def _missing_outputs(item: Any) -> list[str]:
    """Return the expected outputs of an item that are not there."""
    files = [item._scheduler.localizePath(file.path) for file in item.expectedOutputFiles]
    return [path for path in files if not os.path.exists(path)]


def _result(session: Session, config: Mapping[str, Any]) -> CookResult:
    """Cook, here or by the job that the scheduler submits."""
    lost_words.watch(lambda text: session.context._error(text, source="onSchedule"))
    if config.get("submit"):
        from pdgstandin.submitted import submit

        return submit(session, config.get("timeout"))
    if config.get("static"):
        return session.cook(config.get("timeout"), static=True)
    return session.cook(config.get("timeout"))


def _make_scheduler(session: Session, name: str, values: Mapping[str, Any]) -> None:
    """Make the scheduler; raises _SchedulerError for whatever its own code raises."""
    try:
        session.add_scheduler(name, values=values)
        if session.left_out:
            session.recorder.record("warning", 0.0, message=_INSIDE.format(session.left_out))
    except (CookError, KeyError):
        raise
    except Exception as error:
        sys.stderr.write(traceback.format_exc())
        last_line = importlib.import_module("pdgstandin.playing.context").last_line
        text = last_line(traceback.format_exc())
        raise _SchedulerError("the scheduler {} cannot be made: {}".format(name, text)) from error


def _refuse(session: Session, emit: Emit, message: str, refused: str) -> int:
    """Say what is wrong, and which modules of types could not be loaded."""
    for _name, file, trace in session.registry._failures:
        message += "\n{}: {}".format(file, trace.strip().splitlines()[-1])
    emit("error", session.context._clock(), message=message, refused=refused)
    sys.stderr.write(message + "\n")
    return 2


def _graph(config: Mapping[str, Any]) -> GraphSpec:
    """Return the graph of the configuration with its overrides; raises SpecError."""
    given = config["graph"]
    spec = GraphSpec.from_file(given) if isinstance(given, str) else GraphSpec.from_json(given)
    overrides = config.get("overrides") or {}
    known = {node.name: node for node in spec.nodes}
    for name, parameters in overrides.items():
        if name not in known:
            raise SpecError("overrides: there is no node {!r} in the graph".format(name))
        known[name].parms.update(parameters)
    return spec


def _tell(session: Session, emit: Emit, result: CookResult) -> None:
    emit(
        "result",
        session.context._clock(),
        reached=result.reached,
        timed_out=result.timed_out,
        seconds=result.seconds,
        submitted=bool(getattr(result, "submitted", True)),
        tick=_tick_period(session),
    )


def _tick_period(session: Session) -> float:
    scheduler = session.context.defaultScheduler
    return 0.0 if scheduler is None else scheduler.port("pdg_tickperiod").evaluateFloat()


@contextlib.contextmanager
def _cancelling(session: Session) -> Iterator[None]:
    """Let SIGINT cancel the cook; from a thread, since the main one may hold any lock.

    One that comes before the cook has begun cancels it as soon as it has.
    """
    over = threading.Event()

    def cancel() -> None:
        session.cancel()
        while not over.wait(_AGAIN):
            session.cancel()

    def ask(number: int, frame: Any) -> None:
        del number, frame
        threading.Thread(target=cancel, name="cancel").start()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        over.set()
        signal.signal(signal.SIGINT, before)


if __name__ == "__main__":
    sys.exit(main())
