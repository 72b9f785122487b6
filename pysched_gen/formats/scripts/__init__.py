"""Texts that recreate nodes: `hou.Node.asCode` and hscript's `opscript`."""
