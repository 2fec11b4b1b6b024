# SPDX-License-Identifier: GPL-2.0-or-later
"""How line of sight, diffraction, ducting and troposcatter become one loss: P.1812-6 sections 4.2, 4.3.5, 4.6; P.452-18 alike."""

from dataclasses import dataclass

import numpy as np

from .itu_statistics import inverse_complementary_normal


@dataclass(frozen=True)
class Mechanisms:
    """Losses of each path by mechanism, dB, (paths,), and the weights between them; symbols of P.1812-6 in brackets.

    free_space_db (Lbfs), line_of_sight_db (Lb0p), line_of_sight_beta0_db (Lb0b)
    diffraction_median_db (Ld50), diffraction_beta0_db (Ldbeta), diffraction_db (Ldp)
    basic_diffraction_median_db (Lbd50), basic_diffraction_db (Lbd), notional_minimum_db (Lminb0p)
    ducting_db (Lba), notional_ducting_db (Lminbap), with_ducting_db (Lbda), modified_db (Lbam)
    troposcatter_db (Lbs), combined_db (Lbc)
    time_weight (Fi), angle_weight (Fj), distance_weight (Fk)
    """

    free_space_db: np.ndarray
    line_of_sight_db: np.ndarray
    line_of_sight_beta0_db: np.ndarray
    diffraction_median_db: np.ndarray
    diffraction_beta0_db: np.ndarray
    diffraction_db: np.ndarray
    basic_diffraction_median_db: np.ndarray
    basic_diffraction_db: np.ndarray
    notional_minimum_db: np.ndarray
    ducting_db: np.ndarray
    notional_ducting_db: np.ndarray
    with_ducting_db: np.ndarray
    modified_db: np.ndarray
    troposcatter_db: np.ndarray
    combined_db: np.ndarray
    time_weight: np.ndarray
    angle_weight: np.ndarray
    distance_weight: np.ndarray


def focusing_gain_db(percent, horizon_sum_km) -> np.ndarray:
    """Multipath and focusing at a percentage of time, equation (9); negative below 50 percent."""
    return 2.6 * (1.0 - np.exp(-0.1 * horizon_sum_km)) * np.log10(np.asarray(percent, dtype=float) / 50.0)


def time_weight(time_percent, beta0_percent) -> np.ndarray:
    """Fi of equation (40): 1 up to beta0, 0 at 50 percent."""
    p, beta0 = np.asarray(time_percent, dtype=float), np.asarray(beta0_percent, dtype=float)
    capped = np.minimum(beta0, 49.0)  # beta0 stays below 50 on every path; keeps the quotient finite in any case
    weight = inverse_complementary_normal(p / 100.0) / inverse_complementary_normal(capped / 100.0)
    return np.where(p > beta0, weight, 1.0)


def sigmoid_weight(excess) -> np.ndarray:
    """1 - (1 + tanh(excess)) / 2 of equations (57), (58)."""
    return 1.0 - 0.5 * (1.0 + np.tanh(excess))


def distance_weight(total_km) -> np.ndarray:
    """Fk of equation (58)."""
    return sigmoid_weight(1.5 * (total_km - 20.0) / 20.0)


def combine(
    *,
    time_percent,
    beta0_percent,
    sea_fraction,
    total_km,
    horizon_sum_km,
    angle_weight,
    free_space_db,
    diffraction_median_db,
    diffraction_beta0_db,
    ducting_db,
    troposcatter_db,
) -> Mechanisms:
    """Equations (10), (11), (40) to (43) and (57) to (63) of P.1812-6."""
    fi = time_weight(time_percent, beta0_percent)
    fk = distance_weight(total_km)
    sight = free_space_db + focusing_gain_db(time_percent, horizon_sum_km)
    sight_beta0 = free_space_db + focusing_gain_db(beta0_percent, horizon_sum_km)
    diffraction = diffraction_median_db + fi * (diffraction_beta0_db - diffraction_median_db)
    basic_median = free_space_db + diffraction_median_db
    basic = sight + diffraction

    over_land = (1.0 - sea_fraction) * diffraction
    at_beta0 = basic_median + (sight_beta0 + over_land - basic_median) * fi
    minimum = np.where(time_percent >= beta0_percent, at_beta0, sight + over_land)

    eta = 2.5
    notional = eta * np.logaddexp(ducting_db / eta, sight / eta)
    with_ducting = np.where(notional <= basic, notional + (basic - notional) * fk, basic)
    modified = with_ducting + (minimum - with_ducting) * angle_weight
    apart = np.abs(troposcatter_db - modified)  # written so that losses of thousands of dB do not underflow
    combined = np.minimum(troposcatter_db, modified) - 5.0 * np.log10(1.0 + 10.0 ** (-0.2 * apart))
    return Mechanisms(
        free_space_db,
        sight,
        sight_beta0,
        diffraction_median_db,
        diffraction_beta0_db,
        diffraction,
        basic_median,
        basic,
        minimum,
        ducting_db,
        notional,
        with_ducting,
        modified,
        np.broadcast_to(troposcatter_db, np.shape(modified)),
        combined,
        fi,
        angle_weight,
        fk,
    )
