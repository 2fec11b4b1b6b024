# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:gaps`: where coverage misses the service levels, who is there, and what could be used nearby."""

import json
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from ..engine.errors import InputError
from ..engine.gaps import find_gaps
from ..gis.assumptions import assumption_text
from ..gis.messages import tr
from ..gis.readers.coverage_inputs import newest_coverage, operators_left_out, read_levels_of, technology_of
from ..gis.readers.rasters import RasterWriter, grid_of, polygons_of, raster_metadata
from ..gis.readers.vectors import check_raster_crs, read_demand, wkt_of
from ..gis.schema import table
from ..gis.siting.eligible import eligible_resources
from ..gis.siting.plan_writer import share_row
from ..gis.styles import style_output, style_title
from ..gis.words import words
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

TABLES = ("SVC_AREA", "BUILDING", "KEY_AREA", "RES_PT")
GAP_FIELDS = ("GAP_ID", "SVC_LV", "AREA_M2", "WEIGHT", "NEAR_RES", "NEAR_DIST", "KEY_AREAS")
STAT_FIELDS = ("STAGE", "SCOPE", "CODE", "NAME", "TARGET", "ACTUAL", "WEIGHT_PCT", "VERDICT")


class GapsAlgorithm(SmartPoleAlgorithm):
    NAME = "gaps"
    GROUP_ID = "coverage"

    def displayName(self):
        return tr("Find coverage gaps")

    def shortHelpString(self):
        return tr(
            "Compares SS-RSRP and SS-SINR with the service level of each cell (A to D; the thresholds are this product's editable "
            "defaults, not an official standard), joins the cells that miss it into gaps, and computes target and actual per level and "
            "key area. Area figures count outdoor cells only, figures by demand count the people in their buildings. Without rasters "
            "the newest 5G coverage of the workspace is judged. Rasters of 4G are judged by the 4G levels and leave the tables as they are."
        )

    def initAlgorithm(self, config=None):
        number = QgsProcessingParameterNumber.Type.Double
        self.add_workspace()
        self.addParameter(QgsProcessingParameterRasterLayer("SS_RSRP", tr("SS-RSRP (none: the newest coverage)"), optional=True))
        self.addParameter(QgsProcessingParameterRasterLayer("SS_SINR", tr("SS-SINR (none: the newest coverage)"), optional=True))
        self.addParameter(QgsProcessingParameterNumber("MIN_AREA", tr("Smallest gap (m²)"), number, 500.0))
        indoor = QgsProcessingParameterNumber("INDOOR_LOSS", tr("Loss into buildings (dB; 0 judges at the façade)"), number, 0.0)
        self.add_folded(indoor)
        self.addParameter(QgsProcessingParameterRasterDestination("PASS_FAIL", tr("Pass or fail")))
        polygon, table_kind = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVector
        for name, title, kind in (("GAPS", tr("Gaps"), polygon), ("STATISTICS", tr("Attainment"), table_kind)):
            self.add_extra_layer(name, title, kind)
        self.add_number("GAP_COUNT", tr("Number of gaps"))
        self.add_number("GAP_AREA_M2", tr("Area of the gaps (m²)"))
        self.add_number("AREA_SERVED_PCT", tr("Area served (%)"))
        self.add_number("WEIGHT_SERVED_PCT", tr("Demand served (%)"))
        self.add_number("LEVELS_MET", tr("Levels that meet their target"))
        self.add_number("LEVELS_MISSED", tr("Levels that miss their target"))

    def check(self, parameters, context):
        smallest = self.parameterAsDouble(parameters, "MIN_AREA", context)
        if not smallest >= 0:
            raise InputError("gap_area", min_area_m2=smallest)
        loss = self.parameterAsDouble(parameters, "INDOOR_LOSS", context)
        if not 0 <= loss <= 100:
            raise InputError("indoor_loss", loss_db=loss)
        workspace = self.workspace_of(parameters, context)
        self.inputs(workspace, parameters, context)

    def inputs(self, workspace, parameters, context):
        """Paths of SS-RSRP and SS-SINR: those given, else the newest coverage of the workspace."""
        given = [self.raster_path(parameters, name, context) for name in ("SS_RSRP", "SS_SINR")]
        return newest_coverage(workspace, *given)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        rsrp_path, sinr_path = self.inputs(workspace, parameters, context)
        grid, crs = grid_of(rsrp_path)
        check_raster_crs(workspace, rsrp_path, crs)
        rsrp, sinr = read_levels_of(rsrp_path, sinr_path, grid)
        progress.report(0.1)
        technology = technology_of(rsrp_path)
        demand = read_demand(workspace, grid, technology)
        assumed = [*demand.assumptions, *operators_left_out(rsrp_path)]
        for code in assumed:
            progress.note(assumption_text(code))
        ids, places = eligible_resources(workspace)
        progress.report(0.3)
        smallest = self.parameterAsDouble(parameters, "MIN_AREA", context)
        loss = self.parameterAsDouble(parameters, "INDOOR_LOSS", context)
        result = find_gaps(demand, rsrp, sinr, smallest, places, loss, progress.part(0.3, 0.7))
        shapes = polygons_of(result.labels, grid, wkt_of(workspace.crs))
        stage = stage_of(rsrp_path)
        gaps = [gap_row(gap, shapes[gap.label], ids, demand) for gap in result.gaps]
        shares = [share_row(share, stage) for share in result.shares]
        numbers = figures(result)
        progress.report(0.8)
        target = self.parameterAsOutputLayer(parameters, "PASS_FAIL", context)
        recorded = {"MIN_AREA": smallest, "INDOOR_LOSS": loss, "STAGE": stage, "SS_RSRP": rsrp_path, "SS_SINR": sinr_path or ""}
        recorded["FILES"] = {"PASS_FAIL": Path(target).name}
        outputs = {"PASS_FAIL": target}
        with RasterWriter() as writer:
            about = {"SMARTPOLE_PARAMETERS": json.dumps(recorded, ensure_ascii=False), "SMARTPOLE_ASSUMED": json.dumps(assumed)}
            writer.add(target, grid, wkt_of(workspace.crs), result.verdict, style_title("pass_fail"), about)
            progress.report(0.9)
            if technology == "LTE":  # the tables hold the plan's 5G
                writer.place()
            else:
                store(workspace, gaps, shares, stage, result, writer)
        wkb = QgsWkbTypes.Type.MultiPolygon
        for name, fields, rows, kind in (("GAPS", GAP_FIELDS, gaps, wkb), ("STATISTICS", STAT_FIELDS, shares, QgsWkbTypes.Type.NoGeometry)):
            sink = fill_sink(self, parameters, name, context, table_fields(name, fields), rows, kind, workspace.crs)
            if sink is not None:
                outputs[name] = sink
        step = "gaps_4g" if technology == "LTE" else "gaps"
        workspace.log_result(f"{step}_plan" if stage == "after" else step, target, recorded, TABLES, numbers, assumed)
        gone = [code.partition(":")[2] for code in assumed[len(demand.assumptions) :]]
        title = style_title("pass_fail")
        style_output(context, target, "pass_fail", words("without_operators", title=title, operators=", ".join(gone)) if gone else title)
        if "GAPS" in outputs:
            style_output(context, outputs["GAPS"], "gap")
        return {**outputs, **numbers}


