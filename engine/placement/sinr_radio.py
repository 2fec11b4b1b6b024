# SPDX-License-Identifier: GPL-2.0-or-later
"""What planned sites give on the grid, from patches of path loss; how their antennas may turn; and what they can reach at all."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ..antenna import Omni
from ..antenna import Sector as SectorAntenna
from ..coverage import CoverageSettings, directions, milliwatt, received_dbm
from ..errors import InputError
from ..grid import Grid
from ..network import Mast, Network, Sector, Site
from ..pathloss import FanModel, PathLossSettings, by_mast, iterate_patches, patch_of, tr38901
from ..progress import SILENT, Progress
from ..terrain import Terrain
from .sinr_field import Beam
from .sinr_layers import Layers

KEPT_BYTES = 300_000_000  #: of patches with their directions, kept in memory


@dataclass(frozen=True)
class Freedom:
    """How antennas may change.

    azimuths, tilts, mechanical : what may be changed at all; omnidirectional antennas have no azimuth
    turns_deg : turns that are tried, both ways; apart_deg : least angle between two sectors of a site
    electrical_tilts_deg, mechanical_tilts_deg : by kind of site (pole, roof, tower), the tilts that are tried; what an
        antenna has now is always allowed
    """

    azimuths: bool = True
    tilts: bool = True
    mechanical: bool = False
    turns_deg: Tuple[float, ...] = (10.0, 20.0, 40.0, 60.0)
    apart_deg: float = 60.0
    electrical_tilts_deg: Optional[Mapping[str, Sequence[float]]] = None
    mechanical_tilts_deg: Optional[Mapping[str, Sequence[float]]] = None

    def __post_init__(self):
        angles = [*self.turns_deg, self.apart_deg]
        for tilts in (self.electrical_tilts_deg or {}, self.mechanical_tilts_deg or {}):
            angles += [tilt for some in tilts.values() for tilt in some]
        if not np.isfinite(angles).all() or max(angles) > 180 or min(angles) < -30:
            raise InputError("refine_angles")

    def electrical(self, kind: str) -> Tuple[float, ...]:
        """The electrical tilts that may be tried on a kind of site."""
        return tuple((self.electrical_tilts_deg or {}).get(kind, ())) if self.tilts else ()

    def turns_of(self, site: Site) -> Iterator[Site]:
        """The site with one thing changed: all sectors turned, one direction turned, all tilted, or one tilted."""
        groups = _positions(site)
        everything = range(len(site.sectors))
        directional = [group for group in groups if not isinstance(site.sectors[group[0]].antenna, Omni)]
        if self.azimuths:
            for turn in (sign * angle for angle in self.turns_deg for sign in (1, -1)):
                if len(directional) > 1:
                    yield _changed(site, everything, lambda sector, by=turn: _turned(sector, by))
                for group in directional:
                    turned = _changed(site, group, lambda sector, by=turn: _turned(sector, by))
                    if self._apart(turned):
                        yield turned
        for tilt in self.electrical(site.kind):
            for group in [everything, *(groups if len(groups) > 1 else ())]:
                yield _changed(site, group, lambda sector, to=tilt: _tilted(sector, to))
        if self.mechanical:
            for tilt in (self.mechanical_tilts_deg or {}).get(site.kind, ()):
                for group in groups:
                    yield _changed(site, group, lambda sector, to=tilt: _leaning(sector, to))

    def _apart(self, site: Site) -> bool:
        azimuths = sorted(site.sectors[group[0]].azimuth_deg % 360 for group in _positions(site))
        gaps = [(b - a) % 360 for a, b in zip(azimuths, azimuths[1:] + azimuths[:1])]
        return len(azimuths) < 2 or min(gaps) >= self.apart_deg - 1e-9


class PatchRadio:
    """Beams of sites on a grid, as coverage computes them; patches visited lately are kept in memory."""

    def __init__(
        self,
        terrain: Terrain,
        grid: Grid,
        path_loss: PathLossSettings,
        settings: CoverageSettings,
        model: FanModel = tr38901,
        cache=None,
    ):
        self.terrain, self.grid, self.path_loss, self.settings = terrain, grid, path_loss, settings
        self.model, self.cache = model, cache
        self._kept: OrderedDict[Mast, Optional[tuple]] = OrderedDict()
        self._bytes = 0

    def beams_of(self, site: Site) -> List[Beam]:
        """One beam per sector; none where the site does not reach the grid."""
        beams = []
        for mast, rows in by_mast(_rows(site)):
            seen = self._seen(mast)
            if seen is not None:
                beams += [self._beam(row.sector, *seen) for row in rows]
        return beams

    def stream(self, sites: Sequence[Site], progress: Progress = SILENT) -> Iterator[List[Beam]]:
        """Beams mast by mast, in order; nothing is kept."""
        for _, rows, seen in self._masts(sites, progress):
            yield [self._beam(row.sector, *seen) for row in rows]

    def reaches(self, sites: Sequence[Site], freedom: Freedom, layers: Layers, progress: Progress = SILENT) -> List[np.ndarray]:
        """Per site the cells (flat, layer after layer) that it can serve in some direction it may take, whoever else comes;
        int64, ascending. The layers hold today's network."""
        found: List[List[np.ndarray]] = [[] for _ in sites]
        needs = [{channel: field.newcomer_needs_mw(channel) for channel in field.channels} for field in layers.fields]
        size = self.grid.rows * self.grid.columns
        for site_index, rows, (patch, looks) in self._masts(sites, progress):
            for row in rows:
                gain = highest_gain_dbi(row.sector, row.site.kind, freedom, looks.azimuth_deg, looks.zenith_deg)
                power = milliwatt(np.float32(row.sector.epre_dbm) + gain - patch.loss_db)
                for number, (operator, needed_mw) in enumerate(zip(layers.operators, needs)):
                    if operator is None or operator in row.sector.carrier.operators:
                        rows_at, columns_at = np.nonzero(power >= needed_mw[row.sector.carrier.channel][patch.window.slices])
                        cells = (rows_at + patch.window.row) * self.grid.columns + columns_at + patch.window.column
                        found[site_index].append(cells + number * size)
        return [np.unique(np.concatenate(cells)) if cells else np.zeros(0, np.int64) for cells in found]

    def _masts(self, sites: Sequence[Site], progress: Progress):
        """Site index, sectors, and patch with directions of every mast that reaches the grid."""
        groups = []
        for site_index, site in enumerate(sites):
            groups += [(site_index, mast, rows) for mast, rows in by_mast(_rows(site))]
        masts = [mast for _, mast, _ in groups]
        patches = iterate_patches(self.terrain, self.grid, masts, self.path_loss, self.model, self.cache, None, progress)
        for patch, (site_index, _, rows) in zip(patches, groups):
            if patch is not None:
                yield site_index, rows, (patch, self._directions(patch))

    def _beam(self, sector: Sector, patch, looks) -> Beam:
        power = milliwatt(received_dbm(sector, looks.azimuth_deg, looks.zenith_deg, patch.loss_db))
        load = self.settings.load if sector.load is None else sector.load
        return Beam(sector.carrier.channel, patch.window, power, load, sector.carrier.operators)

    def _directions(self, patch):
        return directions(self.terrain, self.grid, patch.window, patch.mast, self.path_loss.rx_height_m)

    def _look(self, mast: Mast) -> Optional[tuple]:
        patch = patch_of(self.terrain, self.grid, mast, self.path_loss, self.model, self.cache)
        return None if patch is None else (patch, self._directions(patch))

    def _seen(self, mast: Mast) -> Optional[tuple]:
        """Patch and directions of a mast, from memory when they are there."""
        if mast in self._kept:
            self._kept.move_to_end(mast)
            return self._kept[mast]
        seen = self._kept[mast] = self._look(mast)
        self._bytes += _size(seen)
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            self._bytes -= _size(self._kept.popitem(last=False)[1])
        return seen


