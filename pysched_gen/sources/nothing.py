"""What to say of a file or folder that holds nothing this tool reads."""

from __future__ import annotations

from pathlib import Path

from pysched_gen.errors import NothingToReadError, PyschedError, UsageError

__all__ = [
    "DUMP_ONE",
    "NotASourceError",
    "OtherSchedulersError",
    "PointerError",
    "holds_no_nodes",
    "no_such_node",
    "what_folder_holds",
    "what_is_no_source",
]

DUMP_ONE = 'dump a node in Houdini, with the script that "pysched-gen dump-script" writes'

_SAVED = (
    ".hip",
    ".hiplc",
    ".hipnc",
    ".hda",
    ".hdalc",
    ".hdanc",
    ".otl",
    ".otllc",
    ".otlnc",
    ".json",
    ".ds",
)
_MOST_NAMED = 4


class NotASourceError(NothingToReadError):
    """The file is of no format known here; beside sources it is passed by."""


class OtherSchedulersError(NothingToReadError):
    """The file `display` holds schedulers, but none that was asked for or that can be read."""

    def __init__(self, display: str, message: str) -> None:
        """Keep the file and what is wrong."""
        self.display = display
        self.message = message
        super().__init__(f"{display}: {message}")

    def __reduce__(self) -> tuple[type[OtherSchedulersError], tuple[str, str]]:
        """Return what makes it again in another process."""
        return type(self), (self.display, self.message)


class PointerError(NothingToReadError):
    """The file stands for another, which is to be fetched; it is never passed by."""


def what_is_no_source(display: str, data: bytes) -> NothingToReadError:
    """Return the error for the file `display`, whose content `data` is of no format known here."""
    if not data.strip():
        what = "a snippet folder, a Houdini scene or asset library, or a dump of nodes"
        return NotASourceError(f"{display}: is empty; give {what}")
    from pysched_gen.formats.opening import POINTER, stand_in  # noqa: PLC0415 - start-up

    message = stand_in(data)
    if message:
        kind = PointerError if data.startswith(POINTER) else NotASourceError
        return kind(f"{display}: {message}")
    return NotASourceError(
        f"{display}: is neither a snippet folder nor a JSON node dump, a Houdini scene, an "
        "asset library, a dialog script or a text that recreates nodes; give the file that "
        f"Houdini saved, or {DUMP_ONE}"
    )


def holds_no_nodes(display: str, what: str, asked: str) -> PyschedError:
    """Return the error for `display`, which is `what`, where nodes are `asked` for by an option.

    Behind a colon, as in ":/a", it is the name of one that there cannot be.
    """
    kind = UsageError if asked.startswith('":') else NotASourceError
    return kind(f"{display}: is {what} and holds no nodes; leave out {asked}")


def no_such_node(path: Path, display: str, node: str) -> NothingToReadError:
    """Return the error for the file `path`, shown as `display`, which has no node of that path."""
    from pysched_gen.formats.hda.embedded import how_to_list  # noqa: PLC0415 - start-up
    from pysched_gen.formats.opening import open_container  # noqa: PLC0415 - start-up

    with open_container(path, display) as container:
        option, does = how_to_list(container)
    return NothingToReadError(f'{display}: has no node {node}; "inspect {display} {option}" {does}')


def what_folder_holds(display: str) -> str:
    """Return the advice for a folder that is no source: the files in it that may be some."""
    found = sorted(path for path in Path(display).glob("*") if path.suffix in _SAVED)
    if not found:
        return '"pysched-gen new NAME --from default" makes a folder to start from'
    named = ", ".join(str(path) for path in found[:_MOST_NAMED])
    more = len(found) - _MOST_NAMED
    return f"give the files in it: {named}" + (f" and {more} more" if more > 0 else "")
