"""What cells show for the numbers that they store."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.office.numberformat import BUILT_IN, Unrenderable, WithoutSign, format_of


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        # ten thousands, by a point that is only written in
        ("0!.0000", 7691500, "769.1500"),
        ("0\\.0000", 130, "0.0130"),
        ('0"."0000', 130, "0.0130"),
        ("0!.00##", 130000, "13.0000"),
        ("0!.0,", 1280000, "128.0"),
        ('0!.0,"万"', 1285000, "128.5万"),
        ("[>=10000]0!.0,万;0", 12800, "1.3万"),
        ("[>=10000]0!.0,万;0", 99, "99"),
        # thousands and millions
        ("#,##0.00,", 7691500, "7,691.50"),
        ("#,##0,", 1234567, "1,235"),
        ("0.00,,", 7691500, "7.69"),
        # shares
        ("0%", 0.125, "13%"),
        ("0.00%", 0.125, "12.50%"),
        # rounding as it is shown: half away from nought, on the fifteen digits that are kept
        ("#,##0.00", 127.9963, "128.00"),
        ("0.00", 1.005, "1.01"),
        ("0.00", -0.125, "-0.13"),
        ("0", 0.5, "1"),
        ("#,##0.00", -1234.5, "-1,234.50"),
        ("0,000", 5, "0,005"),
        ("00000", 123, "00123"),
        ("0.##", 12, "12"),
        ("0.0#", 12, "12.0"),
        ("#", 0, ""),
        # signs and units
        ("0.00_);[Red](0.00)", -5, "(5.00)"),
        ("0.00_);[Red](0.00)", 5, "5.00 "),
        ('"△"0.00;"▲"0.00', -3, "▲3.00"),
        ("0.00;△0.00", -3, "△3.00"),
        ("0.00-;0.00-", -3, "3.00-"),
        ('#,##0.00"万元"', 128, "128.00万元"),
        ("[$¥-804]#,##0.00", 5, "¥5.00"),
        ("[$-804]0.00", 5, "5.00"),
        ("-0.00", 5, "-5.00"),
        ('[=0]"-";0.00', -3, "-3.00"),
        ("[<0]减0.00;0.00", -3, "减3.00"),
        # hidden
        (";;;", 5, ""),
        ("0.00;;", -4, ""),
        ("0.00;-0.00;;@", 0, ""),
        (BUILT_IN[43], 0, " -   "),
        (BUILT_IN[43], -1234.5, " -1,234.50 "),
        # digits that are all read, however wide the column
        ("General", 1234.5678, "1234.5678"),
        ("G/通用格式", 0.5, "0.5"),
        ('General"元"', 5.5, "5.5元"),
        ("@", 1234.5, "1234.5"),
        ("", 0.1 + 0.2, "0.3"),
        ("0.00E+00", 128, "1.28E+02"),
        ("0.00E-00", 0.00999999, "1.00E-02"),
        ("##0.0E+0", 12800, "12.8E+3"),
        # dates
        ("yyyy-mm-dd", 45293, "2024-01-02"),
        ('yyyy"年"m"月"', 45293, "2024年1月"),
        ("[$-804]yyyy年m月d日 aaaa", 45293, "2024年1月2日 星期二"),
        ("yyyymmdd", 45293, "20240102"),
        ("h:mm", 0.5 + 59 / 86400, "12:00"),
        ("mm:ss.0", 44.1 / 86400, "00:44.1"),
        ("[h]:mm:ss", 27.5 / 24, "27:30:00"),
        ("上午/下午h时", 0.75, "下午6时"),
        ("h:mm AM/PM", 0.0, "12:00 AM"),
        ("yyyy/m/d", 59, "1900/2/28"),
    ],
)
def test_a_number_is_shown_as_its_format_says(code: str, value: float, shown: str) -> None:
    assert format_of(code).number(value).text == shown


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("# ?/?", 0.5),
        ("[DBNum1]0", 5),
        ("[DBNum2][$-804]General", 5),
        ("#,##0!.0000", 1234567),
        ("0.0.0", 3),
        ("0.0,0", 3),
        ("mmm-yy", 45293),
        ("yyyy-mm-dd", -1),
        ("yyyy-mm-dd", 60),
        ("yyyy-mm-dd", 1e9),
        ("[>5]0;[<2]0", 3),
        ("0 k", 3),
    ],
)
def test_what_is_not_understood_is_never_guessed(code: str, value: float) -> None:
    with pytest.raises(Unrenderable):
        format_of(code).number(value)


def test_a_year_of_1904_begins_four_years_later() -> None:
    assert format_of("yyyy-mm-dd").number(0, is_1904=True).text == "1904-01-01"


def test_a_format_may_colour() -> None:
    assert format_of("[White]0").number(5).colour == "FFFFFF"
    assert format_of("0;[红色]-0").number(-5).colour == "FF0000"


@pytest.mark.parametrize(
    ("code", "shown"),
    [(";;;", ""), (";;", "甲"), ("0.00", "甲"), ("@", "甲"), ('0;0;0;@"处"', "甲处"), ('@"处"', "甲处")],
)
def test_text_has_a_section_of_its_own(code: str, shown: str) -> None:
    assert format_of(code).text("甲").text == shown


@given(st.decimals(-(10**12), 10**12, places=2).map(float))
def test_plain_formats_keep_the_amount(value: float) -> None:
    for code in ("#,##0.00", "0.00", "0.0000", BUILT_IN[40]):
        assert float(format_of(code).number(value).text.replace(",", "")) == value


@given(st.text('0#?.,!\\"[]_*;%E+-@yhs元 ', max_size=12), st.floats(-1e12, 1e12))
def test_any_format_is_rendered_or_refused(code: str, value: float) -> None:
    try:
        format_of(code).number(value)
    except Unrenderable:
        return


@pytest.mark.parametrize(
    "code",
    [
        "0.00;[Red]0.00",
        r"#,##0.00_ ;[Red]#,##0.00\ ",
        "0.00;0.00",
        '0.00;0.00"（负数）"',
        "[Red][<0]0.00;0.00",
    ],
)
def test_a_number_below_nought_that_shows_no_sign_is_told(code: str) -> None:
    """The colour alone says that it is below nought: read without it, it would be an amount above."""
    with pytest.raises(WithoutSign):
        format_of(code).number(-1234.5)
    assert "1" in format_of(code).number(1234.5).text


@pytest.mark.parametrize(
    "code", ["0.00;(0.00)", "0.00;△0.00", '0.00;"负"0.00', "0.00;0.00-", "0.00", '0;-0"（负数）"']
)
def test_a_number_below_nought_with_its_sign_is_shown(code: str) -> None:
    assert format_of(code).number(-1234.5).text
    assert format_of("0.00;0.00").number(-0.001).text == "0.00"
