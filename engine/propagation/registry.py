# SPDX-License-Identifier: GPL-2.0-or-later
"""Every propagation model by key: names, source, validity range, what it needs, and its functions.

What algorithms offer as choices comes from here. The functions are imported when they are called.

A *point function* takes paths as a `FanPaths` whose rays are the paths (profiles from antenna to receiver) and
returns the loss at the last step, (rays,). A *fan function* takes `FanPaths` and a mast (whose `scenario` the
TR 38.901 models read) and returns the loss everywhere, float32 (rays, steps).
"""

import importlib
from dataclasses import dataclass
from typing import Callable, Dict, Mapping, NamedTuple, Optional, Tuple

import numpy as np

from ..errors import InputError, RangeError
from ..profiles import FanPaths
from . import hata, tr38901, tr38901_fan
from .fan_surface import check_paths


class Limit(NamedTuple):
    """A validity range, both ends included."""

    low: float
    high: float
    unit: str


class Violation(NamedTuple):
    """A quantity outside its range."""

    quantity: str
    value: float
    limit: Limit


@dataclass(frozen=True)
class PropagationModel:
    """One model.

    limits : ranges of frequency_mhz, distance_m, tx_height_m, rx_height_m
    needs : of "terrain", "buildings", "clutter", "climate": what it makes use of; it also works without, worse
    kind : "path" (a path loss) or "added" (added to one: clutter at a terminal, building entry)
    point, fan : "module:function" of this folder; None where there is no such use
    sampling : how cells are best taken from a fan of it, see `pathloss.PathLossSettings`
    """

    key: str
    name_en: str
    name_zh: str
    citation: str
    limits: Mapping[str, Limit]
    needs: Tuple[str, ...]
    point: Optional[str] = None
    fan: Optional[str] = None
    kind: str = "path"
    sampling: str = "nearest"

    def name(self, language: str) -> str:
        """Its name in "zh" or "en"."""
        return self.name_zh if language == "zh" else self.name_en

    def out_of_range(self, **values) -> Tuple[Violation, ...]:
        """The quantities (keywords: numbers or arrays) that lie outside the range, with the worst value of each."""
        found = []
        for quantity, value in values.items():
            limit = self.limits.get(quantity)
            if limit is None:
                continue
            array = np.asarray(value, np.float64)
            for worst, outside in ((array.min(), array.min() < limit.low), (array.max(), array.max() > limit.high)):
                if outside:
                    found.append(Violation(quantity, float(worst), limit))
                    break
        return tuple(found)

    def check(self, **values) -> None:
        """Raise RangeError for the first quantity outside its range."""
        for violation in self.out_of_range(**values):
            low, high, unit = violation.limit
            value = round(violation.value, 3)
            raise RangeError("model_range", model=self.name_en, quantity=violation.quantity, value=value, low=low, high=high, unit=unit)

    def violations(self, paths: FanPaths) -> Tuple[Violation, ...]:
        """What lies outside the range for paths to their end."""
        return self.out_of_range(**_quantities(paths, float(paths.distance_m[-1])))

    def point_loss_db(self, paths: FanPaths, *, extrapolate: bool = False) -> np.ndarray:
        """Loss at the end of each path, float64 (rays,); RangeError outside the range unless `extrapolate`."""
        function = _load(self, "point")
        check_paths(paths, self.name_en)
        if not extrapolate:
            self.check(**_quantities(paths, float(paths.distance_m[-1])))
        return np.asarray(function(paths), np.float64)

    def fan_model(self, *, extrapolate: bool = False) -> Callable[[FanPaths, object], np.ndarray]:
        """The model as coverage takes it: (paths, mast) -> loss.

        Nearer than the model's shortest distance its formula is used down to the antenna; frequency, heights and
        radius are checked at every call unless `extrapolate`.
        """
        _load(self, "fan")  # raises where there is none
        return _OverFan(self, extrapolate)


@dataclass(frozen=True)
class _OverFan:
    """A model over a fan; no function inside a function, so that it can be sent to another process."""

    entry: PropagationModel
    extrapolate: bool

    def __call__(self, paths: FanPaths, mast) -> np.ndarray:
        check_paths(paths, self.entry.name_en)
        if not self.extrapolate:
            distance = max(float(paths.distance_m[-1]), self.entry.limits["distance_m"].low)
            self.entry.check(**_quantities(paths, distance))
        return _load(self.entry, "fan")(paths, mast)


