# SPDX-License-Identifier: GPL-2.0-or-later
"""The one exception family. An error carries a key and its values; `gis/messages.py` makes the text.

Every key has an entry in `resources/messages/*.json` with a Chinese and an English text
that names the object, the fault and the remedy; a test holds the two together.
"""


class SmartPoleError(Exception):
    """Something the user should read about: a message key and the values its text names."""

    def __init__(self, key: str, **values):
        self.key = key
        self.values = values
        details = ", ".join(f"{name}={value!r}" for name, value in values.items())
        super().__init__(f"{key}: {details}" if details else key)


class InputError(SmartPoleError):
    """A file, layer or parameter is not usable as it is."""


class RangeError(InputError):
    """A value lies outside the range in which a model or formula is valid."""


class WorkspaceError(SmartPoleError):
    """The workspace cannot be opened, read or written."""


class DependencyError(SmartPoleError):
    """A library that this step needs is not installed."""


class Cancelled(SmartPoleError):  # noqa: N818 -- the user's wish, not an error
    """The user stopped the work; nothing was written."""

    def __init__(self):
        super().__init__("cancelled")
