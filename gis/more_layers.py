# SPDX-License-Identifier: GPL-2.0-or-later
"""The further layers that a coverage run writes when they are asked for."""

from dataclasses import dataclass, replace
from typing import Dict, Iterable, List, Optional, Tuple, Union

import numpy as np

from ..engine import layers
from ..engine.antenna import Omni
from ..engine.beams import checked_db
from ..engine.coverage import Coverage
from ..engine.demand import Demand
from ..engine.errors import InputError
from ..engine.throughput import DOWN_FRAME, UP_FRAME, USER_POWER_DBM, Uplink
from .messages import tr
from .readers.rasters import burn
from .readers.vectors import wkt_of
from .shipped import preset
from .workspace import Workspace

OVERLAP_SERVERS = 6
#: untuned predictions are off by 10 to 15 dB (RMSE); cells nearer than this to their threshold may go either way
MODEL_ERROR_DB = 10.0
SHADOW_DEVIATION_DB = 7.0


def titles() -> Dict[str, str]:
    """Output name -> what it shows, in the order of the dialog."""
    return {
        "OVERLAP": tr("Servers within 6 dB of the best"),
        "MARGIN": tr("Margin to the second server (dB)"),
        "PDSCH_SINR": tr("PDSCH SINR with traffic beams (dB)"),
        "DOWNLINK": tr("Downlink rate of a single user (Mbit/s)"),
        "UPLINK": tr("Uplink rate of a single user (Mbit/s)"),
        "INDOOR": tr("SS-RSRP inside buildings (dBm)"),
        "CONFIDENCE": tr("Share of locations that reach the level (%)"),
        "DOUBTFUL": tr("Cells whose verdict is uncertain"),
    }


EDGE_PERCENTILE = 5.0  #: of the cells: the edge of the cell, as the 5th percentile of 3GPP TR 38.913 §7.13


def rate_titles() -> Dict[str, str]:
    """The figures of the layers of rates: name -> title."""
    return {
        "DOWNLINK_PEAK": tr("Peak downlink rate (Mbit/s)"),
        "DOWNLINK_EDGE": tr("Edge downlink rate (Mbit/s)"),
        "UPLINK_PEAK": tr("Peak uplink rate (Mbit/s)"),
        "UPLINK_EDGE": tr("Edge uplink rate (Mbit/s)"),
    }


def rate_figures(values: Dict[str, np.ndarray], area: np.ndarray) -> Dict[str, float]:
    """Best rate and the rate that 95 % of the area exceeds, for the layers of rates among `values`; no signal is rate 0."""
    found = {}
    for name in ("DOWNLINK", "UPLINK"):
        if name in values and area.any():
            rates = np.nan_to_num(values[name][area], nan=0.0)
            found[f"{name}_PEAK"] = round(float(rates.max()), 2)
            found[f"{name}_EDGE"] = round(float(np.percentile(rates, EDGE_PERCENTILE)), 2)
    return found


@dataclass(frozen=True)
class Users:
    """What the layers of rates assume of a user: streams at most, down and up, and its power in dBm (None: the band's usual one)."""

    down_layers: int = 1
    up_layers: int = 1
    power_dbm: Optional[float] = None

    def __post_init__(self):
        if not (1 <= self.down_layers <= 8 and 1 <= self.up_layers <= 4):
            raise InputError("user_layers", down=self.down_layers, up=self.up_layers)
        Uplink(self.power)

    @property
    def power(self) -> Dict[str, float]:
        """By band, with a "default"."""
        return dict(USER_POWER_DBM) if self.power_dbm is None else {"default": float(self.power_dbm)}

    @property
    def notes(self) -> List[str]:
        """What is assumed, as codes."""
        power = "23/26" if self.power_dbm is None else f"{self.power_dbm:g}"
        return [f"rate_layers:{self.down_layers}/{self.up_layers}", f"rate_power:{power}"]


def indoor_titles() -> List[str]:
    """The entries of the dialog, one per model of `engine.layers.INDOOR_MODELS`."""
    return [
        tr("TR 38.901, low loss"),
        tr("TR 38.901, high loss (coated glass)"),
        tr("TR 38.901 by use of the building"),
        tr("ITU-R P.2109, traditional"),
        tr("ITU-R P.2109, thermally efficient"),
    ]


def indoor_kind(workspace: Workspace, grid, model: str) -> Union[str, np.ndarray]:
    """What `engine.layers.indoor_rsrp_dbm` takes: the model, or for "by_use" the cells of buildings of high loss."""
    if model != "by_use":
        return model
    high = preset("buildings")["high_loss_use"]
    rows = [row for row in workspace.rows("BUILDING", ["USE", "geometry"]) if row["USE"] in high and row["geometry"] is not None]
    return burn(grid, wkt_of(workspace.crs), [(bytes(row["geometry"].asWkb()), 1) for row in rows], "uint8") > 0


def beam_gains(coverage: Coverage) -> Tuple[np.ndarray, np.ndarray]:
    """Per cell, dB: the traffic beam's gain over the broadcast beams at its user, and the mean of the neighbours' beams over theirs.

    From the network preset by kind of site and band; 4G and antennas without beams of their own have none.
    """
    kinds = preset("network")["kinds"]

    def own(row) -> float:
        usual = kinds[row.site.kind]["traffic_gain_dbi"]
        gain = float(usual.get(row.sector.carrier.band, usual["default"])) - row.sector.antenna.max_gain_dbi
        without = row.sector.carrier.technology == "LTE" or isinstance(row.sector.antenna, Omni)
        return 0.0 if without else checked_db(max(0.0, gain), "traffic_gain_dbi")

    def neighbour(row) -> float:
        values = kinds[row.site.kind]["neighbour_beam_db"]
        usual = float(values.get(row.sector.carrier.band, values["default"]))
        return 0.0 if row.sector.carrier.technology == "LTE" else checked_db(usual, "neighbour_beam_db")

    return layers.per_server(coverage, own), layers.per_server(coverage, neighbour)


def more_layers(
    wanted: Iterable[str], coverage: Coverage, demand: Demand, indoor: Union[str, np.ndarray] = "low", users: Optional[Users] = None
) -> Dict[str, np.ndarray]:
    """The wanted layers by output name."""
    own, other = beam_gains(coverage)
    users = users or Users()
    down, up = replace(DOWN_FRAME, layers=users.down_layers), replace(UP_FRAME, layers=users.up_layers)
    makers = {
        "OVERLAP": lambda: np.where(demand.area, coverage.overlap, 255).astype(np.uint8),
        "MARGIN": lambda: layers.server_margin_db(coverage),
        "DOWNLINK": lambda: layers.downlink_mbps(coverage, own, down, other),
        "PDSCH_SINR": lambda: layers.pdsch_sinr_db(coverage, own, other, preset("network")["noise_figure_db"]),
        "UPLINK": lambda: layers.uplink_mbps(coverage, own, Uplink(users.power), up),
        "INDOOR": lambda: layers.indoor_rsrp_dbm(coverage, demand.outdoor, indoor),
        "CONFIDENCE": lambda: layers.location_probability(coverage.ss_rsrp_dbm, demand.required_rsrp_dbm(), SHADOW_DEVIATION_DB),
        "DOUBTFUL": lambda: layers.doubtful(demand, coverage.ss_rsrp_dbm, MODEL_ERROR_DB),
    }
    return {name: makers[name]() for name in wanted}
