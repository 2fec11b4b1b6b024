# SPDX-License-Identifier: GPL-2.0-or-later
"""Protected stations by verdict, and lines to the sites that disturb them: those that have to give way stand out."""

from qgis.core import QgsLineSymbol, QgsRuleBasedRenderer, QgsVectorLayer

from ..words import words
from .colours import FAULT, GOOD, INK, NEUTRAL, PAPER
from .symbols import area, label_layer, marker


def _rules(layer: QgsVectorLayer, rules) -> None:
    root = QgsRuleBasedRenderer.Rule(None)
    for symbol, label, condition in rules:
        rule = QgsRuleBasedRenderer.Rule(symbol, label=label)
        rule.setFilterExpression(condition)
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))


def style_station(layer: QgsVectorLayer, lang: str) -> None:
    """Stations whose limit is exceeded, and those whose limit is kept, with I/N over the limit."""
    _rules(
        layer,
        (
            (marker("pentagon", FAULT, 5.0, PAPER, 0.4), words("station.exceeded", lang), "\"VERDICT\" = 'exceeded'"),
            (marker("pentagon", GOOD, 4.2, PAPER, 0.4), words("station.kept", lang), "\"VERDICT\" = 'kept'"),
        ),
    )
    excess = "CASE WHEN \"I_N_DB\" IS NULL THEN '' ELSE ' ' || format_number(\"I_N_DB\" - \"LIMIT_DB\", 1) || ' dB' END"
    label_layer(layer, f'coalesce("RX_NAME", "RX_ID", \'\') || {excess}', 250_000, 8.0, INK)


def style_station_pair(layer: QgsVectorLayer, lang: str) -> None:
    """Lines from a site to a station; the fewer there are to give way, the more they stand out."""
    give = QgsLineSymbol.createSimple({"line_color": FAULT, "line_width": "0.6"})
    keep = QgsLineSymbol.createSimple({"line_color": NEUTRAL, "line_width": "0.12", "line_style": "dot"})
    _rules(layer, ((give, words("station_pair.give", lang), '"GIVE_WAY" = 1'), (keep, words("station_pair.keep", lang), '"GIVE_WAY" = 0')))


def style_station_ring(layer: QgsVectorLayer, lang: str) -> None:
    """Screening rings, hollow: they are the user's own distances."""
    co, adjacent = (area("0,0,0,0", INK, width, outline_style="dash") for width in (0.5, 0.3))
    _rules(
        layer,
        (
            (co, words("station_ring.co", lang), "\"RELATION\" = 'co'"),
            (adjacent, words("station_ring.adjacent", lang), "\"RELATION\" = 'adjacent'"),
        ),
    )
