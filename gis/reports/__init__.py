# SPDX-License-Identifier: GPL-2.0-or-later
"""Documents and charts: planning report, compliance statement, exposure page, path profile."""
