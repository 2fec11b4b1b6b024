# SPDX-License-Identifier: GPL-2.0-or-later
"""Loss while the air ducts or reflects in layers: ITU-R P.1812-6 section 4.5; P.452-18 adds the gases."""

import numpy as np

from .itu_horizon import Horizon
from .itu_radio_climate import RadioClimate, inland_weight


def ducting_loss_db(
    total_km, horizon: Horizon, climate: RadioClimate, tx_m, rx_m, tx_coast_km, rx_coast_km, frequency_ghz, time_percent
) -> np.ndarray:
    """Basic transmission loss during anomalous propagation (Lba), dB, (paths,); equations (46) to (56).

    total_km : path length; tx_m, rx_m : antenna heights above sea level
    tx_coast_km, rx_coast_km : distance over land from each terminal to the coast; 0 at sea
    """
    f, d = frequency_ghz, total_km
    dt, dr = horizon.tx_distance_km, horizon.rx_distance_km
    theta_t, theta_r = horizon.tx_elevation_mrad, horizon.rx_elevation_mrad

    shielding = _site_shielding_db(theta_t, dt, f) + _site_shielding_db(theta_r, dr, f)
    coupling = _sea_coupling_db(tx_coast_km, dt, tx_m, climate.sea_fraction) + _sea_coupling_db(rx_coast_km, dr, rx_m, climate.sea_fraction)
    fixed = _frequency_term_db(f) + 20.0 * np.log10(dt + dr) + shielding + coupling

    angle = 1000.0 * d / climate.earth_radius_km + np.minimum(theta_t, 0.1 * dt) + np.minimum(theta_r, 0.1 * dr)
    beta = climate.beta0_percent * _geometry_factor(d, horizon, climate) * _roughness_factor(d, horizon)
    return fixed + 5e-5 * climate.earth_radius_km * np.cbrt(f) * angle + _time_term_db(d, beta, time_percent)


def duct_free_term_db(total_km, climate: RadioClimate, frequency_ghz, time_percent) -> np.ndarray:
    """The part of the loss that no profile changes, at its smallest (mu2 = mu3 = 1), without horizon distances and angles."""
    straight = 5e-5 * 1000.0 * total_km * np.cbrt(frequency_ghz)
    return _frequency_term_db(frequency_ghz) + straight + _time_term_db(total_km, climate.beta0_percent, time_percent)


def _frequency_term_db(frequency_ghz):
    """Constant, frequency and low-frequency correction of equations (47), (47a)."""
    f = np.asarray(frequency_ghz, dtype=float)
    return 102.45 + 20.0 * np.log10(f) + np.where(f < 0.5, 45.375 - 137.0 * f + 92.5 * f * f, 0.0)


def _time_term_db(total_km, beta_percent, time_percent):
    """A(p) of equation (53); falls as beta grows."""
    log_beta = np.log10(beta_percent)
    gamma = 1.076 / (2.0058 - log_beta) ** 1.012 * np.exp(-(9.51 - 4.8 * log_beta + 0.198 * log_beta**2) * 1e-6 * total_km**1.13)
    ratio = time_percent / beta_percent
    return -12.0 + (1.2 + 3.7e-3 * total_km) * np.log10(ratio) + 12.0 * ratio**gamma


def _site_shielding_db(elevation_mrad, distance_km, frequency_ghz):
    """Equation (48)."""
    above = np.maximum(elevation_mrad - 0.1 * distance_km, 0.0)
    return 20.0 * np.log10(1.0 + 0.361 * above * np.sqrt(frequency_ghz * distance_km)) + 0.264 * above * np.cbrt(frequency_ghz)


def _sea_coupling_db(coast_km, horizon_km, antenna_m, sea_fraction):
    """Equation (49): a gain, so negative, near the coast of a path mostly over sea."""
    applies = (coast_km <= 5.0) & (coast_km <= horizon_km) & (sea_fraction >= 0.75)
    gain = -3.0 * np.exp(-0.25 * np.minimum(coast_km, 50.0) ** 2) * (1.0 + np.tanh(0.07 * (50.0 - antenna_m)))
    return np.where(applies, gain, 0.0)


def _geometry_factor(total_km, horizon, climate):
    """mu2 of equation (55)."""
    alpha = np.maximum(-0.6 - 3.5e-9 * total_km**3.1 * inland_weight(climate.longest_inland_km), -3.4)
    root = np.sqrt(horizon.tx_effective_m) + np.sqrt(horizon.rx_effective_m)
    return np.minimum((500.0 / climate.earth_radius_km * total_km**2 / root**2) ** alpha, 1.0)


def _roughness_factor(total_km, horizon):
    """mu3 of equation (56)."""
    between = np.minimum(total_km - horizon.tx_distance_km - horizon.rx_distance_km, 40.0)
    rough = np.maximum(horizon.roughness_m - 10.0, 0.0)
    return np.exp(-4.6e-5 * rough * (43.0 + 6.0 * between))
