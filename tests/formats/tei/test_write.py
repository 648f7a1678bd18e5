"""TEI: small reports and the markup they become. Files are read back with lxml alone."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from lxml import etree
from msgspec.structs import replace

from converter import __version__
from converter.diagnostics import Place
from converter.edition import Edition
from converter.environment import Environment
from converter.formats.tei.read import read
from converter.formats.tei.write import write
from converter.labels import read_label
from converter.model import (
    Block,
    Box,
    Date,
    Division,
    Figure,
    Inline,
    Item,
    Label,
    Lang,
    Link,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Rights,
    Source,
    Styled,
    Text,
    Unread,
)
from converter.reading import Dropped, Normalised, Reading
from converter.source import Input
from converter.stylesheet import Tei, load
from converter.typeset.compose import compose
from tests.conftest import ROOT
from tests.samples import RED_SQUARE, edition, every_node, paragraph

NS = {"t": "http://www.tei-c.org/ns/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"
OWN = ROOT / "converter" / "formats" / "tei" / "converter.rng"


def report(*content: Division | Block, notes: tuple[Note, ...] = (), language: str = "en") -> Report:
    return Report(Metadata("A report", language), content, notes)


def division(id: str, level: int, label: str, heading: str, *content: Division | Block) -> Division:
    return Division(id, level, (Text(heading),), content, read_label(label) if label else None)


def note(mark: str, *content: str | Inline, id: str = "note-1") -> Note:
    return Note(id, read_label(mark), (paragraph(f"{id}-p-1", *content),))


def written(source: Report) -> etree._Element:
    return etree.fromstring(write(edition(source)).data)


def markup(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode").replace(f' xmlns="{NS["t"]}"', "").strip()


def body(*content: Division | Block, notes: tuple[Note, ...] = (), language: str = "en") -> str:
    """The markup inside the body."""
    element = written(report(*content, notes=notes, language=language)).find("t:text/t:body", NS)
    assert element is not None
    return markup(element).removeprefix("<body>").removesuffix("</body>").strip()


def header(source: Report | Edition, path: str) -> list[str]:
    """The markup of what a path finds in the header."""
    data = write(source if isinstance(source, Edition) else edition(source)).data
    return [markup(found) for found in etree.fromstring(data).findall(f"t:teiHeader//{path}", NS)]


# Divisions and numbered paragraphs


def test_a_division_has_type_number_id_and_a_head_with_its_printed_label() -> None:
    chapter = division("div-1", 1, "第一章", "導言", paragraph("par-1", "一九年。", label="1."))
    assert (
        body(chapter, language="zh-Hant")
        == """\
<div type="chapter" n="1" xml:id="div-1">
<head><label>第一章</label>導言</head>
<p n="1" xml:id="par-1"><label>1.</label>一九年。</p>
</div>"""
    )


def test_divisions_are_nested_and_typed_by_level() -> None:
    deep = division("a", 1, "", "A", division("b", 2, "", "B", division("c", 3, "", "C", division("d", 5, "", "D"))))
    types = [found.get("type") for found in written(report(deep)).iter(f"{{{NS['t']}}}div")]
    assert types == ["chapter", "section", "subsection", "level-5"]


def test_blocks_after_a_subdivision_stand_in_a_continuation() -> None:
    inner = division("div-1-a", 2, "A.", "Inner")
    assert (
        body(division("div-1", 1, "", "Outer", inner, paragraph("p-1", "after"), paragraph("p-2", "more")))
        == """\
<div type="chapter" xml:id="div-1">
<head>Outer</head>
<div type="section" n="1" xml:id="div-1-a">
<head><label>A.</label>Inner</head>
</div>
<div type="continuation">
<p xml:id="p-1">after</p>
<p xml:id="p-2">more</p>
</div>
</div>"""
    )


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (read_label("47 bis."), '<p n="47 bis" xml:id="p-1"><label>47 bis.</label>x</p>'),
        (Label("I.", "letter", 9), '<p n="9" xml:id="p-1"><label type="letter" n="9">I.</label>x</p>'),
        (read_label("C.", "capital-roman"), '<p n="100" xml:id="p-1"><label type="capital-roman">C.</label>x</p>'),
        (Label("A/1", "other"), '<p n="A/1" xml:id="p-1"><label>A/1</label>x</p>'),
        (Label("1.", "other"), '<p n="1" xml:id="p-1"><label type="other">1.</label>x</p>'),
        (Label("№ 3", "decimal", 3), '<p n="3" xml:id="p-1"><label type="decimal" n="3">№ 3</label>x</p>'),
    ],
)
def test_a_label_says_what_its_print_alone_does_not(label: Label, expected: str) -> None:
    assert body(Paragraph("p-1", (Text("x"),), label)) == expected


# Notes


def test_a_note_stands_at_its_first_call_and_is_referred_to_at_later_ones() -> None:
    first, second = paragraph("p-1", "A", NoteRef("note-1"), "."), paragraph("p-2", "B", NoteRef("note-1"), ".")
    assert (
        body(first, second, notes=(note("[1]", "W."),))
        == """\
