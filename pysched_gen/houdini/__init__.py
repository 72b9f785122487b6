"""Facts about Houdini and PDG, release by release, and scripts that run inside Houdini.

`dump_node` runs there: it is a single file that needs nothing of this package.
"""
