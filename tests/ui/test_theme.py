# SPDX-License-Identifier: GPL-2.0-or-later
"""Dark themes and large type: everything in the panel can be read, and no text is cut off."""

import re

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QAbstractButton, QLabel, QToolButton
from smartpole.ui.panel.state_icon import DONE_COLOUR, RUN_COLOUR, STALE_COLOUR
from smartpole.ui.panel.step_row import ElidedLabel
from smartpole.ui.theme import SIGN_CONTRAST, TEXT_CONTRAST, contrast, palette_for, readable, told


def test_contrast_is_that_of_wcag():
    white = QColor("white")
    assert contrast(QColor("black"), white) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), white) == pytest.approx(4.48, abs=0.01)  # the example everyone knows: just too weak
    assert contrast(white, QColor("#777777")) == contrast(QColor("#777777"), white)


@pytest.mark.parametrize("ground", ["#ffffff", "#efefef", "#808080", "#535353", "#323232", "#000000"])
def test_any_colour_becomes_readable_and_good_ones_stay(ground):
    for colour in (QColor("#535353"), QColor("#0080ff"), DONE_COLOUR, RUN_COLOUR, STALE_COLOUR, QColor("white"), QColor("black")):
        for wanted in (SIGN_CONTRAST, TEXT_CONTRAST):
            shown = readable(colour, QColor(ground), wanted)
            assert contrast(shown, QColor(ground)) >= min(wanted, 4.5)
            if contrast(colour, QColor(ground)) >= wanted:
                assert shown == colour


@pytest.fixture
def theme(qgis_app):
    """Change QGIS's theme and the size of its type; both are as before afterwards."""
    font, sheet, palette = qgis_app.font(), qgis_app.styleSheet(), QPalette(qgis_app.palette())

    def change(name="default", share=1.0):
        if name not in QgsApplication.uiThemes():
            pytest.skip(f"no theme {name}")
        QgsApplication.setUITheme(name)
        larger = qgis_app.font()
        larger.setPointSizeF(font.pointSizeF() * share)
        qgis_app.setFont(larger)

    yield change
    QgsApplication.setUITheme("default")
    qgis_app.setFont(font)
    qgis_app.setPalette(palette)
    qgis_app.setStyleSheet(sheet)


def opened(desk, town, wait_for):
    """The panel with the town, every step unfolded one after the other; yields after each."""
    assert desk.conductor.open_workspace(town.path, show_layers=False)
    wait_for(lambda: desk.dock.rows and desk.dock.rows["resources"].isVisible(), 10, "the steps")
    desk.dock.resize(380, 640)
    for key, row in desk.dock.rows.items():
        desk.dock.open_only(key)
        desk.conductor.ensure_form(key)
        row.more.setChecked(True)
        wait_for(lambda row=row: row.is_open(), 5, "the step")
        yield key


def shown(root, kind):
    return [widget for widget in root.findChildren(kind) if widget.isVisible() and widget.text()]


def unreadable(desk):
    """Labels and links of the panel that are too weak on their ground."""
    ground = palette_for(desk.dock).color(QPalette.ColorRole.Window)
    found = []
    for label in shown(desk.dock.inside, QLabel):
        colours = {label.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText).name()}
        colours.update(re.findall(r"color: (#[0-9a-f]{6})", label.text()))
        if "<a href" in label.text():
            colours.add(label.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Link).name())
        weak = [colour for colour in colours if contrast(QColor(colour), ground) < TEXT_CONTRAST - 0.01]
        if weak:
            found.append((label.text(), weak, ground.name()))
    return found


def test_everything_can_be_read_in_the_dark(theme, desk, town, wait_for):
    theme("Night Mapping")
    for key in opened(desk, town, wait_for):
        wait_for(lambda: not unreadable(desk), 3, f"{key}: readable text instead of {unreadable(desk)}")
    ground = palette_for(desk.dock).color(QPalette.ColorRole.Window)
    assert contrast(ground, QColor("black")) < 4, "the theme is dark"
    ink = told(desk.dock.rows["coverage"].chart, "ink", QColor("black"))
    assert contrast(ink, ground) >= TEXT_CONTRAST, "what charts are written in"


def cut_off(desk):
    """Texts of the panel that are wider or higher than their widget."""
    found = []
    for widget in shown(desk.dock.inside, QLabel) + shown(desk.dock.inside, QAbstractButton):
        icon_only = isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        if isinstance(widget, ElidedLabel) or icon_only:
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed, there = widget.heightForWidth(widget.width()), widget.height()
        else:
            needed, there = widget.sizeHint().width(), widget.width()
        if needed > there + 2:
            found.append((widget.text(), needed, there))
    return found


@pytest.mark.parametrize("share", [1.25, 1.5])
def test_no_text_is_cut_off_in_large_type(theme, desk, town, wait_for, share):
    theme(share=share)
    for key in opened(desk, town, wait_for):
        wait_for(lambda: not cut_off(desk), 3, f"{key}: whole text instead of {cut_off(desk)}")


def test_a_change_of_theme_reaches_an_open_panel(theme, desk, town, wait_for):
    def ink():
        return told(desk.dock.rows["coverage"].chart, "ink", QColor("red"))

    light = ink()
    theme("Night Mapping")
    wait_for(lambda: ink() != light, 5, "the new ink")
    dark = ink()
    theme("default")
    wait_for(lambda: contrast(ink(), palette_for(desk.dock).color(QPalette.ColorRole.Window)) >= TEXT_CONTRAST, 5, "ink for the old ground")
    assert contrast(dark, QColor("#323232")) >= TEXT_CONTRAST
