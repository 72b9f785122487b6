# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Modules of PDG types are imported below this package; see `pdg.TypeRegistry`."""

def registerPythonModules() -> None:
    """Load every module on the search path, as PDG does when it starts."""

def registerPythonPath(path: str, update_tops: bool = ...) -> bool:
    """Load the module or package of types at `path`: `TypeRegistry.registerPythonPath`."""
