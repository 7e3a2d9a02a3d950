"""Decoding and Unicode repair."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import UnreadableDocument
from ingest.text import bare, decode, decode_with_doubts, header_key, repair

TEXT = "科目编码\t合计\n2080101\t1,234.50\n"
CHINESE = "单位职责说明共三条内容如下所列各项均属虚构\n" * 8


@pytest.mark.parametrize("text", [TEXT, CHINESE])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_every_encoding_gives_the_same_text(text: str, encoding: str, mark: bytes) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\x00\x00", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\n\x00"]
)
def test_a_file_that_holds_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode(data)
    assert caught.value.doubt.reason == "empty"


@pytest.mark.parametrize("data", [b"\x01\x02\x03 text", bytes(range(256)), "字".encode() + b"\x00\x07"])
def test_binary_content_is_named_as_such(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="binary"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode() + "元".encode()[:2],
        TEXT.encode() + "元".encode()[:1],
        codecs.BOM_UTF8 + TEXT.encode() + "元".encode()[:2],
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x43",
        TEXT.encode("gb18030") + "元".encode("gb18030")[:1],
    ],
)
def test_a_file_that_ends_within_a_character_is_truncated(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode(data)
    assert caught.value.doubt.reason == "truncated"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("stray", [b"\xff", b"\xa0", b"\x80\x80", b"\x00", b"\x07"])
def test_a_stray_byte_fails_no_file(encoding: str, stray: bytes) -> None:
    """One byte that was no character made a whole page unreadable, or UTF-8 into GB18030 of no sense."""
    data = CHINESE.encode(encoding) + stray + b"\n" + TEXT.encode(encoding)
    text, doubts = decode_with_doubts(data)
    assert text.endswith("\n" + TEXT)
    assert [(doubt.reason, doubt.place) for doubt in doubts] == [("bytes that are no characters", "line 9")]


def test_text_in_two_encodings_keeps_what_is_sound() -> None:
    data = CHINESE.encode() + "合计".encode("gb18030") + b"\n" + TEXT.encode() + b"\xb0\xa1\n"
    text, doubts = decode_with_doubts(data)
    assert TEXT in text
    assert [doubt.place for doubt in doubts] == ["line 9 and 1 more"]


def test_utf8_with_a_stray_byte_is_never_taken_for_gb18030() -> None:
    for length in range(1, 9):
        text, _ = decode_with_doubts(("单位职责说明共三条" * 3)[:-length].encode() + b"\xff" + TEXT.encode())
        assert text.endswith(TEXT)


@pytest.mark.parametrize(
    "data", [bytes(range(256)), b"\x01\x02\x03 text", b"\xff\xfa\x80" * 50, b"abc\xffdef"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        decode_with_doubts(data)


def test_the_end_of_file_of_old_programs_is_no_character() -> None:
    assert decode(TEXT.encode() + b"\x1a") == TEXT


@pytest.mark.parametrize("text", ["total 支出", "a,b\n中", "2080101 亿"])
def test_gb18030_whose_only_chinese_stands_at_the_end_is_not_truncated(text: str) -> None:
    assert decode(text.encode("gb18030")) == text


@given(st.text(st.characters(codec="gb18030", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_always_comes_back(text: str) -> None:
    if text.strip("\ufeff \t\r\n"):
        assert decode(text.encode()).lstrip("\ufeff") == text.lstrip("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        decode(data)
    except UnreadableDocument as error:
        assert error.doubt.reason
        assert error.doubt.remedy


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        ("１２３．４５", "123.45"),
        ("（５．００）", "(5.00)"),
        ("⽀出⼩计", "支出小计"),
        ("⻓⻋⻩⻰", "长车黄龙"),
        ("　一　二\u00a0三  四 ", "一 二 三 四"),
        ("合\u200b计\ufeff", "合计"),
        ("甲\u2028乙", "甲\n乙"),
        ("\n\n甲 \r\n 乙\n", "甲\n乙"),
        ("½", "1⁄2"),
        ("−5.00", "−5.00"),
        ("", ""),
    ],
)
def test_repair(printed: str, repaired: str) -> None:
    assert repair(printed) == repaired


@given(st.text(st.sampled_from("支出、。()（：09.,A \n\u3000\u00a0\t①²⽀\u0301�")))
def test_what_is_let_through_as_sound_is_what_repair_would_leave(text: str) -> None:
    """A character that is not seen keeps a text from being let through, and goes."""
    assert repair("\u200b" + text) == repair(text)


def test_no_chinese_character_is_repaired_to_another() -> None:
    text = "".join(map(chr, range(0x4E00, 0xA000)))
    assert repair(text) == repair("\u200b" + text) == text


@given(st.text())
def test_repair_twice_is_repair_once(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@given(st.text())
def test_repair_leaves_no_odd_white_space(text: str) -> None:
    for line in repair(text).split("\n"):
        assert line == " ".join(line.split())


@given(st.text(st.characters(categories=["Lo", "Nd"])))
def test_repair_loses_no_letter(text: str) -> None:
    assert len(repair(text)) >= len(unicodedata.normalize("NFC", text).strip())


@given(st.text())
def test_bare_has_no_white_space(text: str) -> None:
    assert bare(text) == "".join(bare(text).split())


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("2022年预算数", "预算数"),
        ("2023年度预算数", "预算数"),
        ("1. 一般公共预算收入", "一般公共预算收入"),
        ("12、合计", "合计"),
        ("权重（%）", "权重"),
        ("金额（万元", "金额"),
        ("项目名称：", "项目名称"),
        ("合 计", "合计"),
        ("(万元)", "(万元)"),
        ("因公出国（境）费", "因公出国(境)费"),
        ("1.2022年预算数（元）", "预算数"),
        ("", ""),
    ],
)
def test_header_key(printed: str, key: str) -> None:
    assert header_key(printed) == key


@given(st.text(max_size=20))
def test_header_key_of_something_is_something_known_to_stay(text: str) -> None:
    assert header_key(f" {text} ") == header_key(text)
