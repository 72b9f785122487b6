"""A text that a user gives for a parameter in, what a node keeps of it out.

A toggle keeps "on" or "off", a menu its token, numbers stand in digits (measured on the nodes of
public scenes whose interface is at hand: formats.md, `.parm`). A text takes anything, unless a menu
that it can only choose from is at hand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.kinds import is_mask, kind_of, value_of
from pysched_gen.formats.dialog_script.tree import MenuKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.formats.dialog_script.tree import Parm
    from pysched_gen.formats.dialog_script.values import Value

__all__ = ["given_value", "stored_text", "takes", "what_it_takes"]

_WHOLE = re.compile(r"\s*[+-]?\d+\s*", re.ASCII)
_WORDS = {"integer": "an integer", "float": "a number", "toggle": "on or off"}
_TRUTH = {"true": "on", "yes": "on", "false": "off", "no": "off"}


def stored_text(text: str, parm: Parm) -> str | None:
    """Return what a node keeps where `parm`, of a tree that is resolved, is given `text`.

    None says that it cannot hold it. Of a type that is not known here it is the text.
    """
    kind, tokens = kind_of(parm.type), tokens_of(parm)
    if kind == "menu" and tokens:
        return _stored_choice(text, parm)
    if kind == "integer" and text in tokens:
        return str(tokens.index(text))
    if kind not in _WORDS:
        return None if kind == "string" and tokens and text not in tokens else text
    value = given_value(text, kind)
    if value is None or kind != "toggle":
        return None if value is None else text.strip()
    return "on" if value else "off"


def _stored_choice(text: str, parm: Parm) -> str | None:
    value = value_of(text, "menu", parm.menu, parm.type)
    if value is None or (isinstance(value, int) and not is_mask(parm.type, parm.menu)):
        return None  # no token, or the number of none
    return str(value)


def given_value(text: str, kind: str) -> Value | None:
    """Return the value that `text` gives a parameter of that `kind`, None where it cannot hold it.

    What the kind says nothing of is the text.
    """
    if kind == "integer" and _WHOLE.fullmatch(text) is None:
        return None  # a part of a number would be lost
    if kind == "toggle":
        text = text.strip().lower()
        text = _TRUTH.get(text, text)
    return value_of(text, kind, None) if kind in _WORDS else text


def what_it_takes(parm: Parm) -> str:
    """Return what `parm` takes, in the words of a message."""
    return takes(parm.name, kind_of(parm.type), tokens_of(parm))


def takes(name: str, kind: str, tokens: Sequence[str] = ()) -> str:
    """Return what the parameter `name` takes: a token where there are some, else by its kind."""
    if tokens:
        return f"the menu of {name} has {', '.join(tokens)}"
    return f"{name} takes {_WORDS[kind]}"


def tokens_of(parm: Parm) -> tuple[str, ...]:
    """Return the tokens of which one is to be chosen; none where a script makes them."""
    menu = parm.menu
    chosen = menu is not None and menu.kind is MenuKind.NORMAL
    if menu is None or menu.script or not (chosen or kind_of(parm.type) == "menu"):
        return ()
    return menu.tokens
