"""What a job of a work item needs and says: command, environment, logs, progress.

Sources: the help page of `pdg.WorkItem` and the HDK's PDG_WorkItem; for `environment` the page of
`pdg.attribFlag` (an attribute with EnvExport is exported to the environment of the job).
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

from pdg._enums import attribFlag, attribType, platform, workItemLogType
from pdg._errors import CookError
from pdg._item_files import ItemFiles

if TYPE_CHECKING:
    from pdg._attribute import Attribute

__all__ = ["ItemJob"]

_KIND_OF_TYPE = ((int, attribType.Int), (float, attribType.Float), (str, attribType.String))


def _this_platform() -> platform:
    if sys.platform.startswith("win"):
        return platform.Windows
    return platform.Mac if sys.platform == "darwin" else platform.Linux


class ItemJob(ItemFiles):
    """The part of `pdg.WorkItem` that has to do with its job."""

    __slots__ = (
        "_command",
        "_cookPercent",
        "_customState",
        "_hasWarnings",
        "_logs",
        "_platformCommands",
        "_shell",
    )

    _command: str
    _cookPercent: float | None
    _customState: str
    _hasWarnings: bool
    _logs: list[str] | None
    _platformCommands: dict[platform, str] | None
    _shell: bool

    @property
    def command(self) -> str:
        """The command line, with tokens such as `__PDG_SCRIPTDIR__`; "" where there is none."""
        return self._command

    @property
    def hasCommand(self) -> bool:
        """Whether there is a command."""
        return bool(self._command or self._platformCommands)

    @property
    def shouldRunInShell(self) -> bool:
        """Whether the command is meant for a shell."""
        return self._shell

    def setCommand(self, command: str, shell: bool = False) -> None:
        """Set the command line, and whether a shell runs it."""
        self._command = command
        self._shell = bool(shell)

    @property
    def hasPlatformCommand(self) -> bool:
        """Whether there are commands that differ by platform."""
        return bool(self._platformCommands)

    def platformCommand(self, platform_type: platform = platform.Undefined) -> str:
        """Return the command line for a platform, for this machine's by default."""
        wanted = platform_type if platform_type != platform.Undefined else _this_platform()
        return (self._platformCommands or {}).get(wanted, self._command)

    def setPlatformCommands(self, windows: str = "", linux: str = "", mac: str = "") -> None:
        """Set command lines by platform; an empty one leaves `command` in force."""
        given = {platform.Windows: windows, platform.Linux: linux, platform.Mac: mac}
        self._platformCommands = {kind: text for kind, text in given.items() if text} or None

    @property
    def environment(self) -> dict[str, Any]:
        """The variables that the item adds to the environment of its job, by name.

        One value stays as it is, several become text with spaces between them.
        """
        return {
            attribute.name: attribute.value() if attribute.size == 1 else attribute.asValues()
            for attribute in self._exported()
        }

    def hasEnvironmentVar(self, name: str) -> bool:
        """Tell whether the item adds the variable `name`."""
        return any(attribute.name == name for attribute in self._exported())

    def envLookup(self, name: str) -> str:
        """Return the variable `name` of the item, else of this process, else ""."""
        own = self.environment
        return str(own[name]) if name in own else os.environ.get(name, "")

    def addEnvironmentVar(self, name: str, value: Any) -> None:
        """Add a variable: an attribute with the flag EnvExport, as the help recommends."""
        kind = next((k for cls, k in _KIND_OF_TYPE if isinstance(value, cls)), attribType.String)
        text = value if isinstance(value, (int, float, str)) else str(value)
        self._write(name, kind, text).setFlag(attribFlag.EnvExport)

    def clearEnvironment(self) -> None:
        """Remove the variables, and the attributes they are."""
        for attribute in self._exported():
            self._erase(attribute.name)

    def _exported(self) -> list[Attribute]:
        known = (self._attributes or {}).values()
        return [attribute for attribute in known if attribute.hasFlag(attribFlag.EnvExport)]

    @property
    def logMessages(self) -> str:
        """What was logged for the item, a line each."""
        return "\n".join(self._logs or ())

    @property
    def hasWarnings(self) -> bool:
        """Whether a warning was logged."""
        return self._hasWarnings

    def addLog(
        self,
        type: workItemLogType,
        message: str,
        timestamp: bool = True,
    ) -> None:
        """Log `message`, with the time of day before it unless `timestamp` is false."""
        label = "" if type == workItemLogType.Raw else type.name.upper() + ": "
        stamp = time.strftime("[%H:%M:%S] ") if timestamp and label else ""
        self._append_log(stamp + label + message, type)

    def addMessage(self, message: str, timestamp: bool = True) -> None:
        """Log a message."""
        self.addLog(workItemLogType.Message, message, timestamp)

    def addWarning(self, message: str, timestamp: bool = True) -> None:
        """Log a warning."""
        self.addLog(workItemLogType.Warning, message, timestamp)

    def addError(self, message: str, fail_task: bool = False, timestamp: bool = True) -> None:
        """Log an error.

        Raises:
            CookError: `fail_task` asks to end the task.
        """
        self.addLog(workItemLogType.Error, message, timestamp)
        if fail_task:
            raise CookError(message)

    def cookWarning(self, message: str) -> None:
        """Log a warning, for the node of the item too."""
        self.addWarning(message)
        self._node.cookWarning(message)

    def _append_log(self, text: str, kind: workItemLogType = workItemLogType.Raw) -> None:
        if self._logs is None:
            self._logs = []
        self._logs.append(text)
        if kind == workItemLogType.Warning:
            self._hasWarnings = True

    def _warn_attribute(self, message: str) -> None:
        self.cookWarning(message)

    @property
    def customState(self) -> str:
        """The text that stands for the state in the user interface, "" where none was set."""
        return self._customState

    @property
    def hasCustomState(self) -> bool:
        """Whether a custom state was set."""
        return bool(self._customState)

    def setCustomState(self, custom_state: str) -> None:
        """Set the text that stands for the state."""
        self._customState = custom_state

    @property
    def cookPercent(self) -> float:
        """How far the cook is, from 0 to 1; 0 where nothing was said."""
        return self._cookPercent or 0.0

    @property
    def hasCookPercent(self) -> bool:
        """Whether the job said how far it is."""
        return self._cookPercent is not None

    def setCookPercent(self, percent: float) -> None:
        """Say how far the cook is; what lies outside of 0 to 1 is brought inside."""
        self._cookPercent = min(max(float(percent), 0.0), 1.0)