def models(use: str = "") -> Tuple[PropagationModel, ...]:
    """All models in the order of choices; with `use` "point", "fan" or "added" only those."""
    chosen = MODELS.values()
    if use == "added":
        return tuple(m for m in chosen if m.kind == "added")
    if use:
        return tuple(m for m in chosen if getattr(m, use) is not None)
    return tuple(chosen)


def model(key: str) -> PropagationModel:
    """The model of a key; InputError for an unknown one."""
    if key not in MODELS:
        raise InputError("model_unknown", name=key, choices=", ".join(MODELS))
    return MODELS[key]


def _quantities(paths, distance_m):
    return {
        "frequency_mhz": paths.frequency_mhz,
        "tx_height_m": paths.tx_height_m,
        "rx_height_m": paths.rx_height_m,
        "distance_m": distance_m,
    }


def _load(entry, use):
    target = getattr(entry, use)
    if target is None:
        raise InputError("model_no_function", model=entry.name_en, use=use)
    module, function = target.split(":")
    return getattr(importlib.import_module(f"{__package__}.{module}"), function)


def _limits(frequency, distance, tx, rx) -> Dict[str, Limit]:
    return {
        "frequency_mhz": Limit(*frequency, "MHz"),
        "distance_m": Limit(*distance, "m"),
        "tx_height_m": Limit(*tx, "m"),
        "rx_height_m": Limit(*rx, "m"),
    }


def _tr38901(key, scenario, name_en, name_zh, diffraction=False):
    t = tr38901
    # over a surface the formulas are used down to the antenna: below 10 m the lower limit of the standard is not binding
    limits = _limits(
        t.FREQUENCY_MHZ[scenario], (0.0, tr38901_fan.MAX_DISTANCE_M[scenario]), t.TX_HEIGHT_M[scenario], t.RX_HEIGHT_M[scenario]
    )
    function = key.replace("tr38901_", "")
    return PropagationModel(
        key,
        name_en,
        name_zh,
        "3GPP TR 38.901 V17.0.0, table 7.4.1-1" + ("; ITU-R P.526-15 §4" if diffraction else ""),
        limits,
        ("terrain", "buildings"),
        f"adapters:{function}_point",
        f"adapters:{function}_fan",
    )


_ITM = "Hufford, The ITS Irregular Terrain Model (NTIA 1995); Longley and Rice, ERL 79-ITS 67 (1968)"
_HATA = "Hata, IEEE Trans. VT-29 (1980); COST 231 final report §4.4.1 (1999)"
_ANY = (0.0, float("inf"))
_HATA_LIMITS = _limits((150.0, 2000.0), (1000.0, 20e3), (30.0, 200.0), (1.0, 10.0))
_AUTO_LIMITS = _limits((500.0, 100e3), (0.0, 5000.0), (3.0, 150.0), (1.5, 22.5))
_TR = "3GPP TR 38.901 V17.0.0, table 7.4.1-1"

