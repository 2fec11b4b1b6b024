# SPDX-License-Identifier: GPL-2.0-or-later
"""A county that does not exist, as arrays: ground, settlements, buildings, roads, poles and sites; the same for the same seed.

About 1,100 km2 like many in eastern China: a plain in the north, hills, mountains in the south, a county seat, ten
towns and 400 villages. Used by benchmarks and by `make_county.py`. Nothing of it is real.
"""

import math
from dataclasses import dataclass

import numpy as np

X0, Y0 = 640_000.0, 4_040_000.0  # EPSG:4548
WIDTH_M, HEIGHT_M = 37_000.0, 34_000.0
AREA_M2 = 1_100e6
GROUND_STEP_M = 50.0
USES = {"home": "01", "shop": "02", "public": "03", "school": "04", "hospital": "05", "works": "06"}


@dataclass
class County:
    """Everything in projected metres.

    outline : (n, 2) boundary, closed
    ground_m : float32, north-up, GROUND_STEP_M cells from (X0, Y0 + HEIGHT_M)
    places : (11, 2) seat and towns; villages : (400, 2); people : (411,)
    buildings : (n, 7) west, south, width, depth, height, use (index into USES), people
    roads : list of (class, name, (n, 2) line)
    """

    outline: np.ndarray
    ground_m: np.ndarray
    places: np.ndarray
    villages: np.ndarray
    people: np.ndarray
    buildings: np.ndarray
    roads: list


def make(seed: int = 370725) -> County:
    """The county of a seed."""
    rng = np.random.default_rng(seed)
    outline = _outline(rng)
    ground = _ground(rng)
    places, villages = _settlements(rng, outline, ground)
    people = np.concatenate([[120_000], rng.integers(8_000, 25_000, 10), rng.lognormal(6.3, 0.5, 400).round()])
    return County(outline, ground, places, villages, people, _buildings(rng, places, villages, people), _roads(places, villages))


def ground_at(county: County, x, y) -> np.ndarray:
    """Bilinear height of the ground, m."""
    rows, columns = county.ground_m.shape
    column = np.clip((np.asarray(x) - X0) / GROUND_STEP_M - 0.5, 0, columns - 1.001)
    row = np.clip((Y0 + HEIGHT_M - np.asarray(y)) / GROUND_STEP_M - 0.5, 0, rows - 1.001)
    top, left = row.astype(int), column.astype(int)
    down, across = row - top, column - left
    g = county.ground_m
    upper = g[top, left] * (1 - across) + g[top, left + 1] * across
    lower = g[top + 1, left] * (1 - across) + g[top + 1, left + 1] * across
    return (upper * (1 - down) + lower * down).astype(np.float32)


