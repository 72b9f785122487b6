import subprocess
from collections.abc import Mapping, Sequence

# Seconds a command of the farm may take; it is ended then, and counts as failed.
COMMAND_TIME = 60.0


def run_command(
    arguments: Sequence[str], environment: Mapping[str, str], text: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command of the farm, `text` on its standard input; no shell is in between.

    Raises OSError where it cannot be started, subprocess.TimeoutExpired where it takes too long.
    """
    return subprocess.run(
        list(arguments),
        input=text,
        env=dict(environment),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=COMMAND_TIME,
        check=False,
        # Ctrl-C at a terminal is for Houdini, not for this.
        start_new_session=True,
    )
