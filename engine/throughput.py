# SPDX-License-Identifier: GPL-2.0-or-later
"""From SINR to bits per second: the attenuated and truncated Shannon bound.

Sources: 3GPP TR 36.942 V17.0.0 annex A (alpha, lowest SINR, greatest spectral efficiency of E-UTRA);
TR 38.803 V14.3.0 §5.2.7 (the same bound for NR, truncated at a SINR).
"""

from dataclasses import dataclass, field
from typing import Mapping

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
    layers : streams of one user at most; power is shared out among them
    """

    slot_share: float = 0.74
    useful_share: float = 0.86
    layers: int = 1

    def __post_init__(self):
        if not (0 < self.slot_share <= 1 and 0 < self.useful_share <= 1 and 1 <= self.layers <= MOST_LAYERS):
            raise InputError("frame_value", slot_share=self.slot_share, useful_share=self.useful_share, layers=self.layers)


MOST_LAYERS = 8  #: of one user, TS 38.211 §7.3.1.3 downlink; four uplink (§6.3.1.3)
DOWN_FRAME = Frame(0.74, 0.86)
UP_FRAME = Frame(0.23, 0.92)


def layered_efficiency(sinr_db, bound: LinkBudgetBound, layers: int = 1) -> np.ndarray:
    """Bits per second and hertz of the best number of streams up to `layers`, of equal power and equally good paths.

    Each of l streams has the power of the user over l, so that the edge of a cell is served with one stream and its
    middle with all. That the paths are equally good is an assumption, the best case of a scattered surrounding.
    """
    found = spectral_efficiency(sinr_db, bound)
    for streams in range(2, layers + 1):
        found = np.maximum(found, streams * spectral_efficiency(np.asarray(sinr_db) - 10 * np.log10(streams), bound))
    return found


def throughput_mbps(sinr_db, bandwidth_mhz, bound: LinkBudgetBound = NR_DOWN, frame: Frame = DOWN_FRAME, slot_share=None) -> np.ndarray:
    """Rate of one user alone on `bandwidth_mhz`, Mbit/s, float32; `slot_share` in place of the frame's, an array by cell."""
    shares = (frame.slot_share if slot_share is None else slot_share) * frame.useful_share
    return (layered_efficiency(sinr_db, bound, frame.layers) * bandwidth_mhz * shares).astype(np.float32)


@dataclass(frozen=True)
class Uplink:
    """A user's transmitter and the base station's receiver.

    power_dbm : of the user, by band with a "default": 23 dBm (power class 3), 26 dBm (class 2, usual in n41, n78 and n79)
    noise_figure_db, interference_margin_db : at the base station
    """

    power_dbm: Mapping[str, float] = field(default_factory=lambda: dict(USER_POWER_DBM))
    noise_figure_db: float = 5.0
    interference_margin_db: float = 3.0

    def __post_init__(self):
        for value in self.power_dbm.values():
            if not -40 <= value <= 35:
                raise InputError("user_power", power_dbm=value)

    def of_band(self, band: str) -> float:
        """The user's power on a band, dBm."""
        return float(self.power_dbm.get(band, self.power_dbm["default"]))


USER_POWER_DBM = {"n41": 26.0, "n78": 26.0, "n79": 26.0, "default": 23.0}  # TS 38.101-1 table 6.2.1-1, power classes 2 and 3


def one_block_sinr_db(power_dbm, coupling_loss_db, subcarrier_spacing_khz, uplink: Uplink) -> np.ndarray:
    """SINR at the base station with all of the user's power in one resource block, dB; of n blocks it is 10 lg n lower.

    coupling_loss_db : path loss less the station's receiving gain
    """
    noise_dbm = -174.0 + 10 * np.log10(12e3 * np.asarray(subcarrier_spacing_khz, float))
    return power_dbm - np.asarray(coupling_loss_db) - noise_dbm - uplink.noise_figure_db - uplink.interference_margin_db


def blocks_for(one_block_db, most_blocks, bound: LinkBudgetBound) -> np.ndarray:
    """Over how many resource blocks a user best spreads its power: as many as keep the lowest SINR, all where they do.

    Rate grows with the blocks at a given power until the SINR falls under what can be received at all.
    """
    with np.errstate(over="ignore"):
        can = np.floor(10 ** ((np.asarray(one_block_db) - bound.lowest_db) / 10))
    return np.clip(can, 1, most_blocks)
