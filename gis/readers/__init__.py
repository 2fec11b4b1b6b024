# SPDX-License-Identifier: GPL-2.0-or-later
"""From a workspace and its files to what the engine works on, and results read back: terrain, network, demand, stations, zones."""
