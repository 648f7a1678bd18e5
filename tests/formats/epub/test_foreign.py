"""Books that other people made, read sensibly: markup in, nodes out."""

from __future__ import annotations

import pytest

from converter.diagnostics import Code
from converter.model import (
    Block,
    Box,
    Break,
    Date,
    Division,
    Figure,
    Inline,
    Lang,
    Link,
    List,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Rights,
    Series,
    Styled,
    Table,
    Text,
)
from converter.reading import Reading
from converter.walk import plain
from tests.formats.epub.foreign import TITLE, body, opened, page, toc
from tests.samples import RED_SQUARE


def only(reading: Reading) -> Block:
    """The only block of a report, of which there is nothing to say."""
    assert reading.diagnostics == ()
    (found,) = reading.report.content
    assert not isinstance(found, Division)
    return found


def line(markup: str) -> tuple[Inline, ...]:
    """A paragraph's markup as inlines."""
    found = only(body(f"<p>{markup}</p>"))
    assert isinstance(found, Paragraph)
    return found.content


def outline(report: Report) -> list[tuple[int, str, int]]:
    """Level, words and number of blocks of each division, in document order."""
    found: list[tuple[int, str, int]] = []

    def walk(node: Division | Block) -> None:
        if isinstance(node, Division):
            found.append(
                (node.level, plain(node.heading), sum(not isinstance(each, Division) for each in node.content))
            )
            for each in node.content:
                walk(each)

    for node in report.content:
        walk(node)
    return found


# Lines


def test_white_space_is_what_css_makes_of_it() -> None:
    assert line("\n  a <em> b</em>\n c\u00a0 d <i> </i> e ") == (
        Text("a "), Styled("emphasis", (Text("b"),)), Text(" c\u00a0 d e"),
    )  # fmt: skip


STYLES = {
    "<b>x</b>": "strong", "<i>x</i>": "emphasis", "<sup>x</sup>": "superscript", "<sub>x</sub>": "subscript",
    "<u>x</u>": "underline", "<cite>x</cite>": "emphasis",
}  # fmt: skip


@pytest.mark.parametrize(("markup", "style"), STYLES.items())
def test_elements_with_a_meaning_are_styles(markup: str, style: str) -> None:
    (found,) = line(markup)
    assert isinstance(found, Styled)
    assert found.style == style


def test_spans_without_a_meaning_leave_no_trace() -> None:
    assert line('a<span class="x">b<small>c</small></span><br/>d') == (Text("abc"), Break(), Text("d"))


def test_several_languages_are_told_apart_where_they_depart() -> None:
    reading = body('<div lang="fr"><p>un</p><p lang="en">one <i lang="de">zwei</i> <b lang="en">two</b></p></div>')
    first, second = reading.report.content
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.language, second.language) == ("fr", None)
    assert [inline.language for inline in second.content if isinstance(inline, Lang)] == ["de"]


def test_links_lead_to_nodes_by_whatever_id_they_now_have() -> None:
    reading = opened(
        {
            "a.xhtml": page(
                '<p id="1st">x <a href="b.xhtml#deep">1</a> <a href="b.xhtml">2</a> <a href="#1st">3</a></p>'
            ),
            "b.xhtml": page('<div id="deep"><p>y <span id="inner">z</span></p></div><p><a href="#inner">4</a></p>'),
        }
    )
    assert reading.diagnostics == ()
    targets = [
        inline.target
        for node in reading.report.content
        if isinstance(node, Paragraph)
        for inline in node.content
        if isinstance(inline, Link)
    ]
    assert [node.id for node in reading.report.content if isinstance(node, Paragraph)] == ["p-1", "p-2", "p-3"]
    assert targets == ["#p-2", "#p-2", "#p-1", "#p-2"]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "../../../x", "none.xhtml#a", "file:///etc/passwd"])
def test_a_link_that_leads_nowhere_is_text_and_told(href: str) -> None:
    reading = body(f'<p>see <a href="{href}">here</a></p>')
    assert reading.report.content == (Paragraph("p-1", (Text("see here"),)),)
    assert [(said.code, said.part) for said in reading.diagnostics] == [(Code.NOT_CARRIED, "OEBPS/a.xhtml")]


