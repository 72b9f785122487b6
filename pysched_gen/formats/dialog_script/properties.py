"""One entry of a tree in, the lines of its properties out, in the order Houdini writes them.

Lines are without the indentation of their block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.strings import number_text, quote, text_of, word
from pysched_gen.formats.dialog_script.values import Computed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pysched_gen.formats.dialog_script.tree import (
        BindSelector,
        Default,
        Folder,
        Import,
        Limit,
        Limits,
        Menu,
        Multiparm,
        Parm,
        Tags,
        Unknown,
    )

__all__ = ["folder_lines", "import_lines", "multiparm_lines", "parm_lines"]

_TAB = 4


def parm_lines(parm: Parm, *, align_menus: bool) -> Iterator[str]:
    """Give the lines between the braces of `parm`; Houdini aligns the labels of a menu."""
    return _placed(
        parm.unknown,
        [
            ("name", _quoted("name", parm.name or None)),
            ("base", _flag("baseparm", parm.base)),
            ("label", _quoted("label", parm.label)),
            ("type", _bare("type", parm.type)),
            ("invisible", _flag("invisible", parm.invisible)),
            ("no_label", _flag("nolabel", parm.no_label)),
            ("join_next", _flag("joinnext", parm.join_next)),
            ("size", _bare("size", None if parm.size is None else str(parm.size))),
            ("default", _defaults(parm.default)),
            ("help", _quoted("help", parm.help)),
            ("disable_when", _quoted("disablewhen", parm.disable_when)),
            ("hide_when", _quoted("hidewhen", parm.hide_when)),
            ("no_cook_when", _quoted("nocookwhen", parm.no_cook_when)),
            ("menu", _menu(parm.menu, align=align_menus)),
            ("range", _range(parm.range)),
            ("unquoted", _flag("unquoted", parm.unquoted)),
            ("export", _bare("export", parm.export)),
            ("tags", _tags("parmtag", parm.tags)),
            ("selectors", _selectors(parm.selectors)),
        ],
    )


def folder_lines(folder: Folder) -> Iterator[str]:
    """Give the lines of `folder` before its items."""
    label = _quoted("label", folder.label)
    return _placed(folder.unknown, _group(folder, label, None))


def multiparm_lines(multiparm: Multiparm) -> Iterator[str]:
    """Give the lines of `multiparm` before its items."""
    label = [] if multiparm.label is None else [f"label    {quote(multiparm.label)}"]
    return _placed(multiparm.unknown, _group(multiparm, label, multiparm.default))


def _group(
    group: Folder | Multiparm, label: Iterable[str], default: int | None
) -> list[tuple[str, Iterable[str]]]:
    return [
        ("name", _quoted("name", group.name or None)),
        ("label", label),
        ("base", _flag("baseparm", group.base)),
        ("invisible", _flag("invisible", group.invisible)),
        ("invisible_tab", _flag("invisibletab", group.invisible_tab)),
        ("tab_break", _flag("tabbreak", group.tab_break)),
        ("default", [] if default is None else [f"default {default}"]),
        ("disable_tab_when", _quoted("disablewhentab", group.disable_tab_when)),
        ("hide_tab_when", _quoted("hidewhentab", group.hide_tab_when)),
        ("disable_when", _quoted("disablewhen", group.disable_when)),
        ("hide_when", _quoted("hidewhen", group.hide_when)),
        ("tags", _tags("parmtag", group.tags)),
        ("group_tags", _tags("grouptag", group.group_tags)),
    ]


def import_lines(block: Import) -> Iterator[str]:
    """Give the lines of an import before its items."""
    return _placed(
        block.unknown,
        [
            ("name", _quoted("name", block.name or None)),
            ("label", _quoted("label", block.label)),
            ("source", _quoted("source", block.source)),
            ("token", _quoted("token", block.token)),
            ("mask", _quoted("mask", block.mask)),
            ("enable", _bare("enable", block.enable)),
        ],
    )


def _placed(
    unknown: Sequence[Unknown], fields: Iterable[tuple[str, Iterable[str]]]
) -> Iterator[str]:
    """Give the lines of `fields`, each with the unknown text that followed it."""
    kept: dict[str, list[str]] = {}
    for one in unknown:
        kept.setdefault(one.after, []).append(one.text)
    yield from kept.pop("", ())
    for field, lines in fields:
        yield from lines
        yield from kept.pop(field, ())
    for texts in kept.values():
        yield from texts


def _keyword(keyword: str, rest: str) -> str:
    return f"{keyword:<7} {rest}"


def _flag(keyword: str, given: bool) -> list[str]:  # noqa: FBT001
    return [keyword] if given else []


def _quoted(keyword: str, text: str | None) -> list[str]:
    return [] if text is None else [_keyword(keyword, quote(text))]


def _bare(keyword: str, text: str | None) -> list[str]:
    return [] if text is None else [_keyword(keyword, word(text))]


def _defaults(defaults: Sequence[Default] | None) -> list[str]:
    if defaults is None:
        return []
    return [" ".join(["default {", *(_default(one) for one in defaults), "}"])]


def _default(one: Default) -> str:
    if not isinstance(one, Computed):
        return quote(text_of(one))
    language = "hscript-expr" if one.language == "hscript" else one.language
    return f"[ {quote(one.text)} {word(language)} ]"


def _range(limits: Limits | None) -> list[str]:
    return [] if limits is None else [f"range   {{ {_limit(limits.low)} {_limit(limits.high)} }}"]


def _limit(limit: Limit) -> str:
    number = limit.spelling or number_text(limit.value)
    return f"{number}!" if limit.strict else number


def _tags(keyword: str, tags: Tags) -> list[str]:
    return [f"{keyword} {{ {quote(key)} {quote(value)} }}" for key, value in tags]


def _menu(menu: Menu | None, *, align: bool) -> Iterator[str]:
    if menu is None:
        return
    yield f"{menu.kind.value} usetokenvalue {{" if menu.use_token_value else f"{menu.kind.value} {{"
    tokens = [quote(token) for token, _ in menu.pairs]
    # Labels begin at the next multiple of four columns behind the longest token.
    width = (max(map(len, tokens), default=0) // _TAB + 1) * _TAB if align else 0
    for token, (_, label) in zip(tokens, menu.pairs, strict=True):
        yield f"    {token + ' ':<{width}}{quote(label)}"
    for line in () if menu.script is None else menu.script.split("\n"):
        yield f"    [ {quote(line)} ]"
    if menu.language not in {None, "hscript"}:
        yield f"    language {word(menu.language or '')}"
    yield "}"


def _selectors(selectors: Iterable[BindSelector]) -> Iterator[str]:
    for selector in selectors:
        name, label, prompt, *rest = selector.arguments
        yield f"bindselector {word(name)} {word(label)}"
        yield f"    {quote(prompt)}"
        yield f"    {' '.join(word(argument) for argument in rest)}"
