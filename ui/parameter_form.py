# SPDX-License-Identifier: GPL-2.0-or-later
"""The folded "more parameters" of a step, made from the algorithm's own parameter definitions."""

from typing import Dict, Iterable

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProject,
)
from qgis.gui import QgsGui, QgsProcessingGui, QgsProcessingParameterWidgetContext
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..gis.messages import tr


class ParameterForm(QWidget):
    """One input per parameter of an algorithm, label above, except those the panel sets itself; those for experts are folded.

    What the user has set otherwise than the preset (or the algorithm) is marked, and wins.
    """

    touched = pyqtSignal()

    def __init__(self, algorithm_id: str, fixed: Iterable[str] = (), canvas=None, parent=None):
        super().__init__(parent)
        self.algorithm_id = algorithm_id
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._wrappers = {}
        self._definitions = []
        self._defaults = {}
        self._quiet = True
        self._widget_context = QgsProcessingParameterWidgetContext()
        self._widget_context.setProject(QgsProject.instance())
        if canvas is not None:
            self._widget_context.setMapCanvas(canvas)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)
        self._labels = {}
        self._preset = {}
        self.experts = QToolButton(self)
        self._folded = QWidget(self)
        self._make_fold()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        if algorithm is not None:
            for definition in algorithm.parameterDefinitions():
                if self._is_shown(definition, set(fixed)):
                    self._add(definition)
        self._close_fold()
        self._add_reset()

    def _make_fold(self) -> None:
        self._fold_lines = QVBoxLayout(self._folded)
        self._fold_lines.setContentsMargins(0, 0, 0, 0)
        self._fold_lines.setSpacing(3)
        self._folded.hide()
        self.experts.setCheckable(True)
        self.experts.setAutoRaise(True)
        self.experts.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.experts.setArrowType(Qt.ArrowType.RightArrow)
        self.experts.setText(tr("Expert parameters"))
        self.experts.toggled.connect(self._on_fold)

    def _on_fold(self, shown: bool) -> None:
        self.experts.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._folded.setVisible(shown)

    def _close_fold(self) -> None:
        """The fold comes after the plain parameters; without experts' parameters there is none."""
        self._lines.addWidget(self.experts)
        self._lines.addWidget(self._folded)
        self.experts.setVisible(self._fold_lines.count() > 0)

    @staticmethod
    def _is_shown(definition, fixed) -> bool:
        hidden = definition.flags() & QgsProcessingParameterDefinition.Flag.FlagHidden
        return not (definition.isDestination() or hidden or definition.name() in fixed)

    def _add(self, definition) -> None:
        definition = definition.clone()
        self._definitions.append(definition)  # the input keeps a bare pointer to it
        if isinstance(definition, QgsProcessingParameterNumber) and definition.dataType() == QgsProcessingParameterNumber.Type.Double:
            definition.setMetadata({"widget_wrapper": {"decimals": 2}, **definition.metadata()})
        wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(definition, QgsProcessingGui.WidgetType.Standard)
        if wrapper is None:
            return
        wrapper.setWidgetContext(self._widget_context)
        widget = wrapper.createWrappedWidget(self._context)
        expert = definition.flags() & QgsProcessingParameterDefinition.Flag.FlagAdvanced
        lines = self._fold_lines if expert else self._lines
        if not isinstance(definition, QgsProcessingParameterBoolean):
            label = QLabel(definition.description(), self)
            label.setWordWrap(True)
            label.setBuddy(widget)
            lines.addWidget(label)
            self._labels[definition.name()] = label
        widget.setMinimumWidth(0)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        if definition.help():
            widget.setToolTip(definition.help())
        if isinstance(widget, QCheckBox):
            lines.addLayout(self._tickable(widget, definition.description()))
        else:
            lines.addWidget(widget)
        self._wrappers[definition.name()] = wrapper
        wrapper.setParameterValue(definition.defaultValue(), self._context)
        self._defaults[definition.name()] = _source_of(wrapper.parameterValue())
        wrapper.widgetValueHasChanged.connect(lambda _wrapper: self._on_touched())

    def _tickable(self, box: QCheckBox, words: str) -> QHBoxLayout:
        """A check box whose words wrap, as its own cannot, and tick it when they are clicked."""
        box.setText("")
        box.setAccessibleName(words)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        label = _Words(words, box, self)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        return line

    def _add_reset(self) -> None:
        if not self._wrappers:
            return
        self.reset = QToolButton(self)
        self.reset.setText(tr("Back to the defaults"))
        self.reset.setAutoRaise(True)
        self.reset.clicked.connect(lambda: self.set_values(self._defaults))
        self._lines.addWidget(self.reset)

    def release(self) -> None:
        """Drop what QGIS gave us, on the main thread; the form is of no use afterwards."""
        self._wrappers.clear()
        self._definitions.clear()
        self._context = self._widget_context = None

    def names(self):
        return list(self._wrappers)

    def values(self) -> Dict[str, object]:
        """Every parameter with what stands in its input; a layer is given by its source, which outlives it."""
        return {name: _source_of(wrapper.parameterValue()) for name, wrapper in self._wrappers.items()}

    def changed_values(self) -> Dict[str, object]:
        """Only what differs from the defaults, to be remembered."""
        return {name: value for name, value in self.values().items() if value != self._defaults[name]}

    def set_base(self, preset: Dict[str, object], mine: Dict[str, object], chosen: bool) -> None:
        """Begin from the algorithm's defaults with the preset's values, then put in what the user has set.

        chosen : whether the plan has a preset
        """
        self._preset = dict(preset)
        self._quiet = True
        for definition in self._definitions:
            wrapper = self._wrappers.get(definition.name())
            if wrapper is not None:
                wrapper.setParameterValue(preset.get(definition.name(), definition.defaultValue()), self._context)
                self._defaults[definition.name()] = _source_of(wrapper.parameterValue())
        self.set_values(mine)
        self._quiet = False
        if self._wrappers:
            self.reset.setText(tr("Back to the preset") if chosen else tr("Back to the defaults"))
        self._on_touched()

    def _on_touched(self) -> None:
        """Mark what the user has set otherwise."""
        if self._quiet or self._context is None:
            return
        changed = self.changed_values()
        hidden = 0
        for definition in self._definitions:
            name = definition.name()
            label, mark = self._labels.get(name), ""
            if name in changed:
                usual = self._said(definition, self._defaults[name])
                mark = " ● " + (tr("(preset: {value})") if name in self._preset else tr("(usual: {value})")).format(value=usual)
                hidden += bool(definition.flags() & QgsProcessingParameterDefinition.Flag.FlagAdvanced)
            if label is not None:
                label.setText(definition.description() + mark)
                font = label.font()
                font.setBold(bool(mark))
                label.setFont(font)
        text = tr("Expert parameters")
        self.experts.setText(text + (" · " + tr("{count} changed").format(count=hidden) if hidden else ""))
        self.touched.emit()

    @staticmethod
    def _said(definition, value) -> str:
        """A value in words."""
        if isinstance(definition, QgsProcessingParameterEnum) and isinstance(value, int) and 0 <= value < len(definition.options()):
            return definition.options()[value]
        if value is None or value == "" or value == []:
            return tr("none")
        return f"{value:g}" if isinstance(value, (int, float)) else str(value)

    def set_values(self, values: Dict[str, object]) -> None:
        """Fill the inputs; names the algorithm does not have are passed over."""
        for name, value in values.items():
            if name in self._wrappers:
                self._wrappers[name].setParameterValue(value, self._context)


class _Words(QLabel):
    """The words of a check box."""

    def __init__(self, words: str, box: QCheckBox, parent=None):
        super().__init__(words, parent)
        self._box = box
        self.setWordWrap(True)
        self.setBuddy(box)
        self.setToolTip(box.toolTip())

    def mouseReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.LeftButton and self._box.isEnabled():
            self._box.toggle()


def _source_of(value):
    """The source of a layer of the project, for the layer's id; any other value as it is."""
    layer = QgsProject.instance().mapLayer(value) if isinstance(value, str) else None
    return value if layer is None else layer.source()
