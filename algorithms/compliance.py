# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:compliance`: who reaches the target, who does not, where the holes are and how long there is."""

import datetime
import math
from dataclasses import replace
from pathlib import Path

from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from ..engine.compliance import level_zones, state
from ..engine.errors import InputError
from ..engine.gaps import judge
from ..gis.assumptions import assumption_text
from ..gis.messages import tr
from ..gis.readers.coverage_inputs import newest_coverage, operators_left_out, read_levels_of, technology_of
from ..gis.readers.rasters import grid_of
from ..gis.readers.vectors import check_raster_crs, read_demand, wkt_of
from ..gis.readers.zones import POINT_RADIUS_M, ZoneRow, layer_zones, workspace_zones
from ..gis.reports.statement import columns, statement_rows, write_statement
from ..gis.reports.statement import words as said
from ..gis.reports.statement_basis import basis, whose
from ..gis.styles import style_output
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

SCOPES = {"UNITS": "unit", "VILLAGES": "village", "ZONES": "other"}


class ComplianceAlgorithm(SmartPoleAlgorithm):
    NAME = "compliance"
    GROUP_ID = "coverage"

    def displayName(self):
        return tr("State compliance with the targets")

    def shortHelpString(self):
        return tr(
            "For every service level, key area, administrative area, detailed-plan unit, village, main road and zone of a further layer: "
            "share of area and of people served, target and verdict, the largest connected hole, the worst spot and the days left until "
            "the target year ends. Roads count by length, village points stand for a radius around them. Without a target of its own a "
            "zone has that of the most demanding level inside. Targets are the plan's own; the thresholds of the levels are this "
            "product's editable defaults."
        )

    def initAlgorithm(self, config=None):
        self.add_workspace()
        self.addParameter(QgsProcessingParameterRasterLayer("SS_RSRP", tr("SS-RSRP (none: the newest coverage)"), optional=True))
        self.addParameter(QgsProcessingParameterRasterLayer("SS_SINR", tr("SS-SINR (none: the newest coverage)"), optional=True))
        kinds = [QgsProcessing.SourceType.TypeVectorAnyGeometry]
        self.addParameter(QgsProcessingParameterFeatureSource("ZONES", tr("Further zones"), kinds, optional=True))
        for name, title in (("ZONE_NAME", tr("Field with the zone's name")), ("ZONE_TARGET", tr("Field with the zone's target (%)"))):
            self.addParameter(QgsProcessingParameterField(name, title, parentLayerParameterName="ZONES", optional=True))
        polygon, point = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVectorPoint
        own = (
            (
                "UNITS",
                tr("Detailed-plan units"),
                [polygon],
                (("UNIT_NAME", tr("Field with the unit's number or name")), ("UNIT_TARGET", tr("Field with the unit's target (%)"))),
            ),
            (
                "VILLAGES",
                tr("Villages"),
                [point, polygon],
                (
                    ("VILLAGE_NAME", tr("Field with the village's name")),
                    ("VILLAGE_TARGET", tr("Field with the village's target (%)")),
                    ("VILLAGE_PEOPLE", tr("Field with the village's people")),
                ),
            ),
        )
        for layer, title, kind, its_fields in own:
            self.addParameter(QgsProcessingParameterFeatureSource(layer, title, kind, optional=True))
            for name, words in its_fields:
                self.addParameter(QgsProcessingParameterField(name, words, parentLayerParameterName=layer, optional=True))
        number = QgsProcessingParameterNumber.Type.Double
        self.addParameter(QgsProcessingParameterNumber("VILLAGE_RADIUS", tr("Radius a village point stands for (m)"), number, 500.0))
        year = QgsProcessingParameterNumber(
            "TARGET_YEAR", tr("Target year of zones without one of their own"), QgsProcessingParameterNumber.Type.Integer, optional=True
        )
        self.addParameter(year)
        self.addParameter(QgsProcessingParameterFeatureSink("STATEMENT", tr("Statement (areas)"), polygon, optional=True))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "WORST_SPOTS", tr("Worst spots of zones that miss their target"), point, optional=True, createByDefault=False
            )
        )
        workbook = QgsProcessingParameterFileDestination("WORKBOOK", tr("Statement (table)"), "XLSX (*.xlsx)", optional=True)
        self.addParameter(workbook)
        self.add_number("ZONE_COUNT", tr("Zones"))
        self.add_number("MET", tr("Zones that meet their target"))
        self.add_number("MISSED", tr("Zones that miss their target"))
        self.add_number("AREA_SERVED_PCT", tr("Area served (%)"))
        self.add_number("LARGEST_HOLE_M2", tr("Largest hole (m²)"))

    def check(self, parameters, context):
        workspace = self.workspace_of(parameters, context)
        self.inputs(workspace, parameters, context)
        radius = self.parameterAsDouble(parameters, "VILLAGE_RADIUS", context)
        if not radius > 0:
            raise InputError("zone_radius", radius_m=radius)
        year = self.target_year(parameters, context)
        if year is not None and not 2020 <= year <= 2100:
            raise InputError("target_year", year=year)

    def target_year(self, parameters, context):
        """By the end of which year zones without one of their own are due; None where nobody said."""
        return self.parameterAsInt(parameters, "TARGET_YEAR", context) if parameters.get("TARGET_YEAR") not in (None, "") else None

    def inputs(self, workspace, parameters, context):
        """Paths of the rasters to judge."""
        layers = [self.raster_path(parameters, name, context) for name in ("SS_RSRP", "SS_SINR")]
        return newest_coverage(workspace, *layers)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        rsrp_path, sinr_path = self.inputs(workspace, parameters, context)
        grid, crs = grid_of(rsrp_path)
        check_raster_crs(workspace, rsrp_path, crs)
        rsrp, sinr = read_levels_of(rsrp_path, sinr_path, grid)
        demand = read_demand(workspace, grid, technology_of(rsrp_path))
        absent = operators_left_out(rsrp_path)
        for code in absent:
            progress.note(assumption_text(code))
        progress.report(0.2)
        zones = level_zones(demand)
        found, shapes = workspace_zones(workspace, demand)
        outlines = {len(zones) + place: shape for place, shape in shapes.items()}
        zones += found
        radius = self.parameterAsDouble(parameters, "VILLAGE_RADIUS", context)
        for layer, scope in SCOPES.items():
            rows = self.features(layer, parameters, context, workspace)
            around = radius if scope == "village" else POINT_RADIUS_M
            found, shapes = layer_zones(rows, demand, wkt_of(workspace.crs), scope, around)
            outside = sum(1 for zone in found if not demand.area.ravel()[zone.cells].any())
            if outside:
                progress.note(tr("{} zones of the layer {} lie outside the plan area; they get no verdict.").format(outside, layer))
            outlines.update({len(zones) + place: shape for place, shape in enumerate(shapes)})
            zones += found
        progress.report(0.5)
        year = self.target_year(parameters, context)
        zones = [zone if zone.year is not None or year is None else replace(zone, year=year) for zone in zones]
        statements = state(demand, judge(demand, rsrp, sinr), rsrp, zones, datetime.date.today(), progress.part(0.5, 0.8), sinr)
        rows = statement_rows(statements, whose(rsrp_path))
        assumed = [*demand.assumptions, *absent]
        outputs = {}
        book = self.parameterAsFileOutput(parameters, "WORKBOOK", context)
        if book:
            outputs["WORKBOOK"] = str(write_statement(Path(book), rows, basis(rsrp_path, assumed)))
        sink = self.fill(parameters, context, workspace, rows, outlines, grid.cell_size_m)
        if sink is not None:
            outputs["STATEMENT"] = sink
            style_output(context, sink, "compliance")
        spots = self.spots(parameters, context, workspace, rows)
        if spots is not None:
            outputs["WORST_SPOTS"] = spots
            style_output(context, spots, "worst_spot")
        verdicts = [statement.verdict for statement in statements]
        total = next(statement for statement in statements if statement.zone.scope == "total")
        numbers = {
            "ZONE_COUNT": len(statements),
            "MET": verdicts.count("pass"),
            "MISSED": verdicts.count("fail"),
            "AREA_SERVED_PCT": None if total.area_pct is None else round(total.area_pct, 2),
            "LARGEST_HOLE_M2": total.hole_m2,
        }
        tables = ("SVC_AREA", "BUILDING", "KEY_AREA", "ADMIN_AREA", "ROAD")
        workspace.log_result("compliance", outputs.get("WORKBOOK", ""), {"SS_RSRP": rsrp_path}, tables, numbers, assumed)
        return {**outputs, **numbers}

    def features(self, layer, parameters, context, workspace):
        """The rows of an own layer of zones, in the workspace's CRS; what is no number counts as not stated."""
        source = self.parameterAsSource(parameters, layer, context)
        if source is None:
            return
        prefix = layer[:-1]
        fields = {
            key: self.parameterAsString(parameters, f"{prefix}_{key}", context) if f"{prefix}_{key}" in self.own_fields() else ""
            for key in ("NAME", "TARGET", "PEOPLE")
        }
        transform = QgsCoordinateTransform(source.sourceCrs(), workspace.crs, context.transformContext())
        for feature in source.getFeatures():
            geometry = feature.geometry()
            geometry.transform(transform)
            named = feature[fields["NAME"]] if fields["NAME"] else None
            name = str(named) if named not in (None, NULL, "") else str(feature.id())
            yield ZoneRow(name, _number(feature, fields["TARGET"]), geometry, _number(feature, fields["PEOPLE"]))

    def own_fields(self):
        """The names of our field parameters."""
        return {one.name() for one in self.parameterDefinitions() if isinstance(one, QgsProcessingParameterField)}

    def spots(self, parameters, context, workspace, rows):
        """The worst spot of every zone that misses its target (the middle of its hole where no signal is known)."""
        names = ("SCOPE", "CODE", "NAME", "TARGET", "ACTUAL", "SHORT_DB", "SHORT_OF", "HOLE_M2")
        heads = [head for head in columns() if head.name in names]
        fields = fields_of([(head.name, head.type) for head in heads], {head.name: head.header for head in heads})
        missed = said()["fail"]
        found = []
        for row in rows:
            x, y = (row["WORST_X"], row["WORST_Y"]) if row["WORST_X"] is not None else (row["HOLE_X"], row["HOLE_Y"])
            if row["VERDICT"] == missed and x is not None:
                found.append({**row, "geometry": QgsGeometry.fromPointXY(QgsPointXY(x, y))})
        return fill_sink(self, parameters, "WORST_SPOTS", context, fields, found, QgsWkbTypes.Type.Point, workspace.crs)

    def fill(self, parameters, context, workspace, rows, outlines, cell_size_m):
        """Zones as polygons, lines a cell wide to either side; None when they were not asked for."""
        heads = columns()
        fields = fields_of([(head.name, head.type) for head in heads], {head.name: head.header for head in heads})
        zones = []
        for place, shape in outlines.items():
            line = shape.type() == QgsWkbTypes.GeometryType.LineGeometry
            outline = shape.buffer(cell_size_m, 4) if line else QgsGeometry(shape)
            if outline.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
                outline.convertToMultiType()
                zones.append({**rows[place], "geometry": outline})
        return fill_sink(self, parameters, "STATEMENT", context, fields, zones, QgsWkbTypes.Type.MultiPolygon, workspace.crs)


def _number(feature, field):
    """A field as a number; None where it holds none."""
    value = feature[field] if field else None
    if isinstance(value, bool) or value in (None, NULL, ""):
        return None
    try:
        number = float(str(value).strip().rstrip("%％"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
