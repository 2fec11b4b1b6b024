# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:coverage`: SS-RSRP, best server and SS-SINR of the sites on air, with or without the planned ones."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ..engine.antenna_mount import assumed_antennas, with_pattern
from ..engine.coverage import CoverageSettings, compute_coverage, served_by_site
from ..engine.errors import InputError
from ..engine.layers import INDOOR_MODELS, weakest_operator
from ..engine.network import OPERATORS, TECHNOLOGIES, Network
from ..engine.patch_cache import PatchCache
from ..engine.pathloss import PathLossSettings
from ..gis.assumptions import assumption_text
from ..gis.messages import language, text, tr
from ..gis.more_layers import OVERLAP_SERVERS, Users, indoor_kind, indoor_titles, more_layers, rate_figures, rate_titles, titles
from ..gis.readers.model_choice import base_of, check_radius, choices, choose_model, extrapolated, key_of, label_text
from ..gis.readers.plausible import check_sites, coarse
from ..gis.readers.rasters import RasterWriter
from ..gis.readers.vectors import grid_around, plan_grid, preset, read_demand, read_level, read_levels, read_network, read_terrain, wkt_of
from ..gis.reports.antenna_chart import read_pattern
from ..gis.styles import style_output, style_title
from ..gis.words import words
from ..gis.workspace.create import check_crs
from .base import SmartPoleAlgorithm
from .terrain_choice import add_terrain_choices, check_terrain_choices, chosen_terrain

TABLES = ("SITE_EX", "BUILDING", "SVC_AREA")
LONGEST_STEP_M = 30.0  # of a terrain profile
PATCHES = "patches"  #: folder of cached path loss, in the results folder
LAYERS = (("SS_RSRP", "ss_rsrp"), ("BEST_SERVER", "best_server"), ("SS_SINR", "ss_sinr"))


