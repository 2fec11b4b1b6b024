# SPDX-License-Identifier: GPL-2.0-or-later
"""What the siting algorithms share: the parameters that decide the problem, read and checked in one place."""

from pathlib import Path

import numpy as np
from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..engine.errors import InputError
from ..engine.network import OPERATORS
from ..engine.pathloss import PathLossSettings
from ..engine.placement.candidates import Rules
from ..gis.assumptions import assumption_text
from ..gis.messages import language, text, tr
from ..gis.readers.calibrations import load
from ..gis.readers.model_choice import check_radius, choices, key_of, label_text
from ..gis.readers.vectors import preset
from ..gis.shipped import siting_rules
from ..gis.siting.candidates import OWN_RULES, rule_book, rules_of_file
from ..gis.siting.options import EVERY, SitingOptions, parse_quotas, parse_targets
from ..gis.workspace import Workspace
from .base import SmartPoleAlgorithm
from .terrain_choice import add_terrain_choices, terrain_inputs

LARGEST_RADIUS_M = 5000.0  # TR 38.901 UMa and UMi
LARGEST_EXTRAPOLATED_M = 50_000.0
LONGEST_STEP_M = 30.0
REAL, WHOLE = QgsProcessingParameterNumber.Type.Double, QgsProcessingParameterNumber.Type.Integer
OPERATOR_CODES = ("", *OPERATORS, EVERY)


