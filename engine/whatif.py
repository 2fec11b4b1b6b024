# SPDX-License-Identifier: GPL-2.0-or-later
"""A network that can be changed site by site: RSRP, best server, SINR and attainment follow at once.

The strongest sectors of every cell and the sum of all are kept (`engine/server_list.py`); a sector that comes or
goes touches only the cells in its reach. Path loss comes from the cache of patches where it was computed before.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple
from weakref import finalize

import numpy as np

from .coverage import Coverage, CoverageSettings, directions, directions_to_cells, milliwatt, received_dbm
from .demand import Demand
from .errors import InputError
from .gaps import FAIL, PASS
from .grid import Grid, Window
from .network import Network, Sector, SectorRow, Site
from .patch_memory import PatchMemory
from .pathloss import FanModel, PatchWork, PathLossSettings, by_mast, iterate_patches, patch_of, tr38901
from .progress import SILENT, Progress
from .second_half import SecondHalf
from .server_list import ServerList
from .strips import Strips
from .terrain import Terrain


@dataclass(frozen=True)
class Figures:
    """Attainment per level, in the order of the demand's levels: share of outdoor area and of people, percent; nan for none."""

    area_pct: Tuple[float, ...]
    weight_pct: Tuple[float, ...]


@dataclass(frozen=True)
class Change:
    """What a change touched: the window in which layers were computed anew, and the figures after it (None without demand)."""

    window: Optional[Window]
    figures: Optional[Figures]


