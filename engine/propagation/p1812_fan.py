# SPDX-License-Identifier: GPL-2.0-or-later
"""ITU-R P.1812-6 over a fan of profiles, every ray at once: the model of `p1812`, made fast.

Equal to `p1812.p1812_loss` on the same profiles to better than 0.01 dB (a test holds it). Horizon distances and
terrain roughness, which only the ducting model and the focusing gain ask for, are looked up for those points
alone where they can change the result (`p1812_fan_view`); at 50 % of the time that is hardly any.
"""

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..profiles import FanPaths
from .fan_surface import obstruction_m
from .itu_combination import combine, sigmoid_weight, time_weight
from .itu_ducting import ducting_loss_db
from .itu_radio_climate import (
    ASSUMED_DELTA_N,
    ASSUMED_LATITUDE_DEG,
    ASSUMED_N0,
    BETA0_RADIUS_FACTOR,
    EARTH_RADIUS_KM,
    RadioClimate,
    beta0_percent,
    median_earth_radius_km,
)
from .itu_zones import NO_COAST_KM
from .p526 import is_vertical
from .p526_fan import FanBlock, at_facade, diffraction_db, loss_at_mast_db, over_blocks
from .p1812 import COASTAL, DISTANCE_KM, INLAND, MODEL, WAVELENGTH_M_GHZ, check_ranges, p1812_loss, troposcatter_loss_db
from .p1812_fan_view import FanView, fan_view, look_up, smallest_ducting_loss_db
from .p1812_location import location_correction_db, location_standard_deviation_db
from .validity import check_range

ZONES = {"inland": INLAND, "coastal": COASTAL}
NO_DUCTING_DB = 1e4  # stands for a loss so great that the mechanism plays no part


@dataclass(frozen=True)
class _Case:
    """What is the same for every point of a fan."""

    frequency_mhz: float
    wavelength_m: float
    vertical: bool
    time_percent: float
    n0: float
    earth_radius_km: float
    beta0_earth_radius_km: float


def p1812_over_fan(
    paths: FanPaths,
    *,
    time_percent: float = 50.0,
    location_percent: float = 50.0,
    location_sd_db=None,
    resolution_m: float = 100.0,
    polarization: str = "vertical",
    latitude_deg: float = ASSUMED_LATITUDE_DEG,
    delta_n: float = ASSUMED_DELTA_N,
    n0: float = ASSUMED_N0,
    zone: str = "inland",
    extrapolate: bool = False,
) -> np.ndarray:
    """Basic transmission loss at every point of a fan, dB, float32 (rays, steps).

    Parameters
    ----------
    paths : evenly spaced points from `profiles.make_fan`; the greater of building and clutter height counts as
        representative clutter, except at the terminals; a point inside a building is judged at the facade that
        faces the antenna
    zone : "inland" or "coastal", of the whole fan; far from the sea
    Others as in `p1812.p1812_loss`.

    Points nearer than the recommendation's 0.25 km are computed with the same formulas, down to free space at the
    mast itself. The loss is never below that of line of sight for the given time.

    Raises
    ------
    RangeError naming the range; InputError for uneven points or holes in the heights.
    """
    check_ranges(paths.frequency_mhz, paths.tx_height_m, paths.rx_height_m, time_percent, location_percent, extrapolate)
    check_range(MODEL, "radius_km", paths.distance_m[-1] / 1000.0, 0.0, DISTANCE_KM[1], "km", extrapolate)
    check_range(MODEL, "latitude_deg", latitude_deg, -90.0, 90.0, "deg")
    check_range(MODEL, "delta_n", delta_n, 0.0, 150.0, "N-units/km")
    check_range(MODEL, "n0", n0, 200.0, 500.0, "N-units")
    if zone not in ZONES:
        raise InputError("profile_zone", zone=zone, choices=", ".join(ZONES))
    case = _Case(
        float(paths.frequency_mhz),
        1000.0 * WAVELENGTH_M_GHZ / paths.frequency_mhz,
        bool(is_vertical(polarization)),
        float(time_percent),
        float(n0),
        float(median_earth_radius_km(delta_n)),
        EARTH_RADIUS_KM * BETA0_RADIUS_FACTOR,
    )
    options = {
        "frequency_mhz": paths.frequency_mhz,
        "tx_height_m": paths.tx_height_m,
        "rx_height_m": paths.rx_height_m,
        "time_percent": time_percent,
        "polarization": polarization,
        "latitude_deg": latitude_deg,
        "delta_n": delta_n,
        "n0": n0,
        "extrapolate": True,
    }

    def first_step_db(distance_km, height_m) -> np.ndarray:
        zones = np.full(height_m.shape, ZONES[zone])
        return p1812_loss(distance_km=distance_km, height_m=height_m, zone=zones, **options).mechanisms.combined_db

    def block_loss_db(block: FanBlock) -> np.ndarray:
        return _block_loss_db(block, _climate(block, case, zone, latitude_deg), case)

    # the second earth radius only matters where the share of time is not the median
    curvatures = [500.0 / case.earth_radius_km]
    if case.time_percent < 50.0:
        curvatures.append(500.0 / case.beta0_earth_radius_km)
    loss = over_blocks(paths, curvatures, block_loss_db, first_step_db)
    loss[:, 0] = loss_at_mast_db(paths)
    return at_facade(paths, _with_location(paths, loss, location_percent, location_sd_db, resolution_m))


