# SPDX-License-Identifier: GPL-2.0-or-later
"""The further layers that a coverage run writes when they are asked for."""

from typing import Dict, Iterable

import numpy as np

from ..engine import layers
from ..engine.coverage import Coverage
from ..engine.demand import Demand
from .messages import tr

OVERLAP_SERVERS = 6
#: untuned predictions are off by 10 to 15 dB (RMSE); cells nearer than this to their threshold may go either way
MODEL_ERROR_DB = 10.0
SHADOW_DEVIATION_DB = 7.0


def titles() -> Dict[str, str]:
    """Output name -> what it shows, in the order of the dialog."""
    return {
        "OVERLAP": tr("Servers within 6 dB of the best"),
        "MARGIN": tr("Margin to the second server (dB)"),
        "DOWNLINK": tr("Downlink rate of a single user (Mbit/s)"),
        "UPLINK": tr("Uplink rate of a single user (Mbit/s)"),
        "INDOOR": tr("SS-RSRP inside buildings (dBm)"),
        "CONFIDENCE": tr("Share of locations that reach the level (%)"),
        "DOUBTFUL": tr("Cells whose verdict is uncertain"),
    }


def more_layers(wanted: Iterable[str], coverage: Coverage, demand: Demand) -> Dict[str, np.ndarray]:
    """The wanted layers by output name."""
    makers = {
        "OVERLAP": lambda: np.where(demand.area, coverage.overlap, 255).astype(np.uint8),
        "MARGIN": lambda: layers.server_margin_db(coverage),
        "DOWNLINK": lambda: layers.downlink_mbps(coverage),
        "UPLINK": lambda: layers.uplink_mbps(coverage),
        "INDOOR": lambda: layers.indoor_rsrp_dbm(coverage, demand.outdoor),
        "CONFIDENCE": lambda: layers.location_probability(coverage.ss_rsrp_dbm, demand.required_rsrp_dbm(), SHADOW_DEVIATION_DB),
        "DOUBTFUL": lambda: layers.doubtful(demand, coverage.ss_rsrp_dbm, MODEL_ERROR_DB),
    }
    return {name: makers[name]() for name in wanted}
