# SPDX-License-Identifier: GPL-2.0-or-later
"""Which datum brings positions closest to a reference layer, with the figures, and "can't tell" where they do not show it.

GCJ-02 and BD-09 lie some hundred metres from WGS 84. In a town a road is near wherever one stands, so closeness alone proves
nothing: each datum's closeness is compared with that of the same points pushed 80 to 320 m in twelve directions. The right
datum stands out from its own pushed copies; a wrong one is just like them. Where the reference has areas (buildings), poles
inside and buildings outside of them are counted in the same way.
"""

from dataclasses import dataclass, replace
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np

from ...engine.errors import DependencyError
from .headers import plain
from .reference import Mask, Reference

_PUSHES = tuple((r * np.cos(a), r * np.sin(a)) for r in (80.0, 140.0, 220.0, 320.0) for a in np.linspace(0, 2 * np.pi, 12, endpoint=False))
_MAX_POINTS = 3000
_FEWEST = 8  # points inside the reference
_FEWEST_FOR_AREAS = 30  # fewer say too little about being inside or outside
_NEAR_M = 150.0  # how far beyond the reference's extent a point still counts
_SOFT_M = 3.0
_STANDS_OUT = 3.0  # standard deviations
_AHEAD = 2.0
_FEWEST_NAMES = 3
_NAME_M = 150.0


@dataclass(frozen=True)
class Figure:
    """How one datum fits: points compared, median distance, how far it stands out from its pushed copies, named places."""

    datum: str
    points: int
    inside: float
    median_m: float
    stands_out: float
    names: int = 0
    names_median_m: float = float("nan")


@dataclass(frozen=True)
class Suggestion:
    """`datum` is empty where the reference cannot tell; `reason` is a message key that says why or how."""

    datum: str
    reason: str
    figures: Tuple[Figure, ...]


class _Plane:
    """Metres east and north of the reference's middle, good for a town."""

    def __init__(self, reference: Reference):
        self.lon0, self.lat0 = float(np.median(reference.lon)), float(np.median(reference.lat))
        self.east_m = 111_320.0 * np.cos(np.radians(self.lat0))

    def __call__(self, lon, lat) -> np.ndarray:
        return np.column_stack([(np.asarray(lon) - self.lon0) * self.east_m, (np.asarray(lat) - self.lat0) * 110_574.0])


def _tree(points: np.ndarray):
    try:
        from scipy.spatial import cKDTree
    except ImportError as error:
        raise DependencyError("scipy_missing", package="python3-scipy") from error
    return cKDTree(points)


def _closeness(distances: np.ndarray) -> float:
    """Mean logarithm of the distance: many very near points weigh more than a few far ones."""
    return float(np.mean(np.log(distances + _SOFT_M)))


def suggest(
    candidates: Dict[str, Tuple[np.ndarray, np.ndarray]],
    reference: Reference,
    names: Optional[Sequence[str]] = None,
    buildings: Optional[np.ndarray] = None,
) -> Suggestion:
    """The candidate closest to the reference, if the figures show it.

    candidates: by datum, the positions in WGS 84 degrees that the datum gives; names: of the rows, to find named places;
    buildings: which rows (bool) stand inside areas rather than outside of them; none of them where not given.
    Raises `DependencyError` without scipy.
    """
    plane = _Plane(reference)
    ground = plane(reference.lon, reference.lat)
    tree = _tree(ground)
    low, high = ground.min(axis=0) - _NEAR_M, ground.max(axis=0) + _NEAR_M
    figures: List[Figure] = []
    for datum, (lon, lat) in candidates.items():
        figure = _figure(datum, plane(lon, lat), tree, low, high, _matches(reference, names, plane))
        if reference.mask is not None and np.isfinite(figure.stands_out):
            figure = replace(figure, stands_out=max(figure.stands_out, _apart(reference.mask, plane, lon, lat, buildings)))
        figures.append(figure)
    return _decide(figures)


