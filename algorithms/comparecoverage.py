# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:comparecoverage`: two coverages against each other, as a difference layer and a table of figures."""

import json

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from ..engine.compare import compare, level_everywhere
from ..engine.errors import InputError
from ..gis.assumptions import assumption_text
from ..gis.compare_texts import comparison_sentence
from ..gis.messages import text, tr
from ..gis.readers.coverage_inputs import technology_of
from ..gis.readers.coverage_pairs import chosen_pair, sinr_beside
from ..gis.readers.rasters import RasterWriter, grid_of, read_raster
from ..gis.readers.vectors import check_raster_crs, read_demand
from ..gis.styles import style_output, style_title
from ..gis.workspace import Workspace
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

TABLES = ("SVC_AREA", "BUILDING", "KEY_AREA")
FIELDS = (
    ("SCOPE", "text"), ("CODE", "text"), ("NAME", "text"), ("TARGET", "real"), ("BEFORE_PCT", "real"), ("AFTER_PCT", "real"),
    ("GAIN_CELLS", "integer"), ("LOST_CELLS", "integer"), ("GAIN_M2", "real"), ("LOST_M2", "real"), ("GAIN_POP", "real"),
    ("LOST_POP", "real"), ("MEAN_DB", "real"),
)  # fmt: skip
LOWEST_DBM, HIGHEST_DBM = -156.0, -31.0  # the range in which a phone reports SS-RSRP (3GPP TS 38.133, table 10.1.6.1-1)


