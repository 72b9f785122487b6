"""Which types there are: `pdg.TypeRegistry`, where it finds modules of types, and the types.

Observed in Houdini: a second registration of a name raises RuntimeError("A type already exists
with the name ..."), and there is no way to take a registration back; the name and the label are
by default the lower-cased name of the class (not `templateName`).

Documented (Houdini 19.0, "Custom schedulers"): the folder `pdg/types` of every entry of
HOUDINI_PATH is looked through; modules `x.py` and packages `x/__init__.py` count; the first of
two with one name wins. That they become `pdg.types.x` is how Houdini 21.0 lists its own.
"""

from __future__ import annotations

import glob
import importlib
import importlib.util
import os
import re
import sys
import traceback
import weakref
from typing import TYPE_CHECKING, Any, Iterator

from pdg._enums import debugLevelTypeRegistration as Level
from pdg._enums import language
from pdg._enums import registeredType as Kind
from pdg._file import FileTags
from pdg._release import python_of_release, since

if TYPE_CHECKING:
    from types import ModuleType

    from pdg._scheduler import Scheduler

__all__ = ["BaseType", "BaseTypeRegistry", "PySchedulerType", "SchedulerType", "TypeRegistry"]

_PACKAGE = "pdg.types"


class BaseType:
    """A registered type.

    `typeName` is what nodes and `registeredType` call it, `typeLabel` what the TAB menu shows.
    """

    language = language.Python
    isPrivate = False
    _node_class: Any = None

    def __init__(self, typeName: str, typeLabel: str) -> None:
        self.typeName = typeName
        self.typeLabel = typeLabel
        self.instanceCount = 0

    def __repr__(self) -> str:
        return "<pdg.{} {!r}>".format(type(self).__name__, self.typeName)

    @property
    def instanceMemoryUsage(self) -> int:
        """Bytes one instance takes; PDG measures its own objects."""
        raise NotImplementedError("pdg.BaseType.instanceMemoryUsage")


class SchedulerType(BaseType):
    """A registered scheduler.

    `parm_category`, which Houdini has from 19.0 on, finds its properties in
    `topscheduler.user.ds`.
    """

    parm_category: str

    def __init__(self, typeName: str, typeLabel: str, parm_category: str) -> None:
        super().__init__(typeName, typeLabel)
        if since(19, 0):
            self.parm_category = parm_category


class PySchedulerType(SchedulerType):
    """A registered scheduler that is written in Python; `typeObject` is its class."""

    def __init__(
        self, typeName: str, typeLabel: str, parm_category: str, typeObject: type[Any]
    ) -> None:
        super().__init__(typeName, typeLabel, parm_category)
        self.typeObject = typeObject
        self._nodes: weakref.WeakSet[Scheduler] = weakref.WeakSet()
        self._file = ""  # not PDG's: the module of types that registered it

    def reload(self) -> None:
        """Import the module of the class anew; nodes that exist are of the new class, too.

        Documented: it causes schedulers of the type "to reset their internal copy of the Python
        class". What a node has stored in its attributes stays. Raises what the module raises; the
        old class stays then.
        """
        module = sys.modules[self.typeObject.__module__]
        importlib.invalidate_caches()
        with importing_from(os.path.dirname(module.__file__ or "")):
            fresh = importlib.reload(module)
        self.typeObject = getattr(fresh, self.typeObject.__name__)
        for node in list(self._nodes):
            node._python.__class__ = self.typeObject


class BaseTypeRegistry:
    """What holds types by kind and name."""

    def __init__(self) -> None:
        self._types: dict[Kind, dict[str, BaseType]] = {}

    def typeNames(self, kind: Kind) -> list[str]:
        """Return the names of all types of a kind, in the order of the alphabet."""
        return sorted(self._types.get(kind, {}))

    def registeredType(self, kind: Kind, name: str) -> BaseType | None:
        """Return a type, None where there is none of that name."""
        return self._types.get(kind, {}).get(name)

    def _add(self, kind: Kind, entry: BaseType) -> None:
        known = self._types.setdefault(kind, {})
        if entry.typeName in known:
            raise RuntimeError("A type already exists with the name {!r}".format(entry.typeName))
        known[entry.typeName] = entry


