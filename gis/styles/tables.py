# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables that come from others: operators' demand, protected stations, districts, restricted zones, and what a check found."""

from typing import Dict

from qgis.core import QgsSingleSymbolRenderer, QgsSymbol, QgsVectorLayer

from ..words import words
from .colours import FAULT, INK, NEUTRAL, PAPER
from .fields import categories, coded, field_of
from .symbols import area, hatched, label_layer, marker

#: operator (OPER) -> colour, shape: told apart by shape alone in a grey print
OPERATOR_SIGNS = {
    "1": ("#14527a", "circle"),
    "2": ("#5a3d9e", "square"),
    "3": ("#0b6e6e", "triangle"),
    "4": ("#7a4a12", "diamond"),
    "9": ("#8a949c", "pentagon"),
}
STATION_SIGNS = {
    "1": "pentagon", "2": "hexagon", "3": "diamond", "4": "square", "5": "star", "6": "cross_fill", "9": "circle",
}  # fmt: skip
#: severity of a finding: errors are faults, warnings are lighter, hints are none
SEVERITY_COLOURS = {"1": FAULT, "2": "#f6a96f", "3": "#8a949c"}


def style_demand_pt(layer: QgsVectorLayer, lang: str) -> None:
    """Demand by operator: hollow signs, as nothing is built yet."""
    signs: Dict[str, QgsSymbol] = {code: marker(shape, PAPER, 2.8, colour, 0.6) for code, (colour, shape) in OPERATOR_SIGNS.items()}
    other = marker("circle", PAPER, 2.4, NEUTRAL, 0.5)
    layer.setRenderer(categories(field_of(layer, "OPER"), signs, coded("DEMAND_PT", "OPER", lang), other, words("demand_pt.other", lang)))
    label_layer(layer, f'"{field_of(layer, "DMD_NAME")}"', 8000, 7.0, NEUTRAL)


def style_prot_rx(layer: QgsVectorLayer, lang: str) -> None:
    """Protected stations by kind, dark with a ring of paper, so that they are found among poles."""
    signs: Dict[str, QgsSymbol] = {code: marker(shape, "#3b4248", 4.2, PAPER, 0.5) for code, shape in STATION_SIGNS.items()}
    other = marker("circle", "#3b4248", 4.0, PAPER, 0.5)
    layer.setRenderer(categories(field_of(layer, "RX_TYPE"), signs, coded("PROT_RX", "RX_TYPE", lang), other, words("prot_rx.other", lang)))
    label_layer(layer, f'"{field_of(layer, "RX_NAME")}"', 250_000, 8.0, INK)


def style_admin_area(layer: QgsVectorLayer, lang: str) -> None:
    """Districts: a dash-dotted line and the name."""
    layer.setRenderer(QgsSingleSymbolRenderer(area("0,0,0,0", "#6a5f56", 0.4, "no", "dash dot")))
    label_layer(layer, f'"{field_of(layer, "XZQMC")}"', 500_000, 9.0, "#6a5f56", bold=True)


def style_limit_zone(layer: QgsVectorLayer, lang: str) -> None:
    """Restricted zones hatched once, forbidden ones twice; brown, as a rule is no fault."""
    once, twice = ((45.0, 2.4, 0.2),), ((45.0, 2.0, 0.25), (135.0, 2.0, 0.25))
    signs: Dict[str, QgsSymbol] = {"1": hatched("#b99a6b", 0.15, "#7a5a22", once), "2": hatched("#7a5a22", 0.25, "#4f3a14", twice)}
    other = hatched("#b99a6b", 0.1, "#7a5a22", ((0.0, 3.0, 0.2),))
    found = coded("LIMIT_ZONE", "ZONE_TYPE", lang)
    layer.setRenderer(categories(field_of(layer, "ZONE_TYPE"), signs, found, other, words("limit_zone.other", lang)))
    label_layer(layer, f'"{field_of(layer, "ZONE_NAME")}"', 50_000, 8.0, "#4f3a14")


def style_check_find(layer: QgsVectorLayer, lang: str) -> None:
    """Findings by severity, as hollow rings around what they are about."""
    signs: Dict[str, QgsSymbol] = {
        code: marker("circle", "0,0,0,0", 6.0 - int(code), colour, 0.7) for code, colour in SEVERITY_COLOURS.items()
    }
    other = marker("circle", "0,0,0,0", 3.0, NEUTRAL, 0.5)
    found = coded("CHECK_FIND", "SEVERITY", lang)
    layer.setRenderer(categories(field_of(layer, "SEVERITY"), signs, found, other, words("check_find.other", lang)))
