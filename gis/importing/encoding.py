# SPDX-License-Identifier: GPL-2.0-or-later
"""Which encoding the bytes of a text file are in, and its lines even where encodings are mixed."""

import codecs
import re
from dataclasses import dataclass
from typing import List, Tuple

from ...engine.errors import InputError

#: what the user may choose, in the order shown
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "latin-1")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf8": "utf-8", "utf-8-sig": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "ansi": "gb18030"}
_NAMES.update({"utf-16": "utf-16-le", "utf16": "utf-16-le", "cp950": "big5", "iso-8859-1": "latin-1", "latin1": "latin-1"})
_SAMPLE_BYTES = 1 << 20
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_GB_COMMON = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|[\xa1-\xa3][\xa1-\xfe]")  # GB 2312 level 1 and punctuation
_BIG5_COMMON = re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|[\xa1-\xa3][\x40-\x7e\xa1-\xfe]")  # Big5 level 1 and punctuation
_LATIN_LETTER = re.compile(rb"(?<![\x80-\xff])[\xc0-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file: its encoding, how sure (0-1), and which lines (from 1) were in another encoding or not readable."""

    text: str
    encoding: str
    certainty: float
    other_lines: Tuple[int, ...] = ()
    broken_lines: Tuple[int, ...] = ()


def normal_name(encoding: str) -> str:
    """Our name of an encoding the user or a .cpg file names; empty for "auto". Raises `InputError` when Python has no such codec."""
    name = encoding.strip().lower()
    if name in ("", "auto", "system"):
        return ""
    name = _NAMES.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise InputError("encoding_unknown", encoding=encoding, known=", ".join(ENCODINGS)) from error
    return name


def _strict(data: bytes, encoding: str) -> bool:
    """Whether the sample decodes; a character cut at its end does not count."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _sixteen_bits(data: bytes) -> str:
    """UTF-16 without a mark: digits, commas and line ends leave zero bytes on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) * 20 < len(data) / 2 or min(even, odd) * 10 > max(even, odd):
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if _strict(data[: len(data) // 2 * 2], name) else ""


def sniff(data: bytes, name: str = "") -> Tuple[str, float]:
    """Encoding of the bytes and how sure, 0 to 1. Raises `InputError` for bytes that are no text (`name` is for the message)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, 1.0
    sample = data[:_SAMPLE_BYTES]
    if b"\x00" in sample:
        encoding = _sixteen_bits(sample)
        if encoding:
            return encoding, 0.9
    if len(_CONTROL.findall(sample)) > 0.02 * len(sample):
        raise InputError("file_binary", path=name)
    high = len(_HIGH.findall(sample))
    if not high:
        high = len(_HIGH.findall(data))
        if not high:
            return "utf-8", 1.0
        first = _HIGH.search(data).start()
        sample = data[max(0, first - 1000) : first + _SAMPLE_BYTES]
        high = len(_HIGH.findall(sample))
    if _strict(sample, "utf-8"):
        return "utf-8", 0.99
    return _eight_bits(sample, high)


def _eight_bits(sample: bytes, high: int) -> Tuple[str, float]:
    """UTF-8 with some broken lines, GB18030, Big5 or Latin-1, by how many bytes are in each one's usual places."""
    valid = sample.decode("utf-8", "ignore")
    utf8 = sum(len(c.encode("utf-8")) for c in valid if c > "\x7f") / high
    pairs = max(1, len(_PAIR.findall(sample)))
    scores = {
        "utf-8": utf8 if utf8 > 0.5 else 0.0,
        "gb18030": len(_GB_COMMON.findall(sample)) / pairs,
        "big5": 0.98 * len(_BIG5_COMMON.findall(sample)) / pairs,
        "latin-1": len(_LATIN_LETTER.findall(sample)) / high,
    }
    for encoding in ("gb18030", "big5"):
        if not _strict(sample, encoding):
            scores[encoding] *= 0.8
    best, second = sorted(scores, key=scores.get, reverse=True)[:2]
    if scores[best] < 0.3:
        return ("gb18030" if _strict(sample, "gb18030") else "latin-1"), 0.2
    return best, round(min(0.98, 0.5 + scores[best] - scores[second]), 2)


def _by_line(data: bytes, encoding: str) -> Tuple[str, List[int], List[int]]:
    """Line by line, trying other encodings where the main one fails; what none can read keeps replacement characters."""
    lines, other, broken = [], [], []
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        for attempt in (encoding, "utf-8", "gb18030"):
            try:
                lines.append(line.decode(attempt))
            except UnicodeDecodeError:
                continue
            if attempt != encoding:
                other.append(number)
            break
        else:
            lines.append(line.decode(encoding, "replace"))
            broken.append(number)
    return "".join(lines), other, broken


def decode(data: bytes, encoding: str = "", name: str = "") -> Decoded:
    """The text of a file's bytes in `encoding`, or in the encoding found when empty or "auto"."""
    chosen, certainty = normal_name(encoding), 1.0
    if not chosen:
        chosen, certainty = sniff(data, name)
    for mark, marked in _MARKS:
        if marked == chosen and data.startswith(mark):
            data = data[len(mark) :]
            break
    try:
        return Decoded(data.decode(chosen), chosen, certainty)
    except UnicodeDecodeError:
        if chosen.startswith(("utf-16", "utf-32")):
            return Decoded(data.decode(chosen, "replace"), chosen, certainty)
    text, other, broken = _by_line(data, chosen)
    return Decoded(text, chosen, certainty, tuple(other), tuple(broken))
