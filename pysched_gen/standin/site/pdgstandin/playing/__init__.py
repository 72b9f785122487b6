"""The child's side of `verify`: one scenario in one process, told as an event.

A scenario is a module with a page (TITLE, MEANING and more) and a function `play` that takes a
`ScenarioContext` and returns what was seen. It raises `FailedError` where the scheduler does
otherwise, tells lesser findings to the context, and raises `NotApplicableError` where it does not
apply. Those that come with pysched-gen are the modules of `pdgstandin.scenarios`.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import traceback
from typing import TYPE_CHECKING, Any, Callable, Mapping

from pdgstandin.playing import engine
from pdgstandin.playing.assertions import FailedError, NotApplicableError
from pdgstandin.playing.context import SEVERITIES, ScenarioContext
from pdgstandin.playing.declared import DeclaredScenario
from pdgstandin.playing.survey import survey

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["play"]

_SURVEY = "survey"
_STATUS = {"error": "failed", "warning": "warned", "note": "noted"}


def play(config: Mapping[str, Any], tell: Callable[..., None]) -> int:
    """Play the scenario `config["scenario"]`, or survey the package; return the exit code, 0.

    `config["file"]` is the module of a scenario that does not come with pysched-gen, and
    `config["declared"]` the table of one that is declared in a manifest, as JSON. `tell(kind,
    **facts)` sends events: "phase", and one "outcome" (status, evidence, findings, raised) or
    "survey".
    """
    context = ScenarioContext(config, tell)
    if config["scenario"] == _SURVEY:
        tell(_SURVEY, **survey(context))
        return 0
    module = _scenario(config)
    status, evidence = _play(module, context)
    tell(
        "outcome",
        status=status,
        evidence=evidence,
        findings=context.findings,
        raised=context.raised(),
    )
    return 0


def _scenario(config: Mapping[str, Any]) -> Any:
    """Return the module of a scenario, or what takes its place."""
    declared = str(config.get("declared") or "")
    if declared:
        return DeclaredScenario(json.loads(declared))
    return _module(str(config["scenario"]), str(config.get("file") or ""))


def _module(name: str, file: str) -> ModuleType:
    if not file:
        return importlib.import_module("pdgstandin.scenarios." + name.replace("-", "_"))
    spec = importlib.util.spec_from_file_location("scenario_of_author", file)
    if spec is None or spec.loader is None:
        raise ImportError(file)
    own = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(own)
    return own


def _play(module: Any, context: ScenarioContext) -> tuple[str, str]:
    """Return status and evidence; what was found is in `context.findings`."""
    evidence = ""
    severity = str(getattr(module, "SEVERITY", "error"))
    try:
        evidence = str(module.play(context) or "")
    except NotApplicableError as reason:
        if not context.findings:
            context.close()
            return "skipped", str(reason)
    except FailedError as failure:
        context.find(severity, str(failure))
    except Exception as error:  # noqa: BLE001 - a scheduler may break it in ways nobody foresees
        gap = _gap(error)
        if gap:
            return "skipped", gap
        text = "the scenario could not be played to its end\n" + traceback.format_exc()
        context.find("error", text)
    try:
        context.close()
    except Exception:  # noqa: BLE001 - onStop is the scheduler's
        context.find("error", "the node could not be deleted\n" + traceback.format_exc())
    for kind in SEVERITIES:
        texts = [one["text"] for one in context.findings if one["severity"] == kind]
        if texts:
            gaps = [gap for one in context.raised() for gap in [_gap_in(one["trace"])] if gap]
            if gaps:
                return "skipped", gaps[0]
            return _STATUS[kind], "\n".join(texts)
    return "passed", evidence


def _gap(error: BaseException) -> str:
    """Return what to say where the stand-in lacks a member; "" for an error of another kind."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    file = trace.tb_frame.f_code.co_filename if trace is not None else ""
    if isinstance(error, NotImplementedError) and engine.is_of_standin(file):
        return "the stand-in for PDG cannot play it: {}".format(error)
    return ""


def _gap_in(trace: str) -> str:
    """Return the same for a traceback of a callback."""
    lines = trace.strip().splitlines()
    places = [line for line in lines if line.strip().startswith("File ")]
    last = places[-1].strip().partition('"')[2].partition('"')[0] if places else ""
    if lines and lines[-1].startswith("NotImplementedError") and engine.is_of_standin(last):
        return "the stand-in for PDG cannot play it: " + lines[-1].partition(": ")[2]
    return ""
