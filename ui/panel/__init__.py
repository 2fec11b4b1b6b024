# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel: seven steps, their states, sentences and charts."""
