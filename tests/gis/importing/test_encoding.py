"""Encodings are found from the bytes, mixed files are read line by line, junk is refused."""

import numpy as np
import pytest
from smartpole.gis.importing.encoding import decode, normal_name, sniff

SIMPLIFIED = "序号,资源类型,资源名称,经度,纬度\r\n1,路灯杆,人民路一号灯杆,118.83,36.70\r\n2,监控杆,县政府门前监控,118.84,36.71\r\n"
TRADITIONAL = "序號,類型,名稱,經度,緯度\r\n1,路燈桿,中山路一號燈桿,118.83,36.70\r\n2,監視器,縣政府門前,118.84,36.71\r\n"
FRENCH = "Numéro;Désignation;Hauteur\r\n1;Hôtel de ville;12,5\r\n2;Lycée Français à côté;9,0\r\n"


@pytest.mark.parametrize(
    "text, encoding, found",
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (FRENCH, "latin-1", "latin-1"),
        (FRENCH, "utf-8", "utf-8"),
        ("id,x,y\r\n1,2,3\r\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_found_and_the_text_is_whole(text, encoding, found):
    decoded = decode(text.encode(encoding))
    assert decoded.encoding == found
    assert decoded.text == text
    assert decoded.broken_lines == ()


def test_the_user_may_say_otherwise(key_of):
    assert decode(SIMPLIFIED.encode("gb18030"), "GBK").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), "latin-1").text != SIMPLIFIED
    assert normal_name("auto") == ""
    assert key_of(lambda: decode(b"a", "klingon")) == "encoding_unknown"


def test_lines_in_another_encoding_are_read_in_their_own():
    data = SIMPLIFIED.encode() * 4 + "9,路灯杆,另一编码的灯杆,118.8,36.7\r\n".encode("gb18030") + SIMPLIFIED.encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.other_lines == (13,)
    assert "另一编码的灯杆" in decoded.text


def test_bytes_no_encoding_knows_are_marked_not_lost():
    decoded = decode(SIMPLIFIED.encode() * 20 + b"7,\xff\xff\xfe,x\r\n")
    assert decoded.broken_lines == (61,)
    assert "7," in decoded.text


def test_binary_is_refused(key_of):
    junk = np.random.default_rng(1).integers(0, 256, 5000, dtype=np.uint8).tobytes()
    assert key_of(lambda: sniff(junk, "x.csv")) == "file_binary"
