# SPDX-License-Identifier: GPL-2.0-or-later
"""More layers from a coverage: margin to the next server, throughput, indoor level, confidence, doubtful verdicts."""

import math
from typing import Mapping, Optional, Sequence, Union

import numpy as np

from .coverage import Coverage
from .demand import Demand
from .errors import InputError
from .propagation.p2109 import BUILDING_CLASSES, building_entry_loss_db
from .propagation.tr38901_o2i import penetration_loss_db
from .throughput import (
    DOWN_FRAME,
    LTE_DOWN,
    LTE_UP,
    NR_DOWN,
    NR_UP,
    UP_FRAME,
    Frame,
    Uplink,
    blocks_for,
    one_block_sinr_db,
    throughput_mbps,
)

Gain = Union[float, np.ndarray]
#: models of the loss into buildings, in the order of dialogs; "by_use" stands for low or high by the building's use
INDOOR_MODELS = ("low", "high", "by_use", "traditional", "thermally_efficient")


def server_margin_db(coverage: Coverage) -> np.ndarray:
    """How much stronger the best server is than the next sector of its channel, dB; nan where there is no other."""
    return coverage.ss_rsrp_dbm - coverage.second_rsrp_dbm


def per_server(coverage: Coverage, value_of) -> np.ndarray:
    """`value_of(row)` of each cell's server, float32; nan without one."""
    values = np.array([value_of(row) if row is not None else math.nan for row in coverage.rows] + [math.nan], np.float32)
    return values[coverage.best_server]  # -1 takes the last


def pdsch_sinr_db(coverage: Coverage, beam_gain_db: Gain = 0.0, neighbour_gain_db: Gain = 0.0, noise_figure_db: float = 9.0) -> np.ndarray:
    """SINR of the data channel, dB, from SS-SINR.

    beam_gain_db : what a traffic beam gains over the broadcast beams towards its user
    neighbour_gain_db : what the neighbours' traffic beams, pointing at their own users, have on average over their broadcast
        beams; the neighbours of a cell are taken to be of its server's kind. Interference changes by it, noise does not
    Both are numbers or arrays over the grid.
    """
    own, other = np.float32(1) * beam_gain_db, np.asarray(neighbour_gain_db, np.float32)
    if not np.any(other):
        return (coverage.ss_sinr_db + own).astype(np.float32)
    noise_dbm = per_server(coverage, lambda row: row.sector.carrier.noise_per_resource_element_dbm(noise_figure_db))
    disturbed = 10 ** (-coverage.ss_sinr_db.astype(np.float64) / 10)  # (interference + noise) / signal
    noise = np.minimum(10 ** ((noise_dbm - coverage.ss_rsrp_dbm).astype(np.float64) / 10), disturbed)
    ratio = (disturbed - noise) * 10 ** (other / 10) + noise
    return (own - 10 * np.log10(ratio)).astype(np.float32)


def downlink_mbps(coverage: Coverage, beam_gain_db: Gain = 0.0, frame: Frame = DOWN_FRAME, neighbour_gain_db: Gain = 0.0) -> np.ndarray:
    """Rate of one user alone in its cell at the coverage's load, Mbit/s; FDD carriers use all of their time."""
    width = per_server(coverage, lambda row: row.sector.carrier.bandwidth_mhz)
    sinr, bound = pdsch_sinr_db(coverage, beam_gain_db, neighbour_gain_db), LTE_DOWN if _is_lte(coverage) else NR_DOWN
    return throughput_mbps(sinr, width, bound, frame, _slot_share(coverage, frame))


def uplink_mbps(coverage: Coverage, beam_gain_db: Gain = 0.0, uplink: Optional[Uplink] = None, frame: Frame = UP_FRAME) -> np.ndarray:
    """Uplink rate of one user alone in its cell, Mbit/s, on as many resource blocks as its power can fill.

    Coupling loss as on the downlink, with the gain of the receiving beam.
    """
    uplink = uplink or Uplink()
    bound = LTE_UP if _is_lte(coverage) else NR_UP
    epre = per_server(coverage, lambda row: row.sector.epre_dbm)
    spacing = per_server(coverage, lambda row: row.sector.carrier.subcarrier_spacing_khz)
    power = per_server(coverage, lambda row: uplink.of_band(row.sector.carrier.band))
    coupling = epre - coverage.ss_rsrp_dbm - np.asarray(beam_gain_db, np.float32)
    alone = one_block_sinr_db(power, coupling, spacing, uplink)
    blocks = blocks_for(alone, per_server(coverage, lambda row: row.sector.carrier.resource_blocks), bound)
    return throughput_mbps(alone - 10 * np.log10(blocks), 0.012 * blocks * spacing, bound, frame, _slot_share(coverage, frame))


