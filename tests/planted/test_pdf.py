"""Faults planted in PDF files, in their objects: the structure tree, the marked content of pages, and the metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Operator, String

from tests.planted.faults import (
    BOX,
    CHINESE,
    EVERY_NODE,
    FAULTS,
    FIGURE,
    SAMPLE,
    TABLE,
    Fault,
    every,
    good,
    told,
    verdict,
)

_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


class Codes:
    """The two-byte codes of a font, by its ToUnicode map."""

    def __init__(self, font: Object) -> None:
        self._map = font.ToUnicode
        pairs = _PAIR.findall(self._map.read_bytes())
        self._texts = {bytes.fromhex(code.decode()): _text(text) for code, text in pairs}

    def __contains__(self, text: str) -> bool:
        return text in self._texts.values()

    def read(self, shown: bytes) -> str:
        return "".join(self._texts[shown[at : at + 2]] for at in range(0, len(shown), 2))

    def write(self, text: str) -> bytes:
        """The codes of a text; a character that the font lacks is given a code that no glyph has."""
        return b"".join(map(self._code, text))

    def _code(self, character: str) -> bytes:
        for code, text in self._texts.items():
            if text == character:
                return code
        code = (0xF000 + len(self._texts)).to_bytes(2, "big")
        self._texts[code] = character
        pair = f"1 beginbfchar\n<{code.hex().upper()}> <{character.encode('utf-16-be').hex().upper()}>\nendbfchar\n"
        self._map.write(self._map.read_bytes().replace(b"endcmap", pair.encode() + b"endcmap", 1))
        return code


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


class File:
    """A file as objects: structure elements by their ids."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.document: Object = self.pdf.Root.StructTreeRoot.K[0]

    def __getitem__(self, id: str) -> Object:
        """The element of the node with this id."""
        (found,) = (each for each in elements(self.document) if str(each.get("/ID", "")) == id)
        return found

    def first(self, id: str, kind: str) -> Object:
        """The first element of a kind in the element of a node."""
        return next(each for each in elements(self[id]) if f"/{kind}" == each.S)

    def new(self, kind: str) -> Object:
        """An element that stands nowhere yet."""
        return self.pdf.make_indirect(Dictionary(S=Name(f"/{kind}"), K=Array([])))

    def rewrite(self, element: Object, old: str, new: str) -> None:
        """One string for another, in the marked content of an element's own."""
        page = next(page for page in self.pdf.pages if page.obj.objgen == element.Pg.objgen)
        numbers = {int(kid) for kid in element.K if isinstance(kid, int)}
        changed = list(rewritten(page, numbers, old, new))
        page.Contents.write(pikepdf.unparse_content_stream(changed))

    def packet(self, old: str, new: str) -> None:
        """One string for another in the metadata, wherever it stands."""
        stream = self.pdf.Root.Metadata
        assert old.encode() in stream.read_bytes()
        stream.write(stream.read_bytes().replace(old.encode(), new.encode()))

    def bytes(self) -> bytes:
        out = BytesIO()
        self.pdf.save(out)
        return out.getvalue()


Instruction = tuple[list[Object], Operator]


def rewritten(page: pikepdf.Page, numbers: set[int], old: str, new: str) -> Iterator[Instruction]:
    """The instructions of a page with one string for another, which must stand once in content with these numbers."""
    number, found = -1, 0
    codes: Codes | None = None
    for instruction in pikepdf.parse_content_stream(page):
        assert isinstance(instruction, pikepdf.ContentStreamInstruction)
        operands, operator = list(instruction.operands), instruction.operator
        if str(operator) == "BDC":
            number = int(operands[1].get("/MCID", -1))
        elif str(operator) == "Tf":
            codes = Codes(page.Resources.Font[str(operands[0])])
        elif str(operator) in ("Tj", "TJ") and number in numbers and codes:
            text = codes.read(_shown(operands[0]))
            if old in text:
                found += 1
                operands, operator = [Array([String(codes.write(text.replace(old, new, 1)))])], Operator("TJ")
        yield operands, operator
    assert found == 1, f"{old!r} is shown {found} times"


def _shown(operand: Object) -> bytes:
    """What an instruction shows, without the spaces between."""
    parts = [operand] if isinstance(operand, String) else list(operand)
    return b"".join(bytes(part) for part in parts if isinstance(part, String))


def elements(element: Object) -> Iterator[Object]:
    """An element and all in it."""
    yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from elements(kid)


