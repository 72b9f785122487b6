"""A body written for some arguments in, the same for arguments of other names out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.sources.source import Snippet

__all__ = ["with_arguments"]


def with_arguments(body: Snippet, given: Sequence[str], wanted: Sequence[str]) -> Snippet:
    """Give `body`, written for arguments called `given`, for the same called `wanted`."""
    renamed = [
        (old, new)
        for old, new in zip(given, wanted, strict=False)
        if old != new and re.search(rf"\b{re.escape(old)}\b", body.text)
    ]
    text = "".join(f"{old} = {new}\n" for old, new in renamed) + body.text
    lines = (body.origin.lines[:1] * len(renamed)) + body.origin.lines
    return replace(body, text=text, origin=replace(body.origin, lines=lines))
