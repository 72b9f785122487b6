"""Houdini's dialog script, the text of a parameter interface: read, kept as a tree, written."""

from __future__ import annotations

from pysched_gen.dialog.reader import parse
from pysched_gen.dialog.tree import Script
from pysched_gen.dialog.writer import write

__all__ = ["Script", "parse", "write"]
