"""What `facts.json` of the stand-in must hold, from the tables of the tool."""

from __future__ import annotations

from typing import Any

from trees import ROOT

from pysched_gen.houdini.callbacks import CALLBACKS, CallbackSpec
from pysched_gen.houdini.pdg_names import ENUMS
from pysched_gen.houdini.releases import RELEASES

__all__ = ["FACTS_FILE", "callback_facts", "expected_facts"]

FACTS_FILE = ROOT / "pysched_gen/standin/site/pdg/facts.json"


def expected_facts(present: dict[str, Any]) -> dict[str, Any]:
    """Give the facts with every part that follows from a table; the rest is from `present`."""
    names = {name: bounds for name, bounds in present["names"].items() if name not in ENUMS}
    enums = {name: [enum.since, ""] for name, enum in ENUMS.items() if enum.since}
    return {
        "releases": [release.name for release in RELEASES],
        "pythons": {r.name: f"{r.python[0]}.{r.python[1]}" for r in RELEASES},
        "names": dict(sorted({**names, **enums}.items())),
        "parameters": dict(sorted(present["parameters"].items())),
        "callbacks": {spec.method: callback_facts(spec) for spec in CALLBACKS},
    }


def callback_facts(spec: CallbackSpec) -> dict[str, Any]:
    return {
        "since": spec.since,
        "until": spec.until,
        "forms": [
            {
                "since": form.since,
                "arguments": [argument.name for argument in form.arguments],
                "returns": form.returns.value,
            }
            for form in spec.forms
        ],
    }
