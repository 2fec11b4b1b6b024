# SPDX-License-Identifier: GPL-2.0-or-later
"""Presets in the panel: choosing one, proposing one from the data, telling what was changed since."""

import re
import shutil
from typing import Dict, List

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..engine.errors import SmartPoleError
from ..engine.propagation.registry import models
from ..gis import presets as gis_presets
from ..gis import schema
from ..gis.messages import error_text, language, tr
from ..gis.preset_suggestion import Suggestion, suggest
from .catalogue.jobs import Jobs
from .panel import steps
from .panel.presets_bar import EDIT, NONE
from .session import ALGORITHMS

FOLLOWING = (steps.COVERAGE, steps.GAPS, steps.SITES)  #: steps whose parameters and results follow the preset
SUGGEST, LATER_MS = "suggest", 700


class Presets(QObject):
    """Gives the panel's preset line its life; `conductor` owns this object."""

    def __init__(self, conductor):
        super().__init__(conductor)
        self.conductor = conductor
        self.bar = conductor.dock.presets
        self.jobs = Jobs(self)
        self.suggestion = None
        self._asked = ""
        self._listed = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(50)
        self._soon.timeout.connect(self._tell)
        self._later = QTimer(self)  # after the layers have come: reading every building beside them would hold them up
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._suggest)
        self.bar.chosen.connect(self.choose)
        self.bar.reset_wanted.connect(self.reset)

    @property
    def session(self):
        return self.conductor.session

    def stop(self) -> None:
        """Answer nothing any more."""
        self._soon.stop()
        self._later.stop()
        self.jobs.stop()

    def follow(self) -> None:
        """Show the preset of the open workspace; without one, ask what the data suggest."""
        facts = self.session.facts
        self.bar.setVisible(bool(facts.path))
        self.bar.list.setEnabled(not facts.read_only and not self.conductor.runner.busy)
        if not facts.path:
            self._asked, self.suggestion, self._listed = "", None, None
            return
        preset = facts.preset
        listed = (facts.path, preset.key if preset else NONE, preset.chosen_at if preset else "")
        if listed != self._listed:
            self._listed = listed
            self._list()
        if preset is None and self._asked != facts.path:
            self._asked, self.suggestion = facts.path, None
            self._later.start()
        self._soon.start()

    def _suggest(self) -> None:
        workspace = self.session.workspace
        if workspace is not None and self.session.facts.preset is None:
            self.jobs.run(SUGGEST, tr("Looking for a preset that suits"), lambda _progress: _suggested(workspace), self._on_suggested)

    def _list(self) -> None:
        preset = self.session.facts.preset
        try:
            known = list(gis_presets.presets().values())
        except SmartPoleError as error:
            self.conductor.warn(error_text(error))
            known = list(gis_presets.presets(own=gis_presets.FOLDER).values())
        self.bar.show_presets(known, preset.key if preset else NONE, preset.name if preset else "")

    def _on_suggested(self, suggestion) -> None:
        self.suggestion = suggestion
        self._tell()

    def changed_soon(self, *_value) -> None:
        """An input was touched: tell in a moment."""
        self._soon.start()

    def _tell(self) -> None:
        if not self.session.facts.path:
            return
        preset = self.session.facts.preset
        if preset is not None:
            self.bar.say(sentence(preset), self.changed_names())
        else:
            self.bar.say(proposal(self.suggestion), [])

    def changed_names(self) -> List[str]:
        """What the user has set otherwise than the preset, in words; parameters that the preset says nothing about are his anyway."""
        found: Dict[str, None] = {}
        for key in FOLLOWING:
            form, values = self.conductor.forms.get(key), self.values(key)
            names = form.changed_values() if form is not None else self.session.remembered(key)
            algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHMS[key])
            for name in names:
                definition = algorithm.parameterDefinition(name) if algorithm is not None and name in values else None
                if definition is not None:
                    found[definition.description()] = None
        return list(found)

    def values(self, key: str) -> Dict[str, object]:
        """The preset's values for the parameters of a step."""
        algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHMS.get(key, ""))
        if algorithm is None or self.session.workspace is None or not hasattr(algorithm, "preset_values"):
            return {}
        found = gis_presets.parameters_of(self.session.workspace, algorithm.PRESET_PART or algorithm.NAME)  # open already
        return {name: value for name, value in found.items() if algorithm.parameterDefinition(name) is not None}

    def choose(self, key: str) -> None:
        """Make a preset the plan's own."""
        if key == EDIT:
            self._listed = None
            self.conductor.refresh()
            self.edit()
            return
        if not self.session.still_there() or self.conductor.runner.busy:
            return
        try:
            chosen = gis_presets.choose(self.session.workspace, key or None)
        except (SmartPoleError, OSError) as error:
            self.conductor.warn(error_text(error))
            chosen = None
        else:
            if chosen is not None:
                self.conductor.say(tr("Preset {name}: {sentence}").format(name=chosen.name, sentence=plain(chosen)))
        self._listed = None
        self.session.refresh()
        self.conductor.fill_forms()
        self.conductor.refresh()

    def reset(self) -> None:
        """Take back what the user changed: the preset's values count again."""
        for key in FOLLOWING:
            values = self.values(key)
            kept = {name: value for name, value in self.session.remembered(key).items() if name not in values}
            self.session.remember(key, kept)
        self.conductor.fill_forms()
        self.conductor.refresh()

    def edit(self) -> None:
        """Open the folder of own presets; the first time ours are copied there as examples."""
        folder = gis_presets.own_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file in sorted(gis_presets.FOLDER.glob("*.json")):
                if not (folder / file.name).exists():
                    shutil.copyfile(file, folder / file.name)
        except OSError as error:
            self.conductor.warn(error_text(error))
            return
        self.conductor.say(tr("Presets lie in {folder}: edit a file, then choose the preset again.").format(folder=folder))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _suggested(workspace):
    try:
        remembered = workspace.setting(f"panel/{steps.COVERAGE}", {})
        return suggest(workspace, str(remembered.get("DEM") or ""))
    except SmartPoleError:  # a faulty file of one's own is told when the list is made
        return None


