"""Paths as jobs see them: tokens, variables and path maps. `pdgcmd` exports what jobs use."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import Any, NamedTuple

__all__ = ["delocalizePath", "localizePath", "makeDirSafe"]

_TOKENS = (
    "PDG_DIR",
    "PDG_ITEM_NAME",
    "PDG_TEMP",
    "PDG_RESULT_SERVER",
    "PDG_INDEX",
    "PDG_SCRIPTDIR",
    "PDG_ITEM_ID",
)
_MOST_ROUNDS = 100
_PREFIX, _SUFFIX = 1, 2


class _Rule(NamedTuple):
    """One entry of a path map: `match` is 0 anywhere, 1 at the start, 2 at the end."""

    old: str
    new: str
    match: int

    def apply(self, path: str) -> str:
        if self.old in self.new and self.new in path:
            return path
        if self.match == _PREFIX:
            return self.new + path[len(self.old) :] if path.startswith(self.old) else path
        if self.match == _SUFFIX:
            ends = path.endswith(self.old)
            return path[: len(path) - len(self.old)] + self.new if ends else path
        return path.replace(self.old, self.new)


def delocalizePath(local_path: Any) -> Any:
    """Return `local_path` with the directory of the cook as `__PDG_DIR__`; bytes are left alone.

    The directory counts at the start of the text and after a space, `;` or `:`, and only as a
    whole directory. PDG_DELOCALIZE=0 turns it off.
    """
    folder = os.path.expandvars(os.environ.get("PDG_DIR", ""))
    folder = folder.replace("\\", "/").rstrip("/")
    if not isinstance(local_path, str) or not folder or os.environ.get("PDG_DELOCALIZE") == "0":
        return local_path
    pattern = r"(^|(?<=[\s;:])){}(?=$|[\s/;:])".format(re.escape(folder))
    return re.sub(pattern, "__PDG_DIR__", local_path.replace("\\", "/"))


def localizePath(deloc_path: str) -> str:
    """Return `deloc_path` without tokens, variables and path maps, as this machine sees it."""
    path = _expand(_replace_tokens(deloc_path)).replace("\\", "/")
    for rules in _read_rules(os.environ.get("PDG_PATHMAP", "")):
        path = _map(path, rules)
    return os.path.expandvars(path)


def makeDirSafe(local_path: str) -> None:
    """Make a directory, which another process may make at the same time."""
    if local_path:
        os.makedirs(local_path, exist_ok=True)


def _replace_tokens(text: str) -> str:
    for name in _TOKENS:
        if name in os.environ:
            text = text.replace("__{}__".format(name), os.environ[name])
    hfs = os.environ.get("HFS") or os.environ.get("PDG_HFS")
    return text.replace("__PDG_HFS__", hfs) if hfs else text


def _expand(text: str) -> str:
    """Expand variables, and once more those that their values name."""
    return os.path.expandvars(os.path.expandvars(text))


def _map(path: str, rules: list[_Rule]) -> str:
    """Apply the rules until none changes the path; rules that feed each other stop some time."""
    for _round in range(_MOST_ROUNDS):
        before = path
        for rule in rules:
            path = rule.apply(path)
        if path == before:
            break
    return path


def _read_rules(text: str) -> tuple[list[_Rule], list[_Rule]]:
    """Return the rules for every zone and those for this one; raises ValueError for no map."""
    if not text:
        return [], []
    try:
        entries = json.loads(text)["paths"]
        found = [
            (rule["zone"], _make_rule(old, rule))
            for entry in entries
            for old, rule in entry.items()
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("PDG_PATHMAP cannot be read: {}".format(error)) from None
    here = [rule for zone, rule in found if zone == _zone()]
    if not here and _zone() != "WIN":
        here = [rule for zone, rule in found if zone == "POSIX"]
    return [rule for zone, rule in found if zone == "*"], here


def _make_rule(old: str, entry: dict[str, Any]) -> _Rule:
    old = old.replace("\\", "/")
    new = str(entry["path"]).replace("\\", "/")
    if old.endswith("/") and not new.endswith("/"):
        new += "/"
    return _Rule(old, new, int(entry.get("matchtype", 0)))


def _zone() -> str:
    named = os.environ.get("PDG_PATHMAP_ZONE", "")
    return named or {"win32": "WIN", "darwin": "MAC"}.get(sys.platform, "LINUX")
