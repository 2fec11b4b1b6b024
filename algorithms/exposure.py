# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:exposure`: electromagnetic exposure against GB 8702-2014, per site, per building and as a map."""

import json
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsWkbTypes,
)

from ..engine import exposure
from ..engine.errors import InputError
from ..gis.assumptions import assumption_text
from ..gis.messages import tr
from ..gis.readers.emitters import DUTY, Duty, by_mast, of_masts, site_emitters
from ..gis.readers.exposure_boxes import BOX_FIELDS, box_rows
from ..gis.readers.rasters import RasterWriter
from ..gis.readers.vectors import burn_owners, plan_grid, read_network, read_terrain, wkt_of
from ..gis.reports.exposure_sheet import write_sheet
from ..gis.styles import style_output, style_title
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

RADIUS_M, FARTHEST_M = 400.0, 2000.0
ONE_PERCENT = 0.01  #: of the limit: a mast is followed until it gives less
SITE_FIELDS = (
    ("SITE_ID", "text"), ("SITE_NAME", "text"), ("PLANNED", "integer"), ("FULL_R", "real"), ("SHARE_R", "real"), ("FRONT", "real"),
    ("BACK", "real"), ("SIDE", "real"), ("ABOVE", "real"), ("BELOW", "real"), ("WORST_PCT", "real"), ("VERDICT", "text"),
)  # fmt: skip
BUILDING_FIELDS = (("BLD_ID", "text"), ("NAME", "text"), ("WORST_PCT", "real"), ("AT_M", "real"))


