"""Decoding and Unicode repair: the only changes ever made to the text of a document."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from ingest.model import Doubt, UnreadableDocument

# CJK radicals that NFKC leaves alone although fonts print them for the character itself.
_RADICALS = str.maketrans(
    "⺟⺠⺫⺮⺶⺷⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民目竹羊羊月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
# Note marks: NFKC would make digits of them, and 128.00① would become 128.001. A narrow or no-break blank
# between digits groups them, an ordinary one parts two figures.
_KEPT = re.compile(
    r"([①-⒛⓪⓫-⓿❶-➓㉑-㉟㊱-㊿¹²³⁰⁴-⁹₀-₉]+|(?<=[0-9０-９])[\u00a0\u2007\u2009\u202f](?=[0-9０-９]{3}(?![0-9０-９])))"
)
_MARKS_BEHIND = re.compile("[①-⒛⓪⓫-⓿❶-➓㉑-㉟㊱-㊿¹²³⁰⁴-⁹₀-₉*※†‡]+$")
_GROUPING = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009", "\u202f"))
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INVISIBLE = re.compile("[\u200b-\u200f\ufeff\u00ad]")
_BLANKS = re.compile(r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# What is repaired already, as most text is: Chinese characters and ASCII, with nothing else between them.
_SOUND = re.compile("(?:{0}(?:[ \n]{0})*)?".format("[!-~一-\u9fff、。]+"))
_CHINESE, _NOTE = re.compile("[\u2e80-\u9fff]+"), "注"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_STRAY, _END_OF_FILE = "\ufffd", "\x1a"
# Letters beyond ASCII for each byte that is none, text for each control character: less is no text.
_LETTERS_A_STRAY, _TEXT_A_CONTROL = 3, 200

# What the codecs say of a file that ends within a character: UTF-8, UTF-16, GB18030.
_CUT_OFF = ("unexpected end of data", "truncated data", "incomplete multibyte sequence")


def repair(text: str) -> str:
    """NFKC, CJK radicals and white space: one blank between words, line breaks kept, ends trimmed.

    Raised and circled figures stay what they are: marks of notes, never digits. A narrow or no-break blank
    between two digits becomes U+202F: it groups them.

    >>> repair("１２８.00①"), repair("1\u00a0280 000")
    ('128.00①', '1\u202f280 000')
    """
    if _SOUND.fullmatch(text):
        return text
    parts = _KEPT.split(_INVISIBLE.sub("", text))
    parts[::2] = [_BLANKS.sub(" ", unicodedata.normalize("NFKC", part)) for part in parts[::2]]
    text = "".join(part.translate(_GROUPING) for part in parts).translate(_RADICALS)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(lines).strip("\n")


def raised(text: str) -> str:
    """Text that stands raised or lowered beside other text, as characters that no digit is mistaken for.

    Chinese characters alone are no mark of a note but 注: they are text, of a font with other measures.

    >>> raised("1"), raised("[2]"), raised("*"), raised("注1"), raised(" "), raised("一")
    ('¹', '²', '*', '(注¹)', ' ', '一')
    """
    mark = unicodedata.normalize("NFKC", text).strip().strip("[]()")
    if not any(character.isalnum() for character in mark):
        return text
    if _CHINESE.fullmatch(mark) and _NOTE not in mark:
        return text
    lifted = mark.translate(_RAISED)
    return f"({lifted})" if any(map(str.isalpha, mark)) else lifted


@lru_cache(maxsize=1 << 16)
def bare(text: str) -> str:
    """`text` repaired and without any white space: the form in which wordings are compared."""
    return re.sub(r"\s+", "", repair(text))


def without_marks(text: str) -> str:
    """Text without the marks of notes at its end; a mark alone stays. As the macro of this name."""
    return _MARKS_BEHIND.sub("", text) or text


@lru_cache(maxsize=1 << 16)
def header_key(text: str) -> str:
    """The wording of a header without what varies: 其中, year, numbering, closing bracket, colon, note marks.

    What the bracket says is left to the models: a reader needs to know that a column stands here.

    >>> header_key("2022年预算数"), header_key("1. 一般公共预算收入"), header_key("权重（%）①")
    ('预算数', '一般公共预算收入', '权重')
    """
    key = without_marks(bare(text)).rstrip(":")
    key = re.sub(r"^(?:其中[:,、]?)?(?:\d{1,2}[.、]|[①-⒛])?", "", key)
    key = re.sub(r"^20\d\d年度?", "", key)
    shorter = re.sub(r"\([^()]*\)?$", "", key)
    return shorter or key


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 (with or without mark), UTF-16 or GB18030.

    Raises `UnreadableDocument` for empty, binary and cut-off content.
    """
    text = _checked(data, _encoding(data)) if data.strip(b"\x00 \t\r\n") else ""
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableDocument("empty", "byte 0", "publish the file again: it holds nothing")
    return text


