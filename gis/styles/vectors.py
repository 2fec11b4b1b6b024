# SPDX-License-Identifier: GPL-2.0-or-later
"""Renderers of the vector layers: the map under the plan, the resources, the sites and the gaps."""

from typing import Callable, Dict, Iterable, List

from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsUnitTypes,
    QgsVectorLayer,
)

from ..words import LANGUAGES, words
from .colours import (
    EXISTING,
    FAULT,
    GAP_COLOURS,
    GOOD,
    INK,
    LEVEL_COLOURS,
    MODE_SHAPES,
    NEUTRAL,
    PAPER,
    RESOURCE_SYMBOLS,
    YEAR_COLOURS,
    year_colour,
)
from .exposure import style_exposure_box, style_exposure_building, style_exposure_site
from .fields import categories, coded, field_of
from .residuals import style_residuals
from .station import style_station, style_station_pair, style_station_ring
from .symbols import area, ground_marker, hatched, label_layer, marker, metres
from .tables import style_admin_area, style_check_find, style_demand_pt, style_limit_zone, style_prot_rx
from .worst_spot import style_worst_spot

#: hatching per level: (angle, distance mm, width mm); dense at A, sparse at D, so that a grey print reads
GAP_HATCHING = {
    "A": ((45.0, 1.5, 0.18), (135.0, 1.5, 0.18)),
    "B": ((45.0, 1.8, 0.18),),
    "C": ((135.0, 2.6, 0.18),),
    "D": ((0.0, 3.6, 0.18),),
}


def _line_on_ground(colour: str, width_m: float, smallest_mm: float, largest_mm: float) -> QgsLineSymbol:
    symbol = QgsLineSymbol.createSimple({"color": colour, "width": str(width_m), "capstyle": "round", "joinstyle": "round"})
    symbol.setWidthUnit(QgsUnitTypes.RenderUnit.RenderMetersInMapUnits)
    symbol.setMapUnitScale(metres(smallest_mm, largest_mm))
    return symbol


def style_building(layer: QgsVectorLayer, lang: str) -> None:
    """Quiet warm grey blocks."""
    layer.setRenderer(QgsSingleSymbolRenderer(area("#dedad4", "#a9a39a", 0.12)))


def style_road(layer: QgsVectorLayer, lang: str) -> None:
    """Light grey lines, wider by class, that leave the picture to the plan."""
    widths_m = {"1": 14.0, "2": 11.0, "3": 8.0, "4": 5.0, "5": 2.0}
    symbols: Dict[str, QgsSymbol] = {
        code: _line_on_ground("#aeaeaa" if code in "12" else "#bcbcb8", width_m, 0.1, 2.4) for code, width_m in widths_m.items()
    }
    other = _line_on_ground("#bcbcb8", 4.0, 0.1, 1.0)
    layer.setRenderer(categories(field_of(layer, "CLASS"), symbols, coded("ROAD", "CLASS", lang), other, words("road.other", lang)))


def style_water(layer: QgsVectorLayer, lang: str) -> None:
    """Greyed blue, apart from the blues of the signal."""
    layer.setRenderer(QgsSingleSymbolRenderer(area("#cfdbe2", "#a8bac5", 0.15)))


def style_svc_area(layer: QgsVectorLayer, lang: str) -> None:
    """Level areas as dashed outlines, so that coverage shows through."""
    dashes = {"A": "solid", "B": "dash", "C": "dash dot", "D": "dot"}
    symbols = {level: area("0,0,0,0", LEVEL_COLOURS[level], 0.45 if level == "A" else 0.3, "no", dashes[level]) for level in "ABCD"}
    labels = {level: words(f"svc_area.{level}", lang) for level in "ABCD"}
    other = area("0,0,0,0", NEUTRAL, 0.3, "no", "dot")
    layer.setRenderer(categories(field_of(layer, "SVC_LV"), symbols, labels, other, words("svc_area.other", lang)))


def style_key_area(layer: QgsVectorLayer, lang: str) -> None:
    """Key areas: fine outline, faint tint, name."""
    layer.setRenderer(QgsSingleSymbolRenderer(area("90,61,158,28", "#5a3d9e", 0.35)))
    label_layer(layer, f'"{field_of(layer, "AREA_NAME")}"', 15000, 7.5, "#46307c")


