# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What has parameters: reading and setting them by name, as `pdg.Scheduler` and nodes do."""

from typing import Any, Iterator
from pdg._port import Port

class PortOwner:
    """The parameters of one scheduler or node.

    They cannot be read before `_open_ports` was called: a public scheduler reports that Houdini
    answers with "bad port" while the constructor of its class runs.
    """

    name: Any
    def port(self, name: str) -> Port:
        """Give the parameter of that name; raises RuntimeError ("bad port") where there is none."""

    def value(self, name: str) -> Any:
        """Give the value of a parameter as it is set; raises RuntimeError where there is none."""

    def default(self, name: str) -> Any:
        """Give the default of a parameter; raises RuntimeError where there is none."""

    def parameter(self, name: str) -> Port | None:
        """Give the parameter called `name`, or None."""

    @property
    def ports(self) -> list[Port]:
        """Give the ports, which a scheduler has for its parameters only."""

    @property
    def parameters(self) -> list[Port]:
        """Give the parameters in the order they were declared."""

    @property
    def customParameters(self) -> list[Port]:
        """Give the parameters that its type declares."""

    @property
    def parameterNames(self) -> list[str]:
        """Give the names of the parameters."""

    @property
    def portCount(self) -> int:
        """Give the number of ports."""

    @property
    def parameterCount(self) -> int:
        """Give the number of parameters."""

    def parametersForTag(self, tag: str) -> list[Port]:
        """Give the parameters with this tag."""

    def __getitem__(self, name: str) -> Port:
        """Give the parameter called `name`, as `port` does."""

    def __setitem__(self, name: str, value: object) -> None:
        """Set the value of a parameter; raises RuntimeError where there is none."""

    def __iter__(self) -> Iterator[Port]:
        """Go through the parameters."""