class TypeRegistry(BaseTypeRegistry, FileTags):
    """The registry of a session; `TypeRegistry.types()` gives it."""

    _current: TypeRegistry | None = None

    def __init__(self) -> None:
        super().__init__()
        self._failures: list[tuple[str, str, str]] = []  # module, file, traceback
        self._modules: dict[str, str] = {}  # name -> file, of those imported
        self._registering = ""  # file of the module whose registerTypes runs
        self._handlers: dict[str, list[tuple[Any, ...]]] = {}
        self._serialization = "pickle"

    @classmethod
    def types(cls) -> TypeRegistry:
        """Return the registry of this session."""
        if cls._current is None:
            cls._current = cls()
        return cls._current

    @classmethod
    def _renew(cls) -> TypeRegistry:
        """Not PDG's: start anew with an empty registry, as a new Houdini does."""
        unload_types()
        cls._current = cls()
        return cls._current

    def schedulerType(self, name: str) -> SchedulerType | None:
        """Return a scheduler type, None where there is none of that name."""
        found = self.registeredType(Kind.Scheduler, name)
        return found if isinstance(found, SchedulerType) else None

    def registerScheduler(
        self,
        type_object: Any,
        name: str | None = None,
        label: str | None = None,
        **categories: str,
    ) -> SchedulerType:
        """Register a scheduler class; `name` and `label` are by default its name in lower case.

        From Houdini 19.0 on `parm_category` and `node_category` are taken too. Raises
        RuntimeError where the name is taken, TypeError where `type_object` is no class.
        """
        for keyword in categories:
            if keyword not in ("parm_category", "node_category") or not since(19, 0):
                raise TypeError(
                    "registerScheduler() got an unexpected keyword argument {!r}".format(keyword)
                )
        if not isinstance(type_object, type):
            raise TypeError("registerScheduler() takes a class, not {!r}".format(type_object))
        own = type_object.__name__.lower()
        category = categories.get("parm_category", "")
        entry = PySchedulerType(name or own, label or own, category, type_object)
        entry._file = self._registering
        self._add(Kind.Scheduler, entry)
        return entry

    def registerNode(
        self,
        type_object: Any,
        node_type: Any,
        name: str | None = None,
        label: str | None = None,
        **traits: Any,
    ) -> BaseType:
        """Register a node class: one of processors can be added to a graph, see `addNode`."""
        del node_type, traits
        own = type_object.__name__.lower()
        entry = BaseType(name or own, label or own)
        entry._node_class = type_object
        self._add(Kind.Node, entry)
        return entry

    def registerWorkItem(
        self, type_object: Any, name: str | None = None, label: str | None = None, **traits: Any
    ) -> BaseType:
        """Register a class of work item data, so that a package with one loads; it has no use."""
        del traits
        own = type_object.__name__.lower()
        entry = BaseType(name or own, label or own)
        self._add(Kind.WorkItem, entry)
        return entry

    def registerCacheHandler(self, *handler: Any) -> None:
        """Remember a function for the output files of a tag: (tag, function).

        Arguments are those of public schedulers, as are those of the other handlers. The stand-in
        calls no handler: it looks whether files are there, and copies them.
        """
        self._keep_handler("cache", handler)

    def registerHashHandler(self, *handler: Any) -> None:
        """Remember a function that hashes files; see `registerCacheHandler`."""
        self._keep_handler("hash", handler)

    def registerDirtyHandler(self, *handler: Any) -> None:
        """Remember a function for items that are dirtied; see `registerCacheHandler`."""
        self._keep_handler("dirty", handler)

    def registerTransferHandler(self, *handler: Any) -> None:
        """Remember a function that transfers files; see `registerCacheHandler`."""
        self._keep_handler("transfer", handler)

    def registerPreflightHandler(self, *handler: Any) -> None:
        """Remember a function that is called before a cook; see `registerCacheHandler`."""
        self._keep_handler("preflight", handler)

    def registerStatHandler(self, *handler: Any) -> None:
        """Remember a function that looks at files; see `registerCacheHandler`."""
        self._keep_handler("stat", handler)

    def registerRegenerationHandler(self, *handler: Any) -> None:
        """Remember a function for items that are generated again; see `registerCacheHandler`."""
        self._keep_handler("regeneration", handler)

    def _keep_handler(self, kind: str, handler: tuple[Any, ...]) -> None:
        if not any(callable(part) for part in handler):
            raise TypeError(f"a {kind} handler is a function, and {handler!r} has none")
        self._handlers.setdefault(kind, []).append(handler)

    @property
    def pySerializationModule(self) -> str:
        """The module that PyObject attributes are saved with (default not known; chosen)."""
        return self._serialization

    def setPySerializationModule(self, module: str) -> None:
        """Name the module that PyObject attributes are saved with; the stand-in writes `repr`."""
        self._serialization = str(module)

    def registerModuleTypes(self, module: ModuleType, quiet: bool = False) -> bool:
        """Call `registerTypes` of a module; True where it has one and that ended well.

        A failure is told on stderr as HOUDINI_PDG_TYPE_ERROR asks for, never where `quiet`.
        """
        name = module.__name__.rpartition(".")[2]
        entry_point = getattr(module, "registerTypes", None)
        if entry_point is None:
            self._tell(Level.Info, quiet, "{}: has no registerTypes".format(name))
            return False
        file = getattr(module, "__file__", None) or ""
        self._registering = file
        try:
            entry_point(self)
        except (Exception, SystemExit):  # noqa: BLE001 - a user's module
            self._fail(name, file, quiet)
            return False
        finally:
            self._registering = ""
        self._tell(Level.Success, quiet, "{}: types registered".format(name))
        return True

    def registerPythonPath(self, path: str, update_tops: bool = True) -> bool:
        """Import the module or package of types at `path` and register what it has."""
        del update_tops  # nobody shows a menu here
        inside = os.path.join(path, "__init__.py")
        file = inside if os.path.isdir(path) else path
        stem = os.path.splitext(os.path.basename(os.path.normpath(path)))[0]
        return self._load(stem, os.path.abspath(file))

    @staticmethod
    def searchPath() -> list[str]:
        """Return the folders that are searched for types."""
        return type_folders()

    @staticmethod
    def moduleSkipList() -> list[str]:
        """Return the names of modules that are not loaded: HOUDINI_PDG_TYPE_SKIPLIST."""
        return skip_list()

    @staticmethod
    def globPythonModules(unique: bool = True, full_path: bool = False) -> list[str]:
        """Return the modules of types on the search path, by name or by `full_path`.

        Of several with one name the first is listed alone where `unique`. (Documented as a static
        method; the defaults are not, and chosen after the description, "names of modules".)
        """
        found = list(python_modules())
        if unique:
            first: dict[str, str] = {}
            for name, path in found:
                first.setdefault(name, path)
            found = list(first.items())
        return [path if full_path else name for name, path in found]

    @staticmethod
    def globFiles(pattern: str) -> list[str]:
        """Return the files on the search path whose names match `pattern`."""
        return [
            path
            for folder in type_folders()
            for path in sorted(glob.glob(os.path.join(glob.escape(folder), pattern)))
        ]

    @staticmethod
    def findFile(name: str) -> str:
        """Return the first file of that name on the search path, "" where there is none."""
        paths = [os.path.join(folder, name) for folder in type_folders()]
        return next((path for path in paths if os.path.exists(path)), "")

    def _discover(self) -> None:
        """Not PDG's: load every module on the search path, as PDG does when it starts."""
        find_modules()
        skipped = self.moduleSkipList()
        self._tell(Level.Info, False, "search path: {}".format(self.searchPath()))
        for name, path in python_modules():
            if name in skipped:
                self._tell(Level.Info, False, "{}: skipped, {}".format(name, path))
            elif name in self._modules:
                self._tell(Level.Info, False, "{}: hidden by another, {}".format(name, path))
            else:
                self._load(name, path)

    def _load(self, name: str, path: str) -> bool:
        self._modules[name] = path
        try:
            module = import_types(name, path)
        except (Exception, SystemExit):  # noqa: BLE001 - a user's module
            self._fail(name, path, False)
            return False
        return self.registerModuleTypes(module)

    def _fail(self, name: str, path: str, quiet: bool) -> None:
        text = traceback.format_exc()
        self._failures.append((name, path, text))
        self._tell(Level.Failure, quiet, "{}: failed, {}\n{}".format(name, path, text))

    def _tell(self, level: Level, quiet: bool, message: str) -> None:
        wanted = os.environ.get("HOUDINI_PDG_TYPE_ERROR", "0")
        if not quiet and wanted.isdigit() and level <= int(wanted):
            sys.stderr.write("PDG types: {}\n".format(message.rstrip()))