def test_what_the_model_does_not_know_is_told_with_its_line_and_its_text_is_kept() -> None:
    reading = body(
        '<p>a</p>\n<p>b <ruby>漢<rt>han</rt></ruby> <math xmlns="http://www.w3.org/1998/Math/MathML">x</math></p>'
    )
    assert [plain(node.content) for node in reading.report.content if isinstance(node, Paragraph)] == ["a", "b 漢han x"]
    assert [(said.code, said.place and said.place.line) for said in reading.diagnostics] == [(Code.NOT_CARRIED, 2)] * 2


# Outline


def test_headings_make_divisions_whether_they_stand_in_sections_or_not() -> None:
    flat = "<p>0</p><h1>A</h1><p>1</p><h2>B</h2><p>2</p><p>3</p><h1>C</h1><p>4</p>"
    nested = (
        "<p>0</p><section><h1>A</h1><p>1</p><section><h2>B</h2><p>2</p><p>3</p></section></section>"
        "<section><h1>C</h1><p>4</p></section>"
    )
    assert outline(body(flat).report) == outline(body(nested).report) == [(1, "A", 1), (2, "B", 2), (1, "C", 1)]


def test_what_follows_a_section_belongs_to_the_section_around_it() -> None:
    reading = body("<section><h1>A</h1><section><h2>B</h2><p>1</p></section><p>2</p><p>3</p></section>")
    assert outline(reading.report) == [(1, "A", 2), (2, "B", 1)]


@pytest.mark.parametrize("contents", ["nav", "ncx"])
def test_the_contents_give_the_levels_of_headings(contents: str) -> None:
    files: dict[str, str | bytes] = {
        "a.xhtml": page('<h2 id="a">Part</h2><p>x</p><h4>Aside</h4>'),
        "b.xhtml": page('<div id="b"><h2>Chapter</h2><p>x</p></div>'),
        "c.xhtml": page("<p>no heading</p>"),
    }
    if contents == "nav":
        inner = '<ol><li><a href="b.xhtml#b">Chapter</a></li><li><a href="c.xhtml">Untitled</a></li></ol>'
        files["nav.xhtml"] = toc(f'<li><a href="a.xhtml#a">Part</a>{inner}</li>')
    else:
        point = '<navPoint><navLabel><text>{}</text></navLabel><content src="{}"/>{}</navPoint>'
        inner = point.format("Chapter", "b.xhtml#b", "") + point.format("Untitled", "c.xhtml", "")
        ncx = '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{}</navMap></ncx>'
        files["toc.ncx"] = ncx.format(point.format("Part", "a.xhtml", inner))
    reading = opened(files)
    assert outline(reading.report) == [(1, "Part", 1), (3, "Aside", 0), (2, "Chapter", 1), (2, "Untitled", 1)]
    assert [dropped.reason.partition(" in ")[0] for dropped in reading.dropped] == ["contents"] * (contents == "nav")


def test_a_page_goes_on_with_the_division_of_the_page_before() -> None:
    reading = opened({"a.xhtml": page("<h1>A</h1><p>1</p>"), "b.xhtml": page("<p>2</p>")})
    assert outline(reading.report) == [(1, "A", 2)]


def test_cover_and_contents_are_dropped_with_their_words() -> None:
    guide = '<guide><reference type="toc" href="b.xhtml"/></guide>'
    pages: dict[str, str | bytes] = {
        "a.xhtml": page('<section epub:type="titlepage"><h1>Title</h1></section>'),
        "b.xhtml": page("<p>One 1</p>"),
        "c.xhtml": page('<p>x<span role="doc-pagebreak">12</span></p>'),
    }
    reading = opened(pages, guide=guide)
    assert [plain(node.content) for node in reading.report.content if isinstance(node, Paragraph)] == ["x"]
    assert [(dropped.text, dropped.reason.partition(" in ")[0]) for dropped in reading.dropped] == [
        ("12", "page number"), ("Title", "title page"), ("One 1", "contents"),
    ]  # fmt: skip


# Notes

