# SPDX-License-Identifier: GPL-2.0-or-later
"""Several operators' users side by side: a field for each, and a cell counts in every one in which it is served."""

from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

import numpy as np

from ..grid import Window
from .sinr_field import Arriving, Beam, Field, joined


@dataclass(frozen=True)
class ArrivingLayers:
    """What comes, per layer."""

    layers: Tuple[Arriving, ...]

    @property
    def window(self) -> Optional[Window]:
        """Where anything is heard."""
        windows = [some.window for some in self.layers if some.window is not None]
        return joined(windows) if windows else None

    @property
    def size(self) -> int:
        """Cells that are kept."""
        return sum(some.size for some in self.layers)


class Layers:
    """Fields that a refinement changes together.

    fields : one per layer
    operators : whose users a layer stands for; None for those of any operator
    """

    def __init__(self, fields: Sequence[Field], operators: Sequence[Optional[str]]):
        self.fields, self.operators = list(fields), list(operators)

    @property
    def value(self) -> float:
        """The demand served, summed over the layers."""
        return sum(field.value for field in self.fields)

    def ground(self, beams: Sequence[Beam]) -> None:
        """Add what never changes."""
        for field, heard in zip(self.fields, self._apart(beams)):
            field.ground(heard)

    def add(self, beams: Sequence[Beam]) -> Tuple[Tuple[int, ...], ...]:
        """Sectors come; returns the numbers by which they go again."""
        return tuple(field.add(heard) for field, heard in zip(self.fields, self._apart(beams)))

    def remove(self, numbers: Sequence[Sequence[int]]) -> None:
        """Sectors go."""
        for field, some in zip(self.fields, numbers):
            field.remove(some)

    def arriving(self, beams: Sequence[Beam]) -> ArrivingLayers:
        """Beams as `gain` takes them."""
        return ArrivingLayers(tuple(Arriving(heard) for heard in self._apart(beams)))

    def gain(self, arriving: ArrivingLayers) -> float:
        """How the value would change if these sectors came."""
        return sum(field.gain(some) for field, some in zip(self.fields, arriving.layers))

    def missing(self) -> np.ndarray:
        """Flat, layer after layer, what serving each cell would be worth that is not served now."""
        return np.concatenate([field.missing() for field in self.fields])

    def _apart(self, beams: Sequence[Beam]):
        return [[beam for beam in beams if operator is None or operator in beam.operators] for operator in self.operators]
