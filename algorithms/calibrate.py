# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:calibrate`: fit the prediction to drive tests, and say honestly how good it then is."""

import math

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..engine.calibration import ALL_METHODS, RANGES_M, Method, accuracy, calibrate
from ..engine.calibration.predict import predict_points
from ..engine.calibration.use import CalibratedBand, Calibration
from ..engine.errors import InputError
from ..engine.grid import Grid
from ..engine.pathloss import PathLossSettings
from ..engine.propagation.registry import model
from ..gis.assumptions import assumption_text
from ..gis.compat import make_field
from ..gis.messages import text, tr
from ..gis.readers.calibrations import save
from ..gis.readers.model_choice import choices, key_of, usable
from ..gis.readers.vectors import read_network, read_terrain
from ..gis.styles import style_output
from ..gis.workspace import now
from ..gis.workspace.create import check_crs
from .base import SmartPoleAlgorithm
from .calibrate_report import cell_rows, class_lines, overall, report_text, sector_name
from .terrain_choice import add_terrain_choices, check_terrain_choices, chosen_terrain

KINDS = ("auto", "offset", "spm")
BEST_DBM, WORST_DBM = -30.0, -160.0  # beyond these a value is not a reference signal's level


class CalibrateAlgorithm(SmartPoleAlgorithm):
    NAME = "calibrate"
    GROUP_ID = "coverage"

    def displayName(self):
        return tr("Calibrate to drive tests")

    def shortHelpString(self):
        return tr(
            "Fits the prediction to measured reference signal levels, band by band: one offset or a curve of distance, height and "
            "diffraction (with a term for each class of land cover where a raster of it is given), with a correction for the shadowing "
            "found near the measurements. The method is chosen by predicting areas that "
            "were left out of the fit, and its error there is what is reported: claim no better accuracy elsewhere. Points without a site "
            "are given to the sector that is predicted strongest. The result is kept in the workspace under its name, and coverage can be "
            "computed with it. Tables without geometry need the fields of longitude and latitude."
        )

    def initAlgorithm(self, config=None):
        number = QgsProcessingParameterNumber.Type.Double
        self.add_workspace()
        self.addParameter(QgsProcessingParameterString("NAME", tr("Name of the calibration")))
        vector = [QgsProcessing.SourceType.TypeVector]
        self.addParameter(QgsProcessingParameterFeatureSource("POINTS", tr("Measurements"), vector))
        self._field("LEVEL", tr("Field of the level (SS-RSRP or RSRP, dBm)"), optional=False)
        self._field("SITE", tr("Field of the site (code or name)"))
        self._field("FREQUENCY", tr("Field of the frequency (MHz)"))
        self._field("X", tr("Field of the longitude or easting (tables without geometry)"))
        self._field("Y", tr("Field of the latitude or northing (tables without geometry)"))
        self.addParameter(QgsProcessingParameterCrs("TABLE_CRS", tr("CRS of those fields"), "EPSG:4326", optional=True))
        self.addParameter(QgsProcessingParameterEnum("MODEL", tr("Propagation model"), choices(), defaultValue=0))
        kinds = [
            tr("chosen on areas left out"),
            tr("one offset per band"),
            tr("curve of distance, height, diffraction and, where given, land cover"),
        ]
        self.addParameter(QgsProcessingParameterEnum("KIND", tr("Method"), kinds, defaultValue=0))
        self.addParameter(QgsProcessingParameterBoolean("FIELD", tr("Correct for shadowing near the measurements"), True))
        self.addParameter(QgsProcessingParameterNumber("THRESHOLD", tr("Poorly covered below (dBm)"), number, -105.0))
        self.add_terrain_model()
        add_terrain_choices(self)
        self._advanced("RADIUS", tr("Largest distance from a site (m)"), 1500.0)
        self._advanced("CELL_SIZE", tr("Cell size (m)"), 5.0)
        self._advanced("RX_HEIGHT", tr("Height of the receiver (m)"), 1.5)
        self._advanced("BIN", tr("Measurements are merged in squares of (m)"), 10.0)
        self._advanced("AREA", tr("Areas left out together are squares of (m)"), 250.0)
        points = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(QgsProcessingParameterFeatureSink("RESIDUALS", tr("Residuals"), points, optional=True, createByDefault=True))
        table = QgsProcessing.SourceType.TypeVector
        self.add_extra_layer("CELLS", tr("Bias by sector"), table)
        for name, title in (
            ("COUNT", tr("Measurements used")),
            ("RMSE_BEFORE", tr("RMSE before (dB)")),
            ("RMSE", tr("RMSE on areas left out (dB)")),
            ("BIAS", tr("Bias on areas left out (dB)")),
            ("CORRELATION", tr("Correlation on areas left out")),
            ("F1", tr("F1 of poorly covered on areas left out")),
        ):
            self.add_number(name, title)

    def _field(self, name, title, optional=True):
        self.addParameter(QgsProcessingParameterField(name, title, parentLayerParameterName="POINTS", optional=optional))

    def _advanced(self, name, title, value):
        entry = QgsProcessingParameterNumber(name, title, QgsProcessingParameterNumber.Type.Double, value)
        self.add_folded(entry)

    def check(self, parameters, context):
        if not self.parameterAsString(parameters, "NAME", context).strip():
            raise InputError("calibration_name")
        for name in ("RADIUS", "CELL_SIZE", "RX_HEIGHT", "BIN", "AREA"):
            value = self.parameterAsDouble(parameters, name, context)
            if not (math.isfinite(value) and value > 0):
                raise InputError("calibration_number", parameter=self.parameterDefinition(name).description(), value=value)
        check_terrain_choices(self, parameters, context)
        check_crs(self.workspace_of(parameters, context).crs)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        measured = self.measurements(parameters, context, workspace, progress.part(0.0, 0.1))
        key = key_of(self.parameterAsEnum(parameters, "MODEL", context))
        cell = self.parameterAsDouble(parameters, "CELL_SIZE", context)
        radius = self.parameterAsDouble(parameters, "RADIUS", context)
        settings = PathLossSettings(radius, cell, self.parameterAsDouble(parameters, "RX_HEIGHT", context), key)
        network, cover = self.surroundings(parameters, context, workspace, measured, settings, progress)
        terrain = cover.terrain
        entry = model(usable(key, terrain))
        predictions = predict_points(
            network,
            terrain,
            measured["x"],
            measured["y"],
            settings,
            entry.fan_model(),
            site_of_point=site_numbers(network, measured["site"]),
            frequency_of_point=measured["frequency"],
            progress=progress.part(0.2, 0.5),
        )
        bands, points, figures = [], [], []
        found = predictions.bands()
        for done, name in enumerate(found):
            served, samples = predictions.samples(name, measured["x"], measured["y"], measured["level"], settings.rx_height_m)
            part = progress.part(0.5 + 0.4 * done / len(found), 0.5 + 0.4 * (done + 1) / len(found))
            band = self.calibrate_band(parameters, context, name, samples, predictions, part)
            bands.append(band)
            before = accuracy(samples.reference_dbm - samples.base_loss_db, samples, band.calibration.by_area.threshold_dbm)
            figures.append((len(samples), before, band.calibration.by_area))
            progress.note(report_text(band, before))
            for line in class_lines(band, samples, cover.table):
                progress.note(line)
            points.append((name, samples, band))
        if not bands:
            raise InputError("calibration_no_sector", count=int(measured["x"].size), radius_m=radius)
        source = self.parameterAsSource(parameters, "POINTS", context).sourceName()
        called = self.parameterAsString(parameters, "NAME", context).strip()
        save(workspace, Calibration(called, entry.key, source, now(), tuple(bands), cover.table, terrain.assumptions))
        outputs = self.write_residuals(parameters, context, workspace.crs, predictions, points)
        outputs.update(self.write_cells(parameters, context, predictions, points, terrain))
        if "RESIDUALS" in outputs:
            style_output(context, outputs["RESIDUALS"], "residuals")
        progress.report(1.0)
        return {**outputs, **overall(figures)}

    def measurements(self, parameters, context, workspace, progress):
        """Position, level, site name and frequency of every usable measurement."""
        source = self.parameterAsSource(parameters, "POINTS", context)
        fields = {name: self.parameterAsString(parameters, name, context) for name in ("LEVEL", "SITE", "FREQUENCY", "X", "Y")}
        unknown = [name for name in fields.values() if name and source.fields().lookupField(name) < 0]
        if unknown:
            raise InputError("calibration_no_field", field=unknown[0], known=", ".join(source.fields().names()))
        spatial = source.wkbType() != QgsWkbTypes.Type.NoGeometry and QgsWkbTypes.geometryType(source.wkbType()) == 0
        if not spatial and not (fields["X"] and fields["Y"]):
            raise InputError("calibration_no_place", source=source.sourceName())
        crs = source.sourceCrs() if spatial else self.parameterAsCrs(parameters, "TABLE_CRS", context)
        if not crs.isValid():
            crs = QgsCoordinateReferenceSystem("EPSG:4326")
        transform = QgsCoordinateTransform(crs, workspace.crs, context.transformContext())
        rows, left, total = [], 0, max(1, source.featureCount())
        for done, feature in enumerate(source.getFeatures()):
            if done % 1000 == 0:
                progress.report(min(1.0, done / total))
            level = _number(feature[fields["LEVEL"]])
            place = _place(feature, spatial, fields)
            if place is None or not WORST_DBM <= level <= BEST_DBM:
                left += 1
                continue
            point = transform.transform(place)
            site = str(feature[fields["SITE"]] or "") if fields["SITE"] else ""
            rows.append((point.x(), point.y(), level, site, _number(feature[fields["FREQUENCY"]]) if fields["FREQUENCY"] else math.nan))
        if left:
            progress.note(text("calibration_left_out", count=left, low=WORST_DBM, high=BEST_DBM))
        if not rows:
            raise InputError("calibration_few", count=0)
        columns = list(zip(*rows))
        found = {name: np.array(column, float) for name, column in zip(("x", "y", "level"), columns)}
        return {**found, "site": columns[3], "frequency": np.array(columns[4], float)}

    def surroundings(self, parameters, context, workspace, measured, settings, progress):
        """The network near the measurements, and the terrain and land cover under both."""
        box = [measured["x"].min(), measured["y"].min(), measured["x"].max(), measured["y"].max()]
        network, _ = read_network(workspace)
        near = network.near(*box, settings.radius_m)
        if not near.sites:
            raise InputError("calibration_no_sector", count=int(measured["x"].size), radius_m=settings.radius_m)
        xs = [*box[0::2], *(site.x_m for site in near.sites)]
        ys = [*box[1::2], *(site.y_m for site in near.sites)]
        cell = settings.step_m
        grid = Grid.covering(min(xs) - cell, min(ys) - cell, max(xs) + cell, max(ys) + cell, cell)
        terrain = read_terrain(workspace, grid, self.raster_path(parameters, "DEM", context))
        cover = chosen_terrain(self, parameters, context, workspace, terrain)
        network, notes = read_network(workspace, terrain=terrain)
        for code in (*cover.terrain.assumptions, *notes):
            progress.note(assumption_text(code))
        progress.report(0.2)
        return network.near(*box, settings.radius_m), cover

    def calibrate_band(self, parameters, context, name, samples, predictions, progress):
        kind = KINDS[self.parameterAsEnum(parameters, "KIND", context)]
        ranges = (0.0, *RANGES_M) if self.parameterAsBool(parameters, "FIELD", context) else (0.0,)
        wanted = {Method(k, False, r) for k in (("offset", "spm") if kind == "auto" else (kind,)) for r in ranges}
        inner = calibrate(
            samples,
            [method for method in ALL_METHODS if method in wanted],
            bin_m=self.parameterAsDouble(parameters, "BIN", context),
            area_m=self.parameterAsDouble(parameters, "AREA", context),
            threshold_dbm=self.parameterAsDouble(parameters, "THRESHOLD", context),
            progress=progress,
        )
        rows = {index: predictions.rows[index] for index in np.unique(samples.cell).tolist()}
        sites = {row.site_index: (row.mast.x_m, row.mast.y_m) for row in rows.values()}
        frequency = float(np.median([row.mast.frequency_mhz for row in rows.values()]))
        return CalibratedBand(name, frequency, inner, sites, {index: sector_name(row) for index, row in rows.items()})

    def write_residuals(self, parameters, context, crs, predictions, points):
        fields = _fields(("SITE", "SECTOR", "BAND"), ("MEASURED", "BEFORE", "AFTER", "RESIDUAL"))
        sink, target = self.parameterAsSink(parameters, "RESIDUALS", context, fields, QgsWkbTypes.Type.Point, crs)
        if sink is None:
            return {}
        for name, samples, band in points:
            before = samples.reference_dbm - samples.base_loss_db
            after = band.calibration.predict_dbm(samples)
            for i in range(len(samples)):
                row = predictions.rows[samples.cell[i]]
                feature = QgsFeature(fields)
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(samples.x_m[i], samples.y_m[i])))
                values = (samples.measured_dbm[i], before[i], after[i], samples.measured_dbm[i] - after[i])
                feature.setAttributes([row.site.site_id, sector_name(row), name, *(round(float(v), 2) for v in values)])
                sink.addFeature(feature)
        return {"RESIDUALS": target}

    def write_cells(self, parameters, context, predictions, points, terrain):
        fields = _fields(("BAND", "SITE", "SECTOR"), ("COUNT", "BIAS_AREA", "BIAS_CELL"))
        fields.append(make_field("ASSUMED", "text"))
        sink, target = self.parameterAsSink(parameters, "CELLS", context, fields)
        if sink is None:
            return {}
        assumed = " ".join(assumption_text(code) for code in terrain.assumptions)
        for _, samples, band in points:
            for values in cell_rows(band, samples, predictions):
                feature = QgsFeature(fields)
                feature.setAttributes([*values, assumed])
                sink.addFeature(feature)
        return {"CELLS": target}


def _fields(texts, reals):
    fields = QgsFields()
    for name, kind in [*((name, "text") for name in texts), *((name, "real") for name in reals)]:
        fields.append(make_field(name, kind))
    return fields


def site_numbers(network, names):
    """The index of the site each measurement names, by code or name; -1 without a name.

    Raises InputError when none of the names is a site's.
    """
    known = {}
    for index, site in enumerate(network.sites):
        for name in (site.name, site.site_id):
            known[str(name).strip()] = index
    found = np.array([known.get(name.strip(), -2) if name.strip() else -1 for name in names], int)
    if (found == -2).any() and not (found >= 0).any():
        raise InputError("calibration_unknown_sites", example=next(name for name, i in zip(names, found) if i == -2))
    return found


def _number(value) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _place(feature, spatial, fields):
    if spatial:
        geometry = feature.geometry()
        return (
            None
            if geometry.isNull() or geometry.isEmpty()
            else geometry.asPoint()
            if not geometry.isMultipart()
            else geometry.centroid().asPoint()
        )
    x, y = _number(feature[fields["X"]]), _number(feature[fields["Y"]])
    return QgsPointXY(x, y) if math.isfinite(x) and math.isfinite(y) else None
