# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel's few style rules, made from the palette so that the dark theme and large fonts just work."""

from qgis.PyQt.QtGui import QColor, QPalette

ACCENT = QColor(31, 97, 141)


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
    quiet = mixed(window, ink, 0.45)
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
