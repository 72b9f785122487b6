"""Where the templates and snippets that ship are, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

from pysched_gen.errors import InternalError

__all__ = ["resource_folder"]

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(kind: str) -> Path:
    """Give the folder that holds `kind`, "templates" or "snippets".

    A wheel carries them inside the package; an editable install and a checkout have them
    beside it.

    Raises:
        InternalError: the installation is incomplete.
    """
    for folder in (_PACKAGE / f"_{kind}", _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise InternalError(f"this installation has no {kind}; reinstall pysched_gen")
