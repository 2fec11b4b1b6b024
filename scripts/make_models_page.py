# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the table of models in docs/models.md from the registry. `--check` only says whether it is fresh."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "models.md"
START, END = "<!-- models: made by scripts/make_models_page.py -->", "<!-- end of models -->"
NEEDS = {"terrain": "地形 terrain", "buildings": "建筑 buildings", "clutter": "地物 clutter", "climate": "气候 climate"}


def registry():
    """The registry's models, the package being registered under its installed name."""
    if "smartpole" not in sys.modules:
        from generated import load_package

        load_package()
    from smartpole.engine.propagation.registry import models

    return models()


def table() -> str:
    lines = ["| 模型 Model | 频率 Frequency (MHz) | 距离 Distance (m) | 天线高 Antenna (m) | 用到 Uses | 用途 Use | 来源 Source |"]
    lines.append("|---|---|---|---|---|---|---|")
    for entry in registry():
        ranges = [_range(entry.limits.get(name)) for name in ("frequency_mhz", "distance_m", "tx_height_m")]
        uses = "、".join(NEEDS[need] for need in entry.needs) or "–"
        purpose = "、".join(
            title for title, have in (("面 area", entry.fan), ("点 path", entry.point), ("附加 added", entry.kind == "added")) if have
        )
        lines.append(
            f"| {entry.name_zh}<br>{entry.name_en}<br>`{entry.key}` | {' | '.join(ranges)} | {uses} | {purpose} | {entry.citation} |"
        )
    return "\n".join(lines)


def _range(limit) -> str:
    if limit is None:
        return "–"
    return f"≥ {limit.low:g}" if limit.high == float("inf") else f"{limit.low:g} – {limit.high:,.0f}"


def page() -> str:
    kept = PAGE.read_text(encoding="utf-8")
    head, rest = kept.split(START)
    return f"{head}{START}\n\n{table()}\n\n{END}{rest.split(END)[1]}"


def main(arguments) -> int:
    fresh = page()
    if "--check" in arguments:
        return 0 if PAGE.read_text(encoding="utf-8") == fresh else 1
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
