# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Exceptions of `pdg`, by the names Houdini 21.0 and 22.0 export."""

class CookError(Exception):
    """What a callback raises to end the cook, or the cook of an item, with its message."""

class AttribError(Exception):
    """An attribute does not exist, has another type, or may not be written now."""

class ServiceError(Exception):
    """A service could not be started, stopped or used."""

class ExpressionError(Exception):
    """An expression of a parameter could not be evaluated."""
