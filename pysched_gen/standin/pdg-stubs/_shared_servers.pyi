# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Servers that jobs start and other items use: `*SharedServer*` of `pdg.Scheduler`."""

from typing import Any

class SharedServers:
    """Keeps what is known of each server by its name: host, port, pid, proto_type (help)."""

    def setSharedServerInfo(self, server_name: str, info: dict[str, Any]) -> None:
        """Remember a server."""

    def getSharedServerInfo(self, server_name: str) -> dict[str, Any]:
        """Give what is known of a server, {} of one that is not."""

    def getSharedServers(self) -> list[str]:
        """Give the names of the servers."""

    def clearSharedServerInfo(self, server_name: str) -> None:
        """Forget a server."""
