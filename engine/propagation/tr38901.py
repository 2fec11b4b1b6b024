# SPDX-License-Identifier: GPL-2.0-or-later
"""3GPP TR 38.901 path loss and line-of-sight probability: RMa, UMa, UMi street canyon, InH office.

Source: 3GPP TR 38.901 V17.0.0 (= ETSI TR 138 901), tables 7.4.1-1 (path loss) and 7.4.2-1 (LOS probability).
Path loss is the median between isotropic antennas; shadow fading (table 7.4.1-1: 4/6 dB UMa, 4/7.82 dB UMi,
4 or 6/8 dB RMa) is not added. Averages over LOS probability, where asked for, are made in dB.

What is easily got wrong, and is done here: the breakpoint is compared with the horizontal distance while
the loss grows with the 3-D distance; the breakpoint uses c = 3.0e8 m/s; UMa and UMi use effective heights
(less 1 m) in it, RMa the real ones; NLOS is never below LOS.
"""

import numpy as np

from ..errors import InputError
from .validity import check_range

C_38901_M_S = 3.0e8  # note 1 of table 7.4.1-1
SCENARIOS = ("umi", "uma", "rma", "inh")
MODEL = {"umi": "TR 38.901 UMi", "uma": "TR 38.901 UMa", "rma": "TR 38.901 RMa", "inh": "TR 38.901 InH"}

#: (low, high) of every quantity. Base-station heights of UMi and UMa are 10 and 25 m in the standard's evaluations;
#: the formulas are used here, as is common practice, within the limits given.
FREQUENCY_MHZ = {"umi": (500.0, 100e3), "uma": (500.0, 100e3), "rma": (500.0, 30e3), "inh": (500.0, 100e3)}
TX_HEIGHT_M = {"umi": (3.0, 30.0), "uma": (10.0, 150.0), "rma": (10.0, 150.0), "inh": (1.0, 10.0)}
RX_HEIGHT_M = {"umi": (1.5, 22.5), "uma": (1.5, 22.5), "rma": (1.0, 10.0), "inh": (0.5, 10.0)}
DISTANCE_M = {"umi": (10.0, 5000.0), "uma": (10.0, 5000.0), "rma": (10.0, 10000.0), "inh": (1.0, 150.0)}
RMA_NLOS_MAX_M = 5000.0


def path_loss_db(
    scenario: str,
    line_of_sight,
    frequency_mhz,
    distance_2d_m,
    tx_height_m,
    rx_height_m,
    *,
    distance_3d_m=None,
    street_width_m=20.0,
    building_height_m=5.0,
    environment_height_m=1.0,
    extrapolate: bool = False,
) -> np.ndarray:
    """Median path loss, dB; all arguments broadcast against each other.

    Parameters
    ----------
    scenario : "umi" (street canyon), "uma", "rma" or "inh" (indoor office)
    line_of_sight : bool or bool array
    frequency_mhz, distance_2d_m, tx_height_m, rx_height_m : carrier, horizontal distance, heights above ground
    distance_3d_m : antenna-to-antenna distance where the ground is not level; else from the heights
    street_width_m, building_height_m : RMa only (5 to 50 m each)
    environment_height_m : h_E of UMa and UMi; random in the standard for UMa receivers above 13 m, 1 m on maps
    extrapolate : compute outside the validity range instead of raising; `in_range` tells

    Raises
    ------
    RangeError naming the range; InputError for an unknown scenario.
    """
    los = np.asarray(line_of_sight, bool)
    in_range(scenario, frequency_mhz, distance_2d_m, tx_height_m, rx_height_m, los, extrapolate=extrapolate)
    f_ghz, d2, h_bs, h_ut = (_floating(v) for v in (frequency_mhz, distance_2d_m, tx_height_m, rx_height_m))
    f_ghz = f_ghz / 1000.0
    d3 = np.hypot(d2, h_bs - h_ut) if distance_3d_m is None else _floating(distance_3d_m)
    d3 = np.maximum(d3, 1.0)  # the formulas have no near field; at the antenna itself 1 m is taken
    if scenario == "rma":
        check_range(MODEL["rma"], "street_width_m", street_width_m, 5, 50, "m", extrapolate)
        check_range(MODEL["rma"], "building_height_m", building_height_m, 5, 50, "m", extrapolate)
        clear = _rma_los_db(f_ghz, d2, d3, h_bs, h_ut, building_height_m)
        blocked = None if los.all() else _rma_nlos_db(f_ghz, d3, h_bs, h_ut, street_width_m, building_height_m)
    elif scenario == "inh":
        clear = 32.4 + 17.3 * np.log10(d3) + 20 * np.log10(f_ghz)
        blocked = 38.3 * np.log10(d3) + 17.30 + 24.9 * np.log10(f_ghz)
    elif scenario == "uma":
        clear = _urban_los_db(28.0, 22.0, 9.0, f_ghz, d2, d3, h_bs, h_ut, environment_height_m)
        blocked = 13.54 + 39.08 * np.log10(d3) + 20 * np.log10(f_ghz) - 0.6 * (h_ut - 1.5)
    else:
        clear = _urban_los_db(32.4, 21.0, 9.5, f_ghz, d2, d3, h_bs, h_ut, environment_height_m)
        blocked = 35.3 * np.log10(d3) + 22.4 + 21.3 * np.log10(f_ghz) - 0.3 * (h_ut - 1.5)
    if blocked is None:
        return np.broadcast_arrays(clear, los)[0].copy()
    return np.where(los, clear, np.maximum(clear, blocked))


