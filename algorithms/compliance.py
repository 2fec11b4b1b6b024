# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:compliance`: who reaches the target, who does not, where the holes are and how long there is."""

import datetime
from pathlib import Path

from qgis.core import (
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from ..engine.compliance import level_zones, state
from ..engine.gaps import judge
from ..gis.messages import tr
from ..gis.readers.coverage_inputs import newest_coverage, technology_of
from ..gis.readers.rasters import grid_of, read_raster
from ..gis.readers.vectors import check_raster_crs, read_demand, wkt_of
from ..gis.readers.zones import layer_zones, workspace_zones
from ..gis.reports.statement import columns, statement_rows, write_statement
from ..gis.styles import style_output
from ..gis.workspace import Workspace
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink


class ComplianceAlgorithm(SmartPoleAlgorithm):
    NAME = "compliance"
    GROUP_ID = "coverage"

    def displayName(self):
        return tr("State compliance with the targets")

    def shortHelpString(self):
        return tr(
            "For every service level, key area, administrative area, main road and zone of an own layer (planning units, villages): share "
            "of area and of people served, target and verdict, the largest connected hole, the worst spot and the days left until the "
            "target year ends. Roads count by length, points stand for 500 m around them. Targets are the plan's own; the thresholds of "
            "the levels are this product's editable defaults."
        )

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace"), extension="gpkg"))
        self.addParameter(QgsProcessingParameterRasterLayer("SS_RSRP", tr("SS-RSRP (none: the newest coverage)"), optional=True))
        self.addParameter(QgsProcessingParameterRasterLayer("SS_SINR", tr("SS-SINR (none: the newest coverage)"), optional=True))
        kinds = [QgsProcessing.SourceType.TypeVectorAnyGeometry]
        self.addParameter(QgsProcessingParameterFeatureSource("ZONES", tr("Further zones"), kinds, optional=True))
        for name, title in (("ZONE_NAME", tr("Field with the zone's name")), ("ZONE_TARGET", tr("Field with the zone's target (%)"))):
            self.addParameter(QgsProcessingParameterField(name, title, parentLayerParameterName="ZONES", optional=True))
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(QgsProcessingParameterFeatureSink("STATEMENT", tr("Statement (areas)"), polygon, optional=True))
        workbook = QgsProcessingParameterFileDestination("WORKBOOK", tr("Statement (table)"), "XLSX (*.xlsx)", optional=True)
        self.addParameter(workbook)
        self.addOutput(QgsProcessingOutputNumber("ZONE_COUNT", tr("Zones")))
        self.addOutput(QgsProcessingOutputNumber("MET", tr("Zones that meet their target")))
        self.addOutput(QgsProcessingOutputNumber("MISSED", tr("Zones that miss their target")))
        self.addOutput(QgsProcessingOutputNumber("AREA_SERVED_PCT", tr("Area served (%)")))
        self.addOutput(QgsProcessingOutputNumber("LARGEST_HOLE_M2", tr("Largest hole (m²)")))

    def check(self, parameters, context):
        workspace = Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context))
        self.inputs(workspace, parameters, context)

    def inputs(self, workspace, parameters, context):
        """Paths of the rasters to judge."""
        layers = [self.parameterAsRasterLayer(parameters, name, context) for name in ("SS_RSRP", "SS_SINR")]
        return newest_coverage(workspace, *[layer.source() if layer is not None else None for layer in layers])

    def work(self, parameters, context, progress):
        workspace = Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context), write=True)
        rsrp_path, sinr_path = self.inputs(workspace, parameters, context)
        grid, crs = grid_of(rsrp_path)
        check_raster_crs(workspace, rsrp_path, crs)
        rsrp = read_raster(rsrp_path)
        sinr = read_raster(sinr_path, grid) if sinr_path else None
        demand = read_demand(workspace, grid, technology_of(rsrp_path))
        progress.report(0.2)
        zones = level_zones(demand)
        found, shapes = workspace_zones(workspace, demand)
        outlines = {len(zones) + place: shape for place, shape in shapes.items()}
        zones += found
        found, shapes = layer_zones(self.features(parameters, context, workspace), demand, wkt_of(workspace.crs))
        outlines.update({len(zones) + place: shape for place, shape in enumerate(shapes)})
        zones += found
        progress.report(0.5)
        statements = state(demand, judge(demand, rsrp, sinr), rsrp, zones, datetime.date.today(), progress.part(0.5, 0.8))
        rows = statement_rows(statements)
        outputs = {}
        book = self.parameterAsFileOutput(parameters, "WORKBOOK", context)
        if book:
            outputs["WORKBOOK"] = str(write_statement(Path(book), rows))
        sink = self.fill(parameters, context, workspace, rows, outlines)
        if sink is not None:
            outputs["STATEMENT"] = sink
            style_output(context, sink, "compliance")
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
        workspace.log_result("compliance", outputs.get("WORKBOOK", ""), {"SS_RSRP": rsrp_path}, tables, numbers, demand.assumptions)
        return {**outputs, **numbers}

    def features(self, parameters, context, workspace):
        """(name, target, geometry in the workspace's CRS) of the further zones."""
        source = self.parameterAsSource(parameters, "ZONES", context)
        if source is None:
            return
        name = self.parameterAsString(parameters, "ZONE_NAME", context)
        target = self.parameterAsString(parameters, "ZONE_TARGET", context)
        transform = QgsCoordinateTransform(source.sourceCrs(), workspace.crs, context.transformContext())
        for feature in source.getFeatures():
            geometry = feature.geometry()
            geometry.transform(transform)
            wanted = feature[target] if target else None
            usable = isinstance(wanted, (int, float)) and not isinstance(wanted, bool)
            yield str(feature[name]) if name else str(feature.id()), float(wanted) if usable else None, geometry

    def fill(self, parameters, context, workspace, rows, outlines):
        """Zones that have an area, as polygons; None when they were not asked for."""
        heads = columns()
        fields = fields_of([(head.name, head.type) for head in heads], {head.name: head.header for head in heads})
        zones = []
        for place, shape in outlines.items():
            if shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
                outline = QgsGeometry(shape)
                outline.convertToMultiType()
                zones.append({**rows[place], "geometry": outline})
        return fill_sink(self, parameters, "STATEMENT", context, fields, zones, QgsWkbTypes.Type.MultiPolygon, workspace.crs)
