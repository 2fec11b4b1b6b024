# SPDX-License-Identifier: GPL-2.0-or-later
"""What the scripts that write shipped files share: the checkout as a package, and QGIS's XML with the same bytes on every run."""

import importlib.util
import re
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUOTES = (("&lt;", "&quot;"), ("<", '"'))  #: of a symbol within an attribute, and of the file itself
IDENTIFIER = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")


def load_package() -> None:
    """Register the checkout as the package `smartpole`, whatever its folder is called."""
    spec = importlib.util.spec_from_file_location("smartpole", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    module = importlib.util.module_from_spec(spec)
    sys.modules["smartpole"] = module
    spec.loader.exec_module(module)


def steady(path: Path) -> None:
    """Attributes in the order of the alphabet, random identifiers by file and place: QGIS writes both anew each time."""
    text = path.read_text(encoding="utf-8")
    for opening, quote in QUOTES:
        attribute = rf"[\w:.-]+={quote}[^\"]*?{quote}"
        tag = re.compile(rf"({opening}[\w:.-]+)((?:\s+{attribute})+)")
        text = tag.sub(lambda found, attribute=attribute: " ".join([found[1], *sorted(re.findall(attribute, found[2]))]), text)
    seen = list(dict.fromkeys(IDENTIFIER.findall(text)))
    names = {old: f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'{path.name}/{place}')}}}" for place, old in enumerate(seen)}
    path.write_bytes(IDENTIFIER.sub(lambda found: names[found[0]], text).encode("utf-8"))
