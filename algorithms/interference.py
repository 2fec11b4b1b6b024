# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:interference`: which 5G sites disturb which protected station, and which have to be coordinated."""

import math
from pathlib import Path

from qgis.core import (
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..engine.errors import InputError
from ..engine.interference import assess
from ..gis.assumptions import assumption_text
from ..gis.messages import tr
from ..gis.readers.stations import area_of, ground_terrain, in_reach, read_stations, station_rules
from ..gis.readers.vectors import read_network
from ..gis.reports.coordination_sheet import coordination_sheet
from ..gis.styles import style_output
from .base import SmartPoleAlgorithm
from .sinks import fields_of, fill_sink

PAIR_FIELDS = (
    ("RX_ID", "text"), ("SITE_ID", "text"), ("PLANNED", "integer"), ("RELATION", "text"), ("DIST_M", "real"), ("LOSS_DB", "real"),
    ("OFF_AXIS", "real"), ("I_N_DB", "real"), ("RX_DBM", "real"), ("IN_RING", "integer"), ("GIVE_WAY", "integer"),
)  # fmt: skip
STATION_FIELDS = (
    ("RX_ID", "text"), ("RX_NAME", "text"), ("F_LO", "real"), ("F_HI", "real"), ("I_N_DB", "real"), ("LIMIT_DB", "real"),
    ("RX_DBM", "real"), ("SATURATED", "integer"), ("VERDICT", "text"), ("BASIS", "text"), ("PATTERN", "text"), ("SITES", "integer"),
    ("GIVE_WAY", "integer"), ("IN_RING", "integer"),
)  # fmt: skip
RING_FIELDS = (("RX_ID", "text"), ("RX_NAME", "text"), ("RELATION", "text"), ("RADIUS_M", "real"), ("SITES", "integer"))
RING_SEGMENTS = 45  # of a quarter circle: 2 degrees each


class InterferenceAlgorithm(SmartPoleAlgorithm):
    NAME = "interference"
    GROUP_ID = "checks"

    def displayName(self):
        return tr("Check interference into other stations")

    def shortHelpString(self):
        return tr(
            "Single and summed I/N of all 5G sites at every protected station (table PROT_RX) with ITU-R P.452 over the ground, the "
            "off-axis gain of its dish, adjacent-channel leakage and its input filter, and saturation of its front end. A station's "
            "own I/N limit counts; a radio telescope is judged in the bands of ITU-R RA.769 by their flux density instead; without "
            "either -12.2 dB (6 % of the noise, ITU-R S.1432) is taken, which is a planning figure and not "
            "an official limit of coordination. Antennas follow ITU-R S.465, S.580 or F.699, or a pattern file named with the station. "
            "Screening rings are those entered with the station."
        )

    def initAlgorithm(self, config=None):
        number = QgsProcessingParameterNumber.Type.Double
        self.add_workspace()
        self.add_sites(planned=True)
        self.addParameter(QgsProcessingParameterNumber("TIME", tr("Share of time (%)"), number, 20.0))
        self.addParameter(QgsProcessingParameterNumber("STEP", tr("Step of the terrain profiles (m)"), number, 50.0))
        self.add_terrain_model()
        level = QgsProcessingParameterNumber("SATURATION", tr("Power that saturates a front end (dBm)"), number, optional=True)
        level.setHelp(
            tr("Empty: -55 dBm, our assumption for an ordinary LNB. -20 dBm for earth stations that meet the 2018 specification.")
        )
        self.add_folded(level)
        point, line = QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVectorLine
        self.addParameter(QgsProcessingParameterFeatureSink("STATIONS", tr("Stations and verdicts"), point))
        pairs = QgsProcessingParameterFeatureSink("PAIRS", tr("Sites and stations"), line, optional=True, createByDefault=False)
        self.addParameter(pairs)
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        rings = QgsProcessingParameterFeatureSink("RINGS", tr("Screening rings"), polygon, optional=True, createByDefault=False)
        self.addParameter(rings)
        folder = QgsProcessingParameterFolderDestination(
            "SHEETS", tr("Folder of coordination sheets"), optional=True, createByDefault=False
        )
        self.addParameter(folder)
        self.add_number("STATION_COUNT", tr("Number of stations"))
        self.add_number("EXCEEDED", tr("Stations whose limit is exceeded"))
        self.add_number("TO_COORDINATE", tr("Sites to coordinate"))

    def check(self, parameters, context):
        time = self.parameterAsDouble(parameters, "TIME", context)
        if not 0.001 <= time <= 50:
            raise InputError("interference_time", time_percent=time)
        step = self.parameterAsDouble(parameters, "STEP", context)
        if not 5 <= step <= 1000:
            raise InputError("interference_step", step_m=step)
        saturation = self.saturation(parameters, context)
        if saturation is not None and not -150 <= saturation <= 50:
            raise InputError("interference_saturation", dbm=saturation)
        self.workspace_of(parameters, context)

    def saturation(self, parameters, context):
        """The level given, None for the usual one."""
        return self.parameterAsDouble(parameters, "SATURATION", context) if parameters.get("SATURATION") is not None else None

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        planned = self.with_planned(parameters, context)
        step = self.parameterAsDouble(parameters, "STEP", context)
        stations, notes = read_stations(workspace, self.saturation(parameters, context))
        network, found = read_network(workspace, planned, technology=None)
        if not network.sites:
            raise InputError("no_site_on_air", path=str(workspace.path))
        stations, away = in_reach(network, stations)
        dem = self.raster_path(parameters, "DEM", context)
        terrain = ground_terrain(workspace, area_of(network, stations, step), dem, stations)
        assumed = [*terrain.assumptions, *found, *notes, *away]
        for code in assumed:
            progress.note(assumption_text(code))
        time = self.parameterAsDouble(parameters, "TIME", context)
        findings = assess(network, stations, terrain, time, step, progress.part(0.1, 0.8), station_rules())
        chosen = {network.sites[index].site_id for finding in findings for index in finding.coordinate}
        judged = {site.site_id for site in network.sites}
        with workspace.transaction() as transaction:
            rows = transaction.rows("SITE_PL", ["PLAN_ID", "INT_ST"])
            open_rows = [row for row in rows if row["PLAN_ID"] in judged and row["INT_ST"] in (None, "0")]  # settled ones stay
            found = [{"fid": row["fid"], "INT_ST": "1" if row["PLAN_ID"] in chosen else "0"} for row in open_rows]
            transaction.write_results("SITE_PL", found)
        rows = [station_row(finding) for finding in findings]
        pairs = [pair for finding in findings for pair in pair_rows(network, finding)]
        outputs = {}
        kinds = QgsWkbTypes.Type
        for name, fields, found, kind, style in (
            ("STATIONS", STATION_FIELDS, rows, kinds.Point, "station"),
            ("PAIRS", PAIR_FIELDS, pairs, kinds.LineString, "station_pair"),
            ("RINGS", RING_FIELDS, ring_rows(findings), kinds.Polygon, "station_ring"),
        ):
            sink = fill_sink(self, parameters, name, context, fields_of(fields), found, kind, workspace.crs)
            if sink is not None:
                outputs[name] = sink
                style_output(context, sink, style)
        if parameters.get("SHEETS"):
            folder = Path(self.parameterAsString(parameters, "SHEETS", context))
            folder.mkdir(parents=True, exist_ok=True)
            known = {str(row["RX_ID"] or row["fid"]): row for row in workspace.rows("PROT_RX")}
            for finding, name in zip(findings, sheet_names(findings)):
                row, found = known.get(finding.station.station_id, {}), list(pair_rows(network, finding))
                page = coordination_sheet(network, finding, row, found, time, assumed, workspace.crs)
                (folder / f"{name}.html").write_text(page, encoding="utf-8")
            outputs["SHEETS"] = str(folder)
        numbers = {
            "STATION_COUNT": len({receiver(finding) for finding in findings}),
            "EXCEEDED": len({receiver(finding) for finding in findings if finding.verdict == "exceeded"}),
            "TO_COORDINATE": len(chosen),
        }
        recorded = {"TIME": time, "STEP": step, "MODEL": "ITU-R P.452-18", "DEM": dem or "", "SATURATION_DBM": stations[0].saturation_dbm}
        tables = ("SITE_EX", "PROT_RX", *(["SITE_PL"] if planned else []))
        workspace.log_result("interference", "", recorded, tables, numbers, assumed)
        return {**outputs, **numbers}


def receiver(finding):
    """Which receiver a finding is of: a telescope has one for each of its bands."""
    return finding.station.station_id, finding.station.x_m, finding.station.y_m


def pattern_of(station):
    """By what the station's antenna is taken."""
    if station.spfd_limit_db is not None or (station.antenna is None and station.dish_m == 0):
        return "0 dBi"
    return station.pattern if station.antenna is None else station.antenna.name


def station_row(finding):
    """A station with its verdict."""
    station = finding.station
    return {
        "RX_ID": station.station_id, "RX_NAME": station.name, "F_LO": station.frequency_low_mhz, "F_HI": station.frequency_high_mhz,
        "PATTERN": pattern_of(station), "I_N_DB": rounded(finding.i_n_db), "LIMIT_DB": station.criterion_db,
        "RX_DBM": rounded(finding.received_dbm), "SATURATED": int(finding.saturated), "VERDICT": finding.verdict,
        "BASIS": "I/N" if station.spfd_limit_db is None else "RA.769",
        "SITES": len(finding.entries), "GIVE_WAY": len(finding.coordinate), "IN_RING": sum(one.inside_ring for one in finding.entries),
        "geometry": QgsGeometry.fromPointXY(QgsPointXY(station.x_m, station.y_m)),
    }  # fmt: skip


def sheet_names(findings):
    """A file name for each station's sheet; stations of equal ids get numbers, so that no sheet is written over."""
    taken = set()
    for finding in findings:
        name = base = "".join(letter if letter.isalnum() else "_" for letter in finding.station.station_id)
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name.lower())
        yield name


