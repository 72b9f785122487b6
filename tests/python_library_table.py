"""Writes `pysched_gen/check/python_library.json`: names and calls of Python's library.

    python tests/python_library_table.py

Needed are the Pythons of Houdini's releases (see `interpreters`) and mypy, whose typeshed says what
other platforms have and what functions take. A name has the versions that were asked for with
`dir()`; one that only typeshed has, as for Windows, those that it says.
"""

from __future__ import annotations

import ast
import json
import subprocess
from functools import cache
from pathlib import Path

import mypy
from interpreters import require_python
from trees import ROOT

TABLE = ROOT / "pysched_gen/check/python_library.json"
VERSIONS = ((3, 7), (3, 9), (3, 10), (3, 11), (3, 13))
_MODULES = """
argparse ast asyncio atexit base64 binascii bisect bz2 calendar codecs collections
collections.abc concurrent.futures configparser contextlib copy csv ctypes ctypes.util datetime
decimal difflib enum errno fcntl filecmp fnmatch fractions ftplib functools gc getpass glob grp gzip
hashlib heapq hmac html http.client http.server importlib importlib.util inspect io ipaddress
itertools json linecache locale logging logging.handlers lzma math mimetypes msvcrt multiprocessing
operator os os.path pathlib pickle pkgutil platform pprint pwd queue random re resource sched
secrets select selectors shelve shlex shutil signal smtplib socket socketserver sqlite3 ssl stat
statistics string struct subprocess tarfile tempfile textwrap threading time timeit traceback
unicodedata urllib.error urllib.parse urllib.request uuid warnings weakref webbrowser winreg
xml.etree.ElementTree xmlrpc.client xmlrpc.server zipfile zlib
"""
MODULES = _MODULES.split()
# Modules whose functions and classes are called with little else than plain values.
_CALLED = """
base64 copy fnmatch getpass glob gzip hashlib json os os.path pickle platform random shlex shutil
socket subprocess tempfile textwrap threading time traceback urllib.parse urllib.request zipfile
"""
CALLED = _CALLED.split()

_STUBS = Path(mypy.__file__).parent / "typeshed/stdlib"
_ASKED = """
import importlib, json, pkgutil, sys
found = {}
for name in sys.argv[1:]:
    try:
        module = importlib.import_module(name)
    except ImportError:
        continue
    parts = [one.name for one in pkgutil.iter_modules(getattr(module, "__path__", []))]
    found[name] = dir(module) + parts
print(json.dumps(found))
"""


def names_on_this_platform(version: tuple[int, int]) -> dict[str, set[str]]:
    """Return what the modules of a real Python have."""
    command = [require_python(version), "-W", "ignore", "-c", _ASKED, *MODULES]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: set(names) for name, names in json.loads(run.stdout).items()}


@cache
def stub(module: str) -> tuple[ast.Module, bool] | None:
    """Return a stub of typeshed, and whether it is that of a package."""
    path = _STUBS / module.replace(".", "/")
    for file in (path.with_suffix(".pyi"), path / "__init__.pyi"):
        if file.is_file():
            return ast.parse(file.read_text("utf-8")), file.name == "__init__.pyi"
    return None


def statements(body: list[ast.stmt], version: tuple[int, int]) -> list[ast.stmt]:
    """Return what holds for `version` on any platform."""
    found: list[ast.stmt] = []
    for one in body:
        if not isinstance(one, ast.If):
            found.append(one)
            continue
        holds = _holds(one.test, version)
        found += statements(one.body, version) if holds is not False else []
        found += statements(one.orelse, version) if holds is not True else []
    return found


def _holds(test: ast.expr, version: tuple[int, int]) -> bool | None:
    if "version_info" not in ast.unparse(test) or isinstance(test, ast.BoolOp):
        return None
    return bool(eval(ast.unparse(test).replace("sys.version_info", repr(version))))  # noqa: S307


def _module_of(node: ast.ImportFrom, module: str) -> str:
    if not node.level:
        return node.module or ""
    found = stub(module)
    parts = module.split(".")
    parts = parts[: len(parts) - node.level + (1 if found and found[1] else 0)]
    return ".".join([*parts, *([node.module] if node.module else [])])