class CoverageAlgorithm(SmartPoleAlgorithm):
    NAME = "coverage"
    GROUP_ID = "coverage"

    def displayName(self):
        return tr("Compute coverage")

    def shortHelpString(self):
        return tr(
            "Computes SS-RSRP, best server and SS-SINR of the 5G sites of a workspace on its plan area (the union of the service-level "
            "areas). Poles use 3GPP TR 38.901 UMi street canyon, roofs and towers UMa; buildings and terrain along each ray decide line "
            "of sight, and free space is the floor. A cell inside a building is computed at the façade that faces the antenna. "
            "4G is computed from the sites that state a 4G band, or that have no 5G, and judged by the 4G levels; its results stand beside "
            "those of 5G and replace none of them. "
            "With the layers of rates come the peak rate (best spot) and the edge rate (exceeded by 95 % of the area). "
            "Without tuning by measurements such a prediction is off by 10 to 15 dB (RMSE)."
        )

    def initAlgorithm(self, config=None):
        number = QgsProcessingParameterNumber.Type.Double
        self.add_workspace()
        self.addParameter(QgsProcessingParameterNumber("CELL_SIZE", tr("Cell size (m)"), number, 5.0))
        self.addParameter(QgsProcessingParameterNumber("RADIUS", tr("Largest distance from a site (m)"), number, 1500.0))
        self.addParameter(QgsProcessingParameterEnum("MODEL", tr("Propagation model"), choices(), defaultValue=0))
        self.addParameter(QgsProcessingParameterNumber("LOAD", tr("Load of the other sectors (0 to 1)"), number, 0.5))
        self.add_sites(planned=False)
        operators = [tr("any operator"), *(operator_name(code) for code in OPERATORS), tr("every operator (the weakest counts)")]
        self.addParameter(QgsProcessingParameterEnum("OPERATOR", tr("Users of"), operators, defaultValue=0))
        technologies = [tr("5G (NR)"), tr("4G (LTE)")]
        self.addParameter(QgsProcessingParameterEnum("TECHNOLOGY", tr("Technology"), technologies, defaultValue=0))
        self.add_terrain_model()
        height = QgsProcessingParameterNumber("RX_HEIGHT", tr("Height of the receiver (m)"), number, 1.5)
        self.add_folded(height)
        self.add_model_parameters()
        self.add_radio_parameters()
        self.addParameter(QgsProcessingParameterRasterDestination("SS_RSRP", tr("SS-RSRP (dBm)")))
        self.addParameter(QgsProcessingParameterRasterDestination("BEST_SERVER", tr("Best server")))
        self.addParameter(QgsProcessingParameterRasterDestination("SS_SINR", tr("SS-SINR (dB)")))
        for name, title in titles().items():
            self.addParameter(QgsProcessingParameterRasterDestination(name, title, optional=True, createByDefault=False))
        self.add_number("SITE_COUNT", tr("Number of sites"))
        self.add_number("SECTOR_COUNT", tr("Number of sectors"))
        self.add_number("OPERATORS_LEFT_OUT", tr("Operators left out, as they have no site"))
        self.add_number("AREA_KM2", tr("Plan area (km²)"))
        self.add_number("REACHED_PCT", tr("Cells within reach of a site (%)"))
        self.add_number("SS_RSRP_MEDIAN", tr("Median SS-RSRP (dBm)"))
        self.add_number("SS_SINR_MEDIAN", tr("Median SS-SINR (dB)"))
        for name, title in rate_titles().items():
            self.add_number(name, title)

    def add_model_parameters(self):
        """Calibration, land cover and extrapolation: for those who know why."""
        for parameter in (
            QgsProcessingParameterString("CALIBRATION", tr("Calibration by name (brings its own model)"), optional=True),
            QgsProcessingParameterBoolean("EXTRAPOLATE", tr("Allow models outside their range (marked)"), False),
        ):
            self.add_folded(parameter)
        add_terrain_choices(self)

    def add_radio_parameters(self):
        """Antenna file, adjacent channels and loss into buildings: for those who know why."""
        antenna = QgsProcessingParameterFile("ANTENNA_FILE", tr("Antenna file of roofs and towers"), optional=True)
        antenna.setHelp(
            tr("MSI, Planet or two-column file. Its pattern takes the place of the usual beam; it should be that of the broadcast beams.")
        )
        adjacent = QgsProcessingParameterBoolean("ADJACENT", tr("Adjacent channels disturb"), defaultValue=False)
        adjacent.setHelp(tr("The sectors of the other operators beside one's own channel add to the interference."))
        indoor = QgsProcessingParameterEnum("INDOOR_MODEL", tr("Loss into buildings"), indoor_titles(), defaultValue=0)
        indoor.setHelp(tr("For the layer of SS-RSRP inside buildings only."))
        whole, number = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double
        down = QgsProcessingParameterNumber("LAYERS_DOWN", tr("Layers of a user, downlink (1 to 8)"), whole, 1)
        down.setHelp(
            tr("Streams that one device may receive at once: most phones take up to 4. The rate is that of the best number up to it.")
        )
        up = QgsProcessingParameterNumber("LAYERS_UP", tr("Layers of a user, uplink (1 to 4)"), whole, 1)
        up.setHelp(tr("Streams that one device may send at once; 2 with two transmitters."))
        power = QgsProcessingParameterNumber("USER_POWER", tr("Power of a user (dBm)"), number, optional=True)
        power.setHelp(tr("Empty: 26 dBm on n41, n78 and n79, 23 dBm elsewhere. For the layer of uplink rates only."))
        for parameter in (antenna, adjacent, indoor, down, up, power):
            self.add_folded(parameter)

    def check(self, parameters, context):
        cell = self.parameterAsDouble(parameters, "CELL_SIZE", context)
        if not np.isfinite(cell) or cell <= 0:
            raise InputError("grid_cell_size", cell_size_m=cell)
        radius = self.parameterAsDouble(parameters, "RADIUS", context)
        CoverageSettings(self.parameterAsDouble(parameters, "LOAD", context))
        receiver = self.parameterAsDouble(parameters, "RX_HEIGHT", context)
        if not 1.5 <= receiver <= 22.5:
            raise InputError("receiver_range", height_m=receiver)
        if radius > cell:
            PathLossSettings(radius, min(cell, LONGEST_STEP_M), receiver)
        antenna = self.parameterAsFile(parameters, "ANTENNA_FILE", context)
        if antenna:
            read_pattern(antenna)
        self.users(parameters, context)
        workspace = self.workspace_of(parameters, context)
        check_crs(workspace.crs)
        check_terrain_choices(self, parameters, context)
        check_radius(workspace, *self.model(parameters, context), radius, cell, self.parameterAsBool(parameters, "EXTRAPOLATE", context))

    def users(self, parameters, context):
        """What the layers of rates assume of a user."""
        power = self.parameterAsDouble(parameters, "USER_POWER", context) if parameters.get("USER_POWER") is not None else None
        return Users(*(self.parameterAsInt(parameters, name, context) for name in ("LAYERS_DOWN", "LAYERS_UP")), power)

    def model(self, parameters, context):
        """The key of the model and the name of the calibration, empty for none."""
        calibration = self.parameterAsString(parameters, "CALIBRATION", context).strip()
        return key_of(self.parameterAsEnum(parameters, "MODEL", context)), calibration

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        planned = self.with_planned(parameters, context)
        operator = self.parameterAsEnum(parameters, "OPERATOR", context)
        technology = TECHNOLOGIES[self.parameterAsEnum(parameters, "TECHNOLOGY", context)]
        radius = self.parameterAsDouble(parameters, "RADIUS", context)
        wanted = {name: self.parameterAsOutputLayer(parameters, name, context) for name in titles() if parameters.get(name)}
        overlap = OVERLAP_SERVERS if "OVERLAP" in wanted else 0
        noise_figure = preset("network")["noise_figure_db"]
        adjacent = self.parameterAsBoolean(parameters, "ADJACENT", context)
        acir = preset("network")["acir_db"] if adjacent else None
        settings = CoverageSettings(self.parameterAsDouble(parameters, "LOAD", context), noise_figure, overlap, acir_db=acir)
        grid = plan_grid(workspace, self.parameterAsDouble(parameters, "CELL_SIZE", context))
        network, _ = read_network(workspace, planned, technology=technology)
        if not network.sites:
            raise InputError("no_4g_site_on_air" if technology == "LTE" else "no_site_on_air", path=str(workspace.path))
        near = network.near(*grid.extent_m, radius)
        if not near.sites:
            raise InputError("sites_far_away", sites=len(network.sites), radius_m=radius)
        progress.report(0.02)
        dem = self.raster_path(parameters, "DEM", context)
        terrain = read_terrain(workspace, grid_around(grid, margin(grid, near)), dem)
        cover = chosen_terrain(self, parameters, context, workspace, terrain)
        terrain = cover.terrain
        network, notes = read_network(workspace, planned, terrain, technology)
        left = len(network.sites) - len(near.sites)
        network = network.near(*grid.extent_m, radius)
        antenna = self.parameterAsFile(parameters, "ANTENNA_FILE", context)
        if antenna:
            network, found = mounted(network, antenna)
            notes += found
        unknown = assumed_antennas(network)
        notes += [*([f"site_antenna:{unknown}"] if unknown else []), *(["adjacent_channels"] if adjacent else [])]
        users = self.users(parameters, context)
        notes += users.notes if {"DOWNLINK", "UPLINK"} & set(wanted) else []
        networks, absent = networks_of(network, operator)
        notes += absent_notes(workspace, absent)
        extrapolate = self.parameterAsBool(parameters, "EXTRAPOLATE", context)
        key, calibration = self.model(parameters, context)
        chosen = choose_model(workspace, terrain, key, calibration, landcover_table=cover.table, extrapolate=extrapolate)
        if not chosen.by_class:
            terrain = replace(terrain, landcover_class=None)  # so that path loss is kept for what it depends on
        receiver = self.parameterAsDouble(parameters, "RX_HEIGHT", context)
        if extrapolate:
            masts = {row.mast for row in network.sector_rows()}
            notes += extrapolated(base_of(workspace, key, calibration), masts, receiver, radius)
        else:
            check_sites(base_of(workspace, key, calibration), network, receiver, radius)
        assumed = [*terrain.assumptions, *coarse(terrain), *chosen.assumed, *notes, *([f"site_far_away:{left}"] if left else [])]
        for code in assumed:
            progress.note(assumption_text(code))
        for key, values in network.findings():
            progress.note(text(key, **values))
        progress.report(0.08)
        area = read_level(workspace, grid, read_levels(workspace)) > 0
        progress.note(label_text(chosen.label))
        path_loss = PathLossSettings(radius, min(grid.cell_size_m, LONGEST_STEP_M), receiver, chosen.label, chosen.sampling)
        cache = PatchCache(workspace.results_folder / PATCHES)
        found = []
        for done, one in enumerate(networks):
            part = progress.part(0.1 + 0.8 * done / len(networks), 0.1 + 0.8 * (done + 1) / len(networks))
            others = others_of(network, one) if adjacent else None
            model = chosen.over_fan
            found.append(compute_coverage(one, terrain, grid, path_loss, settings, area, model, cache, progress=part, others=others))
        coverage = found[0] if len(found) == 1 else weakest_operator(found)
        outputs = {name: self.parameterAsOutputLayer(parameters, name, context) for name, _ in LAYERS}
        numbers = figures(coverage, area, {row.site.site_id for row in coverage.rows})
        numbers["OPERATORS_LEFT_OUT"] = len(absent)
        indoor = INDOOR_MODELS[self.parameterAsEnum(parameters, "INDOOR_MODEL", context)]
        recorded = {
            "SITES": "existing+planned" if planned else "existing",
            "TECHNOLOGY": technology,
            "OPERATOR": ("any", *OPERATORS, "every")[operator],
            "OPERATORS_ABSENT": absent,
            "CELL_SIZE": grid.cell_size_m,
            "RADIUS": radius,
            "LOAD": settings.load,
            "NOISE_FIGURE_DB": settings.noise_figure_db,
            "RX_HEIGHT": path_loss.rx_height_m,
            "MODEL": path_loss.model,
            "MODEL_SOURCE": chosen.citation,
            "EXTRAPOLATE": extrapolate,
            "DEM": dem or "",
            **cover.record,
            "ANTENNA_FILE": Path(antenna).name if antenna else "",
            "ADJACENT": adjacent,
            "INDOOR_MODEL": indoor,
            "LAYERS_DOWN": users.down_layers,
            "LAYERS_UP": users.up_layers,
            "USER_POWER_DBM": users.power,
            "FILES": {name: Path(path).name for name, path in {**outputs, **wanted}.items()},
        }
        extra = {}
        if wanted:
            kind = indoor_kind(workspace, grid, indoor)
            extra = more_layers(wanted, coverage, read_demand(workspace, grid, technology), kind, users)
            numbers.update(rate_figures(extra, area))
        outputs.update(wanted)
        self.write(workspace, coverage, outputs, extra, recorded, numbers, assumed, progress)
        names = sector_names(coverage)
        for name, path in wanted.items():
            style_output(context, path, name.lower(), without(style_title(name.lower()), absent))
        for name, style in LAYERS:
            title = without(style_title(style), absent)
            style_output(context, outputs[name], style, title, sector_names=names if style == "best_server" else None)
        return {**outputs, **numbers}

    def write(self, workspace, coverage, outputs, extra, recorded, numbers, assumed, progress):
        """All rasters and the record of them; nothing is put in place before all are written and checked."""
        values = {"SS_RSRP": coverage.ss_rsrp_dbm, "BEST_SERVER": coverage.best_server, "SS_SINR": coverage.ss_sinr_db, **extra}
        wkt = wkt_of(workspace.crs)
        about = {"SMARTPOLE_PARAMETERS": json.dumps(recorded, ensure_ascii=False), "SMARTPOLE_ASSUMED": json.dumps(assumed)}
        bands = {name: style_title(style) for name, style in LAYERS}  # shown in QGIS's legend
        about["SMARTPOLE_SERVED"] = json.dumps(served_by_site(coverage))
        with RasterWriter() as writer:
            for done, (name, layer) in enumerate(values.items()):
                legend = sector_legend(coverage) if name == "BEST_SERVER" else {}
                writer.add(outputs[name], coverage.grid, wkt, layer, bands.get(name, name.lower()), {**about, **legend})
                progress.report(0.9 + 0.09 * (done + 1) / len(values))
            progress.check()
            workspace.check_writable()
            writer.place()
        planned = recorded["SITES"] != "existing"
        tables = (*TABLES, "SITE_PL") if planned else TABLES
        step = "coverage_4g" if recorded["TECHNOLOGY"] == "LTE" else "coverage"
        workspace.log_result(f"{step}_plan" if planned else step, outputs["SS_RSRP"], recorded, tables, numbers, assumed)


