"""Numbering: printed labels, and what Word's counters show for them, by an independent reading of the file."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from converter.formats.docx.counting import pattern, shown
from converter.formats.docx.write import write
from converter.labels import read_label
from converter.model import Block, Box, Division, Item, List, Metadata, Quotation, Report, Text
from tests.formats.docx.opened import NS, Opened, at, every, one, style_of
from tests.samples import edition, every_node, paragraph


def opened(*content: Division | Block, language: str = "en") -> Opened:
    return Opened(write(edition(Report(Metadata("A report", language), content))).data)


def numbered(*labels: str) -> tuple[Block, ...]:
    return tuple(paragraph(f"par-{place}", f"Words {place}.", label=label) for place, label in enumerate(labels))


def headed(level: int, label: str, *content: Division | Block, id: str = "") -> Division:
    words = (Text(f"Heading {label}"),)
    return Division(id or f"div-{level}-{label}", level, words, content, read_label(label) if label else None)


def listed(id: str, *labels: str) -> List:
    items = tuple(
        Item(f"{id}-{n}", (paragraph(f"{id}-{n}-p", "item"),), read_label(label) if label else None)
        for n, label in enumerate(labels)
    )
    return List(id, items, ordered=any(labels))


def natively(file: Opened, style: str) -> list[str]:
    """The labels that Word's counters show on the paragraphs of a style; empty where there is none."""
    return [label for found, label, _ in file.labelled() if style_of(found) == style]


def test_one_list_runs_through_the_report_across_headings_and_boxes() -> None:
    box = Box("box-1", (Text("Aside"),), (paragraph("box-1-p", "Aside."),))
    file = opened(
        headed(1, "I.", *numbered("1.", "2.")), headed(1, "II.", box, paragraph("par-3", "Third.", label="3."))
    )
    assert natively(file, "NumberedParagraph") == ["1.", "2.", "3."]
    assert {at(one(found, "w:pPr/w:numPr/w:numId")) for found in file.paragraphs("NumberedParagraph")} == {"1"}
    style = one(file.styles, "w:style[@w:styleId='NumberedParagraph']/w:pPr/w:numPr/w:numId")
    assert at(style) == "1"


def test_the_list_of_numbered_paragraphs_is_linked_to_their_style_and_holds_four_digits() -> None:
    file = opened(*numbered("1."))
    level = one(file.numbering, "w:abstractNum[w:lvl/w:pStyle/@w:val='NumberedParagraph']/w:lvl")
    assert level is not None
    assert at(one(level, "w:lvlText")) == "%1."
    assert int(at(one(level, "w:pPr/w:tabs/w:tab"), "pos")) >= 4 * 110 + 55  # four digits and a stop at 11 points


@pytest.mark.parametrize(
    ("labels", "overrides"),
    [
        (("1.", "2.", "3."), 0),
        (("5.", "6."), 0),
        (("1.", "2.", "4.", "5."), 1),
        (("1.", "2.", "2.", "3."), 1),
        (("9.", "3.", "4.", "1."), 2),
    ],
)
def test_a_new_num_is_made_only_where_the_printed_sequence_breaks(labels: tuple[str, ...], overrides: int) -> None:
    file = opened(*numbered(*labels))
    assert natively(file, "NumberedParagraph") == list(labels)
    assert len(every(file.numbering, "//w:startOverride")) == overrides


def test_what_no_counter_prints_is_text_on_the_same_indent() -> None:
    file = opened(*numbered("46.", "46 bis.", "[47]", "47."))
    assert file.printed("NumberedParagraph") == [
        ("46.", "Words 0."), ("46 bis.", "Words 1."), ("[47]", "Words 2."), ("47.", "Words 3."),
    ]  # fmt: skip
    assert natively(file, "NumberedParagraph") == ["46.", "", "", "47."]
    literal = file.paragraphs("NumberedParagraph")[1]
    level = one(file.numbering, "w:abstractNum[w:lvl/w:pStyle/@w:val='NumberedParagraph']/w:lvl")
    assert level is not None
    assert at(one(literal, "w:pPr/w:tabs/w:tab"), "pos") == at(one(level, "w:pPr/w:tabs/w:tab"), "pos")
    assert at(one(literal, "w:pPr/w:ind"), "left") == at(one(level, "w:pPr/w:ind"), "left")


def test_headings_share_one_multilevel_list_linked_to_their_styles() -> None:
    file = opened(
        headed(1, "第一章", headed(2, "A.", id="a"), headed(2, "B.", headed(3, "", id="plain"), id="b"), id="one"),
        headed(1, "第二章", headed(2, "A.", id="c"), id="two"),
        language="zh-Hant",
    )
    assert natively(file, "Heading1") == ["第一章", "第二章"]
    assert natively(file, "Heading2") == ["A.", "B.", "A."]
    assert natively(file, "Heading3") == [""]
    abstract = one(file.numbering, "w:abstractNum[w:lvl/w:pStyle/@w:val='Heading1']")
    assert abstract is not None
    assert at(one(abstract, "w:multiLevelType")) == "multilevel"
    found = abstract.xpath("w:lvl/w:numFmt/@w:val | w:lvl/w:lvlText/@w:val | w:lvl/w:pStyle/@w:val", namespaces=NS)
    assert found == ["chineseCounting", "Heading1", "第%1章", "upperLetter", "Heading2", "%2."]


