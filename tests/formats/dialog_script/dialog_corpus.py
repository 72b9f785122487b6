"""Every dialog script of the real files that lie beside this project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest
from saved_scripts import scripts_of
from trees import ROOT

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import Script, parse
from pysched_gen.span import Origin

__all__ = ["CORPUS", "Saved", "needs_corpus", "saved_scripts"]

CORPUS = ROOT.parent / "shared/corpus"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside this project"
)


@dataclass(frozen=True)
class Saved:
    """One script: where it was found, its text, its tree, whether it is for a preprocessor."""

    name: str
    text: str
    tree: Script
    preprocessed: bool

    @property
    def depth(self) -> int:
        """Give the indentation at which Houdini stores its items."""
        return int(self.name.endswith(".spareparmdef"))


@cache
def saved_scripts() -> tuple[Saved, ...]:
    """Give each different script once, in order of the file names."""
    texts: dict[bytes, str] = {}
    for path in sorted(CORPUS.glob("*/*")):
        for name, data in scripts_of(path):
            texts.setdefault(data, name)
    return tuple(_saved(name, data) for data, name in texts.items())


def _saved(name: str, data: bytes) -> Saved:
    text = data.decode()
    try:
        return Saved(name, text, parse(text, Origin(name)), preprocessed=False)
    except SourceError as error:
        assert "preprocessor" in str(error) or "not a comment" in str(error)  # noqa: PT017
        tree = parse(text, Origin(name), preprocessed=True)
        return Saved(name, text, tree, preprocessed=True)
