"""`pysched-gen completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from pysched_gen.cli.bash_completion import use_bash_completion
from pysched_gen.cli.output import show_document
from pysched_gen.errors import InternalError

__all__ = ["command"]


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a script that completes commands and options in SHELL.

    \b
    Examples:
      pysched-gen completion bash > ~/.local/share/bash-completion/completions/pysched-gen
      pysched-gen completion zsh > ~/.zfunc/_pysched-gen
      pysched-gen completion fish > ~/.config/fish/completions/pysched-gen.fish
    """
    use_bash_completion()
    kind = get_completion_class(shell)
    if kind is None:
        raise InternalError(f"click has no completion for {shell}")
    root = context.find_root().command
    show_document(kind(root, {}, "pysched-gen", "_PYSCHED_GEN_COMPLETE").source() + "\n")
