# SPDX-License-Identifier: GPL-2.0-or-later
"""How much demand meets both its signal level and its SINR, kept while sites come, go and turn.

A cell is served when its strongest sector reaches the level asked for and stands out enough against noise and the
weighted sum of all others on its channel: P / (sum eta_j P_j + N). More sites can take service away, so the sum is not
submodular and no greedy guarantee holds. What never changes (today's network) is summed once; what may change is kept
in the lists of `engine/server_list.py`, and a change touches only the cells in its window.
"""

from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ..errors import InputError
from ..grid import Window
from ..server_list import ServerList

Channel = Tuple[float, float]


@dataclass(frozen=True)
class Beam:
    """What one sector gives: `power_mw` float32 per resource element on the cells of `window`, 0 where it is not heard;
    `operators` whose users it serves."""

    channel: Channel
    window: Window
    power_mw: np.ndarray
    load: float
    operators: Tuple[str, ...] = ()


class Arriving:
    """The beams of a site as one on each channel: the strongest, and the weighted sum. Kept, it saves work in trials."""

    def __init__(self, beams: Sequence[Beam]):
        self.parts: Dict[Channel, Tuple[Window, np.ndarray, np.ndarray, np.ndarray]] = {}
        groups: Dict[Channel, List[Beam]] = {}
        for beam in beams:
            groups.setdefault(beam.channel, []).append(beam)
        for channel, same in groups.items():
            window = joined([beam.window for beam in same])
            top, own, total = (np.zeros((window.rows, window.columns), np.float32) for _ in range(3))
            for beam in same:
                inside = _within(window, beam.window)
                weighted = beam.power_mw * np.float32(beam.load)
                np.copyto(own[inside], weighted, where=beam.power_mw > top[inside])
                np.maximum(top[inside], beam.power_mw, out=top[inside])
                total[inside] += weighted
            self.parts[channel] = window, top, own, total

    @property
    def window(self) -> Optional[Window]:
        """Where anything is heard."""
        return joined([part[0] for part in self.parts.values()]) if self.parts else None

    @property
    def size(self) -> int:
        """Cells that are kept."""
        return sum(part[1].size for part in self.parts.values())


