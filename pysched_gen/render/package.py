"""Lay a scheduler out as the files of a package."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pysched_gen.check.included import brought_code
from pysched_gen.formats.template_body import is_declarable, template_entry
from pysched_gen.houdini.pdg_names import MIXINS
from pysched_gen.model.scheduler import Base, CallbackServer
from pysched_gen.render.dialog_script import overridable_section
from pysched_gen.render.format import ends_unformatted
from pysched_gen.render.literal import docstring_text, python_literal
from pysched_gen.render.module import fill_module
from pysched_gen.render.options import Layout, Options
from pysched_gen.resources import resource_folder
from pysched_gen.sources.parameters import OLD_OVERRIDABLE_TAG, OVERRIDABLE_TAG, is_overridable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment

    from pysched_gen.formats.dialog_script.tree import Multiparm, Parm
    from pysched_gen.houdini.callbacks import Argument
    from pysched_gen.houdini.releases import Release
    from pysched_gen.model.scheduler import Callback, Scheduler

__all__ = [
    "USER_DIALOG_SCRIPT",
    "Rendered",
    "render",
]

USER_DIALOG_SCRIPT = "topscheduler.user.ds"
_TEMPLATES = "package"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The texts of one package.

    Attributes:
        files: relative path to text, of files that belong to the scheduler alone.
        sections: relative path to the scheduler's part of a file it shares.
    """

    files: Mapping[str, str]
    sections: Mapping[str, str] = field(default_factory=dict)


def render(scheduler: Scheduler, options: Options) -> Rendered:
    """Give the files of `scheduler`, paths relative to a directory on HOUDINI_PATH.

    The scheduler has been checked: its name is a module name and every text parses.

    Raises:
        InternalError: a generated body is not its snippet.
    """
    values = _values(scheduler, options)
    name = scheduler.name
    files: dict[str, str] = {}
    if options.layout is Layout.MODULE:
        skeleton = _render_template("scheduler.py", values)
        files[f"pdg/types/{name}.py"] = fill_module(scheduler, skeleton)
    else:
        files[f"pdg/types/{name}/__init__.py"] = _render_template("__init__.py", values)
        skeleton = _render_template("scheduler.py", {**values, "register": ""})
        files[f"pdg/types/{name}/{name}.py"] = fill_module(scheduler, skeleton)
    if options.houdini_package:
        files[f"packages/{name}.json"] = _houdini_package()
    if options.asset:
        from pysched_gen.asset.definition import package_files  # noqa: PLC0415 - start-up

        files |= package_files(scheduler)
    section = overridable_section(scheduler.interface, scheduler.category)
    if section:
        section = f"{_heading(scheduler, options.command_line)}\n{section}"
    return Rendered(files, {USER_DIALOG_SCRIPT: section} if section else {})


def _houdini_package() -> str:
    """Give a Houdini package file that puts its parent folder on HOUDINI_PATH.

    Houdini sets HOUDINI_PACKAGE_PATH to the folder of the package file it reads.
    """
    return json.dumps({"path": "$HOUDINI_PACKAGE_PATH/.."}, indent=4) + "\n"


