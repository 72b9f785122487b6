"""The parameter templates of `fake_hou`."""

# mypy: ignore-errors
# ruff: noqa: ANN001, ANN002, ANN003, ANN201, ANN202, ANN204
# ruff: noqa: F403, F405, N802, RUF012, UP004, UP031

from fake_enums import *


def _merged(*tables):
    found = {}
    for table in tables:
        found.update(table)
    return found


class ParmTemplate(object):
    _type = None
    # Keywords of the constructor behind its named arguments, with what they default to.
    _keywords = {
        "disable_when": "",
        "is_hidden": False,
        "is_label_hidden": False,
        "join_with_next": False,
        "help": "",
        "script_callback": "",
        "script_callback_language": scriptLanguage.Hscript,
        "tags": {},
    }

    def __init__(self, *args, **kwargs):
        self._name, self._label, self._size = args
        self._facts = dict(self._keywords, **kwargs)
        self._conditions = {}
        if len(self._facts) > len(self._keywords):
            raise TypeError("unexpected keywords: %s" % sorted(set(kwargs) - set(self._keywords)))
        if self._facts.get("disable_when"):
            self._conditions[parmCondType.DisableWhen] = self._facts["disable_when"]

    def name(self):
        return self._name

    def label(self):
        return self._label

    def type(self):
        return self._type

    def numComponents(self):
        return self._size

    def look(self):
        return self._facts.get("look", parmLook.Regular)

    def namingScheme(self):
        return self._facts.get("naming_scheme", parmNamingScheme.XYZW)

    def conditionals(self):
        return dict(self._conditions)

    def setConditional(self, cond_type, conditional):
        self._conditions[cond_type] = conditional

    def isHidden(self):
        return self._facts["is_hidden"]

    def isLabelHidden(self):
        return self._facts.get("is_label_hidden", False)

    def joinWithNext(self):
        return self._facts.get("join_with_next", False)

    def help(self):
        return self._facts.get("help", "")

    def scriptCallback(self):
        return self._facts.get("script_callback", "")

    def scriptCallbackLanguage(self):
        return self._facts.get("script_callback_language", scriptLanguage.Hscript)

    def tags(self):
        return dict(self._facts["tags"])


class _Valued(ParmTemplate):
    def __init__(self, name, label, num_components, **kwargs):
        ParmTemplate.__init__(self, name, label, num_components, **kwargs)

    def defaultValue(self):
        return self._facts["default_value"]

    def defaultExpression(self):
        return self._facts["default_expression"] or ("",) * self._size

    def defaultExpressionLanguage(self):
        return self._facts["default_expression_language"] or (exprLanguage.Hscript,) * self._size


class _Number(_Valued):
    def minValue(self):
        return self._facts["min"]

    def maxValue(self):
        return self._facts["max"]

    def minIsStrict(self):
        return self._facts["min_is_strict"]

    def maxIsStrict(self):
        return self._facts["max_is_strict"]


class _Choices(ParmTemplate):
    _choices = {
        "menu_items": (),
        "menu_labels": (),
        "icon_names": (),
        "item_generator_script": "",
        "item_generator_script_language": scriptLanguage.Python,
        "menu_type": menuType.Normal,
    }

    def menuItems(self):
        return self._facts["menu_items"]

    def menuLabels(self):
        return self._facts["menu_labels"] or self._facts["menu_items"]

    def iconNames(self):
        return self._facts["icon_names"]

    def itemGeneratorScript(self):
        return self._facts["item_generator_script"]

    def itemGeneratorScriptLanguage(self):
        return self._facts["item_generator_script_language"]

    def menuType(self):
        return self._facts["menu_type"]


_VALUED = {
    "look": parmLook.Regular,
    "naming_scheme": parmNamingScheme.XYZW,
    "default_expression": (),
    "default_expression_language": (),
}
_RANGE = {"min": 0, "max": 10, "min_is_strict": False, "max_is_strict": False}


class FloatParmTemplate(_Number):
    _type = parmTemplateType.Float
    _keywords = _merged(ParmTemplate._keywords, _VALUED, _RANGE, {"default_value": (0.0,)})


class IntParmTemplate(_Number, _Choices):
    _type = parmTemplateType.Int
    _keywords = _merged(
        ParmTemplate._keywords, _Choices._choices, _VALUED, _RANGE, {"default_value": (0,)}
    )


class StringParmTemplate(_Valued, _Choices):
    _type = parmTemplateType.String
    _keywords = _merged(
        ParmTemplate._keywords,
        _Choices._choices,
        {
            "default_value": ("",),
            "naming_scheme": parmNamingScheme.XYZW,
            "default_expression": (),
            "default_expression_language": (),
            "string_type": stringParmType.Regular,
            "file_type": fileType.Any,
        },
    )

    def stringType(self):
        return self._facts["string_type"]

    def fileType(self):
        return self._facts["file_type"]


