# SPDX-License-Identifier: GPL-2.0-or-later
"""Print: page templates, filling them with a plan, map sheets."""
