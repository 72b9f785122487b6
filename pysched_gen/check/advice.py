"""A name that nothing binds in, where the author may have wanted it from out."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.check.builtin_names import PYTHON_2_ONLY, needed_python
from pysched_gen.check.rule import Kind
from pysched_gen.model.callbacks import CALLBACKS
from pysched_gen.model.pdg import ENUMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.check.context import Text
    from pysched_gen.model.scheduler import Callback

__all__ = ["where_from"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MODULES = _words(
    "argparse base64 collections contextlib copy ctypes datetime errno fnmatch functools getpass "
    "glob gzip hashlib hou io itertools json logging math multiprocessing operator os pathlib "
    "pickle platform pprint queue random re requests select shlex shutil signal six socket sqlite3 "
    "stat string struct subprocess sys tempfile textwrap threading time toolutils traceback types "
    "typing urllib uuid warnings weakref xml xmlrpc zipfile"
)
_PDG_NAMES = frozenset({*ENUMS, "CookError", "File", "TypeRegistry", "WorkItem", "Scheduler"})


def where_from(name: str, text: Text, bound: Iterable[str]) -> str:
    """Give the message about `name`, which `text` uses and nothing of `bound` is called like."""
    advice = (
        _self(name, text) or _argument(name, text) or _elsewhere(name, text) or _builtin(name, text)
    )
    if advice:
        return f"{name} is not defined here; {advice}"
    own = {node.arg for node in ast.walk(text.tree) if isinstance(node, ast.arg)}
    near = get_close_matches(name, sorted({*bound, *own} - {name}), n=1, cutoff=0.7)
    if near:
        return f"{name} is not defined; did you mean {near[0]}?"
    return f"{name} is not defined; import or define it in header.py, or keep it as self.{name}"


def _self(name: str, text: Text) -> str:
    if name != "self":
        return ""
    if text.kind is Kind.METHODS:
        return "make self the first argument of the function"
    return "a function of header.py knows no scheduler: give it one as an argument"


def _argument(name: str, text: Text) -> str:
    if text.callback is None:
        return ""
    spec, release = text.callback.spec, text.context.scheduler.release
    for form in spec.forms:
        if any(argument.name == name for argument in form.arguments):
            return f"{spec.method} has this argument from Houdini {form.since} on, not in {release}"
    for other in CALLBACKS:
        if any(argument.name == name for form in other.forms for argument in form.arguments):
            return f"it is an argument of {other.method}; {_has(text.callback)}"
    return ""


def _has(callback: Callback) -> str:
    names = [argument.name for argument in callback.form.arguments]
    return f"{callback.method} has {', '.join(names) if names else 'none but self'}"


def _elsewhere(name: str, text: Text) -> str:
    if name in text.context.method_names:
        return f"it is a method: write self.{name}"
    if name in _PDG_NAMES:
        return f"write pdg.{name}"
    if name in _MODULES:
        here = "to header.py" if text.kind is Kind.METHODS else "here or to header.py"
        return f"add import {name} {here}"
    return ""


def _builtin(name: str, text: Text) -> str:
    release = text.context.scheduler.release
    if name in PYTHON_2_ONLY:
        return f"it is Python 2: write {PYTHON_2_ONLY[name]}"
    needed = needed_python(name)
    if needed is None:
        return ""
    return (
        f"it needs Python {needed[0]}.{needed[1]}, but Houdini {release} runs "
        f"{release.python_name}"
    )
