# SPDX-License-Identifier: GPL-2.0-or-later
"""Propagation, coverage and placement on plain arrays: no QGIS, no GDAL, no Qt."""
