# SPDX-License-Identifier: GPL-2.0-or-later
"""Diffraction over a smooth spherical earth: ITU-R P.526-15 section 3.2 = P.1812-6 sections 4.3.2 and 4.3.3."""

from typing import NamedTuple

import numpy as np


class Scale(NamedTuple):
    """Factors of the normalised distance X, the normalised height Y and the required clearance."""

    distance: float
    height: float
    clearance: float


PRACTICAL = Scale(21.88, 0.9575, 17.456)  # rounded, as printed in P.1812 and P.452, equations (31), (32), (25)
#: from the self-consistent units of P.526-15, equations (14a), (15a), (21), in km, m and GHz with a wavelength of 0.3 m at 1 GHz
SELF_CONSISTENT = Scale(10.0 * np.cbrt(np.pi / 0.3), 0.2 * np.cbrt(np.pi**2 / 0.09), 0.552 * np.sqrt(1000.0))

LAND = (22.0, 0.003)  # relative permittivity, conductivity S/m
SEA = (80.0, 5.0)


def surface_admittance(earth_radius_km, frequency_ghz, vertical, ground) -> np.ndarray:
    """Normalised surface admittance K, equations (29a, 29b) of P.1812-6; `vertical` is a bool or bool array."""
    permittivity, conductivity = ground
    loss_term = (18.0 * conductivity / frequency_ghz) ** 2
    horizontal = 0.036 / np.cbrt(earth_radius_km * frequency_ghz) * ((permittivity - 1.0) ** 2 + loss_term) ** -0.25
    return np.where(vertical, horizontal * np.sqrt(permittivity**2 + loss_term), horizontal)


def first_term_loss_db(distance_km, tx_m, rx_m, earth_radius_km, frequency_ghz, vertical, ground=LAND, scale=PRACTICAL) -> np.ndarray:
    """First term of the residue series, dB, equations (29) to (36) of P.1812-6; may be negative. Arguments broadcast.

    tx_m, rx_m : heights above the smooth earth, above 0
    ground : (relative permittivity, conductivity S/m)
    scale : which rounding of the factors
    """
    root = np.cbrt(earth_radius_km)
    k2 = surface_admittance(earth_radius_km, frequency_ghz, vertical, ground) ** 2
    beta = (1.0 + 1.6 * k2 + 0.67 * k2**2) / (1.0 + 4.5 * k2 + 1.53 * k2**2)
    x = scale.distance * beta * np.cbrt(frequency_ghz) / root**2 * distance_km
    scaled = scale.height * beta**2 * np.cbrt(frequency_ghz**2) / root  # of one metre: beta Y
    floor = 2.0 + 10.0 * np.log10(k2)
    log_x = np.log10(x)
    distance_term = np.where(x >= 1.6, 11.0 + 10.0 * log_x - 17.6 * x, -20.0 * log_x - 5.6488 * np.minimum(x, 1.6) ** 1.425)
    return -distance_term - _height_gain_db(scaled * tx_m, floor) - _height_gain_db(scaled * rx_m, floor)


def spherical_earth_loss_db(
    distance_km, tx_m, rx_m, earth_radius_km, frequency_ghz, wavelength_m, vertical, sea_fraction=0.0, scale=PRACTICAL
) -> np.ndarray:
    """Loss over a smooth earth, dB, 0 where the clearance is enough; equations (22) to (28) of P.1812-6. Arguments broadcast.

    tx_m, rx_m : effective antenna heights above the smooth earth, above 0
    sea_fraction : share of the path over sea, 0 to 1; land elsewhere
    """
    named = (distance_km, tx_m, rx_m, earth_radius_km, frequency_ghz, wavelength_m, sea_fraction, vertical)
    shape = np.broadcast_shapes(*(np.shape(v) for v in named))
    d, t, r = (np.broadcast_to(np.asarray(v, dtype=float), shape).ravel() for v in (distance_km, tx_m, rx_m))
    # what is one number for all paths stays one number: a fan has one frequency and one earth
    radius, f, wavelength, sea, vertical = (v if np.ndim(v) == 0 else np.broadcast_to(v, shape).ravel() for v in named[3:])
    share = share_of_loss(d, t, r, radius, wavelength, scale)
    loss = np.zeros(d.shape)
    needed = np.flatnonzero(share > 0)
    if needed.size:
        loss[needed] = loss_of_share_db(*(v if np.ndim(v) == 0 else v[needed] for v in (share, d, t, r, radius, f, vertical, sea)), scale)
    return loss.reshape(shape)


def share_of_loss(distance_km, tx_m, rx_m, earth_radius_km, wavelength_m, scale=PRACTICAL) -> np.ndarray:
    """Which share of the first-term loss counts, (paths,): 1 beyond sight, 0 with enough clearance; equations (22) to (27)."""
    within = _surely_in_sight(distance_km, tx_m, rx_m, earth_radius_km)
    if not np.all(within):
        within = distance_km < np.sqrt(0.002 * np.asarray(earth_radius_km)) * (np.sqrt(tx_m) + np.sqrt(rx_m))
    share = np.ones(distance_km.shape)
    sight = np.flatnonzero(within)
    if sight.size == share.size:
        return _share_in_sight(distance_km, tx_m, rx_m, earth_radius_km, wavelength_m, scale)
    if sight.size:
        values = (distance_km, tx_m, rx_m, earth_radius_km, wavelength_m)
        share[sight] = _share_in_sight(*(v if np.ndim(v) == 0 else v[sight] for v in values), scale)
    return share


