"""Declares a parameter of a type PDG does not have."""

from __future__ import annotations

import json
from typing import Any

from processes import Processes, register


class OddTypes(Processes):
    @classmethod
    def templateBody(cls) -> str:
        return json.dumps({"name": "oddtypes", "parameters": [{"name": "odd", "type": "bool"}]})


def registerTypes(type_registry: Any) -> None:
    register(type_registry, OddTypes)
