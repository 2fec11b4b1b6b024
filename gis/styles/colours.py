# SPDX-License-Identifier: GPL-2.0-or-later
"""The colours of the product, said once: they mean the same on maps, charts and pages.

Signal runs from deep blue (strong) through green to pale yellow (weak): lightness falls evenly with strength,
so the order survives a grey print and every common colour blindness. Red-orange is kept for gaps and faults.
"""

from typing import Tuple

#: (class, lower edge; None = no lower edge, colour), strong to weak
RSRP_CLASSES: Tuple = (
    ("excellent", -85.0, "#14356f"),
    ("good", -95.0, "#2580a8"),
    ("fair", -105.0, "#7cc48f"),
    ("poor", None, "#f7f3b2"),
)
SINR_CLASSES: Tuple = (
    ("excellent", 13.0, "#14356f"),
    ("good", 3.0, "#2580a8"),
    ("fair", -3.0, "#7cc48f"),
    ("poor", None, "#f7f3b2"),
)

#: share of the public limit of exposure, percent; only what is above the limit is a fault
EXPOSURE_CLASSES: Tuple = (
    ("above", 100.0, "#d9481c"),
    ("share", 20.0, "#5a3d9e"),
    ("low", 2.0, "#a99bd0"),
    ("tiny", None, "#eeebf5"),
)
#: servers within 6 dB of the best: four or more are pilot pollution
OVERLAP_CLASSES: Tuple = (
    ("four", 3.5, "#d9481c"),
    ("three", 2.5, "#5f7d95"),
    ("two", 1.5, "#a9bfcc"),
    ("one", None, "#eef2f4"),
)

#: change of signal between two coverages, dB: green-blue for stronger, brown for weaker, apart for every common colour blindness
DIFFERENCE_CLASSES: Tuple = (
    ("much_stronger", 10.0, "#01665e"),
    ("stronger", 3.0, "#5ab4ac"),
    ("same", -3.0, "#f2f2ee"),
    ("weaker", -10.0, "#d8b365"),
    ("much_weaker", None, "#8c510a"),
)

#: further layers of a coverage, strong to weak on the same ramp; what is too little is pale, not red
MARGIN_CLASSES: Tuple = (
    ("clear", 6.0, "#14356f"), ("fair", 3.0, "#2580a8"), ("close", 1.0, "#7cc48f"), ("tie", None, "#f7f3b2"),
)  # fmt: skip
DOWNLINK_CLASSES: Tuple = (
    ("high", 100.0, "#14356f"), ("good", 50.0, "#2580a8"), ("fair", 10.0, "#7cc48f"), ("low", None, "#f7f3b2"),
)  # fmt: skip
UPLINK_CLASSES: Tuple = (
    ("high", 5.0, "#14356f"), ("good", 3.0, "#2580a8"), ("fair", 1.0, "#7cc48f"), ("low", None, "#f7f3b2"),
)  # fmt: skip
CONFIDENCE_CLASSES: Tuple = (
    ("sure", 95.0, "#14356f"), ("likely", 75.0, "#2580a8"), ("even", 50.0, "#7cc48f"), ("unlikely", None, "#f7f3b2"),
)  # fmt: skip

MET = "#cfe3ee"
FAULT = "#d9481c"  #: red-orange: gaps and faults, nothing else
GOOD = "#2580a8"
NEUTRAL = "#5b6670"
INK = "#22292f"
PAPER = "#ffffff"

#: service level -> colour of its gaps, full at A, lighter towards D
GAP_COLOURS = {"A": "#d9481c", "B": "#ee7d42", "C": "#f6a96f", "D": "#fbd0a6"}
#: service level -> colour of the level itself (outlines, bars): blues and greys, never the fault colour
LEVEL_COLOURS = {"A": "#14356f", "B": "#2a6f9e", "C": "#5f9ea0", "D": "#8a949c"}

EXISTING = "#3b4248"
#: one hue per year of the plan, in order; dark enough for white halos, apart from signal blues and fault orange
YEAR_COLOURS = ("#b0127b", "#5a3d9e", "#7a4a12", "#0b6e6e", "#99640b", "#4a4a8a")

#: resource type (RES_TYPE) -> colour, shape
RESOURCE_SYMBOLS = {
    "01": ("#8d7f5f", "circle"),
    "02": ("#4f7f94", "diamond"),
    "03": ("#7d6b8f", "cross_fill"),
    "04": ("#6b8f6b", "triangle"),
    "05": ("#4f6b4f", "pentagon"),
    "06": ("#6f7f9f", "square"),
    "07": ("#4a4a4a", "equilateral_triangle"),
    "08": ("#5a5a7a", "hexagon"),
    "09": ("#8f7a6b", "semi_circle"),
    "10": ("#3f7f6f", "star"),
    "99": ("#9a9a9a", "circle"),
}
#: building mode (MODE) -> shape: shared tower, shared pole, roof, smart pole, new tower
MODE_SHAPES = {"1": "equilateral_triangle", "2": "circle", "3": "square", "4": "star", "5": "diamond"}

#: building mode -> colour in charts: lightness tells them apart in a grey print; what is newly built is hatched too
MODE_COLOURS = {"1": "#22344a", "2": "#2580a8", "3": "#7cc48f", "4": "#5a3d9e", "5": "#cfc4e8"}
#: openness of a resource (OPEN_ST) -> colour in charts; only a refusal is a fault
OPEN_COLOURS = {"2": "#14527a", "3": "#4f9fbd", "1": "#e3cf7a", "0": "#c3ccd2", "4": FAULT}

#: best-server map: quiet tints for neighbours; the order keeps neighbours in the list apart
SERVER_COLOURS = (
    "#a6cee3", "#cab2d6", "#b2df8a", "#d9d2a6", "#8fb8c9", "#c9a6b8", "#9fc9b0", "#b8b8d9", "#d9c6e3", "#a8d0d0", "#c6d9a0", "#b0bcc8",
)  # fmt: skip


def year_colour(year: int, first_year: int) -> str:
    """The hue of a plan year, counted from the first year of the plan."""
    return YEAR_COLOURS[(int(year) - int(first_year)) % len(YEAR_COLOURS)]
