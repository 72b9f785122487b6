"""The `hou` parameter templates that a text makes in, items of a dialog script out.

Classes, arguments and setters are those of the hou module of Houdini 21 (types-houdini), as
`hou.Node.asCode` of Houdini 17.5 to 21 uses them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.dialog import tree
from pysched_gen.read.texts_of_nodes.code_values import UNKNOWN, Arguments, Called, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Group", "Template", "script_of"]

# Names of the positional arguments behind name and label, as far as they are used so.
_POSITIONAL = {
    "FolderParmTemplate": ("parm_templates", "folder_type"),
    "MenuParmTemplate": ("menu_items", "menu_labels", "default_value"),
    "ToggleParmTemplate": ("default_value",),
    "RampParmTemplate": ("ramp_parm_type", "default_value"),
    "LabelParmTemplate": ("column_labels",),
}
_VECTOR_POSITIONAL = ("num_components", "default_value")
_SETTERS = {
    "hide": "is_hidden",
    "hideLabel": "is_label_hidden",
    "setDefaultExpression": "default_expression",
    "setDefaultExpressionLanguage": "default_expression_language",
    "setDefaultValue": "default_value",
    "setFolderType": "folder_type",
    "setHelp": "help",
    "setItemGeneratorScript": "item_generator_script",
    "setItemGeneratorScriptLanguage": "item_generator_script_language",
    "setJoinWithNext": "join_with_next",
    "setLabel": "label",
    "setMaxIsStrict": "max_is_strict",
    "setMaxValue": "max",
    "setMenuItems": "menu_items",
    "setMenuLabels": "menu_labels",
    "setMenuType": "menu_type",
    "setMinIsStrict": "min_is_strict",
    "setMinValue": "min",
    "setName": "name",
    "setNumComponents": "num_components",
    "setParmTemplates": "parm_templates",
    "setStringType": "string_type",
    "setFileType": "file_type",
    "setTags": "tags",
}


class Template(Called):
    """One parameter template; `kind` is its class, such as "StringParmTemplate"."""

    def __init__(self, kind: str, arguments: Arguments) -> None:
        """Take what its constructor is called with."""
        names = ("name", "label", *_POSITIONAL.get(kind, _VECTOR_POSITIONAL))
        self.kind = kind
        self.line = arguments.line
        self.facts: dict[str, object] = dict(zip(names, arguments.positional, strict=False))
        self.facts.update(arguments.keywords)
        self.children: list[Template] = _templates(self.facts.get("parm_templates"))
        self.conditionals: dict[str, str] = {}

    def call(self, method: str, arguments: Arguments) -> object:
        """Take what a setter sets."""
        if method == "addParmTemplate":
            self.children += _templates((arguments.get(0),))
        elif method == "setConditional":
            when, text = arguments.get(0), arguments.get(1)
            if isinstance(when, Symbol) and isinstance(text, str):
                self.conditionals[when.last] = text
        elif method in _SETTERS:
            self.facts[_SETTERS[method]] = arguments.get(0, default=True)
        return UNKNOWN

    def text(self, key: str) -> str:
        """Give a text, "" where none is told."""
        value = self.facts.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Give texts, none where they are not told."""
        value = self.facts.get(key)
        values = value if isinstance(value, tuple) else (value,)
        return tuple(word for word in values if isinstance(word, str))

    def symbol(self, key: str) -> str:
        """Give the member of an enum, "" where none is told."""
        value = self.facts.get(key)
        return value.last if isinstance(value, Symbol) else ""

    def flag(self, key: str) -> bool:
        """Tell whether it is set."""
        return self.facts.get(key) is True

    def components(self, key: str) -> tuple[object, ...]:
        """Give one value a component, none where they are not told."""
        value = self.facts.get(key, ())
        return value if isinstance(value, tuple) else (value,)


class Group(Called):
    """A `hou.ParmTemplateGroup`."""

    def __init__(self, templates: object = ()) -> None:
        """Begin with these templates."""
        self.templates = _templates(templates)

    def call(self, method: str, arguments: Arguments) -> object:
        """Take what is put into it; where to is not followed, so it goes to the end."""
        if method in {"append", "addParmTemplate", "insertBefore", "insertAfter", "appendToFolder"}:
            self.templates += _templates(arguments.positional)
        return UNKNOWN


def _templates(values: object) -> list[Template]:
    found = values if isinstance(values, tuple) else ()
    return [value for value in found if isinstance(value, Template)]


def script_of(templates: Iterable[Template]) -> tree.Script:
    """Give the dialog script that declares the same as `templates`."""
    return tree.Script(tuple(_item(template) for template in templates))


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


def _item(template: Template) -> tree.Item:
    if template.kind != "FolderParmTemplate":
        return _parm(template)
    items = tuple(_item(child) for child in template.children)
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
    if isinstance(value, bool):
        return str(int(value))
    items = template.texts("menu_items")
    if template.kind == "MenuParmTemplate" and isinstance(value, int):
        return items[value] if 0 <= value < len(items) else str(value)
    return str(value) if isinstance(value, str | int | float) else ""


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
    low, high = template.facts.get("min"), template.facts.get("max")
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return None
    return tree.Limits(
        tree.Limit(str(low), template.flag("min_is_strict")),
        tree.Limit(str(high), template.flag("max_is_strict")),
    )


def _tags(template: Template) -> tuple[tree.Tag, ...]:
    tags = template.facts.get("tags")
    pairs = tags if isinstance(tags, dict) else {}
    return tuple(tree.Tag(str(key), str(value)) for key, value in pairs.items())
