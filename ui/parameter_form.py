# SPDX-License-Identifier: GPL-2.0-or-later
"""The folded "more parameters" of a step, made from the algorithm's own parameter definitions."""

from typing import Dict, Iterable

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterNumber,
    QgsProject,
)
from qgis.gui import QgsGui, QgsProcessingGui, QgsProcessingParameterWidgetContext
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..gis.messages import tr


class ParameterForm(QWidget):
    """One input per parameter of an algorithm, label above, except those the panel sets itself."""

    def __init__(self, algorithm_id: str, fixed: Iterable[str] = (), canvas=None, parent=None):
        super().__init__(parent)
        self.algorithm_id = algorithm_id
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._wrappers = {}
        self._definitions = []
        self._defaults = {}
        self._widget_context = QgsProcessingParameterWidgetContext()
        self._widget_context.setProject(QgsProject.instance())
        if canvas is not None:
            self._widget_context.setMapCanvas(canvas)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        if algorithm is not None:
            for definition in algorithm.parameterDefinitions():
                if self._is_shown(definition, set(fixed)):
                    self._add(definition)
        self._add_reset()

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
        if not isinstance(definition, QgsProcessingParameterBoolean):
            label = QLabel(definition.description(), self)
            label.setWordWrap(True)
            label.setBuddy(widget)
            self._lines.addWidget(label)
        widget.setMinimumWidth(0)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        if definition.help():
            widget.setToolTip(definition.help())
        self._lines.addWidget(widget)
        self._wrappers[definition.name()] = wrapper
        wrapper.setParameterValue(definition.defaultValue(), self._context)
        self._defaults[definition.name()] = _source_of(wrapper.parameterValue())

    def _add_reset(self) -> None:
        if not self._wrappers:
            return
        reset = QToolButton(self)
        reset.setText(tr("Back to the defaults"))
        reset.setAutoRaise(True)
        reset.clicked.connect(lambda: self.set_values(self._defaults))
        self._lines.addWidget(reset)

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

    def set_values(self, values: Dict[str, object]) -> None:
        """Fill the inputs; names the algorithm does not have are passed over."""
        for name, value in values.items():
            if name in self._wrappers:
                self._wrappers[name].setParameterValue(value, self._context)


def _source_of(value):
    """The source of a layer of the project, for the layer's id; any other value as it is."""
    layer = QgsProject.instance().mapLayer(value) if isinstance(value, str) else None
    return value if layer is None else layer.source()
