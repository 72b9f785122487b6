"""Modules of PDG types are imported below this package; see `pdg.TypeRegistry`."""

from __future__ import annotations

from pdg._registry import TypeRegistry

__all__ = ["registerPythonModules", "registerPythonPath"]


def registerPythonModules() -> None:
    """Load every module on the search path, as PDG does when it starts."""
    TypeRegistry.types()._discover()


def registerPythonPath(path: str, update_tops: bool = True) -> bool:
    """Load the module or package of types at `path`: `TypeRegistry.registerPythonPath`."""
    return TypeRegistry.types().registerPythonPath(path, update_tops)
