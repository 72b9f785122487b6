"""Breaks nothing: leaves nearly all to the local scheduler that ships with Houdini."""

from __future__ import annotations

import os
import sys
from typing import Any

import pdg

sys.path.append(os.path.expandvars("$HFS/houdini/pdg/types/schedulers"))
from local import LocalScheduler  # type: ignore[import-not-found]

sys.path.pop()


class RunsLocally(LocalScheduler):  # type: ignore[misc]
    @classmethod
    def templateName(cls) -> str:
        return "runslocally"

    def onPreSubmitItem(self, work_item: Any, job_env: dict[str, str], item_command: str) -> str:
        job_env["STUDIO_ITEM"] = work_item.name
        return item_command


def registerTypes(registry: Any) -> None:
    if "runslocally" not in registry.typeNames(pdg.registeredType.Scheduler):
        registry.registerScheduler(RunsLocally, label="Runs Locally")