class SitingAlgorithm(SmartPoleAlgorithm):
    """An algorithm that builds a siting problem from a workspace."""

    GROUP_ID = "placement"
    PRESET_PART = "siting"

    def add_problem_parameters(self, seconds: float) -> None:
        """Workspace, budget, spacing, time, and what presets normally decide."""
        self.addParameter(QgsProcessingParameterFile("WORKSPACE", tr("Workspace"), extension="gpkg"))
        self.addParameter(QgsProcessingParameterNumber("BUDGET", tr("Budget (10,000 yuan; 0: no limit)"), REAL, 0.0))
        self.addParameter(QgsProcessingParameterNumber("SPACING", tr("Smallest distance between new sites (m)"), REAL, 50.0))
        self.addParameter(QgsProcessingParameterNumber("SECONDS", tr("Time for the search (s)"), REAL, seconds))
        self.add_advanced("CELL_SIZE", tr("Cell size (m)"), 5.0)
        self.add_advanced("RADIUS", tr("Largest distance from roofs and towers (m)"), 1500.0)
        self.add_advanced("POLE_RADIUS", tr("Largest distance from poles (m)"), 400.0)
        self.add_advanced("LOAD", tr("Load of the other sectors (0 to 1)"), 0.5)

    def add_plan_parameters(self) -> None:
        """What a plan must keep besides number, money and spacing, and how coverage is judged: for those who know why."""
        self.add_advanced("REUSE", tr("Sites on what exists at least (%)"), 0.0)
        self.add_advanced("MAX_NEW", tr("New poles and towers where nothing stands, at most"), 0, WHOLE)
        self.add_advanced("NEW_SPACING", tr("Distance between places for new poles (m; 0: as in the siting rules)"), 0.0)
        self.add_advanced("VETO", tr("No new structure where a resource this near serves as much (m; 0: no such rule)"), 100.0)
        columns = [tr("Area, type or mode"), tr("Name"), tr("At least"), tr("At most")]
        self._folded(QgsProcessingParameterMatrix("QUOTAS", tr("Quotas"), 0, False, columns, optional=True))
        columns = [tr("Level"), tr("Area or people"), tr("At least (%)")]
        self._folded(QgsProcessingParameterMatrix("TARGETS", tr("Targets per level"), 0, False, columns, optional=True))
        self.add_loss_parameters()
        self.add_advanced("INDOOR_LOSS", tr("Loss into buildings (dB; 0: judged in front of the wall)"), 0.0)
        names = [preset("network")["operators"][code][language()] for code in OPERATORS]
        operators = [tr("any operator"), *names, tr("every operator")]
        self._folded(QgsProcessingParameterEnum("OPERATOR", tr("Users of"), operators, defaultValue=0))
        title = tr("Siting rules of one's own (kept in the workspace)")
        self._folded(QgsProcessingParameterFile("RULES", title, extension="json", optional=True))

    def add_loss_parameters(self) -> None:
        """What path loss is computed with, as for the coverage: for those who know why."""
        self._folded(QgsProcessingParameterEnum("MODEL", tr("Propagation model"), choices(), defaultValue=0))
        self._folded(QgsProcessingParameterString("CALIBRATION", tr("Calibration by name (brings its own model)"), optional=True))
        self._folded(QgsProcessingParameterRasterLayer("DEM", tr("Terrain model (none: level ground)"), optional=True))
        self._folded(QgsProcessingParameterBoolean("EXTRAPOLATE", tr("Allow models outside their range (marked)"), False))
        add_terrain_choices(self)

    def add_reserves_parameter(self) -> None:
        """Whether runner-ups become rows of the third batch."""
        self.addParameter(QgsProcessingParameterBoolean("RESERVES", tr("Write each site's runner-up as a reserve site"), True))

    def add_give_up(self) -> None:
        """What may be lost so that fewer and easier sites are built."""
        self.add_advanced("GIVE_UP", tr("Demand given up for fewer sites and such as are easier to build (%)"), 0.5)

    def give_up(self, parameters, context) -> float:
        """That share, 0 to 1; raises `InputError` outside."""
        share = self.parameterAsDouble(parameters, "GIVE_UP", context)
        if not 0 <= share <= 100:
            raise InputError("placement_give_up", share=share)
        return share / 100.0

    def add_advanced(self, name: str, title: str, default: float, kind=REAL) -> None:
        """A number that presets normally decide."""
        self._folded(QgsProcessingParameterNumber(name, title, kind, default))

    def _folded(self, parameter: QgsProcessingParameterDefinition) -> None:
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def problem_options(self, parameters, context, max_sites: int) -> SitingOptions:
        """The parameters as options; raises `InputError` for one that cannot work."""
        names = ("BUDGET", "SPACING", "SECONDS", "CELL_SIZE", "RADIUS", "POLE_RADIUS", "LOAD")
        number = {name: self.parameterAsDouble(parameters, name, context) for name in names}
        if not np.isfinite(number["CELL_SIZE"]) or number["CELL_SIZE"] <= 0:
            raise InputError("grid_cell_size", cell_size_m=number["CELL_SIZE"])
        largest = LARGEST_EXTRAPOLATED_M if self.parameterAsBool(parameters, "EXTRAPOLATE", context) else LARGEST_RADIUS_M
        for name in ("RADIUS", "POLE_RADIUS"):
            if not number["CELL_SIZE"] <= number[name] <= largest:
                raise InputError("radius_range", radius_m=number[name], low=number["CELL_SIZE"], high=largest)
        if not number["SPACING"] >= 0:
            raise InputError("placement_spacing", spacing_m=number["SPACING"])
        if not number["SECONDS"] > 0:
            raise InputError("placement_seconds", seconds=number["SECONDS"])
        if not number["BUDGET"] >= 0:
            raise InputError("placement_budget", budget=number["BUDGET"])
        if not 0 <= number["LOAD"] <= 1:
            raise InputError("load_range", load=number["LOAD"])
        if max_sites < 1:
            raise InputError("placement_max_sites", max_sites=max_sites)
        PathLossSettings(number["RADIUS"], min(number["CELL_SIZE"], LONGEST_STEP_M))
        return SitingOptions(
            cell_size_m=number["CELL_SIZE"],
            radius_m=number["RADIUS"],
            pole_radius_m=number["POLE_RADIUS"],
            spacing_m=number["SPACING"],
            max_sites=max_sites,
            budget_wy=number["BUDGET"] or None,
            load=number["LOAD"],
            **self._plan_options(parameters, context),
            **self._loss_options(parameters, context),
        )

    def _plan_options(self, parameters, context) -> dict:
        """The options of `add_plan_parameters`; none where an algorithm does not have them."""
        if self.parameterDefinition("QUOTAS") is None:
            return {}
        reuse = self.parameterAsDouble(parameters, "REUSE", context)
        if not 0 <= reuse <= 100:
            raise InputError("placement_reuse", share=reuse)
        loss = self.parameterAsDouble(parameters, "INDOOR_LOSS", context)
        if not 0 <= loss <= 60:
            raise InputError("placement_indoor", loss=loss)
        return {
            "reuse_pct": reuse,
            "max_new": self.parameterAsInt(parameters, "MAX_NEW", context),
            "new_spacing_m": self.parameterAsDouble(parameters, "NEW_SPACING", context),
            "veto_m": self.parameterAsDouble(parameters, "VETO", context),
            "quotas": parse_quotas(self.parameterAsMatrix(parameters, "QUOTAS", context)),
            "targets": parse_targets(self.parameterAsMatrix(parameters, "TARGETS", context)),
            "indoor_loss_db": loss,
            "operator": OPERATOR_CODES[self.parameterAsEnum(parameters, "OPERATOR", context)],
        }

    def _loss_options(self, parameters, context) -> dict:
        """The options of `add_loss_parameters`, which every siting algorithm has."""
        dem = self.parameterAsRasterLayer(parameters, "DEM", context)
        return {
            "model": key_of(self.parameterAsEnum(parameters, "MODEL", context)),
            "calibration": self.parameterAsString(parameters, "CALIBRATION", context).strip(),
            "dem": dem.source() if dem is not None else "",
            "extrapolate": self.parameterAsBool(parameters, "EXTRAPOLATE", context),
            **terrain_inputs(self, parameters, context)._asdict(),
        }

    def rules_file(self, parameters, context) -> str:
        """The file of siting rules that was given; empty for none."""
        return self.parameterAsFile(parameters, "RULES", context) if self.parameterDefinition("RULES") is not None else ""

    def check_rules(self, parameters, context, workspace: Workspace) -> None:
        """`InputError` for siting rules that cannot be used: those of the file, else those of the plan."""
        path = self.rules_file(parameters, context)
        rules_of_file(Path(path)) if path else Rules(rule_book(workspace))

    def keep_rules(self, parameters, context, workspace: Workspace, progress) -> None:
        """Make the rules of the file that was given those of the plan; the product's own file takes them away again."""
        path = self.rules_file(parameters, context)
        if path:
            book = rules_of_file(Path(path))
            workspace.set_setting(OWN_RULES, None if book == siting_rules() else book)
            progress.note(text("rules_kept", path=path))

    def check_model(self, workspace: Workspace, options: SitingOptions) -> None:
        """`InputError` where a radius does not suit the model, or the calibration is not there."""
        if options.calibration:
            load(workspace, options.calibration)
        for radius in (options.radius_m, options.pole_radius_m):
            check_radius(workspace, options.model, options.calibration, radius, options.cell_size_m, options.extrapolate)

    def workspace_of(self, parameters, context, write: bool = False) -> Workspace:
        return Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context), write=write)


def tell_loss(progress, chosen, assumed) -> None:
    """The model of a run, and what was assumed, as notes."""
    progress.note(label_text(chosen.label))
    for code in assumed:
        progress.note(assumption_text(code))


def new_places_line(prepared):
    """What became of the places for new structures, as a note; nothing where none were asked for."""
    if not prepared.options.max_new:
        return []
    made = sum(bool(candidate.resource.new_as) for candidate in prepared.candidates)
    known = ("in_zone", "in_building", "in_water", "near_resource", "veto")
    left = [f"{text('left_' + reason) if reason in known else reason} {count}" for reason, count in prepared.left_out.items() if count]
    return [text("new_places_made", count=made, left=", ".join(left) or "–")]


def target_lines(prepared, sites):
    """What a plan reaches of each target, as notes."""
    lines = []
    for target in prepared.targets:
        _, level, measure = target.name.split(":")
        reached = target.share(target.reached(prepared.problem, sites))
        asked = target.share(target.least)
        lines.append(text("target_line", level=level, measure=text(f"measure_{measure}"), reached=reached, asked=asked))
    return lines
