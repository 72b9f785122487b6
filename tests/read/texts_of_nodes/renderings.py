"""One node in other forms, written after formats.md and the schema of dumps, not the readers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.read.source import Parameter, Source

__all__ = ["as_code", "json_dump"]

_KINDS = {
    "data": "Folder",
    "float": "Float",
    "folder": "Folder",
    "integer": "Int",
    "menu": "Menu",
    "string": "String",
    "toggle": "Toggle",
}


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
        "parameters": [_dumped(parameter) for parameter in source.parameters],
    }
    facts = {"schema": "pysched-gen/node-dump", "version": 1, "houdini": houdini, "nodes": [node]}
    return json.dumps(facts).encode()


def _dumped(parameter: Parameter) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "name": parameter.name,
        "label": parameter.label,
        "type": _KINDS[parameter.type],
        "spare": True,
        "size": parameter.size,
        "folders": [{"label": label, "type": "Tabs"} for label in parameter.folder],
        "tags": dict(parameter.tags),
    }
    if facts["type"] == "Folder":
        kind = "Tabs" if parameter.type == "folder" else "MultiparmBlock"
        return {**facts, "folder_type": kind}
    facts |= {"default": list(parameter.default), "values": list(parameter.values or ())}
    if parameter.help:
        facts["help"] = parameter.help
    if parameter.menu:
        menu = parameter.menu
        facts["menu"] = {"tokens": list(menu.tokens), "labels": list(menu.labels)}
    if parameter.range:
        limits = parameter.range
        facts["range"] = {
            "min": limits.low,
            "max": limits.high,
            "min_strict": limits.low_strict,
            "max_strict": limits.high_strict,
        }
    return facts


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
    for parameter in source.parameters:
        if not parameter.folder:
            yield from _template(parameter, source.parameters, 1)
            yield "hou_parm_template_group.append(hou_parm_template)"
    yield f"{node}.setParmTemplateGroup(hou_parm_template_group)"


def _template(parameter: Parameter, every: tuple[Parameter, ...], depth: int) -> Iterator[str]:
    name = "hou_parm_template" + (str(depth) if depth > 1 else "")
    yield "# Code for parameter template"
    yield f"{name} = hou.{_constructor(parameter)}"
    if parameter.help:
        yield f"{name}.setHelp({_text(parameter.help)})"
    if parameter.tags:
        tags = ", ".join(f"{_text(key)}: {_text(value)}" for key, value in parameter.tags)
        yield f"{name}.setTags({{{tags}}})"
    inner = (*parameter.folder, parameter.label)
    for child in every if parameter.type == "folder" else ():
        if child.folder == inner:
            yield from _template(child, every, depth + 1)
            yield f"{name}.addParmTemplate(hou_parm_template{depth + 1})"


def _constructor(parameter: Parameter) -> str:
    kind = _KINDS[parameter.type]
    first = f"{_text(parameter.name)}, {_text(parameter.label)}"
    if kind == "Folder":
        folder_type = "Tabs" if parameter.type == "folder" else "MultiparmBlock"
        return f"FolderParmTemplate({first}, folder_type=hou.folderType.{folder_type})"
    menu = ""
    if parameter.menu:
        items, labels = (
            ",".join(map(_text, words)) for words in (parameter.menu.tokens, parameter.menu.labels)
        )
        menu = f", menu_items=([{items}]), menu_labels=([{labels}])"
    if kind == "Menu" and parameter.menu:
        default = parameter.menu.tokens.index(str(parameter.default[0]))
        return f"MenuParmTemplate({first}{menu}, default_value={default})"
    if kind == "Toggle":
        return f"ToggleParmTemplate({first}, default_value={bool(parameter.default[0])})"
    default_value = ", ".join(_literal(value) for value in parameter.default)
    limits = ""
    if parameter.range:
        one = parameter.range
        limits = (
            f", min={_number(one.low, kind)}, max={_number(one.high, kind)}, "
            f"min_is_strict={one.low_strict}, max_is_strict={one.high_strict}"
        )
    return (
        f"{kind}ParmTemplate({first}, {parameter.size}, "
        f"default_value=([{default_value}]){limits}{menu})"
    )


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
