"""Faults planted in TEI editions, in their elements and attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from converter.diagnostics import Code
from tests.planted.faults import EVERY_NODE, FAULTS, SAMPLE, TABLE, Fault, every, good, told, verdict
from tests.planted.markup import Element, append, drop, first, move, rewrite, swap, unwrap

T = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"


class Document:
    """An edition as a tree."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)

    def __getitem__(self, id: str) -> Element:
        """The element with this id."""
        (found,) = (element for element in self.root.iter(etree.Element) if element.get(f"{XML}id") == id)
        return found

    def all(self, path: str) -> list[Element]:
        """The elements on a path of TEI names, from anywhere in the document."""
        found = self.root.findall(".//" + "/".join(T + step for step in path.split("/")))
        assert found
        return found

    def call(self, id: str, note: str) -> Element:
        """The element that calls a note again in the element with this id."""
        (found,) = (ref for ref in self[id].iter(f"{T}ref") if ref.get("target") == f"#{note}")
        return found

    def bytes(self) -> bytes:
        return etree.tostring(self.root.getroottree(), encoding="UTF-8", xml_declaration=True)


Damage = Callable[[Document], object]


def put_in(document: Document) -> None:
    new = etree.Element(f"{T}p", {f"{XML}id": "p-9"})
    new.text = "New words."
    document["par-3-bis"].addnext(new)


def into_the_box(document: Document) -> None:
    append(document["par-3-bis"], first(document["box-1"], f"{T}body"))


def melt(document: Document) -> None:
    box = document["box-1"]
    body = first(box, f"{T}body")
    body[0].tag = f"{T}p"
    unwrap(body)
    unwrap(box)


def up_a_level(document: Document) -> None:
    document["div-2-a-3-2"].set("type", "subsection")
    move(document["div-2-a-3-2"], document["div-2-a-3"])


def relabel(id: str, printed: str, n: str) -> Damage:
    """Another label, and the value beside it."""

    def damage(document: Document) -> None:
        element = document[id]
        label = element.getprevious() if element.tag == f"{T}item" else first(element, f"{T}label")
        assert label is not None
        label.text = printed
        element.set("n", n)

    return damage


def restart(document: Document) -> None:
    for number in range(14, 25):
        relabel(f"par-{number}", f"{number - 13}.", str(number - 13))(document)


def everywhere(path: str, old: str, new: str) -> Damage:
    """The text of the elements on a path changed, wherever it is this."""

    def damage(document: Document) -> None:
        found = [element for element in document.all(path) if element.text == old]
        assert found
        for element in found:
            element.text = new

    return damage


def redate(document: Document) -> None:
    for element in (*document.all("date"), *document.all("docDate")):
        if element.text == "4 June 2031":
            element.text = "5 June 2031"
            element.set("when", "2031-06-05")


DAMAGES: Mapping[str, Damage] = {
    "a paragraph is dropped": lambda document: drop(document["par-3-bis"]),
    "two paragraphs are swapped": lambda document: swap(document["par-1"], document["par-2"]),
    "a paragraph is put in": put_in,
    "a paragraph stands in the box after it": into_the_box,
    "a box melts into the text": melt,
    "a heading moves a level": up_a_level,
    "two items are swapped": lambda document: swap(document["list-3-1"], document["list-3-2"]),
    "an item is dropped": lambda document: drop(document["list-3-2"]),
    "a row is dropped": lambda document: drop(document["table-1"][-1]),
    "a note and its call are dropped": lambda document: drop(document["note-5"]),
    "a number is changed": relabel("par-3-bis", "3 ter.", "3 ter"),
    "a numbering restarts": restart,
    "the label of a heading is changed": lambda document: rewrite(document["div-1-a"][0], "A.", "C."),
    "the label of an item is changed": relabel("par-2-b", "(c)", "3"),
    "the language of a box is changed": lambda document: document["box-2"].set(f"{XML}lang", "fr"),
    "the language of a word is changed": lambda document: document.all("foreign")[0].set(f"{XML}lang", "zh-Hans"),
    "an alternative text is changed": lambda document: rewrite(document["figure-1"], "red square", "red circle"),
    "a character is replaced": lambda document: rewrite(document["par-3"], "Third", "Thirt"),
    "an invisible character is added": lambda document: rewrite(document["par-3"], "Third", "Thi\u200brd"),
    "the text of a heading is changed": lambda document: rewrite(document["div-1-a"], "A section", "A sectoon"),
    "the title of a box is changed": lambda document: rewrite(document["box-2"], "盒子", "盒子的"),
    "a cell is changed": lambda document: rewrite(document["table-1"], "2030", "2038"),
    "the text of a note is changed": lambda document: rewrite(document["note-2"], "note 2", "note 8"),
    "a note is called elsewhere": lambda document: append(document["note-2"], document["par-2"]),
    "another note is called": lambda document: document.call("par-2", "note-1").set("target", "#note-2"),
    "a style is lost": lambda document: unwrap(first(document["par-1"], f"{T}hi")),
    "a link leads elsewhere": lambda document: document["par-1"].findall(f"{T}ref")[1].set(
        "target", "https://example.org/b"
    ),
    "a line break is lost": lambda document: drop(first(document["par-1"], f"{T}lb")),
    "the title is changed": everywhere("title", "Report of every node", "Report of evry node"),
    "the symbol is changed": everywhere("idno", "X/1/Add.2", "X/1/Add.3"),
    "an author is lost": lambda document: drop(*(a for a in document.all("author") if a.text == "Bo Author")),
    "the date is changed": redate,
    "the licence is lost": lambda document: document.all("licence")[0].attrib.pop("target"),
}  # fmt: skip


