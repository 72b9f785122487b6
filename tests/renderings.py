"""One node in other forms, written after formats.md and the schema of dumps, not the readers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dump_facts import dumped

from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Folder, Item, Items, Multiparm, Parm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.sources.source import Source

__all__ = ["as_code", "json_dump", "layout"]


def json_dump(source: Source, houdini: str) -> bytes:
    """Give the dump that dump_node.py would make of the node."""
    node = {
        "path": source.origin.node,
        "name": source.name,
        "type": source.node_type,
        "category": "Top",
        "callbacks": [
            {"parm": field.id, "text": field.text, "default": False}
            for field in source.fields
            if field.id.startswith(("on", "get", "end", "submit", "transfer"))
        ],
        "parameters": list(_parameters(source)),
    }
    facts = {"schema": "pysched-gen/node-dump", "version": 1, "houdini": houdini, "nodes": [node]}
    return json.dumps(facts).encode()


def _parameters(source: Source) -> Iterator[dict[str, Any]]:
    held = {one.name: one for one in source.parameters}
    for facts in dumped(layout(source)):
        parameter = held.get(facts["name"])
        if parameter is None or parameter.values is None:
            yield facts
        else:
            yield facts | {"values": list(parameter.values)}


def layout(source: Source) -> Items:
    """Give the interface that the node has; menus start at a token, as hou tells them."""
    assert source.script is not None
    return tuple(_with_token(entry) for entry in resolved(source.script).items)


def _with_token(entry: Item) -> Item:
    if isinstance(entry, Folder | Multiparm):
        return replace(entry, items=tuple(map(_with_token, entry.items)))
    if (
        not isinstance(entry, Parm)
        or entry.type != "ordinal"
        or not entry.menu
        or not entry.default
    ):
        return entry
    tokens = [token for token, _ in entry.menu.pairs]
    default = str(entry.default[0])
    token = default if default in tokens or not tokens else tokens[int(default)]
    return replace(entry, default=(token,))


def as_code(source: Source, *, indent: str = "", node: str = "hou_node") -> str:
    """Give what asCode() would write: the whole interface, then every value."""
    lines = [*_created(source, node), *_interface(source, node), *_values(source, node)]
    return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)


def _created(source: Source, node: str) -> Iterator[str]:
    parent, _, name = source.origin.node.rpartition("/")
    yield "# Initialize parent node variable."
    yield 'if locals().get("hou_parent") is None:'
    yield f"    hou_parent = hou.node({_text(parent)})"
    yield ""
    yield f"# Code for {source.origin.node}"
    flags = "run_init_scripts=False, load_contents=True, exact_type_name=True"
    yield f"{node} = hou_parent.createNode({_text(source.node_type)}, {_text(name)}, {flags})"
    yield f"{node}.move(hou.Vector2(-1.5, 2))"


def _interface(source: Source, node: str) -> Iterator[str]:
    """Give the built-in fields first, in a folder, as the interface of the type has them."""
    yield "hou_parm_template_group = hou.ParmTemplateGroup()"
    yield (
        'hou_parm_template = hou.FolderParmTemplate("folder1", "Scheduling", '
        "folder_type=hou.folderType.Tabs, default_value=0, ends_tab_group=False)"
    )
    for field in source.fields:
        if field.id.startswith("farm_"):  # in a multiparm, so no template of its own
            continue
        yield "# Code for parameter template"
        yield (
            f'hou_parm_template2 = hou.StringParmTemplate("{field.id}", "{field.id}", 1, '
            'default_value=([""]), naming_scheme=hou.parmNamingScheme.Base1)'
        )
        yield "hou_parm_template.addParmTemplate(hou_parm_template2)"
    yield "hou_parm_template_group.append(hou_parm_template)"
    for entry in layout(source):
        yield from _template(entry, 1)
        yield "hou_parm_template_group.append(hou_parm_template)"
    yield f"{node}.setParmTemplateGroup(hou_parm_template_group)"


def _template(entry: Item, depth: int) -> Iterator[str]:
    if not isinstance(entry, Parm | Folder | Multiparm):
        raise TypeError(entry)
    name = "hou_parm_template" + (str(depth) if depth > 1 else "")
    facts, *_ = dumped((entry,))
    yield "# Code for parameter template"
    yield f"{name} = hou.{facts['type']}ParmTemplate({', '.join(_arguments(facts))})"
    if facts.get("help"):
        yield f"{name}.setHelp({_text(facts['help'])})"
    if "data_type" in facts:
        yield f"{name}.setDataParmType(hou.dataParmType.{facts['data_type']})"
    for key, setter in _FLAGS.items():
        if facts.get(key):
            yield f"{name}.{setter}(True)"
    for key, setter in _CONDITIONS.items():
        for member, text in facts.get(key, {}).items():
            yield f"{name}.{setter}(hou.parmCondType.{member}, {_text(text)})"
    if facts.get("tags"):
        tags = ", ".join(f"{_text(key)}: {_text(value)}" for key, value in facts["tags"].items())
        yield f"{name}.setTags({{{tags}}})"
    for child in () if isinstance(entry, Parm) else entry.items:
        yield from _template(child, depth + 1)
        yield f"{name}.addParmTemplate(hou_parm_template{depth + 1})"


_FLAGS = {"hidden": "hide", "hide_label": "hideLabel", "join_next": "setJoinWithNext"}
_CONDITIONS = {"conditions": "setConditional", "tab_conditions": "setTabConditional"}
_ENUMS = {
    "folder_type": ("folder_type", "folderType"),
    "look": ("look", "parmLook"),
    "naming": ("naming_scheme", "parmNamingScheme"),
    "string_type": ("string_type", "stringParmType"),
    "file_type": ("file_type", "fileType"),
}


def _arguments(facts: dict[str, Any]) -> Iterator[str]:
    kind, menu = facts["type"], facts.get("menu", {})
    yield _text(facts["name"])
    if kind != "Separator":
        yield _text(facts.get("label", ""))
    if kind in {"Float", "Int", "String", "Data"}:
        yield str(facts["size"])
    if kind == "Ramp":
        yield f"hou.rampParmType.{facts['ramp_type']}"
    yield from _menu_arguments(menu, kind)
    yield from _default_arguments(facts)
    for key, (word, enum) in _ENUMS.items():
        if key in facts:
            yield f"{word}=hou.{enum}.{facts[key]}"
    if facts.get("ends_tab_group"):
        yield "ends_tab_group=True"
    limits = facts.get("range", {})
    for key in ("min", "max"):
        if key in limits:
            yield f"{key}={_number(limits[key], kind)}"
            yield f"{key}_is_strict={limits[f'{key}_strict']}"


def _menu_arguments(menu: dict[str, Any], kind: str) -> Iterator[str]:
    if not menu:
        return
    for key, word in (("tokens", "menu_items"), ("labels", "menu_labels")):
        yield f"{word}=([{','.join(map(_text, menu.get(key, ())))}])"
    script = menu.get("script", {"text": "", "language": "python"})
    yield f"item_generator_script={_text(script['text'])}"
    yield f"item_generator_script_language=hou.scriptLanguage.{script['language'].title()}"
    yield f"menu_type=hou.menuType.{menu['type']}"
    if kind == "Menu":
        yield f"menu_use_token={menu.get('use_token', False)}"
        yield f"is_button_strip={'strip' in menu}"
        yield f"strip_uses_icons={menu.get('strip') == 'icon'}"


def _default_arguments(facts: dict[str, Any]) -> Iterator[str]:
    kind, default = facts["type"], facts.get("default", [])
    if "columns" in facts:
        yield f"column_labels=([{', '.join(map(_text, facts['columns']))}])"
    elif not default:
        return
    elif kind == "Menu":
        tokens = facts.get("menu", {}).get("tokens", ())
        yield f"default_value={tokens.index(default[0]) if default[0] in tokens else 0}"
    elif kind in {"Folder", "Ramp", "Toggle"}:
        yield f"default_value={default[0]!r}"
    else:
        yield f"default_value=([{', '.join(map(_literal, default))}])"
    computed = facts.get("default_expressions", ())
    if computed:
        texts = {one["index"]: one["text"] for one in computed}
        languages = {one["index"]: one["language"] for one in computed}
        every = range(len(default))
        expressions = ", ".join(_text(texts.get(index, "")) for index in every)
        members = ", ".join(
            f"hou.scriptLanguage.{languages.get(index, 'hscript').title()}" for index in every
        )
        yield f"default_expression=([{expressions}])"
        yield f"default_expression_language=([{members}])"


def _values(source: Source, node: str) -> Iterator[str]:
    for field in source.fields:
        yield from _parm(source, node, field.id)
        yield f"hou_parm.set({_text(field.text)})"
    for parameter in source.parameters:
        if not parameter.values:
            continue
        if parameter.size > 1:
            yield f"hou_parm_tuple = {node}.parmTuple({_text(parameter.name)})"
            yield f"hou_parm_tuple.set(({', '.join(map(_literal, parameter.values))}))"
            continue
        yield from _parm(source, node, parameter.name)
        yield f"hou_parm.set({_literal(parameter.values[0])})"
        for expression in parameter.expressions:
            language = expression.language.title()
            yield "hou_keyframe = hou.Keyframe()"
            yield "hou_keyframe.setTime(0)"
            yield (
                f"hou_keyframe.setExpression({_text(expression.text)}, "
                f"hou.exprLanguage.{language})"
            )
            yield "hou_parm.setKeyframe(hou_keyframe)"
    yield f'{node}.setUserData("___Version___", "{source.houdini}")'


def _parm(source: Source, node: str, name: str) -> Iterator[str]:
    yield f"# Code for {source.origin.node}/{name} parm "
    yield f'if locals().get("{node}") is None:'
    yield f"    {node} = hou.node({_text(source.origin.node)})"
    yield f"hou_parm = {node}.parm({_text(name)})"
    yield "hou_parm.deleteAllKeyframes()"


def _literal(value: object) -> str:
    return _text(value) if isinstance(value, str) else repr(value)


def _number(value: float, kind: str) -> str:
    return repr(int(value) if kind == "Int" else value)


def _text(text: str) -> str:
    for raw, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escape)
    return f'"{text}"'
