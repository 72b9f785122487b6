"""Runs commands within a job. `pdgcmd` is what jobs import."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import Any, Callable, Sequence

__all__ = ["execCommand", "sanitizeEnvironment"]


def sanitizeEnvironment(sanitize_list: Sequence[str]) -> dict[str, str]:
    """Give the environment without the entries below $HFS in the path variables named."""
    environment = dict(os.environ)
    hfs = environment.get("HFS")
    for name in sanitize_list if hfs else ():
        entries = environment.get(name, "").split(os.pathsep)
        environment[name] = os.pathsep.join(entry for entry in entries if str(hfs) not in entry)
    return environment


def execCommand(
    work_item: Any,
    command: str,
    toolName: str | None = None,
    sanitizeVars: Sequence[str] = (),
    log_line_callback: Callable[[Any, str], None] | None = None,
) -> str:
    """Run `command`, its output as messages of `work_item`; gives the output.

    A command that cannot be started, or ends with another code than 0, is an error of the item.
    """
    work_item.addMessage("Executing command: {}".format(command))
    lines: list[str] = []
    try:
        process = subprocess.Popen(  # noqa: S603 - what the job asks for
            shlex.split(command),
            env=sanitizeEnvironment(sanitizeVars),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except (OSError, ValueError) as error:
        tool = toolName or command.partition(" ")[0]
        work_item.addError("{} cannot be started: {}".format(tool, error), fail_task=True)
        return ""
    with process:
        for line in process.stdout or ():
            lines.append(line.decode("utf-8", "replace").rstrip())
            work_item.addMessage(lines[-1])
            if log_line_callback is not None:
                log_line_callback(work_item, lines[-1])
    if process.returncode:
        text = "The command ended with exit code {}".format(process.returncode)
        work_item.addError(text, fail_task=True)
    return "\n".join(lines)
