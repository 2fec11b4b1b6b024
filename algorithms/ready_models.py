# SPDX-License-Identifier: GPL-2.0-or-later
"""The ready models of the provider: chains of our algorithms, made for the model designer by `scripts/make_models.py`.

A model file is what the designer saves; here it gets its texts in the user's language, and a durable place for
results that would else be temporary: a plan must not remember files that vanish when QGIS is closed.
"""

import logging
from datetime import datetime
from pathlib import Path
from typing import Iterator

from qgis.core import QgsProcessing, QgsProcessingDestinationParameter, QgsProcessingModelAlgorithm, QgsProcessingOutputLayerDefinition
from qgis.PyQt.QtGui import QIcon

from ..engine.errors import SmartPoleError
from ..gis.messages import RESOURCES, error_text, tr
from ..gis.workspace import Workspace
from .base import group_title
from .help_pages import help_url
from .parameter_help import help_of

log = logging.getLogger(__name__)
MODELS = RESOURCES / "models"
GROUP_ID = "models"


def model_texts(name: str):
    """Title and help of a ready model."""
    return {
        "monthlyupdate": (
            tr("Monthly update"),
            tr(
                "Every month in one run: reads a bureau's new list into the workspace, checks the inventory, computes coverage of the "
                "existing sites, finds the gaps and writes the compliance statement. Rows edited by hand are kept. Results whose place "
                "is left temporary are put into the results folder of the workspace. To change the chain, open a copy of the file "
                "resources/models/monthlyupdate.model3 of the plugin in the model designer."
            ),
        ),
        "wholeplan": (
            tr("Whole plan"),
            tr(
                "From a filled workspace to the package for the tower company in one run: coverage of the existing sites, gaps, suggested "
                "sites within number and budget, and hand-over. Planned sites that are not marked as fixed are replaced. Results whose "
                "place is left temporary are put beside the workspace. To change the chain, open a copy of the file "
                "resources/models/wholeplan.model3 of the plugin in the model designer."
            ),
        ),
    }[name]


class ReadyModel(QgsProcessingModelAlgorithm):
    """One model file as an algorithm of the provider."""

    def __init__(self, path: Path):
        super().__init__()
        self.path = path
        self.is_read = False
        self.complete()

    def complete(self):
        """Read the file: outputs as the chained algorithms declare them, words of those algorithms in the user's language."""
        self.is_read = self.fromFile(str(self.path))
        for definition in (*self.parameterDefinitions(), *self.outputDefinitions()):
            definition.setDescription(tr(definition.description()))
        for definition in self.parameterDefinitions():
            definition.setHelp(help_of(self.name(), definition.name().split(":")[-1].upper()))

    def createInstance(self):
        return ReadyModel(self.path)

    def displayName(self):
        return model_texts(self.name())[0]

    def shortHelpString(self):
        return model_texts(self.name())[1]

    def helpUrl(self):
        return help_url(GROUP_ID)

    def groupId(self):
        return GROUP_ID

    def group(self):
        return group_title(GROUP_ID)

    def icon(self):
        return QIcon(str(RESOURCES / "icons" / "smartpole.svg"))

    def checkParameterValues(self, parameters, context):
        try:
            Workspace.open(self.parameterAsFile(parameters, "WORKSPACE", context), write=True)
        except SmartPoleError as error:
            return False, error_text(error)
        return super().checkParameterValues(self.placed(parameters, context), context)

    def processAlgorithm(self, parameters, context, feedback):
        return super().processAlgorithm(self.placed(parameters, context), context, feedback)

    def placed(self, parameters, context) -> dict:
        """The parameters, with a durable place beside the workspace for each result that was given none."""
        workspace = Path(self.parameterAsFile(parameters, "WORKSPACE", context))
        found = dict(parameters)
        if not workspace.is_file():
            return found
        stamp = f"{datetime.now():%Y%m%d_%H%M%S}"
        for definition in self.parameterDefinitions():
            if not isinstance(definition, QgsProcessingDestinationParameter):
                continue
            given = found.get(definition.name())
            kept = QgsProcessingOutputLayerDefinition(given) if isinstance(given, QgsProcessingOutputLayerDefinition) else None
            wanted = kept.sink.staticValue() if kept is not None else given
            if wanted not in (None, "", QgsProcessing.TEMPORARY_OUTPUT):
                continue
            place = _place_of(definition, workspace, stamp)
            if kept is None:
                found[definition.name()] = place
            else:
                kept.sink.setStaticValue(place)
                found[definition.name()] = kept
        return found


def _place_of(definition, workspace: Path, stamp: str) -> str:
    """Where a result goes: files into the results folder, the package into a new folder beside the workspace."""
    result = definition.name().split(":")[-1].lower()
    if definition.type() == "folderDestination":
        return str(workspace.with_name(f"{workspace.stem}_handover_{stamp}"))
    ending = definition.defaultFileExtension()
    return str(workspace.with_name(f"{workspace.stem}_results") / f"{stamp}_{result}.{ending}")


def ready_models() -> Iterator[ReadyModel]:
    """The models that can be read; a file that cannot is named in the log and left out."""
    for path in sorted(MODELS.glob("*.model3")):
        model = ReadyModel(path)
        if model.is_read:
            yield model
        else:
            log.warning("The model %s cannot be read", path)
