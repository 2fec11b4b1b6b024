# SPDX-License-Identifier: GPL-2.0-or-later
"""Write docs/schema.md, the page of all tables, from resources/schema/. `--check` only says whether it is fresh."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "schema.md"
TYPES = {"text": "文本 text", "real": "实数 real", "integer": "整数 integer", "date": "日期 date"}
HEAD = """# 数据结构 · Schema

本页由 `scripts/make_schema_page.py` 依据 `resources/schema/` 生成，请勿手改。 This page is made from `resources/schema/`; do not edit it.

字段名不超过 10 个英文字符，可直接移交为 Shapefile。表、表单、检查、导出均取自同一定义。
Column names have at most 10 ASCII characters, so that every table can be handed over as a shapefile.
Tables, forms, checks and exports all come from the same definitions.
"""


def _limits(field: dict) -> str:
    parts = []
    if field.get("required"):
        parts.append("必填 required")
    if field.get("unique"):
        parts.append("唯一 unique")
    if "min" in field or "max" in field:
        parts.append(f"{field.get('min', '')}…{field.get('max', '')}")
    if field.get("codes"):
        several = "可多选 several: " if field.get("several") else ""
        parts.append(several + "<br>".join(f"`{code['code']}` {code['zh']} · {code['en']}" for code in field["codes"]))
    tooltip = field.get("tooltip")
    if tooltip:
        parts.append(f"{tooltip['zh']} · {tooltip['en']}")
    return "；".join(parts)


def _table(entry: dict) -> str:
    lines = [f"## {entry['name']} · {entry['alias']['zh']} · {entry['alias']['en']}", ""]
    lines += [f"{entry['description']['zh']} {entry['description']['en']}", "", f"几何 geometry: {entry['geometry'] or '无 none'}", ""]
    lines += ["| 字段 | 别名 | 类型 | 约束与取值 |", "|---|---|---|---|"]
    for field in entry["fields"]:
        kind = TYPES[field["type"]] + (f" ({field['length']})" if field.get("length") else "")
        kind += f", {field['unit']}" if field.get("unit") else ""
        lines.append(f"| `{field['name']}` | {field['alias']['zh']} · {field['alias']['en']} | {kind} | {_limits(field)} |")
    return "\n".join(lines)


def page() -> str:
    """The whole page."""
    entries = [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "resources" / "schema").glob("*.json")]
    entries.sort(key=lambda entry: entry["order"])
    contents = "\n".join(f"- [{entry['name']} {entry['alias']['zh']}](#{_anchor(entry)})" for entry in entries)
    return "\n".join([HEAD, contents, ""]) + "\n" + "\n\n".join(_table(entry) for entry in entries) + "\n"


def _anchor(entry: dict) -> str:
    title = f"{entry['name']} · {entry['alias']['zh']} · {entry['alias']['en']}".lower()
    return "".join(sign if sign.isalnum() or sign in "_-" else "-" if sign == " " else "" for sign in title)


if __name__ == "__main__":
    if "--check" in sys.argv:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
        print("docs/schema.md is fresh" if fresh else "docs/schema.md is out of date: run scripts/make_schema_page.py")
        sys.exit(0 if fresh else 1)
    PAGE.write_text(page(), encoding="utf-8")