def stray(document: Document) -> None:
    document["par-3"].tail = "Stray words."


OWN: Mapping[str, tuple[Damage, Fault]] = {
    "a call leads to no note": (
        lambda document: document.call("par-2", "note-1").set("target", "#note-9"),
        every("paragraph 2. calls note-9 after “… note again.”, where note [1] is expected"),
    ),
    "the mark of a note is changed": (
        lambda document: rewrite(document["note-2"], "[2]", "[9]"),
        every("the mark of note [2] reads [9]"),
    ),
    "the texts of two notes are swapped": (
        lambda document: swap(document["note-1-p-1"], document["note-2-p-1"]),
        every(
            "the text of note [1] stands in note [2], not in note [1]",
            "the text of note [2] stands in note [1], not in note [2]",
        ),
    ),
    "a division says another level": (
        lambda document: document["div-1-a"].set("type", "subsection"),
        every("heading I. > A. stands on level 3, not 2"),
    ),
    "a cell becomes a head cell": (
        lambda document: document["table-1"][2][0].set("role", "label"),
        every(f"cell 1 of row 2 of {TABLE} is a head cell, not a body cell"),
    ),
    "a cell spans less": (
        lambda document: document["table-1"][3][0].attrib.pop("cols"),
        every(f"cell 1 of row 3 of {TABLE} spans 1 column, not 2"),
    ),
    "words stand between two paragraphs": (
        stray, every("unnumbered paragraph 1 under heading I. > A. was not expected")
    ),
    "an id is changed": (
        lambda document: document["par-3-bis"].set(f"{XML}id", "par-9"),
        every("the id of paragraph 3 bis. is par-9, not par-3-bis"),
    ),
    "the language of the report is changed": (
        lambda document: document.root.set(f"{XML}lang", "es"),
        every("the language in the metadata reads “es”, not “en”"),
    ),
}  # fmt: skip


def one(path: str, **said: str) -> Callable[[Document], Element]:
    """The only element on a path with these attributes."""

    def find(document: Document) -> Element:
        (found,) = (each for each in document.all(path) if all(each.get(name) == said[name] for name in said))
        return found

    return find


def say(path: str, new: str, **said: str) -> Damage:
    """Another text in the only element on a path with these attributes."""
    return lambda document: setattr(one(path, **said)(document), "text", new)


def put(path: str, name: str, value: str, **said: str) -> Damage:
    """An attribute of the only element on a path with these attributes."""
    return lambda document: one(path, **said)(document).set(name, value)


