"""A scheduler and its interface in, the sections of its asset out.

The asset has no contents: its code is the registered type, found by `pdgtype='scheduler'
subtype=<name>` in the extra information (seen in every public asset that fronts a scheduler).
What it adds is the layout of the parameters, help, an icon, and a button that submits the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.asset.help_page import help_page
from pysched_gen.asset.layout import whole_layout
from pysched_gen.formats.dialog_script import write
from pysched_gen.formats.dialog_script.tree import Folder, Header, Help, Parm, Script, parms_of
from pysched_gen.formats.hda.expanded import library_files
from pysched_gen.formats.hda.facts import Facts
from pysched_gen.formats.hda.library import library_bytes
from pysched_gen.resources import resource_folder
from pysched_gen.signed_file import UNSIGNED, is_signed, mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.formats.dialog_script.tree import Items
    from pysched_gen.model.scheduler import Scheduler

__all__ = [
    "SUBMIT_BUTTON",
    "Definition",
    "asset_bytes",
    "asset_files",
    "definition_of",
    "is_unchanged",
    "package_files",
]

SUBMIT_BUTTON = "submitjob"
_SUBMIT_FOLDER = "submitjobfolder"
_SUBMIT_METHOD = "submitAsJob"
_SCRIPT, _MODULE = "DialogScript", "PythonModule"
_SUBMIT_CALL = "hou.pwd().hm().submitGraphAsJob(kwargs, hou.pwd())"
_OPTIONS = {
    "CheckExternal": 1,
    "ContentsCompressionType": 1,
    "ForbidOutsideParms": 1,
    "GzipContents": 1,
    "LockContents": 1,
    "MakeDefault": 1,
    "ParmsFromVfl": 0,
    "PrefixDroppedParmLabel": 0,
    "PrefixDroppedParmName": 0,
    "SaveCachedCode": 0,
    "SaveIcon": 1,
    "SaveSpareParms": 0,
    "UnlockOnCreate": 0,
    "UseDSParms": 1,
}


@dataclass(frozen=True, slots=True)
class Definition:
    """What an asset is.

    Attributes:
        name: operator type, the same as the registered type.
        label: as the TAB menu shows it.
        interface: its parameters.
        submits: it has a button that calls `submitAsJob`.
    """

    name: str
    label: str
    interface: Items
    submits: bool = True

    @property
    def key(self) -> str:
        """Key in its library."""
        return f"Top/{self.name}"

    @property
    def facts(self) -> Facts:
        """What the index of its library says of it; its extra information makes it a scheduler."""
        return Facts(
            operator=self.name,
            label=self.label,
            table="Top",
            extra=f"pdgtype='scheduler' subtype={self.name} ",  # Houdini writes a blank behind it
            path=f"oplib:/{self.key}?{self.key}",
            icon=f"opdef:/{self.key}?IconSVG",
        )

    @property
    def layout(self) -> Items:
        """Its interface, with the folder of the button that submits where that is missing."""
        taken = {field.name for field in parms_of(self.interface)}
        if not self.submits or SUBMIT_BUTTON in taken:
            return self.interface
        tags = (("script_callback", _SUBMIT_CALL), ("script_callback_language", "python"))
        button = Parm(SUBMIT_BUTTON, "button", "Submit Graph As Job", default=("0",), tags=tags)
        return (*self.interface, Folder(_SUBMIT_FOLDER, label="Submit As Job", items=(button,)))


def definition_of(scheduler: Scheduler) -> Definition:
    """Give the asset of `scheduler`; it submits if `submitAsJob` is the user's, not a default."""
    layout = whole_layout(scheduler.interface, scheduler.parm_prefix, scheduler.release)
    has_button = SUBMIT_BUTTON in {field.name for field in parms_of(layout)}
    given = any(one.method == _SUBMIT_METHOD and not one.is_default for one in scheduler.callbacks)
    return Definition(scheduler.name, scheduler.label, layout, submits=given or has_button)


def package_files(scheduler: Scheduler) -> Mapping[str, str]:
    """Return relative path to text of the asset in a package: Houdini loads what is in `otls`."""
    folder = f"otls/{scheduler.name}.hda"
    files = asset_files(definition_of(scheduler))
    return {f"{folder}/{path}": text for path, text in files.items()}


def asset_files(definition: Definition) -> Mapping[str, str]:
    """Return relative path to text of the folder that takes the place of a `.hda` file."""
    sections = _sections(definition)
    return library_files(definition.key, definition.facts, sections, sections.keys() & {_MODULE})


def asset_bytes(definition: Definition) -> bytes:
    """Return the `.hda` file that holds the asset."""
    sections = _sections(definition)
    return library_bytes(definition.key, definition.facts, sections, sections.keys() & {_MODULE})


def _sections(definition: Definition) -> Mapping[str, str]:
    """Give section name to text, in the order in which Houdini writes them.

    `ExtraFileOptions` is not among them: its form differs between the kinds of library. The
    dialog script has a mark in its head; see `is_unchanged`.
    """
    sections = {
        _SCRIPT: _dialog_script(definition),
        "CreateScript": _create_script(definition),
        "TypePropertiesOptions": "".join(f"{key} := {_OPTIONS[key]};\n" for key in _OPTIONS),
        "Help": help_page(definition.label, definition.name, definition.interface),
        "Tools.shelf": _resource("tools.shelf"),
        "IconSVG": _resource("icon.svg"),
    }
    if definition.submits:
        sections[_MODULE] = _python_module(definition)
    mark = mark_of(_joined(sections))
    return {**sections, _SCRIPT: sections[_SCRIPT].replace(UNSIGNED, mark, 1)}


def is_unchanged(sections: Mapping[str, str]) -> bool:
    """Tell whether `sections` are those that `_sections` gave, of whatever scheduler."""
    return is_signed(_joined(sections).encode())


def _joined(sections: Mapping[str, str]) -> str:
    return "".join(f"{name}\0{sections[name]}\0" for name in sorted(sections))


def _dialog_script(definition: Definition) -> str:
    header = Header(definition.name, definition.name, definition.label, (Help(("",)),))
    heading = f"# Dialog script for {definition.name} automatically generated\n# {UNSIGNED}\n"
    return write(Script(definition.layout, header, heading, "\n"))


def _create_script(definition: Definition) -> str:
    """Give the hscript that Houdini runs for a new node; it sets what a node cannot be without."""
    return (
        "# Automatically generated script\n"
        "\\set noalias = 1\n"
        "#\n"
        f"#  Creation script for {definition.name} operator\n"
        "#\n"
        "\n"
        'if ( "$arg1" == "" ) then\n'
        "    echo This script is intended as a creation script\n"
        "    exit\n"
        "endif\n"
        "\n"
        f"# Node $arg1 ({definition.key})\n"
        "opexprlanguage -s hscript $arg1\n"
        "opuserdata -n '___Version___' -v '' $arg1\n"
    )


def _python_module(definition: Definition) -> str:
    """Give what the button calls: `submitGraphAsJob` of PDG, which calls `submitAsJob`."""
    return (
        "def submitGraphAsJob(kwargs, node):\n"
        '    """Submit the whole graph as one job through this scheduler."""\n'
        "    from pdg.scheduler import submitGraphAsJob\n"
        "\n"
        f"    submitGraphAsJob(kwargs, node, {definition.label!a})\n"
    )


def _resource(name: str) -> str:
    return (resource_folder("templates") / "asset" / name).read_text(encoding="utf-8")
