"""Parameter templates of `hou` in, the dialog script that declares the same out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.dialog import tree
from pysched_gen.read.texts_of_nodes.code_values import UNKNOWN, Symbol, spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.read.texts_of_nodes.code_templates import Template

__all__ = ["script_of"]

_MOST = 100_000  # templates of a node; a folder may be put into two others, and these again


def script_of(templates: Iterable[Template]) -> tree.Script:
    """Give the dialog script that declares the same as `templates`.

    Raises:
        RecursionError: a template is in itself, or folders hold each other again and again.
    """
    budget = iter(range(_MOST))
    return tree.Script(tuple(_item(template, budget) for template in templates))


_FOLDERS = {
    "Tabs": tree.FolderKind.TABS,
    "RadioButtons": tree.FolderKind.RADIO,
    "Simple": tree.FolderKind.SIMPLE,
    "Collapsible": tree.FolderKind.COLLAPSIBLE,
}
_MULTIPARMS = {
    "MultiparmBlock": tree.MultiparmKind.BLOCK,
    "ScrollingMultiparmBlock": tree.MultiparmKind.SCROLL,
    "TabbedMultiparmBlock": tree.MultiparmKind.TABS,
}


def _item(template: Template, budget: Iterator[int]) -> tree.Item:
    if next(budget, None) is None:
        raise RecursionError
    if template.kind != "FolderParmTemplate":
        return _parm(template)
    items = tuple(_item(child, budget) for child in template.children)
    place = tree.Place(template.line)
    name, label = template.text("name"), template.text("label")
    folder_type = template.symbol("folder_type")
    if folder_type in _MULTIPARMS:
        return tree.Multiparm(
            _MULTIPARMS[folder_type],
            name,
            label,
            tags=_tags(template),
            items=items,
            place=place,
        )
    kind = _FOLDERS.get(folder_type, tree.FolderKind.TABS)
    invisible = template.flag("is_hidden")
    return tree.Folder(kind, name, label, invisible=invisible, items=items, place=place)


def _parm(template: Template) -> tree.Parm:
    size = template.facts.get("num_components")
    return tree.Parm(
        name=template.text("name"),
        label=template.text("label"),
        type=_type(template),
        size=size if isinstance(size, int) and size != 1 else None,
        default=_defaults(template) or None,
        help=template.text("help") or None,
        disable_when=template.conditionals.get("DisableWhen") or template.text("disable_when"),
        hide_when=template.conditionals.get("HideWhen") or None,
        menu=_menu(template),
        range=_range(template),
        invisible=template.flag("is_hidden"),
        no_label=template.flag("is_label_hidden"),
        join_next=template.flag("join_with_next"),
        tags=_tags(template),
        place=tree.Place(template.line),
    )


_TYPES = {
    "ButtonParmTemplate": "button",
    "DataParmTemplate": "data",
    "FloatParmTemplate": "float",
    "IntParmTemplate": "integer",
    "LabelParmTemplate": "label",
    "MenuParmTemplate": "ordinal",
    "SeparatorParmTemplate": "separator",
    "StringParmTemplate": "string",
    "ToggleParmTemplate": "toggle",
}


def _type(template: Template) -> str:
    if template.kind == "RampParmTemplate":
        return "ramp_rgb" if template.symbol("ramp_parm_type") == "Color" else "ramp_flt"
    return _TYPES.get(template.kind, "data")


def _defaults(template: Template) -> tuple[tree.Default, ...]:
    values = template.components("default_value")
    scripts = template.components("default_expression")
    languages = template.components("default_expression_language")
    found = []
    for index, value in enumerate(values):
        script = scripts[index] if index < len(scripts) else ""
        language = languages[index] if index < len(languages) else UNKNOWN
        if isinstance(script, str) and script:
            found.append(tree.Default(script, _language(language, "hscript-expr")))
        else:
            found.append(tree.Default(_default(value, template)))
    return tuple(found)


def _default(value: object, template: Template) -> str:
    """Give a default as a dialog script spells it: of a menu the token."""
    items = template.texts("menu_items")
    if template.kind == "MenuParmTemplate" and isinstance(value, int):
        return items[value] if 0 <= value < len(items) else str(value)
    return spelt(value)


def _language(value: object, hscript: str) -> str:
    return "python" if isinstance(value, Symbol) and value.last == "Python" else hscript


_MENUS = {
    "StringReplace": tree.MenuKind.REPLACE,
    "StringToggle": tree.MenuKind.TOGGLE,
    "Mini": tree.MenuKind.MINI,
    "ControlNextParameter": tree.MenuKind.JOIN,
}


def _menu(template: Template) -> tree.Menu | None:
    """Give the choices; a text or number may have none, a menu has them even if none are told."""
    kind = _MENUS.get(template.symbol("menu_type"), tree.MenuKind.NORMAL)
    script = template.text("item_generator_script")
    if script:
        language = _language(template.facts.get("item_generator_script_language"), "hscript")
        return tree.Menu(kind, script=tuple(script.split("\n")), language=language)
    items, labels = template.texts("menu_items"), template.texts("menu_labels")
    if not items and template.kind != "MenuParmTemplate":
        return None
    labels += items[len(labels) :]
    return tree.Menu(kind, tuple(zip(items, labels, strict=False)))


def _range(template: Template) -> tree.Limits | None:
    low, high = (_number(template.facts.get(key)) for key in ("min", "max"))
    if not low or not high:
        return None
    return tree.Limits(
        tree.Limit(low, template.flag("min_is_strict")),
        tree.Limit(high, template.flag("max_is_strict")),
    )


def _number(value: object) -> str:
    return spelt(value) if isinstance(value, int | float) else ""


def _tags(template: Template) -> tuple[tree.Tag, ...]:
    tags = template.facts.get("tags")
    pairs = tags if isinstance(tags, dict) else {}
    return tuple(tree.Tag(spelt(key), spelt(value)) for key, value in pairs.items())