def margin(grid, network):
    """How far sites lie outside the grid, in metres; the terrain has to reach them."""
    x_min, y_min, x_max, y_max = grid.extent_m
    away = [max(x_min - s.x_m, s.x_m - x_max, y_min - s.y_m, s.y_m - y_max, 0.0) for s in network.sites]
    return max(away) + (grid.cell_size_m if max(away) > 0 else 0.0)


def sector_names(coverage):
    """What the legend of the best-server map calls each sector."""
    return {
        row.index: f"{row.site.name or row.site.site_id} {row.sector.azimuth_deg:.0f}° {row.sector.carrier.band}" for row in coverage.rows
    }


def sector_legend(coverage):
    """What the best-server raster says of its numbers: the name of each sector, and its site."""
    sites = {row.index: row.site.site_id for row in coverage.rows}
    return {
        "SMARTPOLE_SECTORS": json.dumps(sector_names(coverage), ensure_ascii=False),
        "SMARTPOLE_SITES": json.dumps(sites, ensure_ascii=False),
    }


def operator_name(code):
    """An operator in the user's language."""
    return preset("network")["operators"][code][language()]


def networks_of(network, choice):
    """The networks to compute: that of all, of one operator, or of each (those that share one network once); operators without a site."""
    if choice == 0:
        return [network], []
    wanted = OPERATORS if choice > len(OPERATORS) else [OPERATORS[choice - 1]]
    found, absent = [], []
    for operator in wanted:
        one = network.of_operator(operator)
        if not one.sites:
            absent.append(operator)
        elif one not in found:
            found.append(one)
    if not found:
        raise InputError("operator_without_site", operator=", ".join(operator_name(code) for code in absent))
    return found, absent


