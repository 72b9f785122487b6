"""A secret must not travel with the job.

## What it does
Reports a password, key or token that is put into the environment, the task or the payload of a
job: `environment["FARM_PASSWORD"] = ...`, `json.dumps({"api_key": ...})`.

## Why it matters on a farm
What a job gets is kept in the farm's database, shown on its web page and by `ps`, and printed by
every script that dumps its environment; anybody who can see the job has the secret.

## Bad
    # onschedule.py
    environment = dict(work_item.environment)
    environment["FARM_PASSWORD"] = self.password
    self.queue.append((work_item.id, environment))
    return pdg.scheduleResult.Succeeded
    # init.py
    import os

    self.password = os.environ.get("FARM_PASSWORD", "")
    self.queue = []

## Good
    # onschedule.py
    environment = dict(work_item.environment)
    self.queue.append((work_item.id, environment))
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.rules.secret_parameter import secret_in
from pysched_gen.check.syntax.nodes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG175", Severity.WARNING)

_FOR_JOBS = ("env", "environment", "environ", "task", "payload", "job_env", "job_data", "task_data")
_DUMPS = frozenset({"from json.dump", "from json.dumps"})


@rule.node(ast.Assign)
def visit_assignment(node: ast.Assign, _text: Text) -> Iterator[Finding]:
    """Report `environment["FARM_PASSWORD"] = ...` and `task = {"password": ...}`."""
    for target in node.targets:
        if isinstance(target, ast.Subscript) and _is_for_jobs(target.value):
            yield from _handed(target.slice, node.value)
        elif isinstance(node.value, ast.Dict) and _is_for_jobs(target):
            yield from _dictionary(node.value)


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report `json.dumps({"password": ...})` in onSchedule."""
    task = node.args[0] if node.args and text.method == "onSchedule" else None
    if isinstance(task, ast.Dict) and text.context.inference.type_of(node.func, text) in _DUMPS:
        yield from _dictionary(task)


def _is_for_jobs(node: ast.expr) -> bool:
    name = dotted_name(node)
    if name == "os.environ":
        return False
    return name.rpartition(".")[2].lower().strip("_") in _FOR_JOBS


def _dictionary(node: ast.Dict) -> Iterator[Finding]:
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None:
            yield from _handed(key, value)


def _handed(key: ast.expr, value: ast.expr) -> Iterator[Finding]:
    name = key.value if isinstance(key, ast.Constant) else ""
    if not isinstance(name, str) or name.startswith("PDG_"):
        return
    word = secret_in(name) or secret_in(dotted_name(value).rpartition(".")[2])
    if word and not isinstance(value, ast.Constant):
        yield Finding(
            value,
            f"the {word} goes with the job, and everyone who sees the job has it; let the farm's "
            "machines have it, or hand on where it is kept",
        )
