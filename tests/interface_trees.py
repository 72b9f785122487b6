"""Random interfaces for hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flat_parameters import limited
from hypothesis import strategies as st

from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import (
    BindSelector,
    Computed,
    Folder,
    FolderKind,
    Import,
    Item,
    Items,
    Menu,
    MenuKind,
    Multiparm,
    MultiparmKind,
    Parm,
    Script,
    Unknown,
)

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.values import Value


__all__ = ["interfaces"]

_HOSTILE = [
    "",
    '"',
    "\\",
    "\\n",
    "\n",
    "\r\n",
    "{ }",
    "]]",
    "# no",
    "'''",
    '"""',
    "$HIP `ls`",
    "</script>",
]
_HOSTILE += ["\u202e\u05d0", "\U0001f469\u200d\U0001f680", "\x85\u2028\x0b\x0c\x1b\x7f", "key = 1"]

_texts = st.sampled_from(_HOSTILE) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=10
)
_maybe = st.none() | _texts
_names = _texts.filter(bool)
_tags = st.dictionaries(
    _texts | st.sampled_from(["pdg::scheduler", "script_callback", "script_callback_language"]),
    st.just("") | _texts,
    max_size=3,
).map(lambda tags: tuple(sorted(tags.items())))
_numbers = st.floats(allow_nan=False, allow_infinity=False)
_words = _texts.filter(lambda text: not text.lstrip("-").replace(".", "").isdigit())

_WORDS = ["string", "file", "button", "label", "separator", "ramp_flt", "zz_new", ""]
_VALUES: dict[str, st.SearchStrategy[Value]] = {
    **dict.fromkeys(_WORDS, _texts),
    "ordinal": _texts,
    "integer": st.integers(-(10**17), 10**17),
    "intvector2": st.integers(-9, 9) | st.just("$F"),
    "float": _numbers,
    "vector": _numbers | st.just("$F"),
    "toggle": st.booleans() | st.just("ch('x')"),
}
_formulas = st.builds(Computed, _texts, st.sampled_from(["hscript", "python"]))
_kinds = st.sampled_from(MenuKind)
_pairs = st.lists(st.tuples(_texts, _texts), max_size=3).map(tuple)
_menus = st.builds(Menu, _kinds, _pairs, use_token_value=st.booleans()) | st.builds(
    Menu,
    _kinds,
    st.just(()),
    _texts,
    st.sampled_from(["hscript", "python"]),
    st.booleans(),
)
_ranges = (
    st.tuples(_numbers, _numbers)
    .map(sorted)
    .flatmap(
        lambda ends: st.builds(
            limited,
            st.just(ends[0]),
            st.just(ends[1]),
            low_strict=st.booleans(),
            high_strict=st.booleans(),
        )
    )
)
_kept = st.lists(
    st.builds(
        Unknown, st.sampled_from(['zz_new 1 "two"', "zz_block { '}' }", "# why"]), st.just("")
    ),
    max_size=1,
).map(tuple)

_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "label": _maybe,
    "menu": _menus,
    "range": _ranges,
    "help": _texts,
    "disable_when": _texts,
    "hide_when": _texts,
    "no_cook_when": _texts,
    "invisible": st.booleans(),
    "no_label": st.booleans(),
    "join_next": st.booleans(),
    "tags": _tags,
    "export": _texts,
    "unquoted": st.booleans(),
    "selectors": st.lists(
        st.lists(_texts, min_size=9, max_size=9).map(lambda some: BindSelector(tuple(some))),
        max_size=1,
    ).map(tuple),
    "unknown": _kept,
}
_GROUP: dict[str, st.SearchStrategy[Any]] = {
    "name": _names,
    "label": _maybe,
    "disable_when": _maybe,
    "hide_when": _maybe,
    "disable_tab_when": _maybe,
    "hide_tab_when": _maybe,
    "invisible": st.booleans(),
    "invisible_tab": st.booleans(),
    "tab_break": st.booleans(),
    "base": st.booleans(),
    "tags": _tags,
    "group_tags": _tags,
    "unknown": _kept,
}


@st.composite
def _fields(draw: st.DrawFn) -> Parm:
    word = draw(st.sampled_from([*_VALUES]))
    others = {key: draw(values) for key, values in _FIELD.items() if draw(st.booleans())}
    values = _VALUES[word] | _formulas
    default = draw(st.none() | st.lists(values, max_size=4).map(tuple))
    size = max(1, len(default or ())) if draw(st.booleans()) else draw(st.integers(1, 9))
    base = draw(st.booleans())
    return Parm(draw(_names), word or None, size=size, default=default, base=base, **others)


def _around(entries: st.SearchStrategy[Item]) -> st.SearchStrategy[Item]:
    inner = {"items": st.lists(entries, max_size=4).map(_apart)}
    return st.one_of(
        st.builds(Folder, kind=st.sampled_from(FolderKind), **inner, **_GROUP),
        st.builds(
            Multiparm,
            kind=st.sampled_from(MultiparmKind),
            default=st.none() | st.integers(0, 99),
            **inner,
            **_GROUP,
        ),
        st.builds(Import, _texts, *[_maybe] * 5, **inner, unknown=_kept),
    )


def _apart(entries: list[Item]) -> tuple[Item, ...]:
    """Drop foreign text that stands first, which is the block's, or beside other such text."""
    kept: list[Item] = []
    for entry in entries:
        if not isinstance(entry, Unknown) or (kept and not isinstance(kept[-1], Unknown)):
            kept.append(entry)
    return tuple(kept)


_entries: st.SearchStrategy[Item] = st.recursive(
    _fields() | st.builds(Unknown, st.just("zz_block { '}' }")), _around, max_leaves=6
)


def _resolved(entries: tuple[Item, ...]) -> Items:
    return resolved(Script(entries)).items


interfaces = st.lists(_entries, max_size=4).map(_apart).map(_resolved)
