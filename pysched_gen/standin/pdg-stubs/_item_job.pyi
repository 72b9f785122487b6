# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What a job of a work item needs and says: command, environment, logs, progress."""

from typing import Any
from pdg._enums import platform, workItemLogType
from pdg._item_files import ItemFiles

def _this_platform() -> platform: ...

class ItemJob(ItemFiles):
    """The part of `pdg.WorkItem` that has to do with its job."""

    @property
    def command(self) -> str:
        """The command line, with tokens such as `__PDG_SCRIPTDIR__`; "" where there is none."""

    @property
    def hasCommand(self) -> bool:
        """Whether there is a command."""

    @property
    def shouldRunInShell(self) -> bool:
        """Whether the command is meant for a shell."""

    def setCommand(self, command: str, shell: bool = ...) -> None:
        """Set the command line, and whether a shell runs it."""

    @property
    def hasPlatformCommand(self) -> bool:
        """Whether there are commands that differ by platform."""

    def platformCommand(self, platform_type: platform = ...) -> str:
        """Return the command line for a platform, for this machine's by default."""

    def setPlatformCommands(self, windows: str = ..., linux: str = ..., mac: str = ...) -> None:
        """Set command lines by platform; an empty one leaves `command` in force."""

    @property
    def environment(self) -> dict[str, Any]:
        """The variables that the item adds to the environment of its job, by name.

        One value stays as it is, several become text with spaces between them.
        """

    def hasEnvironmentVar(self, name: str) -> bool:
        """Tell whether the item adds the variable `name`."""

    def envLookup(self, name: str) -> str:
        """Return the variable `name` of the item, else of this process, else ""."""

    def addEnvironmentVar(self, name: str, value: Any) -> None:
        """Add a variable: an attribute with the flag EnvExport, as the help recommends."""

    def clearEnvironment(self) -> None:
        """Remove the variables, and the attributes they are."""

    @property
    def logMessages(self) -> str:
        """What was logged for the item, a line each."""

    @property
    def hasWarnings(self) -> bool:
        """Whether a warning was logged."""

    def addLog(self, type: workItemLogType, message: str, timestamp: bool = ...) -> None:
        """Log `message`, with the time of day before it unless `timestamp` is false."""

    def addMessage(self, message: str, timestamp: bool = ...) -> None:
        """Log a message."""

    def addWarning(self, message: str, timestamp: bool = ...) -> None:
        """Log a warning."""

    def addError(self, message: str, fail_task: bool = ..., timestamp: bool = ...) -> None:
        """Log an error.

        Raises:
            CookError: `fail_task` asks to end the task.
        """

    def cookWarning(self, message: str) -> None:
        """Log a warning, for the node of the item too."""

    @property
    def customState(self) -> str:
        """The text that stands for the state in the user interface, "" where none was set."""

    @property
    def hasCustomState(self) -> bool:
        """Whether a custom state was set."""

    def setCustomState(self, custom_state: str) -> None:
        """Set the text that stands for the state."""

    @property
    def cookPercent(self) -> float:
        """How far the cook is, from 0 to 1; 0 where nothing was said."""

    @property
    def hasCookPercent(self) -> bool:
        """Whether the job said how far it is."""

    def setCookPercent(self, percent: float) -> None:
        """Say how far the cook is; what lies outside of 0 to 1 is brought inside."""
