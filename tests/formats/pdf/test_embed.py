"""Faces in a file: every code prints its glyph and reads as its text."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from converter.fonts.face import Face
from converter.fonts.subset import subset
from converter.formats.pdf.embed import Codes, embed, to_unicode
from converter.formats.pdf.told import NO_TEXT
from tests.conftest import need
from tests.formats.pdf.small import CUT, LINES, SIZE, empty, small

LATIN, HAN, ARABIC = CUT.faces


def file_with(face: Face, codes: Codes) -> pikepdf.Pdf:
    """A file of one page that has this face as F1."""
    sheets = empty()
    sheets.page(b"", SIZE)
    embed(sheets, face, subset(face, codes.glyphs), codes.unicode, "F1")
    return pikepdf.open(io.BytesIO(sheets.save()))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "small.pdf"
    path.write_bytes(small())
    return path


def test_a_glyph_has_one_code_for_each_text() -> None:
    codes = Codes(HAN)
    printed = [codes.printed(7, "水"), codes.printed(9, "火"), codes.printed(7, "水"), codes.printed(7, "\u2f54")]
    assert printed == ["\0\1", "\0\2", "\0\1", "\0\3"]
    assert codes.glyphs == (0, 7, 9, 7)
    assert codes.unicode == {1: "水", 2: "火", 3: "\u2f54"}


def test_codes_need_no_escape_in_a_literal_string() -> None:
    codes = Codes(HAN)
    printed = [codes.printed(7, chr(0x4E00 + place)) for place in range(600)]
    assert len(set(printed)) == 600
    assert not set("".join(printed)) & set("()\\\r")
    assert codes.glyphs[0x0D] == codes.glyphs[0x128] == 0
    assert codes.glyphs.count(7) == 600
    assert len(codes.unicode) == 600


def test_a_glyph_without_a_text_of_its_own_reads_as_a_word_joiner() -> None:
    codes = Codes(LATIN)
    codes.printed(5, "")
    assert codes.unicode == {1: NO_TEXT}


def test_to_unicode_has_ligatures_and_characters_beyond_the_first_plane() -> None:
    made = to_unicode({2: "ffi", 1: "a", 3: "𠀀"})
    assert b"3 beginbfchar\n<0001> <0061>\n<0002> <006600660069>\n<0003> <D840DC00>\nendbfchar" in made
    assert to_unicode(dict.fromkeys(range(1, 202), "x")).count(b"beginbfchar") == 3


def test_a_han_face_is_a_bare_cff_with_its_measures() -> None:
    codes = Codes(HAN)
    for glyph, text in ((100, "a"), (200, "b"), (100, "c")):
        codes.printed(glyph, text)
    pdf = file_with(HAN, codes)
    made = pdf.pages[0].Resources.Font.F1
    inner = made.DescendantFonts[0]
    descriptor = inner.FontDescriptor
    assert inner.Subtype == pikepdf.Name.CIDFontType0
    assert descriptor.FontFile3.Subtype == pikepdf.Name.CIDFontType0C
    assert str(made.BaseFont)[7:] == "+NotoSerifCJKtc-Regular"
    assert [int(value) for value in (descriptor.Ascent, descriptor.Descent, descriptor.CapHeight)] == [1151, -286, 729]
    assert int(descriptor.Flags) == 2 | 4


def test_a_western_face_maps_codes_to_its_glyphs() -> None:
    codes = Codes(LATIN)
    codes.printed(40, "A")
    codes.printed(40, "Α")
    pdf = file_with(LATIN, codes)
    inner = pdf.pages[0].Resources.Font.F1.DescendantFonts[0]
    gids = bytes(inner.CIDToGIDMap.read_bytes())
    assert inner.Subtype == pikepdf.Name.CIDFontType2
    assert gids[2:4] == gids[4:6] != gids[:2]
    assert list(inner.W[1])[1] == LATIN.advance(40)


def test_every_font_is_embedded_as_a_subset_and_can_be_read(file: Path) -> None:
    listed = subprocess.run(
        [need("pdffonts", "apt-get install poppler-utils"), file], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert len(listed) == 3
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)


def test_poppler_reads_the_text_back_in_every_script(file: Path) -> None:
    command = [need("pdftotext", "apt-get install poppler-utils"), str(file), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    text = text.translate(dict.fromkeys(range(0x202A, 0x202F)))
    for _, _, _, line in LINES:
        assert text.count(line) == 2


def test_pdfium_reads_the_text_back_in_every_script(file: Path) -> None:
    with pypdfium2.PdfDocument(file) as document:
        text = document[0].get_textpage().get_text_range()
    for _, _, _, line in LINES:
        assert line in text
