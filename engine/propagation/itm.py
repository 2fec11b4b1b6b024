# SPDX-License-Identifier: GPL-2.0-or-later
"""The Irregular Terrain Model (Longley-Rice), point-to-point and area, for comparison with other tools.

Sources: G. A. Hufford, "The ITS Irregular Terrain Model, version 1.2.2, the algorithm" (NTIA, 1995);
A. G. Longley and P. L. Rice, ESSA Technical Report ERL 79-ITS 67 (1968); Technical Note 101 (1967).
Checked against the figures published with NTIA's reference implementation 1.4.

20 MHz to 20 GHz (40 MHz to 10 GHz recommended), antennas 0.5 to 3000 m above ground, 1 to 2000 km recommended.
"""

from dataclasses import dataclass, replace
from typing import Tuple

import numpy as np

from ..errors import InputError
from .itm_profile import Rays, path_geometry
from .itm_reference import Geometry, reference_attenuation
from .itm_variability import CLIMATES, variability_db
from .validity import check_range

MODEL = "ITM (Longley-Rice)"
MODES = ("single_message", "accidental", "mobile", "broadcast")
SITINGS = ("random", "careful", "very_careful")


@dataclass(frozen=True)
class ItmSettings:
    """Radio climate, ground and variability.

    climate : 1 equatorial, 2 continental subtropical, 3 maritime subtropical, 4 desert, 5 continental temperate,
        6 maritime temperate over land, 7 maritime temperate over sea
    refractivity_n0 : at sea level, N-units (250 to 400)
    surface_refractivity_ns : at the path, instead of scaling `refractivity_n0` with height
    vertical : polarisation
    permittivity, conductivity_s_m : of the ground
    mode : of variability; `no_location`, `no_situation` leave those out (mdvar + 10, + 20)
    time_percent, location_percent, situation_percent : loss not exceeded for; confidence is the situation,
        reliability the time
    """

    climate: int = 5
    refractivity_n0: float = 301.0
    surface_refractivity_ns: float = 0.0
    vertical: bool = True
    permittivity: float = 15.0
    conductivity_s_m: float = 0.005
    mode: str = "broadcast"
    no_location: bool = False
    no_situation: bool = False
    time_percent: float = 50.0
    location_percent: float = 50.0
    situation_percent: float = 50.0

    def __post_init__(self):
        if self.climate not in CLIMATES or self.mode not in MODES:
            raise InputError("itm_settings", climate=self.climate, mode=self.mode)
        check_range(MODEL, "refractivity_n0", self.refractivity_n0, 250, 400, "N")
        check_range(MODEL, "permittivity", self.permittivity, 1, np.inf, "")
        check_range(MODEL, "conductivity_s_m", self.conductivity_s_m, 1e-12, np.inf, "S/m")
        for name in ("time_percent", "location_percent", "situation_percent"):
            check_range(MODEL, name, getattr(self, name), 1e-6, 100 - 1e-6, "%")


@dataclass(frozen=True)
class ItmResult:
    """Loss and what it was made of, arrays (paths,).

    loss_db : basic transmission loss for the quantiles asked for
    free_space_db, reference_attenuation_db : the latter is the median excess before variability
    mode : 1 line of sight, 2 diffraction, 3 troposcatter
    roughness_m : terrain irregularity parameter
    """

    loss_db: np.ndarray
    free_space_db: np.ndarray
    reference_attenuation_db: np.ndarray
    mode: np.ndarray
    roughness_m: np.ndarray


def itm_loss(ground_m, step_m: float, tx_height_m, rx_height_m, frequency_mhz: float, settings: ItmSettings = ItmSettings()) -> ItmResult:
    """Point-to-point loss over terrain profiles.

    Parameters
    ----------
    ground_m : (paths, points) or (points,) elevations, evenly spaced by `step_m`, from transmitter to receiver
    tx_height_m, rx_height_m : above ground, scalars or (paths,)

    Raises
    ------
    RangeError outside frequency or height range; InputError for a profile of fewer than three points or of no length
    """
    ground = np.atleast_2d(np.asarray(ground_m, np.float64))
    if ground.shape[1] < 3 or not step_m > 0:
        raise InputError("model_profile_short", model=MODEL, points=ground.shape[1], step_m=step_m)
    if not np.isfinite(ground).all():
        raise InputError("model_not_finite", model=MODEL, quantity="ground_m")
    heights = checked_heights(tx_height_m, rx_height_m, frequency_mhz, ground.shape[0])
    geometry, refractivity = paths_to(Rays(ground, step_m), ground.shape[1] - 1, heights, settings)
    return loss_of(geometry, frequency_mhz, refractivity, settings, point_to_point=True)


