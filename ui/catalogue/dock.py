# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue's dock: filters above, the table, details beside it. Widgets only; `Catalogue` gives them life."""

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QItemSelectionModel, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedLayout,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...gis.messages import tr
from .details import DetailsPane
from .editors import CellDelegate
from .filter import FilterBar
from .model import CatalogueModel

ROOM_FOR_DETAILS = 860  # pixels of the dock


class CatalogueDock(QgsDockWidget):
    """Table of the register with its filters, actions and details."""

    shown = pyqtSignal(bool)

    def __init__(self, parent=None):
        super().__init__(tr("Resource catalogue"), parent)
        self.setObjectName("SmartPoleCatalogue")
        inside = QWidget(self)
        inside.setObjectName("smartPoleCatalogueInside")
        self.filters = FilterBar(inside)
        self.model = CatalogueModel(self)
        self.view = self._table(inside)
        self.nothing = QLabel(inside)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.details = DetailsPane(inside)
        self.counts = QLabel(inside)
        self.counts.setTextFormat(Qt.TextFormat.RichText)
        self.zoom = self._button(tr("Zoom to"), tr("Show the selected rows on the map and let them flash"), inside)
        self.bulk = self._button(tr("Change selected …"), tr("Set one column of all selected rows to one value"), inside)
        self.undo = self._button(tr("Undo"), "", inside)
        self.columns = self._button(tr("Columns"), tr("Choose the columns of the table"), inside)
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.papers = self._button(tr("Catalogue document …"), tr("Write the open-resource catalogue as workbook and shapefile"), inside)
        self.aside = self._button(tr("Details"), tr("Everything about the current row, its photos and documents"), inside)
        self.aside.setCheckable(True)
        self.aside.toggled.connect(self.details.setVisible)
        self.aside.clicked.connect(self._on_aside)
        self.details.hide()
        self._aside_chosen = False
        self._lay_out(inside)
        self.setWidget(inside)
        self.visibilityChanged.connect(self.shown)
        again = QAction(inside)
        again.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        again.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.triggered.connect(self.undo.click)
        inside.addAction(again)

    def _table(self, parent: QWidget) -> QTableView:
        view = QTableView(parent)
        view.setModel(self.model)
        view.setItemDelegate(CellDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setAlternatingRowColors(True)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        side = view.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(int(view.fontMetrics().height() * 1.55))
        head = view.horizontalHeader()
        head.setSectionsMovable(True)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        # A head that painted what is selected would ask all rows of every column: with forty thousand, for seconds.
        head.setSelectionModel(QItemSelectionModel(self.model, head))
        view.setIconSize(QSize(14, 14))
        return view

    def _button(self, title: str, tip: str, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setText(title)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        return button

    def _lay_out(self, inside: QWidget) -> None:
        actions = QHBoxLayout()
        actions.setContentsMargins(8, 0, 6, 3)
        actions.setSpacing(2)
        actions.addWidget(self.counts, 1)
        for button in (self.zoom, self.bulk, self.undo, self.columns, self.papers, self.aside):
            actions.addWidget(button)
        middle = QWidget(inside)
        self.pages = QStackedLayout(middle)
        self.pages.setContentsMargins(0, 0, 0, 0)
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.nothing)
        split = QSplitter(Qt.Orientation.Horizontal, inside)
        split.addWidget(middle)
        split.addWidget(self.details)
        split.setStretchFactor(0, 1)
        split.setSizes([700, 260])
        split.setChildrenCollapsible(False)
        self.details.setMinimumWidth(230)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.filters)
        lines.addLayout(actions)
        lines.addWidget(split, 1)

    def _on_aside(self) -> None:
        self._aside_chosen = True

    def resizeEvent(self, event):
        """Details stand beside the table where there is room, until the user has decided."""
        super().resizeEvent(event)
        if not self._aside_chosen:
            self.aside.setChecked(self.width() >= ROOM_FOR_DETAILS)

    def sizeHint(self) -> QSize:
        return QSize(940, 270)

    def say_nothing_there(self, text: str) -> None:
        """Show a sentence in place of the table; an empty text shows the table."""
        self.nothing.setText(text)
        self.pages.setCurrentIndex(1 if text else 0)
