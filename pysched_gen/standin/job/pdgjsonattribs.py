"""Attributes of work item JSON, read and written. `pdgjson` is what jobs import."""

from __future__ import annotations

import ast
from typing import Any

from pdgjsonkinds import File, attribFlag
from pdgjsonkinds import attribType as Kind

__all__ = ["Attribute", "AttributeOwner"]

_INTERNAL = "__pdg_"
_DEFAULTS: dict[Kind, Any] = {
    Kind.Int: 0,
    Kind.Float: 0.0,
    Kind.String: "",
    Kind.Dict: {},
}


class Attribute:
    """One attribute: its kind, flags and values."""

    def __init__(self, name: str, kind: Kind, values: Any = (), flags: int = 0) -> None:
        """Keep what is given."""
        self.name = name
        self.type = kind
        self.flags = flags
        self.changed = False
        self.values: list[Any] = list(values)

    @classmethod
    def from_json(cls, name: str, fields: dict[str, Any]) -> Attribute:
        """Make the attribute that `fields` stand for."""
        kind = Kind(int(fields["type"]))
        values = fields["value"]
        if kind in (Kind.PyObject, Kind.Geometry):
            values = [_literal(values)]
        elif kind is Kind.File:
            values = [File.from_json(value) for value in values]
        return cls(name, kind, values, int(fields.get("flag", 0)))

    def asJSON(self) -> dict[str, Any]:
        """Give what stands for the attribute."""
        values: Any = [v.as_json() if isinstance(v, File) else v for v in self.values]
        if self.type in (Kind.PyObject, Kind.Geometry):
            values = repr(self.values[0] if self.values else None)
        fields = {"type": int(self.type), "flag": self.flags, "own": True}
        return {**fields, "concat": False, "value": values}

    @property
    def size(self) -> int:
        """The number of values."""
        return len(self.values)

    def hasFlag(self, flag: int) -> bool:
        """Tell whether `flag` is set."""
        return bool(self.flags & flag)

    def value(self, index: int = 0) -> Any:
        """Give the value at `index`; raises IndexError."""
        return self.values[index]

    def set(self, value: Any, index: int) -> None:
        """Set a value, all of them with a list, or append one with index -1."""
        self.changed = True
        if isinstance(value, (list, tuple)) and self.type is not Kind.PyObject:
            self.values = list(value)
        elif index < 0:
            self.values.append(value)
        else:
            default = _DEFAULTS.get(self.type)
            self.values += [default] * (index + 1 - len(self.values))
            self.values[index] = value


class AttributeOwner:
    """Reads and keeps attributes; what is not there is None."""

    def __init__(self, expand_strings: bool = False) -> None:
        """Start without attributes; `expand_strings` resolves tokens in strings when read."""
        self._attributes: dict[str, Attribute] = {}
        self._expand = expand_strings

    def _load_attributes(self, fields: dict[str, Any]) -> None:
        for name, entry in fields.get("attributes", {}).items():
            self._attributes[name] = Attribute.from_json(name, entry)

    def attrib(self, name: str, attrib_type: int = Kind.Undefined) -> Attribute | None:
        """Give the attribute `name`, of any kind or of one; None where there is none."""
        found = self._attributes.get(name)
        if found is None or attrib_type not in (Kind.Undefined, found.type):
            return None
        return found

    def hasAttrib(self, name: str) -> bool:
        """Tell whether there is an attribute `name`."""
        return self.attrib(name) is not None

    def attribNames(self, attrib_type: int = Kind.Undefined) -> list[str]:
        """Give the names of all attributes, or of those of one kind; internal ones not."""
        return [
            name
            for name, attribute in self._attributes.items()
            if attrib_type in (Kind.Undefined, attribute.type) and not name.startswith(_INTERNAL)
        ]

    def attribValues(self, attrib_type: int = Kind.Undefined) -> dict[str, list[Any]]:
        """Give the values of all attributes, or of those of one kind, by name."""
        return {name: self.attribArray(name) or [] for name in self.attribNames(attrib_type)}

    def attribType(self, name: str) -> int:
        """Give the kind of the attribute `name`."""
        found = self.attrib(name)
        return Kind.Undefined if found is None else found.type

    def attribValue(self, name: str, index: int = 0) -> Any:
        """Give one value of any kind."""
        return self._value(name, index, Kind.Undefined)

    def intAttribValue(self, name: str, index: int = 0) -> Any:
        """Give one value of an int attribute."""
        return self._value(name, index, Kind.Int)

    def floatAttribValue(self, name: str, index: int = 0) -> Any:
        """Give one value of a float attribute."""
        return self._value(name, index, Kind.Float)

    def stringAttribValue(self, name: str, index: int = 0) -> Any:
        """Give one value of a string attribute."""
        return self._value(name, index, Kind.String)

    def fileAttribValue(self, name: str, index: int = 0) -> Any:
        """Give one file of a file attribute."""
        return self._value(name, index, Kind.File)

    def dictAttribValue(self, name: str, index: int = 0) -> Any:
        """Give one dict of a dict attribute."""
        return self._value(name, index, Kind.Dict)

    def pyObjectAttribValue(self, name: str) -> Any:
        """Give the object of a PyObject attribute."""
        return self._value(name, 0, Kind.PyObject)

    def attribArray(self, name: str) -> list[Any] | None:
        """Give all values of any kind."""
        return self._array(name, Kind.Undefined)

    def intAttribArray(self, name: str) -> list[int] | None:
        """Give all values of an int attribute."""
        return self._array(name, Kind.Int)

    def floatAttribArray(self, name: str) -> list[float] | None:
        """Give all values of a float attribute."""
        return self._array(name, Kind.Float)

    def stringAttribArray(self, name: str) -> list[str] | None:
        """Give all values of a string attribute."""
        return self._array(name, Kind.String)

    def fileAttribArray(self, name: str) -> list[File] | None:
        """Give all files of a file attribute."""
        return self._array(name, Kind.File)

    def dictAttribArray(self, name: str) -> list[dict[str, Any]] | None:
        """Give all dicts of a dict attribute."""
        return self._array(name, Kind.Dict)

    @property
    def environment(self) -> dict[str, Any]:
        """The attributes that are exported to the environment, by name."""
        return {
            name: attribute.values[0] if attribute.size == 1 else _joined(attribute.values)
            for name, attribute in self._attributes.items()
            if attribute.hasFlag(attribFlag.EnvExport)
        }

    def _keep(self, name: str, kind: Kind, value: Any, index: int) -> None:
        found = self.attrib(name, kind)
        if found is None or self._attributes.get(name) is not found:
            found = self._attributes[name] = Attribute(name, kind)
        found.set(value, index)

    def _value(self, name: str, index: int, kind: Kind) -> Any:
        values = self._array(name, kind)
        return values[index] if values is not None and 0 <= index < len(values) else None

    def _array(self, name: str, kind: Kind) -> list[Any] | None:
        found = self.attrib(name, kind)
        if found is None:
            return None
        if self._expand and found.type is Kind.String:
            return [File(value).local_path for value in found.values]
        return list(found.values)


def _joined(values: list[Any]) -> str:
    return " ".join(value.path if isinstance(value, File) else str(value) for value in values)


def _literal(text: Any) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError):
        return text
