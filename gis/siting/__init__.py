# SPDX-License-Identifier: GPL-2.0-or-later
"""From a workspace to a siting problem, and from a plan back to the workspace."""
