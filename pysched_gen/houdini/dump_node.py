"""Dump Python Scheduler nodes as JSON, for pysched-gen to read.

Needs only Houdini's `hou`; runs on every Python of Houdini 17.5 to 22.0 and changes no scene:

    hython dump_node.py scene.hip [/tasks/topnet1/pythonscheduler1 ...] [-o nodes.json]

Without a node it dumps every Python Scheduler of the scene, without -o it writes to standard
output. As a shelf tool, or pasted into the Python Shell, it dumps the selected nodes, or every
Python Scheduler where none is selected, and asks for the file.

The format is described by pysched_gen/schemas/node-dump.schema.json.
"""

# A Python shell ends a block at a blank line, so no block of this file holds one.
# ruff: noqa: ANN001, ANN201, ANN202, B905, PTH123, RUF005, UP024, UP031

import argparse
import json
import sys

try:
    import hou
except ImportError:
    if __name__ != "__main__":
        raise
    sys.exit("dump_node.py runs inside Houdini: hython dump_node.py SCENE [NODE ...] [-o FILE]")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any  # noqa: F401 - used in comments

SCHEMA = "pysched-gen/node-dump"
VERSION = 1
NODE_TYPE = "pythonscheduler"

CALLBACK_PARMS = (
    "transferfile",
    "submitasjob",
    "onschedule",
    "onschedulestatic",
    "onstart",
    "onstop",
    "onstartcook",
    "onstopcook",
    "ontick",
    "getloguri",
    "getstatusuri",
    "endsharedserver",
    "workitemresultserveraddr",
    "workingdir",
    "localizepath",
)

VALUE_TYPES = ("Float", "Int", "Menu", "String", "Toggle")
MULTIPARM_TYPES = ("MultiparmBlock", "ScrollingMultiparmBlock", "TabbedMultiparmBlock")


class DumpError(Exception):
    """There is nothing to dump, said for people."""