class ExposureAlgorithm(SmartPoleAlgorithm):
    NAME = "exposure"
    GROUP_ID = "checks"

    def displayName(self):
        return tr("Check electromagnetic exposure")

    def shortHelpString(self):
        return tr(
            "Power density of all bands and operators on the air, in percent of the public limit of GB 8702-2014 (100 % is the limit): a "
            "map at a height above ground, the worst floor of every building, compliance distances per site, and a page in plain "
            "language for residents. Far field in free space with traffic-beam gains; walls are not counted, which is on the safe "
            "side. The duty factor of steered beams covers the downlink share of TDD and beams that move (0.1875 = 0.75 x 0.25 is this "
            "product's default, not a standard's); 4G, n28 and other fixed beams count with their full power, or as entered. What stands "
            "on one mast counts together, whoever owns it."
        )

    def initAlgorithm(self, config=None):
        number = QgsProcessingParameterNumber.Type.Double
        self.add_workspace()
        self.add_sites(planned=True)
        self.addParameter(QgsProcessingParameterNumber("CELL_SIZE", tr("Cell size (m)"), number, 5.0))
        self.addParameter(QgsProcessingParameterNumber("HEIGHT", tr("Height of the map above ground (m)"), number, 1.5))
        self.addParameter(QgsProcessingParameterNumber("DUTY", tr("Duty factor of steered TDD beams (0 to 1)"), number, DUTY.steered))
        self.addParameter(QgsProcessingParameterNumber("SHARE", tr("Share of the limit that a project may use"), number, 0.2))
        self.add_terrain_model()
        fixed = QgsProcessingParameterNumber("DUTY_FIXED", tr("Duty factor of fixed beams (0 to 1)"), number, DUTY.fixed)
        fixed.setHelp(tr("4G, n28, poles and omnidirectional antennas; 1 is full power. TDD carriers take 0.75 of it."))
        self.add_folded(fixed)
        self.addParameter(QgsProcessingParameterRasterDestination("EXPOSURE", tr("Exposure (% of the limit)")))
        worst = QgsProcessingParameterRasterDestination(
            "WORST_FLOOR", tr("Worst floor (% of the limit)"), optional=True, createByDefault=False
        )
        self.addParameter(worst)
        point, polygon = QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVectorPolygon
        for name, title, kind in (
            ("DISTANCES", tr("Compliance distances"), point),
            ("BUILDINGS", tr("Buildings above the share"), polygon),
            ("BOXES", tr("Compliance boxes"), polygon),
        ):
            self.add_extra_layer(name, title, kind)
        folder = QgsProcessingParameterFolderDestination(
            "SHEETS", tr("Folder of pages for residents"), optional=True, createByDefault=False
        )
        self.addParameter(folder)
        self.add_number("SITE_COUNT", tr("Number of sites"))
        self.add_number("WORST_PCT", tr("Highest exposure of people (% of the limit)"))
        self.add_number("BUILDING_COUNT", tr("Buildings above the share"))
        self.add_number("SITES_TO_REVIEW", tr("Sites to review"))

    def check(self, parameters, context):
        cell = self.parameterAsDouble(parameters, "CELL_SIZE", context)
        if not cell > 0:
            raise InputError("grid_cell_size", cell_size_m=cell)
        height = self.parameterAsDouble(parameters, "HEIGHT", context)
        if not 0 <= height <= 500:
            raise InputError("exposure_height", height_m=height)
        self.duty(parameters, context)
        share = self.parameterAsDouble(parameters, "SHARE", context)
        if not 0 < share <= 1:
            raise InputError("exposure_share", share=share)
        self.workspace_of(parameters, context)

    def duty(self, parameters, context):
        """Shares of full power."""
        return Duty(*(self.parameterAsDouble(parameters, name, context) for name in ("DUTY", "DUTY_FIXED")))

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        planned = self.with_planned(parameters, context)
        duty, share = self.duty(parameters, context), self.parameterAsDouble(parameters, "SHARE", context)
        grid = plan_grid(workspace, self.parameterAsDouble(parameters, "CELL_SIZE", context))
        terrain = read_terrain(workspace, grid, self.raster_path(parameters, "DEM", context))
        network, notes = read_network(workspace, planned, terrain, technology=None)
        by_site = [(site, site_emitters(site, terrain, duty)) for site in network.near(*grid.extent_m, FARTHEST_M).sites]
        radius = self.radius([emitters for _, emitters in of_masts(by_site)])
        near = {id(site) for site in network.near(*grid.extent_m, radius).sites}
        by_site = [pair for pair in by_site if id(pair[0]) in near]
        if not by_site:
            raise InputError("no_site_on_air", path=str(workspace.path))
        on_masts = by_mast(by_site)
        together = sum(len(places) for places in on_masts if len(places) > 1)
        bare = ["exposure_no_buildings" if code == "no_buildings" else code for code in terrain.assumptions]
        assumed = [*bare, *notes, *([f"exposure_one_mast:{together}"] if together else [])]
        for code in assumed:
            progress.note(assumption_text(code))
        everything = [emitter for _, emitters in by_site for emitter in emitters]
        height = np.float32(self.parameterAsDouble(parameters, "HEIGHT", context))
        level = exposure.share_grid(grid, everything, terrain.ground_m + height, radius, progress.part(0.1, 0.3))
        buildings = [row for row in workspace.rows("BUILDING", ["BLD_ID", "NAME", "geometry"]) if row["geometry"] is not None]
        owner = burn_owners(grid, wkt_of(workspace.crs), buildings)
        worst, floor = exposure.worst_floor_grid(
            grid, everything, terrain.ground_m, terrain.building_m, radius, owner=owner, progress=progress.part(0.3, 0.8)
        )
        rows = []
        for places in on_masts:
            emitters = [emitter for place in places for emitter in by_site[place][1]]
            rows += [self.site_row(by_site[place][0], emitters, grid, worst, share) for place in places]
        houses = self.building_rows(buildings, owner, worst, floor, share)
        outputs = {"EXPOSURE": self.parameterAsOutputLayer(parameters, "EXPOSURE", context)}
        layers = {"EXPOSURE": level}
        if parameters.get("WORST_FLOOR"):
            outputs["WORST_FLOOR"] = self.parameterAsOutputLayer(parameters, "WORST_FLOOR", context)
            layers["WORST_FLOOR"] = worst
        numbers = {
            "SITE_COUNT": len(rows),
            "WORST_PCT": round(100 * float(worst.max()), 2),
            "BUILDING_COUNT": len(houses),
            "SITES_TO_REVIEW": sum(row["VERDICT"] == "review" for row in rows),
        }
        recorded = {"SITES": "existing+planned" if planned else "existing", "DUTY": duty.steered, "SHARE": share, "HEIGHT": float(height)}
        recorded["DUTY_FIXED"] = duty.fixed
        with RasterWriter() as writer:
            for name, layer in layers.items():
                about = {"SMARTPOLE_PARAMETERS": json.dumps(recorded)}
                writer.add(outputs[name], grid, wkt_of(workspace.crs), layer * np.float32(100), name.lower(), about)
            progress.report(0.9)
            with workspace.transaction() as transaction:
                radii = {row["SITE_ID"]: row["SHARE_R"] for row in rows if row["PLANNED"]}
                here = transaction.rows("SITE_PL", ["PLAN_ID", "EMF_R"])
                changed = [row for row in here if row["PLAN_ID"] in radii and row["EMF_R"] != radii[row["PLAN_ID"]]]
                transaction.write_results("SITE_PL", [{"fid": row["fid"], "EMF_R": radii[row["PLAN_ID"]]} for row in changed])
                writer.place()
        self.more(parameters, context, workspace, rows, houses, outputs, share, duty)
        if parameters.get("BOXES"):
            kind = QgsWkbTypes.Type.Polygon
            boxes = box_rows(of_masts(by_site), share)
            sink = fill_sink(self, parameters, "BOXES", context, fields_of(BOX_FIELDS), boxes, kind, workspace.crs)
            outputs["BOXES"] = sink
            style_output(context, sink, "exposure_box")
        tables = ("SITE_EX", "BUILDING", "SVC_AREA", *(["SITE_PL"] if planned else []))
        for name in layers:
            style_output(context, outputs[name], "exposure", style_title("worst_floor") if name == "WORST_FLOOR" else None)
        workspace.log_result("exposure", outputs["EXPOSURE"], recorded, tables, numbers, assumed)
        return {**outputs, **numbers}

    def more(self, parameters, context, workspace, rows, houses, outputs, share, duty):
        """The optional outputs."""
        point, polygon = QgsWkbTypes.Type.Point, QgsWkbTypes.Type.MultiPolygon
        for name, fields, found, kind in (("DISTANCES", SITE_FIELDS, rows, point), ("BUILDINGS", BUILDING_FIELDS, houses, polygon)):
            sink = fill_sink(self, parameters, name, context, fields_of(fields), found, kind, workspace.crs)
            if sink is not None:
                outputs[name] = sink
                style_output(context, sink, "exposure_site" if name == "DISTANCES" else "exposure_building")
        folder = self.parameterAsString(parameters, "SHEETS", context) if parameters.get("SHEETS") else ""
        if folder:
            for row in rows:
                name = row["SITE_NAME"] or row["SITE_ID"]
                values = {**row, "name": name, "share": round(100 * share), "duty": round(100 * duty.steered, 2)}
                values["fixed"] = round(100 * duty.fixed, 2)
                write_sheet(Path(folder), row["SITE_ID"], values)
            outputs["SHEETS"] = folder

    @staticmethod
    def radius(masts):
        """How far masts are followed, metres: until none gives more than one percent of the limit, at least 400 m."""
        reach = max(exposure.compliance_box(emitters, ONE_PERCENT, 5.0).largest_m for emitters in masts or [()])
        return min(max(RADIUS_M, reach), FARTHEST_M)

    @staticmethod
    def site_row(site, emitters, grid, worst, share):
        """Distances of a site with all that stands on its mast, and what people near it meet from everything on the air."""
        box = exposure.compliance_box(emitters, share)
        full = exposure.compliance_box(emitters, 1.0)
        x, y = np.meshgrid(grid.column_centres_m() - site.x_m, grid.row_centres_m() - site.y_m)
        near = np.hypot(x, y) <= max(box.largest_m, grid.cell_size_m)
        highest = float(worst[near].max()) if near.any() else 0.0
        return {
            "SITE_ID": site.site_id, "SITE_NAME": site.name, "PLANNED": int(site.planned), "FULL_R": round(full.largest_m, 1),
            "SHARE_R": round(box.largest_m, 1), "FRONT": round(box.front_m, 1), "BACK": round(box.back_m, 1), "SIDE": round(box.side_m, 1),
            "ABOVE": round(box.above_m, 1), "BELOW": round(box.below_m, 1), "WORST_PCT": round(100 * highest, 2),
            "VERDICT": "review" if highest > share else "within",
            "geometry": QgsGeometry.fromPointXY(QgsPointXY(site.x_m, site.y_m)),
        }  # fmt: skip

    @staticmethod
    def building_rows(rows, owner, worst, floor, share):
        """Buildings with a floor above the share of the limit; `owner` is their number in `rows` by cell."""
        found = []
        over = np.unique(owner[(worst > share) & (owner >= 0)])
        for index in over:
            cells = np.nonzero(owner == index)
            place = worst[cells].argmax()
            found.append({**rows[index], "WORST_PCT": round(100 * float(worst[cells][place]), 2), "AT_M": float(floor[cells][place])})
        return found
