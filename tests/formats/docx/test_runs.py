"""Runs: inlines, links and languages, and the markup they become."""

from __future__ import annotations

import pytest
from lxml import etree

from converter.model import (
    Box,
    Inline,
    Lang,
    Link,
    Styled,
    Text,
)
from tests.formats.docx.opened import NS, Element, at, every, one, words
from tests.formats.docx.reports import diagnostics, opened
from tests.samples import paragraph


def said(*content: str | Inline, language: str = "en") -> Element:
    """The one paragraph of a report."""
    return opened(paragraph("p-1", *content), language=language).paragraphs("BodyText")[-1]


def test_styles_with_a_meaning_are_run_properties() -> None:
    nested = Styled("strong", (Text("both"), Styled("emphasis", (Text("too"),))))
    found = said("plain ", nested, Styled("superscript", (Text("2"),)), Styled("small-caps", (Text("sc"),)))
    runs = {
        words(run): {etree.QName(child).localname for child in every(run, "w:rPr/*")} for run in every(found, "w:r")
    }
    assert runs == {
        "plain ": set(),
        "both": {"b", "bCs"},
        "too": {"b", "bCs", "i", "iCs"},
        "2": {"vertAlign"},
        "sc": {"smallCaps"},
    }


def test_spaces_tabs_and_special_hyphens_are_kept() -> None:
    assert words(said("  two \t x\u00ady\u2011z\nnext  ")) == "  two \t x\u00ady\u2011z\nnext  "


def test_what_xml_cannot_hold_is_shown_and_said() -> None:
    content = paragraph("p-1", "be\x07fore \x1bafter")
    assert words(opened(content).paragraphs("BodyText")[-1]) == "be\ufffdfore \ufffdafter"
    assert diagnostics(content) == [
        "p-1: DOCX does not carry 2 character(s) that XML cannot hold; U+FFFD stands for each"
    ]


def test_links_go_out_by_relationship_and_in_by_bookmark() -> None:
    out, back = Link("https://example.org/a b?c=ü#d", (Text("out"),)), Link("#p-2", (Text("in"),))
    file = opened(paragraph("p-1", out, back), paragraph("p-2", "here"))
    first, second = every(file.document, "//w:hyperlink[not(ancestor::w:sdt)]")
    kind, target = file.relationships("word/document.xml")[first.get(f"{{{NS['r']}}}id", "")]
    assert (kind, target) == ("hyperlink", "https://example.org/a%20b?c=%C3%BC#d")
    assert at(second, "anchor") == "p_2"


@pytest.mark.parametrize("target", ["#nowhere", "http://[bad", ""])
def test_a_link_that_leads_nowhere_keeps_its_words_and_is_said(target: str) -> None:
    content = paragraph("p-1", Link(target, (Text("words"),)))
    assert words(opened(content).paragraphs("BodyText")[-1]) == "words"
    assert len(diagnostics(content)) == 1


def test_the_number_in_a_cross_reference_is_a_field_that_follows_the_number_it_names() -> None:
    link = Link("#par-2", (Text("see paragraph 2 below"),))
    file = opened(paragraph("par-1", link, label="1."), paragraph("par-2", "Named.", label="2."))
    found = one(file.document, "//w:hyperlink[@w:anchor='par_2']")
    assert found is not None
    assert words(found) == "see paragraph 2 below"
    assert [code.text for code in every(found, ".//w:instrText")] == [" REF par_2 \\r \\h "]


def test_a_run_in_another_language_says_so_as_word_knows_it() -> None:
    found = said(
        "English, ", Lang("fr", (Text("voilà"),)), Lang("zh-Hans", (Text("汉字"),)), Lang("ar", (Text("عربي"),))
    )
    french, chinese, arabic = every(found, "w:r[w:rPr]")
    assert at(one(french, "w:rPr/w:lang")) == "fr-FR"
    assert (at(one(chinese, "w:rPr/w:lang")), at(one(chinese, "w:rPr/w:lang"), "eastAsia")) == ("zh-CN", "zh-CN")
    assert at(one(arabic, "w:rPr/w:lang"), "bidi") == "ar-SA"
    assert one(arabic, "w:rPr/w:rtl") is not None


def test_the_document_has_its_language_and_four_faces_in_its_defaults() -> None:
    defaults = one(opened(language="zh-Hant").styles, "w:docDefaults/w:rPrDefault/w:rPr")
    assert defaults is not None
    language, faces = one(defaults, "w:lang"), one(defaults, "w:rFonts")
    assert [at(language, slot) for slot in ("val", "eastAsia", "bidi")] == ["zh-TW", "zh-TW", "ar-SA"]
    assert [at(faces, slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")] == [
        "Times New Roman", "Times New Roman", "PMingLiU", "Traditional Arabic",
    ]  # fmt: skip


def test_a_simplified_box_in_a_traditional_report_has_its_language_and_its_face_on_every_run() -> None:
    box = Box("box-1", (Text("标题"),), (paragraph("box-1-p", "简体“字”"),), language="zh-Hans")
    file = opened(box, paragraph("p-1", "繁體“字”"), language="zh-Hant")
    runs = every(file.document, "//w:tbl//w:r")
    assert [at(one(run, "w:rPr/w:lang"), "eastAsia") for run in runs] == ["zh-CN", "zh-CN"]
    assert [at(one(run, "w:rPr/w:rFonts"), "eastAsia") for run in runs] == ["SimSun", "SimSun"]
    outside = one(file.paragraphs("BodyText")[-1], "w:r/w:rPr")
    assert outside is not None
    assert [etree.QName(child).localname for child in outside] == ["rFonts"]
    assert at(outside[0], "hint") == "eastAsia"  # quotation marks belong to the Chinese face


def test_an_arabic_report_runs_from_right_to_left_throughout() -> None:
    file = opened(paragraph("p-1", "عربي"), Box("b", (), (paragraph("b-p", "عربي"),)), language="ar")
    assert one(file.styles, "w:docDefaults/w:pPrDefault/w:pPr/w:bidi") is not None
    assert all(one(found, "w:bidi") is not None for found in every(file.document, "//w:sectPr"))
    assert one(file.document, "//w:tbl/w:tblPr/w:bidiVisual") is not None
    assert one(file.paragraphs("BodyText")[-1], "w:r/w:rPr/w:rtl") is not None


def test_a_paragraph_against_the_documents_direction_says_so() -> None:
    found = opened(paragraph("p-1", "عربي", language="ar")).paragraphs("BodyText")[-1]
    assert one(found, "w:pPr/w:bidi") is not None
    turned = opened(paragraph("p-1", "Latin", language="en"), language="ar").paragraphs("BodyText")[-1]
    assert at(one(turned, "w:pPr/w:bidi")) == "0"
