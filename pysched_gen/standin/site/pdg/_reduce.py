"""What the merge operations `pdg.attribMergeType` make of the values of an attribute.

The operations are described by the partitioners' "Merge Operation" parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from pdg._enums import attribMergeType

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["reduce_values"]


def _unique(values: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _mode(values: Sequence[Any]) -> list[Any]:
    return [max(_unique(values), key=values.count)]


def _median(values: Sequence[Any]) -> list[Any]:
    return [sorted(values)[len(values) // 2]]


_OPERATIONS: dict[int, Callable[[Sequence[Any]], list[Any]]] = {
    int(attribMergeType.AppendArray): list,
    int(attribMergeType.Ignore): list,
    int(attribMergeType.FirstValue): lambda values: [values[0]],
    int(attribMergeType.LastValue): lambda values: [values[-1]],
    int(attribMergeType.Minimum): lambda values: [min(values)],
    int(attribMergeType.Maximum): lambda values: [max(values)],
    int(attribMergeType.Sum): lambda values: [sum(values[1:], values[0])],
    int(attribMergeType.Average): lambda values: [
        type(values[0])(sum(values[1:], values[0]) / len(values))
    ],
    int(attribMergeType.Mode): _mode,
    int(attribMergeType.Median): _median,
    int(attribMergeType.Sorted): sorted,
    int(attribMergeType.SortedUnique): lambda values: sorted(_unique(values)),
    int(attribMergeType.UniqueValues): _unique,
}


def reduce_values(values: Sequence[Any], operation: attribMergeType) -> list[Any]:
    """Return what `operation` makes of `values`: one value, or an array of them.

    The average of ints is an int (not documented; chosen because the attribute keeps its type).

    Raises:
        TypeError: the values cannot be added or compared.
    """
    if not values:
        return []
    return _OPERATIONS[int(operation)](values)
