# SPDX-License-Identifier: GPL-2.0-or-later
"""What every algorithm of the provider shares: names, progress, and errors as texts for the user."""

import logging
from pathlib import Path

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtGui import QIcon

from ..engine.errors import Cancelled, SmartPoleError
from ..engine.progress import Progress
from ..gis import collecting
from ..gis.messages import RESOURCES, error_text, text, tr
from ..gis.presets import parameters_of, preset_of
from ..gis.workspace import Workspace
from .help_pages import help_url
from .parameter_help import help_of
from .shared_parameters import SharedParameters

log = logging.getLogger(__name__)

UNBOUNDED = 1e300  #: QGIS's bounds of a number without any are near the largest number there is; those of integers too


def progress_of(feedback: QgsProcessingFeedback) -> Progress:
    """The engine's progress, shown by and stopped from a Processing feedback."""
    return Progress(
        lambda share: feedback.setProgress(100 * share),
        feedback.isCanceled,
        feedback.pushInfo,
    )


class SmartPoleAlgorithm(SharedParameters, QgsProcessingAlgorithm):
    """Base of all algorithms: thin (read, call the engine, write), with one place where errors become texts.

    A subclass sets the class attributes, declares parameters and outputs in `initAlgorithm`
    and works in `work`. Set `reason` to a translated sentence in `check` to refuse parameters before running.
    """

    NAME = ""  #: id without the provider, lower case
    GROUP_ID = ""  #: one of GROUPS
    PRESET_PART = ""  #: part of a preset's parameters that stand for those not given; its own name when empty

    def __init_subclass__(cls, **options):
        # `run` is QGIS's own: `processing.run` calls it. A subclass that calls its work so is understood all the same.
        super().__init_subclass__(**options)
        if "run" in cls.__dict__:
            cls.work = cls.__dict__["run"]
            del cls.run

    def createInstance(self):
        return type(self)()

    def name(self):
        return self.NAME

    def groupId(self):
        return self.GROUP_ID

    def group(self):
        return group_title(self.GROUP_ID)

    def icon(self):
        return QIcon(str(RESOURCES / "icons" / "smartpole.svg"))

    def addParameter(self, definition, createOutput=True):
        """Declare a parameter; one without a tooltip of its own gets that of `parameter_help`."""
        if not definition.help():
            definition.setHelp(help_of(self.NAME, definition.name()))
        return super().addParameter(definition, createOutput)

    def helpUrl(self):
        return help_url(self.NAME)

    def tr(self, source):
        return tr(source)

    def check(self, parameters, context) -> None:
        """Raise `InputError` (or another of ours) when the parameters cannot work; called before anything runs."""

    def preset_values(self, parameters) -> dict:
        """What the preset of the workspace says for parameters that are not given at all; empty without a preset.

        A value that is given, be it the default, goes before the preset.
        """
        path = parameters.get("WORKSPACE")
        if not isinstance(path, str) or not Path(path).is_file():
            return {}
        found = parameters_of(Workspace.open(path), self.PRESET_PART or self.NAME)
        return {name: value for name, value in found.items() if name not in parameters and self.parameterDefinition(name) is not None}

    def work(self, parameters, context, progress: Progress) -> dict:
        """Do the work and return the outputs by name; raise an error of `engine/errors.py` when it cannot."""
        raise NotImplementedError

    def checkParameterValues(self, parameters, context):
        fault = out_of_bounds(self, parameters)
        if fault:
            return False, fault
        usable, reason = super().checkParameterValues(parameters, context)
        if not usable:
            return usable, reason
        try:
            self.check({**parameters, **self.preset_values(parameters)}, context)
        except SmartPoleError as error:
            return False, error_text(error)
        return True, ""

    def processAlgorithm(self, parameters, context, feedback):
        with collecting.held:
            return self._process(parameters, context, feedback)

    def _process(self, parameters, context, feedback):
        try:
            usual = self.preset_values(parameters)
            if usual:
                feedback.pushInfo(preset_note(self, parameters["WORKSPACE"], usual))
            return self.work({**parameters, **usual}, context, progress_of(feedback))
        except Cancelled as error:
            feedback.pushInfo(error_text(error))
            raise QgsProcessingException(error_text(error)) from error
        except SmartPoleError as error:
            raise QgsProcessingException(error_text(error)) from error
        except OSError as error:
            raise QgsProcessingException(text("file_fault", path=error.filename or "", details=error.strerror or str(error))) from error
        except QgsProcessingException:
            raise
        except Exception as error:  # the last line of defence: a text for the user, the traceback for the log
            log.exception("unforeseen fault in %s", self.NAME)
            raise QgsProcessingException(error_text(error)) from error


def out_of_bounds(algorithm: QgsProcessingAlgorithm, parameters) -> str:
    """What is wrong with the first number outside its bounds, in the user's language; empty when none is.

    QGIS itself would say "Incorrect parameter value" and name neither the bounds nor the remedy.
    """
    for definition in algorithm.parameterDefinitions():
        if not isinstance(definition, QgsProcessingParameterNumber):
            continue
        try:
            value = float(parameters[definition.name()])
        except (KeyError, TypeError, ValueError):  # left out, an expression or a property: QGIS evaluates and checks it
            continue
        low, high = definition.minimum(), definition.maximum()
        if low <= value <= high:
            continue
        bounds = {"name": definition.description(), "value": value, "low": low, "high": high}
        if abs(low) > UNBOUNDED and abs(high) > UNBOUNDED or value != value:
            return text("parameter_number", **bounds)
        if abs(high) > UNBOUNDED:
            return text("parameter_below", **bounds)
        if abs(low) > UNBOUNDED:
            return text("parameter_above", **bounds)
        return text("parameter_range", **bounds)
    return ""


def preset_note(algorithm: SmartPoleAlgorithm, path: str, values: dict) -> str:
    """One line that says which parameters come from the preset: nothing is silent."""
    said = []
    for name, value in values.items():
        definition = algorithm.parameterDefinition(name)
        shown = definition.options()[value] if isinstance(definition, QgsProcessingParameterEnum) else value
        said.append(f"{definition.description()} {shown}")
    return text("preset_used", preset=preset_of(Workspace.open(path)).name, values="; ".join(said))


def group_title(group_id: str) -> str:
    """The toolbox's name for a group of algorithms, in the order of the work."""
    return {
        "workspace": tr("1 Workspace and inventory"),
        "coverage": tr("2 Coverage and gaps"),
        "placement": tr("3 Site placement"),
        "checks": tr("4 Checks"),
        "handover": tr("5 Hand-over and reports"),
        "models": tr("6 Ready models"),
    }[group_id]