def search_path() -> list[str]:
    """Return the entries of HOUDINI_PATH; "&" stands for Houdini's own tree, as does no value.

    Entries are told apart by ";" and, except on Windows, by ":".
    """
    text = os.environ.get("HOUDINI_PATH") or "&"
    separators = ";" if os.name == "nt" else "[;:]"
    entries: list[str] = []
    for part in re.split(separators, text):
        entry = os.path.expandvars(os.path.expanduser(part.strip()))
        found = _own_tree() if entry in ("&", "@") else [entry]
        entries += [path for path in found if path and path not in entries]
    return entries


def find_modules() -> None:
    """Put on `sys.path` what a Houdini has there, behind the stand-in itself.

    Documented ("Python script locations"): PYTHONPATH, and for each entry of HOUDINI_PATH
    `pythonX.Ylibs`, after the Python of the release, and `scripts/python`. That PYTHONPATH comes
    before them is chosen.
    """
    version = "python{}.{}libs".format(*python_of_release())
    folders = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    for entry in search_path():
        folders += [os.path.join(entry, version), os.path.join(entry, "scripts", "python")]
    site = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    place = sys.path.index(site) + 1 if site in sys.path else len(sys.path)
    new = [folder for folder in folders if os.path.isdir(folder) and folder not in sys.path]
    sys.path[place:place] = list(dict.fromkeys(new))