def _apart(mask: Mask, plane: _Plane, lon: np.ndarray, lat: np.ndarray, buildings: Optional[np.ndarray]) -> float:
    """How far the share of misplaced points (poles inside areas, buildings outside) stands out below that of the pushed copies."""
    step = len(lon) // _MAX_POINTS + 1
    lon, lat = lon[::step], lat[::step]
    should = np.zeros(len(lon), dtype=bool) if buildings is None else buildings[::step]
    known = np.isfinite(lon) & np.isfinite(lat)
    lon, lat, should = lon[known], lat[known], should[known]

    if len(lon) < _FEWEST_FOR_AREAS:
        return 0.0
    inside = mask.looker(lon, lat, 1.0 / plane.east_m, 1.0 / 110_574.0)

    def misplaced(east_m: float, north_m: float) -> float:
        return float(np.mean(inside(east_m, north_m) != should))

    pushed = np.array([misplaced(*push) for push in _PUSHES])
    return round((float(pushed.mean()) - misplaced(0.0, 0.0)) / max(float(pushed.std()), 0.02), 1)


def _matches(reference: Reference, names: Optional[Sequence[str]], plane: _Plane) -> Dict[int, np.ndarray]:
    """Rows whose name only they and one feature of the reference carry, with that feature's place."""
    if not names or not reference.named:
        return {}
    keys = [plain(name) for name in names]
    once = {key for key in set(keys) if keys.count(key) == 1} if len(keys) <= _MAX_POINTS else set()
    return {i: plane(*([v] for v in reference.named[key]))[0] for i, key in enumerate(keys) if key in once and key in reference.named}


def _figure(datum: str, points: np.ndarray, tree, low, high, matches: Dict[int, np.ndarray]) -> Figure:
    known = np.isfinite(points).all(axis=1)
    named = [float(np.hypot(*(points[i] - place))) for i, place in matches.items() if known[i]]
    names_median = float(np.median(named)) if named else float("nan")
    points = points[known]
    within = ((points >= low) & (points <= high)).all(axis=1) if len(points) else np.zeros(0, dtype=bool)
    share = float(within.mean()) if len(points) else 0.0
    inside = points[within]
    if len(inside) > _MAX_POINTS:
        inside = inside[:: len(inside) // _MAX_POINTS + 1]
    if len(inside) < _FEWEST or share < 0.4:
        return Figure(datum, len(inside), round(share, 3), float("nan"), float("nan"), len(named), names_median)
    distances = tree.query(inside)[0]
    pushed = np.array([_closeness(tree.query(inside + push)[0]) for push in _PUSHES])
    spread = max(float(pushed.std()), 0.02)
    stands_out = (float(pushed.mean()) - _closeness(distances)) / spread
    return Figure(
        datum, len(inside), round(share, 3), round(float(np.median(distances)), 1), round(stands_out, 1), len(named), names_median
    )


def _decide(figures: List[Figure]) -> Suggestion:
    every = tuple(figures)
    by_name = sorted((f for f in figures if f.names >= _FEWEST_NAMES), key=lambda f: f.names_median_m)
    named = ""
    if len(by_name) > 1 and by_name[0].names_median_m < _NAME_M and by_name[1].names_median_m > by_name[0].names_median_m + _NAME_M:
        named = by_name[0].datum
    fitting = sorted((f for f in figures if np.isfinite(f.stands_out)), key=lambda f: -f.stands_out)
    if not fitting:
        return Suggestion(named, "suggest_by_name" if named else "suggest_no_overlap", every)
    best = fitting[0]
    ahead = len(fitting) == 1 or best.stands_out - fitting[1].stands_out >= _AHEAD
    close = best.stands_out >= _STANDS_OUT and ahead
    if named and close and named != best.datum:
        return Suggestion("", "suggest_contradiction", every)
    if close:
        return Suggestion(best.datum, "suggest_by_distance", every)
    if named:
        return Suggestion(named, "suggest_by_name", every)
    return Suggestion("", "suggest_cannot_tell", every)
