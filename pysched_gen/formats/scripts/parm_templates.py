"""Parameter templates of `hou`: what a text makes, and the dialog script that says the same.

Classes, arguments and setters are those of the hou module of Houdini 21 (types-houdini), as
`hou.Node.asCode` of Houdini 17.5 to 21 uses them. The words of dialog scripts are those of the
types seen in scripts of Houdini 11 to 21; which looks, naming schemes and kinds of strings belong
together is told by the help of `hou.parmLook`, `hou.parmNamingScheme` and `hapi.prmScriptType`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script import tree
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import FolderKind, MenuKind, MultiparmKind
from pysched_gen.formats.scripts.code_values import UNKNOWN, Arguments, Called, Symbol, spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "FOLDERS",
    "MENUS",
    "MULTIPARMS",
    "Group",
    "Template",
    "script_of",
    "tags_of",
    "type_of",
]

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
    "setColumnLabels": "column_labels",
    "setDataParmType": "data_parm_type",
    "setEndsTabGroup": "ends_tab_group",
    "setLook": "look",
    "setMenuUseToken": "menu_use_token",
    "setNamingScheme": "naming_scheme",
    "setParmType": "ramp_parm_type",
    "setScriptCallback": "script_callback",
    "setScriptCallbackLanguage": "script_callback_language",
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
        self.tab_conditionals: dict[str, str] = {}

    def call(self, method: str, arguments: Arguments) -> object:
        """Take what a setter sets."""
        if method == "addParmTemplate":
            self.children += _templates((arguments.get(0),))
        elif method in {"setConditional", "setTabConditional"}:
            when, text = arguments.get(0), arguments.get(1)
            held = self.conditionals if method == "setConditional" else self.tab_conditionals
            if isinstance(when, Symbol) and isinstance(text, str):
                held[when.last] = text
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
        "tags": _tags_of_template(template),
        "items": items,
        "place": tree.Place(template.line),
    }
    folder_type = template.symbol("folder_type")
    if folder_type in MULTIPARMS:
        count = template.facts.get("default_value")
        known = isinstance(count, int) and 0 <= count < _MOST_INSTANCES
        default = int(count) if known and isinstance(count, int) else None
        return tree.Multiparm(kind=MULTIPARMS[folder_type], default=default, **shared)
    return tree.Folder(kind=FOLDERS.get(folder_type, tree.FolderKind.TABS), **shared)


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
        tags=_tags_of_template(template),
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
    found: list[tree.Default] = []
    for index, value in enumerate(values):
        script = scripts[index] if index < len(scripts) else ""
        language = languages[index] if index < len(languages) else UNKNOWN
        if isinstance(script, str) and script:
            found.append(tree.Computed(script, _language(language)))
        else:
            found.append(_default(value, template))
    return tuple(found)


def _default(value: object, template: Template) -> str:
    """Give a default as a dialog script spells it: of a menu the token."""
    items = template.texts("menu_items")
    if template.kind == "MenuParmTemplate" and isinstance(value, int):
        return items[value] if 0 <= value < len(items) else str(value)
    return spelt(value)


def _language(value: object) -> str:
    return "python" if isinstance(value, Symbol) and value.last == "Python" else "hscript"


def _menu(template: Template) -> tree.Menu | None:
    """Give the choices; a text or number may have none, a menu has them even if none are told."""
    kind = MENUS.get(template.symbol("menu_type"), tree.MenuKind.NORMAL)
    use_token = template.flag("menu_use_token")
    script = template.text("item_generator_script")
    if script:
        language = _language(template.facts.get("item_generator_script_language"))
        return tree.Menu(kind, (), script, language, use_token)
    items, labels = template.texts("menu_items"), template.texts("menu_labels")
    if not items and template.kind != "MenuParmTemplate":
        return None
    labels += items[len(labels) :]
    pairs = tuple(zip(items, labels, strict=False))
    return tree.Menu(kind, pairs, use_token_value=use_token)


def _range(template: Template) -> tree.Limits | None:
    low, high = (template.facts.get(key) for key in ("min", "max"))
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return None
    return tree.Limits(
        tree.Limit(float(low), template.flag("min_is_strict")),
        tree.Limit(float(high), template.flag("max_is_strict")),
    )


def _tags_of_template(template: Template) -> tree.Tags:
    given = template.facts.get("tags")
    tags = given.items() if isinstance(given, dict) else ()
    facts: dict[str, Any] = {"tags": {spelt(key): spelt(value) for key, value in tags}}
    script = template.text("script_callback")
    if script:
        language = _language(template.facts.get("script_callback_language"))
        facts["callback"] = {"text": script, "language": language}
    return tags_of(facts)
