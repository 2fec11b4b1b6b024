# SPDX-License-Identifier: GPL-2.0-or-later
"""What takes long to ask of a result raster is asked in the background, before the main thread needs it."""

from pathlib import Path
from typing import Callable, Dict, Mapping

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QObject, QTimer

from ..gis.messages import tr
from ..gis.readers.signal_shares import class_shares, known_shares
from ..gis.styles.rasters import sector_indexes
from .catalogue.jobs import Jobs

SIGNAL, SERVERS = "SS_RSRP", "BEST_SERVER"  #: outputs that are asked, as their algorithm calls them
ASK, SOON_MS = "ask", 500


def ask(files: Mapping[str, str]) -> None:
    """Ask rasters by the output they are; what they say is kept where the panel and the styles look."""
    if SIGNAL in files:
        class_shares(Path(files[SIGNAL]))
    if SERVERS in files:
        layer = QgsRasterLayer(files[SERVERS], SERVERS)
        if layer.isValid():
            sector_indexes(layer)


class Beforehand(QObject):
    """Asks rasters in the background and then lets work go on, on the main thread."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._jobs.failed.connect(self._on_fault)
        self._then: Dict[str, Callable] = {}
        self._asked = self._coverage = self._when_known = None
        self._soon = QTimer(self)  # whoever opens a workspace with its layers has asked by then
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._follow)
        self._number = 0

    @property
    def busy(self) -> bool:
        return bool(self._then)

    def stop(self) -> None:
        """Let nothing go on any more."""
        self._soon.stop()
        self._then.clear()
        self._jobs.stop()

    def first(self, files: Mapping[str, str], then: Callable[[], None]) -> None:
        """Ask these files, then call `then`: at once where there is nothing to ask."""
        wanted = {name: path for name, path in files.items() if name in (SIGNAL, SERVERS) and Path(path).is_file()}
        if not wanted:
            then()
            return
        self._number += 1
        name = f"{ASK} {self._number}"
        self._then[name] = then
        self._jobs.run(name, tr("Looking at the results"), lambda _progress: ask(wanted), lambda _given: self._go_on(name))

    @staticmethod
    def lacks(files: Mapping[str, str]) -> bool:
        """Whether figures could not be told yet, because a raster has not been asked."""
        return SIGNAL in files and known_shares(Path(files[SIGNAL])) is None

    def follow(self, coverage, then: Callable[[], None]) -> None:
        """Ask the rasters of the standing coverage (None: there is none), once, when its figures are not known yet."""
        self._coverage, self._when_known = coverage, then
        self._soon.start()

    def _follow(self) -> None:
        files = self._coverage.files if self._coverage is not None else {}
        if not self.lacks(files) or files[SIGNAL] == self._asked:
            return
        self._asked = files[SIGNAL]
        self.first(files, self._when_known)

    def _go_on(self, name: str) -> None:
        then = self._then.pop(name, None)
        if then is not None:
            then()

    def _on_fault(self, _fault: str) -> None:
        """A raster that cannot be read is told where it is shown; what waits goes on."""
        for name in list(self._then):
            if not self._jobs.busy(name):
                self._go_on(name)
