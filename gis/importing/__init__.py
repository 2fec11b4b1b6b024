# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading messy inventories: encoding, columns, coordinates, checks."""
