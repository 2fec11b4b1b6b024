# SPDX-License-Identifier: GPL-2.0-or-later
"""From SINR to bits per second: the attenuated and truncated Shannon bound.

Sources: 3GPP TR 36.942 V17.0.0 annex A (alpha, lowest SINR, greatest spectral efficiency of E-UTRA);
TR 38.803 V14.3.0 §5.2.7 (the same bound for NR, truncated at a SINR).
"""

from dataclasses import dataclass

import numpy as np

from .errors import InputError


@dataclass(frozen=True)
class LinkBudgetBound:
    """alpha : implementation loss; nothing below `lowest_db`; no growth above `highest_db`; at most `most_bit_s_hz`."""

    alpha: float
    lowest_db: float
    highest_db: float
    most_bit_s_hz: float = float("inf")


LTE_DOWN = LinkBudgetBound(0.6, -10.0, 100.0, 4.4)
LTE_UP = LinkBudgetBound(0.4, -10.0, 100.0, 2.0)
NR_DOWN = LinkBudgetBound(0.6, -10.0, 30.0)
NR_UP = LinkBudgetBound(0.4, -10.0, 22.0)


def spectral_efficiency(sinr_db, bound: LinkBudgetBound) -> np.ndarray:
    """Bits per second and hertz of one layer, same shape as `sinr_db`; nan stays nan."""
    sinr_db = np.asarray(sinr_db)
    ratio = 10 ** (np.minimum(sinr_db, bound.highest_db) / 10)
    rate = np.minimum(bound.alpha * np.log2(1 + ratio), bound.most_bit_s_hz)
    with np.errstate(invalid="ignore"):
        return np.where(sinr_db < bound.lowest_db, 0.0, rate)


@dataclass(frozen=True)
class Frame:
    """How much of a carrier carries users' bits.

    slot_share : of time, downlink or uplink (TDD; 1 for FDD)
    useful_share : of resource elements after control and reference signals (0.86 downlink, 0.92 uplink)
    layers : streams of one user
    """

    slot_share: float = 0.74
    useful_share: float = 0.86
    layers: int = 1

    def __post_init__(self):
        if not (0 < self.slot_share <= 1 and 0 < self.useful_share <= 1 and self.layers >= 1):
            raise InputError("frame_value", slot_share=self.slot_share, useful_share=self.useful_share, layers=self.layers)


DOWN_FRAME = Frame(0.74, 0.86)
UP_FRAME = Frame(0.23, 0.92)


def throughput_mbps(sinr_db, bandwidth_mhz, bound: LinkBudgetBound = NR_DOWN, frame: Frame = DOWN_FRAME) -> np.ndarray:
    """Rate of one user alone on `bandwidth_mhz`, Mbit/s, float32."""
    shares = frame.slot_share * frame.useful_share * frame.layers
    return (spectral_efficiency(sinr_db, bound) * bandwidth_mhz * shares).astype(np.float32)


@dataclass(frozen=True)
class Uplink:
    """A user's transmitter and the base station's receiver.

    power_dbm : of the user (23; 26 for high-power devices)
    noise_figure_db, interference_margin_db : at the base station
    blocks : resource blocks over which the user spreads its power
    """

    power_dbm: float = 26.0
    noise_figure_db: float = 5.0
    interference_margin_db: float = 3.0
    blocks: int = 50


def uplink_sinr_db(coupling_loss_db, subcarrier_spacing_khz: float, uplink: Uplink = Uplink()) -> np.ndarray:  # noqa: B008 -- frozen
    """SINR at the base station, dB, from the coupling loss (path loss less the station's receiving gain)."""
    width_hz = 12 * uplink.blocks * subcarrier_spacing_khz * 1e3
    noise_dbm = -174.0 + 10 * np.log10(width_hz) + uplink.noise_figure_db + uplink.interference_margin_db
    return uplink.power_dbm - np.asarray(coupling_loss_db) - noise_dbm
