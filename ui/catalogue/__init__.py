# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue of resources: table, filter, edits, details."""
