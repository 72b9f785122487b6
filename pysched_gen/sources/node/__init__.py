"""The members that Houdini saves of one node in, values out."""
