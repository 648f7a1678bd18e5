"""Content streams: report in, operators out."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from converter.formats.pdf.inks import shift, spaced
from converter.formats.pdf.read import read
from converter.formats.pdf.syntax import number
from converter.formats.pdf.write import write
from converter.model import Block, Box, Label, Metadata, Note, NoteRef, Paragraph, Report, Styled, Text
from converter.source import Input
from tests.formats.pdf.contents import hexadecimal
from tests.samples import edition, paragraph


def stream(*content: Block, language: str = "en") -> str:
    """The content stream of the first page of the body, its strings in hexadecimal."""
    made = edition(Report(Metadata("T", language), content))
    pdf = pikepdf.open(io.BytesIO(write(made).data))
    return hexadecimal(pdf.pages[len(made.pages.front)]).decode("ascii")


def test_all_type_is_inside_marked_content() -> None:
    depth = 0
    for operator in re.findall(
        r"\b(BDC|BMC|EMC|Tj|TJ|re|S|Do)\b", stream(paragraph("p", "a b c"), paragraph("q", "d"))
    ):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
        assert depth in (0, 1)
        assert depth == 1 or operator == "EMC"
    assert depth == 0


def test_heads_and_feet_are_artifacts() -> None:
    found = re.findall(r"/Artifact<</Type/Pagination/Subtype/(\w+)>>BDC", stream(paragraph("p", "a")))
    assert found == ["Header", "Footer"]


def test_that_a_note_goes_on_overleaf_is_an_artifact() -> None:
    note = Note("note-1", Label("1"), (paragraph("note-1-p-1", "word " * 2000),))
    source = Report(Metadata("T", "en"), (paragraph("p", "a", NoteRef("note-1")),), (note,))
    pdf = pikepdf.open(io.BytesIO(write(edition(source)).data))
    pages = [hexadecimal(page).decode("ascii") for page in pdf.pages][-3:]
    under = re.compile(r"/Artifact BMC\n(?:(?!EMC).)*EMC\n/Artifact<</Type/Pagination/Subtype/Footer", re.DOTALL)
    assert [bool(under.search(page)) for page in pages] == [True, True, False]


def test_lines_of_one_paragraph_are_one_marked_content() -> None:
    assert stream(paragraph("p", "word " * 100)).count("/P<</MCID") == 1


def test_spacing_of_nothing_is_written_without_a_sign() -> None:
    assert spaced(-0.0) == spaced(0.0) == "0 Tc"


def test_wide_characters_are_stretched_by_character_spacing() -> None:
    found = stream(paragraph("p", "字" * 50 + "，字" * 20), language="zh-Hant")
    assert re.search(r"[\d.]+ Tc\n<[0-9A-F]{100,}>Tj", found)


def test_the_halves_of_a_dash_are_not_moved_apart() -> None:
    """Between them stands the gap of the line, taken back, and the blank on either side of the dash."""
    found = stream(paragraph("p", "字" * 20 + "——" + "，字" * 40), language="zh-Hant")
    gap = float(re.search(r"([\d.]+) Tc", found)[1])  # type: ignore[index]
    before, between, after = map(float, re.search(r">(-[\d.]+) <\w{4}>([\d.]+) <\w{4}>(-[\d.]+) <", found).groups())  # type: ignore[union-attr]
    assert before == after
    assert between == pytest.approx(gap * 1000 / 11 - 2 * before, abs=0.1)


def test_an_ideograph_is_shaped_with_its_selector_and_the_gap_stands_after_both() -> None:
    found = stream(paragraph("p", "字" * 20 + "葛\U000e0101" + "，字" * 40), language="zh-Hant")
    gap, after = re.search(r"(\S+) Tc\n<\w+>Tj\n0 Tc\n\[<\w{8}>\S+ (\S+) \]TJ", found).groups()  # type: ignore[union-attr]
    assert float(gap)
    assert float(after) == pytest.approx(-float(gap) * 1000 / 11, abs=0.1)


@pytest.mark.parametrize("text", ["شَمْسٌ", "كَتَبَ التَّقْرِيرُ السَّنَوِيُّ", "قُرِئَ في X/1 ثُمَّ حُفِظَ"])
def test_marks_at_heights_of_their_own_stand_in_the_order_of_reading(text: str) -> None:
    """Of reversed characters each string is reversed, and the strings follow each other as they are read."""
    block = paragraph("p", text)
    report = Report(Metadata("T", "ar"), (block,))
    data = write(edition(report)).data
    assert " Ts[" in stream(block, language="ar")
    assert read(Input("marks.pdf", data)).report == report


def test_words_are_stretched_by_the_numbers_of_tj() -> None:
    found = stream(paragraph("p", "two words " * 40))
    assert re.search(r"\[<[0-9A-F]+>-[\d.]+ <", found)
    assert " Tc" not in found


def test_a_raised_mark_is_set_higher_and_the_next_word_is_not() -> None:
    found = stream(paragraph("p", "m", Styled("superscript", (Text("2"),)), " high"))
    assert re.findall(r"(-?[\d.]+) Ts", found) == ["3.96", "0"]


def test_a_mark_over_a_letter_stands_at_its_own_height() -> None:
    """The accent over a capital is raised from where the face draws it over small letters, and what follows is not."""
    assert re.findall(r"(-?[\d.]+) Ts", stream(paragraph("p", "x\u0302y"))) == []
    raised, back = re.findall(r"(-?[\d.]+) Ts", stream(paragraph("p", "X\u0302y")))
    assert float(raised) > 1.0
    assert float(back) == 0.0


@pytest.mark.parametrize(("style", "lines"), [("underline", 2), ("emphasis", 1)])
def test_an_underline_is_a_rule(style: str, lines: int) -> None:
    words = Styled(style, (Text("words"),))  # type: ignore[arg-type]
    assert len(re.findall(r" l S", stream(paragraph("p", words)))) == lines


def test_the_frame_of_a_box_is_closed_on_both_pages() -> None:
    made = edition(Report(Metadata("T", "en"), (Box("b", (), (paragraph("p", "word " * 1200),)),)))
    pdf = pikepdf.open(io.BytesIO(write(made).data))
    bodies = [page.Contents.read_bytes() for page in list(pdf.pages)[len(made.pages.front) :]]
    assert [body.count(b" re B Q") for body in bodies] == [1] * len(bodies)
    assert len(bodies) > 1


def test_kerning_moves_letters_and_no_more() -> None:
    assert re.search(r"\[<[0-9A-F]{4}>[\d.]+ <", stream(paragraph("p", "AVAVA")))


def test_a_move_after_a_letter_and_one_before_its_mark_are_two_numbers() -> None:
    found = stream(paragraph("p", "Т\u0301о", language="ru"))
    assert re.search(r"<[0-9A-F]{4}>30 31 ]TJ [\d.]+ Ts\[<[0-9A-F]{4}>]TJ 0 Ts\[-31 <", found)


def test_an_empty_label_and_a_hyphen_alone_are_drawn_as_nothing() -> None:
    assert stream(Paragraph("p", (Text("x"),), Label(""))).count("TJ") == stream(paragraph("p", "x")).count("TJ") > 0
    assert stream(paragraph("p", "aa \u00ad" * 400)).count("TJ") > 10


def test_numbers_have_no_exponent() -> None:
    written = {0.0: "0", 3e-16: "0", 0.00012: "0.00012", -83.333: "-83.33", 12345.6: "12346"}
    assert {value: number(value) for value in written} == written
    assert shift(-123456.0) == "123456 "
