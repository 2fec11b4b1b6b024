# SPDX-License-Identifier: GPL-2.0-or-later
"""One step of the panel: a header line that says it all, and a body that opens under it."""

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..theme import with_links
from .charts import BarChart, ChartList
from .state_icon import StateIcon
from .steps import State


class ElidedLabel(QLabel):
    """A label that shortens its text with … instead of pushing the panel wider; the whole text is its tooltip."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_whole_text(self, text: str) -> None:
        self._whole = text
        self._elide()

    def whole_text(self) -> str:
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class StepHeader(QFrame):
    """The clickable line: state, number and title, one sentence."""

    clicked = pyqtSignal()

    def __init__(self, number: int, title: str, parent=None):
        super().__init__(parent)
        self.setObjectName("stepHeader")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{number} {title}")
        self.icon = StateIcon(self)
        self.title = QLabel(f"{number}  {title}", self)
        self.title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.summary = ElidedLabel(self)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 6, 8, 6)
        line.setSpacing(7)
        line.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.title)
        line.addWidget(self.summary, 1)

    def mouseReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class StepRow(QWidget):
    """Header and body of one step. The body holds a sentence, a chart, the reason, the buttons and folded parameters."""

    opened = pyqtSignal(str)
    run_wanted = pyqtSignal(str)
    link_wanted = pyqtSignal(str, str)  # step key, link

    def __init__(self, key: str, number: int, title: str, parent=None):
        super().__init__(parent)
        self.key = key
        self.header = StepHeader(number, title, self)
        self.header.clicked.connect(self._toggle)
        self.body = QWidget(self)
        self.sentence = self._text_label()
        self.chart = BarChart(self.body)
        self.charts = ChartList(self.body)
        self.reason = self._text_label()
        self.reason.setObjectName("stepReason")
        self.notes = self._text_label()
        self.notes.setObjectName("stepNotes")
        self.primary = QPushButton(self.body)
        self.primary.setObjectName("primary")
        self.primary.clicked.connect(lambda: self.run_wanted.emit(self.key))
        self.more = QToolButton(self.body)
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.toggled.connect(self._fold)
        self.extra = QWidget(self.body)
        self.extra_layout = QVBoxLayout(self.extra)
        self.extra_layout.setContentsMargins(0, 0, 0, 0)
        self.further = self._text_label()
        self.further.setObjectName("stepFurther")
        self.extra_layout.addWidget(self.further)
        self.extra.hide()
        self._lay_out()
        self.body.hide()

    def _text_label(self) -> QLabel:
        label = QLabel(self.body)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        label.linkActivated.connect(lambda link: self.link_wanted.emit(self.key, link))
        return label

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(30, 0, 10, 10)
        inside.setSpacing(6)
        for part in (self.sentence, self.chart, self.charts, self.notes, self.reason):
            inside.addWidget(part)
        for part in (self.primary, self.more, self.extra):
            inside.addWidget(part)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self.header)
        outside.addWidget(self.body)

    def is_open(self) -> bool:
        return not self.body.isHidden()

    def set_open(self, open_: bool) -> None:
        self.body.setVisible(open_)
        font = self.header.title.font()
        font.setBold(open_)
        self.header.title.setFont(font)
        self.header.title.setMinimumWidth(self.header.title.sizeHint().width())

    def _toggle(self) -> None:
        self.set_open(not self.is_open())
        if self.is_open():
            self.opened.emit(self.key)

    def _fold(self, shown: bool) -> None:
        self.more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self.extra.setVisible(shown)

    def set_extra(self, widget: QWidget) -> None:
        """Put the folded parameters in place, above the links."""
        self.extra_layout.insertWidget(0, widget)

    def set_further(self, links: str) -> None:
        """What else belongs to the step: links under the folded parameters."""
        self.further.setText(with_links(links, self))
        self.further.setVisible(bool(links))

    def show_status(self, state: State, summary: str, sentence: str, reason: str, bars, notes: str = "") -> None:
        """Show the step's state and texts; empty parts take no room."""
        self.header.icon.set_state(state)
        self.header.summary.set_whole_text(summary)
        self.sentence.setText(with_links(sentence, self))
        self.sentence.setVisible(bool(sentence))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self.reason.setText(with_links(reason, self))
        self.reason.setVisible(bool(reason))
        self.chart.set_bars(bars)
