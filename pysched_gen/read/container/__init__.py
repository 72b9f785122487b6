"""The files that Houdini saves nodes in, and lazy access to what they hold.

    with open_container(path, display) as container:
        for node in nodes(archive, wanted): node.text("parm")

Told apart by content, never by extension.
"""

from __future__ import annotations

from pysched_gen.read.container.archive import Archive, Member
from pysched_gen.read.container.blob import Blob, DataBlob, FileBlob
from pysched_gen.read.container.nodes import NodeFiles, NodeType, node_types, nodes

__all__ = [
    "Archive",
    "Blob",
    "DataBlob",
    "FileBlob",
    "Member",
    "NodeFiles",
    "NodeType",
    "node_types",
    "nodes",
]
