# SPDX-License-Identifier: GPL-2.0-or-later
"""What the catalogue panel says: states in words and signs, and which columns and filters each table shows at first."""

import math
from typing import Dict, Tuple

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ...gis.inventory import overdue
from ...gis.messages import tr
from ...gis.styles.colours import FAULT, OPEN_COLOURS

#: table -> columns shown at first
COLUMNS: Dict[str, Tuple[str, ...]] = {
    "RES_PT": (
        "RES_ID", "RES_NAME", "RES_TYPE", "OWN_UNIT", "TOWN", "ROAD", "HEIGHT_M", "FREE_POS", "POWER", "OPEN_ST", "APPLY_DT", "REPLY_DT",
        "FEE_FLAG", "LESSEE", "CONTACT", "PHONE", "REMARK",
    ),
    "SITE_EX": ("SITE_CODE", "SITE_NAME", "TWR_TYPE", "OWN_UNIT", "TOWN", "ANT_H", "HAS_5G", "BAND", "STATUS", "RELOC_DT", "REMARK"),
    "SITE_PL": ("PLAN_ID", "PLAN_NAME", "MODE", "FORM", "OPERS", "BAND", "ANT_H", "PLAN_YEAR", "BATCH", "COST_WY", "COV_POP", "REVIEW"),
    "DEMAND_PT": ("DMD_ID", "DMD_NAME", "OPER", "BAND", "TOWN", "SCENE", "REASON", "PRIORITY", "REQ_DT", "DUE_DT", "PLAN_ID", "DEV_M"),
    "KEY_AREA": ("AREA_ID", "AREA_NAME", "AREA_TYPE", "SVC_LV", "DEPT", "TGT_YEAR", "COV_TGT", "COV_ACT", "POP"),
    "PROT_RX": ("RX_ID", "RX_NAME", "RX_TYPE", "F_LO", "F_HI", "ANT_H", "CO_KM", "ADJ_M", "SENS"),
    "BUILDING": ("BLD_ID", "NAME", "USE", "HEIGHT_M", "HEIGHT_SRC", "LEVELS", "POP", "REMARK"),
    "LEDGER": ("ITEM_ID", "SITE_ID", "CATEGORY", "ISSUE", "STAGE", "LEAD_DEPT", "PERSON", "DUE_DT", "DONE_DT", "STATUS", "SOLUTION"),
}  # fmt: skip
#: table -> columns with a list to choose from above the table
FILTERS: Dict[str, Tuple[str, ...]] = {
    "RES_PT": ("RES_TYPE", "OWN_UNIT", "TOWN", "OPEN_ST"),
    "SITE_EX": ("TWR_TYPE", "OWN_UNIT", "TOWN", "STATUS"),
    "SITE_PL": ("MODE", "FORM", "PLAN_YEAR", "BATCH"),
    "DEMAND_PT": ("OPER", "TOWN", "PLAN_YEAR", "REASON"),
    "KEY_AREA": ("AREA_TYPE", "SVC_LV", "DEPT", "TGT_YEAR"),
    "PROT_RX": ("RX_TYPE",),
    "BUILDING": ("USE", "HEIGHT_SRC"),
    "LEDGER": ("CATEGORY", "ISSUE", "STAGE", "LEAD_DEPT"),
}
COLOURS: Dict[str, str] = {
    overdue.OVERDUE: FAULT,
    overdue.WAITING: "#c9a227",
    overdue.REFUSED: FAULT,
    overdue.CONDITIONAL: OPEN_COLOURS["3"],
    overdue.FREE: OPEN_COLOURS["2"],
    overdue.UNASKED: "#9aa3aa",
    overdue.DONE: "#3f7f6f",
}


def state_name(table: str, state: str) -> str:
    """A state in words, as in the list of states."""
    if table == "RES_PT":
        return {
            overdue.OVERDUE: tr("Reply overdue"),
            overdue.WAITING: tr("Awaiting reply"),
            overdue.REFUSED: tr("Refused"),
            overdue.CONDITIONAL: tr("With conditions"),
            overdue.FREE: tr("Open free of charge"),
            overdue.UNASKED: tr("Not applied for"),
        }[state]
    if table == "DEMAND_PT":
        return {overdue.OVERDUE: tr("Past its date"), overdue.WAITING: tr("Not matched yet"), overdue.DONE: tr("Matched")}[state]
    return {overdue.OVERDUE: tr("Past its date"), overdue.WAITING: tr("In hand"), overdue.DONE: tr("Done")}[state]


def state_text(table: str, state: str, days: float) -> str:
    """A state with its days, as in a cell."""
    name = state_name(table, state)
    if math.isnan(days) or state not in (overdue.OVERDUE, overdue.WAITING):
        return name
    if table == "RES_PT" or days > 0:
        return tr("{state} · {days} d").format(state=name, days=int(abs(days)))
    return tr("{state} · {days} d left").format(state=name, days=int(abs(days)))


def state_tip(table: str, state: str, days: float, limit: int) -> str:
    """What the cell's tooltip says."""
    if table == "RES_PT" and state == overdue.OVERDUE:
        return tr("Applied for {days} days ago, without a reply in writing; the limit is {limit} days (our suggestion, editable).").format(
            days=int(days), limit=limit
        )
    return state_text(table, state, days)


def counted(label: str, count: int) -> str:
    """An entry of a list to choose from."""
    return tr("{label} ({count:,})").format(label=label, count=count)


def state_icon(state: str, side: int = 32) -> QIcon:
    """The sign of a state: told apart by shape as well as by colour."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(COLOURS[state])
    box = QRectF(side * 0.16, side * 0.16, side * 0.68, side * 0.68)
    pen = QPen(colour, side * 0.12)
    if state == overdue.OVERDUE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(
            QPolygonF([QPointF(side * 0.5, side * 0.08), QPointF(side * 0.96, side * 0.9), QPointF(side * 0.04, side * 0.9)])
        )
        painter.setPen(QPen(QColor(255, 255, 255), side * 0.1))
        painter.drawLine(QPointF(side * 0.5, side * 0.38), QPointF(side * 0.5, side * 0.62))
        painter.drawPoint(QPointF(side * 0.5, side * 0.78))
    elif state == overdue.REFUSED:
        painter.setPen(pen)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    elif state == overdue.DONE:
        painter.setPen(pen)
        painter.drawPolyline(
            QPolygonF([QPointF(side * 0.14, side * 0.54), QPointF(side * 0.4, side * 0.8), QPointF(side * 0.88, side * 0.2)])
        )
    else:
        painter.setPen(pen)
        painter.setBrush(colour if state == overdue.FREE else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if state in (overdue.WAITING, overdue.CONDITIONAL):
            painter.setBrush(colour)
            start, span = (90 * 16, -180 * 16) if state == overdue.WAITING else (180 * 16, 180 * 16)
            painter.drawPie(box, start, span)
    painter.end()
    return QIcon(picture)


def _shape(side: int, *places) -> QPolygonF:
    """Corners given as shares of the side."""
    return QPolygonF([QPointF(side * x, side * y) for x, y in places])
