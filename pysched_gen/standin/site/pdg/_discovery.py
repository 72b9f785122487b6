"""Where modules of PDG types are, and how they are imported.

Documented (Houdini 19.0, "Custom schedulers"): the folder `pdg/types` of every entry of
HOUDINI_PATH is looked through; modules `x.py` and packages `x/__init__.py` count; the first of
two with one name wins. That they become `pdg.types.x` is how Houdini 21.0 lists its own.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import sys
from typing import TYPE_CHECKING, Iterator

if TYPE_CHECKING:
    from types import ModuleType

__all__ = [
    "import_types",
    "importing_from",
    "python_modules",
    "search_path",
    "skip_list",
    "type_folders",
    "unload_types",
]

_PACKAGE = "pdg.types"


def search_path() -> list[str]:
    """Give the entries of HOUDINI_PATH; "&" stands for Houdini's own tree, as does no value.

    Entries are told apart by ";" and, except on Windows, by ":".
    """
    text = os.environ.get("HOUDINI_PATH") or "&"
    separators = ";" if os.name == "nt" else "[;:]"
    entries: list[str] = []
    for part in re.split(separators, text):
        entry = os.path.expandvars(os.path.expanduser(part.strip()))
        found = _own_tree() if entry in ("&", "@") else [entry]
        entries += [path for path in found if path and path not in entries]
    return entries


def _own_tree() -> list[str]:
    hfs = os.environ.get("HFS")
    return [os.path.join(hfs, "houdini")] if hfs else []


def type_folders() -> list[str]:
    """Give the folders `pdg/types` that exist, in the order they are searched."""
    folders = [os.path.join(entry, "pdg", "types") for entry in search_path()]
    return [folder for folder in folders if os.path.isdir(folder)]


def skip_list() -> list[str]:
    """Give the modules that HOUDINI_PDG_TYPE_SKIPLIST keeps out, by name.

    How it tells names apart is not documented; chosen: by spaces, commas, ";" and ":".
    """
    return [n for n in re.split(r"[\s,;:]+", os.environ.get("HOUDINI_PDG_TYPE_SKIPLIST", "")) if n]


def python_modules() -> Iterator[tuple[str, str]]:
    """Give name and file of every module of types, hidden ones (a name seen before) included.

    Names within a folder come in the order of the alphabet.
    """
    for folder in type_folders():
        for entry in sorted(os.listdir(folder)):
            path = os.path.join(folder, entry)
            name, extension = os.path.splitext(entry)
            package = os.path.join(path, "__init__.py")
            if extension == ".py" and name != "__init__":
                yield name, path
            elif os.path.isfile(package) and entry.isidentifier():
                yield entry, package


def import_types(name: str, path: str) -> ModuleType:
    """Import the module or package at `path` as `pdg.types.<name>`; raises whatever it raises.

    While it is imported its folder comes first on `sys.path`, so that modules beside it are found
    by their bare names too (not documented; chosen because `pdg.types.SearchPathManager` exists).
    No bytecode is written: the folder is the user's.
    """
    full_name = "{}.{}".format(_PACKAGE, name)
    is_package = os.path.basename(path) == "__init__.py"
    inside = [os.path.dirname(path)] if is_package else None
    folder = os.path.dirname(os.path.dirname(path) if is_package else path)
    searched = importlib.import_module(_PACKAGE).__path__
    if folder not in searched:
        searched.append(folder)  # where a reload looks
    spec = importlib.util.spec_from_file_location(
        full_name, path, submodule_search_locations=inside
    )
    if spec is None or spec.loader is None:
        raise ImportError("{} is not a Python file".format(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[full_name] = module
    try:
        with importing_from(folder):
            spec.loader.exec_module(module)
    except BaseException:
        _forget(full_name)
        raise
    setattr(sys.modules[_PACKAGE], name, module)
    return module


class importing_from:
    """Put a folder first on `sys.path` for the length of a `with`, and write no bytecode."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._writes_none = sys.dont_write_bytecode

    def __enter__(self) -> None:
        sys.path.insert(0, self._folder)
        self._writes_none = sys.dont_write_bytecode
        sys.dont_write_bytecode = True

    def __exit__(self, *_error: object) -> None:
        # The module may have changed the list itself.
        if self._folder in sys.path:
            sys.path.remove(self._folder)
        sys.dont_write_bytecode = self._writes_none


def unload_types() -> None:
    """Forget every module below `pdg.types`, as a new Houdini would know none."""
    for name in [n for n in sys.modules if n.startswith(_PACKAGE + ".")]:
        _forget(name)


def _forget(full_name: str) -> None:
    for name in [n for n in sys.modules if n == full_name or n.startswith(full_name + ".")]:
        del sys.modules[name]
    vars(importlib.import_module(_PACKAGE)).pop(full_name.rpartition(".")[2], None)