def los_probability(scenario: str, distance_2d_m, rx_height_m=1.5, *, open_office: bool = False) -> np.ndarray:
    """Probability of line of sight, 0 to 1 (table 7.4.2-1); `distance_2d_m` is the outdoor part for indoor receivers.

    Raises RangeError for a UMa receiver above 23 m, where the standard gives no formula.
    """
    _known(scenario)
    d, h_ut = np.broadcast_arrays(_floating(distance_2d_m), _floating(rx_height_m))
    if scenario == "rma":
        return np.where(d <= 10, 1.0, np.exp(-(d - 10) / 1000.0))
    if scenario == "inh":
        return _inh_los_probability(d, open_office)
    decay_m = 36.0 if scenario == "umi" else 63.0
    near = 18.0 / np.maximum(d, 18.0)
    probability = near + np.exp(-d / decay_m) * (1 - near)
    if scenario == "uma":
        check_range(MODEL["uma"], "rx_height_m", h_ut, 0, 23, "m")
        c = np.where(h_ut <= 13, 0.0, (np.maximum(h_ut - 13, 0) / 10) ** 1.5)
        probability = probability * (1 + c * 1.25 * (d / 100) ** 3 * np.exp(-d / 150))
    return np.where(d <= 18, 1.0, probability)


def expected_path_loss_db(scenario: str, frequency_mhz, distance_2d_m, tx_height_m, rx_height_m, **options) -> np.ndarray:
    """P_LOS * LOS + (1 - P_LOS) * NLOS, the mean **in dB**: for maps where no buildings are known."""
    share = los_probability(scenario, distance_2d_m, rx_height_m)
    arguments = (frequency_mhz, distance_2d_m, tx_height_m, rx_height_m)
    clear = path_loss_db(scenario, True, *arguments, **options)
    return share * clear + (1 - share) * path_loss_db(scenario, False, *arguments, **options)


def breakpoint_m(scenario: str, frequency_mhz, tx_height_m, rx_height_m, environment_height_m=1.0) -> np.ndarray:
    """Horizontal distance beyond which the LOS loss falls with the fourth power (note 1 and note 5 of table 7.4.1-1)."""
    _known(scenario)
    f_hz = _floating(frequency_mhz) * 1e6
    h_bs, h_ut = _floating(tx_height_m), _floating(rx_height_m)
    if scenario == "rma":
        return 2 * np.pi * h_bs * h_ut * f_hz / C_38901_M_S
    return 4 * (h_bs - environment_height_m) * (h_ut - environment_height_m) * f_hz / C_38901_M_S


