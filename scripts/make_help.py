# SPDX-License-Identifier: GPL-2.0-or-later
"""Make the offline help pages, resources/help/guide_*.html, from docs/guide_*.md, with the pictures they show.

Reads the part of Markdown that the guides use: headings, paragraphs, lists, tables, code, bold, links, pictures, anchors.
Usage: python3 scripts/make_help.py
"""

import html
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HELP = ROOT / "resources" / "help"
TITLES = {"zh": "智慧杆站址规划：使用指南", "en": "SmartPole 5G: user guide"}
STYLE = (
    "body { font-family: 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; max-width: 52em; margin: 1em auto; padding: 0 1em; "
    "line-height: 1.35; } table { border-collapse: collapse; } td, th { border: 1px solid #999; padding: 3px 8px; text-align: left; } "
    "code { font-family: monospace; } pre { background: #f2f2f2; color: #222; padding: 8px; } img { max-width: 100%; }"
)
WIDEST = 640  #: of a picture, in the help window


def inline(text: str) -> str:
    """Bold, code, links and pictures within a line; links to documents that are not packed become plain words."""
    pieces = re.split(r"(`[^`]+`)", text)
    return "".join(f"<code>{html.escape(p[1:-1])}</code>" if p.startswith("`") and len(p) > 2 else _words(p) for p in pieces)


def _words(text: str) -> str:
    text = html.escape(text, quote=False)
    text = re.sub(r"&lt;a name=\"([^\"]+)\"&gt;&lt;/a&gt;", r'<a name="\1"></a>', text)
    text = re.sub(r"!\[([^\]]*)\]\(images/([^)]+)\)", _picture, text)
    text = re.sub(r"\[([^\]]+)\]\((#[^)]+)\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", text)


def _picture(found) -> str:
    header = (ROOT / "docs" / "images" / found[2]).read_bytes()[:24]
    width = min(WIDEST, int.from_bytes(header[16:20], "big"))  # where a PNG file tells its width
    return f'<img src="images/{found[2]}" alt="{found[1]}" width="{width}">'


def table(lines):
    """A table: the first line are its heads, the second is the rule."""
    rows = [[inline(cell.strip()) for cell in line.strip().strip("|").split("|")] for line in lines]
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows[2:])
    return f"<table>\n<tr>{head}</tr>\n{body}</table>"


def block(lines) -> str:
    """A group of lines without an empty one between them."""
    first = lines[0]
    if re.fullmatch(r'<a name="[^"]+"></a>', first) and lines[1:]:
        return inline(first) + "\n" + block(lines[1:])
    heading = re.match(r"(#{1,4}) (.*)", first)
    if heading:
        level = len(heading[1])
        rest = block(lines[1:]) if lines[1:] else ""
        return f"<h{level}>{inline(heading[2])}</h{level}>\n{rest}"
    if first.startswith("|"):
        return table(lines)
    for mark, tag in ((r"- ", "ul"), (r"\d+\. ", "ol")):
        if re.match(mark, first):
            items = re.split(rf"\n(?={mark})", "\n".join(lines))
            return f"<{tag}>\n" + "\n".join(f"<li>{inline(re.sub('^' + mark, '', item))}</li>" for item in items) + f"\n</{tag}>"
    return f"<p>{inline(' '.join(lines))}</p>"


def page(markdown: str, language: str) -> str:
    """The whole page."""
    parts, group, code = [], [], None
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("```"):
            if code is not None:
                parts.append("<pre>" + html.escape("\n".join(code)) + "</pre>")
            code = [] if code is None else None
        elif code is not None:
            code.append(line)
        elif line.strip():
            group.append(line)
        elif group:
            parts.append(block(group))
            group = []
    head = f'<meta charset="utf-8"><title>{TITLES[language]}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def main() -> None:
    shutil.rmtree(HELP / "images", ignore_errors=True)
    (HELP / "images").mkdir(parents=True)
    for language in TITLES:
        text = page((ROOT / "docs" / f"guide_{language}.md").read_text(encoding="utf-8"), language)
        (HELP / f"guide_{language}.html").write_text(text, encoding="utf-8")
        for name in sorted(set(re.findall(r'src="images/([^"]+)"', text))):
            shutil.copyfile(ROOT / "docs" / "images" / name, HELP / "images" / name)
        print(f"guide_{language}.html: {len(text)} characters")


if __name__ == "__main__":
    main()
