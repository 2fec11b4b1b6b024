# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts for the user: translation of fixed strings, and of the engine's error keys.

Fixed strings are English in the code and Chinese in `resources/i18n/smartpole_zh_CN.ts`.
Errors and notes with values come from `resources/messages/*.json`, one file per room:
`{"key": {"en": "... {value} ...", "zh": "…"}}`.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Dict

from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings

from ..engine.errors import SmartPoleError

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
CONTEXT = "SmartPole"


def tr(text: str) -> str:
    """The text in the user's language; `text` is a literal, never an f-string, so that it can be collected."""
    return QCoreApplication.translate(CONTEXT, text)


def locale_name() -> str:
    """The locale QGIS runs in, such as `zh_CN` or `en_US`."""
    settings = QSettings()
    if settings.value("locale/overrideFlag", False, type=bool):
        name = settings.value("locale/userLocale", "", type=str)
        if name:
            return QLocale(name).name()
    return QLocale.system().name()


def language() -> str:
    """`zh` or `en`: which of our two languages the user reads."""
    return "zh" if locale_name().startswith("zh") else "en"


@lru_cache(maxsize=1)
def _templates() -> Dict[str, Dict[str, str]]:
    templates: Dict[str, Dict[str, str]] = {}
    for path in sorted((RESOURCES / "messages").glob("*.json")):
        templates.update(json.loads(path.read_text(encoding="utf-8")))
    return templates


def text(key: str, **values) -> str:
    """The text of a message key in the user's language; an unknown key shows itself with its values."""
    return text_in(language(), key, **values)


def text_in(lang: str, key: str, **values) -> str:
    """The text of a message key in a stated language (`zh` or `en`), for papers written in it."""
    template = _templates().get(key, {}).get(lang)
    if template is None:
        return f"{key} {values}" if values else key
    try:
        return template.format(**values)
    except (KeyError, IndexError, ValueError):
        return f"{template} {values}"


def template(key: str) -> Dict[str, str]:
    """The text of a message key in both languages with its fields unfilled; empty for an unknown key."""
    return dict(_templates().get(key, {}))


def error_text(error: BaseException) -> str:
    """What a user reads about an error of ours, or about one we did not foresee."""
    if isinstance(error, SmartPoleError):
        return text(error.key, **error.values)
    return text("unexpected_error", kind=type(error).__name__, details=str(error))
