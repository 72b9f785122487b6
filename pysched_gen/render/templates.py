"""Template names and values in, text out. Templates hold layout only."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from pysched_gen.resources import resource_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

__all__ = ["render_template", "templates_digest"]

_FOLDER = "package"


def render_template(name: str, values: Mapping[str, object]) -> str:
    """Give the template `name` of `templates/package` filled with `values`.

    User text reaches a template as a value only, never as template text.
    """
    return _environment().get_template(f"{name}.jinja").render(values)


def templates_digest() -> str:
    """Give the SHA-256 over all templates, so that a changed one makes output stale."""
    total = hashlib.sha256()
    for path in sorted((resource_folder("templates") / _FOLDER).iterdir()):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - start-up

    return Environment(
        loader=FileSystemLoader(resource_folder("templates") / _FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python, not HTML
    )
