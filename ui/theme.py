# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's few style rules and colours, made from what labels really look like, so that dark themes and large fonts just work.

A theme of QGIS is a style sheet; its palette may say something else (Night Mapping: dark grey text on dark grey). So the ink is
that of a label as it is shown, and every colour we paint with is moved until it can be read on its ground.
"""

import re

from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QLabel, QWidget

ACCENT = QColor(31, 97, 141)
TEXT_CONTRAST, SIGN_CONTRAST = 4.5, 3.0  #: W3C WCAG 2.1, success criteria 1.4.3 and 1.4.11


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""

    def luminance(colour: QColor) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: QColor, ground: QColor, wanted: float = TEXT_CONTRAST) -> QColor:
    """The colour itself where it can be read on its ground, else the nearest towards white or black that can."""
    white, black = QColor(255, 255, 255), QColor(0, 0, 0)
    aim = white if contrast(white, ground) > contrast(black, ground) else black
    for step in range(21):
        moved = QColor(*(round(a + (b - a) * step / 20) for a, b in zip(colour.getRgb()[:3], aim.getRgb()[:3])))
        if contrast(moved, ground) >= wanted:
            return moved
    return aim


def palette_for(widget: QWidget) -> QPalette:
    """The widget's palette with text, links and lines as they can be read on it; its children take it over."""
    probe = QLabel("x", widget)
    probe.ensurePolished()
    shown = probe.palette().color(QPalette.ColorRole.WindowText)
    probe.setParent(None)
    probe.deleteLater()
    palette = QPalette(widget.palette())
    ground = palette.color(QPalette.ColorRole.Window)
    ink = readable(shown, ground)
    link = readable(palette.color(QPalette.ColorRole.Link), ground)
    colours = {
        "WindowText": ink,
        "Link": link,
        "LinkVisited": link,
        "Mid": readable(QColor(_between(ground, ink, 0.45)), ground, SIGN_CONTRAST),
    }
    colours["Midlight"] = QColor(_between(ground, ink, 0.16))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for role, colour in colours.items():
            palette.setColor(group, getattr(QPalette.ColorRole, role), colour)
    return palette


def told(widget: QWidget, name: str, otherwise: QColor) -> QColor:
    """A colour that the panel around `widget` states (`ink`, `track`, `link`): a theme's style sheet keeps palettes from children."""
    while widget is not None:
        stated = widget.property(f"smartpole_{name}")
        if stated:
            return QColor(stated)
        widget = widget.parentWidget()
    return otherwise


def state_colours(root: QWidget, palette: QPalette) -> None:
    """Let everything under `root` find the colours of a palette by `told`."""
    for name, role in (("ink", "WindowText"), ("track", "Midlight"), ("link", "Link")):
        root.setProperty(f"smartpole_{name}", palette.color(getattr(QPalette.ColorRole, role)).name())
    for label in root.findChildren(QLabel):
        if '<a style="color' in label.text():  # written in the colours of another theme
            label.setText(with_links(re.sub(r'<a style="color: [^"]*" href', "<a href", label.text()), label))


def with_links(words: str, widget: QWidget) -> str:
    """Rich text whose links are in the panel's own colour."""
    colour = told(widget, "link", widget.palette().color(QPalette.ColorRole.Link)).name()
    return words.replace("<a href", f'<a style="color: {colour}" href')


def _between(one: QColor, other: QColor, share: float) -> str:
    return QColor(*(round(a + (b - a) * share) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3]))).name()


def mixed(one: QColor, other: QColor, share: float) -> str:
    """A colour `share` of the way from one to the other, as a style sheet writes it."""
    parts = [round(a + (b - a) * share) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3])]
    return "rgb({}, {}, {})".format(*parts)


def style_sheet(palette: QPalette) -> str:
    """Style rules for the panel on this palette."""
    window = palette.color(QPalette.ColorRole.Window)
    ink = palette.color(QPalette.ColorRole.WindowText)
    line = mixed(window, ink, 0.16)
    hover = mixed(window, ink, 0.06)
    quiet = readable(QColor(_between(window, ink, 0.62)), window).name()
    return f"""
    QFrame#panelHeader {{ border: none; border-bottom: 1px solid {line}; }}
    QFrame#stepHeader {{ border: none; border-top: 1px solid {line}; }}
    QFrame#stepHeader:hover, QFrame#stepHeader:focus {{ background: {hover}; }}
    QFrame#firstGuide {{ border: none; border-bottom: 1px solid {line}; background: {mixed(window, ACCENT, 0.12)}; }}
    QLabel#stepNotes {{ color: {quiet}; font-size: small; }}
    QPushButton#primary {{ background: {ACCENT.name()}; color: white; border: none; border-radius: 4px; }}
    QPushButton#primary {{ padding: 6px 14px; font-weight: 600; }}
    QPushButton#primary:hover {{ background: {ACCENT.lighter(115).name()}; }}
    QPushButton#primary:pressed {{ background: {ACCENT.darker(115).name()}; }}
    QPushButton#primary:disabled {{ background: {mixed(window, ink, 0.18)}; color: {quiet}; }}
    QPushButton#primary:focus {{ border: 2px solid {mixed(window, ink, 0.7)}; padding: 4px 12px; }}
    """
