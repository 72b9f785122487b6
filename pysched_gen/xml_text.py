"""Texts for XML, whatever they hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

__all__ = ["allowed_text", "xml_attribute", "xml_text"]

# XML 1.0 has no way to write these, not even as references.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed_text(text: str) -> str:
    """Give `text` with a sign in the place of each character that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """Give `text` for the inside of an element."""
    return escape(allowed_text(text))


def xml_attribute(text: str) -> str:
    """Give `text` as the value of an attribute, quotes included."""
    return quoteattr(allowed_text(text))
