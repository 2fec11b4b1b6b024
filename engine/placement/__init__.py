# SPDX-License-Identifier: GPL-2.0-or-later
"""Choosing sites: candidates and their rules, the problem, its solver and its proof."""
