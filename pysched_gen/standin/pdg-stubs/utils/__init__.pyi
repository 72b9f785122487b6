# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Functions that schedulers import from `pdg.utils`."""

from typing import Any
from typing import Callable
from typing import Mapping
import threading

def common_path_part(paths: list[str]) -> str:
    """Return the directory that all paths are under, "" where there is none."""

def expand_vars(text: str, env: Mapping[str, str]) -> str:
    """Return `text` with `$NAME` and `${NAME}` of `env` put in; what it lacks stays as written.

    The help's example of a custom scheduler calls it before `os.path.expandvars`.
    """

def make_glob_pattern(path: str) -> str:
    """Return a path with each run of digits in its last part as `*`."""

def natural_sort_key(text: str) -> list[Any]:
    """Return a key that sorts "a2" before "a10"."""

def parseEnvDefinition(text: str) -> dict[str, str]:
    """Return the variables of `A=1;B="two words"`, apart by spaces or semicolons.

    Raises ValueError for a part that is not NAME=value. Not documented; chosen because both
    separators are used by environment parameters of shipped schedulers.
    """

def parseEnvironmentFile(path: str) -> dict[str, str]:
    """Return the variables of a file with one NAME=value a line; `#` begins a comment.

    Raises OSError where it cannot be read, ValueError with its name and line for another line.
    """

def print_headless(*values: Any) -> None:
    """Print where nobody has a user interface; it is flushed at once."""

timer_base_cls = threading.Thread

class TickTimer(threading.Thread):
    """Calls `function` every `interval` seconds until it is cancelled or answers with False.

    Houdini 17.5 schedulers ticked with it; it is a daemon, so it never keeps a session alive.
    """

    interval: float
    function: Callable[[], object]
    def __init__(self, interval: float, function: Callable[[], object]) -> None: ...
    def run(self) -> None:
        """Tick; an exception of the function ends the thread, as in any thread."""

    def cancel(self) -> None:
        """Tick no more; a call that runs is not interrupted."""

class TimerScope:
    """Prints how long its `with` block took (not documented; its name says as much)."""

    name: str
    seconds: float
    def __init__(self, name: str = ...) -> None: ...
    def __enter__(self) -> TimerScope: ...
    def __exit__(self, *_error: object) -> None: ...
