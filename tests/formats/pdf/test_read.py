"""PDF read back: what was written comes back whole, from tags, marked content, ToUnicode maps and XMP alone."""

from __future__ import annotations

import io
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from PIL import Image

from converter.environment import Environment
from converter.fonts.family import Cut, cut
from converter.formats.pdf.png import packed
from converter.formats.pdf.read import read
from converter.formats.pdf.write import write
from converter.formats.wikisource.read import read as read_text
from converter.labels import read_label
from converter.model import (
    Block,
    Break,
    Cell,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    Lang,
    Link,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Rights,
    Row,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.source import Input
from converter.stylesheet import load
from converter.verify import differences
from tests.samples import RED_SQUARE, SAMPLES, edition, every_node, paragraph
from tests.strategies import law, reports

ENVIRONMENT = Environment()
STYLE = load("un-report", ENVIRONMENT)


def there_and_back(report: Report) -> Report:
    reading = read(Input("report.pdf", write(edition(report)).data))
    assert reading.diagnostics == ()
    return reading.report


def assert_comes_back(report: Report) -> None:
    assert [str(difference) for difference in differences(report, there_and_back(report))] == []
    assert there_and_back(report) == report


def of(*content: Division | Block, notes: tuple[Note, ...] = (), language: str = "en") -> Report:
    return Report(Metadata("T", language), content, notes)


# Whole reports


def test_every_kind_of_node_comes_back() -> None:
    assert_comes_back(every_node())


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sample_comes_back(language: str) -> None:
    path = SAMPLES[language]
    assert_comes_back(read_text(Input(path.name, path.read_bytes())).report)


def test_the_real_report_comes_back(real_report: Path) -> None:
    assert_comes_back(read_text(Input(real_report.name, real_report.read_bytes())).report)


@law
@given(reports())
def test_any_report_comes_back(report: Report) -> None:
    assert_comes_back(printable(report))


def printable(report: Report) -> Report:
    """The report with a letter in place of every character that not all cuts of the faces here have."""
    text = msgspec.json.encode(report).decode()
    lacking = {character for character in set(text) if character > "~" and not _covered(character)}
    return msgspec.json.decode("".join("q" if c in lacking else c for c in text).encode(), type=Report)


def _covered(character: str) -> bool:
    return all(any(face.covers(character) for face in found.faces) for found in _CUTS)


_CUTS: tuple[Cut, ...] = tuple(
    cut(STYLE, ENVIRONMENT, "serif", weight, slant) for weight in ("regular", "bold") for slant in ("upright", "italic")
)


# What tags alone do not say


@pytest.mark.parametrize(
    "content",
    [
        paragraph("p", "spaces  at ends "),
        paragraph("p", "word\u2060joiner and \u2060 alone, soft\u00adhyphen"),
        paragraph("p", "soft hy\u00adphen " * 60),
        paragraph("p", "Uncharacteristically interdisciplinary misrepresentations. " * 12),
        paragraph("p", "工作、報告；（甲）「乙」。" * 40, language="zh-Hant"),
        paragraph("p", "fi ffl office e\u0301", Break(), "two", Break(), Break(), "three"),
        Paragraph("p", ()),
        Paragraph("p", (), read_label("4.")),
        Paragraph("p", (Text("words"),), Label("C.", "capital-roman", 100)),
        Paragraph("p", (Text("words"),), Label("4 bis.", "decimal", 4, "bis")),
        Paragraph("p", (Text("words"),), Label("4.", "other")),
        paragraph("p", Styled("strong", (Text("a"),)), Styled("strong", (Text("b"),))),
        paragraph("p", Lang("en", (Text("said to be what it is"),))),
        paragraph("p", Link("https://example.org/é", (Text("é"), Styled("emphasis", (Text("e"),))))),
        paragraph("p", Link("#p", (Text("here"),)), Link("#absent", (Text("nowhere"),))),
        Division("d", 3, (), (), None),
        Division("d", 9, (Text("Deep"),), (), read_label("IX.")),
        Quotation("q", (), (Text("Somebody"),)),
        Unread("u", "two\nlines", "no rule (fits)"),
        List("l", (Item("i", (), read_label("(a)")), Item("j", ())), ordered=False),
        List("l", (Item("i", (), Label("•")),), ordered=True),
        Table("t", (Row((Cell((), header=True, columns=2),)), Row((Cell((), rows=2), Cell(()))), Row((Cell(()),)))),
    ],
)
def test_a_block_comes_back(content: Block | Division) -> None:
    assert_comes_back(of(content))


def test_levels_that_skip_come_back() -> None:
    inner = Division("c", 7, (Text("Inner"),), (paragraph("p", "words"),))
    assert_comes_back(of(Division("b", 2, (Text("Outer"),), (inner, paragraph("q", "after")))))


def test_notes_come_back_in_their_own_order_and_languages() -> None:
    notes = (
        Note("n-2", read_label("[2]"), (paragraph("n-2-p", "second", NoteRef("n-3")),), "fr"),
        Note("n-1", read_label("*"), ()),
        Note("n-3", read_label("(3)"), (paragraph("n-3-p", "called by a note"),)),
        Note("n-4", read_label("4"), (paragraph("n-4-p", "called by nothing"),)),
    )
    first = paragraph("p", "a", NoteRef("n-1"), Styled("emphasis", (Text("b"), NoteRef("n-2"))), language="fr")
    assert_comes_back(of(first, paragraph("q", NoteRef("n-1"), "c", NoteRef("n-9")), notes=notes))


def test_a_link_that_looks_like_a_call_stays_a_link() -> None:
    note = Note("note-1", read_label("1"), (paragraph("note-1-p-1", "words"),))
    words: tuple[Inline, ...] = (Text("a"), NoteRef("note-1"), Text("b"), Link("#note-1", (Text("1"),)))
    assert_comes_back(of(paragraph("p", *words), notes=(note,)))


def test_metadata_that_hold_little_come_back() -> None:
    empty = Metadata("", "zh-Hant", subtitle="<&>", rights=Rights((), None))
    assert there_and_back(Report(empty, ())) == Report(empty, ())


def test_front_matter_is_not_read_as_text() -> None:
    found = there_and_back(of(Division("d", 1, (Text("One"),), ())))
    assert [type(node).__name__ for node in found.content] == ["Division"]


# Images


def picture(mode: str, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    made = Image.linear_gradient("L").resize((40, 30)).convert("RGBA" if mode == "RGBA" else "RGB")
    (made.quantize(16) if mode == "P" else made.convert(mode)).save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("image", "media_type"),
    [
        (RED_SQUARE, "image/png"),
        (picture("RGB", "PNG"), "image/png"),
        (picture("L", "PNG"), "image/png"),
        (picture("1", "PNG"), "image/png"),
        (picture("P", "PNG"), "image/png"),
        (picture("RGBA", "PNG"), "image/png"),
        (picture("RGB", "JPEG"), "image/jpeg"),
        (picture("CMYK", "JPEG"), "image/jpeg"),
        (b"no image at all", "image/png"),
    ],
)
def test_the_file_of_an_image_comes_back(image: bytes, media_type: str) -> None:
    figure = Figure("f", image, media_type, "", (Text("Caption"),), read_label("Figure 1"))  # type: ignore[arg-type]
    assert read(Input("report.pdf", write(edition(of(figure))).data)).report.content == (figure,)


def test_the_rows_of_a_png_stand_in_the_file_once_and_as_they_were() -> None:
    image = picture("RGB", "PNG")
    found = packed(image)
    data = write(edition(of(Figure("f", image, "image/png", "A gradient")))).data
    assert found is not None
    assert (data.count(found.data), data.count(image)) == (1, 0)


# Refusals are shown in test_read_bad.py, other programs' files in test_read_others.py


def test_a_language_that_the_user_says_is_that_of_the_report() -> None:
    data = write(edition(of(paragraph("p", "mots")))).data
    assert read(Input("report.pdf", data, "fr")).report.metadata.language == "fr"


def test_words_are_read_from_the_page_and_not_from_the_tags() -> None:
    data = write(edition(of(paragraph("p", "words")))).data
    assert not re.search(rb"\(words\)", data)
