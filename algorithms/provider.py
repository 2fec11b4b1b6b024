# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider `smartpole`: every algorithm class found in this folder."""

import importlib
import pkgutil

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..gis.messages import RESOURCES
from .base import SmartPoleAlgorithm
from .ready_models import ReadyModel, ready_models


def algorithm_classes():
    """The algorithm classes of this folder, one module each, in alphabetical order."""
    package = __package__
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        for value in vars(importlib.import_module(f"{package}.{module.name}")).values():
            if (
                isinstance(value, type)
                and issubclass(value, SmartPoleAlgorithm)
                and value.__module__ == f"{package}.{module.name}"
                and value.NAME
            ):
                yield value


class SmartPoleProvider(QgsProcessingProvider):
    """All algorithms of the plugin, for the toolbox, the model designer, batch mode and `qgis_process`."""

    def id(self):
        return "smartpole"

    def name(self):
        return "SmartPole 5G · 智慧杆站址规划"

    def icon(self):
        return QIcon(str(RESOURCES / "icons" / "smartpole.svg"))

    def loadAlgorithms(self):
        for algorithm in algorithm_classes():
            self.addAlgorithm(algorithm())
        for model in ready_models():
            self.addAlgorithm(model)

    def complete_models(self):
        """Give the models their outputs, which they find by the registry: to be called once the provider is in it."""
        for algorithm in self.algorithms():
            if isinstance(algorithm, ReadyModel):
                algorithm.complete()
