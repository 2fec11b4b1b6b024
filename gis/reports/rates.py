# SPDX-License-Identifier: GPL-2.0-or-later
"""How well the planned sites share what is there, counted the same way wherever it is shown."""

from typing import Mapping, Sequence

from ...engine.sharing import SharingRates, sharing_rates

OPERATOR_DIGITS = frozenset("12349")  #: of SITE_PL.OPERS: operators and others, not "none"


def plan_rates(sites: Sequence[Mapping]) -> SharingRates:
    """The rates of rows of SITE_PL; a site that names no operator counts as that of one."""
    return sharing_rates([row["MODE"] for row in sites], [len(set(str(row["OPERS"] or "")) & OPERATOR_DIGITS) for row in sites])
