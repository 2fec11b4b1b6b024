# SPDX-License-Identifier: GPL-2.0-or-later
"""Diffraction over a general terrain profile: the delta-Bullington model of ITU-R P.526-15 section 4.5."""

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from .itu_profile import PathProfile, make_profile
from .itu_smooth_earth import smooth_earth
from .p526_bullington import bullington_loss_db
from .p526_spherical import PRACTICAL, SELF_CONSISTENT, Scale, spherical_earth_loss_db
from .validity import check_range

MODEL = "ITU-R P.526"
FREQUENCY_MHZ = (10.0, 1_000_000.0)
HEIGHT_M = (0.1, 20_000.0)
MEDIAN_EARTH_RADIUS_KM = 8500.0  # four thirds of the earth's radius
WAVELENGTH_M_MHZ = 300.0  # the rounding that the published examples use
POLARIZATIONS = ("horizontal", "vertical")


@dataclass(frozen=True)
class Diffraction:
    """Result of the delta-Bullington model, each (paths,), dB unless said otherwise.

    bullington_actual_db : over the actual profile (Lbulla)
    bullington_smooth_db : over a smooth profile with the effective heights (Lbulls)
    spherical_earth_db : over the spherical earth with the effective heights (Ldsph)
    loss_db : bullington_actual_db + max(spherical_earth_db - bullington_smooth_db, 0) (Ld)
    tx_effective_m, rx_effective_m : heights above the smooth earth
    """

    bullington_actual_db: np.ndarray
    bullington_smooth_db: np.ndarray
    spherical_earth_db: np.ndarray
    loss_db: np.ndarray
    tx_effective_m: np.ndarray
    rx_effective_m: np.ndarray


def is_vertical(polarization) -> np.ndarray:
    """Whether each of "horizontal" / "vertical" is vertical, bool array; InputError "polarization_unknown"."""
    names = np.asarray(polarization)
    vertical = names == "vertical"
    if not (vertical | (names == "horizontal")).all():
        raise InputError("polarization_unknown", polarization=str(polarization), choices=", ".join(POLARIZATIONS))
    return vertical


def delta_bullington_loss(
    *,
    frequency_mhz,
    distance_km,
    height_m,
    tx_height_m,
    rx_height_m,
    clutter_m=None,
    points=None,
    polarization="vertical",
    earth_radius_km=MEDIAN_EARTH_RADIUS_KM,
    sea_fraction=0.0,
    extrapolate: bool = False,
) -> Diffraction:
    """Diffraction loss not counting free space, for any number of profiles at once.

    Source: ITU-R P.526-15 section 4.5.4. Add `p525.free_space_loss_db` for the basic transmission loss.

    Parameters
    ----------
    frequency_mhz, tx_height_m, rx_height_m, polarization, earth_radius_km, sea_fraction : scalars or (paths,);
        antenna heights above ground; effective earth radius; share of the path over sea
    distance_km, height_m, clutter_m, points : the profiles, see `itu_profile.make_profile`
    extrapolate : compute outside 10 MHz to 1 THz and 0.1 m to 20 km of antenna height instead of raising

    Raises
    ------
    RangeError naming the range; InputError for unusable profiles.
    """
    check_range(MODEL, "frequency_mhz", frequency_mhz, *FREQUENCY_MHZ, "MHz", extrapolate)
    check_range(MODEL, "tx_height_m", tx_height_m, *HEIGHT_M, "m", extrapolate)
    check_range(MODEL, "rx_height_m", rx_height_m, *HEIGHT_M, "m", extrapolate)
    check_range(MODEL, "earth_radius_km", earth_radius_km, 1000.0, np.inf, "km")
    check_range(MODEL, "sea_fraction", sea_fraction, 0.0, 1.0, "")
    profile = make_profile(distance_km, height_m, clutter_m, points=points)
    tx = profile.tx_ground_m + tx_height_m
    rx = profile.rx_ground_m + rx_height_m
    smooth = smooth_earth(profile, tx, rx)
    return delta_bullington(
        profile,
        tx,
        rx,
        smooth.diffraction_tx_m,
        smooth.diffraction_rx_m,
        earth_radius_km,
        np.asarray(frequency_mhz, dtype=float) / 1000.0,
        WAVELENGTH_M_MHZ / np.asarray(frequency_mhz, dtype=float),
        is_vertical(polarization),
        sea_fraction,
        SELF_CONSISTENT,
    )


def delta_bullington(
    profile: PathProfile,
    tx_m,
    rx_m,
    smooth_tx_m,
    smooth_rx_m,
    earth_radius_km,
    frequency_ghz,
    wavelength_m,
    vertical,
    sea_fraction,
    scale: Scale = PRACTICAL,
) -> Diffraction:
    """The model on a checked profile: heights above sea level; P.1812-6 section 4.3.4, equations (37) to (39)."""
    actual = bullington_loss_db(profile, profile.surface_m, tx_m, rx_m, wavelength_m, earth_radius_km)
    tx_effective, rx_effective = tx_m - smooth_tx_m, rx_m - smooth_rx_m
    flat = bullington_loss_db(profile, np.zeros_like(profile.height_m), tx_effective, rx_effective, wavelength_m, earth_radius_km)
    sphere = spherical_earth_loss_db(
        profile.total_km, tx_effective, rx_effective, earth_radius_km, frequency_ghz, wavelength_m, vertical, sea_fraction, scale
    )
    return Diffraction(actual, flat, sphere, actual + np.maximum(sphere - flat, 0.0), tx_effective, rx_effective)