def _own_tree() -> list[str]:
    hfs = os.environ.get("HFS")
    return [os.path.join(hfs, "houdini")] if hfs else []


def type_folders() -> list[str]:
    """Return the folders `pdg/types` that exist, in the order they are searched."""
    folders = [os.path.join(entry, "pdg", "types") for entry in search_path()]
    return [folder for folder in folders if os.path.isdir(folder)]


def skip_list() -> list[str]:
    """Return the modules that HOUDINI_PDG_TYPE_SKIPLIST keeps out, by name.

    How it tells names apart is not documented; chosen: by spaces, commas, ";" and ":".
    """
    return [n for n in re.split(r"[\s,;:]+", os.environ.get("HOUDINI_PDG_TYPE_SKIPLIST", "")) if n]


def python_modules() -> Iterator[tuple[str, str]]:
    """Return name and file of every module of types, hidden ones (a name seen before) included.

    Names within a folder come in the order of the alphabet.
    """
    for folder in type_folders():
        for entry in sorted(os.listdir(folder)):
            path = os.path.join(folder, entry)
            name, extension = os.path.splitext(entry)
            package = os.path.join(path, "__init__.py")
            if extension == ".py" and name != "__init__":
                yield name, path
            elif os.path.isfile(package) and entry.isidentifier():
                yield entry, package


def import_types(name: str, path: str) -> ModuleType:
    """Import the module or package at `path` as `pdg.types.<name>`; raises whatever it raises.

    While it is imported its folder comes first on `sys.path`, so that modules beside it are found
    by their bare names too (not documented; chosen because `pdg.types.SearchPathManager` exists);
    afterwards it comes last, for what callbacks import.
    No bytecode is written: the folder is the user's.
    """
    full_name = "{}.{}".format(_PACKAGE, name)
    is_package = os.path.basename(path) == "__init__.py"
    inside = [os.path.dirname(path)] if is_package else None
    folder = os.path.dirname(os.path.dirname(path) if is_package else path)
    searched = importlib.import_module(_PACKAGE).__path__
    if folder not in searched:
        searched.append(folder)  # where a reload looks
    spec = importlib.util.spec_from_file_location(
        full_name, path, submodule_search_locations=inside
    )
    if spec is None or spec.loader is None:
        raise ImportError("{} is not a Python file".format(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[full_name] = module
    try:
        with importing_from(folder):
            spec.loader.exec_module(module)
    except BaseException:
        _forget(full_name)
        raise
    setattr(sys.modules[_PACKAGE], name, module)
    return module


class importing_from:
    """Put a folder first on `sys.path` for the length of a `with`, and write no bytecode."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._writes_none = sys.dont_write_bytecode

    def __enter__(self) -> None:
        sys.path.insert(0, self._folder)
        self._writes_none = sys.dont_write_bytecode
        sys.dont_write_bytecode = True

    def __exit__(self, *_error: object) -> None:
        # The module may have changed the list itself.
        if self._folder in sys.path:
            sys.path.remove(self._folder)
        if self._folder not in sys.path:
            sys.path.append(self._folder)
        sys.dont_write_bytecode = self._writes_none


def unload_types() -> None:
    """Forget every module below `pdg.types`, as a new Houdini would know none."""
    for name in [n for n in sys.modules if n.startswith(_PACKAGE + ".")]:
        _forget(name)


def _forget(full_name: str) -> None:
    for name in [n for n in sys.modules if n == full_name or n.startswith(full_name + ".")]:
        del sys.modules[name]
    vars(importlib.import_module(_PACKAGE)).pop(full_name.rpartition(".")[2], None)
