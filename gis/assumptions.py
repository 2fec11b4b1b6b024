# SPDX-License-Identifier: GPL-2.0-or-later
"""What was assumed, as sentences: results record short codes such as `building_height_assumed:329`."""

from typing import Optional

from .messages import language, text_in


def assumption_text(code: str, lang: Optional[str] = None) -> str:
    """One code in the user's language, or in `lang`."""
    key, _, count = code.partition(":")
    return text_in(lang or language(), f"assumed_{key}", count=count)
