# SPDX-License-Identifier: GPL-2.0-or-later
"""File formats written for others, each read back: shapefile, workbook, drawing; and folders that appear whole or not at all."""