<p xml:id="p-1">A<note place="bottom" n="1" xml:id="note-1"><label>[1]</label><p xml:id="note-1-p-1">W.</p></note>.</p>
<p xml:id="p-2">B<ref type="noteref" target="#note-1">[1]</ref>.</p>"""
    )


def test_a_note_that_is_not_called_stands_at_the_back() -> None:
    root = written(report(notes=(note("*", "Words."),)))
    assert [markup(found) for found in root.findall("t:text/t:back/t:div", NS)] == [
        '<div type="notes">\n<note place="bottom" n="*" xml:id="note-1"><label>*</label>'
        '<p xml:id="note-1-p-1">Words.</p></note>\n</div>'
    ]


def test_a_note_that_only_a_note_calls_stands_at_the_back() -> None:
    calling, called = note("[1]", "See", NoteRef("note-2")), note("[2]", "Words.", id="note-2")
    root = written(report(paragraph("p-1", NoteRef("note-1")), notes=(calling, called)))
    assert root.xpath("//t:back//t:note/@xml:id", namespaces=NS) == ["note-2"]
    assert root.xpath("//t:body//t:note//t:ref/@target", namespaces=NS) == ["#note-2"]


def test_a_note_that_calls_itself_is_given_once() -> None:
    root = written(report(paragraph("p-1", NoteRef("note-1")), notes=(note("[1]", "See", NoteRef("note-1")),)))
    assert root.xpath("//t:note/@xml:id", namespaces=NS) == ["note-1"]


def test_a_note_called_in_another_language_keeps_the_reports() -> None:
    box = Box("box-1", (), (paragraph("box-1-p-1", "简", NoteRef("note-1")),), language="zh-Hans")
    assert '<note place="bottom" n="1" xml:id="note-1" xml:lang="zh-Hant">' in body(
        box, notes=(note("[1]", "註"),), language="zh-Hant"
    )


# Boxes, lists and other blocks


def test_a_box_is_a_text_of_its_own_in_its_own_language() -> None:
    box = Box("box-1", (Text("标题"),), (paragraph("box-1-p-1", "文字"),), read_label("框1"), "zh-Hans")
    assert body(paragraph("p-1", "前"), box, paragraph("p-2", "後"), language="zh-Hant").split("\n")[1:-1] == [
        '<floatingText type="box" n="框1" xml:id="box-1" xml:lang="zh-Hans">',
        "<body>",
        "<head><label>框1</label>标题</head>",
        '<p xml:id="box-1-p-1">文字</p>',
        "</body>",
        "</floatingText>",
    ]


def test_a_list_pairs_labels_with_items_when_all_have_one() -> None:
    items = tuple(Item(f"i-{at}", (paragraph(f"i-{at}-p", at),), read_label(f"({at})")) for at in "ab")
    assert (
        body(List("l", items, ordered=True))
        == """\
<list type="ordered" subtype="letter" xml:id="l">
<label>(a)</label>
<item n="1" xml:id="i-a"><p xml:id="i-a-p">a</p></item>
<label>(b)</label>
<item n="2" xml:id="i-b"><p xml:id="i-b-p">b</p></item>
</list>"""
    )


def test_a_list_in_which_only_some_items_have_labels_keeps_them_in_the_items() -> None:
    items = (Item("i-1", (paragraph("i-1-p", "one"),), read_label("(a)")), Item("i-2", (paragraph("i-2-p", "two"),)))
    assert (
        body(List("l", items))
        == """\
