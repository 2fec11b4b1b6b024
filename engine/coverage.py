# SPDX-License-Identifier: GPL-2.0-or-later
"""Who is served, by whom and how well: SS-RSRP, best server and SS-SINR, streaming over masts.

SS-RSRP (3GPP TS 38.215 §5.1.1): energy per resource element plus the gain of the broadcast beams less path loss.
SS-SINR (§5.1.5): S / (sum of eta_j P_j + N_RE) in mW over the other sectors of the same channel, eta being the
share of resource elements on which a neighbour transmits (the stated load).
"""

from dataclasses import dataclass, replace
from functools import reduce
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from .adjacent import DEFAULT, leak_ratio
from .antenna import sector_gain_dbi, zenith_deg
from .compute import map_ordered, spread
from .errors import InputError
from .grid import Grid, Window
from .network import Mast, Network, Sector, SectorRow
from .pathloss import FanModel, PatchWork, PathLossSettings, by_mast, patch_of, tr38901
from .progress import SILENT, Progress
from .terrain import Terrain

STRANGER = -2  #: index of sectors that serve nobody in this run
_DB_TO_NEPER = np.float32(np.log(10) / 10)


@dataclass(frozen=True)
class CoverageSettings:
    """How signals add up.

    load : resource elements occupied by neighbours, 0 to 1, for sectors without a load of their own
    overlap_servers : servers counted at most for the overlap layer; 0 leaves it out
    overlap_db : how much weaker than the best a server may be to count
    acir_db : by band, with a "default": sectors on adjacent channels disturb, that much weaker; None: they do not
    """

    load: float = 0.5
    noise_figure_db: float = 9.0
    overlap_servers: int = 0
    overlap_db: float = 6.0
    acir_db: Optional[Mapping[str, float]] = None

    def __post_init__(self):
        if not np.isfinite(self.load) or not 0 <= self.load <= 1:
            raise InputError("load_range", load=self.load)
        if self.acir_db is not None and not (DEFAULT in self.acir_db and all(0 <= v <= 200 for v in self.acir_db.values())):
            raise InputError("acir_value", values=dict(self.acir_db))


@dataclass(frozen=True)
class Coverage:
    """The layers of a network on a grid; nodata (nan, -1) outside the plan area and where nothing is in reach.

    ss_rsrp_dbm, ss_sinr_db : float32 (rows, columns)
    best_server : int32 (rows, columns), index into `rows`
    second_rsrp_dbm : float32, the next best sector of the server's channel
    rows : the network's sectors
    overlap : uint8, servers of the channel within the overlap range of the best, itself included; None unless asked for
    """

    grid: Grid
    ss_rsrp_dbm: np.ndarray
    best_server: np.ndarray
    ss_sinr_db: np.ndarray
    second_rsrp_dbm: np.ndarray
    rows: Tuple[SectorRow, ...]
    overlap: Optional[np.ndarray] = None


