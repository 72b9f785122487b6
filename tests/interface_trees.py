"""Random interfaces for hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.model.interface import (
    Borrowed,
    Choices,
    Computed,
    Entry,
    Field,
    FolderKind,
    Group,
    Interface,
    MenuKind,
    MultiparmKind,
    Range,
    Repeat,
    Verbatim,
)
from pysched_gen.model.interface_dialog import interface_of, script_of
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.sources.source import Value

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
    "menu": _texts,
    "integer": st.integers(-(10**17), 10**17),
    "intvector2": st.integers(-9, 9) | st.just("$F"),
    "float": _numbers,
    "vector": _numbers | st.just("$F"),
    "toggle": st.booleans() | st.just("ch('x')"),
}
_formulas = st.builds(Computed, _texts, st.sampled_from(["hscript", "python"]))
_kinds = st.sampled_from(MenuKind)
_pairs = st.lists(st.tuples(_texts, _texts), max_size=3).map(tuple)
_menus = st.builds(Choices, _kinds, _pairs, use_token=st.booleans()) | st.builds(
    Choices,
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
            Range, st.just(ends[0]), st.just(ends[1]), st.booleans(), st.booleans()
        )
    )
)
_kept = st.lists(
    st.builds(
        Verbatim, st.sampled_from(['zz_new 1 "two"', "zz_block { '}' }", "# why"]), st.just("")
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
    "hidden": st.booleans(),
    "hide_label": st.booleans(),
    "join_next": st.booleans(),
    "tags": _tags,
    "export": _texts,
    "unquoted": st.booleans(),
    "selectors": st.lists(st.tuples(*[_texts] * 9), max_size=1).map(tuple),
    "verbatim": _kept,
}
_GROUP: dict[str, st.SearchStrategy[Any]] = {
    "name": _names,
    "label": _maybe,
    "disable_when": _maybe,
    "hide_when": _maybe,
    "disable_tab_when": _maybe,
    "hide_tab_when": _maybe,
    "hidden": st.booleans(),
    "hidden_tab": st.booleans(),
    "ends_tab_group": st.booleans(),
    "built_in": st.booleans(),
    "tags": _tags,
    "group_tags": _tags,
    "verbatim": _kept,
}


@st.composite
def _fields(draw: st.DrawFn) -> Field:
    word = draw(st.sampled_from([*_VALUES]))
    others = {key: draw(values) for key, values in _FIELD.items() if draw(st.booleans())}
    values = _VALUES[word] | _formulas
    default = draw(st.none() | st.lists(values, max_size=4).map(tuple))
    size = max(1, len(default or ())) if draw(st.booleans()) else draw(st.integers(1, 9))
    built_in = draw(st.booleans())
    return Field(
        draw(_names), word or None, size=size, default=default, built_in=built_in, **others
    )


def _around(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[Entry]:
    inner = {"entries": st.lists(entries, max_size=4).map(_apart)}
    return st.one_of(
        st.builds(Group, kind=st.sampled_from(FolderKind), **inner, **_GROUP),
        st.builds(
            Repeat,
            kind=st.sampled_from(MultiparmKind),
            count=st.none() | st.integers(0, 99),
            **inner,
            **_GROUP,
        ),
        st.builds(Borrowed, *[_maybe] * 6, **inner, verbatim=_kept),
    )


def _apart(entries: list[Entry]) -> tuple[Entry, ...]:
    """Drop foreign text that stands first, which is the block's, or beside other such text."""
    kept: list[Entry] = []
    for entry in entries:
        if not isinstance(entry, Verbatim) or (kept and not isinstance(kept[-1], Verbatim)):
            kept.append(entry)
    return tuple(kept)


_entries: st.SearchStrategy[Entry] = st.recursive(
    _fields() | st.builds(Verbatim, st.just("zz_block { '}' }")), _around, max_leaves=6
)


def _resolved(entries: tuple[Entry, ...]) -> Interface:
    return interface_of(resolved(script_of(entries)), Origin("random"))


interfaces = st.lists(_entries, max_size=4).map(_apart).map(_resolved)