def indoor_rsrp_dbm(
    coverage: Coverage, outdoor: np.ndarray, kind: Union[str, np.ndarray] = "low", indoor_distance_m: float = 5.0
) -> np.ndarray:
    """SS-RSRP inside buildings; nan outdoors.

    kind : "low" or "high" loss of TR 38.901 §7.4.3, `indoor_distance_m` behind the façade; "traditional" or
        "thermally_efficient" of ITU-R P.2109 (median over all places inside); or bool (rows, columns), True where the
        building has the high loss of TR 38.901 and not the low one
    """
    if not isinstance(kind, str):
        low, high = (indoor_rsrp_dbm(coverage, outdoor, name, indoor_distance_m) for name in ("low", "high"))
        return np.where(kind, high, low)

    def loss_db(frequency_mhz: float) -> float:
        if kind in BUILDING_CLASSES:
            return float(building_entry_loss_db(kind, frequency_mhz))
        return float(penetration_loss_db(kind, frequency_mhz, indoor_distance_m))

    frequencies = sorted({row.sector.carrier.frequency_mhz for row in coverage.rows if row is not None})
    loss = {frequency: loss_db(frequency) for frequency in frequencies}
    behind = coverage.ss_rsrp_dbm - per_server(coverage, lambda row: loss[row.sector.carrier.frequency_mhz])
    return np.where(outdoor, np.float32(np.nan), behind)


def location_probability(level: np.ndarray, required: np.ndarray, deviation_db: float = 7.0) -> np.ndarray:
    """Share of locations within a cell at which the level is reached, percent: normal shadow fading of `deviation_db`.

    7 dB lies between TR 38.901's 6 (UMa NLOS) and 7.82 (UMi NLOS).
    """
    if not deviation_db > 0:
        raise InputError("deviation_value", deviation_db=deviation_db)
    return (100 * _normal((level - required) / deviation_db)).astype(np.float32)


def doubtful(demand: Demand, ss_rsrp_dbm: np.ndarray, error_db: float) -> np.ndarray:
    """Cells whose verdict on SS-RSRP would change with the level off by at most `error_db`: uint8, 1 such, 0 not, 255 outside."""
    with np.errstate(invalid="ignore"):
        near = np.abs(ss_rsrp_dbm - demand.required_rsrp_dbm()) <= error_db
    return np.where(demand.area, near, 255).astype(np.uint8)


def all_operators(by_operator: Mapping[str, np.ndarray]) -> np.ndarray:
    """The level that every operator reaches: the least of all, nan where one is missing."""
    if not by_operator:
        raise InputError("network_empty")
    return np.minimum.reduce([np.asarray(level, np.float32) for level in by_operator.values()])


def weakest_operator(coverages: Sequence[Coverage]) -> Coverage:
    """The coverage that every operator's users have at least: in each cell that of the operator whose SS-RSRP is least.

    A cell that one operator does not reach at all has no data. Sectors are those of all coverages, one after the other.
    """
    if not coverages:
        raise InputError("network_empty")
    levels = np.stack([np.where(np.isnan(one.ss_rsrp_dbm), -np.inf, one.ss_rsrp_dbm) for one in coverages])
    least = levels.argmin(0)
    shifts = np.cumsum([0, *(len(one.rows) for one in coverages[:-1])])

    def chosen(layers):
        return np.take_along_axis(np.stack(layers), least[None], 0)[0]

    servers = [np.where(one.best_server >= 0, one.best_server + shift, -1).astype(np.int32) for one, shift in zip(coverages, shifts)]
    overlap = None if coverages[0].overlap is None else chosen([one.overlap for one in coverages])
    return Coverage(
        coverages[0].grid,
        chosen([one.ss_rsrp_dbm for one in coverages]),
        chosen(servers),
        chosen([one.ss_sinr_db for one in coverages]),
        chosen([one.second_rsrp_dbm for one in coverages]),
        tuple(row for one in coverages for row in one.rows),
        overlap,
    )


def _slot_share(coverage: Coverage, frame: Frame) -> np.ndarray:
    """Share of time by cell: the frame's on TDD carriers, all of it on FDD."""
    return per_server(coverage, lambda row: 1.0 if row.sector.carrier.duplex == "FDD" else frame.slot_share)


def _is_lte(coverage: Coverage) -> bool:
    """A coverage of 4G alone."""
    return all(row.sector.carrier.technology == "LTE" for row in coverage.rows if row is not None)


def _normal(z: np.ndarray) -> np.ndarray:
    """Cumulative normal distribution; Abramowitz and Stegun 26.2.17, error below 7.5e-8."""
    t = 1 / (1 + 0.2316419 * np.abs(z))
    series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    tail = np.exp(-z * z / 2) / math.sqrt(2 * math.pi) * series
    return np.where(z >= 0, 1 - tail, tail)
