"""Each kind of node, as the markup it becomes."""

from __future__ import annotations

import pytest
from lxml import etree

from converter.labels import read_label
from converter.model import (
    Block,
    Box,
    Break,
    Cell,
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
    Row,
    Style,
    Styled,
    Table,
    Text,
    Unread,
)  # fmt: skip
from tests.formats.epub.book import Book, book, find, report, words
from tests.samples import RED_SQUARE, every_node, paragraph


def markup(node: etree._Element) -> str:
    """An element as written, without the namespaces."""
    text = etree.tostring(node, encoding="unicode", with_tail=False)
    for name in (' xmlns="http://www.w3.org/1999/xhtml"', ' xmlns:epub="http://www.idpf.org/2007/ops"'):
        text = text.replace(name, "")
    return text


def only(opened: Book, path: str) -> etree._Element:
    (found,) = opened.all(path)
    assert isinstance(found, etree._Element)
    return found


def written(block: Block, *begins: tuple[str, str, int], language: str = "en") -> str:
    """A block as it stands in a book."""
    return markup(only(book(report(block, language=language), *begins), f"//*[@id='{block.id}']"))


def line(*content: Inline) -> str:
    """A line of inlines as it stands in a paragraph."""
    return written(Paragraph("p-1", content)).removeprefix('<p id="p-1">').removesuffix("</p>")


# Paragraphs and inlines


def test_a_numbered_paragraph_has_its_printed_label() -> None:
    assert written(paragraph("par-47", "Text.", label="47.")) == (
        '<p class="numbered" id="par-47"><span class="label" data-labels="this">47.</span> Text.</p>'
    )


def test_an_irregular_label_stands_as_printed() -> None:
    assert '<span class="label" data-labels="this">47 bis.</span> Text.' in written(
        paragraph("par-47-bis", "Text.", label="47 bis.")
    )


def test_a_paragraph_in_another_language_says_so() -> None:
    assert written(paragraph("p-1", "Voilà.", language="fr")) == '<p id="p-1" lang="fr" xml:lang="fr">Voilà.</p>'


STYLES = {
    "emphasis": "<em>x</em>",
    "strong": "<strong>x</strong>",
    "superscript": "<sup>x</sup>",
    "subscript": "<sub>x</sub>",
    "underline": "<u>x</u>",
    "small-caps": '<span class="small-caps" data-kind="small-caps">x</span>',
}


@pytest.mark.parametrize(("style", "expected"), STYLES.items())
def test_every_style_has_its_element(style: Style, expected: str) -> None:
    assert line(Styled(style, (Text("x"),))) == expected


def test_text_is_escaped_and_breaks_are_kept() -> None:
    assert line(Text("a < b & c"), Break(), Text('"d"')) == 'a &lt; b &amp; c<br/>"d"'


def test_words_in_another_language_say_so() -> None:
    assert line(Lang("fr", (Text("voilà"),))) == '<span lang="fr" xml:lang="fr">voilà</span>'


def test_a_link_leads_to_a_place_on_the_same_page_on_another_page_and_outside() -> None:
    opened = book(every_node())
    assert [found.get("href") for found in opened.all("//h:p[@id='par-1']/h:a[not(@role)]")] == [
        "div-1-a.xhtml#par-3",
        "https://example.org/a?b=1&c=2",
    ]
    assert line(Link("#p-1", (Text("here"),))) == '<a href="#p-1">here</a>'


def test_characters_that_no_address_may_hold_are_written_in_percent() -> None:
    assert line(Link("https://example.org/文", (Text("x"),))) == (
        '<a href="https://example.org/%E6%96%87" data-target="https://example.org/文">x</a>'
    )


def test_no_link_stands_in_a_link() -> None:
    note = every_node().notes[0]
    link = Link("https://example.org/", (Text("seen"), NoteRef("note-1"), Text(" there")))
    opened = book(report(Paragraph("p-1", (link,)), notes=[note]))
    assert [words(found) for found in opened.all("//h:p[@id='p-1']//h:a")] == ["seen", "1", " there"]
    assert opened.all("//h:a//h:a") == []


# Divisions