def itm_area_loss(
    distance_m,
    roughness_m: float,
    tx_height_m: float,
    rx_height_m: float,
    frequency_mhz: float,
    settings: ItmSettings = ItmSettings(),
    tx_siting: str = "random",
    rx_siting: str = "random",
) -> ItmResult:
    """Area-mode loss at distances (paths,) where only the terrain's irregularity (delta h) is known."""
    if tx_siting not in SITINGS or rx_siting not in SITINGS:
        raise InputError("itm_siting", tx=tx_siting, rx=rx_siting, choices=", ".join(SITINGS))
    distance = np.atleast_1d(np.asarray(distance_m, np.float64))
    check_range(MODEL, "distance_m", distance, 1e-3, np.inf, "m")
    check_range(MODEL, "roughness_m", roughness_m, 0, np.inf, "m")
    heights = checked_heights(tx_height_m, rx_height_m, frequency_mhz, distance.size)
    refractivity = np.full(distance.shape, settings.surface_refractivity_ns or settings.refractivity_n0)
    curvature = effective_curvature(refractivity)
    effective = np.stack([_sited(heights[i], roughness_m, siting) for i, siting in enumerate((tx_siting, rx_siting))])
    smooth = np.sqrt(2 * effective / curvature)
    horizon = smooth * np.exp(-0.07 * np.sqrt(roughness_m / np.maximum(effective, 5.0)))
    angle = (0.65 * roughness_m * (smooth / horizon - 1) - 2 * effective) / smooth
    rough = np.full(distance.shape, float(roughness_m))
    geometry = Geometry(distance, heights, effective, horizon, angle, rough, curvature)
    return loss_of(geometry, frequency_mhz, refractivity, settings, point_to_point=False)


def effective_curvature(refractivity_ns) -> np.ndarray:
    """1 / effective earth radius, 1/m, from the surface refractivity (Technical Note 101 eq. 4.4)."""
    return 157e-9 * (1 - 0.04665 * np.exp(refractivity_ns / 179.3))


def with_quantiles(settings: ItmSettings, confidence_percent: float, reliability_percent: float) -> ItmSettings:
    """Settings whose loss is not exceeded with a confidence for a share of time (location at its median)."""
    return replace(settings, time_percent=reliability_percent, location_percent=50.0, situation_percent=confidence_percent)


def paths_to(rays: Rays, last: int, heights_m, settings: ItmSettings) -> Tuple[Geometry, np.ndarray]:
    """Geometry and surface refractivity, N-units, of the paths from the first point of each ray to its point `last`."""
    refractivity = settings.refractivity_n0 * np.exp(-rays.mean_level_m(last) / 9460.0)
    if settings.surface_refractivity_ns:
        refractivity = np.full(refractivity.shape, float(settings.surface_refractivity_ns))
    return path_geometry(rays, last, heights_m, effective_curvature(refractivity)), refractivity


def loss_of(geometry: Geometry, frequency_mhz: float, refractivity, settings: ItmSettings, point_to_point: bool) -> ItmResult:
    """The loss of paths of which the geometry is known."""
    impedance = _ground_impedance(frequency_mhz, settings)
    check_range(MODEL, "surface_refractivity_ns", refractivity, 150, 400, "N")
    reference, mode = reference_attenuation(geometry, float(frequency_mhz), refractivity, impedance, point_to_point)
    free = 32.45 + 20 * np.log10(frequency_mhz) + 20 * np.log10(geometry.distance_m / 1000)
    excess = variability_db(geometry, float(frequency_mhz), reference, settings)
    return ItmResult(free + excess, free, reference, mode, geometry.roughness_m)


def _ground_impedance(frequency_mhz, settings):
    relative = complex(settings.permittivity, 18000 * settings.conductivity_s_m / frequency_mhz)
    impedance = np.sqrt(relative - 1)
    return impedance / relative if settings.vertical else impedance


def checked_heights(tx_height_m, rx_height_m, frequency_mhz, paths) -> np.ndarray:
    """Antenna heights as (2, paths); RangeError for them and the frequency."""
    check_range(MODEL, "frequency_mhz", frequency_mhz, 20, 20e3, "MHz")
    check_range(MODEL, "tx_height_m", tx_height_m, 0.5, 3000, "m")
    check_range(MODEL, "rx_height_m", rx_height_m, 0.5, 3000, "m")
    return np.stack([np.broadcast_to(np.asarray(h, np.float64), (paths,)) for h in (tx_height_m, rx_height_m)])


def _sited(height, roughness_m, siting):
    """Effective height of an antenna sited at random, with care or with much care (algorithm eq. 3.2)."""
    if siting == "random":
        return height.copy()
    b = np.full(height.shape, 4.0 if siting == "careful" else 9.0)
    b = np.where(height < 5, b * np.sin(0.1 * np.pi * height), b)
    return height + (1 + b) * np.exp(-np.minimum(20.0, 2 * height / max(1e-3, roughness_m)))
