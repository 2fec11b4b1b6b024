# SPDX-License-Identifier: GPL-2.0-or-later
"""Look here: click the map and read who serves the spot, how well, why not better, and what could."""

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsPointXY, QgsProject, QgsWkbTypes
from qgis.gui import QgsMapToolEmitPoint, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainter
from qgis.PyQt.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from ...gis.messages import tr
from ...gis.readers.scene import look
from ...gis.reports.profile_chart import ProfileChart
from ..catalogue.jobs import Jobs
from ..theme import palette_for
from . import spot_texts

LOOK = "look"
INK, HINT = QColor("#22292f"), QColor("#b0127b")


class SectionView(QWidget):
    """The path from the antenna to the spot in section."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setMinimumHeight(240)  # however much there is to say above it
        self._chart = None

    def show_section(self, section, title: str) -> None:
        self._chart = None if section is None else ProfileChart(section, title, points=10.0)
        self.setVisible(section is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor("white"))
        if self._chart is not None:
            self._chart.paint(painter, QRectF(self.rect()).adjusted(4, 4, -4, -4))
        painter.end()


class SpotWindow(QDialog):
    """A small window beside the map with everything about the last spot."""

    closed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent, Qt.WindowType.Tool)
        self.setWindowTitle(tr("Look here"))
        self.text = QLabel(tr("Click on the map."), self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setMinimumWidth(420)
        self.text.setPalette(palette_for(self))  # links that can be read in a dark theme
        self.section = SectionView(self)
        self.section.hide()
        lines = QVBoxLayout(self)
        lines.addWidget(self.text)
        lines.addWidget(self.section, 1)

    def show_spot(self, spot, said: str = "") -> None:
        """Everything about a spot; `said` tells what it was computed with."""
        self.text.setText(spot_texts.whole(spot, said))
        title = spot.signals[0].row.site.name or spot.signals[0].row.site.site_id if spot.signals else ""
        self.section.show_section(spot.section, title)
        self.layout().activate()  # `adjustSize` would stop at two thirds of the screen, and cut the text
        width = max(self.width(), self.minimumSizeHint().width())
        self.resize(width, self.layout().totalHeightForWidth(width))

    def closeEvent(self, event):
        self.closed.emit()
        super().closeEvent(event)


class SpotTool(QgsMapToolEmitPoint):
    """The map tool; Esc leaves it. `loader` gives the plan, `window` shows what is found."""

    def __init__(self, canvas, loader, window: SpotWindow, say):
        super().__init__(canvas)
        self.loader, self.window, self.say = loader, window, say
        self._waiting = None
        self._marks = []
        self.spot = None
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self._on_fault)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)
        self.loader.ready.connect(self._on_scene)
        self.loader.failed.connect(self._on_fault)
        self.canvasClicked.connect(self._on_click)

    def activate(self):
        super().activate()
        self.window.show()
        self.loader.load()

    def deactivate(self):
        self.clear()
        self.window.hide()
        super().deactivate()

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.canvas().unsetMapTool(self)

    def _on_click(self, point, button) -> None:
        scene = self.loader.current()
        if scene is None:
            self._waiting = point
            self.window.text.setText(tr("Reading the plan …"))
            self.loader.load()
            return
        self.look_at(scene, point)

    def _on_scene(self, scene) -> None:
        if self._waiting is not None:
            point, self._waiting = self._waiting, None
            self.look_at(scene, point)

    def _on_fault(self, fault: str) -> None:
        self._waiting = None
        self.clear()
        self.window.text.setText(fault)

    def _transform(self, scene) -> QgsCoordinateTransform:
        return QgsCoordinateTransform(self.canvas().mapSettings().destinationCrs(), scene.workspace.crs, QgsProject.instance())

    def look_at(self, scene, point: QgsPointXY) -> None:
        """Show everything about a point given in the map's coordinates."""
        try:
            there = self._transform(scene).transform(point)
        except QgsCsException as error:
            self.window.text.setText(str(error))
            return
        work = lambda _progress: look(scene, there.x(), there.y())  # noqa: E731
        self.jobs.run(LOOK, tr("Looking at a spot"), work, lambda spot: self._show(scene, spot))

    def _show(self, scene, spot) -> None:
        if self.isActive():
            self.spot = spot
            self.window.show_spot(spot, scene.said)
            self._draw(scene, spot)

    # ------------------------------------------------------------------ drawing

    def clear(self) -> None:
        for mark in self._marks:
            self.canvas().scene().removeItem(mark)
        self._marks = []

    def _draw(self, scene, spot) -> None:
        self.clear()
        back = QgsCoordinateTransform(scene.workspace.crs, self.canvas().mapSettings().destinationCrs(), QgsProject.instance())

        def on_map(x, y):
            return back.transform(QgsPointXY(x, y))

        here = on_map(spot.x_m, spot.y_m)
        if spot.signals:
            mast = spot.signals[0].row.mast
            line = QgsRubberBand(self.canvas(), QgsWkbTypes.GeometryType.LineGeometry)
            line.setColor(INK)
            line.setWidth(2)
            if not spot.signals[0].line_of_sight:
                line.setLineStyle(Qt.PenStyle.DashLine)
            line.setToGeometry(QgsGeometry.fromPolylineXY([on_map(mast.x_m, mast.y_m), here]), None)
            self._marks.append(line)
        if spot.obstacle is not None:
            self._mark(on_map(spot.obstacle.x_m, spot.obstacle.y_m), QgsVertexMarker.IconType.ICON_X, QColor("#d9481c"))
        for candidate, _signal in spot.candidates[:3]:
            self._mark(on_map(candidate.resource.x_m, candidate.resource.y_m), QgsVertexMarker.IconType.ICON_CIRCLE, HINT)
        self._mark(here, QgsVertexMarker.IconType.ICON_CROSS, INK)

    def _mark(self, point, icon, colour) -> None:
        mark = QgsVertexMarker(self.canvas())
        mark.setCenter(point)
        mark.setIconType(icon)
        mark.setColor(colour)
        mark.setIconSize(12)
        mark.setPenWidth(2)
        self._marks.append(mark)

    def remove(self) -> None:
        """Leave nothing on the map."""
        self.canvas().unsetMapTool(self)
        self.jobs.stop()
        self.clear()
        self.loader.ready.disconnect(self._on_scene)
        self.loader.failed.disconnect(self._on_fault)
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()  # it is a child of the canvas, which lives on
