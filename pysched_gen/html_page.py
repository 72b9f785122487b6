"""HTML pages that need no other file and no network: a template with its data inside."""

from __future__ import annotations

import json

from pysched_gen.resources import resource_folder

__all__ = ["page_of"]

_PLACE = "@@DATA@@"


def page_of(template: str, data: object) -> str:
    """Give the page `template` of the templates folder with `data`, plain values, as its JSON.

    Nothing in `data` can end the element it stands in: the JSON has no "<".
    """
    page = (resource_folder("templates") / template).read_text(encoding="utf-8")
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return page.replace(_PLACE, safe)
