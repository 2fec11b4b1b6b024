# SPDX-License-Identifier: GPL-2.0-or-later
"""SmartPole 5G · 智慧杆站址规划: a QGIS plugin that plans 5G sites on public resources."""


def classFactory(iface):
    """Return the plugin; QGIS calls this when it loads the package."""
    from .plugin import SmartPolePlugin

    return SmartPolePlugin(iface)