def nested(depth: int) -> Division:
    """Divisions in each other, of the levels 1 to `depth`."""
    inner: tuple[Division | Block, ...] = (paragraph("p-1", "Text."),)
    for level in range(depth, 0, -1):
        inner = (Division(f"div-{level}", level, (Text(f"Heading {level}"),), inner),)
    (outer,) = inner
    assert isinstance(outer, Division)
    return outer


def test_a_chapter_is_a_section_named_by_its_heading() -> None:
    chapter = Division("div-1", 1, (Text("導言"),), (), read_label("第一章"))
    section = only(book(report(chapter)), "//h:section")
    heading = '<h1 id="div-1-heading"><span class="label" data-labels="this">第一章</span> 導言</h1>'
    start = '<section epub:type="chapter" role="doc-chapter" id="div-1" aria-labelledby="div-1-heading">'
    assert [line for line in markup(section).split("\n") if line] == [start, heading, "</section>"]


def test_headings_follow_the_nesting() -> None:
    opened = book(report(nested(4)))
    assert [(found.tag[-2:], words(found)) for found in opened.all("//h:h1|//h:h2|//h:h3|//h:h4")] == [
        ("h1", "Heading 1"), ("h2", "Heading 2"), ("h3", "Heading 3"), ("h4", "Heading 4"),
    ]  # fmt: skip


def test_a_level_that_skips_makes_no_heading_that_skips() -> None:
    inner = Division("div-1-1", 4, (Text("Deep"),), ())
    section = only(book(report(Division("div-1", 1, (Text("Top"),), (inner,)))), "//h:section[@id='div-1-1']")
    assert (find(section, "h:h2/@id"), section.get("data-level")) == (["div-1-1-heading"], "4")


def test_a_heading_below_the_sixth_level_tells_its_level() -> None:
    heading = only(book(report(nested(7))), "//*[@id='div-7-heading']")
    assert (etree.QName(heading).localname, heading.get("aria-level")) == ("h6", "7")


# Lists


def listed(*labels: str, ordered: bool = True) -> str:
    items = tuple(
        Item(f"list-1-{n}", (paragraph(f"list-1-{n}-p-1", "x"),), read_label(label) if label else None)
        for n, label in enumerate(labels, 1)
    )
    return written(List("list-1", items, ordered=ordered))


@pytest.mark.parametrize(
    ("labels", "start"),
    [
        (("1.", "2.", "3."), '<ol id="list-1" start="1">'),
        (("4.", "5."), '<ol id="list-1" start="4">'),
        (("a.", "b."), '<ol id="list-1" type="a" start="1">'),
        (("IV.", "V."), '<ol id="list-1" type="I" start="4">'),
    ],
)
def test_labels_that_html_counts_exactly_are_counted_by_it(labels: tuple[str, ...], start: str) -> None:
    assert listed(*labels).startswith(start)
    assert 'class="label"' not in listed(*labels)


@pytest.mark.parametrize(
    "labels", [("(a)", "(b)"), ("1.", "3."), ("1)", "2)"), ("1.", ""), ("١.", "٢."), ("一、", "二、")]
)
def test_labels_that_html_would_print_otherwise_stand_as_printed(labels: tuple[str, ...]) -> None:
    found = listed(*labels)
    assert found.startswith('<ol class="labelled" id="list-1" role="list">')
    assert [label for label in labels if label and f'data-labels="item">{label}</span> x' not in found] == []


def test_a_list_without_labels_has_bullets() -> None:
    assert listed("", ordered=False) == ('<ul id="list-1"><li id="list-1-1"><p id="list-1-1-p-1">x</p></li></ul>')


def test_a_label_before_something_else_than_a_paragraph_stands_alone() -> None:
    inner = Quotation("quotation-1", (paragraph("quotation-1-p-1", "x"),))
    found = written(List("list-1", (Item("list-1-a", (inner,), read_label("(a)")),), ordered=True))
    label = '<span class="label" data-labels="item">(a)</span>'
    assert f'<li id="list-1-a"><p class="lead">{label}</p><blockquote' in found


# Other blocks


