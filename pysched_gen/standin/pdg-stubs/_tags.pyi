# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""File tags: which tag goes with which extension, and what shows files of a tag."""

_viewer_of: dict[str, list[str]]

def tag_for_path(path: str) -> str:
    """Return the tag that goes with the extension of `path`, "file" where none is known.

    That a missing tag is chosen by extension is documented (jobapi, addOutputFile).
    """

def _known_extension(path: str) -> str:
    """Return the longest extension of `path` that has a tag, "" where none has."""

def _with_dot(extension: str) -> str: ...

class FileTags:
    """The functions of `pdg.TypeRegistry` for tags. Tags are those of all sessions."""

    @property
    def tags(self) -> list[str]:
        """All known tags."""

    def addTag(self, tag: str) -> None:
        """Make `tag` a known one."""

    def addExtensionTag(self, extension: str, tag: str) -> None:
        """Let files with `extension` have `tag` where nothing else is said."""

    def extToTag(self, extension: str) -> str:
        """Return the tag of an extension, "file" where none is known."""

    def pathToTag(self, path: str) -> str:
        """Return the tag of a file, "file" where none is known."""

    def pathToExt(self, path: str) -> str:
        """Return the extension of a file, all of a known one such as ".bgeo.sc"."""

    def filteredTags(self, pattern: str) -> list[str]:
        """Return the known tags that match the patterns in `pattern`."""

    def addTagViewer(self, tag: str, viewer: str) -> None:
        """Let files of `tag` be shown by the program `viewer`."""

    def tagToViewer(self, tag: str) -> str:
        """Return the program that shows files of `tag`, or of the tag above it; "" for none."""

    def pathToViewer(self, path: str) -> str:
        """Return the program that shows a file, "" for none."""

    def isViewable(self, tag: str) -> bool:
        """Tell whether a program shows files of `tag`."""

    def isMultiViewer(self, tag: str) -> bool:
        """Tell whether more than one program shows files of `tag`."""