def _climate(block: FanBlock, case: _Case, zone: str, latitude_deg: float) -> RadioClimate:
    """Climate of the paths to steps 2 and up, (steps - 2, 1)."""
    total = block.distance_km[2:]
    inland = total if zone == "inland" else np.zeros_like(total)
    return RadioClimate(
        total,
        inland,
        np.zeros_like(total),
        beta0_percent(latitude_deg, total, inland),
        np.float64(case.earth_radius_km),
        np.float64(case.beta0_earth_radius_km),
    )


def _block_loss_db(block: FanBlock, climate: RadioClimate, case: _Case) -> np.ndarray:
    """Lbc of a block before location variability, not below Lb0p; (steps, rays), rows 0 and 1 are 0."""
    f = case.frequency_mhz / 1000.0
    total = block.distance_km[2:]
    view = fan_view(block, case.earth_radius_km)
    free_space = 92.4 + 20.0 * np.log10(f) + 10.0 * np.log10(total**2 + ((block.rx_m[2:] - block.tx_m) / 1000.0) ** 2)
    median = diffraction_db(block, 0, case.earth_radius_km, case.frequency_mhz, case.wavelength_m, case.vertical, 0.0)[2:]
    beta0 = median
    if case.time_percent < 50.0:
        beta0 = diffraction_db(block, 1, case.beta0_earth_radius_km, case.frequency_mhz, case.wavelength_m, case.vertical, 0.0)[2:]
    ducting, horizon_sum = _ducting_db(block, view, climate, case, free_space, median, beta0)
    mechanisms = combine(
        time_percent=case.time_percent,
        beta0_percent=climate.beta0_percent,
        sea_fraction=0.0,
        total_km=total,
        horizon_sum_km=horizon_sum,
        angle_weight=sigmoid_weight(2.4 * (view.angular_distance_mrad - 0.3) / 0.3),
        free_space_db=free_space,
        diffraction_median_db=median,
        diffraction_beta0_db=beta0,
        ducting_db=ducting,
        troposcatter_db=troposcatter_loss_db(total, view.angular_distance_mrad, f, case.time_percent, case.n0),
    )
    loss = np.zeros_like(block.rx_m)
    np.maximum(mechanisms.combined_db, mechanisms.line_of_sight_db, out=loss[2:])
    return loss


def _ducting_db(block: FanBlock, view: FanView, climate: RadioClimate, case: _Case, free_space, median, beta0):
    """(ducting loss, sum of the horizon distances) where they matter; a loss without influence elsewhere."""
    f, p = case.frequency_mhz / 1000.0, case.time_percent
    total = np.broadcast_to(block.distance_km[2:], free_space.shape)
    # line of sight and diffraction for the share of time: not above this, with the least focusing gain
    weight = time_weight(p, climate.beta0_percent)
    most = free_space + median + weight * (beta0 - median)
    matters = smallest_ducting_loss_db(block, view, climate, f, p) <= most
    wanted = matters if p >= 50.0 else matters | ~view.line_of_sight
    ducting = np.full(free_space.shape, NO_DUCTING_DB)
    horizon_sum = total.copy()
    points = np.flatnonzero(wanted)
    if points.size:
        looked = look_up(block, view, points, case.earth_radius_km)
        horizon_sum.reshape(-1)[points] = looked.tx_distance_km + looked.rx_distance_km
        at = climate_at(climate, points // free_space.shape[1])
        tx, rx = block.tx_m, block.rx_m[2:].ravel()[points]
        ducting.reshape(-1)[points] = ducting_loss_db(total.ravel()[points], looked, at, tx, rx, NO_COAST_KM, NO_COAST_KM, f, p)
    return ducting, horizon_sum


def climate_at(climate: RadioClimate, rows) -> RadioClimate:
    """The climate of single points, given the row of each."""
    return RadioClimate(
        climate.longest_land_km[rows, 0],
        climate.longest_inland_km[rows, 0],
        climate.sea_fraction[rows, 0],
        climate.beta0_percent[rows, 0],
        climate.earth_radius_km,
        climate.beta0_earth_radius_km,
    )


def _with_location(paths: FanPaths, loss, location_percent, location_sd_db, resolution_m):
    """Add the location variability; nothing at 50 %."""
    if location_percent == 50.0:
        return loss
    if location_sd_db is None:
        standing = obstruction_m(paths)
        location_sd_db = location_standard_deviation_db(
            paths.frequency_mhz, resolution_m, paths.rx_height_m, 0.0 if standing is None else standing
        )
    return loss + location_correction_db(location_percent, location_sd_db).astype(np.float32)
