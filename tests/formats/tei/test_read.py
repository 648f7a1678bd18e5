"""TEI of others: small documents and the reports that are read from them, with all that was dropped and told."""

from __future__ import annotations

import time
from contextlib import suppress

import msgspec
import pytest
from lxml import etree

from converter.check import check
from converter.diagnostics import Code, Place, Refused
from converter.formats.tei.read import read
from converter.labels import read_label
from converter.model import (
    Box,
    Break,
    Cell,
    Date,
    Division,
    Figure,
    Inline,
    Item,
    Lang,
    Link,
    List,
    NoteRef,
    Paragraph,
    Quotation,
    Rights,
    Row,
    Series,
    Styled,
    Table,
    Text,
    Unread,
)
from converter.reading import Dropped, Reading
from converter.source import Input
from converter.walk import nodes
from tests.samples import RED_SQUARE, paragraph

HEADER = """<teiHeader><fileDesc><titleStmt><title>A report</title></titleStmt>
<publicationStmt><publisher>The Press</publisher></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""
LINE = HEADER.count("\n") + 1
"""The line on which a text begins."""


def document(text: str, *, header: str = HEADER, around: str = 'xml:lang="en"') -> Reading:
    """The reading of a document with this text."""
    return read(Input("a.xml", f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {around}>{header}{text}</TEI>'.encode()))


def body(content: str) -> Reading:
    """The reading of a document with this body; no law of a report may be broken by it."""
    reading = document(f"<text><body>{content}</body></text>")
    assert [each for each in check(reading) if each.severity == "error"] == []
    return reading


def line(content: str) -> tuple[Inline, ...]:
    """The inlines of one paragraph."""
    (found,) = body(f"<p>{content}</p>").report.content
    assert isinstance(found, Paragraph)
    return found.content


def told(reading: Reading) -> list[str]:
    return [f"{each.code}: {each.message}" for each in reading.diagnostics]


def dropped(reading: Reading) -> list[tuple[str, str]]:
    return [(each.text, each.reason) for each in reading.dropped]


# Divisions


@pytest.mark.parametrize("names", [("div", "div", "div"), ("div1", "div2", "div3")])
def test_divisions_are_nested_whether_they_are_numbered_or_not(names: tuple[str, ...]) -> None:
    one, two, three = names
    inmost = f'<{three} n="3"><p>y</p></{three}>'
    source = f'<{one} xml:id="a"><head>A</head><p>x</p><{two}><head>B</head>{inmost}</{two}></{one}>'
    inner = Division("div-2", 3, (), (paragraph("p-2", "y"),), read_label("3"))
    middle = Division("div-1", 2, (Text("B"),), (inner,))
    assert body(source).report.content == (Division("a", 1, (Text("A"),), (paragraph("p-1", "x"), middle)),)


def test_headings_on_one_another_are_the_lines_of_one() -> None:
    (found,) = body("<div><head><label>I.</label> <hi>Part</hi></head>\n<head>One</head></div>").report.content
    assert isinstance(found, Division)
    assert (found.label, found.heading) == (read_label("I."), (Text("Part"), Break(), Text("One")))


def test_front_and_back_stand_around_the_body_and_the_title_page_is_dropped() -> None:
    reading = document(
        "<text><front><titlePage><docTitle><titlePart>Title</titlePart></docTitle></titlePage><p>a</p></front>"
        "<body><p>b</p></body><back><div><p>c</p></div></back></text>"
    )
    assert [node.id for node in reading.report.content] == ["p-1", "p-2", "div-1"]
    assert dropped(reading) == [("Title", "title page")]


def test_the_texts_of_a_group_follow_one_another() -> None:
    reading = document(
        "<text><group><text><body><p>a</p></body></text><text><body><p>b</p></body></text></group></text>"
    )
    assert reading.report.content == (paragraph("p-1", "a"), paragraph("p-2", "b"))


# Paragraphs and their numbers


@pytest.mark.parametrize(
    ("source", "label", "text"),
    [
        ('<p n="47"><label>47.</label>Words</p>', "47.", "Words"),
        ('<p n="47">47. Words</p>', "47.", "Words"),
        ('<p n="47">47 Words</p>', "47", "Words"),
        ('<p n="47">472 words</p>', "47", "472 words"),
        ('<p n="47">Words</p>', "47", "Words"),
        ('<p n="start">Words</p>', "", "Words"),
    ],
)
def test_the_number_of_a_paragraph_is_taken_out_of_its_text(source: str, label: str, text: str) -> None:
    (found,) = body(source).report.content
    assert found == paragraph("par-47" if label else "p-1", text, label=label)


def test_a_list_in_a_paragraph_parts_it() -> None:
    reading = body('<p xml:id="a" n="1">See <list type="ordered"><item>one</item></list> and <hi>on</hi>.</p>')
    assert reading.report.content == (
        paragraph("a", "See", label="1"),
        List("list-1", (Item("list-1-item-1", (paragraph("list-1-item-1-p-1", "one"),)),), ordered=True),
        paragraph("p-1", "and on."),
    )


def test_white_space_is_collapsed_across_elements() -> None:
    assert line("\n  a <hi rend='bold'> b\n</hi> c\t<ref target='https://a.org'> d</ref>\n") == (
        Text("a "),
        Styled("strong", (Text("b "),)),
        Text("c "),
        Link("https://a.org", (Text("d"),)),
    )


def test_verse_is_a_paragraph_with_breaks() -> None:
    assert body("<lg><l>a</l><l>b</l></lg>").report.content == (paragraph("p-1", "a", Break(), "b"),)


# Inlines


@pytest.mark.parametrize(
    ("attribute", "styles"),
    [
        ('rend="italic"', ["emphasis"]),
        ('rend="it"', ["emphasis"]),
        ('rend="bold italic"', ["emphasis", "strong"]),
        ('rendition="#b"', ["strong"]),
        ('rendition="simple:superscript"', ["superscript"]),
        ('style="font-variant: small-caps"', ["small-caps"]),
        ('rend="sub"', ["subscript"]),
        ('rend="underlined"', ["underline"]),
    ],
)
def test_styles_are_known_by_their_usual_names(attribute: str, styles: list[str]) -> None:
    found: tuple[Inline, ...] = line(f"<hi {attribute}>x</hi>")
    names = []
    while isinstance(found[0], Styled):
        names.append(found[0].style)
        found = found[0].content
    assert (names, found) == (styles, (Text("x"),))


def test_a_style_that_is_not_known_is_told_and_its_text_kept() -> None:
    reading = body("<p>a <hi rend='gothic'>b</hi> <hi rend='gothic'>c</hi></p>")
    assert reading.report.content == (paragraph("p-1", "a b c"),)
    assert told(reading) == ["not-carried: no style of the report is <hi> 'gothic' (2 times)"]


def test_an_editors_reading_is_taken_and_the_other_dropped() -> None:
    reading = body(
        "<p><choice><sic>teh</sic><corr>the</corr></choice> <choice><abbr>Mr</abbr><expan>Mister</expan></choice>"
        " <choice><orig>olde</orig><reg>old</reg></choice> <app><lem>a</lem><rdg>b</rdg></app> x<del>y</del></p>"
    )
    assert reading.report.content == (paragraph("p-1", "the Mister old a x"),)
    assert dropped(reading) == [
        ("teh", "sic beside corr"),
        ("Mr", "abbr beside expan"),
        ("olde", "orig beside reg"),
        ("b", "rdg beside lem"),
        ("y", "del in the source"),
    ]
    assert told(reading) == [
        "not-carried: <choice>: <corr> was taken, the rest left out",
        "not-carried: <choice>: <expan> was taken, the rest left out",
        "not-carried: <choice>: <reg> was taken, the rest left out",
        "not-carried: <app>: <lem> was taken, the rest left out",
        "not-carried: <del> was left out",
    ]


def test_marks_of_the_page_are_dropped_with_their_lines() -> None:
    reading = body('<pb n="7"/><fw>Running\nhead</fw>\n<p>one<lb/>two hyphen<pb break="no" n="8"/>ated</p>')
    assert reading.report.content == (paragraph("p-1", "one two hyphenated"),)
    assert reading.dropped == (
        Dropped(Place(LINE), "7", "pb in the source"),
        Dropped(Place(LINE), "Running head", "fw in the source"),
        Dropped(Place(LINE + 2), "", "lb in the source"),
        Dropped(Place(LINE + 2), "8", "pb in the source"),
    )


def test_a_line_break_does_not_part_words_where_no_spaces_are_set() -> None:
    (found,) = document("<text xml:lang='zh-TW'><body><p>報<lb/>告</p></body></text>").report.content
    assert found == paragraph("p-1", "報告")


def test_languages_are_said_where_they_depart() -> None:
    reading = body(
        '<div xml:lang="en"><p xml:lang="fr">a <foreign xml:lang="EN">b</foreign><seg xml:lang="fr">c</seg></p></div>'
        '<div xml:lang="ru"><list><item xml:lang="fr">d</item></list><p>e</p></div><p xml:lang="not a tag">f</p>'
    )
    first, second, last = reading.report.content
    assert first == Division("div-1", 1, (), (paragraph("p-1", "a ", Lang("en", (Text("b"),)), "c", language="fr"),))
    item = Item("list-1-item-1", (paragraph("list-1-item-1-p-1", "d", language="fr"),))
    content = (List("list-1", (item,)), paragraph("p-2", "e"))
    assert second == Division("div-2", 1, (), content, language="ru")
    assert last == paragraph("p-3", "f")
    assert "not-carried: 'not a tag' is no language tag that the report can hold" in told(reading)


def test_links_lead_to_nodes_or_are_told() -> None:
    reading = body(
        '<p xml:id="a">x <seg xml:id="b">y</seg></p><p xml:id="段">'
        '<ref target="#a">1</ref> <ref target="#b">2</ref> <ref target="#段">3</ref> <ptr target="https://a.org/"/>'
        ' <ref target="b.xml">4</ref> <ref target="#none">5</ref> <ref target="javascript:x">6</ref></p>'
    )
    links = (Link("#a", (Text("1"),)), " ", Link("#a", (Text("2"),)), " ", Link("#p-1", (Text("3"),)), " ")
    address = Link("https://a.org/", (Text("https://a.org/"),))
    assert reading.report.content[1] == paragraph("p-1", *links, address, " 4 5 6")
    assert [message for message in told(reading) if "link" in message] == [
        "not-carried: no link leads to 'b.xml'",
        "not-carried: no link leads to '#none'",
        "not-carried: no link leads to 'javascript:x'",
    ]


def test_elements_without_a_counterpart_are_told_once_and_their_text_kept() -> None:
    reading = body("<p><persName>Ann</persName> and\n<persName>Bo</persName></p><opener>Dear all</opener>")
    assert reading.report.content == (paragraph("p-1", "Ann and Bo"), paragraph("p-2", "Dear all"))
    assert told(reading) == [
        "not-carried: <persName> was not carried (2 times)",
        "not-carried: <opener> was not carried",
    ]
    assert reading.diagnostics[0].place == Place(LINE)


def test_what_cannot_be_read_is_kept_as_unread() -> None:
    reading = body('<formula>E = mc²</formula><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>')
    name = "<{http://www.w3.org/1998/Math/MathML}math>"
    assert reading.report.content == (Unread("unread-1", "E = mc²", "<formula>"), Unread("unread-2", "x", name))
    assert [each.code for each in reading.diagnostics] == [Code.UNREAD, Code.UNREAD]


# Notes


def test_a_note_is_called_where_it_stands() -> None:
    report = body('<p>a<note n="1">One.</note>, b<note n="*"><p>Two.</p></note></p>').report
    assert report.content == (paragraph("p-1", "a", NoteRef("note-1"), ", b", NoteRef("note-2")),)
    assert [(note.label.printed, note.content[0]) for note in report.notes] == [
        ("1", paragraph("note-1-p-1", "One.")),
        ("*", paragraph("p-2", "Two.")),
    ]


def test_notes_at_the_end_are_called_from_where_they_are_referred_to() -> None:
    reading = document(
        '<text><body><p>a<ref target="#n1">1</ref> b<ptr target="#n2"/> c<anchor xml:id="x"/> <seg xml:id="y">d</seg>'
        ' <ref target="#n1">see the first note</ref></p></body><back><div type="notes"><head>Notes</head>'
        '<note xml:id="n1">One.</note><note xml:id="n2" n="ii">Two.</note><note target="#x">Three.</note>'
        '<note target="#y">Four.</note></div></back></text>'
    )
    calls = ("a", NoteRef("n1"), " b", NoteRef("n2"), " c", NoteRef("note-1"), " d", NoteRef("note-2"), " ")
    report = reading.report
    assert report.content == (paragraph("p-1", *calls, Link("#n1", (Text("see the first note"),))),)
    assert [(note.id, note.label.printed) for note in report.notes] == [
        ("n1", "1"), ("n2", "ii"), ("note-1", "2"), ("note-2", "3"),
    ]  # fmt: skip
    assert dropped(reading) == [("1", "mark of a call"), ("Notes", "heading of the notes")]
    assert told(reading)[0] == "ambiguous: a note without a number has the next free one (2 times)"


def test_notes_stand_in_the_order_of_their_calls() -> None:
    notes = '<note xml:id="n1">One.</note><note xml:id="n2">Two.</note><note xml:id="n3">Three.</note>'
    text = f'<text><body><p><ptr target="#n2"/><ptr target="#n1"/></p></body><back>{notes}</back></text>'
    assert [note.id for note in document(text).report.notes] == ["n2", "n1", "n3"]


def test_a_note_among_blocks_is_called_there() -> None:
    report = body("<p>a</p><note n='1'>One.</note>").report
    assert report.content == (paragraph("p-1", "a"), paragraph("p-2", NoteRef("note-1")))


def test_a_note_that_points_to_a_paragraph_is_called_at_its_end() -> None:
    report = body('<p xml:id="a">x</p><note target="#a" n="1">One.</note>').report
    assert report.content == (paragraph("a", "x", NoteRef("note-1")),)


def test_two_notes_of_one_id_are_refused() -> None:
    with pytest.raises(Refused, match="ID a already defined"):
        body('<p><note xml:id="a">x</note><note xml:id="a">y</note></p>')


# Other blocks


def test_lists_have_labels_before_their_items_in_them_or_as_numbers() -> None:
    reading = body(
        '<list><head>Three</head><label>(a)</label><item>one</item><item n="2">two</item>'
        "<item><label>iii.</label> three<list><item>in</item></list></item><label>(y)</label><label>(z)</label></list>"
    )
    heading, found = reading.report.content
    assert heading == paragraph("p-1", "Three")
    assert isinstance(found, List)
    labels = [item.label.printed if item.label else "" for item in found.items]
    assert (labels, found.ordered) == (["(a)", "2", "iii.", "(y)", "(z)"], False)
    assert [type(block).__name__ for block in found.items[2].content] == ["Paragraph", "List"]


def test_a_table_has_its_head_row_and_its_spans() -> None:
    reading = body(
        '<table><head>T</head><row role="label"><cell>a</cell></row><row><cell cols="2" rows="x">b</cell></row></table>'
    )
    head = Row((Cell((paragraph("p-1", "a"),), header=True),))
    rows = (head, Row((Cell((paragraph("p-2", "b"),), columns=2),)))
    assert reading.report.content == (Table("table-1", rows, (Text("T"),)),)
    assert told(reading) == ["not-carried: a cell cannot span 'x' rows; it spans one"]


def test_a_table_without_rows_is_the_blocks_in_it() -> None:
    assert body("<table><head>T</head></table>").report.content == (paragraph("table-1-p-1", "T"),)


def test_an_image_in_the_document_is_read_and_one_outside_is_not_fetched() -> None:
    inside = "data:image/png;base64," + "iVBORw0KGgo="
    reading = body(
        f'<figure><graphic url="{inside}"/><head>A</head><figDesc>seen</figDesc></figure>'
        '<p>x <figure><graphic url="http://127.0.0.1:9/a.png"/><head>B</head></figure></p>'
    )
    assert reading.report.content == (
        Figure("figure-1", b"\x89PNG\r\n\x1a\n", "image/png", "seen", (Text("A"),)),
        paragraph("p-1", "x"),
        Unread("figure-2", "B", "the image http://127.0.0.1:9/a.png is not in the document, or neither PNG nor JPEG"),
    )
    assert told(reading)[0].startswith("not-carried: a figure without an image: the image http://127.0.0.1:9/a.png")
    assert RED_SQUARE.startswith(b"\x89PNG\r\n\x1a\n")


def test_a_floating_text_is_a_box_without_divisions() -> None:
    reading = body("<floatingText><body><head>T</head><div><head>In</head><p>x</p></div></body></floatingText>")
    heading = paragraph("p-1", Styled("strong", (Text("In"),)))
    assert reading.report.content == (Box("box-1", (Text("T"),), (heading, paragraph("p-2", "x"))),)
    assert told(reading) == [
        "not-carried: <floatingText> is a box",
        "not-carried: a division where the report has none; its heading is a paragraph",
    ]


def test_quotations_are_displayed_among_blocks_and_run_in_among_words() -> None:
    reading = body(
        "<quote>a</quote><cit><quote><p>b</p></quote><bibl>By <title>B</title></bibl></cit><p>c <q>d</q></p>"
    )
    assert reading.report.content == (
        Quotation("quotation-1", (paragraph("quotation-1-p-1", "a"),)),
        Quotation("quotation-2", (paragraph("p-1", "b"),), (Text("By B"),)),
        paragraph("p-2", "c d"),
    )


# The header


def test_the_header_is_read_field_by_field_and_the_rest_dropped() -> None:
    header = """<teiHeader><fileDesc>
      <titleStmt><title>A  long\n title</title><title type="sub">Sub</title><author>Ann <name>Author</name></author>
      </titleStmt><publicationStmt><publisher>P</publisher><date when="2031-06-04T00:00:00">June</date>
      <idno type="symbol">X/1</idno>
        <availability><licence target="https://a.org/by">Free</licence></availability></publicationStmt>
      <seriesStmt><title>S</title></seriesStmt><sourceDesc><p>Born digital.</p></sourceDesc></fileDesc></teiHeader>"""
    reading = document("<text><body><p>x</p></body></text>", header=header)
    found = reading.report.metadata
    assert (found.title, found.subtitle, found.authors) == ("A long title", "Sub", ("Ann Author",))
    assert (found.publisher, found.date, found.symbol) == ("P", Date("June", "2031-06-04"), "X/1")
    assert (found.rights, found.series) == (Rights(("Free",), "https://a.org/by"), Series("S"))
    assert found.source is not None
    assert (found.source.name, len(found.source.digest)) == ("a.xml", 64)
    assert dropped(reading) == [("Born digital.", "<p> of the header")]


def test_a_document_without_a_header_has_its_title_from_its_title_page_or_its_first_heading() -> None:
    paged = "<text><front><titlePage><docTitle><titlePart>T</titlePart></docTitle></titlePage></front><body/></text>"
    reading = document(paged, header="")
    assert (reading.report.metadata.title, told(reading)) == ("T", ["title-missing: the header has no title"])
    headed = document("<text><body><div><head>H</head></div></body></text>", header="")
    assert headed.report.metadata.title == "H"
    assert document("<text><body><p>x</p></body></text>", header="").report.metadata.title == "a"


def test_a_date_that_is_in_no_calendar_is_told() -> None:
    header = HEADER.replace("</publicationStmt>", '<date when="2031-02-30">soon</date></publicationStmt>')
    reading = document("<text><body><p>x</p></body></text>", header=header)
    assert reading.report.metadata.date == Date("soon")
    assert told(reading) == ["metadata-unread: '2031-02-30' is no date of the calendar"]


@pytest.mark.parametrize(
    ("around", "text", "expected"),
    [
        ('xml:lang="en"', '<text xml:lang="fr"><body><p>x</p></body></text>', "fr"),
        ('xml:lang="en"', "<text><body><p>x</p></body></text>", "en"),
        ("", "<text><body><p>這是一份關於過去一年工作的報告。</p></body></text>", "zh-Hant"),
        ("", "<text><body><p>123</p></body></text>", "und"),
    ],
)
def test_the_language_is_said_or_told_by_evidence(around: str, text: str, expected: str) -> None:
    assert document(text, around=around).report.metadata.language == expected


# The whole file


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html/>", "1:1: error[input-malformed]: this is no TEI P5: its root element is <html> in no namespace"),
        (b"<TEI/>", "1:1: error[input-malformed]: this is no TEI P5: its root element is <TEI> in no namespace"),
        (b"<TEI.2/>", "1:1: error[input-malformed]: this is TEI P4"),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>\n</TEI>", "error[input-malformed]: this TEI document has no text"),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>\n<text></TEI>", "2:13: error[input-malformed]: this is no XML"),
        (b"", "error[input-empty]: the file is empty"),
    ],
)
def test_what_is_no_tei_is_refused_clearly(data: bytes, said: str) -> None:
    with pytest.raises(Refused) as caught:
        read(Input("a.xml", data))
    assert said in str(caught.value)


def test_a_corpus_of_one_document_is_read_and_of_more_refused_with_their_number() -> None:
    one = f"<TEI>{HEADER}<text><body><p>x</p></body></text></TEI>"
    corpus = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{}</teiCorpus>'
    assert read(Input("a.xml", corpus.format(one).encode())).report.content == (paragraph("p-1", "x"),)
    with pytest.raises(Refused, match="this corpus holds 3 documents; a report is one"):
        read(Input("a.xml", corpus.format(one * 3).encode()))


def test_images_of_pages_beside_the_text_are_told() -> None:
    reading = document('<facsimile><graphic url="a.png"/></facsimile><text><body><p>x</p></body></text>')
    assert told(reading) == ["not-carried: <facsimile> was left out"]


EVERYTHING = """<text><front><titlePage><docTitle><titlePart>.</titlePart></docTitle></titlePage>
<div><head>.</head><p>.</p></div></front><body><head>.</head>.<pb/><div1><head><label>.</label>.</head><head>.</head>
<argument><p>.</p></argument><epigraph><cit><quote>.</quote><bibl>.</bibl></cit></epigraph>
<opener><dateline>.</dateline>.</opener>
<p>.<hi>.<hi rend="i">.</hi>.</hi>.<note>.<p>.</p>.<list><item>.</item></list></note>.<list><head>.</head>
<label>.</label><item>.<table><head>.</head><row><cell>.<p>.</p>.</cell><cell>.</cell></row></table>.</item><item>.</item></list>.</p>
<p><choice><sic>.</sic><corr>.</corr></choice><app><lem>.</lem><rdg>.</rdg></app><subst><del>.</del><add>.</add></subst>
.</p>
<sp><speaker>.</speaker><stage>.</stage><p>.</p><lg><head>.</head><l>.</l><lg><l>.<note>.</note></l></lg><l>.</l></lg></sp>
<floatingText><pb/><front><p>.</p></front><body><head>.</head><div><head>.</head><p>.</p></div></body>
<back><p>.</p></back></floatingText>
<figure><head>.</head><graphic url="a"/><figDesc>.</figDesc><p>.</p></figure><formula>.</formula>
<listBibl><head>.</head><bibl>.<title>.</title></bibl><biblStruct><monogr><title>.</title></monogr></biblStruct>
</listBibl>
<quote>.<p>.</p></quote><q><p>.</p></q><note place="margin">.</note><ab>.</ab><trailer>.</trailer><fw>.</fw>
<div2><head/>
<p><persName>.<forename>.</forename>.</persName><ref target="#x">.</ref><ref target="#n9">.</ref>.</p></div2>
<closer>.<signed>.</signed></closer></div1></body><back><div type="notes"><head>.</head><note xml:id="n9">.</note></div>
<listPerson><person><persName>.</persName></person></listPerson></back></text>"""


def test_every_word_of_a_text_stands_in_the_report_or_is_listed_as_dropped() -> None:
    """Each text of the document is made a word of its own, and looked for in what came of it."""
    pieces = EVERYTHING.split(".")
    numbered = "".join(f"{piece}w{number}w" for number, piece in enumerate(pieces[:-1])) + pieces[-1]
    reading = document(numbered)
    found = msgspec.json.encode(reading.report).decode() + " ".join(each.text for each in reading.dropped)
    words = [f"w{number}w" for number in range(len(pieces) - 1)]
    assert [(word, found.count(word)) for word in words if found.count(word) != 1] == []
    assert [each for each in check(reading) if each.severity == "error"] == []


def test_ids_are_unique_and_all_have_a_place() -> None:
    reading = document(EVERYTHING)
    ids = [node.id for node in nodes(reading.report)]
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(reading.places)


def test_reading_is_linear_where_texts_adjoin_and_rows_are_many() -> None:
    def seconds(times: int) -> float:
        many = "<p>" + "<seg>words</seg>" * times + "</p><table>" + "<row><cell>x</cell></row>" * times + "</table>"
        start = time.process_time()
        body(many)
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 25 * max(seconds(1000), 0.01)


@pytest.mark.parametrize("name", ["hi", "seg", "list><item", "quote", "table><row><cell", "floatingText><body"])
def test_a_document_that_is_nested_deep_is_read_or_refused_but_never_breaks(name: str) -> None:
    for depth in (60, 240):
        levels = depth // (name.count("><") + 1)
        closing = "".join(f"</{part}>" for part in reversed(name.split("><")))
        with suppress(Refused):
            document(f"<text><body><p>{f'<{name}>' * levels}x{closing * levels}</p></body></text>")


def test_the_reader_needs_no_ids_and_no_schema() -> None:
    root = etree.fromstring("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>x</p></body></text></TEI>")
    assert read(Input("a.xml", etree.tostring(root))).report.content == (paragraph("p-1", "x"),)
