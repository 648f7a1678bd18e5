"""Faults planted in EPUB books, in the elements and attributes of their pages and their package."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from tests.planted.faults import EVERY_NODE, FAULTS, FIGURE, SAMPLE, TABLE, Fault, every, good, sample, told, verdict
from tests.planted.markup import Element, append, drop, first, move, rewrite, swap, unwrap
from tests.planted.package import Package

H = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"


class Book(Package):
    """A book: the pages by the ids in them, and the package."""

    def __getitem__(self, id: str) -> Element:
        """The element of a page with this id."""
        pages = (root for name, root in self.trees.items() if name.endswith(".xhtml"))
        (found,) = (element for page in pages for element in page.iter(etree.Element) if element.get("id") == id)
        return found

    @property
    def package(self) -> Element:
        """The root of the package document."""
        return self.trees["EPUB/content.opf"]

    def said(self, name: str, text: str) -> Element:
        """The element of the package with this name and text."""
        (found,) = (element for element in self.package.iter(name) if element.text == text)
        return found


Damage = Callable[[Book], object]


def put_in(book: Book) -> None:
    new = etree.Element(f"{H}p", {"id": "p-9"})
    new.text = "New words."
    book["par-3-bis"].addnext(new)


def melt(book: Book) -> None:
    book["box-1-heading"].tag = f"{H}p"
    del book["box-1-heading"].attrib["class"]
    unwrap(book["box-1"])


def up_a_level(book: Book) -> None:
    book["div-2-a-3-2-heading"].tag = f"{H}h3"
    move(book["div-2-a-3-2"], book["div-2-a-3"])


def relabel(id: str, printed: str) -> Damage:
    """Another printed label in the element with this id."""

    def damage(book: Book) -> None:
        label = next(span for span in book[id].iter(f"{H}span") if span.get("class") == "label")
        label.text = printed

    return damage


def restart(book: Book) -> None:
    for number in range(14, 25):
        relabel(f"par-{number}", f"{number - 13}.")(book)


def drop_a_note(book: Book) -> None:
    drop(book["note-5"])
    drop(book["note-5-call-1"])


def speak(element: Element, language: str) -> None:
    element.set("lang", language)
    element.set(f"{XML}lang", language)


def speak_word(book: Book) -> None:
    (word,) = (span for span in book["par-1"].iter(f"{H}span") if span.get("lang") == "fr")
    speak(word, "zh-Hans")


def redate(book: Book) -> None:
    book.said(f"{DC}date", "2031-06-04").text = "2031-06-05"
    (printed,) = (meta for meta in book.package.iter("{*}meta") if meta.get("property") == "report:date")
    printed.text = "5 June 2031"


def unlicense(book: Book) -> None:
    drop(*(meta for meta in list(book.package.iter("{*}meta")) if meta.get("property") == "dcterms:license"))


DAMAGES: Mapping[str, Damage] = {
    "a paragraph is dropped": lambda book: drop(book["par-3-bis"]),
    "two paragraphs are swapped": lambda book: swap(book["par-1"], book["par-2"]),
    "a paragraph is put in": put_in,
    "a paragraph stands in the box after it": lambda book: append(book["par-3-bis"], book["box-1"]),
    "a box melts into the text": melt,
    "a heading moves a level": up_a_level,
    "two items are swapped": lambda book: swap(book["list-3-1"], book["list-3-2"]),
    "an item is dropped": lambda book: drop(book["list-3-2"]),
    "a row is dropped": lambda book: drop(list(book["table-1"].iter(f"{H}tr"))[2]),
    "a note and its call are dropped": drop_a_note,
    "a number is changed": relabel("par-3-bis", "3 ter."),
    "a numbering restarts": restart,
    "the label of a heading is changed": relabel("div-1-a-heading", "C."),
    "the label of an item is changed": relabel("par-2-b", "(c)"),
    "the language of a box is changed": lambda book: speak(book["box-2"], "fr"),
    "the language of a word is changed": speak_word,
    "an alternative text is changed": lambda book: book["figure-1"][0].set("alt", "A red circle"),
    "a character is replaced": lambda book: rewrite(book["par-3"], "Third", "Thirt"),
    "an invisible character is added": lambda book: rewrite(book["par-3"], "Third", "Thi\u200brd"),
    "the text of a heading is changed": lambda book: rewrite(book["div-1-a-heading"], "A section", "A sectoon"),
    "the title of a box is changed": lambda book: rewrite(book["box-2"], "盒子", "盒子的"),
    "a cell is changed": lambda book: rewrite(book["table-1"], "2030", "2038"),
    "the text of a note is changed": lambda book: rewrite(book["note-2"], "note 2", "note 8"),
    "a note is called elsewhere": lambda book: append(book["note-2-call-1"], book["par-2"]),
    "another note is called": lambda book: book["note-1-call-2"].set("href", "#note-2"),
    "a style is lost": lambda book: unwrap(first(book["par-1"], f"{H}em")),
    "a link leads elsewhere": lambda book: list(book["par-1"].iter(f"{H}a"))[1].set("href", "https://example.org/b"),
    "a line break is lost": lambda book: drop(first(book["par-1"], f"{H}br")),
    "the title is changed": lambda book: rewrite(book.said(f"{DC}title", "Report of every node"), "every", "evry"),
    "the symbol is changed": lambda book: rewrite(book.said(f"{DC}identifier", "X/1/Add.2"), "2", "3"),
    "an author is lost": lambda book: drop(book.said(f"{DC}creator", "Bo Author")),
    "the date is changed": redate,
    "the licence is lost": unlicense,
}


def pages(book: Book) -> list[Element]:
    """The pages in their order."""
    return list(book.package.iter("{*}itemref"))


def swap_two_pages(book: Book) -> None:
    one, two = (page for page in pages(book) if page.get("idref") in ("leaf-div-2-a", "leaf-div-2-b"))
    swap(one, two)


def drop_a_page(book: Book) -> None:
    drop(*(page for page in pages(book) if page.get("idref") == "leaf-div-2-b"))


def other_image(book: Book) -> None:
    book.parts["EPUB/images/figure-1.png"] = book.parts["EPUB/cover.png"]


def only_the_heading_moves(book: Book) -> None:
    book["div-2-a-3-2-heading"].tag = f"{H}h3"


def stray(book: Book) -> None:
    book["par-3"].tail = "Stray words."


def becomes_a_head(book: Book) -> None:
    first(book["table-1"], f"{H}td").tag = f"{H}th"


TWELVE = f"paragraph 1 in cell 2 of row 2 of {TABLE}"

OWN: Mapping[str, tuple[Damage, Fault]] = {
    "two pages are swapped": (swap_two_pages, sample("heading II. > A. and heading II. > B. are swapped")),
    "a page is dropped from the spine": (
        drop_a_page,
        sample("heading II. > B. is missing with all that stands under it", "note [4] is missing"),
    ),
    "a note is dropped, and its call stays": (
        lambda book: drop(book["note-5"]),
        every(
            f"1 character too many in {TWELVE} after “12”: “*”",
            f"{TWELVE} has lost its call of note * after “12”",
            "note * is missing",
        ),
    ),
    "a call is dropped, and its note stays": (
        lambda book: drop(book["note-5-call-1"]),
        every(f"{TWELVE} has lost its call of note * after “12”"),
    ),
    "a heading is on another level than its section": (
        only_the_heading_moves,
        sample("heading II. > A. > “Results” > “Keeping channels open” stands on level 3, not 4"),
    ),
    "the image of a figure is another": (other_image, every(f"{FIGURE} has another image")),
    "a cell becomes a head cell": (
        becomes_a_head, every(f"cell 1 of row 2 of {TABLE} is a head cell, not a body cell")
    ),
    "a list loses its order": (
        lambda book: setattr(book["par-2-list"], "tag", f"{H}ul"),
        every("list 1 (after paragraph 2.) is unordered, not ordered"),
    ),
    "words stand between two paragraphs": (
        stray, every("unnumbered paragraph 1 under heading I. > A. was not expected")
    ),
    "an id is changed": (
        lambda book: book["par-3-bis"].set("id", "par-9"),
        every("the id of paragraph 3 bis. is par-9, not par-3-bis"),
    ),
    "the language of the report is changed": (
        lambda book: rewrite(book.said(f"{DC}language", "en"), "en", "de"),
        every("the language in the metadata reads “de”, not “en”"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [EVERY_NODE, SAMPLE])
def test_a_file_that_was_opened_and_saved_is_proved(name: str) -> None:
    assert verdict("epub", Book(good("epub", name)).bytes(), name).proved


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    report, said = FAULTS[fault]
    book = Book(good("epub", report))
    DAMAGES[fault](book)
    assert told("epub", book.bytes(), report) == said


@pytest.mark.parametrize("fault", OWN)
def test_a_fault_of_this_format_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    damage, (report, said) = OWN[fault]
    book = Book(good("epub", report))
    damage(book)
    assert told("epub", book.bytes(), report) == said
