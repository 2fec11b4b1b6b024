# SPDX-License-Identifier: GPL-2.0-or-later
"""One page in plain language per site, for the people who live around it; HTML, so that it can be edited and printed."""

import html
from pathlib import Path
from typing import Any, Dict

from ..messages import text

_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 12pt/1.6 sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #222; }}
h1 {{ font-size: 18pt; }} table {{ border-collapse: collapse; }} td {{ border: 1px solid #999; padding: .2em .7em; }}
small {{ color: #555; }}
</style></head><body><h1>{title}</h1>{body}</body></html>
"""
_PARTS = ("what", "how_much", "where", "compare", "basis")


def sheet(values: Dict[str, Any]) -> str:
    """The page of a site; `values` are those its texts name (see `exposure_sheet_*` in the messages)."""
    safe = {key: html.escape(value) if isinstance(value, str) else value for key, value in values.items()}
    body = "".join(f"<p>{text(f'exposure_sheet_{part}', **safe)}</p>" for part in _PARTS)
    return _PAGE.format(title=text("exposure_sheet_title", **safe), body=body)


def write_sheet(folder: Path, name: str, values: Dict[str, Any]) -> Path:
    """Write a site's page under a name that every file system takes."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in name)[:80] or "site"
    path = folder / f"{plain}.html"
    temporary = path.with_suffix(".tmp")
    temporary.write_text(sheet(values), encoding="utf-8")
    temporary.replace(path)
    return path
