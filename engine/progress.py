# SPDX-License-Identifier: GPL-2.0-or-later
"""How long work reports and stops, without knowing who watches."""

from typing import Callable, Optional

from .errors import Cancelled


class Progress:
    """Share of the work done, growing only, and the wish to stop.

    Parameters
    ----------
    on_fraction : called with the share done, 0 to 1
    is_cancelled : asked at every report; true stops the work by raising `Cancelled`
    on_note : called with a short text about what is going on
    """

    def __init__(
        self,
        on_fraction: Optional[Callable[[float], None]] = None,
        is_cancelled: Optional[Callable[[], bool]] = None,
        on_note: Optional[Callable[[str], None]] = None,
    ):
        self._on_fraction = on_fraction
        self._is_cancelled = is_cancelled
        self._on_note = on_note
        self._fraction = 0.0

    def check(self) -> None:
        """Raise `Cancelled` when the user asked to stop."""
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled()

    def report(self, fraction: float) -> None:
        """Tell the share done (0 to 1, never falling) and check for cancel."""
        self.check()
        self._fraction = max(self._fraction, min(1.0, fraction))
        if self._on_fraction is not None:
            self._on_fraction(self._fraction)

    def note(self, text: str) -> None:
        """Tell what is going on, or what was assumed."""
        if self._on_note is not None:
            self._on_note(text)

    def part(self, start: float, end: float) -> "Progress":
        """A progress whose 0 to 1 is `start` to `end` of this one."""
        return Progress(lambda share: self.report(start + share * (end - start)), self._is_cancelled, self._on_note)


SILENT = Progress()
