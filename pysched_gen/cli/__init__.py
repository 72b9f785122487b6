"""The command line: parse, call, print, exit.

Commands are loaded when they are called, so `--version` costs no more than click.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from importlib import import_module
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from pysched_gen import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

# Order of "--help". Each is the attribute `command` of the module of that name, with the
# underscore that keeps a module from hiding a builtin or a package of ours.
_COMMANDS = (
    "generate",
    "check",
    "verify",
    "cook",
    "releases",
    "migrate",
    "inspect",
    "grep",
    "diff",
    "extract",
    "dump-script",
    "patch",
    "new",
    "update",
    "watch",
    "preview",
    "asset",
    "document",
    "explain",
    "rules",
    "new-rule",
    "test-rules",
    "callbacks",
    "config",
    "schema",
    "git-config",
    "lsp",
    "completion",
)

_FAILED = 2  # ExitCode.ERROR, without its import
_INTERRUPTED = 130
# What the system refuses, wherever it is asked: no fault of ours.
_REFUSED = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE),
    *(errno.EACCES, errno.EPERM, errno.EINTR),
)
_INTERRUPTION = "interrupted; nothing half-written is left"


def _is_print(error: Exception) -> bool:
    """Tell whether `error` comes of printing: only files have a name."""
    return isinstance(error, OSError) and error.filename is None


def _is_interruption(error: BaseException | None) -> bool:
    """Tell whether Ctrl-C lies behind `error`.

    Python 3.11 and older make a RuntimeError of what `__set_name__` raises, which is called for
    the classes of each module that is loaded: https://github.com/python/cpython/issues/77757
    """
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _print_any_character() -> None:
    """Let a stream that cannot encode a character print its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _fill_streams() -> None:
    """Put something in the place of closed standard streams, lest a file of ours take their number.

    What is printed to a closed standard output is an error, as it is on a full disk.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            if name == "stdin":
                continue  # who wants to read it says that it is closed
            stream = os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace")
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def _drop_output() -> None:
    """Let what is left to be printed go nowhere, so that the interpreter ends in peace."""
    if sys.stdout is sys.__stdout__:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.close(null)


def _say(message: str) -> None:
    from pysched_gen.cli.output import say  # noqa: PLC0415 - for a mistake only

    say(message)


def _color() -> bool | None:
    """Return whether the environment wants colours, None where the terminal decides.

    https://no-color.org and https://force-color.org
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


# Of what is written, read or looked up: "" is a variable of a script that is not set, and would be
# taken for the working directory.
_NEVER_EMPTY = frozenset({"FILE", "DIR", "FILE_OR_DIR", "FOLDER", "NEW", "STARTER|FOLDER|GIT"})


def _refuse_empty(command: click.Command, arguments: Sequence[str], context: click.Context) -> None:
    """Refuse an empty argument, and an empty value of an option that names a place."""
    options = {flag: one for one in command.params for flag in one.opts if flag.startswith("-")}
    for before, word in zip(["", *arguments], arguments, strict=False):
        flag, equals, value = word.partition("=")
        if word == "--":
            return
        option = options.get(before) if not word else options.get(flag) if equals else None
        takes_value = isinstance(option, click.Option) and not option.is_flag
        if word == "" and not takes_value:
            context.fail("an argument is empty; is a variable not set?")
        if option is None or value or not takes_value:
            continue
        if isinstance(option.type, click.Path) or option.metavar in _NEVER_EMPTY:
            shown = " / ".join(option.opts)
            context.fail(f"{shown} is given, but nothing behind it; is a variable not set?")