def place(element: Object) -> int:
    """Where an element stands among the kids of its parent."""
    return next(
        at for at, kid in enumerate(element.P.K) if isinstance(kid, Dictionary) and kid.objgen == element.objgen
    )


def drop(*found: Object) -> None:
    for element in found:
        del element.P.K[place(element)]


def put(element: Object, into: Object, at: int | None = None) -> None:
    """An element among the kids of another one, at the end if nothing else is said."""
    element.P = into
    into.K.insert(len(into.K) if at is None else at, element)


def append(element: Object, into: Object) -> None:
    drop(element)
    put(element, into)


def swap(one: Object, two: Object) -> None:
    """Two elements of one parent in each other's place."""
    at, to = place(one), place(two)
    one.P.K[at], one.P.K[to] = two, one


Damage = Callable[[File], object]


def put_in(file: File) -> None:
    new, words = file.new("P"), file.new("Span")
    words.ActualText = String("New words.")
    put(words, new)
    put(new, file["div-1-a"], place(file["par-3-bis"]) + 1)


def melt(file: File) -> None:
    box = file["box-1"]
    box.K[0].S = Name.P
    for kid in list(box.K):
        drop(kid)
        put(kid, box.P, place(box))
    drop(box)


def up_a_level(file: File) -> None:
    division = file["div-2-a-3-2"]
    division.K[0].S = Name.H3
    drop(division)
    put(division, file["div-2-a"], place(file["div-2-a-3"]) + 1)


def drop_a_note(file: File) -> None:
    drop(file.first("cell-4", "Call"), file["note-5"])


def relabel(id: str, old: str, new: str) -> Damage:
    """Another label, as it is drawn."""
    return lambda file: file.rewrite(file.first(id, "Lbl"), old, new)


def restart(file: File) -> None:
    for number in range(14, 25):
        relabel(f"par-{number}", f"{number}.", f"{number - 13}.")(file)


def speak_a_word(file: File) -> None:
    file.first("par-1", "Span").Lang = String("zh-Hans")


def call_elsewhere(file: File) -> None:
    append(file["par-1"].K[place(file["note-2"]) - 1], file["par-2"])
    append(file["note-2"], file["par-2"])


def link(element: Object) -> Object:
    """The annotation of a link."""
    (found,) = (kid.Obj for kid in element.K if isinstance(kid, Dictionary) and "/Obj" in kid)
    return found


def call_another(file: File) -> None:
    mark = file.first("par-2", "Link")
    link(mark).Dest = String("note-2")
    file.rewrite(mark, "1", "2")


def lead_elsewhere(file: File) -> None:
    links = (link(each) for each in elements(file["par-1"]) if each.S == "/Link")
    (address,) = (each.A for each in links if "/A" in each)
    address.URI = String("https://example.org/b")


def redate(file: File) -> None:
    file.packet("4 June 2031", "5 June 2031")
    file.packet(":dateISO>2031-06-04", ":dateISO>2031-06-05")


DAMAGES: Mapping[str, Damage] = {
    "a paragraph is dropped": lambda file: drop(file["par-3-bis"]),
    "two paragraphs are swapped": lambda file: swap(file["par-1"], file["par-2"]),
    "a paragraph is put in": put_in,
    "a paragraph stands in the box after it": lambda file: append(file["par-3-bis"], file["box-1"]),
    "a box melts into the text": melt,
    "a heading moves a level": up_a_level,
    "two items are swapped": lambda file: swap(file["list-3-1"], file["list-3-2"]),
    "an item is dropped": lambda file: drop(file["list-3-2"]),
    "a row is dropped": lambda file: drop(file["table-1"].K[-1]),
    "a note and its call are dropped": drop_a_note,
    "a number is changed": relabel("par-3-bis", "bis", "ter"),
    "a numbering restarts": restart,
    "the label of a heading is changed": relabel("div-1-a", "A", "C"),
    "the label of an item is changed": relabel("par-2-b", "b", "c"),
    "the language of a box is changed": lambda file: setattr(file["box-2"], "Lang", String("fr")),
    "the language of a word is changed": speak_a_word,
    "an alternative text is changed": lambda file: setattr(file["figure-1"], "Alt", String("A red circle")),
    "a character is replaced": lambda file: file.rewrite(file["par-3"], "Third", "Thirt"),
    "an invisible character is added": lambda file: file.rewrite(file["par-3"], "Third", "Thi\u200brd"),
    "the text of a heading is changed": lambda file: file.rewrite(file["div-1-a"].K[0], "A section", "A sectoon"),
    "the title of a box is changed": lambda file: file.rewrite(file["box-2"].K[0], "盒子", "盒子的"),
    "a cell is changed": lambda file: file.rewrite(file["cell-3"], "2030", "2038"),
    "the text of a note is changed": lambda file: file.rewrite(file["note-2-p-1"], "note 2", "note 8"),
    "a note is called elsewhere": call_elsewhere,
    "another note is called": call_another,
    "a style is lost": lambda file: setattr(file.first("par-1", "Emphasis"), "S", Name.Span),
    "a link leads elsewhere": lead_elsewhere,
    "a line break is lost": lambda file: file.rewrite(file["par-1"], "\n", ""),
    "the title is changed": lambda file: file.packet("Report of every node", "Report of evry node"),
    "the symbol is changed": lambda file: file.packet("X/1/Add.2", "X/1/Add.3"),
    "an author is lost": lambda file: file.packet("<rdf:li>Bo Author</rdf:li>", ""),
    "the date is changed": redate,
    "the licence is lost": lambda file: file.packet(
        "<report:licence>https://creativecommons.org/publicdomain/mark/1.0/</report:licence>", ""
    ),
}