def names_in_stub(module: str, version: tuple[int, int]) -> set[str]:
    """Return the names that typeshed gives a module on some platform."""
    module = {"os.path": "posixpath"}.get(module, module)
    found = stub(module)
    names: set[str] = set()
    for one in statements(found[0].body, version) if found else []:
        if isinstance(one, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.add(one.name)
        elif isinstance(one, ast.AnnAssign | ast.Assign):
            targets = [one.target] if isinstance(one, ast.AnnAssign) else one.targets
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(one, ast.ImportFrom):
            for alias in one.names:
                if alias.name == "*":
                    names |= names_in_stub(_module_of(one, module), version)
                elif alias.asname == alias.name:
                    names.add(alias.name)
    return names


def definitions(module: str, name: str, version: tuple[int, int]) -> list[ast.FunctionDef]:
    """Return the overloads of a function, or of what makes an object of a class, bound."""
    module = {"os.path": "posixpath"}.get(module, module)
    found = stub(module)
    body = statements(found[0].body, version) if found else []
    own = [one for one in body if isinstance(one, ast.FunctionDef) and one.name == name]
    for one in body:
        if isinstance(one, ast.ClassDef) and one.name == name:
            return _bound(one, version, ("__init__",)) or _bound(one, version, ("__new__",))
        if isinstance(one, ast.AnnAssign) and ast.unparse(one.target) == name:
            kind = ast.unparse(one.annotation)
            for other in body:
                if isinstance(other, ast.ClassDef) and other.name == kind:
                    return _bound(other, version, ("__call__",))
        if isinstance(one, ast.ImportFrom) and not own:
            for alias in one.names:
                if alias.name == "*" or (alias.asname or alias.name) == name:
                    meant = name if alias.name == "*" else alias.name
                    own += definitions(_module_of(one, module), meant, version)
    return own


def _bound(
    node: ast.ClassDef, version: tuple[int, int], names: tuple[str, ...]
) -> list[ast.FunctionDef]:
    return [
        ast.FunctionDef(
            one.name,
            ast.arguments(
                [*one.args.posonlyargs, *one.args.args][1:2] and one.args.posonlyargs[1:],
                one.args.args if one.args.posonlyargs else one.args.args[1:],
                one.args.vararg,
                one.args.kwonlyargs,
                one.args.kw_defaults,
                one.args.kwarg,
                one.args.defaults,
            ),
            [],
            [],
        )
        for one in statements(node.body, version)
        if isinstance(one, ast.FunctionDef) and one.name in names
    ]


def signature(module: str, name: str) -> str:
    """Return what a call takes in some version, "" where the overloads do not agree.

    "src dst follow_symlinks=" are arguments by place, the last may be left out; "*name" is one by
    keyword only, "*" and "**" stand for any number of more.
    """
    every = [one for version in VERSIONS for one in definitions(module, name, version)]
    if not every:
        return ""
    plain = [[*one.args.posonlyargs, *one.args.args] for one in every]
    longest = max(plain, key=len)
    places = [one.arg.lstrip("_") for one in longest]
    words = []
    for at, place in enumerate(places):
        for arguments in plain:
            if at < len(arguments) and arguments[at].arg.lstrip("_") != place:
                return ""
        needed = all(at < len(a) - len(o.args.defaults) for o, a in zip(every, plain, strict=True))
        words.append(place if needed else f"{place}=")
    only: dict[str, bool] = {}
    for one in every:
        for key, default in zip(one.args.kwonlyargs, one.args.kw_defaults, strict=True):
            if key.arg in places:
                continue
            only[key.arg] = only.get(key.arg, True) and default is None
    for key_name, needed in only.items():
        needed_always = needed and all(
            key_name in {key.arg for key in one.args.kwonlyargs} for one in every
        )
        words.append(f"*{key_name}" if needed_always else f"*{key_name}=")
    # A class that a call names (cls=) takes more; the rule leaves such calls alone.
    stars = any(one.args.kwarg for one in every) and module != "json"
    words += ["*"] if any(one.args.vararg for one in every) else []
    return " ".join([*words, *(["**"] if stars else [])]) or "-"


# Of other platforms, and not in typeshed.
_UNLISTED = {"subprocess": ("Handle",)}


def table() -> dict[str, dict[str, str]]:
    """Return names and calls by module."""
    real = {version: names_on_this_platform(version) for version in VERSIONS}
    names, calls = {}, {}
    for module in MODULES:
        there = [version for version in VERSIONS if module in real[version]] or list(VERSIONS)
        seen = set().union(*(real[version].get(module, set()) for version in VERSIONS))
        stubs = {version: names_in_stub(module, version) for version in VERSIONS}
        every = seen.union(*stubs.values(), _UNLISTED.get(module, ()))
        words = []
        for name in sorted(every):
            if name.startswith("_"):
                continue
            source = real if name in seen else None
            having = [
                version
                for version in there
                if name in (source[version].get(module, ()) if source else stubs[version])
            ] or there
            words.append(name + _bounds(having, there))
        names[module] = " ".join(words)
        if module in CALLED:
            for name in sorted(every):
                shown = "" if name.startswith("_") else signature(module, name)
                if shown:
                    calls[f"{module}.{name}"] = shown
    for name in ("call", "check_call"):  # typeshed leaves some of Popen's out
        words = calls[f"subprocess.{name}"].split()
        calls[f"subprocess.{name}"] = " ".join([*words, *({"*errors="} - set(words))])
    return {"names": names, "calls": calls}


def _bounds(having: list[tuple[int, int]], there: list[tuple[int, int]]) -> str:
    first, last = having[0], having[-1]
    if having != [version for version in there if first <= version <= last]:
        return ""
    since = "" if first == there[0] else f">{first[0]}.{first[1]}"
    until = "" if last == there[-1] else f"<{last[0]}.{last[1]}"
    return since + until


if __name__ == "__main__":
    TABLE.write_text(json.dumps(table(), indent=0) + "\n", encoding="utf-8", newline="\n")