class _App(click.Group):
    """Loads commands late and turns every failure into one message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every command with the whole of its first sentence."""
        rows = []
        for name in _COMMANDS:
            command = self.get_command(ctx, name)
            if command is not None:
                rows.append((name, command.get_short_help_str(limit=1000)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"pysched_gen.cli.{cmd_name.replace('-', '_')}_command").command
        if not isinstance(command, click.Command):
            return None
        from pysched_gen.cli.output import loudness_options  # noqa: PLC0415 - start-up

        own = {option for one in command.params for option in one.opts}
        command.params += [one for one in loudness_options() if not own & set(one.opts)]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if ctx.resilient_parsing:  # a shell completes: nothing is to be said or refused
            return super().resolve_command(ctx, args)
        if args[0] == "help" and len(args) <= 2:  # noqa: PLR2004 - help COMMAND
            args = [*args[1:], "--help"]
        if args[0] == "--help":
            from pysched_gen.cli.output import show  # noqa: PLC0415 - start-up

            show(ctx.get_help())
            ctx.exit()
        name = args[0]
        if not name.startswith("-") and name not in _COMMANDS:
            from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

            near = get_close_matches(name, _COMMANDS, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else '"pysched-gen --help" lists them.'
            ctx.fail(f'No such command "{name}". {hint}')
        found = super().resolve_command(ctx, args)
        _, command, left = found
        if command is not None and any(not one or one.endswith("=") for one in left):
            _refuse_empty(command, left, ctx)
        return found

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - the interface of click
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        if None in (sys.stdin, sys.stdout, sys.stderr):
            _fill_streams()
        _print_any_character()
        if "_PYSCHED_GEN_COMPLETE" in os.environ:
            from pysched_gen.cli.bash_completion import (  # noqa: PLC0415 - start-up
                use_bash_completion,
            )

            use_bash_completion()
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            from pysched_gen.cli.output import show  # noqa: PLC0415 - start-up

            show(error.message)
            code = error.exit_code
        except click.ClickException as error:
            said = StringIO()
            error.show(said)
            _say(said.getvalue().removesuffix("\n"))
            code = error.exit_code
        except click.Abort:  # before or after `invoke`
            _say(_INTERRUPTION)
            code = _INTERRUPTED
        except OSError as error:
            if not _is_print(error):
                raise
            _drop_output()
            _say(f"error: the output cannot be printed: {error.strerror}")
            code = _FAILED
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        from pysched_gen.cli.output import (  # noqa: PLC0415 - start-up
            Loudness,
            detail,
            use_loudness,
        )
        from pysched_gen.errors import ExitCode, PyschedError  # noqa: PLC0415 - start-up

        # Trees of syntax are many small objects that live to the end: looking through them
        # for garbage again and again costs a tenth of a run.
        gc.set_threshold(100_000, 50, 50)
        ctx.color = _color()
        use_loudness(Loudness.PLAIN)
        started = time.monotonic()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interruption:
            _say(_INTERRUPTION)
            ctx.exit(getattr(interruption, "exit_code", _INTERRUPTED))
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if _is_interruption(error):
                _say(_INTERRUPTION)
                ctx.exit(_INTERRUPTED)
            if isinstance(error, PyschedError):
                from pysched_gen.cli.output import show_failures  # noqa: PLC0415 - start-up

                show_failures([error])
                ctx.exit(error.exit_code)
            if _is_print(error) or os.environ.get("PYSCHED_GEN_DEBUG"):
                raise
            if isinstance(error, OSError) and error.errno in _REFUSED:
                _say(f"error: {error.filename}: {error.strerror}")
                ctx.exit(ExitCode.ERROR)
            _say(
                f"internal error: {type(error).__name__}: {error}\n"
                "Set PYSCHED_GEN_DEBUG=1 for the traceback, and please report it."
            )
            ctx.exit(ExitCode.ERROR)
        finally:
            detail(f"took {time.monotonic() - started:.2f} s")


@click.group(
    cls=_App,
    subcommand_metavar="COMMAND [ARGUMENTS]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean; 1 findings, stale or edited output; 2 usage, configuration or "
    "internal error; 3 nothing to read; 130 interrupted.",
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Turn Houdini PDG Python Scheduler snippets into checked, registered scheduler packages.

    \b
    Examples:
      pysched-gen new farmq --from local             start a scheduler of your own
      pysched-gen check farmq                        find mistakes, write nothing
      pysched-gen generate farmq -o houdini          write the package
      pysched-gen generate farmq -o houdini --check  fail if it is out of date
      pysched-gen verify houdini                     play scenarios with it, without Houdini
      pysched-gen cook houdini -o report             cook a graph, draw when each item ran
      pysched-gen extract scene.hip -o farmq         turn a saved node into snippets
    """
