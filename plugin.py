# SPDX-License-Identifier: GPL-2.0-or-later
"""Wiring: provider, expressions, translator, panel, menu, options page; everything put in place here is taken away in `unload`."""

import sys

import qgis.utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from .algorithms.provider import SmartPoleProvider
from .gis import expressions
from .gis.messages import RESOURCES, locale_name


class SmartPolePlugin:
    """What QGIS loads. `iface` is None under `qgis_process`: then there is only the provider."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.desk = None
        self._translator = None

    def initProcessing(self):
        """Register provider and expression functions; QGIS calls this alone when there is no window."""
        self._install_translator()
        if self.provider is None:
            self.provider = SmartPoleProvider()
            QgsApplication.processingRegistry().addProvider(self.provider)
            self.provider.complete_models()
        expressions.register()

    def initGui(self):
        """Put panel, menu, toolbar button and options page in place."""
        self.initProcessing()
        from .ui.desk import Desk  # here, so that a run without a window never loads widgets

        self.desk = Desk(self.iface)
        self.desk.install()

    def unload(self):
        """Leave nothing behind."""
        if self.desk is not None:
            self.desk.remove()
            self.desk = None
        expressions.unregister()
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if qgis.utils.plugins.get(__package__) is self:
            self._forget_modules()

    @staticmethod
    def _forget_modules():
        """QGIS forgets what it saw imported, not what is imported by name: left behind, a reload would mix old and new classes."""
        for name in [name for name in sys.modules if name.startswith(f"{__package__}.")]:
            del sys.modules[name]

    def _install_translator(self):
        if self._translator is not None:
            return
        translator = QTranslator()
        if translator.load(QLocale(locale_name()), "smartpole", "_", str(RESOURCES / "i18n")):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
