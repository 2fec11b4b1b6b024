#!/usr/bin/env python3
"""Collect every `tr("…")` of the product into `resources/i18n/smartpole_zh_CN.ts`, keeping what is translated.

update_translations.py           rewrite the .ts
update_translations.py --check   exit 1 when it is not fresh or a string has no Chinese, and say which
"""

import ast
import sys
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
TS = ROOT / "resources" / "i18n" / "smartpole_zh_CN.ts"
CONTEXT = "SmartPole"


def sources():
    """{English text: [file, …]} of every literal given to tr(), in the order of the files."""
    found = {}
    files = [ROOT / "plugin.py"] + sorted(p for room in ("gis", "algorithms", "ui") for p in (ROOT / room).rglob("*.py"))
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", getattr(node.func, "attr", "")) != "tr":
                continue
            if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                found.setdefault(node.args[0].value, []).append(path.relative_to(ROOT).as_posix())
    return found


def translated():
    """{English text: Chinese text} as the .ts has it."""
    if not TS.exists():
        return {}
    return {m.findtext("source"): m.findtext("translation") or "" for m in ElementTree.parse(TS).iter("message")}


def render(texts, chinese) -> str:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="zh_CN" sourcelanguage="en">']
    lines += ["<context>", f"    <name>{CONTEXT}</name>"]
    for english in sorted(texts):
        text = chinese.get(english, "")
        mark = "" if text else ' type="unfinished"'
        lines += ["    <message>", f"        <source>{escape(english)}</source>"]
        lines += [f"        <translation{mark}>{escape(text)}</translation>", "    </message>"]
    return "\n".join([*lines, "</context>", "</TS>", ""])


def main() -> int:
    texts, chinese = sources(), translated()
    fresh = render(texts, chinese)
    missing = sorted(text for text in texts if not chinese.get(text))
    if "--check" in sys.argv:
        for text in missing:
            print(f"no Chinese for {text!r} ({', '.join(sorted(set(texts[text])))})")
        stale = not TS.exists() or TS.read_text(encoding="utf-8") != fresh
        if stale:
            print(f"{TS.name} is not fresh: run scripts/update_translations.py")
        return int(bool(missing or stale))
    TS.parent.mkdir(parents=True, exist_ok=True)
    TS.write_text(fresh, encoding="utf-8")
    print(f"{len(texts)} strings, {len(missing)} without Chinese")
    return 0


if __name__ == "__main__":
    sys.exit(main())
