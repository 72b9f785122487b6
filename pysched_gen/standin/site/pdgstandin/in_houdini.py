"""Scenarios in a real Houdini: `hython in_houdini.py SETTINGS.json RESULT.json`.

A script of its own, which asks for nothing but PDG's documented names, `hou` for the release, and
the standard library. SETTINGS has `scheduler`, a registered name, `modules`, the files and folders
of types of the package, and `patience`, the seconds that a cook may take. RESULT is written as soon
as Houdini has started, with the release, before each scenario, with its name as `playing`, and in
the end; its `scenarios` give status, evidence and seconds of each.

Graphs are made as a script makes them: a processor in Python, whose onGenerate adds the items, and
`GraphContext.cook`. Their jobs, and the scene, are in the current folder.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
import threading
import time
import traceback
from typing import Any, Callable, Sequence
from urllib.parse import unquote, urlsplit

__all__ = ["SCENARIOS", "main"]

_KINDS = {"String": str, "Integer": int, "Float": float}
_HERE = os.path.dirname(os.path.abspath(__file__))
_SCRIPT = "verify_job.py"
_MANY = 12  # items: more than most machines have slots
_LONG = 12.0  # seconds of a job that is cancelled
_TO_END = 6.0  # seconds in which it has to end then
_LOG = 3.0  # seconds until a log is there


class WrongError(Exception):
    """The scheduler does otherwise; the text is the evidence."""


class NotApplicableError(Exception):
    """The scenario has nothing to play with this scheduler; the text is the reason."""


class DoubtError(WrongError):
    """What costs time or eyes, and loses no frame."""


def _require(holds: object, evidence: str) -> None:
    if not holds:
        raise WrongError(evidence)


def main(settings_file: str, result_file: str) -> None:
    """Play all scenarios there are here."""
    import hou
    import pdg

    result: dict[str, Any] = {"release": hou.applicationVersionString(), "scenarios": {}}
    _write(result_file, result)
    with open(settings_file, encoding="utf-8") as file:
        settings = json.load(file)
    registry = pdg.TypeRegistry.types()
    for path in settings["modules"]:
        if settings["scheduler"] not in registry.typeNames(pdg.registeredType.Scheduler):
            registry.registerPythonPath(path)
    stage = Stage(pdg, registry, settings)
    stage.release = tuple(hou.applicationVersion()[:2])
    for name, play in SCENARIOS.items():
        if name not in settings["scenarios"]:
            continue
        result["playing"] = name
        _write(result_file, result)
        started = time.time()
        result["scenarios"][name] = [*_play(play, stage), time.time() - started]
    result["over"] = True
    _write(result_file, result)


def _write(path: str, result: dict[str, Any]) -> None:
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(result, file)
    os.replace(path + ".part", path)


def _play(play: Callable[[Stage], str], stage: Stage) -> list[str]:
    try:
        return ["passed", play(stage)]
    except NotApplicableError as reason:
        return ["skipped", str(reason)]
    except WrongError as wrong:
        return ["warned" if isinstance(wrong, DoubtError) else "failed", str(wrong)]
    except Exception as error:  # noqa: BLE001 - a scheduler may raise anything
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = "File {!r}, line {}".format(last.filename, last.lineno)
        return ["failed", "{}: {} ({})".format(type(error).__name__, error, place)]


class Stage:
    """What scenarios have at hand: PDG, the scheduler's name, jobs, and networks with both."""

    def __init__(self, pdg: Any, registry: Any, settings: dict[str, Any]) -> None:
        """Make the folder of the jobs, below the current one."""
        self.pdg = pdg
        self.registry = registry
        self.scheduler = str(settings["scheduler"])
        self.patience = float(settings["patience"])
        self.folder = os.path.abspath("verify_jobs")
        os.makedirs(self.folder)
        shutil.copy(os.path.join(_HERE, "playing", _SCRIPT), self.folder)
        self.jobs = _module_at(os.path.join(_HERE, "playing", "jobs.py")).Jobs(self.folder)
        self._plans: dict[str, list[Any]] = {}
        self._numbers = 0
        self.release: tuple[int, ...] = ()

    def number(self) -> int:
        """Return a number that was not given yet."""
        self._numbers += 1
        return self._numbers

    def type_of_scheduler(self) -> Any:
        """Return the registered type."""
        found = self.registry.registeredType(self.pdg.registeredType.Scheduler, self.scheduler)
        _require(found is not None, "no scheduler is registered as {!r}".format(self.scheduler))
        return found

    def network(self) -> Network:
        """Return a new network with a node of the scheduler."""
        self.type_of_scheduler()
        return Network(self)

    def command(self, key: str, arguments: str = "", *actions: Sequence[Any]) -> str:
        """Return the command of a job in Python; `actions` are functions of its script."""
        self._plans[key] = [list(one) for one in actions]
        with open(os.path.join(self.folder, "verify_plan.json"), "w", encoding="utf-8") as file:
            json.dump(self._plans, file)
        script = os.path.join(self.folder, _SCRIPT)
        return '"__PDG_PYTHON__" "{}" {} {}'.format(script, key, arguments).rstrip()

    def facts(self, key: str) -> dict[str, Any]:
        """Return what the last run of a key saw; raises WrongError where there is none."""
        folder = os.path.join(self.folder, "verify_facts")
        found = []
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if name.endswith(".json"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    found.append(json.load(file))
        found = [one for one in found if one["key"] == key]
        _require(found, "the job never began: are its tokens, quotes and spaces kept?")
        return dict(found[-1])


class Network:
    """A graph with one scheduler, which is that of each of its nodes."""

    def __init__(self, stage: Stage) -> None:
        """Make the graph."""
        self._stage = stage
        self.context = stage.pdg.GraphContext("verify{}".format(stage.number()))
        self.scheduler = self.context.addScheduler(stage.scheduler)
        _require(
            self.scheduler is not None, "addScheduler({!r}) makes no node".format(stage.scheduler)
        )

    def add(
        self,
        commands: Sequence[str],
        change: Callable[[Any, int], None] = lambda _item, _index: None,
        *,
        in_a_row: bool = False,
    ) -> Any:
        """Add a node with an item for each command; return it.

        `change` is called with each item as it is made; with `in_a_row` each waits for the one
        before it.
        """
        pdg = self._stage.pdg

        base: Any = pdg.PyProcessor

        class Items(base):  # type: ignore[misc]
            """Makes the items."""

            def __init__(self, node: Any) -> None:
                base.__init__(self, node)

            def onGenerate(self, item_holder: Any, _upstream: Any, _kind: Any) -> Any:
                """Add an item for each command."""
                before = None
                for index, command in enumerate(commands):
                    item = item_holder.addWorkItem(index=index)
                    item.setCommand(command)
                    change(item, index)
                    if in_a_row and before is not None:
                        item_holder.addDependency(item, before)
                    before = item
                return pdg.result.Success

        name = "verifyitems{}".format(self._stage.number())
        self._stage.registry.registerNode(
            Items, pdg.nodeType.Processor, name=name, label=name, category="Verify"
        )
        node = self.context.addNode(name)
        self.context.setScheduler(node.name, self.scheduler.name)
        return node

    def cook(self) -> None:
        """Cook; raises WrongError where that does not end in time."""
        over = threading.Event()

        def stop() -> None:
            over.set()
            self.context.cancelCook()

        timer = threading.Timer(self._stage.patience, stop)
        timer.daemon = True
        timer.start()
        try:
            self.context.cook(True)
        finally:
            timer.cancel()
        text = "the cook had not ended after {:g} s".format(self._stage.patience)
        _require(not over.is_set(), text)

    def cook_until(self, condition: Callable[[], object], then: Callable[[], None]) -> None:
        """Cook, and call `then` from another thread, half a second after `condition` holds."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(0.05):
                if condition():
                    over.wait(0.5)
                    then()
                    return

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            self.cook()
        finally:
            over.set()
            watcher.join()

    def cook_all(self, node: Any) -> None:
        """Cook; raises WrongError where an item of `node` does not succeed."""
        self.cook()
        for name, state in states_of(node):
            _require(state == "CookedSuccess", "{} ended as {}".format(name, state))


def states_of(node: Any) -> list[tuple[str, str]]:
    """Return name and state of each item of a node."""
    return [(str(one.name), str(one.state).rpartition(".")[2]) for one in node.workItems]


def _module_at(path: str) -> Any:
    spec = importlib.util.spec_from_file_location("verify_jobs", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _registers(stage: Stage) -> str:
    found = stage.type_of_scheduler()
    label = str(found.typeLabel)
    _require(label.strip(), "its label is empty: nobody finds it in the TAB menu")
    return "registered as {!r}, labelled {!r}".format(found.typeName, label)


def _constructs(stage: Stage) -> str:
    for _number in range(2):
        stage.network()
    return "two nodes were made"


def _reads_parameters(stage: Stage) -> str:
    body = getattr(stage.type_of_scheduler().typeObject, "templateBody", None)
    parameters = json.loads(body())["parameters"] if body is not None else []
    made = stage.network().scheduler
    for one in parameters:
        port = made.parameter(one["name"])
        _require(port is not None, "the node has no parameter {!r}".format(one["name"]))
        kind = one["type"]
        _require(kind in _KINDS, "{}: its type is {!r}".format(one["name"], kind))
        value = getattr(port, "evaluate" + {"Integer": "Int"}.get(kind, kind))()
        right = isinstance(value, _KINDS[kind])
        _require(right, "{}: evaluates to {!r}".format(one["name"], value))
    return "{} parameters evaluate".format(len(parameters))


def _item_succeeds(stage: Stage) -> str:
    number, network = stage.number(), stage.network()
    network.cook_all(network.add([stage.jobs.good(number)]))
    runs = len(stage.jobs.runs(number))
    _require(runs == 1, "its command ran {} times in place of once".format(runs))
    return "one item cooked"


def _item_command(stage: Stage) -> str:
    network = stage.network()
    arguments = '--report "two  words" "a;b" "__PDG_ITEM_NAME__"'
    node = network.add([stage.command("words", arguments)])
    network.cook_all(node)
    seen = stage.facts("words")["argv"]
    wanted = ["words", "--report", "two  words", "a;b", str(node.workItems[0].name)]
    _require(seen == wanted, "the job got the arguments {}, not {}".format(seen, wanted))
    return "a command with quotes and tokens reached its job"


def _item_environment(stage: Stage) -> str:
    network = stage.network()
    own = "two words; & $HOME \u00e9"
    node = network.add(
        [stage.command("environment")],
        lambda item, _index: item.addEnvironmentVar("VERIFY_OWN", own),
    )
    network.cook_all(node)
    seen, item = stage.facts("environment")["environment"], node.workItems[0]
    wanted = {"PDG_ITEM_NAME": str(item.name), "PDG_ITEM_ID": str(item.id), "VERIFY_OWN": own}
    for name, value in wanted.items():
        got = seen.get(name)
        _require(got == value, "{} is {!r} in the job, not {!r}".format(name, got, value))
    for name in ("PDG_DIR", "PDG_SCRIPTDIR", "PDG_TEMP", "PDG_RESULT_SERVER"):
        _require(seen.get(name), "the job has no {}".format(name))
    return "the job has the variables of PDG and of its item"


def _set_attributes(item: Any, _index: int) -> None:
    item.setStringAttrib("shot", "sh 010 \u00e9")
    item.setIntAttrib("frames", [1, 2, 3])


def _item_data(stage: Stage) -> str:
    network = stage.network()
    node = network.add([stage.command("data", "", ["data"])], _set_attributes)
    network.cook()
    facts = stage.facts("data")
    _require(not facts["errors"], "the job could not load its item: {}".format(facts["errors"]))
    seen = facts["item"]
    right = (seen["name"], seen["attributes"].get("frames")) == (
        str(node.workItems[0].name),
        [1, 2, 3],
    )
    _require(right, "the job loaded {}".format(seen))
    return "the job loaded its item"


def _item_reports(stage: Stage) -> str:
    network = stage.network()
    node = network.add([stage.command("report", "", ["report"])])
    network.cook()
    errors = stage.facts("report")["errors"]
    _require(not errors, "the job could not report: {}".format(errors))
    item = node.workItems[0]
    outputs = sorted(os.path.basename(str(getattr(f, "path", f))) for f in item.outputFiles)
    _require(len(outputs) == 2, "of two outputs there are {}".format(outputs))  # noqa: PLR2004
    told = item.stringAttribValue("told")
    _require(told == "two words \u00e9", "an attribute of the job is {!r}".format(told))
    return "two outputs and an attribute arrived"


def _item_endings(stage: Stage) -> str:
    network = stage.network()
    commands = [
        stage.jobs.bad(stage.number()),
        stage.command("killed", "", ["kill", 9]),
        stage.command("seven", "", ["end", 7]),
    ]
    node = network.add(commands)
    network.cook()
    for (name, state), command in zip(states_of(node), commands):
        _require(state == "CookedFail", "{} ended as {}: {}".format(name, state, command))
    return "three jobs that failed are failed"


def _item_names(stage: Stage) -> str:
    labels = ("Shot 010/\u00e9", "007", "it's $HOME", 'a "b"; c')
    network = stage.network()
    commands = [stage.jobs.good(stage.number()) for _label in labels]
    network.cook_all(network.add(commands, lambda item, index: item.setLabel(labels[index])))
    return "{} labels were taken".format(len(labels))


def _item_fails(stage: Stage) -> str:
    bad, after = stage.number(), stage.number()
    network = stage.network()
    node = network.add([stage.jobs.bad(bad), stage.jobs.good(after)], in_a_row=True)
    network.cook()
    (name, state), _other = states_of(node)
    _require(state == "CookedFail", "{} ended as {}".format(name, state))
    _require(not stage.jobs.runs(after), "an item that waits for a failed one ran")
    return "the item failed, and what waits for it did not run"


def _each_once(stage: Stage) -> str:
    network = stage.network()
    numbers = [stage.number() for _ in range(_MANY)]
    network.cook_all(network.add([stage.jobs.brief(number, 0.25) for number in numbers]))
    for number in numbers:
        runs = len(stage.jobs.runs(number))
        _require(runs == 1, "the command of an item ran {} times in place of once".format(runs))
    return "{} items ran once each".format(_MANY)


def _second_cook(stage: Stage) -> str:
    number, network = stage.number(), stage.network()
    node = network.add([stage.jobs.good(number)])
    for cooks in (1, 2):
        network.cook_all(node)
        runs = len(stage.jobs.runs(number))
        _require(runs == cooks, "after cook {} its command ran {} times".format(cooks, runs))
        network.context.graph.dirty(False)
    return "two cooks of one node"


def _two_networks(stage: Stage) -> str:
    networks = [stage.network() for _ in range(2)]
    numbers = [stage.number() for _ in networks]
    for network, number in zip(networks, numbers):
        network.cook_all(network.add([stage.jobs.good(number)]))
        _require(len(stage.jobs.runs(number)) == 1, "its command did not run once")
    return "a node in each of two networks cooked"


def _cook_cancelled(stage: Stage) -> str:
    jobs, network = stage.jobs, stage.network()
    numbers = [stage.number() for _ in range(3)]
    node = network.add([jobs.brief(number, _LONG) for number in numbers])
    network.cook_until(
        lambda: any(jobs.runs(number) for number in numbers), network.context.cancelCook
    )
    _require(any(jobs.runs(number) for number in numbers), "no job began")
    alive = _still_alive(stage, numbers)
    text = "{:g} s after the cook was cancelled {} of its jobs still ran".format(_TO_END, alive)
    _require(not alive, text)
    for name, state in states_of(node):
        _require(state not in ("Scheduled", "Cooking"), "{} is still {}".format(name, state))
    return "the cook ended, and no job goes on"


def _still_alive(stage: Stage, numbers: Sequence[int]) -> int:
    """Return how many jobs run after the time that they have to end."""
    end = time.time() + _TO_END
    while any(stage.jobs.alive(number) for number in numbers) and time.time() < end:
        time.sleep(0.05)
    return sum(len(stage.jobs.alive(number)) for number in numbers)


def _item_cancelled(stage: Stage) -> str:
    if stage.release < (21, 0):
        raise NotApplicableError("PDG tells no scheduler of single items before Houdini 21.0")
    if not hasattr(stage.type_of_scheduler().typeObject, "onCancelWorkItems"):
        raise NotApplicableError("it has no onCancelWorkItems, so PDG cancels whole cooks only")
    jobs, network = stage.jobs, stage.network()
    numbers = [stage.number() for _ in range(2)]
    node = network.add([jobs.brief(numbers[0], _LONG), jobs.brief(numbers[1], 1.0)])

    def cancel() -> None:
        # There are no items before the cook.
        node.workItems[0].cancel()

    network.cook_until(lambda: jobs.runs(numbers[0]), cancel)
    _require(jobs.runs(numbers[0]), "the job of the item to be cancelled never began")
    alive = _still_alive(stage, numbers[:1])
    _require(not alive, "{:g} s after its item was cancelled a job still ran".format(_TO_END))
    (name, state), (other, other_state) = states_of(node)
    _require(state == "CookedCancel", "{} was cancelled, and ended as {}".format(name, state))
    text = "{} was cancelled, and {} ended as {}".format(name, other, other_state)
    _require(other_state == "CookedSuccess", text)
    return "one item was cancelled and its job ended; the other one cooked"


def _registers_twice(stage: Stage) -> str:
    name = stage.type_of_scheduler().typeObject.__module__
    while not hasattr(sys.modules.get(name), "registerTypes"):
        name, dot, _ = name.rpartition(".")
        if not dot:
            raise NotApplicableError("the class is not in the module that registers it")
    try:
        sys.modules[name].registerTypes(stage.registry)
    except Exception as error:
        text = "the second registerTypes raised {}: {}".format(type(error).__name__, error)
        raise DoubtError(text) from error
    return "registerTypes can be called again"


def _log_uri(stage: Stage) -> str:
    network = stage.network()
    node = network.add([stage.command("log", "", ["say", "verify says this"])])
    network.cook_all(node)
    uri = str(node.workItems[0].logURI or "")
    if not uri.startswith("file:"):
        return "its log is at {!r}, which this machine cannot open".format(uri)
    path = unquote(urlsplit(uri).path)
    end = time.time() + _LOG
    while not _has_line(path) and time.time() < end:
        time.sleep(0.1)
    if not _has_line(path):
        raise DoubtError("{} has not what the job printed".format(uri))
    return "{} has what the job printed".format(uri)


def _has_line(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    with open(path, encoding="utf-8", errors="replace") as file:
        return "verify says this" in file.read()


SCENARIOS: dict[str, Callable[[Stage], str]] = {
    "registers": _registers,
    "constructs": _constructs,
    "reads-parameters": _reads_parameters,
    "item-succeeds": _item_succeeds,
    "item-command": _item_command,
    "item-environment": _item_environment,
    "item-data": _item_data,
    "item-reports": _item_reports,
    "item-endings": _item_endings,
    "item-names": _item_names,
    "item-fails": _item_fails,
    "deferred-once": _each_once,
    "cook-cancelled": _cook_cancelled,
    "two-networks": _two_networks,
    "second-cook": _second_cook,
    "log-uri": _log_uri,
    "item-cancelled": _item_cancelled,
    "registers-twice": _registers_twice,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