def style_gap(layer: QgsVectorLayer, lang: str) -> None:
    """Gaps: red-orange, full at level A and lighter to D, each with its own hatching."""
    opacity = {"A": 0.72, "B": 0.62, "C": 0.58, "D": 0.55}
    symbols: Dict[str, QgsSymbol] = {level: hatched(GAP_COLOURS[level], opacity[level], "#8c2d0e", GAP_HATCHING[level]) for level in "ABCD"}
    labels = {level: words(f"gap.{level}", lang) for level in "ABCD"}
    other: QgsFillSymbol = area("217,72,28,60", FAULT, 0.3)
    layer.setRenderer(categories(field_of(layer, "SVC_LV", "LEVEL"), symbols, labels, other, words("gap.other", lang)))


def style_res_pt(layer: QgsVectorLayer, lang: str) -> None:
    """Resources by type, sized on the ground: fine dots over a county, signs with names in a street."""
    symbols: Dict[str, QgsSymbol] = {}
    for code, (colour, shape) in RESOURCE_SYMBOLS.items():
        size_m = 12.0 if code in ("06", "07", "10") else 7.0
        symbols[code] = ground_marker(shape, colour, size_m, 0.55, 2.8)
    labels = coded("RES_PT", "RES_TYPE", lang)
    other = ground_marker("circle", "#9a9a9a", 6.0, 0.5, 2.4)
    layer.setRenderer(categories(field_of(layer, "RES_TYPE"), symbols, labels, other, words("res_pt.other", lang)))
    layer.setOpacity(0.85)
    label_layer(layer, f'"{field_of(layer, "RES_NAME")}"', 1500, 7.0, "#4a4f55")


def style_site_ex(layer: QgsVectorLayer, lang: str) -> None:
    """Existing sites: dark grey triangles, hollow when retired or to be moved."""
    status = field_of(layer, "STATUS")
    root = QgsRuleBasedRenderer.Rule(None)
    active = QgsRuleBasedRenderer.Rule(marker("equilateral_triangle", EXISTING, 3.4), label=words("site_ex.active", lang))
    active.setFilterExpression(f"\"{status}\" IS NULL OR \"{status}\" NOT IN ('2','3')")
    retired = QgsRuleBasedRenderer.Rule(marker("equilateral_triangle", PAPER, 3.4, EXISTING, 0.4), label=words("site_ex.retired", lang))
    retired.setFilterExpression(f"\"{status}\" IN ('2','3')")
    root.appendChild(active)
    root.appendChild(retired)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    label_layer(layer, f'"{field_of(layer, "SITE_NAME")}"', 8000, 7.5, EXISTING)


def _plan_years(layer: QgsVectorLayer, field: str) -> List[int]:
    """The years that occur in a plan, ascending."""
    index = layer.fields().indexOf(field)
    if index < 0:
        return []
    return sorted(int(value) for value in layer.uniqueValues(index) if isinstance(value, (int, float)) and value > 0)


def _modes(layer: QgsVectorLayer, field: str) -> List[str]:
    """The building modes that occur; all of them in an empty plan."""
    index = layer.fields().indexOf(field)
    present = {str(value) for value in layer.uniqueValues(index)} if index >= 0 else set()
    return [mode for mode in MODE_SHAPES if mode in present] or list(MODE_SHAPES)


def _planned_marker(mode: str, colour: str) -> QgsSymbol:
    return marker(MODE_SHAPES[mode], colour, 5.0 if mode == "4" else 4.2, PAPER, 0.35)


RESERVE = "3"  #: SITE_PL.BATCH of runners-up: part of no plan


def style_site_pl(layer: QgsVectorLayer, lang: str) -> None:
    """Planned sites: shape by way of building, hue by year, one legend line for each pair that can occur."""
    mode_field, year_field = field_of(layer, "MODE"), field_of(layer, "PLAN_YEAR")
    years = _plan_years(layer, year_field)
    names = coded("SITE_PL", "MODE", lang)
    index = layer.fields().indexOf(field_of(layer, "BATCH"))
    known = {str(value) for value in layer.uniqueValues(index)} if index >= 0 else set()
    reserve = f"coalesce(\"{field_of(layer, 'BATCH')}\", '') = '{RESERVE}'" if RESERVE in known or not (known or years) else "false"
    root = QgsRuleBasedRenderer.Rule(None)
    if reserve != "false":
        _append(root, marker("circle", "255,255,255,60", 3.0, NEUTRAL, 0.5), words("site_pl.reserve", lang), reserve)
    for mode in _modes(layer, mode_field):
        name = names.get(mode, mode)
        if not years:
            _append(root, _any_year_marker(mode, year_field), name, f"\"{mode_field}\" = '{mode}' AND NOT ({reserve})")
        for year in years:
            label = words("site_pl.year", lang, mode=name, year=year)
            condition = f'"{mode_field}" = \'{mode}\' AND "{year_field}" = {year} AND NOT ({reserve})'
            _append(root, _planned_marker(mode, year_colour(year, years[0])), label, condition)
    other = QgsRuleBasedRenderer.Rule(marker("circle", NEUTRAL, 3.6), label=words("site_pl.other", lang))
    other.setIsElse(True)
    root.appendChild(other)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    label_layer(layer, f'"{field_of(layer, "PLAN_ID")}"', 12000, 7.5, INK, bold=True)