def test_sections_that_count_on_through_chapters_do_not_restart() -> None:
    chapters = [
        headed(1, "I.", headed(2, "A.", id="a"), headed(2, "B.", id="b"), id="one"),
        headed(1, "II.", headed(2, "C.", id="c"), id="two"),
    ]
    file = opened(*chapters)
    assert natively(file, "Heading2") == ["A.", "B.", "C."]
    assert one(file.numbering, "//w:lvl[w:pStyle/@w:val='Heading2']/w:lvlRestart[@w:val='0']") is not None
    assert not every(file.numbering, "//w:startOverride")


def test_headings_whose_sequence_breaks_show_what_was_printed() -> None:
    file = opened(
        headed(1, "I.", headed(2, "A.", id="a"), headed(2, "D.", id="d"), id="one"),
        headed(1, "IV.", headed(2, "A.", id="e"), headed(2, "", id="f"), headed(2, "B.", id="g"), id="two"),
    )
    assert natively(file, "Heading1") == ["I.", "IV."]
    assert natively(file, "Heading2") == ["A.", "D.", "A.", "", "B."]


@pytest.mark.parametrize(
    "labels",
    [
        ("(a)", "(b)", "(c)"),
        ("(i)", "(ii)"),
        ("一、", "二、"),
        ("1)", "2)"),
        ("а)", "б)"),
        ("(أ)", "(ب)"),
        ("(c)", "(d)"),
    ],
)
def test_labelled_items_are_counted_by_word(labels: tuple[str, ...]) -> None:
    file = opened(*numbered("1."), listed("list", *labels))
    assert natively(file, "ListParagraph") == list(labels)


def test_each_list_starts_again_and_a_nested_one_stands_further_in() -> None:
    inner = Item("x", (paragraph("x-p", "outer"), listed("in", "(i)", "(ii)")), read_label("(b)"))
    outer = List("out", (Item("w", (paragraph("w-p", "outer"),), read_label("(a)")), inner), ordered=True)
    file = opened(outer, paragraph("p", "between"), listed("again", "(a)", "(b)"))
    assert natively(file, "ListParagraph") == ["(a)", "(b)", "(i)", "(ii)", "(a)", "(b)"]
    levels = [at(one(found, "w:pPr/w:numPr/w:ilvl")) for found in file.paragraphs("ListParagraph")]
    assert levels == ["0", "0", "1", "1", "0", "0"]


def test_items_without_labels_have_bullets_and_irregular_labels_are_text() -> None:
    bullets = opened(listed("list", "", ""))
    assert natively(bullets, "ListParagraph") == ["•", "•"]
    mixed = opened(listed("list", "(a)", "(a bis)", "(b)"))
    assert mixed.printed("ListParagraph") == [("(a)", "item"), ("(a bis)", "item"), ("(b)", "item")]


def test_a_sign_that_was_printed_before_all_items_is_their_bullet() -> None:
    signs = tuple(Item(f"i-{n}", (paragraph(f"i-{n}-p", "item"),), read_label("–")) for n in range(2))
    assert natively(opened(List("list", signs)), "ListParagraph") == ["–", "–"]
    partly = (*signs, Item("i-2", (paragraph("i-2-p", "item"),)))
    assert opened(List("list", partly)).printed("ListParagraph") == [("–", "item"), ("–", "item"), ("", "item")]


def test_numbers_in_a_box_and_in_a_quotation_are_sequences_of_their_own() -> None:
    box = Box("box", (Text("B"),), numbered("1.", "2."))
    quotation = Quotation("quotation", (paragraph("q", "Quoted.", label="12."),))
    file = opened(paragraph("a", "First.", label="1."), box, quotation, paragraph("b", "Second.", label="2."))
    assert natively(file, "NumberedParagraph") == ["1.", "2."]
    assert file.printed("BoxText") == [("1.", "Words 0."), ("2.", "Words 1.")]
    assert file.printed("Quote") == [("12.", "Quoted.")]


def test_the_letters_of_word_double_where_others_go_on() -> None:
    assert [shown("letter", value) for value in (26, 27, 28)] == ["z", "aa", "bb"]
    assert pattern(read_label("(ab)", "letter")) is None
    assert pattern(read_label("(aa)", "letter")) is not None


def test_every_printed_label_of_every_kind_of_node_stands_in_the_file() -> None:
    file = Opened(write(edition(every_node())).data)
    assert [label for label, _ in file.printed("NumberedParagraph")] == ["1.", "2.", "3.", "3 bis.", "5."]
    assert [label for label, _ in file.printed("Heading1", "Heading2")] == ["I.", "A.", "II."]
    assert [label for label, _ in file.printed("ListParagraph")] == ["(a)", "(b)", "(i)", "(ii)", "•", "•"]


def test_the_style_says_how_numbers_and_labels_stand() -> None:
    plain = edition(Report(Metadata("A report", "en"), (headed(1, "I.", *numbered("1.", "[2]")),)))
    heading = replace(plain.style.headings[0], stacked=True)
    numbers = replace(plain.style.numbers, form="hanging")
    style = replace(plain.style, numbers=numbers, headings=(heading, *plain.style.headings[1:]))
    file = Opened(write(replace(plain, style=style)).data)
    assert file.printed("Heading1") == [("I.", "\nHeading I.")]
    numbered_level, heading_level = every(file.numbering, "//w:lvl[w:pStyle]/w:pPr/w:ind")
    assert at(numbered_level, "left") == at(numbered_level, "hanging") > "0"
    assert (at(heading_level, "left"), at(heading_level, "hanging")) == ("0", "")
    literal = one(file.paragraphs("NumberedParagraph")[1], "w:pPr/w:ind")
    assert (at(literal, "left"), at(literal, "hanging")) == (at(numbered_level, "left"), at(numbered_level, "left"))
