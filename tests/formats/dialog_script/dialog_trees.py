"""Random trees of dialog scripts for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pysched_gen.formats.dialog_script.tree import (
    BindHandle,
    BindSelector,
    Computed,
    Folder,
    FolderKind,
    Header,
    Help,
    Import,
    Item,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Multiparm,
    MultiparmKind,
    Parm,
    Script,
    SlotLabel,
    Tag,
    Unknown,
)

__all__ = ["scripts", "texts"]

_HOSTILE = [
    "",
    '"',
    "\\",
    '\\"',
    "\\n",
    "\n",
    "\r\n",
    "\t",
    "{ } [ ]",
    "# no comment",
    "// /* */",
    "#include <x>",
    "}",
    "parm { name",
    "it's",
    "$HIP `ls`",
    "</script>",
    "\u202e\u05d0\u05d1",
    "\U0001f469\u200d\U0001f680",
    "\x85\u2028\x0b\x0c\x1b",
    "MACRO(x)",
    "\udcff",
]

texts = st.one_of(
    st.sampled_from(_HOSTILE),
    st.text(st.characters(exclude_characters="\0"), max_size=12),
    st.lists(st.sampled_from(_HOSTILE), max_size=4).map("".join),
)
_maybe_text = st.none() | texts
_words = st.from_regex(r"[a-z][a-z0-9_:.]{0,8}", fullmatch=True)
_tags = st.lists(st.builds(Tag, texts, texts), max_size=3).map(tuple)
_numbers = st.floats(allow_nan=False, allow_infinity=False)
_limits = st.builds(Limit, _numbers, st.booleans())
_foreign = st.sampled_from(
    ['zz_new 1 "two"', "zz_new { deep { } }", "zz_flag", 'zz_new { "}" \'{\' "#" }']
)

_pairs = st.lists(st.tuples(texts, texts), max_size=4).map(tuple)
_fixed = st.builds(Menu, st.sampled_from(MenuKind), _pairs, use_token_value=st.booleans())
_computed = st.builds(
    Menu,
    st.sampled_from(MenuKind),
    script=st.lists(texts, min_size=1, max_size=3).map("\n".join),
    language=st.none() | st.just("python"),
    use_token_value=st.booleans(),
)

_PARM_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": texts,
    "label": _maybe_text,
    "type": st.none() | _words,
    "size": st.none() | st.integers(-99, 99),
    "default": st.none()
    | st.lists(
        texts | st.builds(Computed, texts, st.sampled_from(["hscript", "python"])), max_size=4
    ).map(tuple),
    "help": _maybe_text,
    "disable_when": _maybe_text,
    "hide_when": _maybe_text,
    "no_cook_when": _maybe_text,
    "menu": st.none() | _fixed | _computed,
    "range": st.none() | st.builds(Limits, _limits, _limits),
    "export": st.none() | _words,
    "base": st.booleans(),
    "invisible": st.booleans(),
    "no_label": st.booleans(),
    "join_next": st.booleans(),
    "unquoted": st.booleans(),
    "tags": _tags,
    "selectors": st.lists(
        st.lists(texts, min_size=9, max_size=9).map(lambda some: BindSelector(tuple(some))),
        max_size=1,
    ).map(tuple),
}
_ORDER = """
    name base label type invisible no_label join_next size default help disable_when hide_when
    no_cook_when menu range unquoted export tags selectors
    """
_FOLDER_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": texts,
    "label": _maybe_text,
    "disable_when": _maybe_text,
    "hide_when": _maybe_text,
    "disable_tab_when": _maybe_text,
    "hide_tab_when": _maybe_text,
    "base": st.booleans(),
    "invisible": st.booleans(),
    "invisible_tab": st.booleans(),
    "tab_break": st.booleans(),
    "tags": _tags,
    "group_tags": _tags,
}


@st.composite
def _parms(draw: st.DrawFn) -> Parm:
    """Give a parameter; foreign text follows a property that is there."""
    fields = {name: draw(values) for name, values in _PARM_FIELDS.items() if draw(st.booleans())}
    present = [
        "",
        *(
            field
            for field, value in fields.items()
            if value not in (None, False, ()) and (field, value) != ("name", "")
        ),
    ]
    if fields.get("default") == ():
        present.append("default")
    after = draw(st.lists(st.sampled_from(present), unique=True, max_size=2))
    return Parm(**fields, unknown=_unknown(draw, sorted(after, key=_place)))


def _place(field: str) -> int:
    """Give the place of `field` in the order in which properties are written."""
    return _ORDER.split().index(field) if field else -1


def _unknown(draw: st.DrawFn, places: list[str]) -> tuple[Unknown, ...]:
    return tuple(Unknown(draw(_foreign), place) for place in places)


def _around(items: st.SearchStrategy[Item]) -> st.SearchStrategy[Item]:
    inner = st.lists(items, max_size=4).map(_apart)
    default = st.none() | st.integers(0, 99)
    return st.one_of(
        st.builds(Folder, kind=st.sampled_from(FolderKind), items=inner, **_FOLDER_FIELDS),
        st.builds(
            Multiparm,
            kind=st.sampled_from(MultiparmKind),
            items=inner,
            default=default,
            **_FOLDER_FIELDS,
        ),
        st.builds(Import, texts, *[_maybe_text] * 5, items=inner),
    )


def _apart(items: list[Item]) -> tuple[Item, ...]:
    """Drop foreign text that stands first, which is the block's, or beside other such text."""
    kept: list[Item] = []
    for item in items:
        if not isinstance(item, Unknown) or (kept and not isinstance(kept[-1], Unknown)):
            kept.append(item)
    return tuple(kept)


_items: st.SearchStrategy[Item] = st.recursive(
    _parms() | st.builds(Unknown, st.just('zz_block { "}" }')), _around, max_leaves=8
)
_properties = st.one_of(
    st.builds(Help, st.lists(texts, max_size=3).map(tuple)),
    st.builds(SlotLabel, st.sampled_from(["inputlabel", "outputlabel"]), texts, texts),
    st.lists(texts, min_size=5, max_size=5).map(lambda some: BindHandle(tuple(some))),
    st.builds(Tag, texts, texts),
)
_headers = st.builds(
    Header,
    _maybe_text,
    _maybe_text,
    _maybe_text,
    st.lists(_properties, max_size=4).map(tuple),
)
_bodies = st.lists(_items, max_size=4).map(_apart)

scripts = st.builds(Script, _bodies) | st.builds(Script, _bodies, _headers)
