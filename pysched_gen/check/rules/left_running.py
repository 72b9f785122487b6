"""What a scheduler starts must be stopped.

## What it does
Reports a pool, a server, a file or a process that is put into an attribute of self where no text
of the scheduler shuts it down or closes it, and a thread or timer that goes on for ever: its
function loops `while True` with no way out, or starts its own timer anew and nobody cancels it.
All callbacks are looked at together.

## Why it matters on a farm
Each cook leaves one more behind. Polls of dead cooks go on asking the farm, ports and files run
out, and Houdini does not end when the artist quits.

## Bad
    # onstartcook.py
    from concurrent.futures import ThreadPoolExecutor
    self.pool = ThreadPoolExecutor(4)
    return True

## Good
    # onstartcook.py
    from concurrent.futures import ThreadPoolExecutor
    self.pool = ThreadPoolExecutor(4)
    return True
    # onstopcook.py
    self.pool.shutdown()
    return True

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import own_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG146", Severity.WARNING)

_POOLS = ("shutdown",)
# What makes such a thing, what ends it, and what to call it.
_STARTED = {
    "from concurrent.futures.ThreadPoolExecutor": (_POOLS, "a pool of threads"),
    "from concurrent.futures.ProcessPoolExecutor": (_POOLS, "a pool of processes"),
    "from multiprocessing.Pool": (("terminate", "close"), "a pool of processes"),
    "from multiprocessing.pool.ThreadPool": (("terminate", "close"), "a pool of threads"),
    "from xmlrpc.server.SimpleXMLRPCServer": (("server_close", "shutdown"), "a server"),
    "from http.server.HTTPServer": (("server_close", "shutdown"), "a server"),
    "from http.server.ThreadingHTTPServer": (("server_close", "shutdown"), "a server"),
    "from socketserver.TCPServer": (("server_close", "shutdown"), "a server"),
    "from socketserver.ThreadingTCPServer": (("server_close", "shutdown"), "a server"),
}
_FILES = frozenset({"text-file", "binary-file"})
_THREADS = frozenset({"from threading.Thread", "from threading.Timer"})
_TESTS = (ast.If, ast.Compare, ast.BoolOp, ast.UnaryOp)
_LEAVES = (ast.Break, ast.Return, ast.Raise)


@rule.node(ast.Assign)
def visit_assignment(node: ast.Assign, text: Text) -> Iterator[Finding]:
    """Report what is kept open in an attribute of self."""
    name = _attribute_of_self(node, text)
    if not name or not isinstance(node.value, ast.Call):
        return
    inference = text.context.inference
    ends, thing = _STARTED.get(inference.type_of(node.value.func, text), ((), ""))
    if not ends and inference.type_of(node.value, text) in _FILES:
        ends, thing = ("close",), "a file"
    if ends and not _is_ended(name, ends, text):
        yield Finding(
            node.value,
            f"self.{name} is {thing} that nothing ends; call self.{name}.{ends[0]}() in onStopCook "
            "or onStop",
        )


def _attribute_of_self(node: ast.Assign, text: Text) -> str:
    target = node.targets[0]
    if len(node.targets) > 1 or not isinstance(target, ast.Attribute):
        return ""
    is_self = text.context.inference.type_of(target.value, text) == "self"
    return target.attr if is_self else ""


def _is_ended(name: str, ends: tuple[str, ...], text: Text) -> bool:
    """Return whether a text ends self.`name`, or hands it to somebody who may."""
    for one in text.context.texts:
        for node in one.nodes.of(ast.Attribute):
            if node.attr != name or not isinstance(node.ctx, ast.Load):
                continue
            parent = one.parent_of(node)
            # Whoever gets it may end it; to ask for it, or to use it, does not.
            used = isinstance(parent, ast.Attribute) and parent.attr not in ends
            if not used and not isinstance(parent, _TESTS):
                return True
    return bool(text.context.unparsable) or name in text.context.inference.asked_names


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a thread that never ends, and a timer that starts itself for ever."""
    kind = text.context.inference.type_of(node.func, text)
    if kind not in _THREADS:
        return
    function = _target(node, kind, text)
    if function is None:
        return
    if kind == "from threading.Thread":
        if any(isinstance(one, ast.While) and _is_endless(one) for one in own_nodes(function.body)):
            yield Finding(
                node,
                f"{function.name} loops for ever, so this thread outlives the cook; loop while "
                "not self.stopping.wait(1), and set that threading.Event in onStopCook",
            )
    elif _starts_itself(function, text) and not _anyone_calls("cancel", text):
        yield Finding(
            node,
            f"{function.name} starts this timer again and again, and nothing cancels it; keep it "
            "in an attribute and cancel() it in onStopCook",
        )


def _target(node: ast.Call, kind: str, text: Text) -> ast.FunctionDef | None:
    """Return the function of the texts that a thread or timer runs."""
    place, word = (1, "function") if kind.endswith("Timer") else (1, "target")
    values = [one.value for one in node.keywords if one.arg == word] or node.args[place:][:1]
    if not values:
        return None
    inference = text.context.inference
    found = inference.type_of(values[0], text)
    if found.startswith("method self."):
        known = inference.methods.get(found.removeprefix("method self."))
        return known[1] if known else None
    defined = inference.definition_of(found)
    return defined[1] if defined and isinstance(defined[1], ast.FunctionDef) else None


def _is_endless(node: ast.While) -> bool:
    always = isinstance(node.test, ast.Constant) and bool(node.test.value)
    return always and not any(isinstance(one, _LEAVES) for one in own_nodes(node.body))


def _starts_itself(function: ast.FunctionDef, text: Text) -> bool:
    for where in text.context.texts:
        for node in where.nodes.of(ast.Call):
            if where.function_of(node) is function and (
                where.context.inference.type_of(node.func, where) == "from threading.Timer"
            ):
                return _target(node, "from threading.Timer", where) is function
    return False


def _anyone_calls(name: str, text: Text) -> bool:
    return any(
        node.attr == name for one in text.context.texts for node in one.nodes.of(ast.Attribute)
    )