def inside(outline: np.ndarray, x, y) -> np.ndarray:
    """Whether points lie in a polygon (even-odd rule)."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    found = np.zeros(np.broadcast(x, y).shape, bool)
    for (x1, y1), (x2, y2) in zip(outline[:-1], outline[1:]):
        crosses = (y1 > y) != (y2 > y)
        if y1 != y2:
            found ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return found


def heights_on(county: County, x_min, y_max, cell_size_m, rows, columns):
    """Ground and buildings on any grid, float32; where buildings overlap the higher counts."""
    x = x_min + (np.arange(columns) + 0.5) * cell_size_m
    y = y_max - (np.arange(rows) + 0.5) * cell_size_m
    ground = ground_at(county, x[None, :], y[:, None])
    roof = np.zeros((rows, columns), np.float32)
    for west, south, width, depth, height, _, _ in county.buildings[np.argsort(county.buildings[:, 4], kind="stable")]:
        left, right = np.searchsorted(x, [west, west + width])
        top, bottom = np.searchsorted(-y, [-(south + depth), -south])
        roof[top:bottom, left:right] = height
    return ground, roof


def site_places(county: County, count: int, seed: int = 1) -> np.ndarray:
    """(count, 3) x, y and antenna height of macro sites: most where people are, the rest anywhere in the county."""
    rng = np.random.default_rng(seed)
    centres = np.vstack([county.places, county.villages])
    weight = county.people**0.7
    chosen = rng.choice(len(centres), count, p=weight / weight.sum())
    spread = np.where(chosen == 0, 2200.0, np.where(chosen < 11, 900.0, 400.0))
    xy = centres[chosen] + rng.normal(0, 1, (count, 2)) * spread[:, None]
    for index in np.flatnonzero((rng.random(count) < 0.35) | ~inside(county.outline, xy[:, 0], xy[:, 1])):
        xy[index] = _somewhere(rng, county.outline, 1)[0]
    return np.column_stack([xy, rng.choice([25.0, 30.0, 35.0, 40.0, 45.0], count)])


def _outline(rng) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, 181)[:-1]
    radius = np.ones_like(angle)
    for wave in range(2, 9):
        radius += rng.normal(0, 0.09 / wave) * np.cos(wave * angle + rng.uniform(0, 6.3))
    x, y = radius * np.cos(angle) * 1.08, radius * np.sin(angle) * 0.95
    area = 0.5 * abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    scale = math.sqrt(AREA_M2 / area)
    line = np.column_stack([x, y]) * scale
    line += [X0 + WIDTH_M / 2 - (line[:, 0].max() + line[:, 0].min()) / 2, Y0 + HEIGHT_M / 2 - (line[:, 1].max() + line[:, 1].min()) / 2]
    line = np.clip(line, [X0 + 100, Y0 + 100], [X0 + WIDTH_M - 100, Y0 + HEIGHT_M - 100])
    return np.vstack([line, line[:1]])


def _noise(rng, shape, longest_m: float, slope: float) -> np.ndarray:
    """Smooth noise of mean 0 and deviation 1: a power spectrum falling with `slope`, nothing longer than `longest_m`."""
    frequency = np.hypot(np.fft.fftfreq(shape[0], GROUND_STEP_M)[:, None], np.fft.rfftfreq(shape[1], GROUND_STEP_M)[None, :])
    frequency[0, 0] = 1
    spectrum = np.fft.rfft2(rng.normal(size=shape)) / np.maximum(frequency, 1 / longest_m) ** slope
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, shape)
    return field / field.std()


def _ground(rng) -> np.ndarray:
    shape = int(HEIGHT_M / GROUND_STEP_M), int(WIDTH_M / GROUND_STEP_M)
    south = np.linspace(0, 1, shape[0])[:, None] + 0.12 * _noise(rng, shape, 15_000, 2.5)
    hills, mountains = 1 / (1 + np.exp(-(south - 0.45) * 14)), 1 / (1 + np.exp(-(south - 0.78) * 18))
    rough = _noise(rng, shape, 5_000, 2.2)
    ridges = 1 - np.abs(_noise(rng, shape, 6_000, 2.3)).clip(0, 1)
    plain = 25 + 25 * south + 1.5 * _noise(rng, shape, 8_000, 2.0)
    return (plain + hills * (35 + 28 * rough) + mountains * (80 + 380 * ridges)).clip(2).astype(np.float32)


def _somewhere(rng, outline, count: int) -> np.ndarray:
    found = np.zeros((0, 2))
    while len(found) < count:
        points = rng.uniform([X0, Y0], [X0 + WIDTH_M, Y0 + HEIGHT_M], (4 * count + 16, 2))
        found = np.vstack([found, points[inside(outline, points[:, 0], points[:, 1])]])
    return found[:count]


def _settlements(rng, outline, ground):
    """Seat and towns far apart, villages at least 700 m apart and thinner in the mountains."""

    def steep(points):
        row = ((Y0 + HEIGHT_M - points[:, 1]) / GROUND_STEP_M).astype(int).clip(0, ground.shape[0] - 1)
        column = ((points[:, 0] - X0) / GROUND_STEP_M).astype(int).clip(0, ground.shape[1] - 1)
        return ground[row, column]

    seat = np.array([[X0 + WIDTH_M * 0.48, Y0 + HEIGHT_M * 0.62]])
    chosen = seat
    for apart, wanted in ((5_500.0, 11), (700.0, 411)):
        while len(chosen) < wanted:
            points = _somewhere(rng, outline, 200)
            points = points[rng.random(len(points)) < np.exp(-steep(points) / 260)]
            for point in points:
                if len(chosen) < wanted and np.hypot(*(chosen - point).T).min() > apart:
                    chosen = np.vstack([chosen, point])
            apart *= 0.98
    return chosen[:11], chosen[11:]


def _buildings(rng, places, villages, people) -> np.ndarray:
    found = []
    for index, (x, y) in enumerate(np.vstack([places, villages])):
        count = 2600 if index == 0 else 380 if index < 11 else int(np.clip(people[index] / 14, 12, 70))
        spread = 950.0 if index == 0 else 380.0 if index < 11 else 130.0
        block = 46.0 if index < 11 else 26.0
        near = np.rint(rng.normal(0, spread, (4 * count, 2)) / block) * block  # on a raster of streets
        near = np.unique(near, axis=0)
        near = near[rng.permutation(len(near))[:count]]
        size = rng.uniform([18, 13] if index < 11 else [12, 9], [42, 30] if index < 11 else [20, 14], (len(near), 2))
        core = np.exp(-np.hypot(*near.T) / spread)
        storeys = np.where(rng.random(len(near)) < (0.25 * core if index == 0 else 0.0), rng.integers(11, 27, len(near)),
                           np.where(index < 11, rng.integers(2, 7, len(near)), rng.integers(1, 3, len(near))))  # fmt: skip
        use = rng.choice(6, len(near), p=[0.72, 0.12, 0.05, 0.04, 0.02, 0.05])
        floor = size.prod(1) * storeys * np.where(use == 0, 1.0, 0.2)
        share = people[index] * floor / floor.sum()
        found.append(np.column_stack([near + [x, y] - size / 2, size, storeys * 3.2, use, share]))
    return np.vstack(found)


def _roads(places, villages) -> list:
    """Every town to the seat, every village to its nearest town or nearer village, streets in seat and towns."""
    roads = [("2", f"合成{index}号公路", _bent(places[0], town)) for index, town in enumerate(places[1:], 1)]
    known = places
    for index, village in enumerate(villages):
        nearest = known[np.hypot(*(known - village).T).argmin()]
        roads.append(("4", f"合成村道{index + 1}", _bent(village, nearest)))
        known = np.vstack([known, village])
    for index, (x, y) in enumerate(places):
        half, gap = (3000.0, 322.0) if index == 0 else (900.0, 230.0)
        for offset in np.arange(-half, half + 1, gap):
            name = f"合成{'县城' if index == 0 else f'{index}镇'}街{int(offset + half) // int(gap) + 1}"
            roads.append(("3", name, np.array([[x - half, y + offset], [x + half, y + offset]])))
            roads.append(("3", name + "纵", np.array([[x + offset, y - half], [x + offset, y + half]])))
    return roads


def _bent(start, end) -> np.ndarray:
    """A line with a gentle bend."""
    t = np.linspace(0, 1, 9)[:, None]
    across = np.array([end[1] - start[1], start[0] - end[0]]) * 0.12
    return start + (end - start) * t + across * np.sin(np.pi * t) * np.sin(3 * np.pi * t)
