# SPDX-License-Identifier: GPL-2.0-or-later
"""`smartpole:choosepreset`: what a county seat, a town, villages or mountains usually need, chosen once for a plan."""

from qgis.core import QgsProcessingOutputString, QgsProcessingParameterEnum, QgsProcessingParameterRasterLayer

from ..engine.errors import InputError
from ..gis.messages import text, tr
from ..gis.preset_suggestion import suggest
from ..gis.presets import FOLDER, choose, figures_of, presets
from .base import SmartPoleAlgorithm


class ChoosePreset(SmartPoleAlgorithm):
    NAME = "choosepreset"
    GROUP_ID = "workspace"

    def displayName(self):
        return tr("Choose a preset")

    def shortHelpString(self):
        return tr(
            "Keeps in the workspace what kind of area it is: county seat, town, villages or mountains. Bands, heights of equipment, "
            "targets per level and siting rules follow from it, and so do cell size, distances and model of every algorithm wherever "
            "they are not given. What the plan says itself goes before the preset. All values are suggestions of this product, not "
            "official figures; presets of your own lie as JSON files in the folder “presets” of the work folder."
        )

    def initAlgorithm(self, config=None):
        self.add_workspace()
        names = [tr("the one that suits the plan"), *(preset.name for preset in self.known().values()), tr("none")]
        self.addParameter(QgsProcessingParameterEnum("PRESET", tr("Preset"), names, defaultValue=0))
        terrain = tr("Terrain model (for the proposal; none: level ground)")
        self.addParameter(QgsProcessingParameterRasterLayer("DEM", terrain, optional=True))
        self.addOutput(QgsProcessingOutputString("KEY", tr("Key of the preset")))
        self.addOutput(QgsProcessingOutputString("BANDS", tr("Bands")))

    @staticmethod
    def known():
        """The presets; only ours when one of the user's own is faulty (running says so)."""
        try:
            return presets()
        except InputError:
            return presets(own=FOLDER)

    def check(self, parameters, context):
        presets()
        self.workspace_of(parameters, context)

    def work(self, parameters, context, progress):
        workspace = self.workspace_of(parameters, context, write=True)
        number, known = self.parameterAsEnum(parameters, "PRESET", context), list(presets())
        key = None
        if number == 0:
            proposed = suggest(workspace, self.raster_path(parameters, "DEM", context) or "")
            if proposed is None:
                raise InputError("preset_no_suggestion")
            key = proposed.key
        elif number <= len(known):
            key = known[number - 1]
        chosen = choose(workspace, key)
        progress.report(1.0)
        if chosen is None:
            return {"KEY": "", "BANDS": ""}
        bands, values, targets = figures_of(chosen)
        said = [f"{name} {value}" for name, value in values.items()] + [f"{code} {share} %" for code, share in targets.items()]
        progress.note(text("preset_used", preset=chosen.name, values=", ".join(said)))
        return {"KEY": chosen.key, "BANDS": ";".join(bands)}
