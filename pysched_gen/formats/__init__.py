"""Houdini's files, read without Houdini; nothing here knows schedulers.

`open` is the library: scenes, asset libraries and pieces of networks, their nodes, parameters
and assets. `docs/formats/README.md` has examples. What a file is, is told by its content; bodies
are read only when asked for. `open_container` and what it gives are the layer below.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pysched_gen.formats.hda.asset import Asset, Library
    from pysched_gen.formats.hda.facts import Facts
    from pysched_gen.formats.houdini_file import (
        AssetDefinition,
        HoudiniFile,
        Node,
        NodeParm,
        Take,
        Value,
    )
    from pysched_gen.formats.houdini_file import open_houdini as open  # noqa: A004
    from pysched_gen.formats.opening import container_in, open_container
    from pysched_gen.formats.scene.archive import Archive, Member
    from pysched_gen.formats.scene.blob import Blob, DataBlob, FileBlob
    from pysched_gen.formats.scene.def_file import Input
    from pysched_gen.formats.scene.nodes import NodeFiles, NodeType, node_types, nodes

__all__ = [
    "Archive",
    "Asset",
    "AssetDefinition",
    "Blob",
    "DataBlob",
    "Facts",
    "FileBlob",
    "HoudiniFile",
    "Input",
    "Library",
    "Member",
    "Node",
    "NodeFiles",
    "NodeParm",
    "NodeType",
    "Take",
    "Value",
    "container_in",
    "node_types",
    "nodes",
    "open",
    "open_container",
]

# Scenes and libraries are many modules, and most who read a dialog script or JSON need none.
_MODULES = {
    "hda.asset": ("Asset", "Library"),
    "hda.facts": ("Facts",),
    "houdini_file": ("AssetDefinition", "HoudiniFile", "Node", "NodeParm", "Take", "Value"),
    "opening": ("container_in", "open_container"),
    "scene.archive": ("Archive", "Member"),
    "scene.blob": ("Blob", "DataBlob", "FileBlob"),
    "scene.def_file": ("Input",),
    "scene.nodes": ("NodeFiles", "NodeType", "node_types", "nodes"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a name of `__all__` when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_MODULE_OF.get(name, 'houdini_file')}")
    globals()[name] = value = getattr(module, "open_houdini" if name == "open" else name)
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