class ChannelSum:
    """Running best server, second best and weighted interference of one channel over any array of receivers.

    Interference is summed without the best server, so that nothing is subtracted and weak noise survives
    strong signals; of two equal sectors the first is the server. The result does not depend on how the
    receivers are cut into windows.
    """

    def __init__(self, shape, strongest: int = 0):
        self.strongest_mw = np.zeros((strongest, *np.atleast_1d(shape)), np.float32)  # falling; only where asked for
        self.best_mw = np.zeros(shape, np.float32)
        self.second_mw = np.zeros(shape, np.float32)
        self.weighted_mw = None  # eta times the best server's power, once sectors of different load have come
        self._load = None
        self.interference_mw = np.zeros(shape, np.float32)
        self.best_index = np.full(shape, -1, np.int32)

    def add(self, index: int, received_dbm: np.ndarray, load: float, where=Ellipsis) -> None:
        """One more sector: its received power (nan where not received) on the receivers `where`."""
        self.add_power(index, milliwatt(received_dbm), load, where)

    def add_power(self, index: int, power: np.ndarray, load: float, where=Ellipsis) -> None:
        """The same for a power in mW, float32, 0 where not received."""
        load = np.float32(load)
        self._load = load if self._load is None else self._load
        if self.weighted_mw is None and load != self._load:
            self.weighted_mw = self.best_mw * self._load
        best, second, interference = self.best_mw[where], self.second_mw[where], self.interference_mw[where]
        better = power > best
        weaker = np.minimum(power, best)
        if self.weighted_mw is None:
            interference += weaker * load
        else:
            weighted, added = self.weighted_mw[where], power * load
            interference += np.where(better, weighted, added)
            np.copyto(weighted, added, where=better)
        np.maximum(second, weaker, out=second)
        np.maximum(best, power, out=best)
        np.copyto(self.best_index[where], np.int32(index), where=better)
        for level in self.strongest_mw:
            higher = np.maximum(level[where], power)
            power = np.minimum(level[where], power)
            level[where] = higher

    def disturb(self, power: np.ndarray, load: float, where=Ellipsis) -> None:
        """Interference in mW, float32, from a sector that cannot be the server."""
        self.interference_mw[where] += power * np.float32(load)

    def within(self, ratio_db: float) -> np.ndarray:
        """How many of the kept strongest lie within `ratio_db` of the best, uint8."""
        floor = self.best_mw * np.float32(10 ** (-ratio_db / 10))
        return ((self.strongest_mw >= floor) & (self.strongest_mw > 0)).sum(0).astype(np.uint8)

    def sinr_db(self, noise_dbm: float) -> np.ndarray:
        """S / (sum of eta_j P_j + N), dB; nan where nothing is received."""
        noise_mw = np.float32(10 ** (noise_dbm / 10))
        return _decibel(self.best_mw / (self.interference_mw + noise_mw))


def milliwatt(received_dbm: np.ndarray) -> np.ndarray:
    """dBm to mW, float32; 0 where nothing is received (nan)."""
    power = np.exp(received_dbm.astype(np.float32, copy=False) * _DB_TO_NEPER)
    power[np.isnan(power)] = 0
    return power


def received_dbm(sector: Sector, azimuth_deg, zenith, loss_db) -> np.ndarray:
    """Power per resource element at a 0 dBi receiver: energy per resource element + gain - loss, dBm."""
    gain_dbi = sector_gain_dbi(sector.antenna, sector.azimuth_deg, sector.mechanical_tilt_deg, azimuth_deg, zenith)
    return np.float32(sector.epre_dbm) + gain_dbi - loss_db


@dataclass(frozen=True)
class Directions:
    """Where the cells of a patch lie as seen from its antenna: bearing and zenith, degrees, float32."""

    azimuth_deg: np.ndarray
    zenith_deg: np.ndarray


def directions(terrain: Terrain, grid: Grid, window: Window, mast: Mast, rx_height_m: float) -> Directions:
    """Directions from a mast to receivers on the cells of a window; `terrain` may lie on a larger grid of the same cells."""
    rows, columns = window.slices
    east = (grid.column_centres_m()[columns] - mast.x_m).astype(np.float32)[None, :]
    north = (grid.row_centres_m()[rows] - mast.y_m).astype(np.float32)[:, None]
    east, north = (np.ascontiguousarray(side) for side in np.broadcast_arrays(east, north))
    return _directions(terrain, mast, rx_height_m, east, north, ground_of(terrain, grid)[window.slices])


def directions_to_cells(terrain: Terrain, grid: Grid, rows: np.ndarray, columns: np.ndarray, mast: Mast, rx_height_m: float) -> Directions:
    """The same for single cells of the grid, bit for bit."""
    east = (grid.column_centres_m()[columns] - mast.x_m).astype(np.float32)
    north = (grid.row_centres_m()[rows] - mast.y_m).astype(np.float32)
    return _directions(terrain, mast, rx_height_m, east, north, ground_of(terrain, grid)[rows, columns])


def _directions(terrain: Terrain, mast: Mast, rx_height_m: float, east, north, ground_m) -> Directions:
    azimuth = np.rad2deg(np.arctan2(east, north))
    distance = np.maximum(np.hypot(east, north), np.float32(1.0))
    above = antenna_level_m(terrain, mast) - rx_height_m - ground_m
    return Directions(azimuth, zenith_deg(distance, above.astype(np.float32)))


