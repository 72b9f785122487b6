"""The files that Houdini saves nodes in, and lazy access to what they hold.

    with open_container(path, display) as container:   # an Archive, a Library or None
        for node in nodes(container, wanted):
            node.text("parm")

Told apart by content, never by extension. Bodies are read only when asked for.
"""

from __future__ import annotations

from pysched_gen.formats.hda.asset import Asset, Facts, Library
from pysched_gen.formats.opening import container_in, open_container
from pysched_gen.formats.scene.archive import Archive, Member
from pysched_gen.formats.scene.blob import Blob, DataBlob, FileBlob
from pysched_gen.formats.scene.nodes import NodeFiles, NodeType, node_types, nodes

__all__ = [
    "Archive",
    "Asset",
    "Blob",
    "DataBlob",
    "Facts",
    "FileBlob",
    "Library",
    "Member",
    "NodeFiles",
    "NodeType",
    "container_in",
    "node_types",
    "nodes",
    "open_container",
]
