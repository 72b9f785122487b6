"""Servers that jobs start and other items use: `*SharedServer*` of `pdg.Scheduler`."""

from __future__ import annotations

from typing import Any

__all__ = ["SharedServers"]


class SharedServers:
    """Keeps what is known of each server by its name: host, port, pid, proto_type (help)."""

    _servers: dict[str, dict[str, Any]]

    def setSharedServerInfo(self, server_name: str, info: dict[str, Any]) -> None:
        """Remember a server."""
        self._servers[str(server_name)] = dict(info)

    def getSharedServerInfo(self, server_name: str) -> dict[str, Any]:
        """Give what is known of a server, {} of one that is not."""
        return dict(self._servers.get(server_name, {}))

    def getSharedServers(self) -> list[str]:
        """Give the names of the servers."""
        return sorted(self._servers)

    def clearSharedServerInfo(self, server_name: str) -> None:
        """Forget a server."""
        self._servers.pop(server_name, None)
