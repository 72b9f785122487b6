"""Which keywords each block knows: where their values go and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from pysched_gen.formats.dialog_script.arguments import (
    read_bind_handle,
    read_bind_selector,
    read_condition,
    read_count,
    read_defaults,
    read_flag,
    read_help,
    read_limits,
    read_number,
    read_slot_label,
    read_tag,
    read_text,
)
from pysched_gen.formats.dialog_script.menus import read_menu
from pysched_gen.formats.dialog_script.tree import FolderKind, MenuKind, MultiparmKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pysched_gen.formats.dialog_script.lexer import Lexer
    from pysched_gen.formats.dialog_script.tokens import Token

__all__ = ["FOLDER", "HEADER", "IMPORT", "ITEMS", "MULTIPARM", "PARM", "Rule", "Rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One keyword: the field its value goes to, how it is read, whether the field has many."""

    field: str
    read: Callable[[Lexer, Token], object] = read_text
    many: bool = False


Rules: TypeAlias = "Mapping[str, Rule]"

_ALWAYS: Rules = {
    "name": Rule("name"),
    "label": Rule("label"),
}
_CONDITIONS: Rules = {
    "disablewhen": Rule("disable_when", read_condition),
    "hidewhen": Rule("hide_when", read_condition),
    "baseparm": Rule("base", read_flag),
    "invisible": Rule("invisible", read_flag),
    "parmtag": Rule("tags", read_tag, many=True),
}

PARM: Rules = MappingProxyType(
    {
        **_ALWAYS,
        **_CONDITIONS,
        "type": Rule("type"),
        "nolabel": Rule("no_label", read_flag),
        "joinnext": Rule("join_next", read_flag),
        "unquoted": Rule("unquoted", read_flag),
        "size": Rule("size", read_number),
        "default": Rule("default", read_defaults),
        "help": Rule("help"),
        "nocookwhen": Rule("no_cook_when", read_condition),
        **{kind.value: Rule("menu", read_menu) for kind in MenuKind},
        "range": Rule("range", read_limits),
        "export": Rule("export"),
        "bindselector": Rule("selectors", read_bind_selector, many=True),
    }
)

FOLDER: Rules = MappingProxyType(
    {
        **_ALWAYS,
        **_CONDITIONS,
        "disablewhentab": Rule("disable_tab_when", read_condition),
        "hidewhentab": Rule("hide_tab_when", read_condition),
        "invisibletab": Rule("invisible_tab", read_flag),
        "tabbreak": Rule("tab_break", read_flag),
        "grouptag": Rule("group_tags", read_tag, many=True),
    }
)

MULTIPARM: Rules = MappingProxyType({**FOLDER, "default": Rule("default", read_count)})

IMPORT: Rules = MappingProxyType(
    {
        **_ALWAYS,
        "source": Rule("source"),
        "token": Rule("token"),
        "mask": Rule("mask"),
        "enable": Rule("enable"),
    }
)

HEADER: Rules = MappingProxyType(
    {
        **_ALWAYS,
        "script": Rule("script"),
        "help": Rule("properties", read_help, many=True),
        "inputlabel": Rule("properties", read_slot_label, many=True),
        "outputlabel": Rule("properties", read_slot_label, many=True),
        "bindhandle": Rule("properties", read_bind_handle, many=True),
        "parmtag": Rule("properties", read_tag, many=True),
    }
)

ITEMS = frozenset(
    {"parm", "import", *(kind.value for kind in FolderKind), *(k.value for k in MultiparmKind)}
)
