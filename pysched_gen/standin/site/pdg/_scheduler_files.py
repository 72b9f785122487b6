"""Directories, paths and files of a scheduler: the `*Dir`, `*localizePath` and transfer methods."""

from __future__ import annotations

import os
import shutil
from typing import Any

from pdg._folders import Folders, copy_file
from pdg._paths import PathMap
from pdg._release import since

__all__ = ["SchedulerFiles"]


class SchedulerFiles:
    """What `pdg.Scheduler` does with paths; `local` is True for those of this machine."""

    _folders: Folders

    def setWorkingDir(self, local_path: str, remote_path: str) -> None:
        """Set the working directory, as this machine and as the farm call it."""
        self._folders.put("working", local_path, remote_path)

    def setTempDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for temporary files in place of one below the working directory."""
        self._folders.put("temp", local_path, remote_path)

    def setScriptDir(self, local_path: str, remote_path: str) -> None:
        """Set the directory for scripts in place of one below the temporary directory."""
        self._folders.put("script", local_path, remote_path)

    def workingDir(self, local: bool) -> str:
        """Give the working directory; raises RuntimeError where none was set."""
        return self._folders.working(local)

    def tempDir(self, local: bool) -> str:
        """Give the directory for temporary files of this session."""
        return self._folders.temp(local)

    def scriptDir(self, local: bool) -> str:
        """Give the directory for scripts."""
        return self._folders.script(local)

    def dataDir(self, local: bool) -> str:
        """Give the directory for data of work items."""
        return self._folders.data(local)

    def logDir(self, local: bool) -> str:
        """Give the directory for logs."""
        return self._folders.log(local)

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directory and what is in it."""
        shutil.rmtree(self.tempDir(True), ignore_errors=True)

    def localizePath(self, path: str) -> str:
        """Give a path as this machine calls it: tokens, variables and path map applied."""
        for token, folder in self._folders.tokens(local=True).items():
            path = path.replace(token, folder)
        return PathMap.mapPathToLocal(os.path.expandvars(path))

    def delocalizePath(self, path: str) -> str:
        """Give a path with `__PDG_DIR__` for the working directory it begins with.

        With path mapping on ("Global", from 18.5) paths stay as they are: the job maps them.
        """
        if since(18, 5) and self._port_int("pdg_mapmode") == 0 and PathMap.mappings():
            return path
        working = self.workingDir(True)
        plain = path.replace("\\", "/")
        if plain == working or plain.startswith(working + "/"):
            return "__PDG_DIR__" + plain[len(working) :]
        return path

    def formatTransferPath(self, file_path: str) -> str:
        """Give where `transferFile` puts a file, as this machine calls it.

        By its name into the working directory, or by its path below `pdg_transferroot` where
        `pdg_transfertype` is 1, both from 21.0 on.
        """
        return self._transfer_path(file_path)

    def _transfer_path(self, file_path: str) -> str:
        """Be `formatTransferPath` in releases that have none too."""
        relative = os.path.basename(file_path)
        if since(21, 0) and self._port_int("pdg_transfertype") == 1:
            root = os.path.abspath(self._port_string("pdg_transferroot"))
            below = os.path.relpath(os.path.abspath(file_path), root).replace("\\", "/")
            relative = relative if below.startswith("../") else below
        return f"{self.workingDir(True)}/{relative}"

    def transferFile(self, file_path: str) -> bool:
        """Copy a file into the working directory; give whether it is there now.

        One that is below the working directory stays where it is.
        """
        try:
            if not self._is_shared(file_path):
                copy_file(file_path, self._transfer_path(file_path))
            elif not os.path.isfile(file_path):
                raise FileNotFoundError(2, "No such file", file_path)
        except OSError as error:
            self.cookWarning(f"{file_path} could not be transferred: {error}")  # type: ignore[attr-defined]
            return False
        return True

    def _is_shared(self, file_path: str) -> bool:
        working = os.path.realpath(self.workingDir(True))
        return os.path.realpath(file_path).startswith(os.path.join(working, ""))

    def _port_int(self, name: str) -> int:
        port: Any = self.port(name)  # type: ignore[attr-defined]
        return int(port.evaluateInt())

    def _port_string(self, name: str) -> str:
        port: Any = self.port(name)  # type: ignore[attr-defined]
        return str(port.evaluateString())
