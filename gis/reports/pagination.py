# SPDX-License-Identifier: GPL-2.0-or-later
"""Where pages end in a text laid out as one long column: no heading alone at the foot, no row of a table in two."""

from typing import List, NamedTuple, Optional, Sequence, Tuple


class Strip(NamedTuple):
    """A part of a page: what stands between two heights of the long column."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Piece(NamedTuple):
    """What may not be divided: a line of text, a picture, a row of a table; from top to bottom of the long column."""

    top: float
    bottom: float
    keep: bool = False  #: on one page with the next piece
    new_page: bool = False  #: begins a page
    head: Optional[Strip] = None  #: heading rows that are said again where a page begins with this piece


def pages(pieces: Sequence[Piece], height: float) -> List[Tuple[Strip, ...]]:
    """The strips of each page, at most `height` together. A piece higher than a page is cut, as nothing else is possible."""
    made: List[Tuple[Strip, ...]] = []
    first = 0
    while first < len(pieces):
        head = (pieces[first].head,) if pieces[first].head and made else ()
        room = height - sum(strip.height for strip in head)
        last = _end(pieces, first, room)
        top, bottom = pieces[first].top, pieces[last - 1].bottom
        made.append((*head, Strip(top, min(bottom, top + room))))
        while bottom - top > room + 0.5:  # one piece that no page can hold
            top += room
            made.append((*head, Strip(top, min(bottom, top + room))))
        first = last
    return made or [(Strip(0.0, 0.0),)]


def _end(pieces: Sequence[Piece], first: int, room: float) -> int:
    """The piece that begins the next page, when `first` begins this one."""
    last = first + 1
    while last < len(pieces) and not pieces[last].new_page and pieces[last].bottom - pieces[first].top <= room:
        last += 1
    if last == len(pieces) or pieces[last].new_page:
        return last
    kept = last
    while kept > first and pieces[kept - 1].keep:
        kept -= 1
    return kept if kept > first else last  # a chain longer than the page breaks where the page is full