def test_a_box_is_one_object_named_by_its_title() -> None:
    box = Box("box-1", (Text("盒子"),), (paragraph("box-1-p-1", "简体。"),), language="zh-Hans")
    chapter = Division("div-1", 1, (Text("導言"),), (box,))
    opened = book(report(chapter, language="zh-Hant"))
    assert markup(only(opened, "//h:aside")) == (
        '<aside class="box" id="box-1" lang="zh-Hans" xml:lang="zh-Hans" aria-labelledby="box-1-heading">'
        '<h2 id="box-1-heading" class="box-title">盒子</h2><p id="box-1-p-1">简体。</p></aside>'
    )
    assert [text for _, text, _ in opened.contents] == ["導言"]


def test_a_box_without_a_title_has_a_name_all_the_same() -> None:
    assert written(Box("box-1", (), ())) == '<aside class="box" id="box-1" aria-label="Box"/>'


def test_a_quotation_has_its_source() -> None:
    found = written(Quotation("quotation-1", (paragraph("quotation-1-p-1", "Said."),), (Text("Somebody"),)))
    assert found == (
        '<blockquote id="quotation-1"><p id="quotation-1-p-1">Said.</p>'
        '<p class="source" data-kind="source">Somebody</p></blockquote>'
    )


def cell(text: str, *, header: bool = False, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((paragraph(f"cell-{text}", text),) if text else (), header, columns, rows)


def test_a_table_tells_what_its_heads_head() -> None:
    rows = (
        Row((cell("", header=True), cell("b", header=True))),
        Row((cell("c", header=True), cell("d"))),
        Row((cell("e", columns=2),)),
    )
    found = written(Table("table-1", rows, (Text("Caption"),), read_label("Table 1")))
    assert found == (
        '<table id="table-1"><caption><span class="label" data-labels="this">Table 1</span> Caption</caption>'
        '<thead><tr><td data-header="true"></td><th scope="col"><p id="cell-b">b</p></th></tr></thead>'
        '<tbody><tr><th scope="row"><p id="cell-c">c</p></th><td><p id="cell-d">d</p></td></tr>'
        '<tr><td colspan="2"><p id="cell-e">e</p></td></tr></tbody></table>'
    ).replace("></td><th", "/><th")


def test_a_figure_has_its_image_and_words_for_it() -> None:
    figure = Figure("figure-1", RED_SQUARE, "image/png", "A red square", (Text("A square"),), read_label("Figure 1"))
    opened = book(report(figure))
    assert opened.files["images/figure-1.png"] == RED_SQUARE
    assert markup(only(opened, "//h:figure")) == (
        '<figure id="figure-1"><img src="images/figure-1.png" alt="A red square"/>'
        '<figcaption><span class="label" data-labels="this">Figure 1</span> A square</figcaption></figure>'
    )


def test_what_could_not_be_placed_is_to_be_seen_word_for_word() -> None:
    found = written(Unread("unread-1", "a  b\n c", "no rule fits"))
    assert found == (
        '<div class="unread" id="unread-1" role="group" aria-label="Not placed" data-kind="unread">'
        '<p class="reason">Not placed: '
        '<span lang="en" xml:lang="en" data-kind="reason">no rule fits</span></p><pre>a  b\n c</pre></div>'
    )


# Direction


def test_a_book_of_arabic_runs_from_right_to_left() -> None:
    opened = book(report(paragraph("p-1", "نص ", Lang("en", (Text("text"),))), language="ar"))
    assert {root.get("dir") for root in opened.leaves.values()} == {"rtl"}
    assert opened.part("nav.xhtml").get("dir") == "rtl"
    assert find(opened.package, "//opf:spine/@page-progression-direction") == ["rtl"]
    assert opened.package.get("dir") == "rtl"
    assert opened.all("//h:span/@dir") == ["ltr"]


def test_an_arabic_chapter_in_an_english_book_runs_from_right_to_left() -> None:
    opened = book(every_node())
    assert only(opened, "//h:section[@id='div-2']").get("dir") == "rtl"
    assert opened.leaves["div-2.xhtml"].get("dir") is None
    assert find(opened.package, "//opf:spine/@page-progression-direction") == []


def test_a_book_that_runs_one_way_does_not_speak_of_it() -> None:
    assert book(report(paragraph("p-1", "x", language="fr"))).all("//@dir") == []
