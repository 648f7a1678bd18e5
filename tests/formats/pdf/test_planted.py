"""Damages done to a good file on its objects: each is found when the file is read back, and told with its place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Name, String

from converter.formats.pdf.read import read
from converter.formats.pdf.write import write
from converter.model import Report
from converter.source import Input
from converter.verify import differences
from tests.samples import edition, every_node

REPORT: Report = every_node()
GOOD = write(edition(REPORT)).data


class File:
    """A file whose objects are about to be damaged."""

    def __init__(self) -> None:
        self.pdf = pikepdf.open(io.BytesIO(GOOD))
        self.elements = list(_elements(self.pdf.Root.StructTreeRoot.K[0]))

    def by_id(self, id: str) -> pikepdf.Object:
        """The element of a node."""
        return next(each for each in self.elements if str(each.get("/ID", "")) == id)

    def drop(self, id: str) -> None:
        """Take the element of a node out of the tree."""
        found = self.by_id(id)
        parent = found.P
        parent.K = Array([kid for kid in parent.K if not _same(kid, found)])

    def retold(self, before: str, after: str) -> None:
        """Let every code that reads as one character read as another."""
        old, new = (f"<{text.encode('utf-16-be').hex().upper()}>".encode() for text in (before, after))
        for font in self.pdf.pages[0].Resources.Font.values():
            cmap = font.get("/ToUnicode")
            if cmap is not None:
                cmap.write(cmap.read_bytes().replace(b"> " + old, b"> " + new))

    def packet(self, before: bytes, after: bytes) -> None:
        """Change the metadata."""
        stream = self.pdf.Root.Metadata
        assert before in stream.read_bytes()
        stream.write(stream.read_bytes().replace(before, after))

    def told(self) -> list[str]:
        """What differs when the file is read."""
        out = io.BytesIO()
        self.pdf.save(out)
        reading = read(Input("damaged.pdf", out.getvalue()))
        found = [str(difference) for difference in differences(REPORT, reading.report)]
        return found + [diagnostic.message for diagnostic in reading.diagnostics]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)


def _same(kid: object, other: pikepdf.Object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.objgen == other.objgen


def swap(file: File) -> None:
    parent = file.by_id("par-3").P
    kids = list(parent.K)
    kids[1], kids[2] = kids[2], kids[1]
    parent.K = Array(kids)


def call_another(file: File) -> None:
    link = file.by_id("par-2").K[2].K[0]
    reference = next(kid for kid in link.K if isinstance(kid, pikepdf.Dictionary))
    assert str(reference.Obj.Dest) == "note-1"
    reference.Obj.Dest = String("note-2")


def turn_content(file: File) -> None:
    """Make an artifact of a paragraph's text."""
    page = next(page for page in file.pdf.pages if b"/Unread<</MCID" in page.Contents.read_bytes())
    page.Contents.write(page.Contents.read_bytes().replace(b"/Unread<</MCID", b"/Artifact<</MCID"))


def add_text(file: File) -> None:
    page = file.pdf.pages[-1]
    page.Contents.write(page.Contents.read_bytes() + b" BT /F1 9 Tf <0001> Tj ET")


DAMAGES: list[tuple[Callable[[File], None], str]] = [
    (lambda file: file.drop("par-2"), "2."),
    (lambda file: file.drop("box-1"), "Box 1"),
    (lambda file: file.drop("par-2-b"), "(b)"),
    (lambda file: file.drop("note-3"), "note"),
    (swap, "3"),
    (call_another, "note"),
    (turn_content, "out of place"),
    (add_text, "in no element of the structure"),
    (lambda file: file.retold("q", "g"), "caption"),
    (lambda file: file.retold("4", "7"), "4"),
    (lambda file: file.retold("h", "h\u200b"), "invisible"),
    (lambda file: file.by_id("div-1-a").K[0].__setattr__("S", Name.H3), "level"),
    (lambda file: file.by_id("box-1").__setattr__("S", Name.Div), "Box 1"),
    (lambda file: file.by_id("quotation-1").__setattr__("S", Name.Sect), "quotation"),
    (lambda file: file.by_id("box-2").__setattr__("Lang", String("zh-Hant")), "zh-Hans"),
    (lambda file: file.by_id("box-2").__delitem__("/Lang"), "zh-Hans"),
    (lambda file: file.by_id("table-1").K[1].K[0].__setattr__("S", Name.TD), "cell"),
    (lambda file: file.by_id("figure-1").__setattr__("Alt", String("A blue square")), "alternative"),
    (lambda file: file.by_id("unread-1").__delitem__("/A"), "reason"),
    (lambda file: file.by_id("par-3").__setattr__("ID", String("par-9")), "par-9"),
    (lambda file: file.packet(b"X/1/Add.2", b"X/1/Add.3"), "symbol"),
    (lambda file: file.packet(b"2031-06-04", b"2031-06-05"), "date"),
    (lambda file: file.pdf.Root.StructTreeRoot.K[0].__setattr__("Lang", String("fr")), "language"),
]


def test_a_good_file_has_no_differences() -> None:
    assert File().told() == []


@pytest.mark.parametrize(("damage", "words"), DAMAGES)
def test_a_damage_is_found(damage: Callable[[File], None], words: str) -> None:
    file = File()
    damage(file)
    told = file.told()
    assert told
    assert any(words.casefold() in said.casefold() for said in told), told