def exchange_notes(file: File) -> None:
    one, two = file["note-1-p-1"], file["note-2-p-1"]
    first, second = one.P, two.P
    drop(one, two)
    put(two, first)
    put(one, second)


def remark(file: File) -> None:
    relabel("note-4", "a", "b")(file)
    file.rewrite(file.first("box-1-p-1", "Link"), "a", "b")


def lead_a_call_astray(file: File) -> None:
    link(file.first("par-2", "Link")).Dest = String("note-2")


def becomes_a_head(file: File) -> None:
    file["table-1"].K[2].K[0].S = Name.TH


OWN: Mapping[str, tuple[Damage, Fault]] = {
    "the heading alone moves a level": (
        lambda file: setattr(file["div-1-a"].K[0], "S", Name.H3),
        every("heading I. > A. stands on level 3, not 2"),
    ),
    "the mark that is drawn is not that of its note": (
        lead_a_call_astray,
        every(
            "1 character too many in paragraph 2. after “… note again.”: “1”",
            "“1” in paragraph 2. has the link to #note-2, which was not expected",
            "paragraph 2. has lost its call of note [1] after “… note again.”",
        ),
    ),
    "the mark of a note is changed": (
        remark,
        every("the mark of note a reads b"),
    ),
    "the texts of two notes are swapped": (
        exchange_notes,
        every(
            "the text of note [1] stands in note [2], not in note [1]",
            "the text of note [2] stands in note [1], not in note [2]",
        ),
    ),
    "a box becomes a group without a kind": (
        lambda file: setattr(file["box-1"], "S", Name.Div),
        every(
            "unnumbered paragraph 1 under heading I. > A. was not expected",
            f"{BOX} has melted into the text around it",
        ),
    ),
    "a box loses its language": (
        lambda file: file["box-2"].__delitem__("/Lang"),
        every(f"{CHINESE} has lost its language zh-Hans"),
    ),
    "a cell becomes a head cell": (
        becomes_a_head, every(f"cell 1 of row 2 of {TABLE} is a head cell, not a body cell")
    ),
    "a cell spans less": (
        lambda file: file["table-1"].K[3].K[0].__delitem__("/A"),
        every(f"cell 1 of row 3 of {TABLE} spans 1 column, not 2"),
    ),
    "the file of an image is not added any more": (
        lambda file: file["figure-1"].__delitem__("/A"), every(f"{FIGURE} has another image")
    ),
    "an id is changed": (
        lambda file: setattr(file["par-3-bis"], "ID", String("par-9")),
        every("the id of paragraph 3 bis. is par-9, not par-3-bis"),
    ),
    "the language of the report is changed": (
        lambda file: setattr(file.document, "Lang", String("de")),
        every("the language in the metadata reads “de”, not “en”"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [EVERY_NODE, SAMPLE])
def test_a_file_that_was_opened_and_saved_is_proved(name: str) -> None:
    assert verdict("pdf", File(good("pdf", name)).bytes(), name).proved


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    report, said = FAULTS[fault]
    file = File(good("pdf", report))
    DAMAGES[fault](file)
    assert told("pdf", file.bytes(), report) == said


@pytest.mark.parametrize("fault", OWN)
def test_a_fault_of_this_format_is_told_at_its_place_and_nothing_else(fault: str) -> None:
    damage, (report, said) = OWN[fault]
    file = File(good("pdf", report))
    damage(file)
    assert told("pdf", file.bytes(), report) == said
