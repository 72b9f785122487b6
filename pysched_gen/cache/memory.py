"""The results of earlier runs for one command: asked before a folder is read, told afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.cache.key import FolderKey, folder_key
from pysched_gen.cache.results import Result, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.cache.store import Store
    from pysched_gen.span import Origin

__all__ = ["Memory"]


class Memory:
    """What is known of snippet folders where `asked` is all that was asked of the run."""

    def __init__(self, store: Store, asked: str, doubted: frozenset[str] = frozenset()) -> None:
        """Keep results in `store`; of the folders `doubted` none is known."""
        self._store = store
        self._asked = asked
        self._doubted = doubted
        self._missing: dict[str, FolderKey] = {}

    def recall(self, folder: str) -> Result | None:
        """Return the result for `folder` as it is now, None where there is none."""
        key = folder_key(folder, self._asked)
        if key is None:
            return None
        name = folder.rstrip("/")
        result = None if name in self._doubted else from_json(self._store.get(key.digest))
        if result is None:
            self._missing[name] = key
        return result

    def without(self, results: Iterable[Result]) -> Memory:
        """Return the same without `results`, which are made anew and kept in their place."""
        doubted = frozenset(_folder_of(result.origin) for result in results)
        return Memory(self._store, self._asked, doubted)

    def tell(self, result: Result) -> None:
        """Keep the result for a folder that `recall` did not know, if it is still what it was."""
        folder = _folder_of(result.origin)
        key = self._missing.pop(folder, None)
        if key is not None and folder_key(folder, self._asked) == key:
            self._store.put(key.digest, to_json(result))

    def end(self) -> None:
        """Bound the size of what is kept."""
        self._store.trim()


def _folder_of(origin: Origin) -> str:
    return origin.path.rpartition("/")[0] or "."