def ring_rows(findings):
    """The rings entered with the stations, as circles, and the sites of their kind inside."""
    for finding in findings:
        station = finding.station
        centre = QgsGeometry.fromPointXY(QgsPointXY(station.x_m, station.y_m))
        for relation, radius_m in (("co", 1000.0 * station.co_channel_km), ("adjacent", station.adjacent_m)):
            if radius_m > 0:
                inside = sum(one.inside_ring and one.relation == relation for one in finding.entries)
                shape = centre.buffer(radius_m, RING_SEGMENTS)
                yield {
                    "RX_ID": station.station_id, "RX_NAME": station.name, "RELATION": relation, "RADIUS_M": radius_m, "SITES": inside,
                    "geometry": shape,
                }  # fmt: skip


def pair_rows(network, finding):
    """One row per site at a station, strongest first."""
    for one in sorted(finding.entries, key=lambda entry: -entry.i_n_db):
        site = network.sites[one.site_index]
        yield {
            "RX_ID": finding.station.station_id, "SITE_ID": site.site_id, "PLANNED": int(site.planned), "RELATION": one.relation,
            "DIST_M": round(one.distance_m, 1), "LOSS_DB": rounded(one.loss_db), "OFF_AXIS": rounded(one.off_axis_deg),
            "I_N_DB": rounded(one.i_n_db), "RX_DBM": rounded(one.received_dbm), "IN_RING": int(one.inside_ring),
            "GIVE_WAY": int(one.site_index in finding.coordinate),
            "geometry": QgsGeometry.fromPolylineXY([QgsPointXY(site.x_m, site.y_m), QgsPointXY(finding.station.x_m, finding.station.y_m)]),
        }  # fmt: skip


def rounded(value):
    """Two decimals; None for what is not a number."""
    return round(value, 2) if math.isfinite(value) else None
