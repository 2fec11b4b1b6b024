# SPDX-License-Identifier: GPL-2.0-or-later
"""What leaves the house for whom: planned sites, the resources they use, gaps and figures, as plain tables."""

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Sequence, Tuple

from qgis.core import QgsGeometry, QgsPointXY

from ...engine.errors import InputError
from ..schema import Field, Table
from ..schema import table as table_of
from ..stored_texts import in_language
from ..words import dictionary, words
from .coordinates import Delivered, coarsened
from .delivered import Column, Delivery

Row = Dict[str, Any]

#: who may receive a package, and the operator's code in OPERS where it is one
RECIPIENTS = ("tower", "mobile", "unicom", "telecom", "broadnet", "approval", "public")
OPERATOR_CODES = {"mobile": "1", "unicom": "2", "telecom": "3", "broadnet": "4"}

PERSONAL = ("CONTACT", "PHONE")
#: what a public notice says about a site; everything else stays inside
PUBLIC_FIELDS = ("PLAN_ID", "TOWN", "MODE", "FORM", "PLAN_YEAR", "SVC_LV", "EMF_R", "LANDSCP")
PUBLIC_CELL_M = 200.0
PLANS = ("suggestsites", "phaseplan")  #: steps that make a plan, each in the other's place
RESERVE = "3"  #: SITE_PL.BATCH
#: columns whose sentences are kept in Chinese and said in the language of the papers
SENTENCES = ("WHY", "REASON")


@dataclass
class Content:
    """Everything a package is made from; rows as the workspace gives them."""

    sites: List[Row]
    resources: List[Row] = field(default_factory=list)
    gaps: List[Row] = field(default_factory=list)
    statistics: List[Row] = field(default_factory=list)
    changes: List[Any] = field(default_factory=list)  #: against an earlier package, see handover_changes
    missing_resources: Tuple[str, ...] = ()  #: BASE_ID of sites that name no row of RES_PT or SITE_EX


def newest_plan(workspace) -> Optional[Dict[str, Any]]:
    """The result that made the plan as it stands: sites at once, or year by year, whichever is newer."""
    made = [result for result in (workspace.result(step) for step in PLANS) if result]
    return max(made, key=lambda result: result["created"], default=None)


def collect(workspace, recipient: str, reserves: bool = False) -> Content:
    """What `recipient` gets; sites of the reserve batch only when asked for. Raises `InputError` when there is nothing to hand over."""
    sites = [row for row in workspace.rows("SITE_PL") if row["geometry"] is not None and (reserves or row["BATCH"] != RESERVE)]
    if not sites:
        raise InputError("handover_no_sites", path=str(workspace.path))
    code = OPERATOR_CODES.get(recipient)
    if code is not None:
        sites = [row for row in sites if code in str(row["OPERS"] or "")]
        if not sites:
            raise InputError("handover_no_operator_sites", operator=words(f"recipient.{recipient}"), path=str(workspace.path))
    if recipient == "public":
        return Content([redacted(row) for row in sites])
    wanted = {str(row["BASE_ID"]) for row in sites if row["BASE_ID"]}
    resources = [row for row in workspace.rows("RES_PT") if row["RES_ID"] in wanted and row["geometry"] is not None]
    known = {row["RES_ID"] for row in resources} | {row["SITE_CODE"] for row in workspace.rows("SITE_EX", ["SITE_CODE"])}
    gaps = [row for row in workspace.rows("GAP") if row["geometry"] is not None]
    return Content(sites, resources, gaps, list(workspace.rows("STAT")), tuple(sorted(wanted - known)))


def redacted(site: Row) -> Row:
    """A site as the public may see it: the fields of the notice, and the middle of the cell it lies in."""
    position = _position(site["geometry"])
    shown = {name: value if name in PUBLIC_FIELDS else None for name, value in site.items()}
    shown["geometry"] = QgsGeometry.fromPointXY(QgsPointXY(*coarsened(position.x(), position.y(), PUBLIC_CELL_M)))
    return shown


def _position(shape: QgsGeometry) -> QgsPointXY:
    return shape.asMultiPoint()[0] if shape.isMultipart() else shape.asPoint()


