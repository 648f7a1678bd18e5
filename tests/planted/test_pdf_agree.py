"""Damages in PDF files that leave the report as it is, but let the file say something else in another place.

Each is told by the reader, and fails the proof. How the report itself is damaged stands in test_pdf.py; that no string
and no name can be changed unnoticed in test_pdf_sweep.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import msgspec
import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Object, String

from converter.diagnostics import Code
from converter.edition import Attachment
from converter.formats import formats
from converter.formats.pdf.read import read
from converter.labels import read_label
from converter.model import Division, Metadata, Note, NoteRef, Report, Text
from converter.proof import prove
from converter.source import Input
from tests.formats.pdf.tagged import marked, saved, tagged
from tests.planted.faults import EVERY_NODE, good, verdict
from tests.planted.test_pdf import Codes, Damage, File, drop, elements, link, place, put, rewritten
from tests.samples import edition, every_node, paragraph

TEI = "report.tei.xml"


@cache
def attached() -> bytes:
    """The file of every node with its source inside."""
    tei, made = formats()["tei"], edition(every_node())
    source = Attachment(TEI, tei.media_type, tei.write(made).data)
    return formats()["pdf"].write(replace(made, attached=(source,))).data


def front(kind: str, place: int = 0) -> Callable[[File], Object]:
    """An element of the front matter, by its kind and its place among those of the kind."""

    def found(file: File) -> Object:
        matters = (matter for matter in file.document.K if matter.S == "/FrontMatter")
        return [each for matter in matters for each in elements(matter) if f"/{kind}" == each.S][place]

    return found


def shows(kind: str, place: int, old: str, new: str) -> Damage:
    """The front matter shows something else."""
    return lambda file: file.rewrite(front(kind, place)(file), old, new)


def says(id: str, **keys: str) -> Damage:
    """An element says something in words."""

    def damage(file: File) -> None:
        for key, value in keys.items():
            file[id][f"/{key}"] = String(value)

    return damage


def speaks(id: str, kind: str, key: str, value: Object) -> Damage:
    return lambda file: file.first(id, kind).__setitem__(key, value)


def furniture(page: int, old: str, new: str) -> Damage:
    """A running head or foot reads otherwise."""

    def damage(file: File) -> None:
        found = file.pdf.pages[page]
        found.Contents.write(pikepdf.unparse_content_stream(list(rewritten(found, {-1}, old, new))))

    return damage


def drawn(id: str, before: str, after: str) -> Damage:
    """The first content of an element, between two instructions."""

    def damage(file: File) -> None:
        element = file[id]
        page = next(page for page in file.pdf.pages if page.obj.objgen == element.Pg.objgen)
        number = next(int(kid) for kid in element.K if isinstance(kid, int))
        head, tail = page.Contents.read_bytes().split(f"<</MCID {number}>>BDC".encode(), 1)
        inside, tail = tail.split(b"EMC", 1)
        inside = b" " + before.encode() + inside + after.encode() + b" "
        page.Contents.write(head + f"<</MCID {number}>>BDC".encode() + inside + b"EMC" + tail)

    return damage


def added(page: int, content: str) -> Damage:
    """More content at the end of a page."""

    def damage(file: File) -> None:
        stream = file.pdf.pages[page].Contents
        stream.write(stream.read_bytes() + f" {content}".encode())

    return damage


def letters(file: File) -> None:
    """An artifact in the middle of the page that says something."""
    word = Codes(file.pdf.pages[3].Resources.Font.F1).write("Void")
    added(3, f"BT /Artifact BMC /F1 9 Tf 1 0 0 1 90 300 Tm <{word.hex()}> Tj EMC ET")(file)


def annotate(file: File) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([90, 90, 300, 120]), Contents=String("No: 99"))
    file.pdf.pages[3].Annots.append(file.pdf.make_indirect(note))


def hide_in_a_private_element(file: File) -> None:
    hidden, words, paragraph = file.new("Private"), file.new("Span"), file["par-3"]
    hidden.Pg, hidden.K = paragraph.Pg, Array([paragraph.K[-1]])
    words.ActualText = String("Third.")
    del paragraph.K[-1]
    put(words, paragraph)
    put(hidden, paragraph.P, place(paragraph) + 1)


def spoken_otherwise(file: File) -> None:
    drawn("par-3", "/Span<</ActualText(Third.)>>BDC ", " EMC")(file)
    furniture(3, "Third", "Thirt")(file)


def relabel_pages(file: File) -> None:
    file.pdf.Root.PageLabels.Nums[3].St = 4


def outline(*path: str) -> Callable[[File], Object]:
    def damage(file: File) -> Object:
        found = file.pdf.Root.Outlines
        for step in path:
            found = found[step]
        return found

    return damage


def title(new: str, *path: str) -> Damage:
    return lambda file: outline(*path)(file).__setitem__("/Title", String(new))


def lead_from_the_contents(file: File) -> None:
    link(front("Link", 2)(file)).Dest = String("div-2")


def lead_to_another_page(file: File) -> None:
    names = file.pdf.Root.Names.Dests.Names
    place = next(at for at, name in enumerate(names) if isinstance(name, String) and str(name) == "par-3")
    names[place + 1][0] = file.pdf.pages[4].obj


def misname_an_id(file: File) -> None:
    names = file.pdf.Root.StructTreeRoot.IDTree.Names
    place = next(at for at, name in enumerate(names) if isinstance(name, String) and str(name) == "par-3")
    names[place + 1] = file["par-2"]


def mislead_content(file: File) -> None:
    rows = file.pdf.Root.StructTreeRoot.ParentTree.Nums
    rows[7][0] = file["par-2"]


CONTRADICTIONS: Mapping[str, tuple[Damage, tuple[str, ...]]] = {
    # words in place of words
    "a paragraph is spoken otherwise": (
        says("par-3", ActualText="Fourth."), ("/ActualText of par-3 reads “Fourth.”, but its glyphs read “3.Third.”",)
    ),
    "a word is described otherwise": (
        speaks("par-1", "Emphasis", "/Alt", String("calm")),
        ("/Alt of an element Emphasis reads “calm”, but its glyphs read “stressed”",),
    ),
    "a paragraph is expanded": (
        says("par-3", E="Third and last"), ("/E of par-3 reads “Third and last”, but its glyphs read “3.Third.”",)
    ),
    "a section has a title": (says("div-1-a", T="B"), ("div-1-a says “B” in /T, which nothing reads",)),
    "content is spoken otherwise": (
        spoken_otherwise, ("/ActualText on page 4 reads “Third.”, but its glyphs read “Thirt.”",)
    ),
    # the title page
    "the symbol on the title page": (
        shows("P", 0, "X/1/Add.2", "X/1/Add.3"),
        ("the title page reads “X/1/Add.3”, but the metadata say “X/1/Add.2”",),
    ),
    "the title on the title page": (
        shows("Title", 0, "every", "evry"),
        ("the title page reads “Report of evry node”, but the metadata say “Report of every node”",),
    ),
    "the organ on the title page": (
        shows("P", 1, "Organ", "Orgen"), ("the title page reads “The Orgen”, but the metadata say “The Organ”",)
    ),
    "the session on the title page": (
        shows("P", 2, "First", "Fifst"),
        ("the title page reads “Fifst session”, but the metadata say “First session”",),
    ),
    "an author on the title page": (
        shows("P", 4, "Ann", "Enn"), ("the title page reads “Enn Author”, but the metadata say “Ann Author”",)
    ),
    "the date on the title page": (
        shows("P", 6, "2031", "2032"),
        ("the title page reads “Port Meridian · 4 June 2032”, but the metadata say “Port Meridian · 4 June 2031”",),
    ),
    "an author is gone from the title page": (
        lambda file: drop(front("P", 4)(file)),
        ("page 1 holds text that is in no element of the structure: “Ann Author”",
         "the title page does not show “Ann Author” of the metadata"),
    ),
    # the contents
    "a heading in the contents": (
        shows("Link", 2, "section", "sectoin"),
        ("the contents' entry for div-1-a reads “A. A sectoin1”, but its heading reads “A. A section”",
         "what the link “A. A sectoin1” says of itself reads “A.  A section 1”, but its glyphs read “A. A sectoin1”"),
    ),
    "a page in the contents": (
        shows("Link", 3, "2", "1"),
        ("the contents' page of div-2 reads “1”, but it stands on page “2”",
         "what the link “II. عنوان1” says of itself reads “II .  عنوان 2”, but its glyphs read “II. عنوان1”"),
    ),
    "a link in the contents": (
        lead_from_the_contents,
        ("the contents' link for div-1-a reads “#div-2”, but it should lead to “#div-1-a”",),
    ),
    # the outline, the numbers of pages, destinations
    "a heading in the outline": (
        title("A. B section", "/First", "/First"),
        ("the outline's entry for div-1-a reads “A. B section”, but its heading reads “A. A section”",),
    ),
    "an entry of the outline is gone": (
        lambda file: outline("/First")(file).__delitem__("/Next"),
        ("the outline lacks “II. عنوان”",),
    ),
    "the numbers of pages": (relabel_pages, ("the label of page 4 of the file reads “4”, but its number is “1”",)),
    "a destination": (
        lead_to_another_page, ("the destination par-3 is on page 5 of the file, but it begins on 4",)
    ),
    "what a link says of itself": (
        lambda file: setattr(link(file.first("par-1", "Link")), "Contents", String("paragraph 4")),
        ("what the link “paragraph 3” says of itself reads “paragraph 4”, but its glyphs read “paragraph 3”",),
    ),
    # what the file says of itself
    "the title in the information": (
        lambda file: file.pdf.docinfo.__setitem__("/Title", String("Another")),
        ("/Title of /Info reads “Another”, but dc:title in the metadata reads “Report of every node”",),
    ),
    "the authors in the information": (
        lambda file: file.pdf.docinfo.__delitem__("/Author"),
        ("/Author of /Info reads nothing, but dc:creator in the metadata reads “Ann Author, Bo Author”",),
    ),
    "the symbol among the keywords": (
        lambda file: file.packet("<pdf:Keywords>X/1/Add.2", "<pdf:Keywords>X/1/Add.3"),
        ("/Keywords of /Info reads “X/1/Add.2, First session”, but pdf:Keywords in the metadata reads "
         "“X/1/Add.3, First session”",
         "pdf:Keywords in the metadata reads “X/1/Add.3, First session”, but the report's own metadata say "
         "“X/1/Add.2, First session”"),
    ),
    "a property that stands twice": (
        lambda file: file.packet("<report:symbol>", "<report:symbol>Y</report:symbol><report:symbol>"),
        ("report:symbol stands in the metadata twice",),
    ),
    "the language of the file": (
        lambda file: setattr(file.pdf.Root, "Lang", String("fr")),
        ("/Lang of the file reads “fr”, but the language of the report is “en”",),
    ),
    "the language of an item": (
        says("par-2-a", Lang="fr"), ("/Lang of par-2-a reads “fr”, but what is around it is in “en”",)
    ),
    # the tree's own tables
    "the role of a kind": (
        lambda file: file.pdf.Root.StructTreeRoot.RoleMap.__setitem__("/Box", Name.Artifact),
        ("the role of Box reads “Artifact”, but its kind asks for “Sect”",),
    ),
    "an id leads elsewhere": (
        misname_an_id, ("the tree of ids leads par-3 to another element than the one that says so",)
    ),
    "content leads elsewhere": (
        mislead_content, ("the parent tree gives content of page 4 to other elements than hold it",)
    ),
    "what a head cell is the head of": (
        lambda file: setattr(file.first("table-1", "TH").A[0], "Scope", Name.Row),
        ("an element TH: its attribute Scope reads “/Row”, but what it holds asks for “/Column”",),
    ),
    # what the eye sees
    "a running head": (
        furniture(3, "X/1/Add.2", "X/1/Add.3"),
        ("the head or foot of page 1 reads “X/1/Add.3”, which is no part of the report",),
    ),
    "a page's number": (
        furniture(2, "iii", "iv"), ("the head or foot of page iii reads “iv”, which is no part of the report",)
    ),
    "a heading in a running head": (
        furniture(4, "II.", "I."), ("the head or foot of page 2 reads “I. عنوان”, which is no part of the report",)
    ),
    "an artifact that says something": (letters, ("page 4 shows “Void”, which is no part of the report",)),
    "text drawn invisibly": (
        drawn("par-3", "3 Tr", " 0 Tr"), ("page 4 holds text that is drawn invisibly: “Third.”",)
    ),
    "white text": (
        drawn("par-3", "1 g", " 0 g"), ("page 4 holds text that is of the colour of the ground: “Third.”",)
    ),
    "text off the page": (
        drawn("par-3", "q 1 0 0 1 600 0 cm", " Q"), ("page 4 holds text that is outside of the page: “Third.”",)
    ),
    "text too small": (
        drawn("par-3", "q .01 0 0 .01 90 90 cm", " Q"), ("page 4 holds text that is too small to be read: “Third.”",)
    ),
    "text under a shape": (
        added(3, "/Artifact BMC 1 g 90 300 200 200 re f EMC"),
        ("page 4 has a shape painted after its text, which may be over it: what is seen may not be what is read",),
    ),
    "text clipped away": (
        drawn("par-3", "q 0 0 9 9 re W n", " Q"),
        ("page 4 is painted with a clipping path: what is seen may not be what is read",),
    ),
    "an image that is no figure": (
        added(3, "/Artifact BMC q 90 0 0 90 90 300 cm /I1 Do Q EMC"), ("page 4 shows an image that is no figure",)
    ),
    "an annotation": (annotate, ("page 4 has an annotation /FreeText that nothing reads: “No: 99”",)),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_told_and_nothing_else(name: str) -> None:
    damage, said = CONTRADICTIONS[name]
    file = File(good("pdf", EVERY_NODE))
    damage(file)
    found = verdict("pdf", file.bytes(), EVERY_NODE)
    assert [difference.message for difference in found.differences] == []
    assert tuple(diagnostic.message for diagnostic in found.diagnostics) == said
    assert {diagnostic.code for diagnostic in found.diagnostics} <= {Code.CONTRADICTION, Code.UNREAD}


def test_text_where_nothing_is_read_from_is_told() -> None:
    file = File(good("pdf", EVERY_NODE))
    hide_in_a_private_element(file)
    found = verdict("pdf", file.bytes(), EVERY_NODE)
    assert not found.differences
    assert found.diagnostics[0].message == "page 4 holds text where nothing is read from: “Third.”"


# What is no contradiction


def test_a_style_may_put_words_of_its_own_into_heads_and_feet() -> None:
    made = edition(every_node())
    running = msgspec.structs.replace(
        made.style.running,
        left_head=("Advance copy, page {page}", "", "{section}"),
        right_head=("Advance copy, page {page}", "", "{title}"),
        left_foot=("For the use of members", "", ""),
        right_foot=("For the use of members", "", ""),
    )
    data = formats()["pdf"].write(replace(made, style=msgspec.structs.replace(made.style, running=running))).data
    assert prove(every_node(), formats()["pdf"], data, "report.pdf").proved


def test_pages_for_print_have_calls_without_links_and_agree_with_themselves() -> None:
    note = Note("note-1", read_label("1"), (paragraph("note-1-p-1", "Words."),))
    heading = Division("div-1", 1, (Text("Heading"), NoteRef("note-1")), (paragraph("p-1", "Words."),))
    report = Report(Metadata("Title", "en"), (heading,), (note,))
    assert read(Input("press.pdf", formats()["pdf"].write(edition(report, style="press")).data)).diagnostics == ()


# The source inside


def test_a_source_that_says_what_the_pages_say_is_proved() -> None:
    assert verdict("pdf", attached(), EVERY_NODE).proved


def test_a_source_that_says_something_else_is_told() -> None:
    file = File(attached())
    stream = file.pdf.Root.AF[0].EF.F
    stream.write(stream.read_bytes().replace(b"Third.", b"Thirt."))
    assert [each.message for each in verdict("pdf", file.bytes(), EVERY_NODE).diagnostics] == [
        "the attached file is not the one that its /CheckSum was made of",
        "the attached file contradicts the pages: a character of paragraph 3. is replaced after “Thir”: "
        "“d” (U+0064) reads “t” (U+0074)",
    ]


# Files of other programs


def test_another_programs_title_is_said_alike_in_both_places_or_told() -> None:
    pdf = tagged(marked("a"), ("P", {}, 0))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
        packet["dc:title"] = "One title"
    pdf.docinfo["/Title"] = String("Another title")
    assert [each.message for each in read(Input("other.pdf", saved(pdf))).diagnostics] == [
        "/Title of /Info reads “Another title”, but dc:title in the metadata reads “One title”"
    ]


def test_what_another_program_says_in_its_own_way_is_no_contradiction() -> None:
    content = marked("a b") + " /Artifact BMC BT /F1 9 Tf 3 Tr (seen by nobody) Tj ET EMC"
    pdf = tagged(content, ("P", {"ActualText": "a-b", "Alt": "letters", "T": "x"}, 0), Lang=String("en"))
    pdf.docinfo["/Title"] = String("Words")
    assert read(Input("other.pdf", saved(pdf))).diagnostics == ()
