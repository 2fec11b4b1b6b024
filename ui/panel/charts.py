# SPDX-License-Identifier: GPL-2.0-or-later
"""The product's charts on widgets of the panel: in its typeface size and its colours; saved as SVG or PNG by their menu."""

from pathlib import Path
from typing import List, Sequence

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QFontInfo, QPainter, QPalette
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ...gis import settings
from ...gis.messages import tr
from ...gis.reports import charts
from ...gis.reports.charts import Bar, Chart
from ..theme import told

__all__ = ["Bar", "BarChart", "ChartList", "ChartView"]


class ChartView(QWidget):
    """One chart, as wide as the panel and as tall as it needs; hidden without one."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._chart = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda where: self.menu().exec(self.mapToGlobal(where)))

    def chart(self):
        """The chart that is shown, or None."""
        return self._chart

    def set_chart(self, chart, told: str = "") -> None:
        """Show a chart; `told` is what it says in words, for the tooltip and for those who listen."""
        self._chart = chart
        self.setVisible(chart is not None)
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self._fit()
        self.update()

    def _zoom(self) -> float:
        return QFontInfo(self.font()).pixelSize() / self._chart.points

    def _fit(self) -> None:
        """Let the chart be as wide as the widget; its height follows from its content."""
        if self._chart is not None:
            self._chart.width_points = max(120.0, self.width() / self._zoom())
            self.setFixedHeight(round(self._chart.size.height() * self._zoom()))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height() if self._chart is not None else 0)

    def paintEvent(self, event):
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._chart.ink = told(self, "ink", self.palette().color(QPalette.ColorRole.WindowText)).name()
        self._chart.track = told(self, "track", self.palette().color(QPalette.ColorRole.Midlight)).name()
        self._chart.paint(painter, QRectF(self.rect()))
        painter.end()

    def menu(self) -> QMenu:
        """What a right click offers."""
        menu = QMenu(self)
        menu.addAction(tr("Save chart as SVG …")).triggered.connect(lambda: self._ask("svg"))
        menu.addAction(tr("Save chart as PNG …")).triggered.connect(lambda: self._ask("png"))
        return menu

    def _ask(self, kind: str) -> None:
        name = getattr(self._chart, "title", "") or tr("Chart")
        start = str(Path(settings.WORK_FOLDER.value()) / f"{name}.{kind}")
        path, _kind = QFileDialog.getSaveFileName(self, tr("Save chart"), start, f"{kind.upper()} (*.{kind})")
        if path:
            self.save(Path(path if path.lower().endswith(kind) else f"{path}.{kind}"))

    def save(self, path: Path) -> bool:
        """Save the chart as its file name says, in the ink of paper; a file that cannot be written is told."""
        chart = self._chart
        kept = chart.ink, chart.track
        chart.ink, chart.track = Chart.ink, Chart.track
        try:
            chart.save_svg(path) if path.suffix.lower() == ".svg" else chart.save_png(path)
        except OSError as error:
            self.fail(tr("The chart could not be saved: {fault}").format(fault=error.strerror or error))
            return False
        finally:
            chart.ink, chart.track = kept
        return True

    @staticmethod
    def fail(words: str) -> None:
        """Tell that something went wrong, as a line in the message bar."""
        from qgis.utils import iface

        if iface is not None:
            iface.messageBar().pushWarning("SmartPole 5G", words)


class BarChart(ChartView):
    """Bars of what is reached against what is asked."""

    def bars(self) -> List[Bar]:
        """The bars that are shown."""
        return list(self._chart.bars) if self._chart is not None else []

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show bars; without any nothing is shown."""
        told = "\n".join(f"{bar.label}: {bar.caption}" for bar in bars)
        self.set_chart(charts.BarChart(list(bars)) if bars else None, told)


class ChartList(QWidget):
    """Charts under each other."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.views: List[ChartView] = []
        self.hide()

    def charts(self) -> List[Chart]:
        """The charts that are shown."""
        return [view.chart() for view in self.views if view.chart() is not None]

    def set_charts(self, wanted: Sequence[Chart]) -> None:
        """Show these charts and no others; the widgets are used again."""
        while len(self.views) < len(wanted):
            view = ChartView(self)
            self.views.append(view)
            self._lines.addWidget(view)
        for number, view in enumerate(self.views):
            view.set_chart(wanted[number] if number < len(wanted) else None)
        self.setVisible(bool(wanted))
