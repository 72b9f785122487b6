"""What a preview draws of each parameter, and what it has to draw of a tree: menus and defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pysched_gen.formats.dialog_script.kinds import is_mask, kind_of, zero_of
from pysched_gen.formats.dialog_script.tree import Computed, Folder, Item, MenuKind, Parm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver

__all__ = ["DrawnFacts", "drawn_facts", "facts_of", "names_of", "parms_in"]

_NO_FIELDS = ("color", "color4", "rgbamask")  # drawn as something else than boxes of values
_DRAWN = """
return [...document.querySelectorAll("#own [data-parm]")].map(row => [row.dataset.parm, {
  shown: row.getClientRects().length > 0,
  menus: [...row.querySelectorAll("select")].map(one => [
    [...one.options].map(option => option.text), one.selectedIndex]),
  values: [...row.querySelectorAll("input,textarea")].filter(one => one.type !== "range")
    .map(one => one.type === "checkbox" ? one.checked
      : one.type === "number" ? Number(one.value) : one.value),
}]);
"""


class DrawnFacts(NamedTuple):
    """How many parameters, menus, choices and values of fields were drawn."""

    parms: int
    menus: int
    choices: int
    values: int


def drawn_facts(browser: WebDriver) -> list[tuple[str, dict[str, Any]]]:
    """Return the name of each row that is drawn, its menus and its values, in order."""
    return [(name, facts) for name, facts in browser.execute_script(_DRAWN)]


def parms_in(items: Iterable[Item]) -> Iterator[Parm]:
    """Yield what an interface adds to its node, without instances that nobody has added yet."""
    for item in items:
        if isinstance(item, Parm) and item.type != "separator" and not item.base:
            yield item
        elif isinstance(item, Folder):
            yield from parms_in(item.items)


def names_of(items: Iterable[Item]) -> list[str]:
    """Return the names of the rows to draw."""
    return [parm.name for parm in parms_in(items)]


def facts_of(items: Iterable[Item], drawn: list[tuple[str, dict[str, Any]]]) -> DrawnFacts:
    """Count what is compared of the tree, which is resolved, with what was drawn of it."""
    menus = choices = values = count = 0
    for parm, (name, row) in zip(parms_in(items), drawn, strict=True):
        count += 1
        menu = _menu(parm)
        if menu is not None:
            assert row["menus"] == [menu], (name, row)
            menus, choices = menus + 1, choices + len(menu[0])
            continue
        wanted = _values(parm)
        if wanted is not None:
            assert row["values"] == wanted, (name, row, wanted)
            values += len(wanted)
    return DrawnFacts(count, menus, choices, values)


def _menu(parm: Parm) -> list[Any] | None:
    """Return the labels of a menu that one is chosen of, and the place of the default."""
    menu, kind = parm.menu, kind_of(parm.type)
    if menu is None or not menu.tokens or is_mask(parm.type, menu):
        return None
    if kind != "menu" and menu.kind is not MenuKind.NORMAL:
        return None
    default = (parm.default or (zero_of(kind, menu, parm.type),))[0]
    token = default.text if isinstance(default, Computed) else str(default)
    if token in menu.tokens:
        return [list(menu.labels), menu.tokens.index(token)]
    if kind == "menu":  # an expression chooses
        return [list(menu.labels), -1]
    return [[token, *menu.labels], 0]


def _values(parm: Parm) -> list[Any] | None:
    """Return what the boxes of a parameter hold, None where it has none."""
    kind, menu = kind_of(parm.type), parm.menu
    if menu is not None and is_mask(parm.type, menu):
        number = (parm.default or (0,))[0]
        return [bool(int(str(number)) >> bit & 1) for bit in range(len(menu.tokens))]
    if parm.type in _NO_FIELDS or kind not in ("string", "integer", "float", "toggle"):
        return None
    if kind == "toggle":
        return [(parm.default or (False,))[0] is True]
    return [
        _box(one, parm)
        for one in parm.default or (zero_of(kind, menu, parm.type),) * parm.components
    ]


def _box(value: object, parm: Parm) -> object:
    text = value.text if isinstance(value, Computed) else value
    if isinstance(text, str) and not any(key == "editor" for key, _ in parm.tags):
        return text.replace("\r", "").replace("\n", "")  # a box has one line
    return text
