"""Facts of a node dump in, the words by which a dialog script says the same out.

The words are those of the types seen in dialog scripts of Houdini 11 to 21; which looks, naming
schemes and kinds of strings belong together is told by the help of `hou.parmLook`,
`hou.parmNamingScheme` and `hapi.prmScriptType`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.tree import FolderKind, MenuKind, MultiparmKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FOLDERS", "MENUS", "MULTIPARMS", "tags_of", "type_of"]

FOLDERS: Mapping[str, FolderKind] = MappingProxyType(
    {
        "Tabs": FolderKind.TABS,
        "RadioButtons": FolderKind.RADIO,
        "Simple": FolderKind.SIMPLE,
        "Collapsible": FolderKind.COLLAPSIBLE,
    }
)
MULTIPARMS: Mapping[str, MultiparmKind] = MappingProxyType(
    {
        "MultiparmBlock": MultiparmKind.BLOCK,
        "ScrollingMultiparmBlock": MultiparmKind.SCROLL,
        "TabbedMultiparmBlock": MultiparmKind.TABS,
    }
)
MENUS: Mapping[str, MenuKind] = MappingProxyType(
    {
        "Normal": MenuKind.NORMAL,
        "Mini": MenuKind.MINI,
        "StringReplace": MenuKind.REPLACE,
        "StringToggle": MenuKind.TOGGLE,
        "ControlNextParameter": MenuKind.JOIN,
    }
)

_PLAIN = {
    "Button": "button",
    "Data": "data",
    "Float": "float",
    "Int": "integer",
    "Label": "label",
    "Menu": "ordinal",
    "Ramp": "ramp_flt",
    "Separator": "separator",
    "String": "string",
    "Toggle": "toggle",
}
# Member of an enum that a fact names, to type; by type and fact.
_REFINED = {
    ("Float", "look"): {"Angle": "angle", "Logarithmic": "log"},
    ("Int", "look"): {"Logarithmic": "intlog", "CRGBAPlaneChooser": "rgbamask"},
    ("Float", "naming"): {"MinMax": "float_minmax"},
    ("Int", "naming"): {"MinMax": "int_minmax"},
    ("String", "string_type"): {
        "FileReference": "file",
        "NodeReference": "oppath",
        "NodeReferenceList": "oplist",
    },
    ("Ramp", "ramp_type"): {"Color": "ramp_rgb"},
    ("Data", "data_type"): {"Geometry": "geometrydata", "KeyValueDictionary": "keyvaluedict"},
}
_FILES = {"Directory": "directory", "Geometry": "geometry", "Image": "image"}
_STRIPS = {"button": "buttonstrip", "icon": "iconstrip"}
# By type, naming scheme and number of components.
_TUPLES = {
    ("Float", "XYZW", 2): "vector2",
    ("Float", "XYZW", 3): "vector",
    ("Float", "XYZW", 4): "vector4",
    ("Float", "UVW", 2): "uv",
    ("Float", "UVW", 3): "uvw",
    ("Float", "RGBA", 3): "color",
    ("Float", "RGBA", 4): "color4",
    ("Int", "XYZW", 2): "intvector2",
    ("Int", "XYZW", 3): "intvector",
    ("Int", "XYZW", 4): "intvector4",
}
_CALLBACK = "script_callback"
_CALLBACK_LANGUAGE = "script_callback_language"


def type_of(facts: dict[str, Any]) -> str:
    """Give the type of a parameter, such as vector or directory."""
    kind, size = facts["type"], int(facts.get("size", 1))
    strip = facts.get("menu", {}).get("strip")
    if kind == "Menu" and strip:
        return _STRIPS[strip]
    if (kind, facts.get("look"), size) == ("Float", "Vector", 3):
        return "direction"
    found: str = _PLAIN[kind]
    for (of_kind, fact), words in _REFINED.items():
        if of_kind == kind:
            found = words.get(facts.get(fact, ""), found)
    if found == "file":
        return _FILES.get(facts.get("file_type", ""), found)
    if found == _PLAIN[kind]:
        return _TUPLES.get((kind, facts.get("naming", ""), size), found)
    return found


def tags_of(facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Give the tags in order of their keys; a callback script is two of them.

    Houdini has the tags of a callback among the others (texts of asCode, Houdini 18 to 20.5).
    """
    tags: dict[str, str] = dict(facts.get("tags", {}))
    callback = facts.get("callback")
    if callback is not None and _CALLBACK not in tags:
        tags |= {_CALLBACK: callback["text"], _CALLBACK_LANGUAGE: callback["language"]}
    return tuple(sorted(tags.items()))
