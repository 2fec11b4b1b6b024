# SPDX-License-Identifier: GPL-2.0-or-later
"""The inventory as it stands: checks with proposals, repairs that can be undone, the open-resource catalogue."""
