# SPDX-License-Identifier: GPL-2.0-or-later
"""Map tools: look here, try out, compare."""
