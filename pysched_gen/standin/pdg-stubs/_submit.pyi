# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Submitting a graph as a job: what the button of a scheduler node does."""

from typing import Any, Mapping

def submitGraphAsJob(kwargs: Mapping[str, Any], node: Any, name: str = ...) -> tuple[str, Any]:
    """Hand the graph of a scheduler to its own `submitAsJob`; give (status URI, job id).

    In Houdini a button calls it with the keyword arguments of the callback, the scheduler's TOP
    node and a label. Here `node` is the scheduler, of either side, or has `getPDGNode` for it;
    the graph is written to `$HIPNAME.json` in the working directory, where Houdini has the scene,
    and `kwargs["toppath"]` may say which node is cooked.

    Raises RuntimeError where the scheduler fails or answers with the wrong kind of value, after
    it was recorded as an error.
    """