def _append(root, symbol: QgsSymbol, label: str, condition: str) -> None:
    rule = QgsRuleBasedRenderer.Rule(symbol, label=label)
    rule.setFilterExpression(condition)
    root.appendChild(rule)


def _any_year_marker(mode: str, year_field: str) -> QgsSymbol:
    """For a plan not known yet (the shipped .qml): the hue follows the year.

    No aggregate such as minimum() may stand in a style: QGIS asks the layer from the drawing thread, and crashes when
    the layer is removed meanwhile.
    """
    symbol = _planned_marker(mode, YEAR_COLOURS[0])
    colours = ",".join(f"'{colour}'" for colour in YEAR_COLOURS)
    expression = f'array_get(array({colours}), coalesce("{year_field}", 0) % {len(YEAR_COLOURS)})'
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.PropertyFillColor, QgsProperty.fromExpression(expression))
    return symbol


def style_compliance(layer: QgsVectorLayer, lang: str) -> None:
    """Zones of a statement by verdict, in whichever language it was written."""
    verdict = field_of(layer, "VERDICT")
    root = QgsRuleBasedRenderer.Rule(None)
    symbols = {"fail": hatched(FAULT, 0.45, "#8c2d0e", GAP_HATCHING["B"]), "pass": area("37,128,168,60", GOOD, 0.3)}
    symbols["none"] = area("0,0,0,0", NEUTRAL, 0.3, "no", "dot")
    for key, symbol in symbols.items():
        said = ", ".join(f"'{words(f'compliance.said.{key}', each)}'" for each in LANGUAGES)
        _append(root, symbol, words(f"compliance.{key}", lang), f'"{verdict}" IN ({said})')
    layer.setRenderer(QgsRuleBasedRenderer(root))


def style_rejected(layer: QgsVectorLayer, lang: str) -> None:
    """Rejected candidates: small hollow circles."""
    symbol = marker("circle", "255,255,255,120", 1.6, "#7a7f85", 0.3)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


VECTOR_STYLES: Dict[str, Callable[[QgsVectorLayer, str], None]] = {
    "building": style_building,
    "road": style_road,
    "water": style_water,
    "svc_area": style_svc_area,
    "key_area": style_key_area,
    "gap": style_gap,
    "res_pt": style_res_pt,
    "site_ex": style_site_ex,
    "site_pl": style_site_pl,
    "rejected": style_rejected,
    "compliance": style_compliance,
    "residuals": style_residuals,
    "exposure_site": style_exposure_site,
    "exposure_building": style_exposure_building,
    "exposure_box": style_exposure_box,
    "worst_spot": style_worst_spot,
    "station": style_station,
    "station_pair": style_station_pair,
    "station_ring": style_station_ring,
    "demand_pt": style_demand_pt,
    "prot_rx": style_prot_rx,
    "admin_area": style_admin_area,
    "limit_zone": style_limit_zone,
    "check_find": style_check_find,
}


#: table of the workspace -> its style
TABLE_STYLES = {
    "RES_PT": "res_pt",
    "SITE_EX": "site_ex",
    "SITE_PL": "site_pl",
    "KEY_AREA": "key_area",
    "SVC_AREA": "svc_area",
    "BUILDING": "building",
    "ROAD": "road",
    "WATER": "water",
    "GAP": "gap",
    "CAND_REJ": "rejected",
    "DEMAND_PT": "demand_pt",
    "PROT_RX": "prot_rx",
    "ADMIN_AREA": "admin_area",
    "LIMIT_ZONE": "limit_zone",
    "CHECK_FIND": "check_find",
}


def shapes_of(names: Iterable[str]) -> Dict[str, str]:
    """Geometry type of each vector style, as memory-layer words, for writing the .qml files."""
    kinds = {"road": "LineString", "res_pt": "Point", "site_ex": "Point", "site_pl": "Point", "rejected": "Point", "residuals": "Point"}
    kinds.update(exposure_site="Point", worst_spot="Point", station="Point", station_pair="LineString")
    kinds.update(demand_pt="Point", prot_rx="Point", check_find="Point")
    return {name: kinds.get(name, "Polygon") for name in names}
