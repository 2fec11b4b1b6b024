# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the guide explains an algorithm: a page of the plugin's own, so that help works offline."""

from qgis.PyQt.QtCore import QUrl

from ..gis.messages import RESOURCES, language


def help_url(name: str) -> str:
    """The URL of the guide in the user's language, at the place that explains `name`; empty where there is no guide."""
    page = RESOURCES / "help" / f"guide_{language()}.html"
    if not page.is_file():
        return ""
    url = QUrl.fromLocalFile(str(page))
    url.setFragment(name)
    return url.toString()
