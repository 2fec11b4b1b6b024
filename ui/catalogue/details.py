# SPDX-License-Identifier: GPL-2.0-or-later
"""Beside the catalogue's table: everything about the current row, and its photos and documents."""

from html import escape
from typing import List

from qgis.PyQt.QtCore import QSize, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QDesktopServices, QImageReader, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...gis.inventory.attachments import PHOTO, Attachment
from ...gis.messages import language, tr
from ...gis.styles.colours import FAULT

PICTURE = QSize(220, 150)


class DetailsPane(QWidget):
    """Shows one row; files are added by button or by dropping them here."""

    add_wanted = pyqtSignal(list)  # paths
    remove_wanted = pyqtSignal(list)  # ids of attachments
    picture_wanted = pyqtSignal(object)  # Attachment

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.fields = QLabel(self)
        self.fields.setWordWrap(True)
        self.fields.setTextFormat(Qt.TextFormat.RichText)
        self.fields.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.fields.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.hide()
        self.heading = QLabel(self)
        self.files = QListWidget(self)
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.files.setMaximumHeight(70)
        self.files.itemActivated.connect(lambda _item: self._open())
        self.files.currentItemChanged.connect(lambda item, _before: self._on_current(item))
        self.add = self._button(tr("Add …"), tr("Attach photos or documents; they can also be dropped here"), self._choose)
        self.open = self._button(tr("Open"), tr("Open the file with the program of your system"), self._open)
        self.remove = self._button(tr("Detach"), tr("Take the file off this row; the file itself stays"), self._remove)
        self._lay_out()
        self.show_row("", [])
        self.show_files([], False)

    def _button(self, title: str, tip: str, what) -> QToolButton:
        button = QToolButton(self)
        button.setText(title)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.clicked.connect(what)
        return button

    def _lay_out(self) -> None:
        inside = QWidget(self)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(8, 4, 8, 4)
        lines.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.add, self.open, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lines.addWidget(self.title)
        lines.addWidget(self.heading)
        lines.addWidget(self.files)
        lines.addLayout(buttons)
        lines.addWidget(self.picture)
        lines.addWidget(self.fields)
        lines.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_row(self, title: str, cells: List[tuple]) -> None:
        """A title, and (label, text) of what the row holds; nothing chosen says what to do."""
        self.title.setText(title or tr("No row chosen"))
        rows = "".join(f"<tr><td style='padding-right:8px'>{escape(label)}</td><td>{escape(text)}</td></tr>" for label, text in cells)
        self.fields.setText(f"<table cellspacing='2'>{rows}</table>" if rows else tr("Click a row of the table, or a pole on the map."))

    def show_files(self, files: List[Attachment], can_add: bool, can_write: bool = True) -> None:
        """The files of the row; those that are not there are told apart."""
        self._found = files
        self.files.clear()
        self.picture.hide()
        for entry in files:
            kind = tr("photo") if entry.kind == PHOTO else tr("document")
            item = QListWidgetItem(f"{entry.name} · {tr('file not found') if entry.missing else kind}")
            item.setToolTip(str(entry.path))
            if entry.missing:
                item.setForeground(QBrush(QColor(FAULT)))
            self.files.addItem(item)
        self.files.setVisible(bool(files))
        missing = sum(entry.missing for entry in files)
        text = tr("Files: {count}").format(count=len(files))
        self.heading.setText(text + (" · " + tr("{count} not found").format(count=missing) if missing else ""))
        self.add.setEnabled(can_add and can_write)
        self.open.setVisible(bool(files))
        self.remove.setVisible(bool(files))
        self.remove.setEnabled(can_write)
        photo = next((place for place, entry in enumerate(files) if entry.kind == PHOTO and not entry.missing), None)
        if files:
            self.files.setCurrentRow(photo or 0)

    def show_picture(self, image) -> None:
        """A photo of the row, already small."""
        self.picture.setVisible(image is not None and not image.isNull())
        if image is not None and not image.isNull():
            self.picture.setPixmap(QPixmap.fromImage(image))

    def chosen(self) -> List[Attachment]:
        return [self._found[self.files.row(item)] for item in self.files.selectedItems()]

    def _on_current(self, item) -> None:
        entry = self._found[self.files.row(item)] if item is not None else None
        if entry is not None and entry.kind == PHOTO and not entry.missing:
            self.picture_wanted.emit(entry)
        else:
            self.picture.hide()

    def _choose(self) -> None:
        every = tr("All files (*)")
        pictures = tr("Photos (*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic)")
        paths, _kind = QFileDialog.getOpenFileNames(self, tr("Attach photos or documents"), "", f"{every};;{pictures}")
        if paths:
            self.add_wanted.emit(paths)

    def _open(self) -> None:
        for entry in self.chosen():
            if not entry.missing:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.path)))

    def _remove(self) -> None:
        self.remove_wanted.emit([entry.att_id for entry in self.chosen()])

    def dragEnterEvent(self, event):
        if self.add.isEnabled() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event):
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.add_wanted.emit(paths)


def small_picture(path: str, size: QSize = PICTURE):
    """A photo no larger than `size`, turned as the camera was; None when it cannot be read. Safe in a background thread."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def cells_of(table, record) -> List[tuple]:
    """What a row holds, as (label, text), in the order of the schema; empty cells are left out."""
    found = []
    for column in table.fields:
        value = record.get(column.name)
        if value is None or value == "" or column.name in ("SRC_HASH", "IMP_ID"):
            continue
        said = column.meaning(value) if column.codes else f"{value:.10g}" if isinstance(value, float) else str(value)
        found.append((column.label + ("：" if language() == "zh" else ":"), f"{said} {column.unit}".strip()))
    return found
