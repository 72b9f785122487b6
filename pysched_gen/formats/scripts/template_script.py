"""Parameter templates of `hou` in, the dialog script that declares the same out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script import tree
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.scripts.code_values import UNKNOWN, Symbol, spelt
from pysched_gen.sources.dump_types import FOLDERS, MENUS, MULTIPARMS, tags_of, type_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.scripts.code_templates import Template

__all__ = ["script_of"]

_HSCRIPT = "hscript"
_MOST_INSTANCES = 10**9
_MOST = 100_000  # templates of a node; a folder may be put into two others, and these again


def script_of(templates: Iterable[Template]) -> tree.Script:
    """Give the dialog script that declares the same as `templates`.

    Raises:
        RecursionError: a template is in itself, or folders hold each other again and again.
    """
    budget = iter(range(_MOST))
    return resolved(tree.Script(tuple(_item(template, budget) for template in templates)))


def _item(template: Template, budget: Iterator[int]) -> tree.Item:
    if next(budget, None) is None:
        raise RecursionError
    if template.kind != "FolderParmTemplate":
        return _parm(template)
    items = tuple(_item(child, budget) for child in template.children)
    conditions, tabs = template.conditionals, template.tab_conditionals
    shared: dict[str, Any] = {
        "name": template.text("name"),
        "label": template.text("label"),
        "disable_when": conditions.get("DisableWhen"),
        "hide_when": conditions.get("HideWhen"),
        "disable_tab_when": tabs.get("DisableWhen"),
        "hide_tab_when": tabs.get("HideWhen"),
        "invisible": template.flag("is_hidden"),
        "tab_break": template.flag("ends_tab_group"),
        "tags": _tags(template),
        "items": items,
        "place": tree.Place(template.line),
    }
    folder_type = template.symbol("folder_type")
    if folder_type in MULTIPARMS:
        count = template.facts.get("default_value")
        known = isinstance(count, int) and 0 <= count < _MOST_INSTANCES
        default = int(count) if known and isinstance(count, int) else None
        return tree.Multiparm(MULTIPARMS[folder_type], default=default, **shared)
    return tree.Folder(FOLDERS.get(folder_type, tree.FolderKind.TABS), **shared)


def _parm(template: Template) -> tree.Parm:
    size, conditions = template.facts.get("num_components"), template.conditionals
    return tree.Parm(
        name=template.text("name"),
        label=template.text("label"),
        type=_type(template),
        size=size if isinstance(size, int) and size != 1 else None,
        default=_defaults(template) or None,
        help=template.text("help") or None,
        disable_when=conditions.get("DisableWhen") or template.text("disable_when") or None,
        hide_when=conditions.get("HideWhen") or None,
        no_cook_when=conditions.get("NoCookWhen") or None,
        menu=_menu(template),
        range=_range(template),
        invisible=template.flag("is_hidden"),
        no_label=template.flag("is_label_hidden"),
        join_next=template.flag("join_with_next"),
        tags=_tags(template),
        place=tree.Place(template.line),
    )


# Arguments of templates that name a member of an enum, as dumps call the facts.
_FACTS = {
    "look": "look",
    "naming": "naming_scheme",
    "string_type": "string_type",
    "file_type": "file_type",
    "ramp_type": "ramp_parm_type",
    "data_type": "data_parm_type",
}


def _type(template: Template) -> str:
    kind = template.kind.removesuffix("ParmTemplate")
    size = template.facts.get("num_components", 1)
    facts: dict[str, Any] = {fact: template.symbol(name) for fact, name in _FACTS.items()}
    if template.flag("is_button_strip"):
        facts["menu"] = {"strip": "icon" if template.flag("strip_uses_icons") else "button"}
    return type_of({**facts, "type": kind, "size": size if isinstance(size, int) else 1})


def _defaults(template: Template) -> tuple[tree.Default, ...]:
    values = template.components(
        "column_labels" if template.kind == "LabelParmTemplate" else "default_value"
    )
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


def _menu(template: Template) -> tree.Menu | None:
    """Give the choices; a text or number may have none, a menu has them even if none are told."""
    kind = MENUS.get(template.symbol("menu_type"), tree.MenuKind.NORMAL)
    use_token = template.flag("menu_use_token")
    script = template.text("item_generator_script")
    if script:
        language = _language(template.facts.get("item_generator_script_language"), _HSCRIPT)
        lines = tuple(script.split("\n"))
        return tree.Menu(kind, (), lines, None if language == _HSCRIPT else language, use_token)
    items, labels = template.texts("menu_items"), template.texts("menu_labels")
    if not items and template.kind != "MenuParmTemplate":
        return None
    labels += items[len(labels) :]
    pairs = tuple(zip(items, labels, strict=False))
    return tree.Menu(kind, pairs, use_token_value=use_token)


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
    given = template.facts.get("tags")
    tags = given.items() if isinstance(given, dict) else ()
    facts: dict[str, Any] = {"tags": {spelt(key): spelt(value) for key, value in tags}}
    script = template.text("script_callback")
    if script:
        language = _language(template.facts.get("script_callback_language"), _HSCRIPT)
        facts["callback"] = {"text": script, "language": language}
    return tuple(tree.Tag(key, value) for key, value in tags_of(facts))