class ToggleParmTemplate(ParmTemplate):
    _type = parmTemplateType.Toggle
    _keywords = _merged(
        ParmTemplate._keywords,
        {
            "default_value": False,
            "default_expression": "",
            "default_expression_language": exprLanguage.Hscript,
        },
    )

    def __init__(self, name, label, **kwargs):
        ParmTemplate.__init__(self, name, label, 1, **kwargs)

    def defaultValue(self):
        return self._facts["default_value"]

    def defaultExpression(self):
        return self._facts["default_expression"]

    def defaultExpressionLanguage(self):
        return self._facts["default_expression_language"]


class MenuParmTemplate(_Choices):
    _type = parmTemplateType.Menu
    _keywords = _merged(
        ToggleParmTemplate._keywords,
        _Choices._choices,
        {
            "default_value": 0,
            "menu_use_token": False,
            "is_button_strip": False,
            "strip_uses_icons": False,
        },
    )

    def __init__(self, name, label, menu_items, **kwargs):
        ParmTemplate.__init__(self, name, label, 1, menu_items=menu_items, **kwargs)

    def defaultValue(self):
        return self._facts["default_value"]

    def defaultValueAsString(self):
        return self._facts["menu_items"][self._facts["default_value"]]

    def defaultExpression(self):
        return self._facts["default_expression"]

    def defaultExpressionLanguage(self):
        return self._facts["default_expression_language"]

    def isButtonStrip(self):
        return self._facts["is_button_strip"] and not self._facts["strip_uses_icons"]

    def isIconStrip(self):
        return self._facts["is_button_strip"] and self._facts["strip_uses_icons"]

    def menuUseToken(self):
        return self._facts["menu_use_token"]


class ButtonParmTemplate(ParmTemplate):
    _type = parmTemplateType.Button

    def __init__(self, name, label, **kwargs):
        ParmTemplate.__init__(self, name, label, 1, **kwargs)


class SeparatorParmTemplate(ParmTemplate):
    _type = parmTemplateType.Separator
    _keywords = {"is_hidden": False, "tags": {}}

    def __init__(self, name, **kwargs):
        ParmTemplate.__init__(self, name, "", 0, **kwargs)


class LabelParmTemplate(ParmTemplate):
    _type = parmTemplateType.Label
    _keywords = {
        "column_labels": (),
        "is_hidden": False,
        "is_label_hidden": False,
        "join_with_next": False,
        "help": "",
        "tags": {},
    }

    def __init__(self, name, label, **kwargs):
        ParmTemplate.__init__(self, name, label, 1, **kwargs)

    def columnLabels(self):
        return self._facts["column_labels"]


class RampParmTemplate(ParmTemplate):
    _type = parmTemplateType.Ramp
    _keywords = {"default_value": 2, "disable_when": "", "is_hidden": False, "help": "", "tags": {}}

    def __init__(self, name, label, ramp_parm_type, **kwargs):
        ParmTemplate.__init__(self, name, label, 1, **kwargs)
        self._ramp_type = ramp_parm_type

    def parmType(self):
        return self._ramp_type

    def defaultValue(self):
        return self._facts["default_value"]

    def defaultExpression(self):
        return ""

    def parmTemplates(self):
        return ()


class DataParmTemplate(ParmTemplate):
    _type = parmTemplateType.Data

    def __init__(self, name, label, num_components, **kwargs):
        ParmTemplate.__init__(self, name, label, num_components, **kwargs)

    def dataParmType(self):
        return dataParmType.KeyValueDictionary

    def defaultExpression(self):
        return ("",)

    def scriptCallback(self):
        raise NotImplementedError


class FolderParmTemplate(ParmTemplate):
    _type = parmTemplateType.Folder
    _keywords = {
        "parm_templates": (),
        "folder_type": folderType.Tabs,
        "is_hidden": False,
        "ends_tab_group": False,
        "tags": {},
    }

    def __init__(self, name, label, **kwargs):
        ParmTemplate.__init__(self, name, label, 1, **kwargs)
        self._tab_conditions = {}

    def parmTemplates(self):
        return tuple(self._facts["parm_templates"])

    def folderType(self):
        return self._facts["folder_type"]

    def endsTabGroup(self):
        return self._facts["ends_tab_group"]

    def tabConditionals(self):
        return dict(self._tab_conditions) or None

    def setTabConditional(self, cond_type, conditional):
        self._tab_conditions[cond_type] = conditional

    def defaultValue(self):
        return self._facts.get("_default", 0)

    def setDefaultValue(self, default_value):
        self._facts["_default"] = default_value


class ParmTemplateGroup(object):
    def __init__(self, parm_templates=()):
        self._templates = list(parm_templates)

    def entries(self):
        return tuple(self._templates)

    def append(self, parm_template):
        self._templates.append(parm_template)

    def find(self, name):
        return _flat(self._templates).get(name)


def _flat(templates):
    """Give name and template of everything in `templates`, folders before their content."""
    found = {}
    for template in templates:
        found[template.name()] = template
        if isinstance(template, FolderParmTemplate):
            found.update(_flat(template.parmTemplates()))
    return found
