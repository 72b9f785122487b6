"""The stand-in for Houdini's `pdg`: its public names, each from the module that implements it.

Nothing here is Houdini's. What is documented or was observed behaves as there; a name that exists
there and is not implemented raises NotImplementedError when it is used. The release it behaves as
is that of the variable PDG_STANDIN_HOUDINI.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import Any

from pdg._release import remove_absent
from pdg._surface import complete

# Modules in the order they need each other; each exports its `__all__`.
_PARTS = (
    "_errors",
    "_enums",
    "_attributes",
    "_file",
    "_serialize",
    "_events",
    "_paths",
    "_port",
    "_holder",
    "_workitem",
    "_batch",
    "_states",
    "_graph",
    "_cook",
    "_context",
    "_registry",
    "_scheduler",
    "scheduler",
)


def _gather(namespace: dict[str, Any]) -> None:
    for part in _PARTS:
        if importlib.util.find_spec("pdg." + part) is None:
            continue
        try:
            module = importlib.import_module("pdg." + part)
        except Exception as error:  # noqa: BLE001 - a part that is being written breaks no other
            sys.stderr.write("pdg.{}: {!r}\n".format(part, error))
            continue
        names = [name for name in module.__all__ if not name.startswith("_")]
        namespace.update({name: getattr(module, name) for name in names})


def __getattr__(name: str) -> Any:
    raise AttributeError("module 'pdg' has no attribute {!r}".format(name))


_gather(globals())
complete(globals())
remove_absent(globals())