def in_range(scenario, frequency_mhz, distance_2d_m, tx_height_m, rx_height_m, line_of_sight=True, *, extrapolate=True) -> bool:
    """Whether all values lie in the scenario's validity range; with `extrapolate=False` raises instead."""
    _known(scenario)
    name = MODEL[scenario]
    ok = [
        check_range(name, "frequency_mhz", frequency_mhz, *FREQUENCY_MHZ[scenario], "MHz", extrapolate),
        check_range(name, "tx_height_m", tx_height_m, *TX_HEIGHT_M[scenario], "m", extrapolate),
        check_range(name, "rx_height_m", rx_height_m, *RX_HEIGHT_M[scenario], "m", extrapolate),
        check_range(name, "distance_2d_m", distance_2d_m, *DISTANCE_M[scenario], "m", extrapolate),
    ]
    blocked = ~np.asarray(line_of_sight, bool)
    if scenario == "rma" and blocked.any():
        far = np.where(blocked, distance_2d_m, 10.0)
        ok.append(check_range(name + " NLOS", "distance_2d_m", far, 10.0, RMA_NLOS_MAX_M, "m", extrapolate))
    return all(ok)


def _known(scenario):
    if scenario not in SCENARIOS:
        raise InputError("model_unknown_scenario", scenario=scenario, choices=", ".join(SCENARIOS))


def _floating(values):
    return np.asarray(values, np.float64)


def _urban_los_db(constant, slope, bend, f_ghz, d2, d3, h_bs, h_ut, h_e):
    """UMa and UMi LOS: PL1 up to the breakpoint, PL2 beyond; they meet there."""
    d_bp = 4 * (h_bs - h_e) * (h_ut - h_e) * f_ghz * 1e9 / C_38901_M_S
    level = constant + 20 * np.log10(f_ghz)
    lg_d3 = np.log10(d3)
    floor_m2 = np.maximum(d_bp**2 + (h_bs - h_ut) ** 2, 1.0)
    return level + np.where(d2 <= d_bp, slope * lg_d3, 40 * lg_d3 - bend * np.log10(floor_m2))


def _rma_los_db(f_ghz, d2, d3, h_bs, h_ut, h):
    d_bp = np.maximum(2 * np.pi * h_bs * h_ut * f_ghz * 1e9 / C_38901_M_S, 1.0)
    beyond = 40 * np.log10(np.maximum(d3 / d_bp, 1.0))
    reach = np.where(d2 <= d_bp, d3, d_bp)
    first = 20 * np.log10(40 * np.pi * reach * f_ghz / 3)
    first = first + np.minimum(0.03 * h**1.72, 10.0) * np.log10(reach) - np.minimum(0.044 * h**1.72, 14.77) + 0.002 * np.log10(h) * reach
    return first + np.where(d2 <= d_bp, 0.0, beyond)


def _rma_nlos_db(f_ghz, d3, h_bs, h_ut, w, h):
    return (
        161.04
        - 7.1 * np.log10(w)
        + 7.5 * np.log10(h)
        - (24.37 - 3.7 * (h / h_bs) ** 2) * np.log10(h_bs)
        + (43.42 - 3.1 * np.log10(h_bs)) * (np.log10(d3) - 3)
        + 20 * np.log10(f_ghz)
        - (3.2 * np.log10(11.75 * h_ut) ** 2 - 4.97)
    )


def _inh_los_probability(d, open_office):
    if open_office:
        near, far, first, second, factor = 5.0, 49.0, 70.8, 211.7, 0.54
    else:
        near, far, first, second, factor = 1.2, 6.5, 4.7, 32.6, 0.32
    middle = np.exp(-(d - near) / first)
    return np.where(d <= near, 1.0, np.where(d < far, middle, np.exp(-(d - far) / second) * factor))
