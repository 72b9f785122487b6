# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Which types there are: `pdg.TypeRegistry`, and the types it holds."""

from typing import Any
from pdg._enums import language
from pdg._enums import registeredType as Kind
from pdg._tags import FileTags
from types import ModuleType

class BaseType:
    """A registered type.

    `typeName` is what nodes and `registeredType` call it, `typeLabel` what the TAB menu shows.
    """

    language: Any
    isPrivate: bool
    typeName: str
    typeLabel: str
    instanceCount: int
    def __init__(self, typeName: str, typeLabel: str) -> None: ...
    @property
    def instanceMemoryUsage(self) -> int:
        """Bytes one instance takes; PDG measures its own objects."""

class SchedulerType(BaseType):
    """A registered scheduler.

    `parm_category`, which Houdini has from 19.0 on, finds its properties in
    `topscheduler.user.ds`.
    """

    parm_category: str
    def __init__(self, typeName: str, typeLabel: str, parm_category: str) -> None: ...
    instanceCount: Any
    typeLabel: Any
    typeName: Any

class PySchedulerType(SchedulerType):
    """A registered scheduler that is written in Python; `typeObject` is its class."""

    typeObject: type[Any]
    def __init__(
        self, typeName: str, typeLabel: str, parm_category: str, typeObject: type[Any]
    ) -> None: ...
    def reload(self) -> None:
        """Import the module of the class anew; nodes made from now on are of the new class.

        Documented by use: `registeredType(pdg.registeredType.Scheduler, name).reload()` takes an
        edit over without a new Houdini. Raises what the module raises; the old class stays then.
        """
    instanceCount: Any
    typeLabel: Any
    typeName: Any

class BaseTypeRegistry:
    """What holds types by kind and name."""

    def __init__(self) -> None: ...
    def typeNames(self, kind: Kind) -> list[str]:
        """Give the names of all types of a kind, in the order of the alphabet."""

    def registeredType(self, kind: Kind, name: str) -> BaseType | None:
        """Give a type, None where there is none of that name."""

class TypeRegistry(BaseTypeRegistry, FileTags):
    """The registry of a session; `TypeRegistry.types()` gives it."""

    def __init__(self) -> None: ...
    @classmethod
    def types(cls) -> TypeRegistry:
        """Give the registry of this session."""

    def schedulerType(self, name: str) -> SchedulerType | None:
        """Give a scheduler type, None where there is none of that name."""

    def registerScheduler(
        self, type_object: Any, name: str | None = ..., label: str | None = ..., **categories: str
    ) -> SchedulerType:
        """Register a scheduler class; `name` and `label` are by default its name in lower case.

        From Houdini 19.0 on `parm_category` and `node_category` are taken too. Raises
        RuntimeError where the name is taken, TypeError where `type_object` is no class.
        """

    def registerNode(
        self,
        type_object: Any,
        node_type: Any,
        name: str | None = ...,
        label: str | None = ...,
        **traits: Any
    ) -> BaseType:
        """Register a node class, so that a package with nodes beside its scheduler loads.

        The nodes themselves are Houdini's: the graphs of the stand-in have none.
        """

    def registerModuleTypes(self, module: ModuleType, quiet: bool = ...) -> bool:
        """Call `registerTypes` of a module; True where it has one and that ended well.

        A failure is told on stderr as HOUDINI_PDG_TYPE_ERROR asks for, never where `quiet`.
        """

    def registerPythonPath(self, path: str, update_tops: bool = ...) -> bool:
        """Import the module or package of types at `path` and register what it has."""

    def searchPath(self) -> list[str]:
        """Give the folders that are searched for types."""

    def moduleSkipList(self) -> list[str]:
        """Give the names of modules that are not loaded: HOUDINI_PDG_TYPE_SKIPLIST."""

    def globPythonModules(self) -> list[str]:
        """Give the files of all modules of types on the search path."""

    def findFile(self, name: str) -> str:
        """Give the first file of that name on the search path, "" where there is none."""
    addParentType: Any
    addParentTypes: Any
    globFiles: Any
    nodeCallbackType: Any
    pySerializationModule: Any
    registerCacheHandler: Any
    registerDSOTypes: Any
    registerDirtyHandler: Any
    registerHashHandler: Any
    registerPreflightHandler: Any
    registerRegenerationHandler: Any
    registerService: Any
    registerStatHandler: Any
    registerTransferHandler: Any
    registerWorkItem: Any
    reloadCustomHandlers: Any
    serviceType: Any
    setDefaultWorkItem: Any
    setPySerializationModule: Any
    workItemDataType: Any
