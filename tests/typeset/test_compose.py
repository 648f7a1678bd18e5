"""Pages of whole reports: every law of `invariants`, on the samples, the real report, and reports made at random."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter import read as pipeline_read
from converter.diagnostics import Code, Refused
from converter.edition import Edition
from converter.formats.wikisource.read import read
from converter.model import (
    Block,
    Box,
    Division,
    Inline,
    Item,
    Label,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Report,
    Text,
)
from converter.source import Input
from converter.typeset.pages import PageBreak
from tests.bench.peers import repeated
from tests.samples import SAMPLES, edition, paragraph
from tests.typeset.invariants import all_pieces, assert_well_placed, calls, notes_begun

LONG = "本註釋特別長，用以檢驗一條腳註在當頁容納不下時如何轉入下頁繼續排印。"


def read_from(path: Path) -> Report:
    return read(Input(path.name, path.read_bytes())).report


def report(*content: Division | Block, notes: tuple[Note, ...] = (), language: str = "en") -> Report:
    return Report(Metadata("A report", language, symbol="X/1"), content, notes)


def many_notes(source: Report) -> Report:
    """The report with a note for every third paragraph, some of them longer than a page."""
    numbers = count(1)
    added: list[Note] = []

    def noted(node: Division | Block) -> Division | Block:
        if isinstance(node, Division | Box):
            return msgspec.structs.replace(node, content=tuple(map(noted, node.content)))
        number = next(numbers)
        if not isinstance(node, Paragraph) or number % 3:
            return node
        id, times = f"note-x{number}", 150 if number % 30 == 0 else number % 7
        text = Text(f"見{number}；另見A/RES/77/{number}號決議。" + LONG * times)
        added.append(Note(id, Label(str(number)), (Paragraph(f"{id}-p-1", (text,)),)))
        half = node.content[: len(node.content) // 2]
        return msgspec.structs.replace(node, content=(*half, NoteRef(id), *node.content[len(half) :]))

    content = tuple(map(noted, source.content))
    return Report(source.metadata, content, (*source.notes, *added))


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sample_is_well_placed(language: str) -> None:
    assert_well_placed(edition(read_from(SAMPLES[language])))


def test_the_real_report_is_well_placed(real_report: Path) -> None:
    assert_well_placed(edition(read_from(real_report)))


def test_punctuation_that_is_kept_is_set_as_it_is(real_report: Path) -> None:
    kept = edition(pipeline_read(real_report, punctuation="keep").report)
    assert "，" not in "".join(line.atoms.text[: line.end] for _, _, line in all_pieces(kept.pages))
    assert_well_placed(kept)


def test_the_real_report_with_many_long_notes_is_well_placed(real_report: Path) -> None:
    crowded = edition(many_notes(read_from(real_report)))
    assert_well_placed(crowded)
    continued = [page for page in crowded.pages.body if page.notes and not page.notes[0].slug.ids]
    assert len(continued) > 3


@pytest.mark.slow
def test_twenty_times_the_real_report_with_hundreds_of_notes_is_well_placed(real_report: Path) -> None:
    text = repeated(real_report.read_text(encoding="utf-8"), 20)
    source = read(Input("twenty.txt", text.encode())).report
    crowded = many_notes(source)
    assert len(crowded.notes) - len(source.notes) > 700
    assert_well_placed(edition(crowded))


# Reports made at random

_WORDS = st.sampled_from(
    ["工作報告，", "2023年", "（第一章）", "word", "A/78/1", "long-standing", "「引文」", "42.5%", "of"]
)


@st.composite
def random_reports(draw: st.DrawFn) -> Report:
    numbers = count(1)
    notes: list[Note] = []

    def content() -> tuple[Inline, ...]:
        text = " ".join(draw(st.lists(_WORDS, min_size=1, max_size=12))) * draw(st.sampled_from([1, 1, 2, 6, 25]))
        if draw(st.integers(0, 3)):
            return (Text(text),)
        id = f"note-{next(numbers)}"
        words = (Text(draw(_WORDS) * draw(st.sampled_from([1, 20, 400]))),)
        notes.append(Note(id, Label(str(len(notes) + 1)), (Paragraph(f"{id}-p-1", words),)))
        return (Text(text), NoteRef(id), Text("。"))

    def block() -> Block:
        number = next(numbers)
        match draw(st.integers(0, 5)):
            case 0:
                inner = tuple(Paragraph(f"b-{number}-p-{n}", content()) for n in range(draw(st.integers(1, 3))))
                return Box(f"b-{number}", (Text("A box"),), inner)
            case 1:
                items = tuple(
                    Item(f"l-{number}-{n}", (Paragraph(f"l-{number}-{n}-p", content()),)) for n in range(3)
                )  # fmt: skip
                return List(f"l-{number}", items)
            case _:
                return Paragraph(f"par-{number}", content(), Label(f"{number}."))

    def division(level: int) -> Division:
        inner = tuple(division(level + 1) for _ in range(draw(st.integers(0, 2)))) if level < 3 else ()
        blocks = tuple(block() for _ in range(draw(st.integers(0 if inner else 1, 4))))
        return Division(f"div-{next(numbers)}", level, (Text("A heading"),), blocks + inner)

    content_ = tuple(division(1) for _ in range(draw(st.integers(1, 3))))
    return report(*content_, notes=tuple(notes), language=draw(st.sampled_from(["zh-Hant", "en"])))


@settings(max_examples=60, deadline=None)
@given(random_reports())
def test_reports_made_at_random_are_well_placed(source: Report) -> None:
    assert_well_placed(edition(source))


# What others ask of pages


def test_the_body_is_numbered_on_its_own() -> None:
    pages = edition(read_from(SAMPLES["en"])).pages
    assert pages.labels[: len(pages.front)] == ("i", "ii", "iii")
    assert pages.labels[len(pages.front) :] == tuple(str(n) for n in range(1, len(pages.body) + 1))


def test_a_page_begins_before_a_node_or_inside_its_text() -> None:
    blocks = (paragraph("p-1", "word " * 12), paragraph("p-2", "12345678 " * 900), paragraph("p-3", "end"))
    pages = edition(report(*blocks)).pages
    assert pages.breaks[0] == PageBreak("1", "p-1", 0)
    second = pages.breaks[1]
    assert (second.label, second.id) == ("2", "p-2")
    assert second.offset > 0
    assert second.offset % 9 == 0, "a page begins with a word"
    assert len(pages.breaks) == len(pages.body)


def test_offsets_count_text_and_no_marks_of_notes() -> None:
    note = Note("note-1", Label("*"), (paragraph("note-1-p-1", "A note."),))
    plain = edition(report(paragraph("p-1", "12345678 " * 900))).pages.breaks
    called = edition(report(paragraph("p-1", "12345678", NoteRef("note-1"), " " + "12345678 " * 899), notes=(note,)))
    assert called.pages.breaks[2].offset % 9 == plain[2].offset % 9 == 0


def test_one_note_called_from_many_places_stands_once_and_first() -> None:
    note = Note("note-1", Label("[1]"), (paragraph("note-1-p-1", "Said once."),))
    blocks = [paragraph(f"p-{n}", "word " * 200, NoteRef("note-1"), ".") for n in range(12)]
    pages = edition(report(*blocks, notes=(note,))).pages
    assert sum(map(len, map(calls, pages.body))) == 12
    assert [page.label for page in pages.body if notes_begun(page)] == ["1"]


def test_a_note_that_nothing_calls_stands_at_the_end() -> None:
    note = Note("note-1", Label("*"), (paragraph("note-1-p-1", "Never called."),))
    pages = edition(report(paragraph("p-1", "word " * 2000), notes=(note,))).pages
    assert [page.label for page in pages.body if page.notes] == [pages.body[-1].label]


def test_every_node_of_a_report_has_a_position() -> None:
    source = read_from(SAMPLES["fr"])
    pages = edition(source).pages
    ids = {node.id for division in source.content if isinstance(division, Division) for node in division.content}
    assert ids <= set(pages.positions)
    assert {note.id for note in source.notes} <= set(pages.positions)


def test_a_long_word_is_parted_and_kept_whole() -> None:
    word = "http://example.org/" + "abcdefghij" * 40
    assert_well_placed(edition(report(paragraph("p-1", "See ", word, " there."), paragraph("p-2", "字" * 400))))


def test_a_report_without_content_has_one_page() -> None:
    assert edition(report()).pages.labels[-1] == "1"


# What is refused


def refused(broken: Report) -> Refused:
    with pytest.raises(Refused) as found:
        _ = edition(broken).pages
    return found.value


def test_every_missing_character_is_named_with_its_place_and_a_command() -> None:
    said = refused(report(paragraph("p-1", "ok \U00010348 ok"), paragraph("p-2", "\U0001f30d"))).diagnostics
    assert [one.code for one in said] == [Code.CHARACTER_MISSING] * 2
    assert "U+10348" in said[0].message
    assert "p-1" in said[0].message
    assert "apt-get install" in said[0].hint


def test_at_most_twenty_missing_characters_are_named() -> None:
    many = "".join(chr(0x10300 + n) for n in range(30))
    assert len(refused(report(paragraph("p-1", many))).diagnostics) == 20


def test_pages_are_the_same_every_time() -> None:
    source: Edition = edition(read_from(SAMPLES["ru"]))
    again = edition(read_from(SAMPLES["ru"]))
    assert source.pages.breaks == again.pages.breaks
    assert source.pages.positions == again.pages.positions


def test_a_heading_that_cannot_be_set_is_told() -> None:
    said = refused(report(Division("d", 1, (Text("\U00010348"),), ()))).diagnostics
    assert [one.code for one in said] == [Code.CHARACTER_MISSING]