def absent_notes(workspace, absent):
    """Operators without a site serve nobody, so a map of "every" operator with them would be empty: it is of the others and says so."""
    asked = {str(row["OPER"]) for row in workspace.rows("DEMAND_PT", ["OPER"])} if absent else set()
    codes = {code: str(number) for number, code in enumerate(OPERATORS, 1)}
    return [f"operator_{'with_demand_' if codes[code] in asked else ''}absent:{operator_name(code)}" for code in absent]


def without(title, absent):
    """The title of a layer, with the operators that it leaves out."""
    return words("without_operators", title=title, operators=", ".join(map(operator_name, absent))) if absent else title


def mounted(network, antenna_file):
    """The network with the pattern of a file on its roofs and towers, and notes."""
    pattern, notes = read_pattern(antenna_file)
    network, sectors = with_pattern(network, pattern)
    return network, [*notes, f"antenna_file:{sectors}"]


def others_of(network, served):
    """What transmits in a network beside the sectors of `served`."""
    own = {(site.site_id, id(sector)) for site in served.sites for sector in site.sectors}
    kept = (
        replace(site, sectors=tuple(sector for sector in site.sectors if (site.site_id, id(sector)) not in own)) for site in network.sites
    )
    return Network(tuple(site for site in kept if site.sectors))


def figures(coverage, area, sites):
    """The declared numbers."""
    reached = np.isfinite(coverage.ss_rsrp_dbm)
    return {
        "SITE_COUNT": len(sites),
        "SECTOR_COUNT": len(coverage.rows),
        "AREA_KM2": round(float(area.sum()) * coverage.grid.cell_area_m2 / 1e6, 4),
        "REACHED_PCT": round(100.0 * float(reached.sum()) / float(area.sum()), 2),
        "SS_RSRP_MEDIAN": round(float(np.nanmedian(coverage.ss_rsrp_dbm)), 2),
        "SS_SINR_MEDIAN": round(float(np.nanmedian(coverage.ss_sinr_db)), 2),
    }
