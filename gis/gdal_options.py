# SPDX-License-Identifier: GPL-2.0-or-later
"""Options of GDAL for one piece of work, whatever QGIS or another plugin has set."""

from contextlib import contextmanager
from typing import Iterator

from osgeo import gdal


@contextmanager
def gdal_options(**options: str) -> Iterator[None]:
    """Options for this thread only where this GDAL can, else for all; afterwards they are as before."""
    of_thread = getattr(gdal, "SetThreadLocalConfigOption", None)
    put = of_thread or gdal.SetConfigOption
    before = {key: None if of_thread else gdal.GetConfigOption(key) for key in options}  # what a thread has not set is as for all
    for key, value in options.items():
        put(key, value)
    try:
        yield
    finally:
        for key, value in before.items():
            put(key, value)
