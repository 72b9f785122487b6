"""`PyScheduler`: its environment for jobs, the address they report to, and its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping

from pdg import _job_environment as job_environment

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["PyEnvironment"]


class PyEnvironment:
    """Methods that make the environment of a job, and set parameters."""

    _scheduler: Any
    _result_server: str

    def workItemResultServerAddr(self) -> str:
        """Give "host:port" of the callback server; a mixin with a server has its own."""
        return self._result_server

    def setWorkItemResultServerAddr(self, addr: str) -> None:
        """Set what `workItemResultServerAddr` gives."""
        self._result_server = str(addr)

    def addCommonJobEnvVars(self, job_env: dict[str, str], work_item: WorkItem) -> None:
        """Add the variables every job has (21.0)."""
        job_env.update(job_environment.common_variables(self, work_item))

    def resolveBaseEnvironment(self, prefix: str, node: Any, work_item: WorkItem) -> dict[str, str]:
        """Give what the environment of a job starts from."""
        return job_environment.base_environment(self, prefix, node, work_item)

    def resolveEnvParams(
        self, prefix: str, work_item: WorkItem, local: bool = True
    ) -> tuple[dict[str, str], list[str]]:
        """Give the variables that parameters set, and the names of those they unset.

        What the last argument means is not documented, and it changes nothing here.
        """
        del local
        return job_environment.parameter_variables(self, prefix, work_item)

    def resolvePathMapping(self, job_env: dict[str, str]) -> None:
        """Add PDG_PATHMAP and PDG_PATHMAP_ZONE where path mapping is on."""
        job_environment.path_mapping(self, job_env)

    def initHoudiniMaxThreads(
        self, work_item: WorkItem, prefix: str, default: int | None = None
    ) -> int | None:
        """Give HOUDINI_MAXTHREADS of a job, `default` where the parameters do not set it."""
        return job_environment.max_threads(self, work_item, prefix, default)

    def setValue(self, name: str, value: object) -> None:
        """Set the value of a parameter."""
        self._scheduler[name] = value

    def setValues(self, values: Mapping[str, object]) -> None:
        """Set the values of parameters."""
        for name, value in values.items():
            self._scheduler[name] = value

    setParameter = setValue
    setParameters = setValues