def kept_fields(table: Table, recipient: str) -> List[Field]:
    """The columns of a table that `recipient` gets."""
    if recipient == "public":
        return [column for column in table.fields if column.name in PUBLIC_FIELDS]
    hidden = PERSONAL if recipient != "tower" else ()
    return [column for column in table.fields if column.name not in hidden]


def meaning(column: Field, value: Any, lang: str) -> Optional[str]:
    """What a value says in `lang`: the words of its codes, or itself."""
    if value is None or value == "":
        return None
    codes = [column.code(part) for part in column.split(value)] if column.codes else []
    if codes and all(codes):
        return ("、" if lang == "zh" else ", ").join(code.zh if lang == "zh" else code.en for code in codes)
    return str(value)


def unit_words(unit: str, lang: str) -> str:
    """A unit as `lang` writes it."""
    return words(f"unit.{unit}", lang) if f"unit.{unit}" in dictionary() else unit


def _column(source: Field, lang: str, decimals: int = 3) -> Column:
    return Column(
        source.name, source.alias[lang], source.type, source.length, unit_words(source.unit, lang), 8 if source.unit == "°" else decimals
    )


def deliveries(content: Content, coordinates: Delivered, recipient: str, lang: str) -> List[Delivery]:
    """The spatial tables with codes as stored, named for files, geometries moved to the delivered coordinates."""
    made = [_spatial("SITE_PL", "SITE_PL", content.sites, coordinates, recipient, lang)]
    if recipient != "public":
        made.append(_spatial("RES_PT", "RES_USED", content.resources, coordinates, recipient, lang))
        made.append(_spatial("GAP", "GAP", content.gaps, coordinates, recipient, lang))
    return made


def _spatial(table_name: str, name: str, rows: Sequence[Row], coordinates: Delivered, recipient: str, lang: str) -> Delivery:
    table = table_of(table_name)
    points = table.geometry == "Point"
    fields = [column for column in kept_fields(table, recipient) if not (points and column.name in ("LON", "LAT", "SRC_CRS"))]
    columns = [_column(column, lang) for column in fields]
    if points:
        columns += [
            Column("LON", words("column.lon", lang, datum=coordinates.title_of_degrees), "real", 0, "°", 8),
            Column("LAT", words("column.lat", lang, datum=coordinates.title_of_degrees), "real", 0, "°", 8),
        ]
    made = Delivery(name + coordinates.suffix, words(f"delivery.{name}", lang), columns, geometry=table.geometry)
    made.key = [column.name for column in fields].index(table.key)
    for row in rows:
        shape = row["geometry"]
        values = [in_language(row[c.name], lang) or None if c.name in SENTENCES else row[c.name] for c in fields]
        if points:
            position = _position(shape)
            lon, lat = coordinates.degrees(position.x(), position.y())
            values += [round(lon, 8), round(lat, 8)]
        made.rows.append(tuple(values))
        made.shapes.append(bytes(coordinates.move(shape).asWkb()))
    return made


def spoken(delivery: Delivery, table_name: str, lang: str) -> Delivery:
    """A delivery for readers: codes said in words, no geometry."""
    by_name = {column.name: column for column in table_of(table_name).fields}
    columns, speak = [], []
    for column in delivery.columns:
        source = by_name.get(column.name)
        coded = source is not None and bool(source.codes)
        speak.append(source if coded else None)
        columns.append(Column(column.name, column.header, "text" if coded else column.type, 0, column.unit, column.decimals))
    rows = [
        tuple(meaning(source, value, lang) if source is not None else value for source, value in zip(speak, row)) for row in delivery.rows
    ]
    return Delivery(delivery.name, delivery.title, columns, rows, key=delivery.key)


def statistics_sheet(rows: Sequence[Row], lang: str) -> Delivery:
    """Targets and results per level and key area, before and after, in words."""
    table = table_of("STAT")
    plain = Delivery("STAT", table.alias[lang], [_column(column, lang, 2) for column in table.fields])
    plain.rows = [tuple(row[column.name] for column in table.fields) for row in rows]
    return spoken(plain, "STAT", lang)


TABLE_OF = {"SITE_PL": "SITE_PL", "RES_USED": "RES_PT", "GAP": "GAP"}


def table_behind(delivery: Delivery) -> str:
    """The workspace table a delivery was made from."""
    return next(table for name, table in TABLE_OF.items() if delivery.name.startswith(name))