def antenna_level_m(terrain: Terrain, mast: Mast) -> float:
    """The antenna above sea level; off the terrain's grid the nearest cell's ground counts."""
    row, column = terrain.grid.row_column(mast.x_m, mast.y_m)
    row, column = int(np.clip(row, 0, terrain.grid.rows - 1)), int(np.clip(column, 0, terrain.grid.columns - 1))
    return float(terrain.ground_m[row, column]) + mast.height_m


def ground_of(terrain: Terrain, grid: Grid) -> np.ndarray:
    """The terrain's ground on the cells of `grid`, a view; `grid` lies on the terrain's cells."""
    cell = terrain.grid.cell_size_m
    top = (terrain.grid.y_max_m - grid.y_max_m) / cell
    left = (grid.x_min_m - terrain.grid.x_min_m) / cell
    row, column = int(round(top)), int(round(left))
    fits = grid.cell_size_m == cell and abs(top - row) < 1e-6 and abs(left - column) < 1e-6
    if not fits or row < 0 or column < 0 or row + grid.rows > terrain.grid.rows or column + grid.columns > terrain.grid.columns:
        raise InputError("terrain_grid", extent=grid.extent_m, terrain=terrain.grid.extent_m)
    return terrain.ground_m[row : row + grid.rows, column : column + grid.columns]


def compute_coverage(
    network: Network,
    terrain: Terrain,
    grid: Grid,
    path_loss: PathLossSettings,
    settings: Optional[CoverageSettings] = None,
    area: Optional[np.ndarray] = None,
    model: FanModel = tr38901,
    cache=None,
    executor=None,
    progress: Progress = SILENT,
    others: Optional[Network] = None,
) -> Coverage:
    """SS-RSRP, best server and SS-SINR of a network; each mast's patch is used and dropped.

    Parameters
    ----------
    network : sites in and around the grid
    terrain : on `grid`, or on a larger grid of the same cells
    area : bool (rows, columns), the plan area; outside there is no data
    executor : a `concurrent.futures` executor; None starts threads and worker processes for the run (`compute.spread`)
    others : sectors that serve nobody here but disturb, on the same channel or (`acir_db`) on an adjacent one

    Without `acir_db` carriers on different channels do not disturb each other; a cell is served by the strongest of all.

    Raises
    ------
    InputError : no sector at all, or none within reach of the grid; Cancelled.
    """
    settings = settings or CoverageSettings()
    rows = tuple(network.sector_rows())
    if not rows:
        raise InputError("network_empty")
    sums: Dict[Tuple[float, float], ChannelSum] = {}
    noise = {row.sector.carrier.channel: row.sector.carrier.noise_per_resource_element_dbm(settings.noise_figure_db) for row in rows}
    strangers = others.sector_rows() if others is not None else []
    groups = by_mast([*rows, *(replace(row, index=STRANGER) for row in strangers)])
    carriers = {row.sector.carrier.channel: row.sector.carrier for row in rows}
    reached = 0

    with spread(PatchWork(terrain, grid, path_loss, model), len(groups), executor) as (pool, work):

        def powers(group):
            """What the sectors of a mast give, in the threads; only the adding up is left."""
            found = levels_of_mast(group, terrain, grid, path_loss, model, cache, work)
            return None if found is None else (found[0], [milliwatt(level) for level in found[1]])

        results = map_ordered(powers, groups, pool, progress=progress)
        for done, (found, (_, sectors)) in enumerate(zip(results, groups)):
            if found is not None:
                reached += any(row.index != STRANGER for row in sectors)
                _add_up(sums, grid, settings, carriers, sectors, *found)
            progress.report((done + 1) / len(groups))
    if not reached:
        raise InputError("no_site_in_reach", radius_m=path_loss.radius_m, sites=len(network.sites))
    return assemble(grid, rows, sums, noise, area, settings.overlap_db)


