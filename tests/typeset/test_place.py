"""Pages filled, in a notation of one letter a line.

body   slugs 10 points high, one to a letter; after it `+` keeps it with the next, `*` calls note n, `!` begins a page
page   `abc|n2` holds a, b, c and the first two lines of note n; a page is 50 points high, the space over notes is 5
"""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from converter.typeset.area import Area
from converter.typeset.place import fill
from converter.typeset.slugs import Frame, Slug

HEIGHT, LINE, PADDING = 50.0, 10.0, 4.0


def body(notation: str) -> list[Slug]:
    return [
        Slug(LINE, ids=(letter,), keep="+" in marks, calls=("n",) if "*" in marks else (), fresh="!" in marks)
        for letter, marks in re.findall(r"([a-z])([+*!]*)", notation)
    ]  # fmt: skip


def area(slugs: list[Slug], note: int = 0) -> Area:
    notes = {"n": [Slug(LINE) for _ in range(note)]}
    return Area(slugs, notes, HEIGHT, 5.0, PADDING, 3.0, 3.0)


def pages(slugs: list[Slug], note: int = 0) -> str:
    out = []
    for sheet in fill(area(slugs, note)):
        letters = "".join(slug.ids[0] for slug in slugs[sheet.start : sheet.end])
        out.append(letters + "".join(f"|n{part.end - part.start}" for part in sheet.parts))
    return " ".join(out)


@pytest.mark.parametrize(
    ("notation", "note", "expected"),
    [
        ("abcdefg", 0, "abcde fg"),
        ("abcde+fg", 0, "abcd efg"),  # a page does not end after a line that is kept
        ("abc+d+e+fg", 0, "ab cdefg"),  # nor anywhere in a chain of them
        ("a+b+c+d+e+f+g", 0, "abcde fg"),  # a chain longer than a page is parted all the same
        ("abc!d", 0, "ab cd"),
        ("a*bcdefgh", 2, "ab|n2 cdefg h"),  # a note stands at the foot of the page of its call
        ("abcd*efg", 2, "abc de|n2 fg"),  # a call moves on to where its note can begin
        ("abcde*f", 1, "abcd ef|n1"),
        ("a*bcdefghijkl", 7, "a|n3 b|n3 cde|n1 fghij kl"),  # what is left of a note stands at the next feet
        ("a*b", 30, "a|n3 b|n3 |n4 |n4 |n4 |n4 |n4 |n4"),  # a note may need pages of its own
        ("ab*+cd", 9, "abc|n1 d|n3 |n4 |n1"),  # a note leaves room for what is kept with its call
    ],
)
def test_pages(notation: str, note: int, expected: str) -> None:
    assert pages(body(notation), note) == expected


def test_a_note_does_not_end_a_page_where_its_lines_are_bound() -> None:
    bound = Area(body("a*b"), {"n": [Slug(LINE, bond=n in (1, 3)) for n in range(4)]}, HEIGHT, 5.0, 0.0, 0.0, 0.0)
    assert [[part.end - part.start for part in sheet.parts] for sheet in fill(bound)] == [[2], [2]]


def test_the_greater_space_counts_between_two_slugs_and_none_on_top() -> None:
    slugs = [Slug(LINE, before=9.0, after=2.0), Slug(LINE, before=6.0)]
    assert [sheet.tops for sheet in fill(area(slugs))] == [(0.0, 16.0)]


def test_a_box_keeps_its_padding_on_both_sides_of_a_page_break() -> None:
    frame = Frame("box-1", 0.0, 100.0)
    sheets = list(fill(area([Slug(LINE, frames=(frame,)) for _ in range(6)])))
    assert [sheet.tops for sheet in sheets] == [(4.0, 14.0, 24.0, 34.0), (4.0, 14.0)]


def test_neighbouring_boxes_stand_apart() -> None:
    frames = [Frame(f"box-{n}", 0.0, 100.0) for n in (1, 2)]
    sheets = list(fill(area([Slug(LINE, frames=(frame,)) for frame in frames])))
    assert [sheet.tops for sheet in sheets] == [(4.0, 14.0 + PADDING + 3.0 + PADDING)]


def test_a_slug_higher_than_a_page_stands_alone() -> None:
    slugs = [Slug(LINE), Slug(90.0), Slug(LINE)]
    assert [(sheet.start, sheet.end) for sheet in fill(area(slugs))] == [(0, 1), (1, 2), (2, 3)]


def test_more_notes_than_a_page_holds_stand_under_the_box_that_calls_them() -> None:
    slug = Slug(LINE, calls=("1", "2", "3", "4"), frames=(Frame("box-1", 0.0, 100.0),))
    sheets = list(fill(Area([slug], {call: [Slug(LINE)] for call in slug.calls}, HEIGHT, 5.0, PADDING, 3.0, 3.0)))
    assert [len(sheet.parts) for sheet in sheets] == [2, 2]
    assert sheets[0].depth + PADDING + sheets[0].foot <= HEIGHT


# What is opened again


def opened_again(height: float, count: int = 6) -> Area:
    frame = Frame("table-1", 0.0, 100.0, bordered=False, again=lambda: (Slug(height, ids=("again",), keep=True),))
    return area([Slug(LINE, frames=(frame,)) for _ in range(count)])


def test_what_goes_on_is_opened_again_at_the_top_of_the_next_page() -> None:
    sheets = list(fill(opened_again(LINE, 11)))
    assert [len(sheet.heads) for sheet in sheets] == [0, 1, 1]
    assert [sheet.tops for sheet in sheets[1:]] == [(0.0, 10.0, 20.0, 30.0, 40.0), (0.0, 10.0, 20.0)]


def test_what_is_high_is_not_opened_again() -> None:
    assert [len(sheet.heads) for sheet in fill(opened_again(HEIGHT / 2))] == [0, 0]


def test_what_leaves_no_room_for_the_text_is_not_opened_again() -> None:
    slugs = opened_again(LINE).slugs
    high = [*slugs[:5], replace(slugs[5], height=45.0)]
    assert [len(sheet.heads) for sheet in fill(area(high))] == [0, 0]


def test_a_note_is_opened_again_where_it_goes_on() -> None:
    frame = Frame("n", 0.0, 100.0, bordered=False, again=lambda: (Slug(LINE),))
    note = {"n": [Slug(LINE, frames=(frame,)) for _ in range(5)]}
    sheets = list(fill(Area(body("a*b"), note, HEIGHT, 5.0, PADDING, 0.0, 0.0)))
    assert [[part.end - part.start for part in sheet.parts] for sheet in sheets] == [[3], [2]]
    assert sheets[1].foot == 5.0 + LINE + 2 * LINE
