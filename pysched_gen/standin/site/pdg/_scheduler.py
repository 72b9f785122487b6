"""`pdg.Scheduler`: the part of a scheduler that is C++ in Houdini.

It makes the instance of the Python class and calls its callbacks. Members are documented in the
help of `pdg.Scheduler` and `pdg.SchedulerBase`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Mapping

from pdg._applications import application
from pdg._outcome import CallOutcome, call
from pdg._scheduler_base import SchedulerBase

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._workitem import WorkItem

__all__ = ["Scheduler", "SchedulerBase"]

# The choices of "Delete Temp Dir" besides never.
_WHEN_DELETED, _WHEN_COOKED = 1, 2


class Scheduler(SchedulerBase):
    """A scheduler node: `_python` is the instance of its class."""

    def __init__(
        self, context: GraphContext, type_: Any, name: str, values: Mapping[str, object]
    ) -> None:
        """Make the node as placing it does; the caller calls `onStart`.

        Raises what the constructor of the class raises, ValueError for a `templateBody` that
        cannot be read, KeyError for a value of no parameter.
        """
        super().__init__(context, type_, name)
        self._python: Any = type_.typeObject(self, name)
        self._open_ports(values)

    def _call(self, method: str, *args: Any) -> CallOutcome:
        """Call a callback of the class where it has it, and record that."""
        outcome = call(self._callback(method), args)
        if outcome.called and (outcome.error is not None or self._context._recorder.listening):
            self._record_call(method, args, outcome)
        if method == "onStop":
            self._delete_temp_dir(_WHEN_DELETED)
        return outcome

    def _delete_temp_dir(self, when: int) -> None:
        """Delete the temporary directory where `pdg_deletetempdir` asks for it at this time."""
        if self.port("pdg_deletetempdir").evaluateInt() == when and self._folders.is_set:
            self.cleanTempDirectory()

    def _end_cook(self) -> None:
        """Do what is due once a cook is over and no callback of it will come."""
        self._delete_temp_dir(_WHEN_COOKED)

    def _callback(self, method: str) -> Callable[..., Any] | None:
        """Give the bound callback; `getattr` would find those of the C++ side too."""
        if not hasattr(type(self._python), method) and method not in vars(self._python):
            return None
        found: Callable[..., Any] = getattr(self._python, method)
        return found

    def _record_call(self, method: str, args: tuple[Any, ...], outcome: CallOutcome) -> None:
        facts: dict[str, Any] = {"result": outcome.value, "seconds": outcome.seconds}
        if args and hasattr(args[0], "batchIndex"):
            facts["item"] = args[0].name
        if outcome.error is not None:
            facts["error"] = outcome.trace
        self.context._record("callback", scheduler=self.name, name=method, **facts)

    def applicationBin(self, name: str, work_item: WorkItem | None = None) -> str:
        """Give the path of an application: "python", "hython", or `name` itself.

        Documented: both names are supported; PDG_PYTHON and PDG_HYTHON replace them.
        """
        del work_item
        return application(name)

    def expandCommandTokens(self, item_command: str, work_item: WorkItem | None = None) -> Any:
        """Give what the class makes of a command."""
        return self._python.expandCommandTokens(item_command, work_item)

    def submitAsJob(self, graph_file: str, node_path: str) -> Any:
        """Have the class submit a graph as a job."""
        return self._call("submitAsJob", graph_file, node_path).value

    def endSharedServer(self, server_name: str) -> bool:
        """Have the class end a server; give whether it did."""
        return bool(self._call("endSharedServer", server_name).value)

    def getLogURI(self, work_item: WorkItem) -> Any:
        """Give what the class says, "" where it says nothing."""
        return self._call("getLogURI", work_item).value or ""

    def getStatusURI(self, work_item: WorkItem) -> Any:
        """Give what the class says, "" where it says nothing."""
        return self._call("getStatusURI", work_item).value or ""
