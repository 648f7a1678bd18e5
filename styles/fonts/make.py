"""Make the faces that every install has, as subsets of Debian's Noto: the same bytes from the same packages.

Run in this folder, with nothing but uharfbuzz, on Debian 13 or its like:

    apt-get install fonts-noto-cjk fonts-noto-core
    python make.py

What is kept is in the tables below; README.md beside this file says what that covers. Hints, vertical metrics and
layout features that no page here uses are dropped. In the Han faces the outlines for Chinese in both scripts are
kept and those for Japanese, Korean and Hong Kong are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb

HERE = Path(__file__).resolve().parent
DEBIAN = Path("/usr/share/fonts")
CJK = DEBIAN / "opentype/noto"
CORE = DEBIAN / "truetype/noto"
TRADITIONAL = 3
"""Which face of the Noto CJK collections has Traditional forms as its default."""

WESTERN = (
    (0x0020, 0x052F),  # Latin, phonetic letters, combining marks, Greek, Cyrillic
    (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1D00, 0x1FFF), (0x2000, 0x20CF), (0x2100, 0x22FF), (0x2460, 0x24FF),
    (0x25A0, 0x25FF), (0x2C60, 0x2C7F), (0x2DE0, 0x2E5F), (0xA640, 0xA69F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD),
)  # fmt: skip
ARABIC = ((0x0020, 0x007E), (0x00A0, 0x00BB), (0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0x2000, 0x206F),
          (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))  # fmt: skip
EAST_ASIAN = (
    (0x0020, 0x007E), (0x00A0, 0x00A0), (0x00B7, 0x00B7), (0x2000, 0x206F), (0x3000, 0x3029), (0x3030, 0x3030),
    (0x303B, 0x303F), (0xFF01, 0xFF65), (0xFFE0, 0xFFE6),
)  # fmt: skip
UNIFIED = (0x4E00, 0x9FFF)
"""The block CJK Unified Ideographs."""
NOT_FROM_CHARSETS = ((0x0080, 0x04FF), (0x2500, 0x257F), (0x3100, 0x312F), (0xFE30, 0xFE6F))
"""What Big5 and GB 2312 hold that a Han face need not: Greek, Cyrillic, drawn boxes, bopomofo, forms for columns."""

WESTERN_FEATURES = ("ccmp", "locl", "kern", "liga", "mark", "mkmk", "lnum", "tnum", "sups", "case")
ARABIC_FEATURES = ("ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "calt", "kern", "curs", "mark",
                   "mkmk")  # fmt: skip
HAN_FEATURES = ("ccmp", "locl", "kern", "liga", "halt", "palt", "chws")
DROPPED = ("vhea", "vmtx", "VORG", "BASE", "DSIG", "MATH", "STAT")


def charset(codec: str) -> set[int]:
    """The characters of a two-byte character set, as Python knows it, without those a Han face need not hold."""
    found = set()
    for lead in range(0xA1, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            text = bytes((lead, trail)).decode(codec, "ignore")
            found |= {ord(text)} if len(text) == 1 else set()
    return {code for code in found if not any(first <= code <= last for first, last in NOT_FROM_CHARSETS)}


def codes(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The code points of inclusive ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def regional(face: hb.Face, characters: Iterable[int], language: str) -> set[int]:
    """The glyphs of characters in a language."""
    font = hb.Font(face)
    buffer = hb.Buffer()
    buffer.add_codepoints([code for code in sorted(characters) if font.get_nominal_glyph(code) is not None])
    buffer.script, buffer.direction, buffer.language = "Hani", "ltr", language
    hb.shape(font, buffer)
    return {info.codepoint for info in buffer.glyph_infos}


def subset(face: hb.Face, characters: set[int], glyphs: set[int], features: tuple[str, ...]) -> bytes:
    """The face with these characters, and with these glyphs when any are named, else all that its features reach."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | (hb.SubsetFlags.NO_LAYOUT_CLOSURE if glyphs else 0)
    wanted.unicode_set.update(characters)
    wanted.glyph_set.update(glyphs)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, features))
    wanted.drop_table_tag_set.update(map(_tag, DROPPED))
    return bytes(hb.subset(face, wanted).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def face_of(path: Path, index: int = 0) -> hb.Face:
    """A face of a file of the packages."""
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


def han(weight: str, more: set[int]) -> bytes:
    """A Han face: Big5 and GB 2312 whole, `more` besides, and Simplified forms for what GB 2312 holds."""
    face = face_of(CJK / f"NotoSerifCJK-{weight}.ttc", TRADITIONAL)
    simplified = charset("gb2312") | codes(EAST_ASIAN)
    traditional = charset("big5") | simplified | more
    glyphs = regional(face, traditional, "zh-hant") | regional(face, simplified, "zh-hans")
    return subset(face, traditional, glyphs, HAN_FEATURES)


def main() -> None:
    """Write every face into this folder and say its size."""
    made = {
        "NotoSerifCJK-Regular.otf": han("Regular", codes([UNIFIED])),
        "NotoSerifCJK-Bold.otf": han("Bold", set()),
    }
    for cut in ("Regular", "Bold", "Italic", "BoldItalic"):
        name = f"NotoSerif-{cut}.ttf"
        made[name] = subset(face_of(CORE / name), codes(WESTERN), set(), WESTERN_FEATURES)
    for cut in ("Regular", "Bold"):
        name = f"NotoNaskhArabic-{cut}.ttf"
        made[name] = subset(face_of(CORE / name), codes(ARABIC), set(), ARABIC_FEATURES)
    for name, data in made.items():
        (HERE / name).write_bytes(data)
        face = hb.Face(data)
        print(f"{name:32}{len(data):>12,} bytes{len(face.unicodes):>8,} characters{face.glyph_count:>8,} glyphs")
    print(f"{'all':32}{sum(map(len, made.values())):>12,} bytes")


if __name__ == "__main__":
    main()
