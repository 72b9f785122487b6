"""Which keys of a table of parameters say which field of a dialog script's tree.

The writer of such tables spells fields by the same names.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import FolderKind, MenuKind, MultiparmKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BLOCK_STYLES",
    "CALLBACK_TAGS",
    "FOLDER_STYLES",
    "KEYWORDS",
    "MENU_KINDS",
    "PLAIN_KEYS",
    "SPECIAL_KEYS",
    "kind_of_entry",
]

CALLBACK_TAGS: Mapping[str, str] = MappingProxyType(
    {"callback": "script_callback", "callback_language": "script_callback_language"}
)
MENU_KINDS: Mapping[str, MenuKind] = MappingProxyType(
    {kind.value.removeprefix("menu") or "normal": kind for kind in MenuKind}
)
FOLDER_STYLES: Mapping[str, FolderKind] = MappingProxyType(
    {
        "tabs": FolderKind.TABS,
        "simple": FolderKind.SIMPLE,
        "collapsible": FolderKind.COLLAPSIBLE,
        "radio": FolderKind.RADIO,
    }
)
BLOCK_STYLES: Mapping[str, MultiparmKind] = MappingProxyType(
    {"block": MultiparmKind.BLOCK, "list": MultiparmKind.SCROLL, "tabs": MultiparmKind.TABS}
)

# Kind of entry to the keyword of its block in a dialog script.
KEYWORDS: Mapping[str, str] = MappingProxyType(
    {"field": "parm", "folder": "group", "multiparm": "multiparm", "import": "import"}
)

_FOLDER: Mapping[str, str] = {
    "name": "name",
    "label": "label",
    "disable_when": "disable_when",
    "hide_when": "hide_when",
    "disable_tab_when": "disable_tab_when",
    "hide_tab_when": "hide_tab_when",
    "hidden": "invisible",
    "hidden_tab": "invisible_tab",
    "ends_tab_group": "tab_break",
    "built_in": "base",
}

# Kind of entry to key of its table to field of the tree, for values that are taken as they are.
PLAIN_KEYS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "field": {
            "name": "name",
            "label": "label",
            "help": "help",
            "disable_when": "disable_when",
            "hide_when": "hide_when",
            "no_cook_when": "no_cook_when",
            "hidden": "invisible",
            "hide_label": "no_label",
            "join_next": "join_next",
            "built_in": "base",
            "export": "export",
            "unquoted": "unquoted",
        },
        "folder": _FOLDER,
        "multiparm": {**_FOLDER, "count": "default"},
        "import": {key: key for key in ("name", "label", "source", "token", "mask", "enable")},
        "verbatim": {"text": "text"},
    }
)

_TAGS = "tags overridable callback callback_language"

# Keys beside those, whose values are converted.
SPECIAL_KEYS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "field": frozenset(
            "type size default default_expressions menu menu_script menu_language menu_kind folder "
            f"menu_use_token min max min_strict max_strict selectors verbatim {_TAGS}".split()
        ),
        "folder": frozenset(f"type style group_tags verbatim parameters folder {_TAGS}".split()),
        "multiparm": frozenset(f"type style group_tags verbatim parameters folder {_TAGS}".split()),
        "import": frozenset({"type", "verbatim", "parameters"}),
        "verbatim": frozenset({"type"}),
    }
)


def kind_of_entry(word: object) -> str:
    """Give folder, multiparm, import or verbatim for the `type` of a table, else field."""
    return word if isinstance(word, str) and word in PLAIN_KEYS and word != "field" else "field"
