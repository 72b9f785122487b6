"""Gives Python in place of JSON."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class NotJson(Processes):
    @classmethod
    def templateBody(cls) -> str:
        return "{'name': 'notjson'}"


def registerTypes(type_registry: Any) -> None:
    register(type_registry, NotJson)
