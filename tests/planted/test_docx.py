"""Faults planted in Word documents, in the elements of their parts; a bookmark's name is the node's id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy

import pytest
from lxml import etree

from tests.planted.faults import EVERY_NODE, FAULTS, SAMPLE, Fault, every, good, sample, told, verdict
from tests.planted.markup import Element, drop, first, parent, rewrite, swap
from tests.planted.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Document(Package):
    """A document: paragraphs by the bookmarks that begin in them."""

    @property
    def body(self) -> Element:
        """The body of the document."""
        return self.trees["word/document.xml"][0]

    def start(self, id: str) -> Element:
        """Where the bookmark of a node begins."""
        name = id.replace("-", "_")
        parts = (self.trees["word/document.xml"], self.trees["word/footnotes.xml"])
        (found,) = (mark for part in parts for mark in part.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == name)
        return found

    def __getitem__(self, id: str) -> Element:
        """The paragraph in which the bookmark of a node begins."""
        return self._around(id, "p")

    def table(self, id: str) -> Element:
        """The table in which the bookmark of a node begins."""
        return self._around(id, "tbl")

    def _around(self, id: str, name: str) -> Element:
        return next(self.start(id).iterancestors(f"{W}{name}"))

    def part(self, name: str) -> Element:
        """The root of a part."""
        return self.trees[name]

    def call(self, number: str) -> Element:
        """The call of a footnote."""
        (found,) = (each for each in self.body.iter(f"{W}footnoteReference") if each.get(f"{W}id") == number)
        return found

    def note(self, number: str) -> Element:
        """A footnote."""
        (found,) = (each for each in self.part("word/footnotes.xml") if each.get(f"{W}id") == number)
        return found

    def fact(self, id: str) -> Element:
        """What the structure says of a node."""
        nodes = self.trees["customXml/item1.xml"].iter("{*}node")
        (found,) = (node for node in nodes if node.get("bookmark") == id.replace("-", "_"))
        return found

    def property(self, name: str) -> Element:
        """The value of a custom property."""
        properties = self.trees["docProps/custom.xml"].iter("{*}property")
        (found,) = (each for each in properties if each.get("name") == name)
        return found[0]


Damage = Callable[[Document], object]


def restarted(document: Document, number: str, *, level: int, start: int) -> str:
    """A new list like the one with this number, that begins at another value: its number."""
    root = document.part("word/numbering.xml")
    old = next(num for num in root.iter(f"{W}num") if num.get(f"{W}numId") == number)
    new = deepcopy(old)
    new.set(f"{W}numId", "99")
    drop(*new.findall(f"{W}lvlOverride"))
    override = etree.SubElement(new, f"{W}lvlOverride", {f"{W}ilvl": str(level)})
    etree.SubElement(override, f"{W}startOverride", {f"{W}val": str(start)})
    root.append(new)
    return "99"


def number_of(paragraph: Element) -> Element:
    """The numId of a paragraph."""
    return first(paragraph, f"{W}numId")


def restart(document: Document) -> None:
    new = restarted(document, "1", level=0, start=1)
    for number in range(14, 25):
        number_of(document[f"par-{number}"]).set(f"{W}val", new)


def relabel_a_heading(document: Document) -> None:
    new = restarted(document, "2", level=1, start=3)
    properties = document["div-1-a"][0]
    numbering = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(numbering, f"{W}ilvl", {f"{W}val": "1"})
    etree.SubElement(numbering, f"{W}numId", {f"{W}val": new})


def relabel_an_item(document: Document) -> None:
    number_of(document["par-2-b"]).set(f"{W}val", restarted(document, "3", level=0, start=3))


def put_in(document: Document) -> None:
    new = deepcopy(document["p-1"])
    drop(*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd"))
    rewrite(new, "Words before any heading.", "New words.")
    document["par-3-bis"].addnext(new)


def melt(document: Document) -> None:
    table = document.table("box-1")
    for paragraph in list(table.iter(f"{W}p")):
        first(paragraph, f"{W}pStyle").set(f"{W}val", "BodyText")
        table.addprevious(paragraph)
    drop(table)


def up_a_level(document: Document) -> None:
    first(document["div-2-a-3-2"], f"{W}pStyle").set(f"{W}val", "Heading3")


def swap_two_items(document: Document) -> None:
    """All but the bookmark of the list, which encloses both."""
    one, two = document["list-3-1"], document["list-3-2"]
    first, second = list(one)[2:], list(two)[1:-1]
    one.extend(second)
    for child in reversed(first):
        two.insert(1, child)


def drop_the_last_item(document: Document) -> None:
    end = document["list-3-2"][-1]
    document["list-3-1"].append(end)
    drop(document["list-3-2"])


def drop_a_note(document: Document) -> None:
    drop(parent(document.call("5")), document.start("note-5"), document.note("5"))


def call_elsewhere(document: Document) -> None:
    start = document.start("note-2")
    for each in (start, *list(start.itersiblings())[:2]):
        document["par-2"].append(each)


def call_another(document: Document) -> None:
    rewrite(document["par-2"], "NOTEREF note_1", "NOTEREF note_2")
    (mark,) = (text for text in document["par-2"].iter(f"{W}t") if text.text == "1")
    mark.text = "2"


def speak(document: Document) -> None:
    """The box in French, as Word marks it: on each of its runs; and in the structure."""
    for mark in document.table("box-2").iter(f"{W}lang"):
        mark.attrib.clear()
        mark.set(f"{W}val", "fr-FR")
    document.fact("box-2").set("language", "fr")


def speak_a_word(document: Document) -> None:
    (mark,) = document["par-1"].iter(f"{W}lang")
    mark.set(f"{W}val", "zh-CN")


def describe(document: Document) -> None:
    for properties in document.body.iter("{*}docPr", "{*}cNvPr"):
        if properties.get("descr"):
            properties.set("descr", "A red circle")


def plain(document: Document) -> None:
    drop(parent(first(document["par-1"], f"{W}i")))


def lead_elsewhere(document: Document) -> None:
    for relationship in document.part("word/_rels/document.xml.rels"):
        if relationship.get("Target", "").startswith("https://example.org/a"):
            relationship.set("Target", "https://example.org/b")


def redate(document: Document) -> None:
    rewrite(document["meta-date"], "4 June 2031", "5 June 2031")
    rewrite(document.property("Date"), "4", "5")
    rewrite(document.property("Date ISO"), "04", "05")


def resymbol(document: Document) -> None:
    rewrite(document["meta-symbol"], "X/1/Add.2", "X/1/Add.3")
    rewrite(document.property("Symbol"), "Add.2", "Add.3")


def unlicense(document: Document) -> None:
    drop(document["meta-licence"], parent(document.property("Licence")))


def forget_an_author(document: Document) -> None:
    drop(document["meta-author-2"])
    rewrite(document.property("Authors"), "\nBo Author", "")


DAMAGES: Mapping[str, Damage] = {
    "a paragraph is dropped": lambda document: drop(document["par-3-bis"]),
    "two paragraphs are swapped": lambda document: swap(document["par-1"], document["par-2"]),
    "a paragraph is put in": put_in,
    "a paragraph stands in the box after it": lambda document: document["box-1-p-1"].addnext(document["par-3-bis"]),
    "a box melts into the text": melt,
    "a heading moves a level": up_a_level,
    "two items are swapped": swap_two_items,
    "an item is dropped": drop_the_last_item,
    "a row is dropped": lambda document: drop(document.table("cell-5").findall(f"{W}tr")[-1]),
    "a note and its call are dropped": drop_a_note,
    "a number is changed": lambda document: rewrite(document["par-3-bis"], "3 bis.", "3 ter."),
    "a numbering restarts": restart,
    "the label of a heading is changed": relabel_a_heading,
    "the label of an item is changed": relabel_an_item,
    "the language of a box is changed": speak,
    "the language of a word is changed": speak_a_word,
    "an alternative text is changed": describe,
    "a character is replaced": lambda document: rewrite(document["par-3"], "Third", "Thirt"),
    "an invisible character is added": lambda document: rewrite(document["par-3"], "Third", "Thi\u200brd"),
    "the text of a heading is changed": lambda document: rewrite(document["div-1-a"], "A section", "A sectoon"),
    "the title of a box is changed": lambda document: rewrite(document["box-2"], "盒子", "盒子的"),
    "a cell is changed": lambda document: rewrite(document.table("cell-3"), "2030", "2038"),
    "the text of a note is changed": lambda document: rewrite(document["note-2-p-1"], "note 2", "note 8"),
    "a note is called elsewhere": call_elsewhere,
    "another note is called": call_another,
    "a style is lost": plain,
    "a link leads elsewhere": lead_elsewhere,
    "a line break is lost": lambda document: drop(first(document["par-1"], f"{W}br")),
    "the title is changed": lambda document: rewrite(document["meta-title"], "every", "evry"),
    "the symbol is changed": resymbol,
    "an author is lost": forget_an_author,
    "the date is changed": redate,
    "the licence is lost": unlicense,
}


def list_prints(name: str, value: str) -> Damage:
    """Another value of what the list of the numbered paragraphs says of its numbers."""
    return lambda document: first(document.part("word/numbering.xml"), f"{W}{name}").set(f"{W}val", value)


def lose_the_restarts(document: Document) -> None:
    drop(*document.part("word/numbering.xml").findall(f".//{W}lvlOverride"))


def out_of_the_list(document: Document) -> None:
    number_of(document["par-10"]).set(f"{W}val", "0")


def exchange_notes(document: Document) -> None:
    one, two = document.call("1"), document.call("2")
    one.set(f"{W}id", "2")
    two.set(f"{W}id", "1")


def lose_an_own_mark(document: Document) -> None:
    call = document.call("4")
    del call.attrib[f"{W}customMarkFollows"]
    drop(next(call.itersiblings()))


def delete_as_a_tracked_change(document: Document) -> None:
    run = first(document["par-3"], f"{W}r")
    deleted = etree.Element(f"{W}del")
    run.addprevious(deleted)
    deleted.append(run)
    first(run, f"{W}t").tag = f"{W}delText"


def hide(document: Document) -> None:
    properties = etree.Element(f"{W}rPr")
    first(document["par-3"], f"{W}r").insert(0, properties)
    etree.SubElement(properties, f"{W}vanish")


def speak_in_one_paragraph(document: Document) -> None:
    for mark in document["box-2-p-1"].iter(f"{W}lang"):
        mark.attrib.clear()
        mark.set(f"{W}val", "fr-FR")


NO_WORDS = "paragraph 3. has lost 6 characters at the beginning: “Third.”"

OWN: Mapping[str, tuple[Damage, Fault]] = {
    "a paragraph is dropped, and the numbers close up": (
        lambda document: drop(document["par-10"]),
        sample(
            "paragraph 10. is missing",
            "the numbering is off from paragraph 11., which reads 10., to paragraph 24., which reads 23.",
        ),
    ),
    "a paragraph is taken out of the list": (
        out_of_the_list,
        sample(
            "paragraph 10. has lost its number",
            "the numbering is off from paragraph 11., which reads 10., to paragraph 24., which reads 23.",
        ),
    ),
    "the list begins at another number": (
        list_prints("start", "5"),
        sample("the numbering is off from paragraph 1., which reads 5., to paragraph 24., which reads 28."),
    ),
    "the list prints its numbers in another form": (
        list_prints("lvlText", "%1)"),
        sample("the numbering has another form from paragraph 1., which reads 1), to paragraph 24., which reads 24)"),
    ),
    "a gap in the numbers is closed": (lose_the_restarts, every("the number of paragraph 5. reads 4.")),
    "a note is dropped, and its call stays": (
        lambda document: drop(document.note("5")), every("note * is missing")
    ),
    "two calls exchange their notes": (
        exchange_notes,
        every(
            "the text of note [1] stands in note [2], not in note [1]",
            "the text of note [2] stands in note [1], not in note [2]",
        ),
    ),
    "a mark of its own becomes a number": (lose_an_own_mark, every("the mark of note a reads 4")),
    "words are deleted as a tracked change": (delete_as_a_tracked_change, every(NO_WORDS)),
    "words are hidden": (hide, every(NO_WORDS)),
    "one paragraph of a box is in another language": (
        speak_in_one_paragraph,
        every("paragraph 1 in box 2 (after paragraph 3 bis.) has the language fr, which was not expected"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [EVERY_NODE, SAMPLE])
def test_a_file_that_was_opened_and_saved_is_proved(name: str) -> None:
    assert verdict("docx", Document(good("docx", name)).bytes(), name).proved


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    report, said = FAULTS[fault]
    document = Document(good("docx", report))
    DAMAGES[fault](document)
    assert told("docx", document.bytes(), report) == said


@pytest.mark.parametrize("fault", OWN)
def test_a_fault_of_this_format_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    damage, (report, said) = OWN[fault]
    document = Document(good("docx", report))
    damage(document)
    assert told("docx", document.bytes(), report) == said