def table_fields(name, columns):
    """Fields like those of the workspace's own table."""
    layout = table({"GAPS": "GAP", "STATISTICS": "STAT"}[name])
    known = [layout.field(column) for column in columns]
    return fields_of([(field.name, field.type) for field in known], {field.name: field.label for field in known})


def stage_of(rsrp_path):
    """`after` for a coverage computed with the planned sites, as the raster itself says; else `before`."""
    recorded = raster_metadata(rsrp_path).get("SMARTPOLE_PARAMETERS", "{}")
    return "after" if json.loads(recorded).get("SITES") == "existing+planned" else "before"


def store(workspace, gaps, shares, stage, result, writer):
    """Gaps and shares into the tables of the workspace; the raster takes its place in the same moment."""
    with workspace.transaction() as transaction:
        transaction.replace("GAP", gaps)
        transaction.delete("STAT", where="STAGE = ?", params=(stage,))
        transaction.insert("STAT", shares)
        if stage == "before":
            transaction.write_results("KEY_AREA", key_area_changes(transaction, result))
        writer.place()


def gap_row(gap, shape, ids, demand):
    """A gap as a row of table GAP."""
    names = [demand.key_areas[index].name or demand.key_areas[index].area_id for index in gap.key_areas]
    return {
        "GAP_ID": f"G{gap.label:05d}",
        "SVC_LV": gap.level,
        "AREA_M2": gap.area_m2,
        "WEIGHT": round(gap.weight, 2),
        "NEAR_RES": None if gap.nearest is None else ids[gap.nearest],
        "NEAR_DIST": None if gap.distance_m is None else round(gap.distance_m, 1),
        "KEY_AREAS": "、".join(names)[:200] or None,
        "geometry": shape,
    }


def key_area_changes(transaction, result):
    """Rows of KEY_AREA whose actual coverage differs from what stands there."""
    actual = {}
    for share in result.shares:
        if share.scope == "area":
            actual[share.code] = rounded(share.area_pct if share.area_pct is not None else share.weight_pct)
    for row in transaction.rows("KEY_AREA", ["AREA_ID", "COV_ACT"]):
        if row["AREA_ID"] in actual and row["COV_ACT"] != actual[row["AREA_ID"]]:
            yield {"fid": row["fid"], "COV_ACT": actual[row["AREA_ID"]]}


def figures(result):
    """The declared numbers."""
    total = next(share for share in result.shares if share.scope == "total")
    levels = [share.verdict for share in result.shares if share.scope == "level"]
    return {
        "GAP_COUNT": len(result.gaps),
        "GAP_AREA_M2": sum(gap.area_m2 for gap in result.gaps),
        "AREA_SERVED_PCT": rounded(total.area_pct),
        "WEIGHT_SERVED_PCT": rounded(total.weight_pct),
        "LEVELS_MET": levels.count("pass"),
        "LEVELS_MISSED": levels.count("fail"),
    }


def rounded(value):
    """Two decimals, or None."""
    return None if value is None else round(value, 2)
