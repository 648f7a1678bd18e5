"""Labels: what was printed, what it counts, and whether a counter would print the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.labels import Frame, frame, mark, numeral, read_label, titled
from converter.model import Label, Scheme

COUNTING: tuple[Scheme, ...] = (
    "decimal", "letter", "capital", "roman", "capital-roman", "chinese", "cyrillic", "capital-cyrillic", "abjad",
    "symbol",
)  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "scheme", "value"),
    [
        ("47.", "decimal", 47),
        ("1 -", "decimal", 1),
        ("[1]", "decimal", 1),
        ("٣.", "decimal", 3),
        ("(a)", "letter", 1),
        ("c)", "letter", 3),
        ("(i)", "roman", 1),
        ("A.", "capital", 1),
        ("C.", "capital", 3),
        ("I.", "capital-roman", 1),
        ("XIV.", "capital-roman", 14),
        ("Chapter IV.", "capital-roman", 4),
        ("第一章", "chinese", 1),
        ("第二十一節", "chinese", 21),
        ("第一百零三條", "chinese", 103),
        ("第12章", "decimal", 12),
        ("一、", "chinese", 1),
        ("(十)", "chinese", 10),
        ("(б)", "cyrillic", 2),
        ("Глава 2", "decimal", 2),
        ("(ج)", "abjad", 3),
        ("**", "symbol", 2),
        ("ثانيا -", "other", 2),
        ("جيم -", "other", 3),
        ("第零一章", "other", None),
        ("第一百一章", "other", None),
        ("Annex", "other", None),
        ("", "other", None),
    ],
)
def test_printed_labels_are_read(printed: str, scheme: Scheme, value: int | None) -> None:
    label = read_label(printed)
    assert (label.printed, label.scheme, label.value, label.suffix) == (printed, scheme, value, "")


@pytest.mark.parametrize(
    ("printed", "value", "suffix"), [("47 bis.", 47, "bis"), ("3ter.", 3, "ter"), ("47之二.", 47, "之二")]
)
def test_what_follows_a_number_is_kept(printed: str, value: int, suffix: str) -> None:
    assert read_label(printed) == Label(printed, "decimal", value, suffix)


def test_neighbours_say_what_a_lone_letter_counts() -> None:
    assert read_label("I.", "capital") == Label("I.", "capital", 9)
    assert read_label("(i)", "letter") == Label("(i)", "letter", 9)
    assert read_label("C.", "capital-roman") == Label("C.", "capital-roman", 100)
    assert read_label("B.", "capital-roman") == Label("B.", "other", None)


@pytest.mark.parametrize(
    ("printed", "framed"),
    [
        ("47.", Frame("", ".")),
        ("(a)", Frame("(", ")")),
        ("第二章", Frame("第", "章")),
        ("Annex A", Frame("Annex ", "")),
        ("Part 1", Frame("Part ", "")),
        ("47 bis.", None),
        ("٣.", None),
        ("باء -", None),
        ("Preface", None),
    ],
)
def test_a_frame_is_what_a_counter_would_print_around_the_numeral(printed: str, framed: Frame | None) -> None:
    assert frame(read_label(printed)) == framed


@given(st.sampled_from(COUNTING), st.integers(1, 26))
def test_numerals_are_read_back(scheme: Scheme, value: int) -> None:
    written = numeral(scheme, value)
    if written is not None:
        assert read_label(written, scheme).value == value
        assert frame(Label(f"({written})", scheme, value)) == Frame("(", ")")


@given(st.integers(1, 999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    written = numeral("chinese", value)
    assert written is not None
    assert read_label(f"第{written}章") == Label(f"第{written}章", "chinese", value)


@pytest.mark.parametrize(("scheme", "value"), [("decimal", 0), ("chinese", 1000), ("roman", 4000), ("other", 1)])
def test_what_no_scheme_reaches_has_no_numeral(scheme: Scheme, value: int) -> None:
    assert numeral(scheme, value) is None


@given(st.text(max_size=30))
def test_any_text_can_be_a_label(text: str) -> None:
    assert read_label(text).printed == text


@pytest.mark.parametrize(
    "hostile", ["章" * 5000 + "x", "1" + ")" * 5000 + "x", "x" * 5000, "i" * 5000, "1" + " " * 5000 + "x"]
)
def test_long_labels_are_read_at_once(hostile: str) -> None:
    assert read_label(hostile).value is None


@pytest.mark.parametrize(
    ("printed", "bare"), [("[1]", "1"), ("1.", "1"), ("*", "*"), ("(a)", "a"), ("註", "註"), ("[", "[")]
)
def test_a_mark_stands_without_its_brackets(printed: str, bare: str) -> None:
    assert mark(Label(printed)) == bare


def test_label_and_heading_make_one_line() -> None:
    assert titled(Label("A."), "Boats") == "A. Boats"
    assert titled(Label("第一章"), "") == "第一章"
    assert titled(None, "Boats") == "Boats"
