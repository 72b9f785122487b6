"""A graph as plain values, and the JSON of it: the file of `cook` and of graphs cooked as a job.

{"schema": "pysched-gen/graph", "version": 1, "nodes": [{"name": ..., "items": [...]}]}
"""

from __future__ import annotations

import json
from typing import Any, Iterator, Mapping, Sequence

__all__ = ["GraphSpec", "ItemSpec", "NodeSpec", "SpecError", "SubItemSpec"]

SCHEMA = "pysched-gen/graph"
VERSION = 1
_ACTIVATIONS = ("First", "Any", "All")
_COOK_TYPES = ("OutOfProcess", "InProcess", "Service", "Generate")
_MATCHES = ("Prefix", "Suffix", "Contains")


class SpecError(ValueError):
    """A graph is not what the format asks for; the text names the place."""


class _Values:
    """Fields by name, and the JSON object they are read from and written to.

    `_fields` gives for each field its name in JSON, its type and its default, None for a field
    that has to be there. A field at its default is not written.
    """

    _fields: dict[str, tuple[str, Any, Any]] = {}  # noqa: RUF012 - read only

    def __init__(self, **values: Any) -> None:
        """Take fields by name; raises TypeError for one that is missing or not known."""
        unknown = sorted(set(values) - set(self._fields))
        if unknown:
            raise TypeError("{} has no {}".format(type(self).__name__, ", ".join(unknown)))
        for name, (_key, _kind, default) in self._fields.items():
            if name not in values and default is _REQUIRED:
                raise TypeError("{} needs {}".format(type(self).__name__, name))
            setattr(self, name, values.get(name, _fresh(default)))

    @classmethod
    def _read(cls, data: object, place: str) -> dict[str, Any]:
        """Return the fields in the JSON object `data`; raises SpecError."""
        if not isinstance(data, dict):
            raise SpecError("{}: expected an object, got {}".format(place, _shown(data)))
        known = {key: (name, kind) for name, (key, kind, _default) in cls._fields.items()}
        values = {}
        for key, value in data.items():
            if key not in known:
                raise SpecError("{}: {!r} is not known here".format(place, key))
            name, kind = known[key]
            values[name] = _checked(value, kind, "{}.{}".format(place, key))
        for name, (key, _kind, default) in cls._fields.items():
            if default is _REQUIRED and name not in values:
                raise SpecError("{}: {!r} is missing".format(place, key))
        return values

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object, without the fields that are at their default."""
        written = {}
        for name, (key, _kind, default) in self._fields.items():
            value = getattr(self, name)
            if default is _REQUIRED or value != _fresh(default):
                written[key] = _plain(value)
        return written

    def __eq__(self, other: object) -> bool:
        """Compare all fields."""
        return type(other) is type(self) and vars(other) == vars(self)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "{}({})".format(type(self).__name__, self.to_json())


_REQUIRED = object()
_NUMBER = (int, float)


class SubItemSpec(_Values):
    """An item of a batch."""

    index: int | None
    name: str | None
    command: str
    attributes: dict[str, Any]
    environment: dict[str, str]
    depends_on: list[str]
    expected_outputs: list[str]
    frame: float | None

    _fields = {  # noqa: RUF012 - read only
        "index": ("index", int, None),
        "name": ("name", str, None),
        "command": ("command", str, ""),
        "attributes": ("attributes", dict, {}),
        "environment": ("environment", dict, {}),
        "depends_on": ("dependsOn", [str], []),
        "expected_outputs": ("expectedOutputs", [str], []),
        "frame": ("frame", _NUMBER, None),
    }


class ItemSpec(SubItemSpec):
    """A work item: a batch where it has sub-items, a partition where it names its items."""

    label: str
    priority: int
    cook_type: str
    script: str
    file_dependencies: list[str]
    partition: list[str]
    activation: str
    batch: list[SubItemSpec]

    _fields = {  # noqa: RUF012 - read only
        **SubItemSpec._fields,
        "index": ("index", int, _REQUIRED),
        "label": ("label", str, ""),
        "priority": ("priority", int, 0),
        "cook_type": ("cookType", str, "OutOfProcess"),
        "script": ("script", str, ""),
        "file_dependencies": ("fileDependencies", [str], []),
        "partition": ("partition", [str], []),
        "activation": ("activation", str, "All"),
        "batch": ("batch", [SubItemSpec], []),
    }

    @classmethod
    def _read(cls, data: object, place: str) -> dict[str, Any]:
        values = super()._read(data, place)
        _one_of(values.get("activation", "All"), _ACTIVATIONS, place + ".activation")
        _one_of(values.get("cook_type", "OutOfProcess"), _COOK_TYPES, place + ".cookType")
        return values


class NodeSpec(_Values):
    """A TOP node: what it overrides of its scheduler, its scheduler, its items."""

    name: str
    inputs: list[str]
    parms: dict[str, Any]
    scheduler: str
    file_dependencies: list[str]
    items: list[ItemSpec]

    _fields = {  # noqa: RUF012 - read only
        "name": ("name", str, _REQUIRED),
        "inputs": ("inputs", [str], []),
        "parms": ("parms", dict, {}),
        "scheduler": ("scheduler", str, ""),
        "file_dependencies": ("fileDependencies", [str], []),
        "items": ("items", [ItemSpec], _REQUIRED),
    }


class SchedulerSpec(_Values):
    """A scheduler node: its registered type, its parameters."""

    type: str
    parms: dict[str, Any]

    _fields = {  # noqa: RUF012 - read only
        "type": ("type", str, _REQUIRED),
        "parms": ("parms", dict, {}),
    }


class RuleSpec(_Values):
    """A rule of the path map."""

    zone: str
    source: str
    target: str
    match: str

    _fields = {  # noqa: RUF012 - read only
        "zone": ("zone", str, "*"),
        "source": ("from", str, _REQUIRED),
        "target": ("to", str, _REQUIRED),
        "match": ("match", str, "Prefix"),
    }

    @classmethod
    def _read(cls, data: object, place: str) -> dict[str, Any]:
        values = super()._read(data, place)
        _one_of(values.get("match", "Prefix"), _MATCHES, place + ".match")
        return values


class GraphSpec(_Values):
    """A whole graph."""

    attributes: dict[str, Any]
    schedulers: dict[str, SchedulerSpec]
    path_map: list[RuleSpec]
    path_map_zone: str
    nodes: list[NodeSpec]

    _fields = {  # noqa: RUF012 - read only
        "attributes": ("attributes", dict, {}),
        "schedulers": ("schedulers", {str: SchedulerSpec}, {}),
        "path_map": ("pathMap", [RuleSpec], []),
        "path_map_zone": ("pathMapZone", str, ""),
        "nodes": ("nodes", [NodeSpec], _REQUIRED),
    }

    @classmethod
    def from_json(cls, data: object) -> GraphSpec:
        """Return the graph in `data`, what JSON was parsed to.

        Raises SpecError for data of another format or version, with the place of what is wrong.
        """
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise SpecError('graph: expected an object with "schema": "{}"'.format(SCHEMA))
        if data.get("version") != VERSION:
            raise SpecError(
                "graph: version {} is not known, only {}".format(
                    _shown(data.get("version")), VERSION
                )
            )
        rest = {key: value for key, value in data.items() if key not in ("schema", "version")}
        return cls(**cls._read(rest, "graph"))

    @classmethod
    def from_file(cls, path: str) -> GraphSpec:
        """Return the graph in a JSON file; raises OSError, or SpecError for its contents."""
        with open(path, encoding="utf-8") as file:
            try:
                data = json.load(file)
            except ValueError as error:
                raise SpecError("{}: no JSON: {}".format(path, error)) from error
        try:
            return cls.from_json(data)
        except SpecError as error:
            raise SpecError("{}: {}".format(path, error)) from error

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of the whole file."""
        return {"schema": SCHEMA, "version": VERSION, **super().to_json()}


