# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Directories, paths and files of a scheduler: the `*Dir`, `*localizePath` and transfer methods."""

class SchedulerFiles:
    """What `pdg.Scheduler` does with paths; `local` is True for those of this machine."""

    def setWorkingDir(self, local_path: str, remote_path: str) -> None:
        """Set the working directory, as this machine and as the farm call it."""

    def setTempDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for temporary files in place of one below the working directory."""

    def setScriptDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for scripts in place of one below the temporary directory."""

    def workingDir(self, local: bool) -> str:
        """Give the working directory; raises RuntimeError where none was set."""

    def tempDir(self, local: bool) -> str:
        """Give the directory for temporary files of this session."""

    def scriptDir(self, local: bool) -> str:
        """Give the directory for scripts."""

    def dataDir(self, local: bool) -> str:
        """Give the directory for data of work items."""

    def logDir(self, local: bool) -> str:
        """Give the directory for logs."""

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directory and what is in it."""

    def localizePath(self, path: str) -> str:
        """Give a path as this machine calls it: tokens, variables and path map applied."""

    def delocalizePath(self, path: str) -> str:
        """Give a path with `__PDG_DIR__` for the working directory it begins with.

        With path mapping on ("Global", from 18.5) paths stay as they are: the job maps them.
        """

    def formatTransferPath(self, file_path: str) -> str:
        """Give where `transferFile` puts a file, as this machine calls it.

        By its name into the working directory, or by its path below `pdg_transferroot` where
        `pdg_transfertype` is 1, both from 21.0 on.
        """

    def transferFile(self, file_path: str) -> bool:
        """Copy a file into the working directory; give whether it is there now.

        One that is below the working directory stays where it is.
        """