def may_lose(distance_km, tx_m, rx_m, earth_radius_km, wavelength_m, scale=PRACTICAL) -> np.ndarray:
    """Whether `share_of_loss` may be above 0, bool; in doubt it may. Arguments broadcast, heights of one shape."""
    both, apart = tx_m + rx_m, tx_m - rx_m
    m = (250.0 / earth_radius_km) * distance_km**2 / both
    b = apart / ((1.0 + m) * both)
    square = m * (b * b)
    b += square * b / (1.0 + m - 3.0 * square)  # Newton once, see `smallest_clearance`: for m up to 0.1 to 3e-3
    curve = 1.0 - b * b  # 4 d1 d2 / D^2
    clearance = 0.5 * (both - b * apart) - (250.0 / earth_radius_km) * distance_km**2 * curve
    enough = (1.2 * scale.clearance) ** 2 * wavelength_m * 0.25 * distance_km * curve
    clear = clearance * np.abs(clearance) > enough
    clear &= m <= 0.1
    clear &= _surely_in_sight(distance_km, tx_m, rx_m, earth_radius_km)
    return ~clear


def _surely_in_sight(distance_km, tx_m, rx_m, earth_radius_km):
    """Whether paths end before the horizon of the smooth earth; without roots, so that some of those that do are left out."""
    return distance_km**2 < 0.002 * np.asarray(earth_radius_km) * (tx_m + rx_m)


def loss_of_share_db(share, distance_km, tx_m, rx_m, earth_radius_km, frequency_ghz, vertical, sea_fraction, scale=PRACTICAL) -> np.ndarray:
    """Loss of paths whose share is above 0; within sight that of the radius at which the path would just graze."""
    root = np.sqrt(tx_m) + np.sqrt(rx_m)
    beyond = distance_km >= np.sqrt(0.002 * np.asarray(earth_radius_km)) * root
    radius = np.where(beyond, earth_radius_km, 500.0 * (distance_km / root) ** 2)
    first = (1.0 - sea_fraction) * first_term_loss_db(distance_km, tx_m, rx_m, radius, frequency_ghz, vertical, LAND, scale)
    if np.any(sea_fraction > 0):
        first = first + sea_fraction * first_term_loss_db(distance_km, tx_m, rx_m, radius, frequency_ghz, vertical, SEA, scale)
    return np.where(beyond, first, share * np.maximum(first, 0.0))


def _share_in_sight(distance_km, tx_m, rx_m, earth_radius_km, wavelength_m, scale):
    """1 - clearance / required clearance, 0 where that is enough; equations (23) to (27)."""
    share = np.zeros(distance_km.shape)
    close = np.flatnonzero(may_lose(distance_km, tx_m, rx_m, earth_radius_km, wavelength_m, scale))
    if close.size:
        some = close.size < share.size
        values = (v if np.ndim(v) == 0 or not some else v[close] for v in (distance_km, tx_m, rx_m, earth_radius_km, wavelength_m))
        clearance, required = _clearance(*values, scale)
        short = 1.0 - clearance / np.maximum(required, 1e-12)
        share[close] = np.maximum(short, 0.0)
    return share


def _clearance(distance_km, tx_m, rx_m, earth_radius_km, wavelength_m, scale):
    """(smallest clearance, clearance required there)."""
    clearance, nearest_km = smallest_clearance(distance_km, tx_m, rx_m, earth_radius_km)
    return clearance, scale.clearance * np.sqrt(nearest_km * (distance_km - nearest_km) * wavelength_m / distance_km)


def smallest_clearance(distance_km, tx_m, rx_m, earth_radius_km, iterations=12):
    """Smallest height of the ray above a smooth earth, m, and where, km from the transmitter; equations (23), (24).

    For paths within sight. The standard's trigonometric b is the root of m b^3 - (m + 1) b + c = 0 nearest to 0;
    Newton's iteration from c / (m + 1) rises to it and needs no trigonometry.
    """
    total = tx_m + rx_m
    c = (tx_m - rx_m) / total
    m = 250.0 * distance_km**2 / (earth_radius_km * total)
    more = m + 1.0
    b = c / more
    going = np.ones(b.shape, bool)  # a path that is there stays, so that no result depends on the other paths
    for _ in range(iterations):
        square = m * b * b
        step = ((square - more) * b + c) / (3.0 * square - more)
        step *= going
        b -= step
        going = np.abs(step) >= 1e-12
        if not going.any():
            break
    b = np.minimum(np.maximum(b, -1.0), 1.0)
    d1 = 0.5 * distance_km * (1.0 + b)
    d2 = distance_km - d1
    clearance = ((tx_m - 500.0 * d1**2 / earth_radius_km) * d2 + (rx_m - 500.0 * d2**2 / earth_radius_km) * d1) / distance_km
    return clearance, d1


def _height_gain_db(scaled_height, floor_db):
    """G(Y) with the scaled height B = beta Y already formed (applying beta twice costs 70 dB), equation (35)."""
    high = np.maximum(scaled_height, 2.0) - 1.1
    low = np.maximum(np.minimum(scaled_height, 2.0), 1e-12)
    gain = np.where(scaled_height > 2.0, 17.6 * np.sqrt(high) - 5.0 * np.log10(high) - 8.0, 20.0 * np.log10(low * (1.0 + 0.1 * low * low)))
    return np.maximum(gain, floor_db)
