# SPDX-License-Identifier: GPL-2.0-or-later
"""What a comparison of two coverages says, in a sentence."""

from typing import Mapping

from .messages import tr


def comparison_sentence(numbers: Mapping) -> str:
    """Served before and after, cells and people newly served and lost."""
    parts = []
    if numbers["BEFORE_PCT"] is not None and numbers["AFTER_PCT"] is not None:
        parts.append(tr("Area served: {before:.1f} % → {after:.1f} %.").format(before=numbers["BEFORE_PCT"], after=numbers["AFTER_PCT"]))
    parts.append(_changed(tr("Newly served: {cells:,} cells, {hectares:.1f} ha"), numbers, "GAIN"))
    parts.append(_changed(tr("No longer served: {cells:,} cells, {hectares:.1f} ha"), numbers, "LOST"))
    stronger, weaker = numbers["STRONGER_PCT"], numbers["WEAKER_PCT"]
    parts.append(
        tr("{stronger:.0f} % of the area heard gains 3 dB or more, {weaker:.0f} % loses as much.").format(stronger=stronger, weaker=weaker)
    )
    return " ".join(parts)


def _changed(template: str, numbers: Mapping, side: str) -> str:
    words = template.format(cells=numbers[f"{side}_CELLS"], hectares=numbers[f"{side}_M2"] / 1e4)
    people = numbers[f"{side}_POP"]
    return words + (tr(", {people:,.0f} people.").format(people=people) if people >= 0.5 else tr("."))
