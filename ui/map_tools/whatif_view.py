# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan that is being tried out as it was after its last change: what the map and the panel show while the next one is computed."""

from dataclasses import dataclass
from typing import Dict, Optional

import numpy as np
from qgis.PyQt.QtGui import QColor

from ...engine.whatif import Figures
from ...gis.readers.scene import Scene
from ...gis.siting.draft import Draft, Stand
from ...gis.styles.colours import FAULT

MISSING_ALPHA = 150


@dataclass(frozen=True)
class View:
    """Copies, so that the draft may go on in another thread.

    pixels : uint32 (rows, columns) of `QImage.Format_ARGB32`, a tint where the level is missed
    """

    scene: Scene
    stands: Dict[str, Stand]
    start: Dict[str, Stand]
    figures: Figures
    before: Figures
    changed: bool
    can_undo: bool
    pixels: np.ndarray

    def site_at(self, x_m: float, y_m: float, reach_m: float) -> Optional[str]:
        """The planned site nearest to a place, within reach."""
        near = [(np.hypot(stand.site.x_m - x_m, stand.site.y_m - y_m), site_id) for site_id, stand in self.stands.items()]
        away, site_id = min(near, default=(np.inf, None))
        return site_id if away <= reach_m else None


def view_of(draft: Draft) -> View:
    """The draft as it is now; called in the thread that changes it."""
    pixels = np.multiply(draft.missing(), _pixel(FAULT, MISSING_ALPHA), dtype=np.uint32)
    return View(
        draft.scene, dict(draft.stands), dict(draft.start), draft.figures, draft.before, draft.changed, draft.can_undo, pixels
    )  # fmt: skip


def _pixel(colour: str, alpha: int) -> np.uint32:
    """A colour as a pixel of `QImage.Format_ARGB32`, in this machine's byte order."""
    shade = QColor(colour)
    return np.uint32(alpha << 24 | shade.red() << 16 | shade.green() << 8 | shade.blue())
