# SPDX-License-Identifier: GPL-2.0-or-later
"""Words for documents and legends in a stated language, whatever language QGIS runs in.

A hand-over to a Chinese company is written in Chinese even when QGIS speaks English, so these words
cannot go through the interface translation. They stand in `resources/words/*.json`:
`{"key": {"en": "… {value} …", "zh": "…"}}`.
"""

import json
from functools import lru_cache
from typing import Dict, Optional

from .messages import RESOURCES, language

LANGUAGES = ("zh", "en")


@lru_cache(maxsize=1)
def dictionary() -> Dict[str, Dict[str, str]]:
    """Every word list of the product in one dictionary: key -> language -> text."""
    entries: Dict[str, Dict[str, str]] = {}
    for path in sorted((RESOURCES / "words").glob("*.json")):
        entries.update(json.loads(path.read_text(encoding="utf-8")))
    return entries


def words(key: str, lang: Optional[str] = None, **values) -> str:
    """The text of `key` in `lang` (`zh` or `en`; the user's language when None), with its values filled in.

    A missing key is a fault of the program and raises KeyError: a test holds code and lists together.
    """
    template = dictionary()[key][lang or language()]
    return template.format(**values) if values else template
