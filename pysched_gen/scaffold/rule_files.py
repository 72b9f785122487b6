"""The files of a rule of one's own: the rule with its page, a test, and what makes it a plug-in."""

from __future__ import annotations

__all__ = ["rule_files"]

_RULE = '''\
"""Queues must have names that the farm knows.

## What it does
Reports a call of `self.submit_to("...")` with a name that is none of QUEUES.

## Why it matters on a farm
The farm takes such a job and never runs it.

## Bad
    # onschedule.py
    self.submit_to("nigth")
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit_to(self, queue):
        self.queue = queue

## Good
    # onschedule.py
    self.submit_to("night")
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit_to(self, queue):
        self.queue = queue

## Since
Every release.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.text import Text

rule = Rule(__name__, "{code}", Severity.WARNING)

QUEUES = ("day", "night")


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a queue that there is not."""
    if text.context.inference.type_of(node.func, text) != "method self.submit_to":
        return
    for queue in node.args[:1]:
        if isinstance(queue, ast.Constant) and queue.value not in QUEUES:
            yield Finding(queue, f"the farm has no queue {queue.value!r}; take one of {QUEUES}")
'''
_TEST = '''\
"""Plays the page's examples, as `pysched-gen test-rules` does."""

import subprocess
import sys
from pathlib import Path

RULE = Path(__file__).parent.parent / "{package}" / "{module}.py"


def test_the_examples_of_its_page():
    command = [sys.executable, "-m", "pysched_gen", "test-rules", str(RULE)]
    subprocess.run(command, check=True)
'''
_PROJECT = """\
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "{distribution}"
version = "0.1"
dependencies = ["pysched_gen"]

[project.entry-points."pysched_gen.rules"]
{plugin} = "{package}"

[tool.setuptools]
packages = ["{package}"]
"""


def rule_files(plugin: str, name: str, code: str) -> dict[str, str]:
    """Return the files, path to text, of plug-in `plugin` with a rule `name` and its `code`."""
    package, module = f"{plugin.replace('-', '_')}_rules", name.replace("-", "_")
    words = {
        "package": package,
        "module": module,
        "plugin": plugin,
        "distribution": f"{plugin}-rules",
    }
    return {
        "pyproject.toml": _PROJECT.format(**words),
        f"{package}/__init__.py": "",
        f"{package}/{module}.py": _RULE.replace("{code}", code),
        f"tests/test_{module}.py": _TEST.format(**words),
    }
