"""Nodes and parameters of `fake_hou`, its errors, and what it has open."""

# mypy: ignore-errors
# ruff: noqa: ANN001, ANN002, ANN003, ANN201, ANN202, ANN204, ARG002
# ruff: noqa: F403, F405, FBT002, N802, N818, UP004, UP031

from fake_enums import *
from fake_templates import *
from fake_templates import _flat


class Error(Exception):
    def __init__(self, *args):
        Exception.__init__(self, *args)

    def instanceMessage(self):
        return self.args[0] if self.args else ""

    def __str__(self):
        return "The attempted operation failed.\n" + self.instanceMessage()


class OperationFailed(Error):
    pass


class _Session(object):
    """What Houdini has open; a test puts scenes here and looks at what was shown."""

    def __init__(self):
        self.version = "20.5.445"
        self.scenes = {}
        self.nodes = {}
        self.types = {}
        self.selection = ()
        self.has_ui = False
        self.chosen_file = ""
        self.shown = []
        self.variables = {}


_session = _Session()


class Keyframe(object):
    def __init__(self, *args):
        self._expression, self._language = args

    def expression(self):
        return self._expression

    def expressionLanguage(self):
        return self._language


class Parm(object):
    def __init__(self, *args, **kwargs):
        self._template, self._index, self._value = args
        self._default = self._value
        self._keyframes = []
        self._result = None

    def _is(self, kind):
        return self._template.type().name() == kind

    def name(self):
        if self._template.numComponents() == 1:
            return self._template.name()
        return "%s%s" % (self._template.name(), "xyzw"[self._index])

    def set(self, value, language=None, follow_parm_reference=True):
        self._value = value

    def setExpression(self, expression, language=None, replace_expression=True):
        self._keyframes = [Keyframe(expression, language or exprLanguage.Hscript)]

    def keyframes(self):
        return tuple(self._keyframes)

    def expression(self):
        if len(self._keyframes) != 1:
            raise OperationFailed("The parameter has no single expression.")
        return self._keyframes[0].expression()

    def expressionLanguage(self):
        if len(self._keyframes) != 1:
            raise OperationFailed("The parameter has no single expression.")
        return self._keyframes[0].expressionLanguage()

    def unexpandedString(self):
        if not self._is("String") or self._keyframes:
            raise OperationFailed("The parameter holds no fixed string.")
        return self._value

    def eval(self):
        if self._keyframes and self._result is None:
            raise OperationFailed("The expression failed.")
        return self._result if self._keyframes else self._value

    def evalAsString(self):
        value = self.eval()
        return self._template.menuItems()[value] if self._is("Menu") else str(value)

    def evalAsInt(self):
        return int(self.eval())

    def isAtDefault(self, compare_temporary_defaults=True, compare_expressions=True):
        return not self._keyframes and self._value == self._default


class ParmTuple(object):
    def __init__(self, *args, **kwargs):
        template, self._spare = args
        default = template.defaultValue() if hasattr(template, "defaultValue") else None
        values = default if isinstance(default, tuple) else (default,)
        sized = (values * 4)[: template.numComponents()]
        self._parms = [Parm(template, index, value) for index, value in enumerate(sized)]
        self._template = template

    def name(self):
        return self._template.name()

    def isSpare(self):
        return self._spare

    def __len__(self):
        return len(self._parms)

    def __bool__(self):
        return bool(self._parms)

    __nonzero__ = __bool__  # Python 2

    def __getitem__(self, index):
        return self._parms[index]

    def __iter__(self):
        return iter(self._parms)

    def set(self, value, language=None, follow_parm_reference=True):
        for index, parm in enumerate(self._parms):
            parm.set(value[index])


class NodeTypeCategory(object):
    def __init__(self, *args, **kwargs):
        self._name = args[0]

    def name(self):
        return self._name


class NodeType(object):
    def __init__(self, *args, **kwargs):
        self._name, self._group = args

    def name(self):
        return self._name

    def category(self):
        return NodeTypeCategory("Top")

    def parmTemplateGroup(self):
        return self._group


class OpNodeType(NodeType):
    def instances(self):
        return tuple(node for node in _session.nodes.values() if node.type() is self)


class OpNode(object):
    """A node with an interface of its own; what its type does not have is spare."""

    def __init__(self, *args):
        self._path, self._type, templates = args
        built_in = self._type.parmTemplateGroup()
        self._group = ParmTemplateGroup(templates)
        self._tuples = {
            name: ParmTuple(template, built_in.find(name) is None)
            for name, template in _flat(self._group.entries()).items()
            if "#" not in name
        }

    def path(self):
        return self._path

    def name(self):
        return self._path.rpartition("/")[2]

    def type(self):
        return self._type

    def parmTemplateGroup(self):
        return self._group

    def parmTuple(self, parm_path):
        return self._tuples.get(parm_path)

    def parm(self, parm_path):
        for parm_tuple in self._tuples.values():
            for parm in parm_tuple:
                if parm.name() == parm_path:
                    return parm
        return None


class TopNode(OpNode):
    pass
