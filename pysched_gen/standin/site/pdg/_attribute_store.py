"""The attributes of one work item or graph by name, and the rules for writing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from pdg._attribute import Attribute, is_array
from pdg._attribute_kinds import KINDS
from pdg._attribute_lock import may_write
from pdg._enums import attribErrorLevel, attribFlag, attribOverwrite, attribType
from pdg._errors import AttribError

if TYPE_CHECKING:
    import threading

__all__ = ["AttributeStore", "check_name", "is_internal"]

_INTERNAL = "__pdg_"


class AttributeStore:
    """What `pdg.AttributeOwner` is made on."""

    __slots__ = ("_attributes",)

    def __init__(self) -> None:
        """Start without attributes."""
        # Most of a hundred thousand items have none: the dict comes with the first.
        self._attributes: dict[str, Attribute] | None = None

    def _find(self, name: str, kind: attribType) -> Any:
        found = (self._attributes or {}).get(name)
        if found is None or kind not in (attribType.Undefined, found.type):
            return None
        return found

    def _is_free(self, name: str) -> bool:
        return name not in (self._attributes or {})

    def _erase(self, name: str) -> bool:
        if self._is_free(name):
            return False
        self._check_writable(name)
        del (self._attributes or {})[name]
        return True

    def _value(self, name: str, kind: attribType, index: int) -> Any:
        found = self._find(name, kind)
        return None if found is None or not 0 <= index < found.size else found.value(index)

    def _array(self, name: str, kind: attribType) -> list[Any]:
        found = self._find(name, kind)
        return [] if found is None else found.values

    def _set(
        self,
        kind: attribType,
        name: str,
        value: Any,
        index: int,
        overwrite: attribOverwrite,
        error_level: attribErrorLevel,
    ) -> Any:
        def assign() -> Any:
            attribute = self._checked(name, kind, overwrite)
            if is_array(value):
                attribute.setValues(value)
            else:
                attribute.setValue(value, index)
            return attribute

        return self._try(error_level, assign)

    def _try(self, error_level: attribErrorLevel, action: Callable[[], Any]) -> Any:
        try:
            return action()
        except AttribError as error:
            if error_level == attribErrorLevel.Error:
                raise
            if error_level == attribErrorLevel.Warn:
                self._warn_attribute(str(error))
            return None

    def _checked(self, name: str, kind: attribType, overwrite: attribOverwrite) -> Any:
        """Return the attribute to write to, or raise AttribError."""
        self._check_writable(name)
        found = self._find(name, attribType.Undefined)
        if found is not None and overwrite == attribOverwrite.Never:
            raise AttribError(f"attribute '{name}' exists")
        if found is not None and found.type != kind and overwrite == attribOverwrite.Match:
            raise AttribError(f"attribute '{name}' is of type {found.type.name}, not {kind.name}")
        if found is None or found.type != kind:
            return self._create(name, kind)
        return found

    def _create(self, name: str, kind: attribType) -> Any:
        check_name(name)
        if int(kind) not in KINDS:
            raise AttribError(f"attribute '{name}' cannot be of type {kind.name}")
        if self._attributes is None:
            self._attributes = {}
        attribute = KINDS[int(kind)](self, name)
        self._attributes[name] = attribute
        return attribute

    def _write(self, name: str, kind: attribType, value: Any, index: int = 0) -> Any:
        """Set an attribute without asking for the lock, for what jobs report and files hold.

        One of another kind is replaced. A negative `index` appends, as job scripts do with -1.
        """
        found = self._find(name, kind) or self._create(name, kind)
        if is_array(value):
            found._values = [found._accept(one) for one in value]
        elif not found.isArray:
            found._values = [found._accept(value)]
        elif index < 0:
            found._values.append(found._accept(value))
        else:
            found._values += [found._empty() for _ in range(index + 1 - found.size)]
            found._values[index] = found._accept(value)
        return found

    def _check_writable(self, name: str) -> None:
        if not self._is_open() and not may_write(self):
            raise AttribError(
                f"attribute '{name}' can be written in onSchedule, or inside "
                "`with work_item.lockAttributes():`"
            )

    def _is_open(self) -> bool:
        """Tell whether a callback that may write attributes is running."""
        return True

    def _attribute_lock(self) -> threading.RLock | None:
        """Return what `lockAttributes` locks."""
        return None

    def _warn_attribute(self, message: str) -> None:
        """Say what `attribErrorLevel.Warn` asks to be said."""


def is_internal(attribute: Attribute) -> bool:
    """Tell whether `attribute` is kept out of listings."""
    return attribute.name.startswith(_INTERNAL) or attribute.hasFlag(attribFlag.Internal)


def check_name(name: str) -> None:
    """Raise AttribError where `name` cannot name an attribute."""
    if not Attribute.isValidName(name):
        raise AttribError(f"'{name}' is no name of an attribute: letters, digits and _ only")
