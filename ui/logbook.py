# SPDX-License-Identifier: GPL-2.0-or-later
"""The package's `logging` shown in QGIS's log panel; levels never decide about popups."""

import logging

from qgis.core import Qgis, QgsMessageLog

TAG = "SmartPole"
_LEVELS = ((logging.ERROR, Qgis.MessageLevel.Critical), (logging.WARNING, Qgis.MessageLevel.Warning))


class QgisLogHandler(logging.Handler):
    """Hands log records to QGIS's log panel under our tag."""

    def emit(self, record):
        level = next((qgis for least, qgis in _LEVELS if record.levelno >= least), Qgis.MessageLevel.Info)
        QgsMessageLog.logMessage(self.format(record), TAG, level, notifyUser=False)


def package_logger() -> logging.Logger:
    """The logger above all of ours, whatever the package is called."""
    return logging.getLogger(__package__.rpartition(".")[0])


def install() -> QgisLogHandler:
    """Send our log to QGIS; give the handler to `remove` when unloading."""
    handler = QgisLogHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    package_logger().addHandler(handler)
    package_logger().setLevel(logging.INFO)
    return handler


def remove(handler: logging.Handler) -> None:
    package_logger().removeHandler(handler)
    handler.close()
