# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:profile`: a path between two points in section, and its loss by chosen models."""

import math
from pathlib import Path

from qgis.core import (
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputBoolean,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsWkbTypes,
)

from ..engine.errors import InputError, RangeError
from ..engine.grid import Grid
from ..engine.path_profile import sample_path
from ..engine.propagation.registry import models
from ..gis.assumptions import assumption_text
from ..gis.compat import make_field
from ..gis.messages import error_text, language, tr
from ..gis.readers.model_choice import left_out
from ..gis.readers.vectors import read_terrain
from ..gis.reports.profile_chart import ProfileChart
from ..gis.workspace.create import check_crs
from .base import SmartPoleAlgorithm
from .terrain_choice import add_terrain_choices, check_terrain_choices, chosen_terrain

MOST_CELLS = 4_000_000  # of the terrain read around a path
DEFAULT_MODELS = ("tr38901_umi", "tr38901_uma", "p1812", "free_space")


class ProfileAlgorithm(SmartPoleAlgorithm):
    NAME = "profile"
    GROUP_ID = "coverage"

    def displayName(self):
        return tr("Path profile and loss")

    def shortHelpString(self):
        return tr(
            "Draws the section between two points: ground, buildings, the straight line and the first Fresnel zone, and marks what stands "
            "in them. Computes the path loss by the chosen models. A model outside its validity range is left out, or marked where "
            "extrapolation is allowed. Points are given in the CRS of the project and turned into that of the workspace."
        )

    def initAlgorithm(self, config=None):
        number = QgsProcessingParameterNumber.Type.Double
        entries = models("point")
        self.add_workspace()
        self.addParameter(QgsProcessingParameterPoint("FROM", tr("Antenna")))
        self.addParameter(QgsProcessingParameterPoint("TO", tr("Receiver")))
        self.addParameter(QgsProcessingParameterNumber("TX_HEIGHT", tr("Height of the antenna above ground (m)"), number, 10.0))
        self.addParameter(QgsProcessingParameterNumber("RX_HEIGHT", tr("Height of the receiver (m)"), number, 1.5))
        self.addParameter(QgsProcessingParameterNumber("FREQUENCY", tr("Frequency (MHz)"), number, 3500.0))
        chosen = [i for i, entry in enumerate(entries) if entry.key in DEFAULT_MODELS]
        self.addParameter(
            QgsProcessingParameterEnum(
                "MODELS", tr("Models"), [m.name(language()) for m in entries], allowMultiple=True, defaultValue=chosen
            )
        )
        self.add_terrain_model()
        add_terrain_choices(self)
        step = QgsProcessingParameterNumber("STEP", tr("Step along the path (m)"), number, 5.0)
        self.add_folded(step)
        self.addParameter(QgsProcessingParameterBoolean("EXTRAPOLATE", tr("Allow models outside their range (marked)"), False))
        self.addParameter(QgsProcessingParameterFileDestination("CHART", tr("Chart"), "SVG (*.svg);;PNG (*.png)"))
        table = QgsProcessing.SourceType.TypeVector
        self.addParameter(QgsProcessingParameterFeatureSink("LOSSES", tr("Losses"), table, optional=True, createByDefault=True))
        points = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(
            QgsProcessingParameterFeatureSink("POINTS", tr("Points of the profile"), points, optional=True, createByDefault=False)
        )
        self.add_number("DISTANCE_M", tr("Distance (m)"))
        self.addOutput(QgsProcessingOutputBoolean("LINE_OF_SIGHT", tr("Line of sight")))
        self.add_number("CLEARANCE", tr("Least clearance (share of the first Fresnel zone)"))
        self.add_number("OBSTRUCTIONS", tr("Points that block the line"))

    def check(self, parameters, context):
        for name in ("TX_HEIGHT", "RX_HEIGHT"):
            height = self.parameterAsDouble(parameters, name, context)
            if not (math.isfinite(height) and height > 0):
                raise InputError("profile_antenna_height", height_m=height)
        frequency = self.parameterAsDouble(parameters, "FREQUENCY", context)
        if not (math.isfinite(frequency) and frequency > 0):
            raise InputError("profile_frequency", frequency_mhz=frequency)
        check_terrain_choices(self, parameters, context)
        if not self.parameterAsEnums(parameters, "MODELS", context):
            raise InputError("profile_no_model")
        check_crs(self.workspace_of(parameters, context).crs)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context)
        ends = [self.parameterAsPoint(parameters, name, context, workspace.crs) for name in ("FROM", "TO")]
        start, end = ((point.x(), point.y()) for point in ends)
        step = self.parameterAsDouble(parameters, "STEP", context)
        terrain = self.terrain(parameters, context, workspace, (start, end), step, progress)
        progress.report(0.4)
        heights = (self.parameterAsDouble(parameters, name, context) for name in ("TX_HEIGHT", "RX_HEIGHT"))
        section = sample_path(terrain, start, end, step, *heights, self.parameterAsDouble(parameters, "FREQUENCY", context))
        losses = self.losses(parameters, context, section, terrain, progress.part(0.4, 0.8))
        for model, loss, note in losses:
            progress.note(f"{model.name(language())}: " + (note if loss is None else f"{loss:.1f} dB {note}"))
        assumed = [assumption_text(code) for code in terrain.assumptions]
        outputs = {"CHART": self.chart(parameters, context, section, losses, assumed)}
        outputs.update(self.write_losses(parameters, context, losses, " ".join(assumed)))
        outputs.update(self.write_points(parameters, context, section, workspace.crs, " ".join(assumed)))
        progress.report(1.0)
        return {
            **outputs,
            "DISTANCE_M": round(float(section.paths.distance_m[-1]), 2),
            "LINE_OF_SIGHT": not bool(section.blocked.any()),
            "CLEARANCE": round(section.least_clearance_share, 3),
            "OBSTRUCTIONS": int(section.blocked.sum()),
        }

    def terrain(self, parameters, context, workspace, ends, step, progress):
        """Ground, buildings and clutter in a box around the path; cells no finer than the steps, nor more than fit."""
        xs, ys = [x for x, _ in ends], [y for _, y in ends]
        area = (max(xs) - min(xs) + 4 * step) * (max(ys) - min(ys) + 4 * step)
        cell = max(step, math.sqrt(area / MOST_CELLS))
        grid = Grid.covering(min(xs) - 2 * cell, min(ys) - 2 * cell, max(xs) + 2 * cell, max(ys) + 2 * cell, cell)
        terrain = read_terrain(workspace, grid, self.raster_path(parameters, "DEM", context))
        terrain = chosen_terrain(self, parameters, context, workspace, terrain).terrain
        for code in terrain.assumptions:
            progress.note(assumption_text(code))
        return terrain

    def losses(self, parameters, context, section, terrain, progress):
        """(model, loss or None, note) of every chosen model; the first one's fault where none of them can be computed."""
        extrapolate = self.parameterAsBool(parameters, "EXTRAPOLATE", context)
        entries, found, faults = models("point"), [], []
        chosen = self.parameterAsEnums(parameters, "MODELS", context)
        for done, index in enumerate(chosen):
            entry = entries[index]
            try:
                loss = float(entry.point_loss_db(section.paths, extrapolate=extrapolate)[0])
                notes = [assumption_text(code) for code in left_out(entry, terrain)]
                if extrapolate and entry.violations(section.paths):
                    notes.insert(0, tr("extrapolated"))
                note = " · ".join(notes)
            except (RangeError, InputError) as error:
                loss, note = None, error_text(error)
                faults.append(error)
            found.append((entry, loss, note))
            progress.report((done + 1) / len(chosen))
        if len(faults) == len(found):
            raise faults[0]
        return found

    def chart(self, parameters, context, section, losses, assumed):
        path = Path(self.parameterAsFileOutput(parameters, "CHART", context))
        lines = [(model.name(language()), f"{loss:.1f} dB {note}".strip()) for model, loss, note in losses if loss is not None]
        title = tr("Path profile, {length} m, {frequency} MHz").format(
            length=f"{section.paths.distance_m[-1]:.0f}", frequency=f"{section.paths.frequency_mhz:g}"
        )
        chart = ProfileChart(section, title, lines + [(line, "") for line in assumed])
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".png":
            chart.save_png(path)
        else:
            chart.save_svg(path)
        return str(path)

    def write_losses(self, parameters, context, losses, assumed):
        names = (("MODEL", "text"), ("NAME", "text"), ("LOSS_DB", "real"), ("NOTE", "text"), ("SOURCE", "text"), ("ASSUMED", "text"))
        fields = _fields(*names)
        rows = [
            (None, [model.key, model.name(language()), None if loss is None else round(loss, 2), note, model.citation, assumed])
            for model, loss, note in losses
        ]
        return self._write(parameters, context, "LOSSES", fields, rows, QgsWkbTypes.Type.NoGeometry, None)

    def write_points(self, parameters, context, section, crs, assumed):
        names = ("DIST_M", "GROUND_M", "BUILDING_M", "LINE_M", "FRESNEL_M", "CLEAR_M")
        fields = _fields(*((name, "real") for name in names), ("STATE", "text"), ("ASSUMED", "text"))
        state = ["blocked" if b else "fresnel" if f else "clear" for b, f in zip(section.blocked, section.in_fresnel)]
        columns = (section.paths.distance_m, section.paths.ground_m[0], section.paths.building_m[0], section.line_m)
        columns += (section.fresnel_m, section.clearance_m)
        rows = [
            (QgsGeometry.fromPointXY(QgsPointXY(x, y)), [round(float(column[i]), 2) for column in columns] + [state[i], assumed])
            for i, (x, y) in enumerate(zip(section.x_m, section.y_m))
        ]
        return self._write(parameters, context, "POINTS", fields, rows, QgsWkbTypes.Type.Point, crs)

    def _write(self, parameters, context, name, fields, rows, geometry, crs):
        arguments = (parameters, name, context, fields, geometry)
        sink, target = self.parameterAsSink(*arguments, crs) if crs is not None else self.parameterAsSink(*arguments)
        if sink is None:
            if parameters.get(name):
                raise QgsProcessingException(self.invalidSinkError(parameters, name))
            return {}
        for shape, values in rows:
            feature = QgsFeature(fields)
            if shape is not None:
                feature.setGeometry(shape)
            feature.setAttributes(values)
            sink.addFeature(feature)
        return {name: target}


def _fields(*columns):
    fields = QgsFields()
    for name, kind in columns:
        fields.append(make_field(name, kind))
    return fields
