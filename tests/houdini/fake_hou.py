"""A small double of Houdini's `hou`, for scripts that read parameters.

Public names are those of the types-houdini package; a test compares them. What a test sets behind
Houdini's back has a leading underscore. Runs on Python 2.7 too, as Houdini 17.5 does, and gives
UTF-8 bytes there.
"""

# mypy: ignore-errors
# ruff: noqa: A001, A002, ANN001, ANN201, ANN205, ARG001
# ruff: noqa: ARG004, F403, F405, FBT002, N801, N802, UP004, UP031

from fake_enums import *
from fake_nodes import *
from fake_nodes import _session
from fake_templates import *


class hipFile(object):
    @staticmethod
    def load(file_name, suppress_save_prompt=False, ignore_load_warnings=False):
        if file_name not in _session.scenes:
            raise OperationFailed("Unable to open file: %s." % file_name)
        _session.scenes[file_name](_session)


class ui(object):
    @staticmethod
    def selectFile(title=None, pattern=None, default_value=None, chooser_mode=None):
        return _session.chosen_file

    @staticmethod
    def displayMessage(text):
        _session.shown.append(text)


class text(object):
    @staticmethod
    def expandString(str, expand_tilde=True):
        for name, value in _session.variables.items():
            str = str.replace("$" + name, value)
        return str


def applicationVersionString():
    return _session.version


def isUIAvailable():
    return _session.has_ui


def node(path):
    return _session.nodes.get(path)


def selectedNodes(include_hidden=False):
    return tuple(_session.selection)


def topNodeTypeCategory():
    return NodeTypeCategory("Top")


def nodeType(category_or_name, internal_name=None):
    return _session.types.get(internal_name)