def flat(count: int, command: str = "true", node: str = "work") -> GraphSpec:
    """Return a graph of one node with `count` items that wait for nothing."""
    items = [ItemSpec(index=index, command=command) for index in range(count)]
    return GraphSpec(nodes=[NodeSpec(name=node, items=items)])


def _checked(value: Any, kind: Any, place: str) -> Any:
    """Return `value` as a field of type `kind` holds it, or raise SpecError."""
    if isinstance(kind, list):
        if not isinstance(value, list):
            raise SpecError("{}: expected a list, got {}".format(place, _shown(value)))
        return list(_elements(value, kind[0], place))
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            raise SpecError("{}: expected an object, got {}".format(place, _shown(value)))
        of = kind[str]
        return {key: _checked(one, of, "{}.{}".format(place, key)) for key, one in value.items()}
    if isinstance(kind, type) and issubclass(kind, _Values):
        return kind(**kind._read(value, place))
    if not isinstance(value, kind) or (isinstance(value, bool) and kind in (int, _NUMBER)):
        wanted = "number" if kind is _NUMBER else kind.__name__
        raise SpecError("{}: expected {}, got {}".format(place, wanted, _shown(value)))
    return value


def _elements(values: Sequence[Any], kind: Any, place: str) -> Iterator[Any]:
    for position, value in enumerate(values):
        yield _checked(value, kind, "{}[{}]".format(place, position))


def _one_of(value: object, known: Sequence[str], place: str) -> None:
    if value not in known:
        raise SpecError("{}: {!r} is none of {}".format(place, value, ", ".join(known)))


def _fresh(default: Any) -> Any:
    return type(default)(default) if isinstance(default, (list, dict)) else default


def _plain(value: Any) -> Any:
    if isinstance(value, _Values):
        return value.to_json()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."  # noqa: PLR2004 - one line
