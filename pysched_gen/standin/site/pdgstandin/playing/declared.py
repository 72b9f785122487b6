"""A scenario that is declared as a table: jobs, and how they have to end.

The schema of a manifest, `scheduler.schema.json`, says what each key means.
"""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING, Any, Mapping

from pdgstandin.playing.assertions import assert_ended, with_troubles
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

__all__ = ["DeclaredScenario"]

_GOOD = "true"


class DeclaredScenario:
    """What takes the place of the module of a scenario."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Take the table, which fits its schema."""
        self.SEVERITY = table.get("severity", "error")  # as modules have it
        self._table = table
        self._jobs = [
            dict(one, name=one.get("name", "job{}".format(number)))
            for number, one in enumerate(table["jobs"], 1)
        ]

    def play(self, context: ScenarioContext) -> str:
        """Cook the jobs; return what was seen."""
        session = context.open(values=self._table.get("set"))
        items = {one["name"]: _add(session, one) for one in self._jobs}
        result = session.cook("the jobs of the scenario")
        assert_ended(session, result)
        for one in self._jobs:
            for item in items[one["name"]]:
                wanted, state = one.get("ends", "CookedSuccess"), result.states[item.name]
                self._check(
                    context,
                    state == wanted,
                    with_troubles(
                        "{} ended as {} in place of {}".format(item.name, state, wanted), session
                    ),
                )
            self._check_runs(context, one, len(items[one["name"]]))
        self._check_at_once(context)
        self._check_order(context)
        return "{} items ended as expected".format(sum(map(len, items.values())))

    def _check(self, context: ScenarioContext, holds: object, text: str) -> None:
        if not holds:
            context.find(self.SEVERITY, text)

    def _check_runs(self, context: ScenarioContext, one: dict[str, Any], count: int) -> None:
        name = one["name"]
        runs = context.real_jobs.runs(name)
        if "runs" in one:
            self._check(
                context,
                len(runs) == one["runs"] * count,
                "the jobs {} began {} times in place of {}".format(
                    name, len(runs), one["runs"] * count
                ),
            )
        if not runs and ("sees" in one or "folder" in one):
            self._check(context, False, "no job of {} began".format(name))
        for facts in runs:
            if "folder" in one:
                self._check(
                    context,
                    os.path.realpath(facts["folder"]) == os.path.realpath(one["folder"]),
                    "the job {} began in {} in place of {}".format(
                        name, facts["folder"], one["folder"]
                    ),
                )
            for variable, wanted in one.get("sees", {}).items():
                self._check_variable(context, name, variable, wanted, facts["environment"])

    def _check_variable(
        self, context: ScenarioContext, name: str, variable: str, wanted: Any, seen: dict[str, str]
    ) -> None:
        if isinstance(wanted, bool):
            self._check(
                context,
                (variable in seen) == wanted,
                "{} is {}set in the job {}".format(variable, "not " if wanted else "", name),
            )
        else:
            self._check(
                context,
                seen.get(variable) == wanted,
                "{} is {!r} in the job {} in place of {!r}".format(
                    variable, seen.get(variable), name, wanted
                ),
            )

    def _check_at_once(self, context: ScenarioContext) -> None:
        limit = self._table.get("at_once")
        if limit is None:
            return
        runs = context.real_jobs.runs()
        most = max(
            (
                sum(1 for other in runs if other["started"] <= one["started"] < other["ended"])
                for one in runs
            ),
            default=0,
        )
        self._check(
            context, most == limit, "{} jobs ran at once in place of {}".format(most, limit)
        )

    def _check_order(self, context: ScenarioContext) -> None:
        wanted = list(self._table.get("order", ()))
        began = [one["key"] for one in context.real_jobs.runs() if one["key"] in wanted]
        seen = list(dict.fromkeys(began))
        self._check(
            context,
            seen == wanted,
            "jobs began in the order {} in place of {}".format(
                ", ".join(seen) or "of nobody", ", ".join(wanted)
            ),
        )


def _add(session: SchedulerSession, one: dict[str, Any]) -> list[Any]:
    """Add a node with the items of one table; return them."""
    actions = [["wait", one["seconds"]]] if one.get("seconds") else []
    command = session.context.real_jobs.command(
        one["name"], shlex.quote(one.get("command", _GOOD)), *actions, "shell"
    )
    specs = [
        ItemSpec(index=number, command=command, environment=dict(one.get("environment", {})))
        for number in range(one.get("count", 1))
    ]
    return session.add_items(
        specs, after=one.get("after", ""), name=one["name"], parms=one.get("parms")
    )