def highest_gain_dbi(sector: Sector, kind: str, freedom: Freedom, azimuth_deg, zenith_deg) -> np.ndarray:
    """The most gain towards directions that any permitted azimuth and tilt gives, dBi."""
    antenna = sector.antenna
    level = sector.mechanical_tilt_deg == 0 and not freedom.mechanical
    if not level or not isinstance(antenna, (Omni, SectorAntenna)):
        return np.full(np.shape(zenith_deg), antenna.max_gain_dbi, np.float32)
    offset = np.zeros_like(azimuth_deg) if freedom.azimuths else azimuth_deg - np.float32(sector.azimuth_deg)
    best = None
    for tilt in {antenna.electrical_tilt_deg, *freedom.electrical(kind)}:
        gain = replace(antenna, electrical_tilt_deg=float(tilt)).gain_dbi(offset, zenith_deg)
        best = gain if best is None else np.maximum(best, gain)
    return best


def azimuths_of(site: Site) -> Tuple[float, ...]:
    """The directions of a site, one per antenna; empty for an omnidirectional one."""
    firsts = [site.sectors[group[0]] for group in _positions(site)]
    return () if all(isinstance(sector.antenna, Omni) for sector in firsts) else tuple(sector.azimuth_deg for sector in firsts)


def tilts_of(site: Site) -> Tuple[float, ...]:
    """The electrical tilt of each antenna of a site."""
    return tuple(float(getattr(site.sectors[group[0]].antenna, "electrical_tilt_deg", 0.0)) for group in _positions(site))


def _positions(site: Site) -> List[List[int]]:
    """Sectors that hang in one place and look one way, on whatever carrier: the n-th of each carrier."""
    groups: Dict[int, List[int]] = {}
    count: Dict[object, int] = {}
    for index, sector in enumerate(site.sectors):
        number = count.get(sector.carrier, 0)
        count[sector.carrier] = number + 1
        groups.setdefault(number, []).append(index)
    return list(groups.values())


def _changed(site: Site, which, change) -> Site:
    which = set(which)
    return replace(site, sectors=tuple(change(sector) if index in which else sector for index, sector in enumerate(site.sectors)))


def _turned(sector: Sector, by_deg: float) -> Sector:
    return sector if isinstance(sector.antenna, Omni) else sector.turned(azimuth_deg=(sector.azimuth_deg + by_deg) % 360.0)


def _tilted(sector: Sector, to_deg: float) -> Sector:
    if not hasattr(sector.antenna, "electrical_tilt_deg"):
        return sector
    return sector.turned(antenna=replace(sector.antenna, electrical_tilt_deg=float(to_deg)))


def mechanical_tilts_of(site: Site) -> Tuple[float, ...]:
    """The mechanical tilt of each antenna of a site."""
    return tuple(float(site.sectors[group[0]].mechanical_tilt_deg) for group in _positions(site))


def _leaning(sector: Sector, to_deg: float) -> Sector:
    """A pattern from a file may lean already, to stand in for an electrical tilt: such an antenna stays as it is."""
    return sector.turned(mechanical_tilt_deg=float(to_deg)) if isinstance(sector.antenna, SectorAntenna) else sector


def _rows(site: Site):
    return Network((site,)).sector_rows()


def _size(seen: Optional[tuple]) -> int:
    return 0 if seen is None else seen[0].loss_db.nbytes + seen[1].azimuth_deg.nbytes + seen[1].zenith_deg.nbytes
