"""A function that is to run later must be handed over, not called.

## What it does
Reports a call where a function is wanted: what a thread, a timer, a pool, `signal.signal`,
`atexit.register`, `self.runOnMainThread` and the like are given to call later. Only calls that
surely give no function are reported, so not those of what makes one.

## Why it matters on a farm
The call runs at once, in the callback, and PDG waits for it; what was to run later is its result,
most often None. The thread ends without a word, and the farm is never asked again.

## Bad
    # onstartcook.py
    import threading
    working_dir = self["pdg_workingdir"].evaluateString()
    self.setWorkingDir(working_dir, working_dir)
    self.poller = threading.Thread(target=self.poll(), daemon=True)
    self.poller.start()
    return True
    # methods.py
    def poll(self):
        print(self.name)

## Good
    # onstartcook.py
    import threading
    working_dir = self["pdg_workingdir"].evaluateString()
    self.setWorkingDir(working_dir, working_dir)
    self.poller = threading.Thread(target=self.poll, daemon=True)
    self.poller.start()
    return True
    # methods.py
    def poll(self):
        print(self.name)

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.returns import can_fall_off, own_function
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import own_nodes
from pysched_gen.houdini import pdg_api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG187", Severity.ERROR)

_POOLS = frozenset(
    {
        "from concurrent.futures.ThreadPoolExecutor",
        "from concurrent.futures.ProcessPoolExecutor",
        "from multiprocessing.Pool",
        "from multiprocessing.pool.ThreadPool",
    }
)
# Where each takes what it is to call: its place among the arguments, and its keyword.
_TAKES = {
    "from threading.Thread": (1, "target"),
    "from threading.Timer": (1, "function"),
    "from multiprocessing.Process": (1, "target"),
    "from _thread.start_new_thread": (0, "function"),
    "from signal.signal": (1, "handler"),
    "from atexit.register": (0, "func"),
    "from weakref.finalize": (1, "func"),
    "from functools.partial": (0, "func"),
    "from hdefereval.executeDeferred": (0, "code"),
    "from hdefereval.executeInMainThreadWithResult": (0, "code"),
    "from hou.ui.addEventLoopCallback": (0, "callback"),
    "method self.runOnMainThread": (1, "function"),
    "class PyEventHandler": (0, "callback"),
}
# Methods that take one first, of pools and of what nothing else has a method of that name.
_OF_POOLS = frozenset({"submit", "apply", "apply_async", "map", "map_async", "imap"})
_OF_FUTURES = frozenset({"add_done_callback"})
_NO_FUNCTIONS = frozenset(
    {"str", "bytes", "int", "float", "bool", "None", "list", "dict", "tuple", "set", "environment"}
)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report what is called where it stands, and not later."""
    taken = _taken(node, text)
    if not isinstance(taken, ast.Call):
        return
    given = _given(taken, text)
    # hdefereval takes a statement as a text, too.
    by_text = "hdefereval" in text.context.inference.type_of(node.func, text) and given == "str"
    if not given or by_text or is_guarded(node, text, "TypeError"):
        return
    function = text.parsed.source(taken.func)
    rest = ", and its arguments behind it" if taken.args or taken.keywords else ""
    yield Finding(
        taken,
        f"{text.shown(taken)} runs here and now and leaves {given} to run later; "
        f"hand over {function}{rest}",
        edits=() if rest else replaced(taken, function, text, safe=False),
    )


def _taken(node: ast.Call, text: Text) -> ast.expr | None:
    """Return what a call is given to be called later, None where it is nothing of the kind."""
    inference = text.context.inference
    found = _TAKES.get(inference.type_of(node.func, text))
    if found is None and isinstance(node.func, ast.Attribute):
        of_pool = node.func.attr in _OF_POOLS and _is_pool(node.func.value, text)
        found = (0, "fn") if of_pool or node.func.attr in _OF_FUTURES else None
    if found is None or any(isinstance(one, ast.Starred) for one in node.args):
        return None
    place, word = found
    named = [one.value for one in node.keywords if one.arg == word]
    return next(iter([*named, *node.args[place : place + 1]]), None)


def _is_pool(node: ast.expr, text: Text) -> bool:
    """Return whether `node` is given a pool, and nothing else, wherever it is set."""
    inference = text.context.inference
    values: list[tuple[ast.expr | None, Text]] = []
    if isinstance(node, ast.Attribute) and inference.type_of(node.value, text) == "self":
        values = inference.attributes_of_self.get(node.attr, [])
    elif isinstance(node, ast.Name):
        for store in text.stores(text.function_of(node) or text.tree).get(node.id, ()):
            parent = text.parent_of(store)
            value = getattr(parent, "value", getattr(parent, "context_expr", None))
            values.append((value, text))
    return bool(values) and all(
        isinstance(value, ast.Call) and inference.type_of(value.func, where) in _POOLS
        for value, where in values
    )


def _given(call: ast.Call, text: Text) -> str:
    """Return what a call gives where that is no function, "" where it could be one."""
    inference = text.context.inference
    called = inference.type_of(call.func, text)
    if called == "builtin print":
        return "None"
    found = own_function(call, text)
    if found is not None:
        values = [node.value for node in own_nodes(found[1].body) if isinstance(node, ast.Return)]
        ends = bool(values) or can_fall_off(found[1].body, text.context.raising)
        if ends and all(one is None or _is_none(one) for one in values):
            return "None"
    elif called.startswith("method self."):
        member = inference.member_of_self(called.removeprefix("method self."))
        if member is not None and member.type == "None":
            return "None"
    kind = inference.type_of(call, text)
    plain = kind.partition("[")[0]
    return kind if plain in _NO_FUNCTIONS or pdg_api.is_class(kind) else ""


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
