"""Texts for XML, whatever they hold."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

__all__ = ["svg_start", "xml_attribute", "xml_text"]


def svg_start(width: int, height: int) -> str:
    """Give the opening tag of a picture of that size."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    font = 'font-family="sans-serif" font-size="10"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} role="img">'


def xml_text(text: str) -> str:
    """Give `text` for the inside of an element; XML cannot hold most control characters."""
    return escape(_allowed(text))


def xml_attribute(text: str) -> str:
    """Give `text` as the value of an attribute, quotes included."""
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
