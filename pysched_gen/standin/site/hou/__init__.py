"""A double of Houdini's `hou`, for schedulers that import it: what a session without a GUI tells.

It knows the scene of this session, which was never saved, the version, variables, and the nodes
of the network, whose parameters it reads. Everything else raises NotImplementedError with its
name. Names and answers are those of Houdini's help ("hou package"); `hou.text` came with 18.0.
"""

from __future__ import annotations

import getpass
import os
import platform
import posixpath
from typing import Any, Callable

from pdg._context import GraphContext
from pdg._port import NETWORK, expand_text, session_variable
from pdg._registry import search_path
from pdg._release import HOUDINI, NAME, since

__all__ = [
    "Error",
    "NodeError",
    "ObjectWasDeleted",
    "OperationFailed",
    "PermissionError",
    "applicationName",
    "applicationPlatformInfo",
    "applicationVersion",
    "applicationVersionString",
    "expandString",
    "findFile",
    "findFiles",
    "getenv",
    "hipFile",
    "houdiniPath",
    "isUIAvailable",
    "machineName",
    "node",
    "parm",
    "putenv",
    "userName",
]


class Error(Exception):
    """What all errors of `hou` derive from."""


class OperationFailed(Error):
    """Something could not be done."""


class ObjectWasDeleted(Error):
    """A node is gone."""


class PermissionError(OperationFailed):
    """Something is locked."""


class NodeError(Error):
    """A node has an error."""