def dump(nodes):
    # type: (list[hou.OpNode]) -> dict[str, object]
    """Give the whole dump of `nodes` as plain values."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "houdini": _text(hou.applicationVersionString()),
        "nodes": [dump_node(node) for node in nodes],
    }


def dump_bytes(nodes):
    # type: (list[hou.OpNode]) -> bytes
    """Give the dump of `nodes` as the bytes of a file; the same nodes give the same bytes."""
    text = json.dumps(
        dump(nodes), ensure_ascii=False, indent=2, sort_keys=True, separators=(",", ": ")
    )
    # A lone surrogate has no UTF-8; as an escape the file stays JSON and the reader can name it.
    return _text(text + "\n").encode("utf-8", "backslashreplace")


def dump_node(node):
    # type: (hou.OpNode) -> dict[str, object]
    """Give one node as plain values."""
    parms = [node.parm(name) for name in CALLBACK_PARMS]
    group = node.parmTemplateGroup()
    built_in = node.type().parmTemplateGroup()
    return {
        "path": _text(node.path()),
        "name": _text(node.name()),
        "type": _text(node.type().name()),
        "category": _text(node.type().category().name()),
        "callbacks": [_callback(parm) for parm in parms if parm is not None],
        "parameters": _parameters(node, group.entries(), built_in, [], ""),
    }


def schedulers_in_scene():
    # type: () -> list[hou.OpNode]
    """Give every Python Scheduler of the scene, in order of path."""
    node_type = hou.nodeType(hou.topNodeTypeCategory(), NODE_TYPE)
    nodes = list(_ask(node_type, "instances", ()))
    if not nodes:
        raise DumpError("this scene has no Python Scheduler node")
    return sorted(nodes, key=lambda node: str(node.path()))


def schedulers_at(paths):
    # type: (list[str]) -> list[Any]
    """Give the nodes at `paths`."""
    nodes = [hou.node(path) for path in paths]
    for path, node in zip(paths, nodes):
        if node is None:
            raise DumpError("this scene has no node %s" % path)
        if not _is_scheduler(node):
            raise DumpError("%s has no callback of a scheduler; name a Python Scheduler" % path)
    return nodes


def selected_schedulers():
    # type: () -> list[Any]
    """Give the selected schedulers, or every one of the scene where nothing is selected."""
    selected = hou.selectedNodes()
    nodes = [node for node in selected if _is_scheduler(node)]
    if selected and not nodes:
        raise DumpError("no selected node is a Python Scheduler; select one, or nothing for all")
    return nodes or schedulers_in_scene()


def main(arguments=None):
    # type: (list[str] | None) -> int
    """Dump nodes of a scene file as `arguments` say; give the exit code."""
    parser = argparse.ArgumentParser(
        prog="dump_node.py", description="Dump Python Scheduler nodes of a scene as JSON."
    )
    parser.add_argument("scene", help="the .hip, .hiplc or .hipnc file")
    parser.add_argument("nodes", nargs="*", help="paths of nodes; default: every Python Scheduler")
    parser.add_argument("-o", "--output", help="file to write; default: standard output")
    options = parser.parse_args(arguments)
    try:
        hou.hipFile.load(options.scene, suppress_save_prompt=True, ignore_load_warnings=True)
        nodes = schedulers_at(options.nodes) if options.nodes else schedulers_in_scene()
        _write(dump_bytes(nodes), options.output)
    except (DumpError, hou.Error, EnvironmentError) as error:
        sys.stderr.write("dump_node.py: %s\n" % _reason(error))
        return 1
    return 0


def run_in_houdini():
    # type: () -> None
    """Dump what is selected in the open scene, to a file the user picks."""
    try:
        nodes = selected_schedulers()
        if not hou.isUIAvailable():
            _write(dump_bytes(nodes), None)
            return
        path = hou.ui.selectFile(
            title="Save the node dump as",
            pattern="*.json",
            default_value="nodes.json",
            chooser_mode=hou.fileChooserMode.Write,
        )
        if path:
            _write(dump_bytes(nodes), _expanded(path))
            _tell("Wrote %s (nodes: %d)." % (path, len(nodes)))
    except (DumpError, hou.Error, EnvironmentError) as error:
        _tell("Nothing was dumped: %s." % _reason(error))


def _callback(parm):
    # type: (hou.Parm) -> dict[str, object]
    expression = _expression(parm)
    # Its expression has to be evaluated: the code is what comes out.
    text = _ask(parm, "unexpandedString" if expression is None else "evalAsString")
    facts = {
        "parm": _text(parm.name()),
        "text": _plain(text),
        "default": bool(parm.isAtDefault(False)),
    }
    if expression is not None:
        facts["expression"] = expression
    return facts


def _parameters(node, templates, built_in, folders, multiparm):
    # type: (hou.OpNode, tuple[hou.ParmTemplate, ...], hou.ParmTemplateGroup, list[dict[str, object]], str) -> list[dict[str, object]]
    """Give `templates` and all they hold in order, a folder before its content."""
    found = []  # type: list[dict[str, object]]
    for template in templates:
        facts = _parameter(node, template)
        facts.update({"folders": folders} if folders else {})
        facts.update({"multiparm": multiparm} if multiparm else {})
        inner = []  # type: list[dict[str, object]]
        if facts["type"] == "Folder":
            block = facts["name"] if facts.get("folder_type") in MULTIPARM_TYPES else multiparm
            folder = {"label": facts.get("label", ""), "type": facts.get("folder_type", "")}
            content = _ask(template, "parmTemplates", ())
            inner = _parameters(node, content, built_in, folders + [folder], str(block))
        # A folder has no flag of its own, and Houdini renames built-in folders of an edited node.
        if inner:
            facts["spare"] = all(parameter["spare"] for parameter in inner)
        else:
            facts["spare"] = _is_spare(node, template, built_in)
        found.append(facts)
        found.extend(inner)
    return found


def _is_spare(node, template, built_in):
    # type: (hou.OpNode, hou.ParmTemplate, hou.ParmTemplateGroup) -> bool
    parm_tuple = node.parmTuple(template.name())
    if parm_tuple is None or len(parm_tuple) == 0:
        return built_in.find(template.name()) is None
    return bool(parm_tuple.isSpare())


def _parameter(node, template):
    # type: (hou.OpNode, hou.ParmTemplate) -> dict[str, Any]
    """Give what is known of one parameter, without what is as everywhere."""
    size = template.numComponents()
    facts = {  # type: dict[str, Any]
        "label": _text(template.label()),
        "size": None if size == 1 else size,
        "default": _defaults(template),
        "default_expressions": _default_expressions(template),
        "menu": _menu(template),
        "range": _range(template),
        "conditions": _by_name(_ask(template, "conditionals", {})),
        "tab_conditions": _by_name(_ask(template, "tabConditionals", {})),
        "tags": {_text(key): _text(value) for key, value in _ask(template, "tags", {}).items()},
        "help": _text(_ask(template, "help", "")),
        "hidden": bool(template.isHidden()),
        "hide_label": bool(template.isLabelHidden()),
        "join_next": bool(_ask(template, "joinWithNext", False)),
        "callback": _code(
            _ask(template, "scriptCallback", ""), _ask(template, "scriptCallbackLanguage")
        ),
        "look": _member(template, "look", "Regular"),
        "naming": _member(template, "namingScheme", "") if size > 1 else None,
        "string_type": _member(template, "stringType", "Regular"),
        "file_type": _member(template, "fileType", "Any"),
        "folder_type": _member(template, "folderType", ""),
        "ends_tab_group": bool(_ask(template, "endsTabGroup", False)),
        "ramp_type": _member(template, "parmType", ""),
        "data_type": _member(template, "dataParmType", ""),
        "columns": [_text(label) for label in _ask(template, "columnLabels", ())],
    }
    facts.update(_current(node, template))
    facts = _without_empty(facts)
    facts["name"] = _text(template.name())
    facts["type"] = template.type().name()
    return facts


def _current(node, template):
    # type: (hou.OpNode, hou.ParmTemplate) -> dict[str, Any]
    """Give what the node holds now; the fields of callbacks are told apart from parameters."""
    parm_tuple = node.parmTuple(template.name())
    kind = template.type().name()
    if parm_tuple is None or template.name() in CALLBACK_PARMS:
        return {}
    if kind == "Folder" and _member(template, "folderType", "") in MULTIPARM_TYPES:
        return {"count": parm_tuple[0].evalAsInt()}
    if kind not in VALUE_TYPES:
        return {}
    expressions = []
    for index, parm in enumerate(parm_tuple):
        expression = _expression(parm)
        if expression is not None:
            expressions.append(dict(expression, index=index))
    return {"values": [_value(parm, kind) for parm in parm_tuple], "expressions": expressions}


def _value(parm, kind):
    # type: (hou.Parm, str) -> object
    if kind == "String":
        # An evaluated string may hold paths of this machine, so only its expression is told.
        return _plain(_ask(parm, "unexpandedString"))
    if kind == "Menu":
        return _plain(_ask(parm, "evalAsString"))
    value = _ask(parm, "eval")
    return bool(value) if kind == "Toggle" and value is not None else _plain(value)


def _expression(parm):
    # type: (hou.Parm) -> dict[str, object] | None
    keyframes = parm.keyframes()
    if not keyframes:
        return None
    # The parameter itself gives none where it has several keyframes.
    text = _ask(parm, "expression", _ask(keyframes[0], "expression", ""))
    language = _ask(parm, "expressionLanguage", _ask(keyframes[0], "expressionLanguage"))
    return {"text": _text(text), "language": _language(language)}


def _defaults(template):
    # type: (hou.ParmTemplate) -> list[object]
    kind = template.type().name()
    if kind == "Folder" and _member(template, "folderType", "") not in MULTIPARM_TYPES:
        return []
    value = _ask(template, "defaultValueAsString" if kind == "Menu" else "defaultValue", ())
    return [_plain(component) for component in _as_tuple(value)]


def _default_expressions(template):
    # type: (hou.ParmTemplate) -> list[dict[str, object]]
    texts = _as_tuple(_ask(template, "defaultExpression", ()))
    languages = _as_tuple(_ask(template, "defaultExpressionLanguage", ()))
    return [
        {"index": index, "text": _text(text), "language": _language(language)}
        for index, (text, language) in enumerate(zip(texts, languages))
        if text
    ]


def _menu(template):
    # type: (hou.ParmTemplate) -> dict[str, object]
    tokens = [_text(item) for item in _ask(template, "menuItems", ())]
    script = _code(
        _ask(template, "itemGeneratorScript", ""), _ask(template, "itemGeneratorScriptLanguage")
    )
    if not tokens and script is None:
        return {}
    strip = "icon" if _ask(template, "isIconStrip", False) else ""
    strip = "button" if _ask(template, "isButtonStrip", False) else strip
    facts = {
        "tokens": tokens,
        "labels": [_text(label) for label in _ask(template, "menuLabels", ())],
        "icons": [_text(icon) for icon in _ask(template, "iconNames", ())],
        "type": _member(template, "menuType", "Normal"),
        "use_token": bool(_ask(template, "menuUseToken", False)),
        "strip": strip,
        "script": script,
    }
    return _without_empty(facts)


def _range(template):
    # type: (hou.ParmTemplate) -> dict[str, object]
    low, high = _ask(template, "minValue"), _ask(template, "maxValue")
    if _plain(low) is None or _plain(high) is None:
        return {}
    strict = {
        "min_strict": bool(_ask(template, "minIsStrict", False)),
        "max_strict": bool(_ask(template, "maxIsStrict", False)),
    }
    return dict(_without_empty(strict), min=low, max=high)


def _is_scheduler(node):
    # type: (object) -> bool
    parm = getattr(node, "parm", lambda _name: None)
    return any(parm(name) is not None for name in CALLBACK_PARMS)


def _ask(thing, method, default=None):
    # type: (object, str, object) -> Any
    """Call `method` of `thing`; give `default` where this kind or this Houdini has none."""
    try:
        return getattr(thing, method)()
    except (AttributeError, NotImplementedError, hou.Error):
        return default


def _member(template, method, usual):
    # type: (hou.ParmTemplate, str, str) -> str | None
    """Give the name of the enum member `method` gives, or None for the usual one."""
    value = _ask(template, method)
    name = None if value is None else _text(value.name())
    return None if name == usual else name


def _by_name(conditions):
    # type: (dict[hou.EnumValue, str] | None) -> dict[str, str]
    return {_text(key.name()): _text(value) for key, value in (conditions or {}).items()}


def _code(text, language):
    # type: (str, hou.EnumValue | None) -> dict[str, object] | None
    return {"text": _text(text), "language": _language(language)} if text else None


def _language(member):
    # type: (hou.EnumValue | None) -> str
    return "hscript" if member is None else _text(member.name()).lower()


def _as_tuple(value):
    # type: (object) -> tuple[Any, ...]
    return value if isinstance(value, tuple) else (value,)


def _plain(value):
    # type: (Any) -> Any
    """Give `value` as JSON has it: no byte strings, no infinite numbers."""
    finite = not isinstance(value, float) or value - value == 0
    return _text(value) if finite else None


def _text(value):
    # type: (Any) -> str
    """Give unicode text; under Python 2 `hou` gives UTF-8 bytes."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _without_empty(facts):
    # type: (dict[str, Any]) -> dict[str, Any]
    return {
        key: value
        for key, value in facts.items()
        if not (value is None or value is False or value in ("", [], {}))
    }


def _reason(error):
    # type: (BaseException) -> str
    return str(_ask(error, "instanceMessage") or error).strip().rstrip(".")


def _expanded(path):
    # type: (str) -> str
    """Give `path` without variables such as $HIP, which file choosers like to give."""
    for holder in (getattr(hou, "text", None), hou):
        expand = getattr(holder, "expandString", None)
        if expand is not None:
            return str(expand(path))
    return path


def _write(data, path):
    # type: (bytes, str | None) -> None
    if path is None:
        stream = getattr(sys.stdout, "buffer", sys.stdout)  # type: Any
        stream.write(data)
        stream.flush()
        return
    with open(path, "wb") as file:
        file.write(data)


def _tell(message):
    # type: (str) -> None
    if hou.isUIAvailable():
        hou.ui.displayMessage(message)
    else:
        sys.stderr.write(message + "\n")


# A shelf tool and a shell have no file of their own.
if "kwargs" in globals() or "__file__" not in globals():
    run_in_houdini()
elif __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