_LIST = (
    PropagationModel(
        "tr38901",
        "TR 38.901 by kind of site (poles UMi, roofs and towers UMa)",
        "TR 38.901（按站型：杆站 UMi，楼顶与铁塔 UMa）",
        _TR,
        _AUTO_LIMITS,
        ("terrain", "buildings"),
        None,
        "adapters:by_site_fan",
    ),
    PropagationModel(
        "tr38901_statistical",
        "TR 38.901 by kind of site, mean over the probability of line of sight",
        "TR 38.901（按站型，按视距概率取 dB 均值）",
        _TR + " and 7.4.2-1",
        _AUTO_LIMITS,
        ("terrain",),
        None,
        "adapters:by_site_statistical_fan",
    ),
    PropagationModel(
        "tr38901_diffraction",
        "TR 38.901 by kind of site, diffraction behind obstacles",
        "TR 38.901（按站型，障碍物后计绕射）",
        _TR + "; ITU-R P.526-15 §4",
        _AUTO_LIMITS,
        ("terrain", "buildings"),
        None,
        "adapters:by_site_diffraction_fan",
    ),
    _tr38901("tr38901_umi", "umi", "TR 38.901 UMi street canyon", "TR 38.901 UMi 街道峡谷"),
    _tr38901("tr38901_umi_diffraction", "umi", "TR 38.901 UMi with diffraction", "TR 38.901 UMi（计绕射）", True),
    _tr38901("tr38901_uma", "uma", "TR 38.901 UMa", "TR 38.901 UMa 城区宏站"),
    _tr38901("tr38901_uma_diffraction", "uma", "TR 38.901 UMa with diffraction", "TR 38.901 UMa（计绕射）", True),
    _tr38901("tr38901_rma", "rma", "TR 38.901 RMa", "TR 38.901 RMa 农村宏站"),
    PropagationModel(
        "p1812",
        "ITU-R P.1812",
        "ITU-R P.1812 地形传播",
        "Recommendation ITU-R P.1812-6 (2021)",
        _limits((30.0, 6000.0), (250.0, 3000e3), (1.0, 3000.0), (1.0, 3000.0)),
        ("terrain", "buildings", "clutter", "climate"),
        "adapters:p1812_point",
        "adapters:p1812_fan",
        sampling="bilinear",
    ),
    PropagationModel(
        "delta_bullington",
        "ITU-R P.526 delta-Bullington",
        "ITU-R P.526 绕射（delta-Bullington）",
        "Recommendation ITU-R P.526-15 §4.5 with P.525-4",
        _limits((10.0, 1e6), (1.0, 3000e3), (0.1, 20e3), (0.1, 20e3)),
        ("terrain", "buildings", "clutter"),
        "adapters:delta_bullington_point",
        "adapters:delta_bullington_fan",
        sampling="bilinear",
    ),
    PropagationModel(
        "free_space",
        "Free space (ITU-R P.525)",
        "自由空间（ITU-R P.525）",
        "Recommendation ITU-R P.525-4",
        _limits((1.0, 1e6), (1.0, float("inf")), _ANY, _ANY),
        (),
        "adapters:free_space_point",
        "adapters:free_space_fan",
        sampling="bilinear",
    ),
    *(
        PropagationModel(
            f"hata_{environment}",
            f"Okumura-Hata / COST-231 Hata, {environment}",
            f"Okumura-Hata / COST-231 Hata（{zh}）",
            _HATA,
            _HATA_LIMITS,
            (),
            f"adapters:hata_{environment}_point",
            f"adapters:hata_{environment}_fan",
            sampling="bilinear",
        )
        for environment, zh in zip(hata.ENVIRONMENTS, ("城区", "郊区", "开阔地"))
    ),
    PropagationModel(
        "itm",
        "ITM (Longley-Rice)",
        "ITM 不规则地形模型（Longley-Rice）",
        _ITM,
        _limits((20.0, 20e3), (1000.0, 2000e3), (0.5, 3000.0), (0.5, 3000.0)),
        ("terrain", "climate"),
        "adapters:itm_point",
        "adapters:itm_fan",
        sampling="bilinear",
    ),
    PropagationModel(
        "p452",
        "ITU-R P.452",
        "ITU-R P.452 干扰传播",
        "Recommendation ITU-R P.452-18 (2023)",
        _limits((100.0, 50e3), (1000.0, 10000e3), (1.0, 20e3), (1.0, 20e3)),
        ("terrain", "buildings", "clutter", "climate"),
        "adapters:p452_point",
        "adapters:p452_fan",
        sampling="bilinear",
    ),
    PropagationModel(
        "p2108",
        "ITU-R P.2108 clutter loss",
        "ITU-R P.2108 地物损耗",
        "Recommendation ITU-R P.2108-1 (2021) §3.2",
        {"frequency_mhz": Limit(500.0, 67e3, "MHz"), "distance_m": Limit(250.0, float("inf"), "m")},
        (),
        kind="added",
    ),
    PropagationModel(
        "p2109",
        "ITU-R P.2109 building entry loss",
        "ITU-R P.2109 建筑物穿透损耗",
        "Recommendation ITU-R P.2109-1 (2019)",
        {"frequency_mhz": Limit(80.0, 100e3, "MHz")},
        (),
        kind="added",
    ),
    PropagationModel(
        "tr38901_o2i",
        "TR 38.901 outdoor-to-indoor penetration",
        "TR 38.901 室外到室内穿透损耗",
        "3GPP TR 38.901 V17.0.0 §7.4.3",
        {"frequency_mhz": Limit(500.0, 100e3, "MHz")},
        (),
        kind="added",
    ),
)

MODELS: Dict[str, PropagationModel] = {entry.key: entry for entry in _LIST}