def _refuse(owner: str, name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError(
        "{}.{}: the stand-in's hou has the scene, the version, variables and the nodes of the "
        "network only".format(owner, name)
    )


class HipFile:
    """`hou.hipFile`: the scene, which has a name and was never saved."""

    def path(self) -> str:
        """Return the path of the scene."""
        return session_variable("HIPFILE").replace("\\", "/")

    def name(self) -> str:
        """Return the path of the scene; Houdini calls it so, too."""
        return self.path()

    def basename(self) -> str:
        """Return the name of the scene's file."""
        return posixpath.basename(self.path())

    def hasUnsavedChanges(self) -> bool:
        """Return False: nothing changes the scene here."""
        return False

    def isNewFile(self) -> bool:
        """Return True: it was never saved."""
        return True

    def isLoadingHipFile(self) -> bool:
        """Return False: no scene is loaded here."""
        return False

    def isShuttingDown(self) -> bool:
        """Return False."""
        return False

    def save(self, file_name: str | None = None, save_to_recent_files: bool = True) -> None:
        """Write an empty file where the scene is, which schedulers copy to a farm."""
        del save_to_recent_files
        with open(file_name or self.path(), "ab"):
            pass

    def __getattr__(self, name: str) -> Any:
        """Refuse every other member by its name."""
        return _refuse("hou.hipFile", name)


hipFile = HipFile()


class NodeType:
    """The type of a node."""

    def __init__(self, name: str) -> None:
        """Be the type of that name."""
        self._name = name

    def name(self) -> str:
        """Return its name."""
        return self._name

    def __getattr__(self, name: str) -> Any:
        """Refuse every other member by its name."""
        return _refuse("hou.NodeType", name)


class Parm:
    """A parameter of a node."""

    def __init__(self, owner: Node, port: Any) -> None:
        """Read `port`, a `pdg.Port`."""
        self._node = owner
        self._port = port

    def name(self) -> str:
        """Return its name."""
        return str(self._port.name)

    def path(self) -> str:
        """Return the path of its node and its name."""
        return "{}/{}".format(self._node.path(), self.name())

    def node(self) -> Node:
        """Return its node."""
        return self._node

    def eval(self) -> Any:
        """Return its value."""
        return self._port.evaluate()

    def evalAsString(self) -> str:
        """Return its value as text."""
        return str(self._port.evaluateString())

    def evalAsInt(self) -> int:
        """Return its value as an integer."""
        return int(self._port.evaluateInt())

    def evalAsFloat(self) -> float:
        """Return its value as a number."""
        return float(self._port.evaluateFloat())

    def unexpandedString(self) -> str:
        """Return its text before anything in it is expanded."""
        return str(self._port.evaluateRawString())

    def rawValue(self) -> str:
        """Return its text before anything in it is expanded."""
        return str(self._port.evaluateRawString())

    def set(self, value: object) -> None:
        """Set its value, without the expression that a default may have."""
        self._port._set(value)

    def __getattr__(self, name: str) -> Any:
        """Refuse every other member by its name."""
        return _refuse("hou.Parm", name)


class Node:
    """A node of the network of this session, or one above it, whose paths are all it has."""

    def __init__(self, path: str, inner: Any = None, type_name: str = "") -> None:
        """Stand for the node or scheduler `inner` of PDG."""
        self._path = path
        self._inner = inner
        self._type_name = type_name

    def path(self) -> str:
        """Return its path."""
        return self._path

    def name(self) -> str:
        """Return its name, "/" of the root."""
        return self._path.rpartition("/")[2] or "/"

    def type(self) -> NodeType:
        """Return its type."""
        return NodeType(self._type_name)

    def parent(self) -> Node | None:
        """Return the node it is in, None of the root."""
        return None if self._path == "/" else node(posixpath.dirname(self._path))

    def children(self) -> tuple[Node, ...]:
        """Return the nodes inside."""
        return tuple(
            one for one in _nodes().values() if posixpath.dirname(one.path()) == self._path
        )

    def node(self, path: str) -> Node | None:
        """Return the node that a relative path leads to, None where there is none."""
        return node(posixpath.join(self._path, path))

    def parm(self, name: str) -> Parm | None:
        """Return a parameter, None where there is none of that name."""
        found = None if self._inner is None else self._inner.parameter(name)
        return None if found is None else Parm(self, found)

    def parms(self) -> tuple[Parm, ...]:
        """Return all parameters."""
        ports = () if self._inner is None else self._inner.parameters
        return tuple(Parm(self, port) for port in ports)

    def evalParm(self, name: str) -> Any:
        """Return the value of a parameter; raises OperationFailed where there is none."""
        found = self.parm(name)
        if found is None:
            raise OperationFailed("Invalid parameter name: {}".format(name))
        return found.eval()

    def getPDGNode(self) -> Any:
        """Return the node of PDG, None of a node that is none of PDG's."""
        return self._inner

    def __eq__(self, other: object) -> bool:
        """Compare paths."""
        return isinstance(other, Node) and other._path == self._path

    def __hash__(self) -> int:
        """Return a number of the path."""
        return hash(self._path)

    def __repr__(self) -> str:
        return "<hou.Node at {}>".format(self._path)

    def __getattr__(self, name: str) -> Any:
        """Refuse every other member by its name."""
        return _refuse("hou.Node", name)


def _nodes() -> dict[str, Node]:
    tasks = posixpath.dirname(NETWORK)
    found = {"/": Node("/", type_name="root"), tasks: Node(tasks, type_name="topnet")}
    found[NETWORK] = Node(NETWORK, type_name="topnet")
    for name in GraphContext.names():
        context = GraphContext.byName(name)
        if context is not None:
            owners: list[Any] = [*context.schedulers, *context.graph.nodes()]
            made: list[Node] = [inner.topNode() for inner in owners]
            found.update({one.path(): one for one in made if one.path() not in found})
    return found


def node(path: str) -> Node | None:
    """Return the node at a path, None where there is none."""
    return _nodes().get(posixpath.normpath(path))


def parm(path: str) -> Parm | None:
    """Return the parameter at a path, None where there is none."""
    owner = node(posixpath.dirname(path))
    return None if owner is None else owner.parm(posixpath.basename(path))


def applicationName() -> str:
    """Return "hython"."""
    return "hython"


def applicationVersion(include_patch: bool = False) -> tuple[int, ...]:
    """Return the version, such as (20, 5, 400)."""
    return (*HOUDINI, int(_build()), 0) if include_patch else (*HOUDINI, int(_build()))


def applicationVersionString(include_patch: bool = False) -> str:
    """Return the version, such as "20.5.400"."""
    version = "{}.{}".format(NAME, _build())
    return version + ".0" if include_patch else version


def _build() -> str:
    return os.environ.get("HOUDINI_BUILD_VERSION", "400")


def applicationPlatformInfo() -> str:
    """Return the platform, such as "linux-x86_64"."""
    return "{}-{}".format(platform.system().lower(), platform.machine())


def isUIAvailable() -> bool:
    """Return False: a farm has no GUI, and neither has this."""
    return False


def isApprentice() -> bool:
    """Return False."""
    return False


def expandString(text: str) -> str:
    """Return a text with its variables expanded."""
    return expand_text(text)


def getenv(name: str, default_value: str | None = None) -> str | None:
    """Return a variable."""
    return os.environ.get(name, default_value)


def putenv(name: str, value: str) -> None:
    """Set a variable."""
    os.environ[name] = value


def machineName() -> str:
    """Return the name of this machine."""
    return platform.node()


def userName() -> str:
    """Return the name of the user."""
    return getpass.getuser()


def houdiniPath(path_variable: str = "HOUDINI_PATH") -> tuple[str, ...]:
    """Return the entries of HOUDINI_PATH; raises NotImplementedError for another variable."""
    if path_variable != "HOUDINI_PATH":
        _refuse("hou", "houdiniPath({!r})".format(path_variable))
    return tuple(search_path())


def findFiles(file_name: str) -> tuple[str, ...]:
    """Return the files of that name on HOUDINI_PATH; raises OperationFailed for none."""
    paths = [os.path.join(entry, file_name) for entry in search_path()]
    found = tuple(path for path in paths if os.path.isfile(path))
    if not found:
        raise OperationFailed("Could not find file {}".format(file_name))
    return found


def findFile(file_name: str) -> str:
    """Return the first file of that name on HOUDINI_PATH; raises OperationFailed for none."""
    return findFiles(file_name)[0]


def homeHoudiniDirectory() -> str:
    """Return $HOUDINI_USER_PREF_DIR."""
    return os.environ.get("HOUDINI_USER_PREF_DIR", "")


class _Text:
    """`hou.text`."""

    expandString: Callable[[str], str] = staticmethod(expandString)

    def __getattr__(self, name: str) -> Any:
        return _refuse("hou.text", name)


if since(18, 0):
    text = _Text()


def __getattr__(name: str) -> Any:
    """Refuse every other name."""
    return _refuse("hou", name)
