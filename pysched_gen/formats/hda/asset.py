"""Asset libraries: what they hold, whichever way they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pysched_gen.formats.scene.blob import read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pysched_gen.formats.hda.facts import Facts
    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.blob import Blob

__all__ = ["MAX_SECTION", "Asset", "Library"]

MAX_SECTION = 64 << 20  # bytes of a section that is read as text


class Asset:
    """One asset of a library; its sections are found when first asked for.

    Attributes:
        name: its key in the library, such as "Top/farm" or "ns::Top/farm::1.0".
        facts: what the library says about it.
        display: the library, as shown to the user.
    """

    def __init__(
        self,
        name: str,
        facts: Facts,
        display: str,
        *,
        sections: Callable[[], Mapping[str, Blob]],
        contents: Callable[[Asset], Archive | None],
    ) -> None:
        """Keep the facts and how to get at the rest."""
        self.name = name
        self.facts = facts
        self.display = display
        self._sections = sections
        self._contents = contents

    @property
    def table(self) -> str:
        """Category of the node type, such as "Top"."""
        return self.name.partition("/")[0].rpartition("::")[2]

    @property
    def type(self) -> str:
        """Operator type: "ns::farm::1.0" for the key "ns::Top/farm::1.0"."""
        head, _, name = self.name.partition("/")
        namespace = head.rpartition("::")[0]
        return f"{namespace}::{name}" if namespace else name

    @cached_property
    def sections(self) -> Mapping[str, Blob]:
        """Sections by name, such as "DialogScript"; raises SourceError."""
        return self._sections()

    def text(self, name: str) -> bytes | None:
        """Give the section of that name, None if there is none.

        Raises:
            SourceError: it is too long, or the asset is damaged.
        """
        blob = self.sections.get(name)
        if blob is None:
            return None
        return read_all(blob, f"{self.display}:{self.name}[{name}]", MAX_SECTION)

    def contents(self) -> Archive | None:
        """Give the archive of the nodes inside, None for an asset without any.

        Raises:
            SourceError: it is damaged, or compressed in a way that is not known.
        """
        return self._contents(self)


@dataclass(frozen=True, slots=True)
class Library:
    """Assets in stored order, with the names that are no asset left out.

    Attributes:
        kind: "library" or "expanded library".
        display: the file, as shown to the user.
    """

    kind: str
    display: str
    assets: tuple[Asset, ...]
