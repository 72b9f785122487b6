"""Turns Houdini PDG Python Scheduler snippets into checked, registered scheduler packages."""

__version__ = "0.1.0"
