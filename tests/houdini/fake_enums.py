"""The enumerations of `fake_hou`, with the members its scenes use."""

# mypy: ignore-errors
# ruff: noqa: ANN002, ANN003, ANN201, ANN204, ARG002
# ruff: noqa: N801, UP004


class EnumValue(object):
    def __init__(self, *args, **kwargs):
        self._name = args[0]

    def name(self):
        return self._name


class parmTemplateType(object):
    Button = EnumValue("Button")
    Data = EnumValue("Data")
    Float = EnumValue("Float")
    Folder = EnumValue("Folder")
    Int = EnumValue("Int")
    Label = EnumValue("Label")
    Menu = EnumValue("Menu")
    Ramp = EnumValue("Ramp")
    Separator = EnumValue("Separator")
    String = EnumValue("String")
    Toggle = EnumValue("Toggle")


class parmLook(object):
    ColorSquare = EnumValue("ColorSquare")
    Logarithmic = EnumValue("Logarithmic")
    Regular = EnumValue("Regular")


class parmNamingScheme(object):
    Base1 = EnumValue("Base1")
    RGBA = EnumValue("RGBA")
    XYZW = EnumValue("XYZW")


class parmCondType(object):
    DisableWhen = EnumValue("DisableWhen")
    HideWhen = EnumValue("HideWhen")
    NoCookWhen = EnumValue("NoCookWhen")


class stringParmType(object):
    FileReference = EnumValue("FileReference")
    NodeReference = EnumValue("NodeReference")
    Regular = EnumValue("Regular")


class fileType(object):
    Any = EnumValue("Any")
    Directory = EnumValue("Directory")


class folderType(object):
    Collapsible = EnumValue("Collapsible")
    MultiparmBlock = EnumValue("MultiparmBlock")
    ScrollingMultiparmBlock = EnumValue("ScrollingMultiparmBlock")
    Simple = EnumValue("Simple")
    TabbedMultiparmBlock = EnumValue("TabbedMultiparmBlock")
    Tabs = EnumValue("Tabs")


class menuType(object):
    Mini = EnumValue("Mini")
    Normal = EnumValue("Normal")
    StringReplace = EnumValue("StringReplace")


class rampParmType(object):
    Color = EnumValue("Color")
    Float = EnumValue("Float")


class dataParmType(object):
    Geometry = EnumValue("Geometry")
    KeyValueDictionary = EnumValue("KeyValueDictionary")


class exprLanguage(object):
    Hscript = EnumValue("Hscript")
    Python = EnumValue("Python")


class scriptLanguage(object):
    Hscript = EnumValue("Hscript")
    Python = EnumValue("Python")


class fileChooserMode(object):
    Write = EnumValue("Write")
