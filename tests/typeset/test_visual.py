"""Lines of both directions: in which order atoms stand, and where; Arabic is written with its letters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from converter.model import Lang, Metadata, Report, Text
from converter.stylesheet import Role
from converter.typeset.atoms import Atoms
from converter.typeset.lines import Line, Measure, lines, single
from converter.typeset.runs import manner
from converter.typeset.setter import setter
from converter.typeset.visual import edges, places
from tests.samples import edition

SETTER = setter(edition(Report(Metadata("T", "en"), ())))
BODY: Role = SETTER.edition.style.roles.body


def row(text: str | tuple[Text | Lang, ...], language: str, limit: float = 1e9) -> Atoms:
    content = (Text(text),) if isinstance(text, str) else text
    return SETTER.atoms(SETTER.inking.runs(content, manner(BODY, language)), "p", limit, language)


def shown(line: Line) -> list[str]:
    """What is seen of a line's atoms, from left to right."""
    stands = places(line)
    held = sorted(line.atoms.spans(line.start, line.end), key=lambda span: stands[span[0]])
    return [line.atoms.text[start:end] for start, end in held if line.atoms.kinds[start] != "s"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("في عام 2030 كان", "ar", ["كان", "2030", "عام", "في"]),
        ("عام 2030، ثم", "ar", ["ثم", "،", "2030", "عام"]),  # a comma stands on the left of its number
        ("قرار A/78/1 صدر", "ar", ["صدر", "A/78/1", "قرار"]),
        ("من (412 سفينة) هنا", "ar", ["هنا", ")", "سفينة", "412", "(", "من"]),
        ("the word سلام عليكم here", "en", ["the", "word", "عليكم", "سلام", "here"]),
    ],
)
def test_order_of_atoms(text: str, language: str, expected: list[str]) -> None:
    assert shown(single(row(text, language), 0.0, 0.0)) == expected


def test_what_is_in_another_language_is_isolated() -> None:
    """The full stop of the English words stays on their right, and the Arabic goes on as if they were not there."""
    inside = (Text("قال "), Lang("en", (Text("yes 1."),)), Text(" 2 ثم"))
    assert shown(single(row(inside, "ar"), 0.0, 0.0)) == ["ثم", "2", "yes", "1.", "قال"]


def test_a_number_is_set_from_left_to_right_and_words_the_other_way() -> None:
    found = row("في 2030", "ar")
    assert [stretch.font.direction for stretch in found.stretches] == ["rtl", "ltr"]
    assert found.backward
    assert not row("the سلام", "en").backward


def test_places_fill_the_line_without_gaps() -> None:
    found = row("في عام 2030 كان the end، 5 % (أ) " * 9, "ar", 300)
    justified = lines(found, Measure(0.0, 300), BODY)
    for line in justified[:-1]:
        spots = sorted(edges for start, edges in places(line).items() if start < line.end)
        assert spots[0][0] == pytest.approx(0.0, abs=0.01)
        assert spots[-1][1] == pytest.approx(300, abs=0.01)
        gaps = [after - end for (_, end), (after, _) in pairwise(spots)]
        assert all(gap == pytest.approx(0, abs=0.01) or gap == pytest.approx(line.space, abs=0.01) for gap in gaps)


def test_spaces_at_the_end_of_a_line_hang_on_its_far_side() -> None:
    line = lines(row("كلمة كلمة كلمة", "ar", 40), Measure(0.0, 40), BODY)[0]
    assert line.hang > line.end
    assert places(line)[line.end][1] == pytest.approx(0.0)


def test_edges_of_a_phrase() -> None:
    line = single(row("في عام 2030 كان", "ar"), 0.0, 0.0)
    assert edges(line, 0, 2)[1] == pytest.approx(line.width)
    latin = single(row("one two", "en"), 0.0, 0.0)
    assert edges(latin, 0, 3)[0] == 0.0
    assert edges(latin, 4, 7)[1] == pytest.approx(latin.width)
