# SPDX-License-Identifier: GPL-2.0-or-later
"""Which points lie so close together that they may be one thing."""

from typing import List, Tuple

import numpy as np

from .errors import InputError

_FORWARD = ((0, 0), (1, 0), (0, 1), (1, 1), (1, -1))


def near_pairs(places_m: np.ndarray, tolerance_m: float) -> Tuple[np.ndarray, np.ndarray]:
    """Pairs (i, j) with i < j of points (n, 2) no farther apart than the tolerance, sorted by i, then j.

    Points are put into square cells of the tolerance's size and compared with their own and four neighbouring cells,
    so that the time grows with the points and pairs, not with the square of the points.
    """
    if not np.isfinite(tolerance_m) or tolerance_m <= 0:
        raise InputError("nearby_tolerance", tolerance_m=tolerance_m)
    places = np.asarray(places_m, float).reshape(-1, 2)
    cells = np.floor(places / tolerance_m).astype(np.int64)
    cells -= cells.min(axis=0, initial=0)
    width = int(cells[:, 0].max(initial=0)) + 3
    keys = (cells[:, 1] + 1) * width + cells[:, 0] + 1
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first, second = [], []
    for column, row in _FORWARD:
        wanted = ordered + row * width + column
        start, stop = np.searchsorted(ordered, wanted, "left"), np.searchsorted(ordered, wanted, "right")
        if (column, row) == (0, 0):
            start = np.arange(1, len(ordered) + 1)
        count = np.maximum(stop - start, 0)
        one = np.repeat(np.arange(len(ordered)), count)
        other = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(start, count)
        apart = places[order[one]] - places[order[other]]
        close = np.hypot(apart[:, 0], apart[:, 1]) <= tolerance_m
        first.append(order[one[close]])
        second.append(order[other[close]])
    low = np.minimum(np.concatenate(first), np.concatenate(second))
    high = np.maximum(np.concatenate(first), np.concatenate(second))
    sorting = np.lexsort((high, low))
    return low[sorting], high[sorting]


def near_groups(places_m: np.ndarray, tolerance_m: float) -> List[np.ndarray]:
    """Groups of two or more points (indices, ascending), each within the tolerance of the first of its group.

    A row of points, each near the next, is not drawn into one group: membership is decided by the distance to the
    first point only. Points without a place (NaN) belong to no group. Any number of points may share one place.
    """
    places = np.asarray(places_m, float).reshape(-1, 2)
    placed = np.flatnonzero(np.isfinite(places).all(axis=1))
    spots, first, spot_of = np.unique(places[placed], axis=0, return_index=True, return_inverse=True)
    rank = np.argsort(first, kind="stable")  # spots in the order in which their first point comes
    one, other = near_pairs(spots[rank], tolerance_m)
    leader = np.arange(len(spots))
    for i, j in zip(one.tolist(), other.tolist()):
        if leader[i] == i and leader[j] == j:
            leader[j] = i
    position = np.empty(len(spots), np.int64)
    position[rank] = np.arange(len(spots))
    leaders = leader[position[spot_of.reshape(-1)]]
    order = np.argsort(leaders, kind="stable")
    edges = np.flatnonzero(np.diff(leaders[order])) + 1
    return sorted((placed[group] for group in np.split(order, edges) if len(group) > 1), key=lambda group: int(group[0]))