class Field:
    """The cells, what they ask for, and who serves them.

    weights : (rows, columns) >= 0, what serving a cell is worth
    required_mw, required_ratio : (rows, columns) signal and SINR asked for, linear; cells without weight are not asked
    noise_mw : per channel, noise per resource element with the receiver's noise figure
    """

    def __init__(self, weights, required_mw, required_ratio, noise_mw: Mapping[Channel, float], depth: int = 5):
        self.weights = np.asarray(weights, np.float64)
        self.shape = self.weights.shape
        if self.weights.ndim != 2 or np.shape(required_mw) != self.shape or np.shape(required_ratio) != self.shape:
            raise InputError("placement_shape", name="field", shape=np.shape(required_mw), expected=self.shape)
        if not noise_mw:
            raise InputError("network_empty")
        if not np.isfinite(self.weights).all() or (self.weights < 0).any():
            raise InputError("placement_negative_weight", count=int((~(self.weights >= 0)).sum()))
        asked = self.weights > 0
        self._required = np.where(asked, required_mw, np.inf).astype(np.float32)
        self._ratio = np.where(asked, required_ratio, 1.0).astype(np.float32)
        self.channels = sorted(noise_mw)
        self._noise = dict(noise_mw)
        self._lists = {channel: ServerList(self.shape, depth) for channel in self.channels}
        self._ground = {
            channel: [np.zeros(self.shape, np.float32), np.zeros(self.shape), np.zeros(self.shape)] for channel in self.channels
        }
        self._now = {channel: [np.zeros(self.shape, np.float32) for _ in range(3)] for channel in self.channels}
        self._beams: Dict[int, Beam] = {}
        self._load = np.zeros(64)
        self._next = 0
        self._free: List[int] = []
        self.served = np.zeros(self.shape, bool)
        self.value = 0.0
        self._refresh(Window(0, 0, *self.shape))

    def ground(self, beams: Sequence[Beam]) -> None:
        """Add what never changes."""
        for beam in beams:
            top, own, total = (layer[beam.window.slices] for layer in self._ground[beam.channel])
            np.copyto(own, beam.power_mw * float(beam.load), where=beam.power_mw > top)
            np.maximum(top, beam.power_mw, out=top)
            total += np.multiply(beam.power_mw, float(beam.load), dtype=np.float64)
            self._refresh(beam.window)

    def newcomer_needs_mw(self, channel: Channel) -> np.ndarray:
        """The power below which a new sector cannot serve a cell whatever else changes: the level asked for, and the SINR
        against noise and today's network alone; float32, inf where nothing is asked."""
        total = (self._ground[channel][2] + self._noise[channel]).astype(np.float32)
        return np.maximum(self._required, self._ratio * total)

    def add(self, beams: Sequence[Beam]) -> Tuple[int, ...]:
        """Sectors come; returns the numbers by which they go again."""
        numbers = []
        for beam in beams:
            number = self._free.pop() if self._free else self._next
            self._next = max(self._next, number + 1)
            if number >= self._load.size:
                self._load = np.concatenate([self._load, np.zeros(self._load.size)])
            self._load[number] = beam.load
            self._beams[number] = beam
            self._lists[beam.channel].add(number, beam.window.slices, beam.power_mw, beam.load)
            numbers.append(number)
        if numbers:
            self._refresh(joined([beam.window for beam in beams]))
        return tuple(numbers)

    def remove(self, numbers: Sequence[int]) -> None:
        """Sectors go."""
        gone = [self._beams.pop(number) for number in numbers]
        for number, beam in zip(numbers, gone):
            self._lists[beam.channel].remove(number, beam.window.slices, beam.power_mw, beam.load)
        for channel in {beam.channel for beam in gone}:
            self._fill(channel, joined([beam.window for beam in gone if beam.channel == channel]))
        self._free.extend(numbers)
        if gone:
            self._refresh(joined([beam.window for beam in gone]))

    def missing(self) -> np.ndarray:
        """Flat, what serving each cell would be worth that is not served now."""
        return np.where(self.served, 0.0, self.weights).ravel()

    def arriving(self, beams: Sequence[Beam]) -> Arriving:
        """Beams as `gain` takes them."""
        return Arriving(beams)

    def gain(self, arriving: Arriving) -> float:
        """How the value would change if these sectors came; negative when they disturb more than they serve."""
        window = arriving.window
        if window is None:
            return 0.0
        slices = window.slices
        layers = []
        for channel in self.channels:
            top, own, total = (layer[slices] for layer in self._now[channel])
            part = arriving.parts.get(channel)
            if part is not None:
                its_window, its_top, its_own, its_total = part
                if its_window != window:
                    inside = _within(window, its_window)
                    its_top, its_own, its_total = (_placed(some, top.shape, inside) for some in (its_top, its_own, its_total))
                own = np.where(its_top > top, its_own, own)
                top, total = np.maximum(top, its_top), total + its_total
            layers.append((top, own, total))
        changed = self._verdict(layers, slices) ^ self.served[slices]
        rows, columns = np.nonzero(changed)
        weights = self.weights[slices][rows, columns]
        return float(np.where(self.served[slices][rows, columns], -weights, weights).sum())

    def _verdict(self, layers, slices) -> np.ndarray:
        best = served = None
        for top, own, total in layers:
            good = top >= self._ratio[slices] * (total - own)
            if best is None:
                best, served = top, good
                continue
            served = np.where(top > best, good, served)
            best = np.maximum(best, top)
        return served & (best >= self._required[slices])

    def _refresh(self, window: Window) -> None:
        """Layers and value of a window from the lists."""
        slices = window.slices
        layers = []
        for channel in self.channels:
            entry, (ground_top, ground_own, ground_total) = self._lists[channel], self._ground[channel]
            top, own, total = (layer[slices] for layer in self._now[channel])
            power, index = entry.power_mw[0][slices], entry.index[0][slices]
            stronger = power > ground_top[slices]
            own[...] = np.where(stronger, self._load[np.maximum(index, 0)] * power, ground_own[slices])
            np.maximum(power, ground_top[slices], out=top)
            total[...] = ground_total[slices] + entry.weighted_mw[slices] + self._noise[channel]
            layers.append((top, own, total))
        verdict = self._verdict(layers, slices)
        rows, columns = np.nonzero(verdict != self.served[slices])
        weights = self.weights[slices][rows, columns]
        self.value += float(np.where(verdict[rows, columns], weights, -weights).sum())
        self.served[slices] = verdict

    def _fill(self, channel: Channel, window: Window) -> None:
        """Fill again the cells in which too little is known; rare, and as long as the lists are deep."""
        entry = self._lists[channel]
        rows, columns = np.nonzero(entry.incomplete(window.slices))
        if not rows.size:
            return
        rows, columns = rows + window.row, columns + window.column
        filled = ServerList(rows.shape, entry.depth)
        for number, beam in self._beams.items():
            if beam.channel == channel:
                at_row, at_column = rows - beam.window.row, columns - beam.window.column
                inside = (at_row >= 0) & (at_row < beam.window.rows) & (at_column >= 0) & (at_column < beam.window.columns)
                if inside.any():
                    power = np.zeros(rows.shape, np.float32)
                    power[inside] = beam.power_mw[at_row[inside], at_column[inside]]
                    filled.add(number, (slice(None),), power, beam.load)
        entry.put((rows, columns), filled)


def joined(windows: Sequence[Window]) -> Window:
    """The smallest window around all of them."""
    if len(windows) == 1:
        return windows[0]
    top, left = min(w.row for w in windows), min(w.column for w in windows)
    bottom, right = max(w.row + w.rows for w in windows), max(w.column + w.columns for w in windows)
    return Window(top, left, bottom - top, right - left)


def _within(outer: Window, inner: Window) -> Tuple[slice, slice]:
    return Window(inner.row - outer.row, inner.column - outer.column, inner.rows, inner.columns).slices


def _placed(values: np.ndarray, shape, inside) -> np.ndarray:
    wide = np.zeros(shape, values.dtype)
    wide[inside] = values
    return wide
