# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""The attributes of one work item or graph by name, and the rules for writing them."""

from pdg._attribute import Attribute

class AttributeStore:
    """What `pdg.AttributeOwner` is made on."""

    def __init__(self) -> None:
        """Start without attributes."""

def is_internal(attribute: Attribute) -> bool:
    """Tell whether `attribute` is kept out of listings."""

def check_name(name: str) -> None:
    """Raise AttribError where `name` cannot name an attribute."""