def _values(scheduler: Scheduler, options: Options) -> dict[str, object]:
    local = scheduler.base is Base.LOCAL_SCHEDULER
    mixin = not local and scheduler.callback_server is not CallbackServer.NONE
    annotate = not scheduler.release.python_2
    parameters = [
        _declaration(one.item, scheduler.release)
        for one in scheduler.parameters
        if is_declarable(one.item)
    ]
    own_body = "inherited" if parameters else ""
    included = brought_code(scheduler)
    of_environment = bool(set(included) & {*_OF_NODE, "path_map", "rpc"})
    module_path = "" if options.layout is Layout.MODULE else f"{scheduler.name}."
    values: dict[str, object] = {
        "heading": _heading(scheduler, options.command_line),
        "docstring": docstring_text(f"{scheduler.label}, a PDG scheduler."),
        "annotate": annotate,
        "annotation": _annotation(annotate),
        "returns": _returns(annotate),
        "local": local,
        "mixin": mixin,
        "module": scheduler.name,
        "class_name": scheduler.class_name,
        "class_path": module_path + scheduler.class_name,
        "event_mixins": sorted((MIXINS[name], name) for name in scheduler.bases),
        "bases": ", ".join(
            [*(["CallbackServerMixin"] if mixin else []), *scheduler.bases, scheduler.base.value]
        ),
        "name": python_literal(scheduler.name),
        "label": python_literal(scheduler.label),
        "category": python_literal(scheduler.category),
        "parm_category": scheduler.release >= "19.0",
        "parm_prefix": python_literal(scheduler.parm_prefix),
        "template_body": own_body if local else "own",
        "parameters": python_literal(parameters),
        "included": included,
        "of_node": bool(set(included) & set(_OF_NODE)),
        "of_environment": of_environment,
        "of_items": of_environment or bool({"working_directory", "scripts"} & set(included)),
        "super": "super()" if annotate else f"super({scheduler.class_name}, self)",
        "header": scheduler.header is not None,
        "unformatted": scheduler.header is not None and ends_unformatted(scheduler.header.text),
        "init": not local or scheduler.init is not None,
        "init_arguments": _init_arguments(annotate),
        "init_bases": _init_bases(scheduler, mixin=mixin),
        "methods": [_method(callback, annotate) for callback in scheduler.callbacks],
    }
    return {**values, "register": _render_template("register.py", values).rstrip("\n")}


# Code for included parameters that sets variables by what the node of an item says.
_OF_NODE = ("environment", "inherit", "threads")


def _declaration(item: Parm | Multiparm, release: Release) -> dict[str, object]:
    old = [] if release >= "18.0" else [OLD_OVERRIDABLE_TAG]
    tag = {"tag": [OVERRIDABLE_TAG, *old]} if is_overridable(item) else {}
    return {**template_entry(item), **tag}


def _init_arguments(annotate: bool) -> str:  # noqa: FBT001 - one of two spellings
    return ", scheduler: pdg.Scheduler, name: str" if annotate else ", scheduler, name"


def _init_bases(scheduler: Scheduler, *, mixin: bool) -> list[str]:
    calls = [f"{scheduler.base.value}.__init__(self, scheduler, name)"]
    if mixin:
        local_only = scheduler.callback_server is CallbackServer.LOCAL
        calls.append(f"CallbackServerMixin.__init__(self, {local_only})")
    return [*calls, *(f"{name}.__init__(self)" for name in scheduler.bases)]


def _method(callback: Callback, annotate: bool) -> dict[str, str]:  # noqa: FBT001
    return {
        "name": callback.method,
        "arguments": "".join(_argument(a, annotate) for a in callback.form.arguments),
        "returns": callback.form.returns.value,
    }


def _argument(argument: Argument, annotate: bool) -> str:  # noqa: FBT001
    return f", {argument.name}{_annotation(annotate)(argument.annotation)}"


def _annotation(annotate: bool) -> Callable[[str], str]:  # noqa: FBT001
    return lambda text: f": {text}" if annotate else ""


def _returns(annotate: bool) -> Callable[[str], str]:  # noqa: FBT001
    return lambda text: f" -> {text}" if annotate else ""


def _heading(scheduler: Scheduler, options: str) -> str:
    """Give the comment lines that say what made the file and how to make it again.

    They hold no time, host, path or tool version, so equal input gives equal bytes. The word
    `@generated` keeps code modification tools such as LibCST's off the file. `options` are
    those of the command line that shape the output.
    """
    command = f"pysched-gen generate SOURCE -o DIR {options}".rstrip()
    return "\n".join(
        (
            "# @generated by pysched-gen: edit the source, not this file.",
            f"# Source: scheduler {scheduler.name}, sha256 {scheduler.digest}",
            f"# Houdini: {scheduler.release} and later",
            f"# Regenerate: {command}",
        )
    )


def _render_template(name: str, values: Mapping[str, object]) -> str:
    """Give the template `name` of `templates/package` filled with `values`.

    User text reaches a template as a value only, never as template text.
    """
    return _environment().get_template(f"{name}.jinja").render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - start-up

    return Environment(
        loader=FileSystemLoader(resource_folder("templates") / _TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python, not HTML
    )
