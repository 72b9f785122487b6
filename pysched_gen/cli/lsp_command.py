"""`pysched-gen lsp`."""

from __future__ import annotations

import click

from pysched_gen.errors import UsageError

__all__ = ["command"]


@click.command("lsp")
def command() -> None:
    """Answer an editor over standard input and output, by the Language Server Protocol.

    In snippet folders it shows what check finds while you type, mends it, explains callbacks and
    members, completes self., work_item., pdg. and parameters, and goes to definitions. Needs
    pip install "pysched_gen[lsp]".

    \b
    Examples:
      pysched-gen lsp
    """
    try:
        from pysched_gen.editor.server import serve  # noqa: PLC0415 - start-up
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise UsageError('lsp needs pygls: pip install "pysched_gen[lsp]"') from None
    serve()
