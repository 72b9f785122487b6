"""The program: `pysched-gen`, and `python -m pysched_gen`.

Ctrl-C is answered before anything is loaded: the command line turns it into a message once it
runs, and what is loaded until then knows nothing of it.
"""

import os

# The module `signal` would load `enum` first, which a Ctrl-C could interrupt.
from _signal import (  # type: ignore[import-not-found]
    SIGINT,
    default_int_handler,
    getsignal,
    signal,
)

__all__ = ["main"]


def main() -> None:
    """Run the command line, and end the process.

    Where Ctrl-C is ignored, as for a command in the background of a shell, it stays so.
    """
    if getsignal(SIGINT) is default_int_handler:
        signal(SIGINT, _leave)
    try:
        from pysched_gen.cli import main as run  # noqa: PLC0415 - the handler comes first

        if getsignal(SIGINT) is _leave:
            signal(SIGINT, default_int_handler)
        run(prog_name="pysched-gen")
    except KeyboardInterrupt:  # in the moment before the command line, or behind it
        _leave(SIGINT, None)
    finally:
        # What the interpreter does in the end shows no traceback either.
        if getsignal(SIGINT) is default_int_handler:
            signal(SIGINT, _leave)


def _leave(_number: int, _frame: object) -> None:
    try:
        os.write(2, b"interrupted; nothing half-written is left\n")
    finally:
        os._exit(130)


if __name__ == "__main__":
    main()
