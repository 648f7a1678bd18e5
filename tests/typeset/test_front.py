"""Title page, imprint, contents, heads and feet: report in, words on pages out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest
from msgspec.structs import replace

from converter.edition import Edition
from converter.model import Date, Division, Label, Metadata, Report, Rights, Source, Text
from converter.typeset.lines import Line
from converter.typeset.pages import Page
from tests.samples import edition, paragraph

METADATA = Metadata(
    "A title", "en", symbol="X/1", organ="The Organ", authors=("Ann", "Bob"), place="Port", session="First session",
    date=Date("4 June 2031", "2031-06-04"), source=Source("x.txt", "ab" * 32),
    rights=Rights(("Free to all.",), "https://creativecommons.org/publicdomain/mark/1.0/"),
)  # fmt: skip


def chapters(*headings: str, level: int = 1) -> tuple[Division, ...]:
    return tuple(
        Division(f"div-{n}", level, (Text(heading),), (paragraph(f"p-{n}", "word " * 900),), Label(f"{n}."))
        for n, heading in enumerate(headings, 1)
    )


def words(lines: Iterable[Line]) -> list[str]:
    return [line.atoms.text[line.start : line.end] for line in lines]


def text(page: Page) -> list[str]:
    return words(piece.line for placed in page.text for piece in placed.slug.pieces if piece.passage.part != "leader")


def report(*content: Division, metadata: Metadata = METADATA) -> Edition:
    return edition(Report(metadata, content))


def test_the_title_page() -> None:
    page = report(*chapters("One")).pages.front[0]
    assert text(page) == ["X/1", "The Organ", "First session", "A title", "Ann", "Bob", "Port · 4 June 2031"]
    assert (page.heads, page.feet) == ((), ())


def test_the_imprint_stands_at_the_foot_of_the_title_pages_back() -> None:
    made = report(*chapters("One"))
    page = made.pages.front[1]
    assert text(page)[0] == "Source: x.txt"
    assert text(page)[-1] == "Rights: https://creativecommons.org/publicdomain/mark/1.0/"
    last = page.text[-1]
    assert last.y + last.slug.height == pytest.approx(made.pages.height - made.style.page.bottom)


def test_the_contents_name_label_heading_and_page() -> None:
    made = report(*chapters("One", "Two"))
    second = made.pages.labels[made.pages.positions["div-2"].page]
    assert text(made.pages.front[2]) == ["Contents", "1. ", "One", "1", "2. ", "Two", second]


def test_the_contents_go_as_deep_as_the_style_says() -> None:
    made = report(*chapters("Deep", level=9), *chapters("Shallow"))
    assert "Deep" not in text(made.pages.front[2])
    assert "Shallow" in text(made.pages.front[2])


def test_a_report_without_divisions_has_no_contents() -> None:
    assert len(edition(Report(METADATA, (paragraph("p-1", "word"),))).pages.front) == 2


def test_leaders_end_in_one_line_and_meet_no_words() -> None:
    page = report(*chapters("One", "A longer heading")).pages.front[2]
    lines = [{piece.passage.part: piece.line for piece in placed.slug.pieces} for placed in page.text[1:]]
    assert len({round(line["leader"].x + line["leader"].width, 3) for line in lines}) == 1
    assert all(line["text"].x + line["text"].width < line["leader"].x for line in lines)
    assert all(line["leader"].x + line["leader"].width < line["page"].x for line in lines)


def test_a_style_without_leaders_has_none() -> None:
    made = report(*chapters("One"))
    style = replace(made.style, contents=replace(made.style.contents, leader=""))
    page = replace(made, style=style).pages.front[2]
    assert {piece.passage.part for placed in page.text for piece in placed.slug.pieces} == {"label", "text", "page"}


def test_heads_and_feet_of_left_and_right_pages() -> None:
    chapter = Division("div-1", 1, (Text("One"),), (paragraph("p-1", "word " * 2000),), Label("1."))
    right, left = report(chapter).pages.body[:2]
    assert words(piece.line for piece in right.heads) == ["A title", "X/1"]
    assert words(piece.line for piece in left.heads) == ["X/1", "1. One"]
    assert words(piece.line for piece in right.feet) == ["1"]


def test_a_long_title_is_shortened_in_the_head_only() -> None:
    long = msgspec.structs.replace(METADATA, title="A very long title " * 12)
    made = report(*chapters("One"), metadata=long)
    title, symbol = made.pages.body[0].heads
    assert words([title.line])[0].startswith("A very long title A very")
    assert words([title.line])[0].endswith("…")
    assert title.x + title.line.width < symbol.x
    assert " ".join(text(made.pages.front[0])).count("very long") == 12


def test_the_inner_margin_is_at_the_spine() -> None:
    made = report(*chapters("One", "Two"))
    page = msgspec.structs.replace(made.style.page, inner=type(made.style.page.inner)(100.0))
    style = msgspec.structs.replace(made.style, page=page)
    right, left = replace(made, style=style).pages.body[:2]
    assert (right.text[0].x, left.text[0].x) == (100.0, page.outer)
