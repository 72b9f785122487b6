"""The parameters of a node as a dump says them, written after its schema, not after its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    FolderKind,
    Item,
    Menu,
    MenuKind,
    Multiparm,
    MultiparmKind,
    Parm,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["FOLDER_TYPES", "MENU_TYPES", "SHAPES", "dumped", "facts_of"]

FOLDER_TYPES = {
    FolderKind.TABS: "Tabs",
    FolderKind.RADIO: "RadioButtons",
    FolderKind.SIMPLE: "Simple",
    FolderKind.COLLAPSIBLE: "Collapsible",
    MultiparmKind.BLOCK: "MultiparmBlock",
    MultiparmKind.SCROLL: "ScrollingMultiparmBlock",
    MultiparmKind.TABS: "TabbedMultiparmBlock",
}
MENU_TYPES = {
    MenuKind.NORMAL: "Normal",
    MenuKind.REPLACE: "StringReplace",
    MenuKind.TOGGLE: "StringToggle",
    MenuKind.MINI: "Mini",
    MenuKind.JOIN: "ControlNextParameter",
}
# Type of a dialog script, to what Houdini tells of its template.
SHAPES: dict[str, dict[str, Any]] = {
    "button": {"type": "Button"},
    "label": {"type": "Label"},
    "separator": {"type": "Separator"},
    "data": {"type": "Data"},
    "geometrydata": {"type": "Data", "data_type": "Geometry"},
    "keyvaluedict": {"type": "Data", "data_type": "KeyValueDictionary"},
    "ramp_flt": {"type": "Ramp", "ramp_type": "Float"},
    "ramp_rgb": {"type": "Ramp", "ramp_type": "Color"},
    "string": {"type": "String"},
    "file": {"type": "String", "string_type": "FileReference", "file_type": "Usd"},
    "directory": {"type": "String", "string_type": "FileReference", "file_type": "Directory"},
    "geometry": {"type": "String", "string_type": "FileReference", "file_type": "Geometry"},
    "image": {"type": "String", "string_type": "FileReference", "file_type": "Image"},
    "oppath": {"type": "String", "string_type": "NodeReference"},
    "oplist": {"type": "String", "string_type": "NodeReferenceList"},
    "toggle": {"type": "Toggle"},
    "ordinal": {"type": "Menu"},
    "integer": {"type": "Int", "naming": "Base1"},
    "intlog": {"type": "Int", "look": "Logarithmic"},
    "rgbamask": {"type": "Int", "look": "CRGBAPlaneChooser"},
    "intvector2": {"type": "Int", "size": 2, "naming": "XYZW"},
    "intvector": {"type": "Int", "size": 3, "naming": "XYZW"},
    "intvector4": {"type": "Int", "size": 4, "naming": "XYZW"},
    "int_minmax": {"type": "Int", "size": 2, "naming": "MinMax"},
    "float": {"type": "Float", "naming": "Base1"},
    "log": {"type": "Float", "look": "Logarithmic"},
    "angle": {"type": "Float", "look": "Angle"},
    "direction": {"type": "Float", "size": 3, "look": "Vector", "naming": "XYZW"},
    "vector2": {"type": "Float", "size": 2, "naming": "XYZW"},
    "vector": {"type": "Float", "size": 3, "naming": "XYZW"},
    "vector4": {"type": "Float", "size": 4, "naming": "XYZW"},
    "uv": {"type": "Float", "size": 2, "naming": "UVW"},
    "uvw": {"type": "Float", "size": 3, "naming": "UVW"},
    "color": {"type": "Float", "size": 3, "look": "ColorSquare", "naming": "RGBA"},
    "color4": {"type": "Float", "size": 4, "look": "ColorSquare", "naming": "RGBA"},
    "float_minmax": {"type": "Float", "size": 2, "naming": "MinMax"},
}
_STRIPS = {"buttonstrip": "button", "iconstrip": "icon"}
_ZEROS = {"Float": 0.5, "Int": 7, "Toggle": True}
_CONDITIONS = {
    "DisableWhen": "disable_when",
    "HideWhen": "hide_when",
    "NoCookWhen": "no_cook_when",
}
_TAB_CONDITIONS = {"DisableWhen": "disable_tab_when", "HideWhen": "hide_tab_when"}


def dumped(
    entries: Iterable[Item], folders: tuple[dict[str, str], ...] = (), block: str = ""
) -> Iterator[dict[str, Any]]:
    """Give what dump_node.py would say of `entries`, a folder before what it holds."""
    for entry in entries:
        around: dict[str, Any] = {"folders": list(folders)} if folders else {}
        around |= {"multiparm": block} if block else {}
        if isinstance(entry, Parm):
            yield facts_of(entry) | around
        elif isinstance(entry, Folder | Multiparm):
            path = {"label": entry.label or "", "type": FOLDER_TYPES[entry.kind]}
            inside = entry.name if isinstance(entry, Multiparm) else block
            inner = list(dumped(entry.items, (*folders, path), inside))
            spare = all(one["spare"] for one in inner) and not entry.base
            yield _folder(entry) | around | {"spare": spare}
            yield from inner


def _folder(entry: Folder | Multiparm) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": entry.name,
        "type": "Folder",
        "folder_type": FOLDER_TYPES[entry.kind],
    }
    facts |= _shared(entry, _CONDITIONS)
    conditions = _conditions(entry, _TAB_CONDITIONS)
    facts |= {"tab_conditions": conditions} if conditions else {}
    facts |= {"ends_tab_group": True} if entry.tab_break else {}
    count = entry.default if isinstance(entry, Multiparm) else None
    return facts if count is None else facts | {"default": [count]}


def facts_of(field: Parm) -> dict[str, Any]:
    """Give what the dump says of one parameter."""
    strip = _STRIPS.get(field.type or "")
    facts: dict[str, Any] = {"name": field.name, "spare": not field.base}
    facts |= {
        "size": field.components,
        **SHAPES.get(("ordinal" if strip else field.type) or "string", {}),
    }
    facts |= _shared(field, _CONDITIONS)
    facts |= {"hide_label": True} if field.no_label else {}
    facts |= {"join_next": True} if field.join_next else {}
    facts |= _default(field, facts["type"])
    if field.help is not None:
        facts["help"] = field.help
    if field.menu:
        facts["menu"] = _menu(field.menu) | ({"strip": strip} if strip else {})
    if field.range:
        facts["range"] = {
            "min": field.range.low.value,
            "max": field.range.high.value,
            "min_strict": field.range.low.strict,
            "max_strict": field.range.high.strict,
        }
    return facts


def _shared(entry: Parm | Folder | Multiparm, names: dict[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {"tags": dict(entry.tags)} if entry.tags else {}
    facts |= {} if entry.label is None else {"label": entry.label}
    conditions = _conditions(entry, names)
    facts |= {"conditions": conditions} if conditions else {}
    return facts | ({"hidden": True} if entry.invisible else {})


def _conditions(entry: Item, names: dict[str, str]) -> dict[str, str]:
    found = {member: getattr(entry, name, None) for member, name in names.items()}
    return {member: text for member, text in found.items() if text is not None}


def _default(field: Parm, kind: str) -> dict[str, Any]:
    if field.default is None:
        return {}
    if kind == "Label":
        return {"columns": list(field.default)}
    tokens = [token for token, _ in field.menu.pairs] if field.menu else []
    zero: Any = _ZEROS.get(kind, tokens[0] if tokens else "")
    values = [zero if isinstance(one, Computed) else one for one in field.default]
    if kind == "Ramp":
        values = [int(str(one)) for one in values]
    computed = [
        {"index": index, "text": one.text, "language": one.language}
        for index, one in enumerate(field.default)
        if isinstance(one, Computed)
    ]
    return {"default": values} | ({"default_expressions": computed} if computed else {})


def _menu(choices: Menu) -> dict[str, Any]:
    facts: dict[str, Any] = {"type": MENU_TYPES[choices.kind]}
    facts |= {"use_token": True} if choices.use_token_value else {}
    if choices.script is not None:
        return facts | {"script": {"text": choices.script, "language": choices.language}}
    tokens, labels = ([pair[side] for pair in choices.pairs] for side in (0, 1))
    return facts | {"tokens": tokens, "labels": labels}
