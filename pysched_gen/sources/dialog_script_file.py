"""A file of Houdini's dialog script in, an interface without callbacks out.

`topscheduler.user.ds` is one, and so are the scripts that Houdini ships and assets hold. There is
nothing to generate from it, and much to look at.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.scene.member import decode_script
from pysched_gen.sources.nothing import holds_no_nodes
from pysched_gen.sources.parameters import doubts_in, foreign_in, parameters_of
from pysched_gen.sources.source import Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "file_is_dialog_script",
    "is_dialog_script",
    "read_dialog_script",
    "refuse_dialog_script",
]

_HEAD = 4096

# Comments, then an operator in braces, or items as in `.user.ds` files (formats.md 4).
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n|//[^\n]*\n|/\*(?s:.*?)\*/)*"
    rb"(?:\{\s*name\s|(?:parm|group|groupradio|groupsimple|groupcollapsible|multiparm|multiscroll"
    rb"|multiswitcher|import)\s*\{)"
)


def is_dialog_script(data: bytes) -> bool:
    """Tell whether `data` begins as a dialog script, looking at no more than its beginning."""
    return _BEGINS.match(data[:_HEAD]) is not None


def file_is_dialog_script(path: Path) -> bool:
    """Tell the same of a file; False where it cannot be read, as whoever reads it says why."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_dialog_script(file.read(_HEAD))
    except OSError:
        return False


def read_dialog_script(display: str, data: bytes) -> Source:
    """Return the interface that the dialog script `data` of the file `display` describes.

    It is named after the operator in it, or the file.

    Raises:
        SourceError: it breaks the grammar, or is no text.
    """
    origin = Origin(display)
    text = decode_script(data).replace("\r\n", "\n").replace("\r", "\n")
    script = resolved(parse(text, origin))
    operator = script.header.script or script.header.name if script.header else None
    name = _name(operator or PurePath(display).name.partition(".")[0])
    return Source(
        kind="dialog script",
        origin=origin,
        files=(display,),
        name=name,
        parameters=parameters_of(script, origin),
        script=script,
        fronts=name,
        doubts=(*foreign_in(data, origin), *doubts_in(script, origin)),
    )


def refuse_dialog_script(path: Path, display: str, asked: str) -> None:
    """Raise NothingToReadError where nodes are `asked` for of a dialog script."""
    if file_is_dialog_script(path):
        raise holds_no_nodes(display, "a dialog script", asked)


def _name(text: str) -> str:
    """Return a name that a scheduler can have: letters, digits and _."""
    plain = re.sub(r"[^a-z0-9_]+", "_", text.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"parameters{'_' if plain else ''}{plain}"
