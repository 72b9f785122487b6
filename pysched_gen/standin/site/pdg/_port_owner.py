"""What has parameters: reading and setting them by name, as `pdg.Scheduler` and nodes do."""

from __future__ import annotations

import re
from typing import Any, Iterable, Iterator, Mapping

from pdg._port import Declaration, Port

__all__ = ["PortOwner"]

_INSTANCE = re.compile(r"(.*?)\d+$")


class PortOwner:
    """The parameters of one scheduler or node.

    They cannot be read before `_open_ports` was called: a public scheduler reports that Houdini
    answers with "bad port" while the constructor of its class runs.
    """

    _ports: dict[str, Port]
    _multi: dict[str, Declaration]
    _readable: bool
    name: Any

    def _declare_ports(self, declarations: Iterable[Declaration]) -> None:
        """Make a port for each; "name#" declares what instances of a multiparm are called."""
        everything = list(declarations)
        self._multi = {d.name[:-1]: d for d in everything if d.name.endswith("#")}
        self._ports = {d.name: Port(self, d) for d in everything if not d.name.endswith("#")}
        self._readable = False

    def _open_ports(self, values: Mapping[str, object]) -> None:
        """Let them be read, with these values; raises KeyError for one there is no place for."""
        self._readable = True
        for name, value in values.items():
            self._settable(name)._set(value)

    def _settable(self, name: str) -> Port:
        if name in self._ports:
            return self._ports[name]
        declaration = self._instance(name)
        if declaration is None:
            raise KeyError(
                f"{self.name} has no parameter {name!r}; it has {', '.join(self._ports)}"
            )
        self._ports[name] = Port(self, declaration)
        return self._ports[name]

    def _instance(self, name: str) -> Declaration | None:
        """Give the declaration of "x3" where "x#" is declared, or "<prefix>_envmulti" is.

        Instances of a multiparm are not listed in `templateBody`: only its count is.
        """
        match = _INSTANCE.match(name)
        stem = match.group(1) if match else ""
        if stem in self._multi:
            model = self._multi[stem]
            return Declaration(name, model.data_type, model.values, model.tags, model.label)
        multi = self._ports.get(re.sub(r"_env(name|value)$", "_envmulti", stem))
        if multi is None or not stem.endswith(("_envname", "_envvalue")):
            return None
        return Declaration(name, self._text_type(), (), multi.tags)

    @staticmethod
    def _text_type() -> Any:
        from pdg._enums import dataType

        return dataType.String

    def port(self, name: str) -> Port:
        """Give the parameter of that name; raises RuntimeError ("bad port") where there is none."""
        if not self._readable or name not in self._ports:
            why = "there is none" if self._readable else "parameters cannot be read in __init__"
            raise RuntimeError(f"bad port: {name} ({why})")
        return self._ports[name]

    def value(self, name: str) -> Any:
        """Give the value of a parameter as it is set; raises RuntimeError where there is none."""
        return self.port(name).value

    def default(self, name: str) -> Any:
        """Give the default of a parameter; raises RuntimeError where there is none."""
        return self.port(name).defaultValue

    def parameter(self, name: str) -> Port | None:
        """Give the parameter called `name`, or None."""
        return self._ports.get(name) if self._readable else None

    @property
    def ports(self) -> list[Port]:
        """Give the ports, which a scheduler has for its parameters only."""
        return list(self._ports.values()) if self._readable else []

    @property
    def parameters(self) -> list[Port]:
        """Give the parameters in the order they were declared."""
        return self.ports

    @property
    def customParameters(self) -> list[Port]:
        """Give the parameters that its type declares."""
        return [port for port in self.ports if port.isCustom]

    @property
    def parameterNames(self) -> list[str]:
        """Give the names of the parameters."""
        return [port.name for port in self.ports]

    @property
    def portCount(self) -> int:
        """Give the number of ports."""
        return len(self.ports)

    @property
    def parameterCount(self) -> int:
        """Give the number of parameters."""
        return len(self.ports)

    def parametersForTag(self, tag: str) -> list[Port]:
        """Give the parameters with this tag."""
        return [port for port in self.ports if port.hasTag(tag)]

    def __getitem__(self, name: str) -> Port:
        """Give the parameter called `name`, as `port` does."""
        return self.port(name)

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter; raises RuntimeError where there is none."""
        if self._instance(name) is None:
            self.port(name)
        self._settable(name)._set(value)

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""
        return iter(self.ports)
