"""Tagged files of other programs: read as far as their tags go, and never from where text stands."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from converter.formats.pdf.read import read
from converter.labels import read_label
from converter.model import (
    Box,
    Cell,
    Division,
    Item,
    Lang,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Row,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.source import Input
from tests.formats.pdf.tagged import Kids, link, marked, saved, tagged
from tests.samples import paragraph


def report(pdf: pikepdf.Pdf) -> Report:
    reading = read(Input("other.pdf", saved(pdf)))
    assert reading.diagnostics == ()
    return reading.report


def p(*kids: Kids, **keys: str) -> Kids:
    return ("P", keys, *kids)


def test_headings_without_sections_hold_what_follows_them() -> None:
    kids = [("H1", {}, 0), p(1), ("H2", {}, 2), p(3), ("H1", {}, 4)]
    found = report(tagged(marked("One", "a", "Two", "b", "Three"), *kids))
    inner = Division("div-2", 2, (Text("Two"),), (paragraph("p-2", "b"),))
    first = Division("div-1", 1, (Text("One"),), (paragraph("p-1", "a"), inner))
    assert found.content == (first, Division("div-3", 1, (Text("Three"),), ()))


def test_headings_of_one_kind_are_as_deep_as_their_sections() -> None:
    inner: Kids = ("Sect", {}, ("H", {}, 1), p(2))
    found = report(tagged(marked("One", "Two", "b"), ("Sect", {}, ("H", {}, 0), inner)))
    assert [node.level for node in found.content if isinstance(node, Division)] == [1]
    outer = found.content[0]
    assert isinstance(outer, Division)
    assert outer.content == (Division("div-2", 2, (Text("Two"),), (paragraph("p-1", "b"),)),)


@pytest.mark.parametrize(
    ("words", "kid", "expected"),
    [
        (("two  words ", "\\(there\\)"), p(0, 1), paragraph("p-1", "two words (there)")),
        (("a ", "b"), p(0, ("Span", {"Lang": "fr"}, 1)), paragraph("p-1", "a ", Lang("fr", (Text("b"),)))),
        (("a", "b"), p(0, ("Em", {}, 1)), paragraph("p-1", "a", Styled("emphasis", (Text("b"),)))),
        (
            ("a", "b"),
            p(0, ("Link", {}, 1, link("https://example.org"))),
            paragraph("p-1", "a", Link("https://example.org", (Text("b"),))),
        ),
        (("a", "b"), p(0, ("Link", {}, 1, link("javascript:b"))), paragraph("p-1", "ab")),
        (("a", "b"), p(0, ("Span", {"ActualText": "œ"}, 1)), paragraph("p-1", "aœ")),
        (("a",), ("Aside", {}, p(0)), Box("box-1", (), (paragraph("p-1", "a"),))),
        (("a",), ("BlockQuote", {}, p(0)), Quotation("quotation-1", (paragraph("p-1", "a"),))),
        (("a",), ("Body", {}, ("Text", {}, 0)), paragraph("p-1", "a")),
        (("a",), p(0, ID="intro", Lang="fr"), Paragraph("intro", (Text("a"),), None, "fr")),
        (
            ("a",),
            ("Figure", {"Alt": "A map"}, 0),
            Unread("figure-1", "a", "a figure without an image that can be read"),
        ),
        (
            ("1.", "a", "b"),
            (
                "L",
                {"A": Dictionary(O=Name.List, ListNumbering=Name.Decimal)},
                ("LI", {}, ("Lbl", {}, 0), ("LBody", {}, 1, ("L", {}, ("LI", {}, ("LBody", {}, 2))))),
            ),
            List(
                "list-1",
                (
                    Item(
                        "item-1",
                        (paragraph("p-1", "a"), List("list-2", (Item("item-2", (paragraph("p-2", "b"),)),))),
                        read_label("1."),
                    ),
                ),
                ordered=True,
            ),
        ),
        (
            ("t", "a", "b"),
            (
                "Table",
                {},
                ("Caption", {}, 0),
                ("THead", {}, ("TR", {}, ("TH", {"A": Dictionary(O=Name.Table, ColSpan=2)}, 1))),
                ("TBody", {}, ("TR", {}, ("TD", {}, 2))),
            ),
            Table(
                "table-1",
                (
                    Row((Cell((paragraph("p-1", "a"),), header=True, columns=2),)),
                    Row((Cell((paragraph("p-2", "b"),)),)),
                ),
                (Text("t"),),
            ),
        ),
    ],
)
def test_standard_kinds(words: tuple[str, ...], kid: Kids, expected: object) -> None:
    found = read(Input("other.pdf", saved(tagged(marked(*words), kid, roles={"Body": "Sect", "Text": "P"})))).report
    assert found.content == (expected,)


def test_a_note_after_a_reference_is_called_by_it() -> None:
    note: Kids = ("Note", {"ID": "n1"}, ("Lbl", {}, 2), p(3))
    found = report(tagged(marked("a", "1", "1", "words"), p(0, ("Reference", {}, 1), note)))
    assert found.content == (paragraph("p-2", "a", NoteRef("n1")),)
    assert found.notes == (Note("n1", read_label("1"), (paragraph("p-1", "words"),)),)


def test_contents_and_artifacts_are_left_out() -> None:
    content = marked("Contents", "a") + "/Artifact BMC BT /F1 9 Tf (7) Tj ET EMC"
    assert report(tagged(content, ("TOC", {}, ("TOCI", {}, 0)), p(1))).content == (paragraph("p-1", "a"),)


def test_text_outside_the_structure_is_told() -> None:
    reading = read(Input("other.pdf", saved(tagged(marked("a", "lost words") + "\nBT /F1 9 Tf (bare) Tj ET", p(0)))))
    assert [diagnostic.message for diagnostic in reading.diagnostics] == [
        "page 1 holds text that is in no element of the structure: “bare”",
        "page 1 holds text that is in no element of the structure: “lost words”",
    ]


def test_the_title_and_the_language_are_the_files_own() -> None:
    pdf = tagged(marked("a"), p(0), Lang=String("es-MX"))
    pdf.docinfo["/Title"] = "Informe"
    found = report(pdf).metadata
    assert (found.title, found.language, found.source and found.source.name) == ("Informe", "es-MX", "other.pdf")


def test_reversed_characters_are_read_forwards() -> None:
    content = "/P<</MCID 0>>BDC /ReversedChars BMC BT /F1 9 Tf (olleh) Tj [(ereht)20( )] TJ ET EMC EMC"
    assert report(tagged(content, p(0))).content == (paragraph("p-1", "hello there"),)


@pytest.mark.parametrize(
    ("cmap", "expected"),
    [
        (b"1 beginbfchar <61> <0058> endbfchar", "X"),
        (b"1 beginbfrange <60> <62> <0041> endbfrange", "B"),
        (b"1 beginbfrange <60> <62> [<0041> <D842DFB7> <0043>] endbfrange", "\U00020bb7"),
        (b"1 beginbfchar <61> <006600660069> endbfchar", "ffi"),
        (b"1 beginbfchar <62> <0058> endbfchar", "\ufffd"),
    ],
)
def test_unicode_maps(cmap: bytes, expected: str) -> None:
    pdf = tagged(marked("a"), p(0))
    pdf.pages[0].Resources.Font.F1.ToUnicode = pdf.make_stream(cmap)
    assert report(pdf).content == (paragraph("p-1", expected),)


def test_differences_of_an_encoding() -> None:
    pdf = tagged(marked("abc"), p(0))
    names = Array([97, Name.fi, Name.uni5DE5, Name.A])
    pdf.pages[0].Resources.Font.F1.Encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=names)
    assert report(pdf).content == (paragraph("p-1", "ﬁ工A"),)


def test_a_form_belongs_to_the_content_that_paints_it() -> None:
    pdf = tagged("/P<</MCID 0>>BDC /X Do EMC", p(0))
    form = pdf.make_stream(b"BT /F1 9 Tf (inside) Tj ET")
    form.Type, form.Subtype = Name.XObject, Name.Form
    pdf.pages[0].Resources.XObject = Dictionary(X=form)
    assert report(pdf).content == (paragraph("p-1", "inside"),)
