"""Texts for XML, whatever they hold; what does not show is escaped as on a terminal."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from pysched_gen.visible_text import capped, visible

__all__ = ["allowed_text", "xml_attribute", "xml_text"]


def allowed_text(text: str) -> str:
    r"""Give `text` with `\x1b` in the place of what XML 1.0 cannot hold, or what does not show.

    Of very long lines, and of very many, the beginning.
    """
    return visible(capped(text))


def xml_text(text: str) -> str:
    """Give `text` for the inside of an element."""
    return escape(allowed_text(text))


def xml_attribute(text: str) -> str:
    """Give `text` as the value of an attribute, quotes included."""
    return quoteattr(allowed_text(text))
