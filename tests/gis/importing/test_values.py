"""Cells as people write them."""

import pytest
from smartpole.gis.importing import positions, values
from smartpole.gis.schema import table


@pytest.mark.parametrize(
    "text, unit, value",
    [
        ("12", "m", 12), ("12m", "m", 12), ("12 米", "m", 12), ("十二米", "m", 12), ("一百零五", "m", 105), ("三点五米", "m", 3.5),
        ("两万", "", 20000), ("１２．５ｍ", "m", 12.5), ("1,234.5", "m", 1234.5), ("1200cm", "m", 12),
        ("H=12m", "m", 12), ("12米5", "m", 12.5),
        ("2.5吨", "kg", 2500), ("800W", "kW", 0.8), ("1.2万", "", 12000), ("-3", "m", -3), ("约8.5米", "m", 8.5), ("8-10m", "m", 8),
        ("3层", "m", 9.6),
    ],
)  # fmt: skip
def test_numbers(text, unit, value):
    assert values.number(text, unit).value == pytest.approx(value)


@pytest.mark.parametrize("text, key", [("约8.5米", "assumed_about"), ("8~10m", "assumed_range"), ("3层", "assumed_floors"), ("12m", "")])
def test_what_was_interpreted_is_said(text, key):
    assert values.number(text, "m").assumed == key


@pytest.mark.parametrize("text", ["高杆", "1e308", "inf", "十米高x万个？"])
def test_what_is_no_number_is_a_fault_or_a_number_never_an_exception(text):
    value = values.number(text, "m")
    assert value.fault == "fault_number" or abs(value.value) < 1e300


def test_decimal_commas_are_a_matter_of_the_column():
    assert values.uses_decimal_comma(["12,5", "", "9,25"])
    assert not values.uses_decimal_comma(["1,234", "12,345"])
    assert values.number("12,5", "m", True).value == 12.5
    assert values.number("1.234,5", "m", True).value == 1234.5


@pytest.mark.parametrize(
    "text, day",
    [
        ("2023-01-05", "2023-01-05"), ("2023/1/5", "2023-01-05"), ("2023.1.5", "2023-01-05"), ("2023年1月5日", "2023-01-05"),
        ("20230105", "2023-01-05"), ("2023-1-5 10:22", "2023-01-05"), ("5 Jan 2023", "2023-01-05"), ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"), ("45000", "2023-03-15"), ("2023年5月", "2023-05-01"), ("２０２３－０１－０５", "2023-01-05"),
    ],
)  # fmt: skip
def test_dates(text, day):
    assert values.date(text).value == day


@pytest.mark.parametrize("text", ["2023-02-30", "明天", "13/13/2023"])
def test_no_date(text):
    assert values.date(text).fault == "fault_date"


@pytest.mark.parametrize(
    "word, code",
    [
        ("路灯", "01"), ("01", "01"), ("1", "01"), ("路灯杆（双臂）", "01"), ("智慧路灯杆", "10"), ("交警监控杆", "02"), ("摄像机", "02"),
        ("交通信号灯杆", "05"), ("公交站", "09"), ("博物馆", "06"), ("通信塔", "07"), ("Street Lamp", "01"), ("street_lamps", "01"),
    ],
)  # fmt: skip
def test_types_are_recognised_from_their_words(word, code):
    assert values.coded(word, table("RES_PT").field("RES_TYPE")).value == code


def test_unknown_words_are_faults_and_several_codes_are_kept():
    assert values.coded("雕塑", table("RES_PT").field("RES_TYPE")).fault == "fault_code"
    assert values.coded("无", table("RES_PT").field("POWER")).value == "0"
    assert values.coded("3.5G、2.6G", table("DEMAND_PT").field("BAND")).value == "n78;n41"


@pytest.mark.parametrize(
    "text, value, axis",
    [
        ("31°14′31.01″N", 31.2419472, "y"), ("121°29'42.94\"E", 121.4952611, "x"), ("121度29分42.94秒", 121.4952611, ""),
        ("东经121.5", 121.5, "x"), ("121.5°E", 121.5, "x"), ("121 29 42.94", 121.4952611, ""), ("121:29:42.94", 121.4952611, ""),
        ("S33.5", -33.5, "y"), ("121,495", 121.495, ""), ("１２１．４９５", 121.495, ""), ("-70.1", -70.1, ""),
    ],
)  # fmt: skip
def test_angles(text, value, axis):
    found = positions.angle(text)
    assert found[0] == pytest.approx(value, abs=1e-7)
    assert found[1] == axis


@pytest.mark.parametrize(
    "text",
    [
        "121.495，31.241", "121.495,31.241", "121.495 31.241", "(121.495;31.241)", "N31.241 E121.495", "纬度:31.241,经度:121.495",
        "POINT (121.495 31.241)", "31°14′27.6″N,121°29′42″E", "121.495/31.241", "东经121.495度，北纬31.241度",
    ],
)  # fmt: skip
def test_both_in_one_cell(text):
    found = positions.from_one([text])
    assert found.x[0] == pytest.approx(121.495, abs=1e-6)
    assert found.y[0] == pytest.approx(31.241, abs=1e-6)


def test_axes_the_wrong_way_round():
    degrees = positions.from_two(["36.70", "118.84"], ["118.83", "36.71"])
    assert degrees.x == pytest.approx([118.83, 118.84])
    assert list(degrees.swapped) == [True, False]
    metres = positions.from_two(["4064779.6", "4064780.6"], ["39663537.1", "39663538.1"])
    assert metres.x == pytest.approx([39663537.1, 39663538.1])
    assert not metres.in_degrees
    french = positions.from_two(["765287.7"], ["6275119.7"])
    assert (french.x[0], french.y[0]) == (765287.7, 6275119.7)


def test_what_is_no_coordinate():
    found = positions.from_two(["", "见附图", "nan", "118.8", "1e308"], ["", "无", "", "36.7", "36.7"])
    assert list(found.empty) == [True, False, True, False, False]
    assert list(found.unreadable) == [False, True, False, False, False]
