"""Houdini's dialog script, the text of a parameter interface: read, kept as a tree, written."""

from __future__ import annotations

from pysched_gen.formats.dialog_script.reader import parse
from pysched_gen.formats.dialog_script.tree import Script
from pysched_gen.formats.dialog_script.writer import write

__all__ = ["Script", "parse", "write"]