<list type="unordered" xml:id="l">
<item n="1" xml:id="i-1"><label>(a)</label><p xml:id="i-1-p">one</p></item>
<item xml:id="i-2"><p xml:id="i-2-p">two</p></item>
</list>"""
    )


def test_a_quotation_with_a_source_is_a_citation() -> None:
    assert (
        body(Quotation("q", (paragraph("q-p", "Words."),), (Text("Somebody"),)))
        == """\
<cit xml:id="q">
<quote><p xml:id="q-p">Words.</p></quote>
<bibl>Somebody</bibl>
</cit>"""
    )


def test_a_quotation_without_a_source_is_a_quote() -> None:
    assert body(Quotation("q", (paragraph("q-p", "Words."),), language="fr")) == (
        '<quote xml:id="q" xml:lang="fr"><p xml:id="q-p">Words.</p></quote>'
    )


def test_what_could_not_be_placed_keeps_its_white_space_and_its_reason() -> None:
    assert body(Unread("u", "  two\n  lines", "no rule fits"), language="ru") == (
        '<ab type="unread" xml:space="preserve" xml:id="u"><desc xml:lang="en">no rule fits</desc>  two\n  lines</ab>'
    )


def test_a_body_of_figures_alone_stands_in_a_division() -> None:
    lines = body(Figure("f", RED_SQUARE, "image/png", "A red square")).split("\n")
    assert lines[:2] == ['<div type="continuation">', '<figure xml:id="f">']
    assert lines[3:5] == ["<figDesc>A red square</figDesc>", "</figure>"]


def test_a_table_tells_its_head_row_and_its_spans() -> None:
    root = written(every_node())
    assert root.xpath("//t:row/@role", namespaces=NS) == ["label", "data", "data"]
    assert root.xpath("//t:cell/@cols", namespaces=NS) == ["2"]


# Inlines


def test_inlines_keep_every_space_between_them() -> None:
    words = paragraph(
        "p-1",
        "a ", Styled("strong", (Text("b "), Styled("emphasis", (Text("c"),)))), Lang("fr", (Text(" d "),)),
        Link("https://example.org/?a=1&b=2", (Text("e"),)), " f",
    )  # fmt: skip
    assert body(words) == (
        '<p xml:id="p-1">a <hi rend="bold">b <hi rend="italic">c</hi></hi><foreign xml:lang="fr"> d </foreign>'
        '<ref target="https://example.org/?a=1&amp;b=2">e</ref> f</p>'
    )


def test_texts_that_adjoin_are_one() -> None:
    assert body(paragraph("p-1", "a", "<b>", " ", "&c")) == '<p xml:id="p-1">a&lt;b&gt; &amp;c</p>'


def test_a_character_that_xml_does_not_allow_is_replaced_and_told_with_its_place() -> None:
    source = report(paragraph("p-1", "fine"), paragraph("p-2", "a\x01b\x01\ufffe"))
    found = write(Edition(Reading(source, {"p-2": Place(7)}), load("un-report", Environment()), Environment()))
    assert '<p xml:id="p-2">a\ufffdb\ufffd\ufffd</p>' in found.data.decode()
    assert [(each.code, each.message, each.place) for each in found.diagnostics] == [
        ("not-carried", "XML cannot hold U+0001 (first in p-2, 2 in all); written as U+FFFD", Place(7)),
        ("not-carried", "XML cannot hold U+FFFE (first in p-2, 1 in all); written as U+FFFD", Place(7)),
    ]


# The header


def test_the_header_names_the_report_and_who_published_it() -> None:
    source = every_node()
    assert header(source, "t:titleStmt/*")[:5] == [
        '<title type="main">Report of every node</title>',
        '<title type="sub">A subtitle</title>',
        "<author>Ann Author</author>",
        "<author>Bo Author</author>",
        "<meeting>First session</meeting>",
    ]
    publication = header(source, "t:publicationStmt/*")
    assert publication[:5] == [
        "<publisher>The Press</publisher>",
        "<authority>The Organ</authority>",
        "<pubPlace>Port Meridian</pubPlace>",
        '<date when="2031-06-04">4 June 2031</date>',
        '<idno type="symbol">X/1/Add.2</idno>',
    ]
    assert publication[5].startswith('<idno type="URN">urn:uuid:')


def test_rights_stand_paragraph_by_paragraph_under_their_licence() -> None:
    assert " ".join(header(every_node(), "t:availability")[0].split()) == (
        '<availability> <licence target="https://creativecommons.org/publicdomain/mark/1.0/">'
        " <p>Free to all &amp; sundry.</p> <p>Second paragraph.</p> </licence> </availability>"
    )


def test_a_licence_that_is_a_name_is_a_label() -> None:
    named = Report(Metadata("A report", "en", rights=Rights((), "Public domain")), ())
    assert " ".join(header(named, "t:licence")[0].split()) == "<licence> <label>Public domain</label> </licence>"


def test_the_neighbours_in_the_series_are_related_items() -> None:
    assert header(every_node(), "t:seriesStmt/*") == ['<title level="s">Reports</title>']
    assert header(every_node(), "t:relatedItem/t:bibl/t:title") == [
        "<title>Report 2030</title>",
        "<title>Report 2032</title>",
    ]


def test_a_report_of_which_nothing_is_known_says_so() -> None:
    publication = header(report(language="fr"), "t:publicationStmt/*")
    assert publication[0] == '<distributor xml:lang="en">Not stated in the source.</distributor>'


def test_the_source_is_named_with_its_digest_its_kind_and_its_encoding() -> None:
    reading = Reading(every_node(), encoding="GB18030", kind="page saved as text")
    found = header(Edition(reading, load("un-report", Environment()), Environment()), "t:bibl[@type='file']/*")
    assert found == [
        "<title>every.txt</title>",
        f'<idno type="SHA-256">{"ab" * 32}</idno>',
        '<note type="kind">page saved as text</note>',
        '<note type="encoding">GB18030</note>',
    ]


def test_what_was_replaced_is_told_in_figures() -> None:
    kept = (("par-2", 1), ("rights-1", 3))
    reading = Reading(every_node(), normalised=(Normalised(",", "，", 1200, kept), Normalised("!", "！", 1)))
    found = header(Edition(reading, load("un-report", Environment()), Environment()), "t:normalization/t:p")
    assert found == [
        "<p>Characters of the source replaced by others: 1,201 in all.</p>",
        '<p>Of the source, <orig>,</orig> is <reg>，</reg> in the text, <num value="1200">1,200 times</num>; '
        "2 more were so already.</p>",
        '<p>It was so already here: <ptr n="1" target="#par-2"/> <ptr n="3" target="#rights-1"/> </p>',
        '<p>Of the source, <orig>!</orig> is <reg>！</reg> in the text, <num value="1">once</num>.</p>',
    ]


def test_what_was_dropped_is_told_in_figures_by_reason_and_word_for_word_with_its_place() -> None:
    dropped = (
        Dropped(Place(3, 9), "[edit]", "edit link"), Dropped(Place(5), "[edit]", "edit link"),
        Dropped(Place(6, 2), "a\x01\x02 <b>", "furniture"),
    )  # fmt: skip
    reading = Reading(every_node(), dropped=dropped)
    written_edition = Edition(reading, load("un-report", Environment()), Environment())
    assert header(written_edition, "t:samplingDecl/t:p")[:3] == [
        "<p>Left out of the text, white space not counted: 3 passages with 18 characters.</p>",
        "<p>edit link: 2 passages with 12 characters.</p>",
        "<p>furniture: 1 passage with 6 characters.</p>",
    ]
    assert header(written_edition, "t:list/*") == [
        "<head>edit link</head>",
        '<item n="3:9">[edit]</item>',
        '<item n="5:1">[edit]</item>',
        "<head>furniture</head>",
        '<item n="6:2">a<g n="U+0001"/><g n="U+0002"/> &lt;b&gt;</item>',
    ]
    assert read(Input("x.tei.xml", write(written_edition).data)).dropped == dropped


def test_where_nodes_and_values_stood_in_the_source_is_told_in_its_order() -> None:
    reading = Reading(
        report(division("div-1", 1, "第一章", "導言", paragraph("about-title", "x"))),
        {"div-1": Place(3), "about-title": Place(7, 3)},
        words={"div-1": Place(5)},
        fields={"title": Place(1, 2)},
    )
    written_edition = Edition(reading, load("un-report", Environment()), Environment())
    assert header(written_edition, "t:samplingDecl/t:p/t:ptr") == [
        '<ptr n="1:2" target="#about-title_"/>',
        '<ptr n="3:1" target="#div-1"/>',
        '<ptr type="words" n="5:1" target="#div-1"/>',
        '<ptr n="7:3" target="#about-title"/>',
    ]
    back = read(Input("x.tei.xml", write(written_edition).data))
    assert (back.places, back.words, back.fields) == (reading.places, reading.words, reading.fields)


def test_every_language_is_listed_with_its_own_name_and_its_share() -> None:
    words = paragraph("p-1", "1234567", Lang("zh-Hans", (Text("简简"),)), Lang("nl", (Text("x"),)))
    assert header(report(words), "t:language") == [
        '<language ident="en" usage="70">English</language>',
        '<language ident="zh-Hans" usage="20">中文（简体）</language>',
        '<language ident="nl" usage="10">nl</language>',
    ]


def test_the_extent_counts_han_characters_as_words_where_no_spaces_part_them() -> None:
    english = report(paragraph("p-1", "two words", label="1."))
    chinese = report(paragraph("p-1", "兩個，COVID-19。", label="1."), language="zh-Hant")
    assert header(english, "t:measure[@unit='word']") == ['<measure unit="word" quantity="2">words: 2</measure>']
    assert header(chinese, "t:measure[@unit='word']") == [
        '<measure unit="word" quantity="4">words, each Han character as one: 4</measure>'
    ]
    assert header(chinese, "t:measure[@unit='character']") == [
        '<measure unit="character" quantity="12">characters: 12</measure>'
    ]


def test_the_declared_reference_finds_paragraph_by_number() -> None:
    root = written(every_node())
    match = root.xpath("string(//t:citeStructure/@match)", namespaces=NS)
    path = str(match).replace("/TEI/text/body//p", "/t:TEI/t:text/t:body//t:p").replace("::", "::t:")
    assert root.xpath(f"{path}[@n='3']/@xml:id", namespaces=NS) == ["par-3"]


@pytest.mark.parametrize(("number", "id"), [("3", "par-3"), ("3 bis", "par-3-bis"), ("5", "par-5")])
def test_a_reference_is_resolved_by_its_pattern(number: str, id: str) -> None:
    root = written(every_node())
    pattern = root.find(".//t:cRefPattern", NS)
    assert pattern is not None
    asked = re.fullmatch(str(pattern.get("matchPattern")), number)
    assert asked is not None
    path = asked.expand(str(pattern.get("replacementPattern")).replace("$", "\\")).removeprefix("#xpath(")[:-1]
    assert root.xpath(re.sub(r"(//|::)(?=[a-z])", r"\1t:", path) + "/@xml:id", namespaces=NS) == [id]


# Symbols, dates and pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see A/78/1, S/2023/413 and ST/AI/189/Add.9/Rev.2.",
         "see *A/78/1*, *S/2023/413* and *ST/AI/189/Add.9/Rev.2*."),
        ("根據A/RES/77/1第2條", "根據*A/RES/77/1*第2條"),
        ("RLC/12/1 is ours, XYZ/12/1 is not known", "*RLC/12/1* is ours, XYZ/12/1 is not known"),
        ("and/or 24/7, A/B, HIV/AIDS, A/1, http://x/A/78/1", "and/or 24/7, A/B, HIV/AIDS, A/1, http://x/A/78/1"),
    ],
)  # fmt: skip
def test_document_symbols_are_marked_where_they_are_certain(text: str, expected: str) -> None:
    source = Report(Metadata("A report", "en", symbol="RLC/7/1"), (paragraph("p-1", text),))
    found = written(source).find("t:text/t:body/t:p", NS)
    assert found is not None
    marked = markup(found).replace('<idno type="symbol">', "*").replace("</idno>", "*")
    assert marked == f'<p xml:id="p-1">{expected}</p>'


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("自2022年1月1日至12月31日", [("2022-01-01", "2022年1月1日")]),
        ("二〇二三年七月七日", [("2023-07-07", "二〇二三年七月七日")]),
        ("on 7 July 2023 or July 8, 2023", [("2023-07-07", "7 July 2023"), ("2023-07-08", "July 8, 2023")]),
        ("le 1er août 2023", [("2023-08-01", "1er août 2023")]),
        ("el 2 de julio de 2023", [("2023-07-02", "2 de julio de 2023")]),
        ("с 7 июля 2023 года", [("2023-07-07", "7 июля 2023 года")]),
        ("في 7 تموز/يوليه 2023", [("2023-07-07", "7 تموز/يوليه 2023")]),
        ("in July 2023, 31 June 2023, 12 boats 2023, 12023年1月2日", []),
    ],
)
def test_dates_that_name_a_day_are_marked(text: str, dates: list[tuple[str, str]]) -> None:
    source = report(paragraph("p-1", text))
    found = written(source).findall("t:text/t:body/t:p/t:date", NS)
    assert [(date.get("when"), date.text) for date in found] == dates
    assert read(Input("x.tei.xml", write(edition(source)).data)).report == source


def test_what_is_marked_stays_one_text_for_the_reader() -> None:
    words = paragraph("p-1", "A/78/1 of ", Styled("strong", (Text("7 July 2023"),)), NoteRef("note-1"), "S/2023/1")
    source = report(words, notes=(note("[1]", "On 8 July 2023, A/78/2."),))
    assert body(words, notes=source.notes).count("<date") == 2
    assert read(Input("x.tei.xml", write(edition(source)).data)).report == source


def paged(source: Report, *, facsimile: bool = False) -> bytes:
    """An edition in a style that asks for the breaks of pages."""
    world = Environment()
    style = replace(load("un-report", world), tei=Tei(page_breaks=True, facsimile=facsimile))
    return write(Edition(Reading(source), style, world, composer=compose)).data


def long_report() -> Report:
    many = tuple(paragraph(f"par-{n}", f"{n} words " * 60, label=f"{n}.") for n in range(1, 30))
    about = Metadata("A report", "en", source=Source("the report.txt", "ab" * 32))
    return Report(about, (Division("div-1", 1, (Text("One"),), many),))


def test_pages_begin_where_the_style_asks_for_it_and_the_text_is_the_same() -> None:
    source = long_report()
    root = etree.fromstring(paged(source))
    breaks = root.findall("t:text//t:pb", NS)
    assert len(breaks) > 3
    assert [each.get("n") for each in breaks] == [str(number) for number in range(1, len(breaks) + 1)]
    assert {each.get("facs") for each in breaks} == {None}
    assert root.findall("t:text//t:p/t:pb", NS)
    assert read(Input("x.tei.xml", paged(source))).report == source
    assert etree.RelaxNG(etree.parse(OWN)).validate(root)


def test_pages_lead_to_those_of_the_pdf() -> None:
    breaks = etree.fromstring(paged(long_report(), facsimile=True)).findall("t:text//t:pb", NS)
    first = int(str(breaks[0].get("facs")).removeprefix("the%20report.pdf#page="))
    assert [each.get("facs") for each in breaks] == [
        f"the%20report.pdf#page={first + number}" for number in range(len(breaks))
    ]


def test_without_a_word_in_the_style_there_are_no_pages() -> None:
    assert b"<pb" not in write(edition(long_report())).data


@pytest.mark.parametrize(
    ("epoch", "date", "expected"),
    [
        (86_400, Date("then", "2031"), '<change when="1970-01-02">Encoded in TEI P5 by converter 0.1.0.</change>'),
        (
            None,
            Date("then", "2031"),
            '<change when="2031-01-01">Encoded in TEI P5 by converter 0.1.0. The date is the report\'s own.</change>',
        ),
        (None, None, "<change>Encoded in TEI P5 by converter 0.1.0.</change>"),
    ],
)
def test_the_revision_tells_whose_date_it_bears(epoch: int | None, date: Date | None, expected: str) -> None:
    dated = Report(Metadata("A report", "en", date=date), ())
    expected = expected.replace("0.1.0", __version__)
    assert header(edition(dated, epoch=epoch), "t:change") == [expected]


def test_a_date_that_was_not_read_is_kept_as_printed() -> None:
    assert header(Report(Metadata("A report", "en", date=Date("in spring")), ()), "t:publicationStmt/t:date") == [
        "<date>in spring</date>"
    ]


# The whole file


def test_ids_are_unique_and_every_reference_resolves() -> None:
    root = written(every_node())
    ids = root.xpath("//@xml:id")
    assert isinstance(ids, list)
    assert len(ids) == len(set(ids))
    targets = {str(target)[1:] for target in root.xpath("//@target[starts-with(., '#')]")}
    assert targets == {"par-3", "note-1"}
    assert targets <= set(ids)


def test_the_same_edition_is_the_same_bytes_in_every_process() -> None:
    program = (
        "import sys; from tests.samples import *; from converter.formats.tei.write import write;"
        "sys.stdout.buffer.write(write(edition(every_node())).data)"
    )
    files = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "4711")
    ]
    assert files == [write(edition(every_node())).data] * 2