class WhatIf:
    """Coverage that follows changes of single sites.

    ss_rsrp_dbm, ss_sinr_db, best_server : the current layers, as in `Coverage`; best_server holds sector numbers
    that stay the same while the sector stands (`row(number)`)
    """

    def __init__(
        self,
        network: Network,
        terrain: Terrain,
        grid: Grid,
        path_loss: PathLossSettings,
        settings: Optional[CoverageSettings] = None,
        area: Optional[np.ndarray] = None,
        demand: Optional[Demand] = None,
        model: FanModel = tr38901,
        cache=None,
        depth: int = 6,
        executor=None,
        progress: Progress = SILENT,
    ):
        self.grid, self.terrain, self.path_loss, self.model = grid, terrain, path_loss, model
        self.cache = PatchMemory(cache)
        self.settings = settings or CoverageSettings()
        self.area = np.ones(grid.shape, bool) if area is None else area
        self.depth = depth
        self._rows: List[Optional[SectorRow]] = []
        self._windows: List[Optional[Window]] = []
        self._strips = Strips()
        self._lists: Dict[Tuple[float, float], ServerList] = {}
        self._noise: Dict[Tuple[float, float], float] = {}
        self._sites: Dict[str, List[int]] = {}
        self._load = np.zeros(64, np.float64)
        self._unsettled: List[Window] = []  # windows in which cells are left to fill since a change failed
        self._lately: Dict[int, np.ndarray] = {}  # powers of what came last, which is what goes first while a site is dragged
        self.ss_rsrp_dbm = np.full(grid.shape, np.nan, np.float32)
        self.ss_sinr_db = np.full(grid.shape, np.nan, np.float32)
        self.best_server = np.full(grid.shape, -1, np.int32)
        groups = by_mast(self._enlist(site, index) for site in network.sites for index in range(len(site.sectors)))
        patches = iterate_patches(terrain, grid, [mast for mast, _ in groups], path_loss, model, self.cache, executor, progress)
        self._work = SecondHalf(PatchWork(terrain, grid, path_loss, model))
        finalize(self, self._work.close)
        for patch, (mast, rows) in zip(patches, groups):
            if patch is not None:
                self._work.start_if_worth(mast)
                self._come(rows, patch.window, self._powers(rows, patch))
        everything = Window(0, 0, grid.rows, grid.columns)
        self._demand = demand
        self._verdict = np.full(grid.shape, FAIL, np.uint8)
        if demand is not None:
            self._required = demand.required_rsrp_dbm(), demand.required_sinr_db()
            levels = len(demand.levels) + 1
            outdoor = np.where(demand.outdoor, 1.0, 0.0)
            self._total = [np.bincount(demand.level.ravel(), of.ravel(), levels) for of in (outdoor, demand.weight.astype(np.float64))]
            self._served = [np.zeros(levels), np.zeros(levels)]
        self._refresh(everything)

    def wait(self, seconds: float = 10.0) -> bool:
        """Wait until the process that computes half of every new place stands by; False where none is to come."""
        return self._work.wait(seconds)

    def close(self) -> None:
        """End that process now, not when this object goes; changes are possible still."""
        self._work.close()

    @property
    def figures(self) -> Optional[Figures]:
        """Attainment now; None without demand."""
        if self._demand is None:
            return None
        with np.errstate(invalid="ignore", divide="ignore"):
            area, weight = (100 * served[1:] / total[1:] for served, total in zip(self._served, self._total))
        return Figures(tuple(area.tolist()), tuple(weight.tolist()))

    @property
    def sites(self) -> Tuple[str, ...]:
        """Ids of the sites that stand now."""
        return tuple(self._sites)

    def row(self, number: int) -> Optional[SectorRow]:
        """The sector of a number in `best_server`; None once it is gone."""
        return self._rows[number]

    def site(self, site_id: str) -> Site:
        """A site that stands now."""
        if site_id not in self._sites:
            raise InputError("whatif_no_site", site=site_id)
        return self._rows[self._sites[site_id][0]].site

    def add(self, site: Site) -> Change:
        """A new site."""
        if site.site_id in self._sites:
            raise InputError("whatif_site_exists", site=site.site_id)
        with self._unchanged_on_error(site.site_id):
            return self._change([], [self._enlist(site, index) for index in range(len(site.sectors))])

    def remove(self, site_id: str) -> Change:
        """A site goes."""
        self.site(site_id)
        with self._unchanged_on_error(site_id):
            return self._change([self._rows[number] for number in self._sites.pop(site_id)], [])

    def replace(self, site: Site) -> Change:
        """A site moved, re-tilted or otherwise changed: sectors that stay as they were are not touched."""
        self.site(site.site_id)
        with self._unchanged_on_error(site.site_id):
            going, coming = [self._rows[number] for number in self._sites.pop(site.site_id)], []
            for index, sector in enumerate(site.sectors):
                same = next((row for row in going if row.sector == sector and row.mast == site.mast(sector)), None)
                if same is None:
                    coming.append(self._enlist(site, index))
                    continue
                going.remove(same)
                self._rows[same.index] = SectorRow(same.index, same.site_index, site, sector, same.mast)
                self._sites.setdefault(site.site_id, []).append(same.index)
            return self._change(going, coming)

    @contextmanager
    def _unchanged_on_error(self, site_id: str):
        """For a `with` block that changes one site: where it raises, the site and its sectors are as they were."""
        numbers, count = self._sites.get(site_id), len(self._rows)
        kept, done = {number: self._rows[number] for number in numbers or ()}, False
        order = list(self._sites)
        try:
            yield
            done = True
        finally:
            if not done:
                del self._rows[count:], self._windows[count:]
                for number, row in kept.items():
                    self._rows[number] = row
                held = {**self._sites, site_id: numbers}
                self._sites = {each: held[each] for each in order}

    def coverage(self) -> Coverage:
        """The layers now, with sectors numbered as they stand here; gone ones have no cells."""
        second = np.zeros(self.grid.shape, np.float32)
        everything = Window(0, 0, self.grid.rows, self.grid.columns)
        for channel, entry in self._lists.items():
            self._fill(channel, everything, 2)
            ours = (entry.index[0] == self.best_server) & (self.best_server >= 0)
            second[ours] = entry.power_mw[1][ours]
        return Coverage(self.grid, self.ss_rsrp_dbm, self.best_server, self.ss_sinr_db, _decibel(second), tuple(self._rows))

    def _enlist(self, site: Site, index: int) -> SectorRow:
        """A number for a sector."""
        sector = site.sectors[index]
        row = SectorRow(len(self._rows), len(self._sites), site, sector, site.mast(sector))
        self._rows.append(row)
        self._windows.append(None)
        self._sites.setdefault(site.site_id, []).append(row.index)
        if row.index >= self._load.size:
            self._load = np.concatenate([self._load, np.zeros(self._load.size)])
        self._load[row.index] = self.settings.load if sector.load is None else sector.load
        channel = sector.carrier.channel
        if channel not in self._lists:
            self._lists[channel] = ServerList(self.grid.shape, self.depth)
            self._noise[channel] = sector.carrier.noise_per_resource_element_dbm(self.settings.noise_figure_db)
        return row

    def _patch(self, mast):
        return patch_of(self.terrain, self.grid, mast, self.path_loss, self.model, self.cache, self._work)

    def _power(self, sector: Sector, seen, loss_db) -> np.ndarray:
        return milliwatt(received_dbm(sector, seen.azimuth_deg, seen.zenith_deg, loss_db))

    def _powers(self, rows: List[SectorRow], patch) -> List[np.ndarray]:
        """The power of sectors of one mast on its patch's window."""
        powers = [np.empty(patch.loss_db.shape, np.float32) for _ in rows]

        def fill(strip: Window, part: slice) -> None:
            seen = directions(self.terrain, self.grid, strip, patch.mast, self.path_loss.rx_height_m)
            for row, power in zip(rows, powers):
                power[part] = self._power(row.sector, seen, patch.loss_db[part])

        self._strips.each(patch.window, fill)
        return powers

    def _come(self, rows: List[SectorRow], window: Window, powers: List[np.ndarray]) -> None:
        def add(strip: Window, part: slice) -> None:
            for row, power in zip(rows, powers):
                self._lists[row.sector.carrier.channel].add(row.index, strip.slices, power[part], self._load[row.index])

        self._strips.each(window, add)
        for row in rows:
            self._windows[row.index] = window

    def _go(self, rows: List[SectorRow], window: Window, powers: List[np.ndarray]) -> None:
        def remove(strip: Window, part: slice) -> None:
            for row, power in zip(rows, powers):
                self._lists[row.sector.carrier.channel].remove(row.index, strip.slices, power[part], self._load[row.index])

        self._strips.each(window, remove)
        for row in rows:
            self._windows[row.index] = None

    def _change(self, going: List[SectorRow], coming: List[SectorRow]) -> Change:
        arriving, leaving = [], []  # first of all: where path loss cannot be computed, no list has changed
        for mast, rows in by_mast(coming):
            patch = self._patch(mast)
            if patch is not None:
                arriving.append((rows, patch.window, self._powers(rows, patch)))
        for mast, rows in by_mast(row for row in going if self._windows[row.index] is not None):
            known = [self._lately.get(row.index) for row in rows]
            powers = known if all(power is not None for power in known) else self._powers(rows, self._patch(mast))
            leaving.append((rows, self._windows[rows[0].index], powers))
        channels = {row.sector.carrier.channel for row in going}
        touched = [window for _, window, _ in [*arriving, *leaving]]
        if self._unsettled:
            channels, touched = set(self._lists), [*self._unsettled, *touched]
        self._exchange(leaving, arriving)
        around = _around(touched) if touched else None
        apart = around is not None and sum(window.rows * window.columns for window in touched) < around.rows * around.columns
        windows = touched if apart or around is None else [around]
        self._unsettled = windows
        try:
            for window in windows:
                for channel in channels:
                    self._fill(channel, window)
            self._unsettled = []
        finally:
            if self._unsettled:  # a patch that a cell had to be filled from could not be had
                self._exchange(arriving, leaving)
        for row in going:
            self._rows[row.index] = None
        self._lately = {row.index: power for rows, _, powers in arriving for row, power in zip(rows, powers)}
        for window in windows:
            self._refresh(window)
        return Change(around, self.figures)

    def _exchange(self, leaving, arriving) -> None:
        """Take sectors out of the lists and put others in: (rows, window, powers) of each mast."""
        for rows, window, powers in leaving:
            self._go(rows, window, powers)
        for rows, window, powers in arriving:
            self._come(rows, window, powers)

    def _fill(self, channel, window: Window, least: int = 1) -> None:
        """Fill again the cells in which too little is known; few, and fewer the deeper the list is."""
        entry = self._lists[channel]
        cells = np.nonzero(entry.incomplete(window.slices, least))
        if not cells[0].size:
            return
        cells = cells[0] + window.row, cells[1] + window.column
        filled = ServerList(cells[0].shape, self.depth)
        rows = [
            row for row in self._rows if row is not None and row.sector.carrier.channel == channel and self._windows[row.index] is not None
        ]
        for mast, sectors in by_mast(rows):
            reach = self._windows[sectors[0].index]
            near = np.flatnonzero(_within(reach, *cells))
            if not near.size:
                continue
            there = tuple(axis[near] for axis in cells)
            seen = directions_to_cells(self.terrain, self.grid, *there, mast, self.path_loss.rx_height_m)
            within = there[0] - reach.row, there[1] - reach.column
            loss_db = self.cache.loss_of_cells_db(mast, *within)
            loss_db = self._patch(mast).loss_db[within] if loss_db is None else loss_db
            for row in sectors:
                power = np.zeros(cells[0].shape, np.float32)
                power[near] = self._power(row.sector, seen, loss_db)
                filled.add(row.index, (slice(None),), power, self._load[row.index])
        entry.put(cells, filled)

    def _refresh(self, window: Window) -> None:
        """Layers and figures of a window from the lists."""
        self._strips.each(window, self._layers)
        if self._demand is not None:
            self._judge(window.slices)

    def _layers(self, window: Window, _: slice) -> None:
        """Layers of a window from the lists."""
        slices = window.slices
        best = sinr = index = None
        for channel in sorted(self._lists):
            entry = self._lists[channel]
            power, ratio = entry.power_mw[0][slices], entry.sinr(slices, self._noise[channel], self._load)
            if best is None:
                best, sinr, index = power, ratio, entry.index[0][slices]
                continue
            stronger = power > best
            best, sinr = np.where(stronger, power, best), np.where(stronger, ratio, sinr)
            index = np.where(stronger, entry.index[0][slices], index)
        if best is None:
            return
        within = self.area[slices]
        self.ss_rsrp_dbm[slices] = np.where(within, _decibel(best), np.float32(np.nan))
        self.ss_sinr_db[slices] = np.where(within, _decibel(sinr), np.float32(np.nan))
        self.best_server[slices] = np.where(within, index, -1)

    def _judge(self, slices) -> None:
        """Count the cells whose verdict changed."""
        needed_rsrp, needed_sinr = (layer[slices] for layer in self._required)
        with np.errstate(invalid="ignore"):
            served = (self.ss_rsrp_dbm[slices] >= needed_rsrp) & (self.ss_sinr_db[slices] >= needed_sinr)
        verdict = np.where(served, PASS, FAIL).astype(np.uint8)
        rows, columns = np.nonzero(verdict != self._verdict[slices])
        step = np.where(verdict[rows, columns] == PASS, 1.0, -1.0)
        level = self._demand.level[slices][rows, columns]
        outdoor = self._demand.outdoor[slices][rows, columns]
        weight = self._demand.weight[slices][rows, columns].astype(np.float64)
        size = len(self._demand.levels) + 1
        self._served[0] += np.bincount(level, step * outdoor, size)
        self._served[1] += np.bincount(level, step * weight, size)
        self._verdict[slices] = verdict


def _around(windows: List[Window]) -> Window:
    """The least window that holds all of them."""
    top, left = min(w.row for w in windows), min(w.column for w in windows)
    bottom, right = max(w.row + w.rows for w in windows), max(w.column + w.columns for w in windows)
    return Window(top, left, bottom - top, right - left)


def _within(window: Window, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Whether cells lie in a window, bool."""
    down, across = rows - window.row, columns - window.column
    return (down >= 0) & (down < window.rows) & (across >= 0) & (across < window.columns)


def _decibel(ratio: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        level = 10 * np.log10(ratio)
    return np.where(np.isfinite(level), level, np.nan).astype(np.float32)
