"""The parameter templates and groups of `hou` that a text makes; what it sets is noted down.

Classes, arguments and setters are those of the hou module of Houdini 21 (types-houdini), as
`hou.Node.asCode` of Houdini 17.5 to 21 uses them.
"""

from __future__ import annotations

from pysched_gen.formats.scripts.code_values import UNKNOWN, Arguments, Called, Symbol

__all__ = ["Group", "Template"]

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
