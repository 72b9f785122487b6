"""Runs a job once, whatever its parameter says that is labelled Retries and has another name."""

from __future__ import annotations

import json
from typing import Any

from processes import Processes, register


class ForgetsRetries(Processes):
    @classmethod
    def templateBody(cls) -> str:
        again = {"name": "farm_again", "label": "Retries", "type": "Integer", "value": 0}
        return json.dumps({"name": cls.templateName(), "parameters": [again]})


def registerTypes(type_registry: Any) -> None:
    register(type_registry, ForgetsRetries)
