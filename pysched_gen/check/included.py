"""What becomes of included groups of parameters: who reads them, and what code is brought for it.

Parameters that PDG itself has (`pdg_maxtasks` and the like) do something by themselves; others do
what a text of the scheduler makes of them. Where no text does, the generated class gets code that
does: `templates/package/included.py.jinja`. It works through `expandCommandTokens`, of which every
callback takes the command of a job.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.nodes import walk
from pysched_gen.check.syntax.parse import Parsed, syntax_of
from pysched_gen.formats.dialog_script.tree import Multiparm, Parm
from pysched_gen.houdini.pdg_names import BUILTIN_PARAMETERS
from pysched_gen.model.scheduler import Base, Provenance
from pysched_gen.model.standard import standard_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Item
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["Idle", "brought_code", "idle_parameters"]

_HOOK = "expandCommandTokens"
_DIRECTORIES = "createJobDirsAndSerializeWorkItems"
_OWN = (_HOOK, _DIRECTORIES)


@dataclass(frozen=True, slots=True)
class _Effect:
    """What code does for some parameters of a group.

    Attributes:
        name: in the template.
        group: that has the parameters.
        parms: their names, without the prefix of the scheduler.
        methods: of PyScheduler; a text that calls one of them does the same by itself.
        inherited: LocalScheduler does it.
    """

    name: str
    group: str
    parms: tuple[str, ...]
    methods: tuple[str, ...] = ()
    inherited: bool = False


_OF_ENVIRONMENT = ("resolveEnvParams", "resolveBaseEnvironment", "initHoudiniMaxThreads")
_EFFECTS = (
    _Effect(
        "environment",
        "task-environment",
        ("envmulti", "envname#", "envvalue#", "env_file", "envunset"),
        ("resolveEnvParams",),
    ),
    _Effect("inherit", "task-environment", ("inheritlocalenv",), ("resolveBaseEnvironment",)),
    # Who builds the environment of a job by himself decides where it starts, too.
    _Effect("working_directory", "task-environment", ("setworkingdir",), _OF_ENVIRONMENT),
    _Effect(
        "threads",
        "task-environment",
        ("usehoudinimaxthreads", "houdinimaxthreads"),
        ("initHoudiniMaxThreads",),
    ),
    _Effect(
        "temp_directory",
        "temp-directory",
        ("tempdirmenu", "tempdirappendpid", "tempdircustom"),
        ("setTempDir",),
        inherited=True,
    ),
    _Effect(
        "path_map",
        "path-mapping",
        ("pdg_mapmode", "pdg_usemapzone", "pdg_mapzone"),
        ("resolvePathMapping", "addCommonJobEnvVars"),
        inherited=True,
    ),
    _Effect(
        "rpc",
        "rpc-server",
        (
            *("pdg_rpcignoreerrors", "pdg_rpcmaxerrors", "pdg_rpctimeout", "pdg_rpcretries"),
            *("pdg_rpcbackoff", "pdg_rpcbatch", "pdg_rpcrelease"),
        ),
        ("addCommonJobEnvVars",),
        inherited=True,
    ),
    _Effect("scripts", "job-scripts", ("preshell", "postshell", "prepy", "postpy")),
    _Effect(
        "submit",
        "submit-as-job",
        ("submitjobverbosity", "usesubmitjobnode", "submitjobnode", "submitjobfile"),
    ),
)


@dataclass(frozen=True, slots=True)
class Idle:
    """Parameters of an included group that do nothing, and what to do about it."""

    group: str
    names: tuple[str, ...]
    advice: str


def brought_code(scheduler: Scheduler) -> tuple[str, ...]:
    """Return the names of what code the class of `scheduler` gets for its included groups."""
    if not scheduler.include:
        return ()
    texts = _Texts(scheduler)
    return tuple(one.name for one in _due(scheduler, texts) if not texts.obstacle(one.name))


def idle_parameters(scheduler: Scheduler) -> Iterator[Idle]:
    """Yield, by group, included parameters that neither PDG, a text nor brought code reads."""
    if not scheduler.include:
        return
    texts = _Texts(scheduler)
    due = {one.name: one for one in _due(scheduler, texts)}
    for group in scheduler.include:
        obstacles: dict[str, list[str]] = {}
        effects = [one for one in _EFFECTS if one.group == group]
        for one in effects:
            why = texts.obstacle(one.name) if one.name in due else ""
            if why:
                obstacles.setdefault(why, []).extend(one.parms)
        for advice, names in obstacles.items():
            yield Idle(group, tuple(names), advice)
        known = {parm for one in effects for parm in one.parms}
        rest = [name for name in _names(scheduler, group) if _short(scheduler, name) not in known]
        unread = tuple(name for name in rest if not texts.has(_short(scheduler, name)))
        if unread and not (group in _OF_LOCAL and scheduler.base is Base.LOCAL_SCHEDULER):
            yield Idle(group, unread, "read them in a text; no code can be brought that does")


_OF_LOCAL = ("temp-directory", "message-queue")


def _due(scheduler: Scheduler, texts: _Texts) -> Iterator[_Effect]:
    """Yield what no text and no base class does."""
    local = scheduler.base is Base.LOCAL_SCHEDULER
    for effect in _EFFECTS:
        done = (effect.inherited and local) or texts.calls(effect.methods)
        if effect.group in scheduler.include and not done and not texts.has(*effect.parms):
            yield effect


def _short(scheduler: Scheduler, name: str) -> str:
    return name.removeprefix(f"{scheduler.parm_prefix}_")


def _names(scheduler: Scheduler, group: str) -> Iterator[str]:
    entries = standard_entries((group,), scheduler.parm_prefix, scheduler.release)
    yield from (name for name in _parms(entries) if name not in BUILTIN_PARAMETERS)


def _parms(entries: Iterable[Item]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Parm):
            if entry.name and entry.type not in ("button", "separator", "label"):
                yield entry.name
            continue
        if isinstance(entry, Multiparm) and entry.name:
            yield entry.name
        yield from _parms(getattr(entry, "items", ()))


class _Texts:
    """What the texts of a scheduler call, define and spell out."""

    def __init__(self, scheduler: Scheduler) -> None:
        syntax = syntax_of(scheduler)
        given = [one for one in scheduler.callbacks if one.provenance is Provenance.GIVEN]
        parts = [syntax.header, syntax.init, syntax.methods, *map(syntax.body, scheduler.callbacks)]
        nodes = [node for part in parts if isinstance(part, Parsed) for node in walk(part.tree)]
        self._prefix = f"{scheduler.parm_prefix}_"
        self._attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        self._constants = {
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        methods = syntax.methods
        tree = methods.tree if isinstance(methods, Parsed) else ast.Module([], [])
        self._defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        self._local = scheduler.base is Base.LOCAL_SCHEDULER
        self._submits = any(one.method == "submitAsJob" for one in given)

    def calls(self, methods: Iterable[str]) -> bool:
        """Tell whether a text uses one of `methods` of its class."""
        return any(method in self._attributes for method in methods)

    def has(self, *names: str) -> bool:
        """Tell whether a text spells out one of `names`, with the prefix or without."""
        plain = [name.partition("#")[0] for name in names]
        return any(
            name in self._constants or self._prefix + name in self._constants for name in plain
        )

    def obstacle(self, effect: str) -> str:
        """Return why code for `effect` cannot work in this class, "" where it can."""
        for name in _OWN:
            if name in self._defined:
                return f"methods.py defines {name} itself, so it has to read them"
        if effect == "submit" and not self._submits:
            return "there is no submitAsJob that could heed them; write one"
        if not self._local and not self.calls(_OWN):
            return f"no text takes the command of a job from {_HOOK}, through which they work"
        return ""
