"""Each planted difference, and the words in which it is told."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from converter.labels import read_label
from converter.model import (
    Box,
    Break,
    Date,
    Division,
    Lang,
    Link,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Report,
    Styled,
    Text,
)
from converter.verify import differences
from tests.samples import every_node, paragraph
from tests.verify.edits import Edit, at, both, fields, gone, inline, metadata, reading, row, swapped


def told(expected: Report, found: Report) -> list[str]:
    return [difference.message for difference in differences(expected, found)]


BOX = "box “Box 1” (after paragraph 3 bis.)"
TABLE = "table “Table 1” (after paragraph 3 bis.)"
FIGURE = "figure “Figure 1” (after paragraph 3 bis.)"
MOVED_LAST = "unnumbered paragraph 1 outside all headings stands after heading II., not first"
CALL_2 = NoteRef("note-2")
_NOTES = every_node().notes

PLANTED: list[tuple[Edit, list[str]]] = [
    # where a node stands
    (at("par-2", gone), ["paragraph 2. is missing"]),
    (
        at("par-1", lambda node: (node, paragraph("par-1-x", "More.", label="1 bis."))),
        ["paragraph 1 bis. was not expected"],
    ),
    (at("p-1", gone), ["unnumbered paragraph 1 outside all headings is missing"]),
    (at("div-1-a", gone), ["heading I. > A. is missing with all that stands under it"]),
    (at("div-1-a", lambda node: node.content), ["heading I. > A. is missing"]),
    (at("par-2-a", gone), ["item (a) (after paragraph 2.) is missing"]),
    (at("par-2-b-ii", gone), ["item (b) > (ii) (after paragraph 2.) is missing"]),
    (at("table-1", lambda node: replace(node, rows=node.rows[:1] + node.rows[2:])), [f"row 2 of {TABLE} is missing"]),
    (at("box-1", lambda node: node.content), [f"{BOX} has melted into the text around it"]),
    (
        at("box-1", lambda node: (paragraph("p-9", "A box"), *node.content)),
        [f"{BOX} has melted into the text around it"],
    ),
    (
        at("box-1", lambda node: (paragraph("p-9", "A box", label="Box 1"), *node.content)),
        [f"{BOX} has melted into the text around it"],
    ),
    (swapped("par-1", "par-2"), ["paragraph 1. and paragraph 2. are swapped"]),
    (swapped("par-3", "box-2"), ["paragraph 3. and box 2 (after paragraph 3 bis.) are swapped"]),
    (
        both(
            at("par-3", gone),
            at("box-1", lambda node: replace(node, content=(*node.content, paragraph("par-3", "Third.", label="3.")))),
        ),
        [f"paragraph 3. stands in {BOX}, not under heading I. > A."],
    ),
    (
        both(at("par-3", gone), at("box-2", lambda node: (node, paragraph("par-3", "Third.", label="3.")))),
        ["paragraph 3. stands after box 2 (after paragraph 3 bis.), not first"],
    ),
    (
        at("par-3", lambda node: Box("box-9", (Text("Frame"),), (node,))),
        ["box 1 (under heading I. > A.) was not expected, around expected text"],
    ),
    (lambda report: replace(report, content=report.content[1:] + report.content[:1]), [MOVED_LAST]),
    # what a node is
    (
        at("unread-1", lambda node: paragraph("unread-1", node.text)),
        ["unread piece 1 (after paragraph 3 bis.) is a paragraph here"],
    ),
    (at("box-1", fields(label=None)), [f"{BOX} has lost its label"]),
    (at("div-1-a", fields(level=3)), ["heading I. > A. stands on level 3, not 2"]),
    (at("par-3", fields(label=read_label("4."))), ["the number of paragraph 3. reads 4."]),
    (at("par-3", fields(label=read_label("4."), id="par-4")), ["the number of paragraph 3. reads 4."]),
    (at("par-3", fields(label=None)), ["paragraph 3. has lost its number"]),
    (
        at("p-1", fields(label=read_label("1."))),
        ["unnumbered paragraph 1 outside all headings has the number 1., which was not expected"],
    ),
    (
        at("par-3", fields(label=replace(read_label("3."), value=4))),
        ["the number of paragraph 3. counts as decimal 4, not as decimal 3"],
    ),
    (at("div-1-a", fields(label=read_label("B."))), ["the number of heading I. > A. reads B."]),
    (at("par-2-a", fields(label=read_label("(x)"))), ["the label of item (a) (after paragraph 2.) reads (x)"]),
    (at("note-2", fields(label=read_label("[7]"))), ["the mark of note [2] reads [7]"]),
    (at("box-2", fields(language=None)), ["box 2 (after paragraph 3 bis.) has lost its language zh-Hans"]),
    (at("box-2", fields(language="zh-Hant")), ["box 2 (after paragraph 3 bis.) has the language zh-Hant, not zh-Hans"]),
    (at("par-3", fields(language="fr")), ["paragraph 3. has the language fr, which was not expected"]),
    (at("par-2-list", fields(ordered=False)), ["list 1 (after paragraph 2.) is unordered, not ordered"]),
    (at("table-1", row(2, columns=1)), [f"cell 1 of row 3 of {TABLE} spans 1 column, not 2"]),
    (at("table-1", row(0, header=False)), [f"cell 1 of row 1 of {TABLE} is a body cell, not a head cell"]),
    (at("figure-1", fields(image=b"x")), [f"{FIGURE} has another image"]),
    (
        at("figure-1", fields(alternative="A rod square")),
        [f"a character of the alternative text of {FIGURE} is replaced after “A r”: “e” (U+0065) reads “o” (U+006F)"],
    ),
    (
        at("unread-1", fields(reason="no reason")),
        ["the reason of unread piece 1 (after paragraph 3 bis.) reads “no reason”, not “no rule fits”"],
    ),
    (at("box-2", fields(id="box-7")), ["the id of box 2 (after paragraph 3 bis.) is box-7, not box-2"]),
    (
        at(
            "box-2",
            lambda node: replace(
                node,
                id="box-7",
                content=tuple(replace(each, id=each.id.replace("box-2", "box-7")) for each in node.content),
            ),
        ),
        ["the id of box 2 (after paragraph 3 bis.) is box-7, not box-2"],
    ),
    # what a node says
    (
        at("par-3", reading("Thirt.")),
        ["a character of paragraph 3. is replaced after “Thir”: “d” (U+0064) reads “t” (U+0074)"],
    ),
    (
        at("par-3", reading("Thi\u200brd.")),
        ["1 invisible character too many in paragraph 3. after “Thi”: U+200B ZERO WIDTH SPACE"],
    ),
    (at("par-3", reading("Third")), ["paragraph 3. has lost 1 character after “Third”: “.”"]),
    (at("par-3", reading("Third. Oh")), ["3 characters too many in paragraph 3. after “Third.”: “ Oh”"]),
    (
        at("par-3-bis", reading("Not a simple number.")),
        ["5 characters of paragraph 3 bis. differ after “Not a ”: expected “plain”, found “simple”"],
    ),
    (
        at("note-2-p-1", reading("Something else.")),
        ["note [2] has another text: expected “Words of note 2.”, found “Something else.”"],
    ),
    (
        at("div-1", fields(heading=(Text("Introductions"),))),
        ["1 character too many in the text of heading I. after “Introduction”: “s”"],
    ),
    (
        at("box-1", fields(title=(Text("A bOx"),))),
        [f"a character of the title of {BOX} is replaced after “A b”: “o” (U+006F) reads “O” (U+004F)"],
    ),
    (
        inline(Styled("emphasis", (Text("stressed"),)), Text("stressed")),
        ["“stressed” in paragraph 1. has lost the style emphasis"],
    ),
    (
        inline(Styled("strong", (Text("strong"),)), Styled("underline", (Text("strong"),))),
        ["“strong” in paragraph 1. has the style underline, not the style strong"],
    ),
    (
        inline(Text("Third."), Styled("strong", (Text("Third."),))),
        ["“Third.” in paragraph 3. has the style strong, which was not expected"],
    ),
    (
        both(
            inline(Styled("subscript", (Text("2"),)), Text("2")),
            inline(Text(", H"), Text(", "), Styled("subscript", (Text("H"),))),
        ),
        ["the style subscript in paragraph 1. stands on “H”, not on “2”"],
    ),
    (inline(Lang("fr", (Text("voilà"),)), Text("voilà")), ["“voilà” in paragraph 1. has lost the language fr"]),
    (
        inline(Link("#par-3", (Text("paragraph 3"),)), Link("#par-5", (Text("paragraph 3"),))),
        ["“paragraph 3” in paragraph 1. has the link to #par-5, not the link to #par-3"],
    ),
    (
        both(at("note-1", fields(content=_NOTES[1].content)), at("note-2", fields(content=_NOTES[0].content))),
        [
            "the text of note [1] stands in note [2], not in note [1]",
            "the text of note [2] stands in note [1], not in note [2]",
        ],
    ),
    (inline(Break()), ["paragraph 1. has lost a line break after “…a page. Then”"]),
    (inline(Text("Third."), Text("Thi"), Text("rd.")), ["paragraph 3. is cut into other pieces"]),
    (inline(CALL_2), ["paragraph 1. has lost its call of note [2] after “…e and voilà.”"]),
    (
        inline(CALL_2, NoteRef("note-3")),
        ["paragraph 1. calls note [3] after “…e and voilà.”, where note [2] is expected"],
    ),
    (
        both(inline(CALL_2), at("par-2", reading("The same note again.", NoteRef("note-1"), CALL_2))),
        ["note [2] is called elsewhere: in paragraph 2., not in paragraph 1."],
    ),
    (
        at("par-3", reading("Third.", NoteRef("note-5"))),
        ["paragraph 3. calls note * after “Third.”, which was not expected"],
    ),
    (lambda report: replace(report, notes=report.notes[:4]), ["note * is missing"]),
    (
        lambda report: replace(report, notes=(report.notes[1], report.notes[0], *report.notes[2:])),
        ["note [1] and note [2] are swapped"],
    ),
    (
        lambda report: replace(
            report, notes=(*report.notes, replace(report.notes[0], id="note-9", label=read_label("[9]"), content=()))
        ),
        ["note [9] was not expected"],
    ),
    # the metadata
    (
        metadata(title="Report of evry node"),
        ["the title in the metadata reads “Report of evry node”, not “Report of every node”"],
    ),
    (metadata(symbol=None), ["the metadata have lost the symbol “X/1/Add.2”"]),
    (
        metadata(authors=("Ann Author",)),
        ["the list of authors in the metadata reads “Ann Author”, not “Ann Author; Bo Author”"],
    ),
    (
        metadata(date=Date("4 June 2031", "2031-06-05")),
        ["the date in ISO 8601 in the metadata reads “2031-06-05”, not “2031-06-04”"],
    ),
    (metadata(language="fr"), ["the language in the metadata reads “fr”, not “en”"]),
    # several at once, in document order
    (
        both(at("par-2", gone), at("div-2", fields(label=read_label("III."))), metadata(organ=None)),
        [
            "the metadata have lost the organ “The Organ”",
            "paragraph 2. is missing",
            "the number of heading II. reads III.",
        ],
    ),
]


@pytest.mark.parametrize(("edit", "messages"), PLANTED, ids=[messages[0][:60] for _, messages in PLANTED])
def test_a_planted_difference_is_told_and_nothing_else(edit: Edit, messages: list[str]) -> None:
    assert told(every_node(), edit(every_node())) == messages


def test_a_field_that_was_not_expected_is_told() -> None:
    bare = replace(every_node(), metadata=Metadata("Title", "en"))
    more = replace(bare, metadata=Metadata("Title", "en", organ="An organ"))
    assert told(bare, more) == ["the organ in the metadata was not expected: “An organ”"]


def numbered(*numbers: int) -> Report:
    """Paragraphs with these numbers, each with words of its own."""
    words = ("one", "two", "three", "four", "five", "six")
    content = (paragraph(f"par-{n}", f"Words of {words[at]}.", label=f"{n}.") for at, n in enumerate(numbers))
    return Report(Metadata("Numbers", "en"), tuple(content))


def test_a_numbering_that_restarts_is_one_difference() -> None:
    assert told(numbered(1, 2, 3, 4, 5, 6), numbered(1, 2, 3, 1, 2, 3)) == [
        "the numbering restarts at paragraph 4., which reads 1., to paragraph 6., which reads 3."
    ]


def test_a_dropped_paragraph_and_the_numbers_that_closed_up_are_two() -> None:
    found = numbered(1, 2, 3, 4, 5, 6)
    gap = (*found.content[:2], *(_renumbered(node, -1) for node in found.content[3:]))
    assert told(found, replace(found, content=gap)) == [
        "paragraph 3. is missing",
        "the numbering is off from paragraph 4., which reads 3., to paragraph 6., which reads 5.",
    ]


def _renumbered(node: Any, by: int) -> Paragraph:
    label = f"{node.label.value + by}."
    return Paragraph(f"par-{label[:-1]}", node.content, read_label(label))


def test_a_numbering_printed_in_another_form_is_one_difference() -> None:
    report = numbered(1, 2, 3)
    lettered = (replace(node, label=read_label(f"({sign})")) for node, sign in zip(report.content, "abc", strict=True))
    assert told(report, replace(report, content=tuple(lettered))) == [
        "the numbering has another form from paragraph 1., which reads (a), to paragraph 3., which reads (c)"
    ]


def test_texts_swapped_under_their_numbers_are_one_difference() -> None:
    report = numbered(1, 2, 3, 4)
    one, two, three, four = (node for node in report.content if isinstance(node, Paragraph))
    crossed = (one, replace(two, content=three.content), replace(three, content=two.content), four)
    assert told(report, replace(report, content=crossed)) == ["paragraph 2. and paragraph 3. are swapped"]


def test_a_heading_that_goes_up_takes_what_follows_with_it_in_one_difference() -> None:
    def nested(*inner: Division) -> Division:
        return Division("div-1", 1, (Text("Top"),), inner, read_label("I."))

    def section(id: str, label: str, level: int, *inner: Division) -> Division:
        words = paragraph(f"p-{id}", f"Text under {label}")
        return Division(id, level, (Text(f"Section {label}"),), (words, *inner), read_label(label))

    expected = Report(Metadata("T", "en"), (nested(*(section(f"d-{x}", f"{x}.", 2) for x in "ABC")),))
    third = section("d-C", "C.", 2)
    found = replace(expected, content=(nested(section("d-A", "A.", 2)), section("d-B", "B.", 1, third)))
    assert told(expected, found) == ["heading I. > B. stands on level 1, not 2"]


def test_ids_given_anew_are_told_once_for_each_node_and_calls_and_links_follow_them() -> None:
    report = every_node()
    text = msgspec.json.encode(report).replace(b'note-1"', b'note-one"').replace(b"note-1-p-1", b"note-one-p-1")
    assert told(report, msgspec.json.decode(text, type=Report)) == ["the id of note [1] is note-one, not note-1"]


def test_what_stands_more_than_once_is_told_apart() -> None:
    content = tuple(
        Division(f"div-{n}", 1, (Text(f"Part {n}"),), (paragraph(f"par-1-{n}", f"Part {n} text.", label="1."),))
        for n in (1, 2)
    )
    report = Report(Metadata("T", "en"), content)
    assert told(report, at("par-1-2", gone)(report)) == ["paragraph 1. under heading “Part 2” is missing"]


def test_a_difference_says_its_kind_its_place_and_both_sides() -> None:
    (difference,) = differences(every_node(), at("box-2", fields(language="fr"))(every_node()))
    assert (difference.kind, difference.where, difference.expected, difference.found) == (
        "language", "box 2 (after paragraph 3 bis.)", "zh-Hans", "fr",
    )  # fmt: skip


def test_an_empty_report_is_told_by_its_headings_and_notes_alone() -> None:
    report = every_node()
    assert len(differences(report, Report(report.metadata, ()))) == 3 + len(report.notes)


def test_a_note_is_compared_like_any_other_node() -> None:
    note = Note("note-1", read_label("[1]"), (paragraph("note-1-p-1", "A."), paragraph("note-1-p-2", "Beta gamma.")))
    report = Report(Metadata("T", "en"), (paragraph("p-1", "x", NoteRef("note-1")),), (note,))
    assert told(report, at("note-1-p-2", reading("Beta gamme."))(report)) == [
        "a character of paragraph 2 in note [1] is replaced after “Beta gamm”: “a” (U+0061) reads “e” (U+0065)"
    ]
