# SPDX-License-Identifier: GPL-2.0-or-later
"""Okumura-Hata (150 to 1500 MHz) and COST-231 Hata (1500 to 2000 MHz), for comparison with older plans.

Sources: M. Hata, IEEE Trans. Veh. Technol. VT-29 (1980) 317-325; COST Action 231 final report (1999) section 4.4.1.
Validity: base 30 to 200 m, mobile 1 to 10 m, 1 to 20 km. n41, n78 and n79 lie outside: extrapolated, and marked so.
"""

import numpy as np

from ..errors import InputError
from .validity import check_range

ENVIRONMENTS = ("urban", "suburban", "open")
OKUMURA_HATA = "Okumura-Hata"
COST231 = "COST-231 Hata"
FREQUENCY_MHZ = {OKUMURA_HATA: (150.0, 1500.0), COST231: (1500.0, 2000.0)}


def hata_loss_db(
    frequency_mhz: float,
    distance_m,
    tx_height_m,
    rx_height_m,
    environment: str = "urban",
    large_city: bool = False,
    *,
    extrapolate: bool = False,
) -> np.ndarray:
    """Median path loss, dB: Okumura-Hata up to 1500 MHz, COST-231 Hata above. Distances and heights broadcast.

    environment : "urban", "suburban" or "open"; COST-231 has no correction for the latter two, Hata's are used there
    large_city : the mobile's correction for a large city; 3 dB more above 1500 MHz
    extrapolate : compute outside the range instead of raising RangeError
    """
    if environment not in ENVIRONMENTS:
        raise InputError("model_unknown_environment", environment=environment, choices=", ".join(ENVIRONMENTS))
    check_hata_range(frequency_mhz, distance_m, tx_height_m, rx_height_m, extrapolate=extrapolate)
    lg_f = np.log10(float(frequency_mhz))
    h_b, h_m = np.asarray(tx_height_m, np.float64), np.asarray(rx_height_m, np.float64)
    lg_hb, lg_d = np.log10(h_b), np.log10(np.maximum(np.asarray(distance_m, np.float64), 1.0) / 1000)
    cost = frequency_mhz > 1500
    loss = (46.3 + 33.9 * lg_f) if cost else (69.55 + 26.16 * lg_f)
    loss = loss - 13.82 * lg_hb - mobile_correction_db(frequency_mhz, h_m, large_city) + (44.9 - 6.55 * lg_hb) * lg_d
    if environment == "suburban":
        return loss - 2 * np.log10(frequency_mhz / 28) ** 2 - 5.4
    if environment == "open":
        return loss - 4.78 * lg_f**2 + 18.33 * lg_f - 40.94
    return loss + 3.0 if cost and large_city else loss


def mobile_correction_db(frequency_mhz: float, rx_height_m, large_city: bool) -> np.ndarray:
    """a(h_m), dB."""
    h_m, lg_f = np.asarray(rx_height_m, np.float64), np.log10(float(frequency_mhz))
    if not large_city:
        return (1.1 * lg_f - 0.7) * h_m - (1.56 * lg_f - 0.8)
    if frequency_mhz <= 300:
        return 8.29 * np.log10(1.54 * h_m) ** 2 - 1.1
    return 3.2 * np.log10(11.75 * h_m) ** 2 - 4.97


def check_hata_range(frequency_mhz, distance_m, tx_height_m, rx_height_m, *, extrapolate=True) -> bool:
    """Whether all values lie in the range; with `extrapolate=False` raises RangeError instead."""
    name = COST231 if frequency_mhz > 1500 else OKUMURA_HATA
    return all(
        [
            check_range(name, "frequency_mhz", frequency_mhz, *FREQUENCY_MHZ[name], "MHz", extrapolate),
            check_range(name, "distance_m", distance_m, 1000, 20e3, "m", extrapolate),
            check_range(name, "tx_height_m", tx_height_m, 30, 200, "m", extrapolate),
            check_range(name, "rx_height_m", rx_height_m, 1, 10, "m", extrapolate),
        ]
    )