def _add_up(sums, grid: Grid, settings: CoverageSettings, carriers, sectors: Sequence[SectorRow], window: Window, powers) -> None:
    """Add the sectors of a mast to the sums of their channels, and to those of the channels beside them."""

    def sum_of(channel) -> ChannelSum:
        if channel not in sums:
            sums[channel] = ChannelSum(grid.shape, settings.overlap_servers)
        return sums[channel]

    for row, power in zip(sectors, powers):
        carrier = row.sector.carrier
        load = settings.load if row.sector.load is None else row.sector.load
        if row.index != STRANGER:
            sum_of(carrier.channel).add_power(row.index, power, load, window.slices)
        elif carrier.channel in carriers:
            sum_of(carrier.channel).disturb(power, load, window.slices)
        for channel, victim in carriers.items() if settings.acir_db is not None else ():
            ratio = leak_ratio(victim, carrier, settings.acir_db)
            if ratio > 0:
                sum_of(channel).disturb(power, load * ratio, window.slices)


def assemble(grid: Grid, rows: Tuple[SectorRow, ...], sums, noise, area: Optional[np.ndarray], overlap_db: float = 6.0) -> Coverage:
    """The strongest channel in each cell, as a coverage."""
    layers = None
    for channel in sorted(sums):
        of = sums[channel]
        overlap = of.within(overlap_db) if of.strongest_mw.size else None
        found = [of.best_mw, of.second_mw, of.sinr_db(noise[channel]), of.best_index, overlap]
        if layers is None:
            layers = found
            continue
        stronger = of.best_mw > layers[0]
        layers = [None if new is None else np.where(stronger, new, old) for new, old in zip(found, layers)]
    best_mw, second_mw, sinr, index, overlap = layers
    rsrp, second, index = _decibel(best_mw), _decibel(second_mw), index.copy()
    if area is not None:
        for layer in (rsrp, second, sinr):
            layer[~area] = np.nan
        index[~area] = -1
        if overlap is not None:
            overlap[~area] = 255
    return Coverage(grid, rsrp, index, sinr, second, rows, overlap)


def levels_of_mast(group, terrain: Terrain, grid: Grid, path_loss: PathLossSettings, model: FanModel, cache, work):
    """Of a mast and its rows: the window its path loss reaches, and what each row gives there, dBm, lazily; None out of reach."""
    mast, rows = group
    patch = patch_of(terrain, grid, mast, path_loss, model, cache, work)
    if patch is None:
        return None
    seen = directions(terrain, grid, patch.window, mast, path_loss.rx_height_m)
    return patch.window, (received_dbm(row.sector, seen.azimuth_deg, seen.zenith_deg, patch.loss_db) for row in rows)


def site_signals(
    network: Network,
    terrain: Terrain,
    grid: Grid,
    path_loss: PathLossSettings,
    model: FanModel = tr38901,
    cache=None,
    executor=None,
    progress: Progress = SILENT,
):
    """What each site alone would give: yields (site index, Window, SS-RSRP of its best sector, float32 with nan) in order.

    A site whose sectors hang on several masts comes once per mast. This is what cover sets are made from. `executor` as in
    `compute_coverage`.
    """
    groups = by_mast(network.sector_rows())
    with spread(PatchWork(terrain, grid, path_loss, model), len(groups), executor) as (pool, work):

        def signal(group):
            found = levels_of_mast(group, terrain, grid, path_loss, model, cache, work)
            if found is None:
                return None
            best = reduce(np.fmax, found[1])
            return group[1][0].site_index, found[0], best.astype(np.float32, copy=False)

        for done, found in enumerate(map_ordered(signal, groups, pool, progress=progress)):
            if found is not None:
                yield found
            progress.report((done + 1) / len(groups))


def served_by_site(coverage: Coverage) -> List[int]:
    """Cells served by each site, in the order of the network's sites."""
    sites = np.array([row.site_index for row in coverage.rows], np.int64)
    served = coverage.best_server[coverage.best_server >= 0]
    return np.bincount(sites[served], minlength=int(sites.max()) + 1).tolist()


def _decibel(ratio: np.ndarray) -> np.ndarray:
    """10 lg of a ratio, float32; nan for nothing."""
    level = np.full(ratio.shape, np.nan, np.float32)
    np.log10(ratio, out=level, where=ratio > 0, casting="same_kind")
    level *= 10
    return level
