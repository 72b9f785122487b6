"""Houdini's files, read without Houdini; nothing here knows schedulers.

`open` is the library: scenes, asset libraries and pieces of networks, their nodes, parameters
and assets. `docs/formats/README.md` has examples. What a file is, is told by its content; bodies
are read only when asked for. `open_container` and what it gives are the layer below.
"""

from __future__ import annotations

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
from pysched_gen.formats.houdini_file import open_houdini as open  # noqa: A004 - gzip.open's way
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
