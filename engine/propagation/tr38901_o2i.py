# SPDX-License-Identifier: GPL-2.0-or-later
"""Penetration into buildings and cars: 3GPP TR 38.901 V17.0.0 section 7.4.3, tables 7.4.3-1 to 7.4.3-3.

The path loss to which it is added uses the whole distance, outdoors and in; the LOS probability only the outdoor part.
"""

import numpy as np

from ..errors import InputError
from .validity import check_range

MODEL = "TR 38.901 O2I"
#: standard deviation of the penetration loss, dB
SIGMA_DB = {"low": 4.4, "high": 6.5, "single_frequency": 0.0, "car": 5.0, "car_metallised": 5.0}
KINDS = tuple(SIGMA_DB)


def material_loss_db(material: str, frequency_mhz) -> np.ndarray:
    """Loss through "glass", "irr_glass" (infra-red reflecting), "concrete" or "wood", dB (table 7.4.3-1)."""
    lines = {"glass": (2.0, 0.2), "irr_glass": (23.0, 0.3), "concrete": (5.0, 4.0), "wood": (4.85, 0.12)}
    if material not in lines:
        raise InputError("model_unknown_material", material=material, choices=", ".join(lines))
    constant, per_ghz = lines[material]
    return constant + per_ghz * np.asarray(frequency_mhz, np.float64) / 1000


def penetration_loss_db(kind: str, frequency_mhz, indoor_distance_m=0.0, *, extrapolate: bool = False) -> np.ndarray:
    """Mean loss added to the outdoor path loss, dB; its standard deviation is `SIGMA_DB[kind]`.

    kind : "low" or "high" (share of metallised glass), "single_frequency" (20 dB, for comparison below 6 GHz),
        "car" (9 dB) or "car_metallised" (20 dB)
    frequency_mhz : 600 MHz to 60 GHz for cars (section 7.4.3.2), 500 MHz to 100 GHz else
    indoor_distance_m : from the outer wall along the path; 0.5 dB per metre, up to 25 m as the standard draws it
    """
    if kind not in SIGMA_DB:
        raise InputError("model_unknown_penetration", kind=kind, choices=", ".join(KINDS))
    f = np.asarray(frequency_mhz, np.float64)
    if kind in ("car", "car_metallised"):
        check_range(MODEL, "frequency_mhz", f, 600, 60e3, "MHz", extrapolate)
        return np.full(f.shape, 9.0 if kind == "car" else 20.0)
    check_range(MODEL, "frequency_mhz", f, 500, 6000 if kind == "single_frequency" else 100e3, "MHz", extrapolate)
    check_range(MODEL, "indoor_distance_m", indoor_distance_m, 0, 25, "m", extrapolate)
    inside_db = 0.5 * np.asarray(indoor_distance_m, np.float64)
    if kind == "single_frequency":
        return 20.0 + inside_db + 0 * f
    glass, share = ("glass", 0.3) if kind == "low" else ("irr_glass", 0.7)
    through = share * 10 ** (-material_loss_db(glass, f) / 10) + (1 - share) * 10 ** (-material_loss_db("concrete", f) / 10)
    return 5 - 10 * np.log10(through) + inside_db
