# SPDX-License-Identifier: GPL-2.0-or-later
"""What a network and a model say about measured points: the serving sector, its power and the loss."""

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np

from ..antenna import sector_gain_dbi, zenith_deg
from ..errors import InputError
from ..network import Network, SectorRow
from ..pathloss import FanModel, PathLossSettings, by_mast
from ..profiles import fan_paths, make_fan
from ..progress import SILENT, Progress
from ..terrain import UNKNOWN_CLASS, Terrain
from .samples import Samples, make_samples
from .use import diffraction_over_fan

SAME_CARRIER = 0.05  # share of the frequency by which a measured carrier may differ from a sector's


@dataclass(frozen=True)
class PointPredictions:
    """Arrays (n,) for measured points; `sector` is -1 (and the rest 0) where no sector is in reach or fits.

    rows : the sectors; `sector` counts in them
    reference_dbm : energy per resource element plus antenna gain towards the point
    rise_m : how much higher the antenna is than the receiver
    landcover_class : at the point, -1 where unknown
    """

    rows: Tuple[SectorRow, ...]
    sector: np.ndarray
    reference_dbm: np.ndarray
    loss_db: np.ndarray
    diffraction_db: np.ndarray
    rise_m: np.ndarray
    landcover_class: np.ndarray

    @property
    def level_dbm(self) -> np.ndarray:
        """Predicted SS-RSRP; nan where nothing is received."""
        return np.where(self.sector >= 0, self.reference_dbm - self.loss_db, np.nan)

    def bands(self) -> Tuple[str, ...]:
        """The bands of the serving sectors, sorted."""
        return tuple(sorted({self.rows[i].sector.carrier.band for i in np.unique(self.sector) if i >= 0}))

    def samples(self, band: str, x_m, y_m, measured_dbm, rx_height_m: float) -> Tuple[np.ndarray, Samples]:
        """Which points a band's sectors serve, and the samples of those; cells are sectors, sites are sites."""
        of_band = np.array([row.sector.carrier.band == band for row in self.rows])
        served = np.flatnonzero((self.sector >= 0) & of_band[np.maximum(self.sector, 0)])
        rows = [self.rows[i] for i in self.sector[served]]
        samples = make_samples(
            np.asarray(x_m)[served],
            np.asarray(y_m)[served],
            np.asarray(measured_dbm)[served],
            site_x_m=np.array([row.mast.x_m for row in rows]),
            site_y_m=np.array([row.mast.y_m for row in rows]),
            tx_height_m=np.array([row.mast.height_m for row in rows]),
            rx_height_m=rx_height_m,
            cell=self.sector[served],
            site=np.array([row.site_index for row in rows]),
            reference_dbm=self.reference_dbm[served],
            base_loss_db=self.loss_db[served],
            diffraction_db=self.diffraction_db[served],
            rise_m=self.rise_m[served],
            clutter=self.landcover_class[served],
        )
        return served, samples


def predict_points(
    network: Network,
    terrain: Terrain,
    x_m,
    y_m,
    settings: PathLossSettings,
    model: FanModel,
    *,
    site_of_point: Optional[np.ndarray] = None,
    frequency_of_point: Optional[np.ndarray] = None,
    progress: Progress = SILENT,
) -> PointPredictions:
    """The strongest sector at every point, of those that the point's record allows.

    Parameters
    ----------
    x_m, y_m : (n,)
    site_of_point : index into the network's sites; -1 where the record names none, below that where it names an unknown one
    frequency_of_point : MHz, nan where the record has none

    Raises
    ------
    InputError "network_empty" without a sector; Cancelled.
    """
    rows = tuple(network.sector_rows())
    if not rows:
        raise InputError("network_empty")
    x, y = np.asarray(x_m, np.float64), np.asarray(y_m, np.float64)
    site_of = np.full(x.shape, -1) if site_of_point is None else np.asarray(site_of_point)
    carrier_of = np.full(x.shape, np.nan) if frequency_of_point is None else np.asarray(frequency_of_point, np.float64)
    found = PointPredictions(rows, np.full(x.shape, -1), *(np.zeros(x.shape) for _ in range(4)), class_at(terrain, x, y))
    fan = make_fan(settings.radius_m, settings.step_m)
    row, column = terrain.grid.row_column(x, y)
    ground = terrain.ground_m[np.clip(row, 0, terrain.grid.rows - 1), np.clip(column, 0, terrain.grid.columns - 1)]
    groups = by_mast(rows)
    for done, (mast, sectors) in enumerate(groups):
        progress.report(done / len(groups))
        allowed = (site_of == -1) | (site_of == sectors[0].site_index)
        allowed &= np.isnan(carrier_of) | (np.abs(carrier_of - mast.frequency_mhz) <= SAME_CARRIER * mast.frequency_mhz)
        distance = np.hypot(x - mast.x_m, y - mast.y_m)
        near = np.flatnonzero(allowed & (distance <= settings.radius_m))
        if not near.size:
            continue
        paths = fan_paths(terrain, fan, mast.x_m, mast.y_m, mast.height_m, settings.rx_height_m, mast.frequency_mhz)
        bearing = np.rad2deg(np.arctan2(x[near] - mast.x_m, y[near] - mast.y_m)) % 360
        rays, steps = fan.shape
        ray = np.rint(bearing / 360 * rays).astype(np.int64) % rays
        step = np.minimum(np.rint(distance[near] / fan.step_m).astype(np.int64), steps - 1)
        loss, diffraction = model(paths, mast)[ray, step], diffraction_over_fan(paths)[ray, step]
        rise = float(paths.ground_m[0, 0]) + mast.height_m - ground[near] - settings.rx_height_m
        zenith = zenith_deg(np.maximum(distance[near], 1.0), rise)
        for entry in sectors:
            sector = entry.sector
            gain = sector_gain_dbi(sector.antenna, sector.azimuth_deg, sector.mechanical_tilt_deg, bearing, zenith)
            reference = sector.epre_dbm + gain
            stronger = (found.sector[near] < 0) | (reference - loss > found.reference_dbm[near] - found.loss_db[near])
            better = near[stronger]
            found.sector[better] = entry.index
            found.reference_dbm[better] = reference[stronger]
            found.loss_db[better], found.diffraction_db[better] = loss[stronger], diffraction[stronger]
            found.rise_m[better] = rise[stronger]
    progress.report(1.0)
    return found


def class_at(terrain: Terrain, x_m, y_m) -> np.ndarray:
    """Land-cover class of points, int64 (n,); unknown off the grid and where the terrain has none."""
    x, y = np.asarray(x_m, np.float64), np.asarray(y_m, np.float64)
    found = np.full(x.shape, UNKNOWN_CLASS, np.int64)
    if terrain.landcover_class is not None:
        inside = np.broadcast_to(terrain.grid.contains(x, y), x.shape)
        found[inside] = terrain.landcover_class[terrain.grid.row_column(x[inside], y[inside])]
    return found
