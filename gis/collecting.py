# SPDX-License-Identifier: GPL-2.0-or-later
"""Python's cyclic collector rests while our code runs in a thread of QGIS's: what it finds may be widgets.

The collector runs in whatever thread happens to allocate, and a widget that is destroyed outside the main thread ends the
process. So it rests while background work is under way; meanwhile the main thread collects what is young (`sweep`).

Looking through the young takes as long as there are many, and nothing else happens meanwhile. Work that reads forty thousand rows
makes hundreds of thousands of young objects within a moment, none of them garbage: then they are counted as old unseen
(`gc.freeze`, which takes no time), and looked at with all that is old, when Python thinks it worth the while.
"""

import gc
import threading

MOST_YOUNG = 20_000  #: looked through within a few milliseconds
_MAIN = threading.main_thread().ident
_lock = threading.Lock()
_holders = 0
_was_on = False


def hold() -> None:
    """Background work begins; every `hold` is followed by one `release`, from any thread."""
    global _holders, _was_on
    with _lock:
        if _holders == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _holders += 1


def release() -> None:
    """Background work has ended; with the last of it the collector is as it was before."""
    global _holders
    with _lock:
        _holders -= 1
        if _holders == 0 and _was_on:
            _spare_the_young(0)  # else the next object that anybody makes pays for all of them
            gc.enable()


class _Held:
    """A block that may run in a background thread; in the main thread nothing is held."""

    def __enter__(self):
        if threading.get_ident() != _MAIN:
            hold()

    def __exit__(self, *_fault):
        if threading.get_ident() != _MAIN:
            release()


held = _Held()


def sweep() -> None:
    """Collect the young while the collector rests; asked now and then by the main thread, and by no other."""
    if _holders and _was_on and threading.get_ident() == _MAIN and not _spare_the_young():
        gc.collect(1)


def _spare_the_young(many: int = MOST_YOUNG) -> bool:
    """Count the young as old when they are more than `many`; whether they were."""
    if gc.get_count()[0] <= many or gc.get_freeze_count():  # what another program part has frozen must not be thawed by us
        return False
    gc.freeze()
    gc.unfreeze()
    return True
