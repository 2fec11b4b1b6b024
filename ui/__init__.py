# SPDX-License-Identifier: GPL-2.0-or-later
"""Panels, map tools and pages; they collect parameters, run algorithms by id and show results."""