def plain(preset: gis_presets.AreaPreset) -> str:
    """What a preset sets, in one sentence."""
    bands, values, targets = gis_presets.figures_of(preset)
    words = schema.table("DEMAND_PT").field("BAND")
    names = tr(", ").join(words.meaning(band) for band in bands)
    model = next((entry.name(language()) for entry in models("fan") if entry.key == values.get("MODEL")), "")
    parts = [names]
    if "CELL_SIZE" in values:
        parts.append(tr("cells of {size:g} m").format(size=values["CELL_SIZE"]))
    if "RADIUS" in values:
        parts.append(tr("up to {radius:g} m from a site").format(radius=values["RADIUS"]))
    if model:
        parts.append(re.split("[(（]", model)[0].strip())
    heights = {kind: entry.get("height_m") for kind, entry in preset.part("network").get("kinds", {}).items()}
    if all(heights.get(kind) for kind in ("tower", "roof", "pole")):
        parts.append(tr("usual heights: tower {tower:g}, roof {roof:g}, pole {pole:g} m").format(**heights))
    shares = " ".join(f"{code} {share:g}" for code, share in targets.items())
    return tr("{parts}; targets in percent: {shares}.").format(parts=tr(", ").join(parts), shares=shares)


def sentence(preset: gis_presets.AreaPreset) -> str:
    """The line under the list."""
    return plain(preset) + " " + tr("Our suggestion, not official.")


def proposal(suggestion: Suggestion) -> str:
    """What is said while no preset is chosen."""
    asked = tr("What kind of area is this? Bands, distances and targets follow.")
    if suggestion is None:
        return asked
    reasons = []
    if suggestion.people_per_km2 is not None:
        reasons.append(tr("{count:,.0f} people per km²").format(count=suggestion.people_per_km2))
    if suggestion.relief_m is not None:
        reasons.append(tr("relief of {metres:,.0f} m").format(metres=suggestion.relief_m))
    link = f'<a href="{suggestion.key}">{suggestion.name}</a>'
    return asked + " " + tr("The data suggest: {preset} ({reasons}).").format(preset=link, reasons=tr(", ").join(reasons))
