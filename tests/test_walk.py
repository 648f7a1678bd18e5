"""Ways through a report: document order, notes last, text without calls."""

from __future__ import annotations

from converter.model import Break, Lang, Link, NoteRef, Styled, Text
from converter.walk import blocks, calls, inlines, languages, nodes, plain
from tests.samples import every_node, paragraph


def test_blocks_come_in_document_order_with_items_and_cells() -> None:
    section = every_node().content[1].content[-1]  # type: ignore[union-attr]
    assert [node.id for node in blocks((section,))] == [  # type: ignore[arg-type]
        "div-1-a", "par-3", "par-3-bis", "list-3", "list-3-1", "list-3-1-p-1", "list-3-2", "list-3-2-p-1",
        "box-1", "box-1-p-1", "box-2", "box-2-p-1", "box-2-p-2", "quotation-1", "quotation-1-p-1",
        "table-1", "cell-1", "cell-2", "cell-3", "cell-4", "cell-5", "figure-1", "unread-1",
    ]  # fmt: skip


def test_nodes_end_with_the_notes_and_their_blocks() -> None:
    assert [node.id for node in nodes(every_node())][-2:] == ["note-5", "note-5-p-1"]


def test_inlines_are_followed_by_those_within_them() -> None:
    inner = Text("b")
    outer = Styled("strong", (Lang("fr", (inner,)), Link("#x", ())))
    assert list(inlines((Text("a"), outer, Break()))) == [
        Text("a"), outer, outer.content[0], inner, outer.content[1], Break(),
    ]  # fmt: skip


def test_plain_text_has_breaks_as_newlines_and_no_calls() -> None:
    words = paragraph("p", "one", NoteRef("n"), Break(), Styled("emphasis", (Text("two"),)))
    assert plain(words.content) == "one\ntwo"


def test_languages_come_in_the_order_of_their_appearance() -> None:
    assert languages(every_node()) == ("en", "fr", "zh-Hans", "ar")


def test_a_note_called_twice_has_two_calls() -> None:
    assert list(calls(every_node())) == ["note-1", "note-2", "note-1", "note-3", "note-4", "note-5"]
