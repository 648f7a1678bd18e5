"""Bad input: a clear diagnostic with its place, nothing lost, and a cost that grows with the size alone."""

from __future__ import annotations

import time

import pytest

from converter.check import check
from converter.diagnostics import Code, Refused
from converter.formats.wikisource.read import read
from converter.model import Division
from converter.reading import Reading
from converter.source import Input
from converter.walk import nodes
from tests.formats.wikisource.notation import codes, expected, outline, page


def told(reading: Reading) -> list[tuple[Code, int, int]]:
    """What the reader and the laws of a report say together."""
    return codes(reading) + codes(reading.__class__(reading.report, diagnostics=check(reading)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. a\n\n3. c", (Code.NUMBER_GAP, 5, 1)),
        ("1. a\n\n2. b\n\n2. c\n\n3. d", (Code.NUMBER_REPEATED, 7, 1)),
        ("1. a\n\n3. c\n\n2. b\n\n4. d", (Code.NUMBER_DISORDER, 5, 1)),
        ("1. a\n\n1 bis. b\n\n2. c", (Code.NUMBER_IRREGULAR, 5, 1)),
        ("Just words, and a full stop.", (Code.NUMBER_NONE, 0, 0)),
        ("1. a[9]", (Code.NOTE_NOT_GIVEN, 3, 5)),
        ("1. a\n\n  1. b", (Code.NOTE_NOT_CALLED, 5, 3)),
        ("1. a\n\n7. b\n\n2.16億人。", (Code.AMBIGUOUS, 7, 1)),
    ],
)
def test_what_is_odd_is_told_with_its_place(text: str, said: tuple[Code, int, int]) -> None:
    assert said in told(page("A report\n\n" + text))


def test_a_page_without_numbers_keeps_its_words() -> None:
    reading = page("A report\n\nHeading\n\nJust words.\n\nMore words.")
    assert outline(reading.report) == expected(
        """
        Heading
          Just words.
          More words.
        """
    )
    assert [node.id for node in nodes(reading.report)] == ["div-1", "div-1-p-1", "div-1-p-2"]


def test_a_title_alone_is_a_report_without_content() -> None:
    reading = page("A report")
    assert reading.report.metadata.title == "A report"
    assert reading.report.content == ()
    assert codes(reading) == [(Code.NUMBER_NONE, 0, 0)]


def test_repeated_numbers_have_ids_of_their_own() -> None:
    reading = page("A report\n\n1. a.\n\n1. b.\n\n1 bis. c.\n\n1. d.")
    assert [node.id for node in reading.report.content] == ["par-1", "par-1-2", "par-1-bis", "par-1-3"]


def test_characters_that_no_xml_can_hold_are_dropped_and_listed() -> None:
    reading = page("A report\n\n1. a\x02b\x01\ufffec")
    assert outline(reading.report) == "1. abc"
    assert [(item.place.line, item.place.column, item.text) for item in reading.dropped] == [
        (3, 5, "\x02"),
        (3, 7, "\x01\ufffe"),
    ]


def test_unseen_marks_at_the_edge_of_a_line_are_dropped_and_listed() -> None:
    reading = page("A report\n\n\u200f1. a\u200e")
    assert outline(reading.report) == "1. a"
    assert [(item.place.column, item.text) for item in reading.dropped] == [(1, "\u200f"), (6, "\u200e")]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", Code.INPUT_EMPTY), (b" \r\n\t", Code.INPUT_EMPTY), (b"%PDF-1.7 ...", Code.INPUT_BINARY)],
)
def test_what_holds_no_text_is_refused(data: bytes, code: Code) -> None:
    with pytest.raises(Refused) as refused:
        read(Input("page.txt", data))
    assert [said.code for said in refused.value.diagnostics] == [code]


def test_ten_thousand_headings_are_ten_thousand_divisions() -> None:
    text = "\n\n".join(f"第{number}章 標題[編輯]" for number in range(1, 10_001))
    reading = page("A report\n\n" + text)
    assert len(reading.report.content) == 10_000
    assert all(isinstance(node, Division) and node.level == 1 for node in reading.report.content)


HOSTILE = {
    "one line": "1. " + "字" * 20_000,
    "brackets": "1. " + "[" * 20_000,
    "edit links in one line": "1. One. " + "[edit] x" * 300,
    "calls": "1. " + "[1]" * 1_000,
    "headings": "\n\n".join(f"Heading {number}[edit]" for number in range(300)) + "\n\n",
    "chapters": "第一章\n編輯\n導言\n編輯\n" * 200,
    "boxes": "Box\n  text\n" * 300,
    "lists": "1. One:\n" + "(a) x\n(i) y\n" * 200,
    "notes": "1. One[1]\n\n" + "  1. Note\n\n" * 300,
    "fields": "Author: x\n" * 300,
    "padding": "\xa0\n\n" * 2_000,
    "the same number": "1. x\n" * 500,
    "control characters": "1. " + "\x01x" * 1_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_cost_grows_with_the_size_alone(kind: str) -> None:
    """Eight times the input may take sixteen times the time, which no square would."""
    once, more = (_cost("A report\n\n" + HOSTILE[kind] * times) for times in (1, 8))
    assert more < 16 * once + 0.1


def _cost(text: str) -> float:
    """Seconds of processor time for one reading, the best of three."""
    source = Input("page.txt", text.encode())

    def run() -> float:
        start = time.process_time()
        read(source)
        return time.process_time() - start

    return min(run() for _ in range(3))