REST = "by the rest of the edition"
CONTRADICTIONS: Mapping[str, tuple[Damage, str]] = {
    # what a label, a text or a note makes
    "a number beside its label": (
        lambda document: document["par-3"].set("n", "4"), f"<p> in par-3 has n=“4”, and {REST} n=“3”"
    ),
    "a number beside its label in a heading": (
        lambda document: document["div-1-a"].set("n", "2"), f"<div> in div-1-a has n=“2”, and {REST} n=“1”"
    ),
    "a number beside the label of an item": (
        lambda document: document["par-2-b"].set("n", "3"), f"<item> in par-2-b has n=“3”, and {REST} n=“2”"
    ),
    "a number beside the label of a box": (
        lambda document: document["box-1"].attrib.pop("n"), f"<floatingText> in box-1 has no n, and {REST} n=“1”"
    ),
    "a number beside the mark of a note": (
        lambda document: document["note-2"].set("n", "9"), f"<note> in note-2 has n=“9”, and {REST} n=“2”"
    ),
    "the mark at a later call": (
        lambda document: rewrite(document.call("par-2", "note-1"), "[1]", "[7]"),
        f"<ref> in par-2 says “[7]”, and {REST} “[1]”",
    ),
    "how the items of a list are counted": (
        lambda document: document["par-2-list"].set("subtype", "roman"),
        f"<list> in par-2-list has subtype=“roman”, and {REST} subtype=“letter”",
    ),
    "the kind of a row": (
        lambda document: document["table-1"][1].set("role", "data"),
        f"<row> in table-1 has role=“data”, and {REST} role=“label”",
    ),
    # what the metadata make
    "the title on the title page": (
        say("titlePart", "Report of evry node", type="main"),
        f"<titlePart> in <docTitle> says “Report of evry node”, and {REST} “Report of every node”",
    ),
    "the symbol on the title page": (
        say("titlePart", "X/1/Add.3", type="symbol"),
        f"<titlePart> in <titlePage> says “X/1/Add.3”, and {REST} “X/1/Add.2”",
    ),
    "the session on the title page": (
        say("titlePart", "Third session", type="session"),
        f"<titlePart> in <titlePage> says “Third session”, and {REST} “First session”",
    ),
    "the organ on the title page": (
        say("orgName", "An Organ"), f"<orgName> in <docImprint> says “An Organ”, and {REST} “The Organ”"
    ),
    "an author on the title page": (
        lambda document: drop(document.all("docAuthor")[0]),
        "<titlePage> in <front> is without <docAuthor> (“Ann Author”)"
    ),
    "the place on the title page": (
        say("docImprint/pubPlace", "Port Median"),
        f"<pubPlace> in <docImprint> says “Port Median”, and {REST} “Port Meridian”",
    ),
    "the date on the title page": (
        put("docDate", "when", "2031-06-05"),
        f"<docDate> in <docImprint> has when=“2031-06-05”, and {REST} when=“2031-06-04”",
    ),
    "the title of the source": (
        say("sourceDesc/bibl/title", "Report of no node", level="m"),
        f"<title> in <bibl> says “Report of no node”, and {REST} “Report of every node”",
    ),
    "the identifier": (
        lambda document: rewrite(one("idno", type="URN")(document), "urn:uuid:", "urn:uuid:0"),
        "<idno> in <publicationStmt> says “urn:uuid:0fc3e27a1-ca1b-5ca5-b0b0-ebb16…”, "
        f"and {REST} “urn:uuid:fc3e27a1-ca1b-5ca5-b0b0-ebb162…”",
    ),
    # what the whole text makes
    "the share of a language": (
        put("language", "usage", "99", ident="ar"), f"<language> in <langUsage> has usage=“99”, and {REST} usage=“7”"
    ),
    "a language": (
        put("language", "ident", "fa", ident="ar"), f"<language> in <langUsage> has ident=“fa”, and {REST} ident=“ar”"
    ),
    "the count of paragraphs": (
        put("measure", "quantity", "9", unit="paragraph"),
        f"<measure> in <extent> has quantity=“9”, and {REST} quantity=“5”",
    ),
    "the count of words": (
        lambda document: rewrite(one("measure", unit="word")(document), "words: ", "words: 9"),
        f"<measure> in <extent> says “words: 989”, and {REST} “words: 89”",
    ),
    # what this project says of its ways
    "how a paragraph is cited": (
        put("cRefPattern", "matchPattern", "(.+)"),
        f"<cRefPattern> in <refsDecl> has matchPattern=“(.+)”, and {REST} matchPattern=“([^']+)”",
    ),
    "what was corrected": (
        say("correction/p", "Much was corrected."),
        f"<p> in <correction> says “Much was corrected.”, and {REST} “Nothing was corrected. Printed numbers …”",
    ),
    "the day of the edition": (
        put("change", "when", "2031-06-05"),
        f"<change> in <revisionDesc> has when=“2031-06-05”, and {REST} when=“2031-06-04”",
    ),
}  # fmt: skip
UNREAD: Mapping[str, tuple[Damage, str]] = {
    "words on the title page": (
        lambda document: setattr(document.all("docTitle")[0], "tail", "Draft"),
        "<titlePage> in <front> holds the words “Draft”, which nobody reads",
    ),
    "an author on the title page alone": (
        lambda document: etree.SubElement(document.all("titlePage")[0], f"{T}docAuthor").__setattr__("text", "Cy"),
        "<docAuthor> in <titlePage> (“Cy”) is what nobody reads",
    ),
    "an attribute of another": (
        lambda document: document["par-3"].set("rend", "red"), "<p> in par-3 has rend=“red”, which nobody reads"
    ),
    "pictures of pages": (
        lambda document: etree.SubElement(document.root, f"{T}facsimile"),
        "<facsimile> stands in <TEI>, where nobody reads it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [EVERY_NODE, SAMPLE])
def test_a_file_that_was_opened_and_saved_is_proved(name: str) -> None:
    assert verdict("tei", Document(good("tei", name)).bytes(), name).proved


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    report, said = FAULTS[fault]
    document = Document(good("tei", report))
    DAMAGES[fault](document)
    assert told("tei", document.bytes(), report) == said


@pytest.mark.parametrize("fault", OWN)
def test_a_fault_of_this_format_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    damage, (report, said) = OWN[fault]
    document = Document(good("tei", report))
    damage(document)
    assert told("tei", document.bytes(), report) == said


@pytest.mark.parametrize("fault", [*CONTRADICTIONS, *UNREAD])
def test_what_an_edition_says_twice_and_not_alike_is_told_in_words(fault: str) -> None:
    damage, said = CONTRADICTIONS.get(fault) or UNREAD[fault]
    document = Document(good("tei", EVERY_NODE))
    damage(document)
    found = verdict("tei", document.bytes(), EVERY_NODE)
    code = Code.CONTRADICTION if fault in CONTRADICTIONS else Code.UNREAD
    assert not found.differences
    assert [(each.code, each.message) for each in found.diagnostics] == [(code, said)]
    assert all(each.place and each.hint for each in found.diagnostics)
