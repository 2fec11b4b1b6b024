# SPDX-License-Identifier: GPL-2.0-or-later
"""Between QGIS and the engine: everything that touches a file, a layer or a setting."""