class CompareCoverage(SmartPoleAlgorithm):
    NAME = "comparecoverage"
    GROUP_ID = "coverage"

    def displayName(self):
        return tr("Compare two coverages")

    def shortHelpString(self):
        return tr(
            "Sets one SS-RSRP raster against another of the same cells: a layer of the difference in dB (B less A), and a table of the "
            "area and people newly served and lost, per level, per key area and in total. With a workspace the cells are judged by their "
            "service level, with SS-SINR where both coverages have it; without one by a single threshold. Without rasters the newest "
            "coverage of today's network is set against the newest one with the planned sites. A cell that hears nothing counts as "
            "−140 dBm."
        )

    def initAlgorithm(self, config=None):
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace (none: one threshold)"), extension="gpkg", optional=True))
        self.addParameter(QgsProcessingParameterRasterLayer("BEFORE", tr("A: SS-RSRP before (none: newest of today)"), optional=True))
        self.addParameter(QgsProcessingParameterRasterLayer("AFTER", tr("B: SS-RSRP after (none: newest with the plan)"), optional=True))
        number = QgsProcessingParameterNumber.Type.Double
        self.addParameter(QgsProcessingParameterNumber("THRESHOLD", tr("Threshold without a workspace (dBm)"), number, -105.0))
        self.addParameter(QgsProcessingParameterRasterDestination("DIFFERENCE", tr("Difference of SS-RSRP, B − A (dB)")))
        kind = QgsProcessing.SourceType.TypeVector
        self.add_extra_layer("FIGURES", tr("Figures"), kind)
        for name, title in (
            ("GAIN_CELLS", tr("Cells newly served")),
            ("LOST_CELLS", tr("Cells no longer served")),
            ("GAIN_M2", tr("Area newly served (m²)")),
            ("LOST_M2", tr("Area no longer served (m²)")),
            ("GAIN_POP", tr("People newly served")),
            ("LOST_POP", tr("People no longer served")),
            ("BEFORE_PCT", tr("Area served before (%)")),
            ("AFTER_PCT", tr("Area served after (%)")),
            ("STRONGER_PCT", tr("Heard cells that gain 3 dB or more (%)")),
            ("WEAKER_PCT", tr("Heard cells that lose 3 dB or more (%)")),
            ("MEAN_DB", tr("Mean change of SS-RSRP (dB)")),
        ):
            self.add_number(name, title)
        self.addOutput(QgsProcessingOutputString("SENTENCE", tr("What changes")))

    def inputs(self, parameters, context):
        """The workspace or None, and the paths of both rasters."""
        file = self.parameterAsFile(parameters, "WORKSPACE", context)
        workspace = Workspace.open(file) if file else None
        layers = [self.raster_path(parameters, name, context) for name in ("BEFORE", "AFTER")]
        return workspace, *chosen_pair(workspace, *layers)

    def check(self, parameters, context):
        threshold = self.parameterAsDouble(parameters, "THRESHOLD", context)
        if not LOWEST_DBM <= threshold <= HIGHEST_DBM:
            raise InputError("compare_threshold", threshold_dbm=threshold, low=LOWEST_DBM, high=HIGHEST_DBM)
        self.inputs(parameters, context)

    def work(self, parameters, context, progress):
        workspace, before, after = self.inputs(parameters, context)
        grid, wkt = grid_of(before)
        if workspace is not None:
            check_raster_crs(workspace, before, wkt)
        crs = QgsCoordinateReferenceSystem.fromWkt(wkt)
        if QgsCoordinateReferenceSystem.fromWkt(grid_of(after)[1]) != crs:
            raise InputError("compare_crs", before=before, after=after)
        rsrp = read_raster(before), read_raster(after, grid)
        progress.report(0.2)
        sinr_paths = [sinr_beside(path) for path in (before, after)]
        judged = workspace is not None and all(sinr_paths)
        sinr = [read_raster(path, grid) for path in sinr_paths] if judged else [None, None]
        if workspace is not None and not judged:
            progress.note(text("compare_without_sinr"))
        progress.report(0.3)
        if workspace is not None:
            demand = read_demand(workspace, grid, technology_of(before))
        else:
            inside = np.isfinite(rsrp[0]) | np.isfinite(rsrp[1])
            demand = level_everywhere(grid, inside, self.parameterAsDouble(parameters, "THRESHOLD", context))
        for code in demand.assumptions:
            progress.note(assumption_text(code))
        progress.report(0.6)
        found = compare(demand, *rsrp, *sinr)
        total = found.total
        rows = [row_of(change) for change in found.changes]
        kept = ("GAIN_CELLS", "LOST_CELLS", "GAIN_M2", "LOST_M2", "GAIN_POP", "LOST_POP", "BEFORE_PCT", "AFTER_PCT", "MEAN_DB")
        numbers = {name: value for name, value in row_of(total).items() if name in kept}
        numbers.update(STRONGER_PCT=round(found.stronger_pct, 2), WEAKER_PCT=round(found.weaker_pct, 2))
        sentence = comparison_sentence(numbers)
        progress.note(sentence)
        target = self.parameterAsOutputLayer(parameters, "DIFFERENCE", context)
        recorded = {"BEFORE": before, "AFTER": after, "SS_SINR": judged, "THRESHOLD": None if workspace else demand.levels[0].ss_rsrp_dbm}
        with RasterWriter() as writer:
            about = {"SMARTPOLE_PARAMETERS": json.dumps(recorded, ensure_ascii=False)}
            writer.add(target, grid, wkt, found.difference_db, style_title("difference"), about)
            progress.check()
            writer.place()
        progress.report(0.9)
        outputs = {"DIFFERENCE": target}
        sink = fill_sink(self, parameters, "FIGURES", context, fields_of(FIELDS), rows, QgsWkbTypes.Type.NoGeometry, crs)
        if sink is not None:
            outputs["FIGURES"] = sink
        if workspace is not None:
            workspace.check_writable()
            workspace.log_result("comparecoverage", target, recorded, TABLES, {**numbers, "SENTENCE": sentence}, demand.assumptions)
        style_output(context, target, "difference")
        return {**outputs, **numbers, "SENTENCE": sentence}


def row_of(change):
    """A change as a row of the table."""

    def rounded(value, digits):
        return None if value is None else round(value, digits)

    return {
        "SCOPE": change.scope,
        "CODE": change.code,
        "NAME": change.name,
        "TARGET": rounded(change.target_pct, 2),
        "BEFORE_PCT": rounded(change.before_pct, 2),
        "AFTER_PCT": rounded(change.after_pct, 2),
        "GAIN_CELLS": change.gained,
        "LOST_CELLS": change.lost,
        "GAIN_M2": round(change.gained_m2, 1),
        "LOST_M2": round(change.lost_m2, 1),
        "GAIN_POP": round(change.gained_people, 1),
        "LOST_POP": round(change.lost_people, 1),
        "MEAN_DB": rounded(change.mean_db, 2),
    }
