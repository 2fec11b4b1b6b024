# SPDX-License-Identifier: GPL-2.0-or-later
"""What leaves the house: a package per recipient, its papers and formats, the change log, and the answer that comes back."""