TYPED = (
    '<p>x<a epub:type="noteref" href="#n">1</a></p><aside epub:type="footnote" id="n">'
    '<p><a role="doc-backlink" href="#c">1</a> The note.</p></aside>'
)
BY_ROLE = (
    '<p>x<sup><a role="doc-noteref" href="#n">1</a></sup></p><ol><li role="doc-endnote" id="n">The note.</li></ol>'
)
BY_LINKS = '<p>x<sup><a id="c" href="#n">1</a></sup></p><hr/><p id="n"><a href="#c">1</a>. The note.</p>'
IN_A_LIST = (
    '<p id="p">x<a href="#n" id="c">1</a></p><section epub:type="footnotes"><h2>Notes</h2><ol><li id="n"><p>The note. '
    '<a href="#c">\u21a9</a></p></li></ol></section>'
)


@pytest.mark.parametrize("markup", [TYPED, BY_ROLE, BY_LINKS, IN_A_LIST])
def test_notes_are_known_by_type_by_role_and_by_links_back_and_forth(markup: str) -> None:
    reading = body(markup)
    (called,) = reading.report.content
    (note,) = reading.report.notes
    assert isinstance(called, Paragraph)
    assert called.content == (Text("x"), NoteRef(note.id))
    assert (note.label.printed, note.label.value) == ("1", 1)
    assert [plain(block.content) for block in note.content if isinstance(block, Paragraph)] == ["The note."]


def test_notes_on_a_page_of_their_own_come_in_the_order_of_their_calls() -> None:
    notes = "".join(f'<p id="n{n}"><a href="a.xhtml#c{n}">{n}</a> Note {n}</p>' for n in (1, 2))
    calls = "".join(f'<p>x<a href="b.xhtml#n{n}" id="c{n}">{n}</a></p>' for n in (2, 1))
    reading = opened({"a.xhtml": page(calls), "b.xhtml": page(notes)})
    assert [(note.id, note.label.printed) for note in reading.report.notes] == [("n2", "2"), ("n1", "1")]
    assert len(reading.report.content) == 2


def test_a_short_link_without_a_way_back_is_a_link() -> None:
    found = only(body('<p id="p">see <a href="#p">1</a></p>'))
    assert isinstance(found, Paragraph)
    assert found.content == (Text("see "), Link("#p", (Text("1"),)))


# Blocks


def labels(markup: str) -> list[str]:
    found = only(body(markup))
    assert isinstance(found, List)
    return [item.label.printed if item.label else "" for item in found.items]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>x</li><li>y</li></ol>", ["1.", "2."]),
        ('<ol start="4" type="a"><li>x</li><li>y</li></ol>', ["d.", "e."]),
        ('<ol type="I"><li>x</li><li value="9">y</li><li>z</li></ol>', ["I.", "IX.", "X."]),
        ('<ol reversed=""><li>x</li><li>y</li></ol>', ["2.", "1."]),
        ("<ul><li>x</li><li>y</li></ul>", ["", ""]),
    ],
)
def test_lists_have_the_numbers_that_html_prints(markup: str, expected: list[str]) -> None:
    assert labels(markup) == expected


def test_asides_are_boxes_with_their_titles() -> None:
    found = only(body('<aside id="b"><h3>A title</h3><p>x</p><h4>Inside</h4></aside>'))
    assert isinstance(found, Box)
    assert (found.id, found.title) == ("b", (Text("A title"),))
    assert found.content[1] == Paragraph("p-2", (Styled("strong", (Text("Inside"),)),))


def test_a_quotation_has_the_source_that_stands_last_in_it() -> None:
    found = only(body("<blockquote>Said.<footer>Somebody</footer></blockquote>"))
    assert found == Quotation("quotation-1", (Paragraph("p-1", (Text("Said."),)),), (Text("Somebody"),))


def test_tables_keep_heads_spans_and_caption() -> None:
    found = only(
        body(
            "<table><caption>C</caption><thead><tr><th colspan='2'>h</th></tr></thead>"
            "<tr><td rowspan='x'>a</td><td rowspan='2'><p>b</p><p>c</p></td></tr></table>"
        )
    )
    assert isinstance(found, Table)
    cells = [[(cell.header, cell.columns, cell.rows, len(cell.content)) for cell in row.cells] for row in found.rows]
    assert cells == [[(True, 2, 1, 1)], [(False, 1, 1, 1), (False, 1, 2, 2)]]
    assert found.caption == (Text("C"),)


