# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`PyScheduler`: its environment for jobs, the address they report to, and its parameters."""

from typing import Any, Mapping
from pdg._workitem import WorkItem

class PyEnvironment:
    """Methods that make the environment of a job, and set parameters."""

    def workItemResultServerAddr(self) -> str:
        """Give "host:port" of the callback server; a mixin with a server has its own."""

    def setWorkItemResultServerAddr(self, addr: str) -> None:
        """Set what `workItemResultServerAddr` gives."""

    def addCommonJobEnvVars(self, job_env: dict[str, str], work_item: WorkItem) -> None:
        """Add the variables every job has (21.0)."""

    def resolveBaseEnvironment(self, prefix: str, node: Any, work_item: WorkItem) -> dict[str, str]:
        """Give what the environment of a job starts from."""

    def resolveEnvParams(
        self, prefix: str, work_item: WorkItem, local: bool = ...
    ) -> tuple[dict[str, str], list[str]]:
        """Give the variables that parameters set, and the names of those they unset.

        What the last argument means is not documented, and it changes nothing here.
        """

    def resolvePathMapping(self, job_env: dict[str, str]) -> None:
        """Add PDG_PATHMAP and PDG_PATHMAP_ZONE where path mapping is on."""

    def initHoudiniMaxThreads(
        self, work_item: WorkItem, prefix: str, default: int | None = ...
    ) -> int | None:
        """Give HOUDINI_MAXTHREADS of a job, `default` where the parameters do not set it."""

    def setValue(self, name: str, value: object) -> None:
        """Set the value of a parameter."""

    def setValues(self, values: Mapping[str, object]) -> None:
        """Set the values of parameters."""
    setParameter = setValue
    setParameters = setValues
