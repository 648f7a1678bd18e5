"""What a book claims for those who cannot see it: conformance, only when it keeps every condition."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from converter.edition import Edition
from converter.formats.epub.access import CONFORMANCE, contrast
from converter.formats.epub.write import write
from converter.model import Block, Cell, Division, Figure, Link, Paragraph, Row, Table, Unread
from tests.formats.epub.book import Book, book, find, paged, report
from tests.samples import RED_SQUARE, paragraph


def claimed(opened: Book) -> bool:
    said = opened.meta("dcterms:conformsTo")
    assert said in ([], [CONFORMANCE])
    certified = find(opened.package, "//opf:meta[@property='a11y:certifiedBy']/@refines")
    assert certified == ["#conformance"] * len(said)
    return bool(said)


def test_a_book_that_keeps_every_condition_says_so() -> None:
    assert claimed(book(report(paragraph("p-1", "x")), ("1", "p-1", 0)))


BREACHES: dict[str, Division | Block] = {
    "an image without words": Figure("figure-1", RED_SQUARE, "image/png", " "),
    "a language that is not known": paragraph("p-2", "x", language="und"),
    "a heading without words": Division("div-1", 1, (), ()),
    "a table without heads": Table("table-1", (Row((Cell(()),)),)),
    "a link without words": Paragraph("p-2", (Link("https://example.org/", ()),)),
    "what could not be placed": Unread("unread-1", "x", "no rule fits"),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_book_with_a_breach_claims_nothing(breach: str) -> None:
    assert not claimed(book(report(paragraph("p-1", "x"), BREACHES[breach]), ("1", "p-1", 0)))


def test_a_book_without_printed_pages_or_title_claims_nothing() -> None:
    assert not claimed(book(report(paragraph("p-1", "x"))))
    assert not claimed(book(report(paragraph("p-1", "x"), title=""), ("1", "p-1", 0)))


def test_a_book_in_pale_colours_claims_nothing() -> None:
    edition = paged(report(paragraph("p-1", "x")), ("1", "p-1", 0))
    roles = replace(edition.style.roles, note=replace(edition.style.roles.note, colour="#999999"))
    pale: Edition = type(edition)(
        edition.reading, replace(edition.style, roles=roles), edition.environment, begins=edition.begins
    )
    assert not claimed(Book(write(pale).data))


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#FFFFFF", 21), ("#FFFFFF", "#FFFFFF", 1), ("#767676", "#FFFFFF", 4.54)]
)
def test_contrast_is_reckoned_as_wcag_does(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.01)
