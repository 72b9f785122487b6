"""To make a scheduler must not ask anybody.

## What it does
Reports processes, sockets and requests in init.py, and in the methods it calls.

## Why it matters on a farm
`__init__` runs when the node is made and whenever a scene with one is opened, on machines without
the farm too. A host that does not answer holds Houdini for the time-out; an error there and the
node is broken before anybody can set the right host. Parameters cannot be read there either.

## Bad
    # init.py
    import urllib.request

    self.farm = urllib.request.urlopen("http://farm/about").read()

## Good
    # init.py
    self.farm = b""
    # onstartcook.py
    import urllib.request

    self.farm = urllib.request.urlopen("http://farm/about").read()
    return True

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG163", Severity.WARNING, kinds=frozenset({Kind.INIT, Kind.METHODS}))

_ASKS = frozenset(
    {
        *(f"from subprocess.{n}" for n in ("call", "run", "Popen", "check_call", "check_output")),
        *(f"from requests.{n}" for n in ("get", "post", "put", "delete", "request")),
        *("from os.system", "from os.popen", "from urllib.request.urlopen"),
        *("from socket.create_connection", "from socket.getaddrinfo", "from socket.gethostbyname"),
    }
)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report what asks somebody when a node is made."""
    if text.context.inference.type_of(node.func, text) in _ASKS and _runs_at_start(node, text):
        yield Finding(
            node,
            "this runs whenever a scene with the node is opened, and holds Houdini until somebody "
            "answers; ask in onStartCook",
        )


def _runs_at_start(node: ast.Call, text: Text) -> bool:
    function = text.function_of(node)
    if text.kind is Kind.INIT:
        return function is None
    init = next((one for one in text.context.texts if one.kind is Kind.INIT), None)
    if init is None or function is None:
        return False
    called = {
        text.context.inference.type_of(call.func, init).removeprefix("method self.")
        for call in init.nodes.of(ast.Call)
        if init.function_of(call) is None
    }
    return any(
        text.context.inference.methods.get(name, (None, None))[1] is function for name in called
    )