def decode_with_doubts(data: bytes) -> tuple[str, tuple[Doubt, ...]]:
    """The same for a file that has some stray bytes: each is shown as U+FFFD, and they are a doubt.

    Raises `UnreadableDocument` where they are more than a few.
    """
    try:
        return decode(data), ()
    except UnreadableDocument as error:
        if error.doubt.reason in ("empty", "truncated"):
            raise
        encoding = _encoding(data)
        text = data.decode(encoding, "replace").removesuffix(_END_OF_FILE)
        strays = text.count(_STRAY)
        letters = sum(character > "\x7f" for character in text) - strays
        controls = len(_CONTROL.findall(text))
        if letters < _LETTERS_A_STRAY * strays or len(text) < _TEXT_A_CONTROL * controls:
            raise
    text = _CONTROL.sub(_STRAY, text)
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if _STRAY in line]
    if not lines:
        return text, ()
    place = f"line {lines[0]}" + (f" and {len(lines) - 1} more" if len(lines) > 1 else "")
    return text, (Doubt("bytes that are no characters", place, "compare these places with the document"),)


def _encoding(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if unmarked := _utf16_without_mark(data):
        return unmarked
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut_off = error.reason == _CUT_OFF[0] and not data[: error.start].isascii()
        return "utf-8" if is_cut_off or _is_mostly_utf8(data) else "gb18030"
    return "utf-8"


def _is_mostly_utf8(data: bytes) -> bool:
    """GB18030 hardly ever makes letters of UTF-8, while UTF-8 is sound GB18030 more often than not."""
    text = data.decode("utf-8", "replace")
    strays = text.count(_STRAY)
    return sum(character > "\x7f" for character in text) - strays >= _LETTERS_A_STRAY * strays


def _utf16_without_mark(data: bytes) -> str | None:
    """Zero bytes at every second place give away UTF-16 that carries no mark."""
    sample = data[:4000]
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    if zeros_odd > max(1, 4 * zeros_even) and zeros_odd * 100 > len(sample):
        return "utf-16-le"
    if zeros_even > max(1, 4 * zeros_odd) and zeros_even * 100 > len(sample):
        return "utf-16-be"
    return None


def _checked(data: bytes, encoding: str) -> str:
    try:
        return _printable(data.decode(encoding).removesuffix(_END_OF_FILE))
    except UnicodeDecodeError as error:
        if error.reason in _CUT_OFF:
            raise UnreadableDocument(
                "truncated",
                f"byte {error.start}",
                "the file ends within a character: fetch it again in full",
            ) from error
        raise UnreadableDocument(
            "unknown encoding or binary content",
            f"byte {error.start}",
            "save it as UTF-8, UTF-16 or GB18030 text",
        ) from error


def _printable(text: str) -> str:
    control = _CONTROL.search(text)
    if control:
        raise UnreadableDocument(
            "binary content",
            f"character {control.start() + 1}",
            "save it as text, PDF or workbook: this is none of them",
        )
    return text
