# SPDX-License-Identifier: GPL-2.0-or-later
"""Path-loss models, one per file; each turns arrays into a loss in dB."""