def test_images_become_figures_after_the_line_that_they_stand_in() -> None:
    reading = body('<p>a <img src="b.png" alt="A square"/> b</p>', b_png=RED_SQUARE)
    words, figure = reading.report.content
    assert words == Paragraph("p-1", (Text("a b"),))
    assert figure == Figure("figure-1", RED_SQUARE, "image/png", "A square")


def test_a_figure_has_its_caption_and_one_of_another_kind_is_told() -> None:
    markup = '<figure id="f"><img src="b.{}" alt="A square"/><figcaption>Caption</figcaption></figure>'
    assert only(body(markup.format("png"), b_png=RED_SQUARE)) == Figure(
        "f", RED_SQUARE, "image/png", "A square", (Text("Caption"),)
    )
    reading = body(markup.format("gif"), b_gif=b"GIF8")
    assert reading.report.content == (Paragraph("f", (Text("Caption"),)),)
    assert [said.code for said in reading.diagnostics] == [Code.NOT_CARRIED]
    assert [dropped.text for dropped in reading.dropped] == ["A square"]


def test_text_without_a_paragraph_becomes_one_and_lines_of_code_keep_their_breaks() -> None:
    reading = body("<div>a<p>b</p>c</div><pre>\nd\n  e\n</pre>")
    assert [node.content for node in reading.report.content if isinstance(node, Paragraph)] == [
        (Text("a"),), (Text("b"),), (Text("c"),), (Text("d"), Break(), Text("  e")),
    ]  # fmt: skip


def test_terms_are_strong_before_what_is_said_of_them() -> None:
    found = only(body("<dl><dt>T</dt><dd>a</dd><dd>b</dd><dt>U</dt><dd>c</dd></dl>"))
    assert isinstance(found, List)
    assert [len(item.content) for item in found.items] == [3, 2]
    assert found.items[0].content[0] == Paragraph("p-1", (Styled("strong", (Text("T"),)),))


# Metadata


def test_metadata_of_epub_3_and_of_epub_2() -> None:
    refined = (
        '<dc:title id="t2">Sub</dc:title><dc:title id="t1">Main</dc:title><meta refines="#t2" property="title-type">'
        'subtitle</meta><meta refines="#t1" property="title-type">main</meta><dc:creator id="c">A</dc:creator>'
        '<dc:creator id="e">E</dc:creator><meta refines="#e" property="role">edt</meta><dc:language>FR</dc:language>'
        '<meta property="belongs-to-collection" id="s">S</meta><dc:publisher>P</dc:publisher><dc:rights>R</dc:rights>'
        "<dc:date>2020-05-06T00:00:00Z</dc:date><dc:subject>Rivers</dc:subject>"
    )
    reading = opened({"a.xhtml": page("<p>x</p>", language="fr")}, metadata=refined)
    found = reading.report.metadata
    assert (found.title, found.subtitle, found.authors, found.language) == ("Main", "Sub", ("A",), "fr")
    assert (found.publisher, found.rights, found.series) == ("P", Rights(("R",)), Series("S"))
    assert found.date == Date("2020-05-06T00:00:00Z", "2020-05-06")
    assert [said.message for said in reading.diagnostics] == [
        "dc:creator is not carried: E", "dc:subject is not carried: Rivers",
    ]  # fmt: skip
    old = TITLE + '<dc:creator opf:role="aut">A</dc:creator><dc:date opf:event="publication">2020</dc:date>'
    found = opened({"a.xhtml": page("<p>x</p>")}, metadata=old).report.metadata
    assert (found.title, found.authors, found.date) == ("Somebody's book", ("A",), Date("2020", "2020"))


def test_a_book_that_says_nothing_of_itself_is_read_by_its_words() -> None:
    reading = opened(
        {"a.xhtml": page("<p>Ceci est un rapport sur les travaux du Conseil et des comités.</p>", language="")},
        metadata="",
    )
    assert (reading.report.metadata.title, reading.report.metadata.language) == ("", "fr")
    assert [said.code for said in reading.diagnostics] == [Code.TITLE_MISSING]
    assert reading.report.metadata.source is not None
    assert reading.report.metadata.source.name == "book.epub"
