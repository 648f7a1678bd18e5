"""Where lines end, and how they are stretched: text in, lines out."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from converter.model import Metadata, Report
from converter.stylesheet import Role
from converter.typeset import rows
from converter.typeset.atoms import Atoms
from converter.typeset.hyphens import syllables
from converter.typeset.kinds import WIDE
from converter.typeset.lines import Line, Measure, lines, natural
from converter.typeset.rows import atoms
from converter.typeset.runs import Run, manner
from converter.typeset.setter import setter
from tests.samples import edition

EM = 10.0
SETTER = setter(edition(Report(Metadata("T", "en"), ())))


def role(align: str) -> Role:
    plain_role = msgspec.structs.replace(SETTER.edition.style.roles.body, size=EM, align=align)
    assert isinstance(plain_role, Role)
    return plain_role


def row(text: str, language: str, limit: float = 1e9) -> Atoms:
    return atoms([Run(text, manner(role("justify"), language))], SETTER.inking, limit)


def broken(text: str, ems: float, language: str = "zh-Hant", align: str = "justify") -> list[Line]:
    return lines(row(text, language, ems * EM), Measure(0.0, ems * EM), role(align))


def words(found: list[Line]) -> list[str]:
    return [line.atoms.text[line.start : line.end] for line in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三四五六七八九", ["一二三四五", "六七八九"]),
        ("一二三四五，六七八九", ["一二三四", "五，六七八", "九"]),  # no comma begins a line
        ("一二三四五,六七八九", ["一二三四", "五,六七八", "九"]),  # nor does the ASCII one
        ("一二三四「五六七」八", ["一二三四", "「五六七」", "八"]),  # no opening mark ends one
        ("一二三四（五）六七八", ["一二三四", "（五）六七", "八"]),
        ("一二三四——五六七八", ["一二三四", "——五六七", "八"]),  # a dash is not parted
        ("一二三四……五六七八", ["一二三", "四……五六", "七八"]),  # nor does an ellipsis begin a line
        ("一二三四2.16億人口", ["一二三四", "2.16億人", "口"]),  # a number is not parted
        ("一二三A/78/1號決議", ["一二三", "A/78/1號", "決議"]),  # nor a document symbol
        ("一二三四 五六七八九", ["一二三四", "五六七八九"]),  # a space hangs over the end
        ("一二三\t四五六", ["一二三 四", "五六"]),  # a tab is a space
    ],
)  # fmt: skip
def test_chinese_lines_of_five_ems(text: str, expected: list[str]) -> None:
    assert words(broken(text, 5)) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the long-standing question", "en", ["the long-", "standing", "question"]),
        ("see COVID-19 again", "en", ["see", "COVID-19", "again"]),
        ("10\u00a0000 de barges", "fr", ["10\u00a0000 de", "barges"]),
        ("dit\u00a0: oui, non", "fr", ["dit\u00a0: oui,", "non"]),
    ],
)
def test_other_lines_of_five_ems(text: str, language: str, expected: list[str]) -> None:
    assert words(broken(text, 5, language)) == expected


@pytest.mark.parametrize("text", ["工作，報告。", "工", "工作" * 600])
@pytest.mark.parametrize("limit", [1e9, float("inf")])
def test_wide_characters_alone_are_the_same_by_their_shorter_way(
    text: str, limit: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = row(text, "zh-Hant", limit)
    monkeypatch.setattr(rows, "_solid", lambda *_: None)
    longer = row(text, "zh-Hant", limit)
    assert shorter is not longer
    assert msgspec.structs.astuple(shorter) == msgspec.structs.astuple(longer)


def test_no_ideograph_is_left_alone_on_the_last_line() -> None:
    line = "甲乙丙丁戊己庚辛壬癸"
    assert words(broken(line * 2 + "子。", 10)) == [line, line[:-1], "癸子。"]
    assert words(broken(line * 2 + "子丑。", 10)) == [line, line, "子丑。"]
    assert words(broken(line + "1 2", 10)) == [line, "1 2"]


def test_a_long_symbol_ends_a_line_only_where_that_would_gape() -> None:
    assert words(broken("一二三四五六七八九ST/AI/189/Add.9/Rev.2", 12)) == [
        "一二三四五六七八九",
        "ST/AI/189/Add.9/Rev.2",
    ]
    assert words(broken("一二三ST/AI/189/Add.9/Rev.2四五", 10)) == ["一二三ST/AI/189/", "Add.9/Rev.2四五"]


def test_a_word_wider_than_the_line_is_parted_anywhere() -> None:
    found = broken("Donaudampfschiffahrt", 4, "en")
    assert "".join(words(found)) == "Donaudampfschiffahrt"
    assert len(found) > 1
    assert all(line.width <= 4 * EM for line in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三葛\U000e0100四五", ["一二三葛\U000e0100", "四五"]),
        ("一二三四葛\U000e0100五", ["一二三四", "葛\U000e0100五"]),
        ("e\u0301e\u0301e\u0301" * 4, ["e\u0301" * 7, "e\u0301" * 5]),  # a word wider than the line
        ("abc/\u0338def/\u0338ghi", ["abc/\u0338def/\u0338", "ghi"]),
    ],
)
def test_a_mark_is_never_parted_from_what_it_is_combined_with(text: str, expected: list[str]) -> None:
    assert words(broken(text, 4)) == expected


# Stretching


@pytest.mark.parametrize(
    "text", ["一二三四五，六七八九" * 8, "工作2.16億A/78/1「引文」" * 8, "葛\U000e0100城2.16葛\U000e0100飾" * 8]
)
def test_justified_lines_end_at_the_measure_and_the_last_stays_natural(text: str) -> None:
    found = broken(text, 7.3)
    assert {round(line.width, 6) for line in found[:-1]} == {73.0}
    assert (found[-1].gap, found[-1].space) == (0.0, 0.0)


@pytest.mark.parametrize("count", [1, 999, 1000, 1001, 2500])
def test_each_of_wide_characters_alone_takes_an_em_however_many_they_are(count: int) -> None:
    assert row("一" * count, "zh-Hant").totals == tuple(EM * place for place in range(count + 1))


def test_a_chinese_line_is_stretched_at_its_joints_and_a_latin_one_at_its_spaces() -> None:
    chinese, latin = broken("一二三四五六七八", 5.5)[0], broken("one two three four", 5.5, "en")[0]
    assert chinese.gap > 0
    assert chinese.space == 0
    assert latin.space > 0
    assert latin.gap == 0


@pytest.mark.parametrize("text", ["一二，三2.16葛\U000e0100——四「五」 A/78/1號……億", "…" * 12, "a 一b 二 c" * 3])
def test_a_line_has_a_gap_at_every_joint_and_none_where_it_has_none(text: str) -> None:
    for line in broken(text, 4.3):
        kinds = line.atoms.kinds[line.start : line.end].replace("j", "")
        joints = sum(b != "c" and (a in WIDE or b in WIDE) for a, b in pairwise(kinds))
        stretched = joints * line.gap + sum(map(kinds.count, "sz")) * line.space
        assert line.width == pytest.approx(natural(line.atoms, line.start, line.end) + stretched)
        assert joints or not line.gap


def test_a_paragraph_whose_lines_gape_is_broken_as_a_whole() -> None:
    text = "aaa bb cc ddddd eeee ff ggggggggg hh iii jjjj kkkkkkkkkk ll"
    filled = ["aaa bb cc ddddd eeee ff", "ggggggggg hh iii jjjj", "kkkkkkkkkk ll"]
    assert words(broken(text, 12, "en", align="start")) == filled
    assert words(broken(text, 12, "en")) == ["aaa bb cc ddddd eeee", "ff ggggggggg hh iii jjjj", "kkkkkkkkkk ll"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("many international organizations", "en", ["many interna", "tional organizations"]),
        ("их государственные учреждения", "ru", ["их государствен", "ные учреждения"]),
        ("ses responsabilités institutionnelles", "fr", ["ses responsabi", "lités institutionnelles"]),
        ("see UNINTERRUPTIBLE well-established", "en", ["see", "UNINTERRUPTIBLE", "well-established"]),
    ],
)
def test_what_gapes_is_hyphenated(text: str, language: str, expected: list[str]) -> None:
    found = broken(text, row(expected[0], language).width / EM + 0.6, language)
    assert words(found)[0] == expected[0]
    assert "".join(words(found)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("создать", "ru", ["со-", "здать"]),
        ("уровне", "ru", ["уров-", "не"]),  # two letters may stand alone in Russian,
        ("vaste", "fr", ["vaste"]),  # not after a hyphen elsewhere
        ("tomar", "es", ["to-", "mar"]),
        ("boat", "en", ["boat"]),  # a short word is whole
    ],
)
def test_how_few_letters_may_stand_beside_a_hyphen(text: str, language: str, expected: list[str]) -> None:
    places = [0, *syllables(text, language), len(text)]
    assert "- ".join(text[start:end] for start, end in pairwise(places)).split(" ") == expected


def test_a_few_ideographs_among_words_do_not_make_lines_gape() -> None:
    text = (
        "The librarians of 漢口 asked institutional counterparts for responsibilities that international organizations "
        "rarely understand, and representatives of 南寧 answered with extraordinarily comprehensive recommendations."
    )
    found = broken(text, 22, "en")
    assert max(line.space for line in found) < 0.4 * EM
    assert [line.gap for line in found] == [0.0] * len(found)


def test_a_hyphen_counts_at_a_lines_end_alone() -> None:
    hyphenated = row("co\u00adoperation", "en")
    assert hyphenated.width == pytest.approx(row("co", "en").width + row("operation", "en").width, abs=0.1)
    assert hyphenated.hyphens == {2: pytest.approx(row("‐", "en").width)}
    assert broken("co\u00adoperation", 5.2, "en", align="start")[0].width > row("co", "en").width


def test_a_ragged_line_is_never_pressed_or_stretched() -> None:
    for line in broken("一二三四五六七八九十" * 5, 5.95, align="start"):
        assert (line.gap, line.space) == (0.0, 0.0)
        assert line.width <= 5.95 * EM


def test_a_ragged_line_ends_at_a_printed_space_that_is_near() -> None:
    assert words(broken("一二三四五六七 八九十一二", 10, align="start")) == ["一二三四五六七", "八九十一二"]


def test_centred_and_flush_right() -> None:
    assert broken("一二", 6, align="center")[0].x == pytest.approx(2 * EM)
    assert broken("一二", 6, align="end")[0].x == pytest.approx(4 * EM)


# Between scripts and marks


def test_a_quarter_em_parts_ideographs_from_letters_and_digits() -> None:
    assert row("在2030年", "zh-Hant").width - row("2030", "zh-Hant").width == pytest.approx(2 * EM + 2 * EM / 4)


@pytest.mark.parametrize(("language", "quarters"), [("zh-Hans", 2), ("ja", 2), ("ko", 0), ("en", 0)])
def test_a_quarter_em_is_of_some_languages(language: str, quarters: int) -> None:
    apart = sum(row(text, language).width for text in ("在", "2030", "年"))
    assert row("在2030年", language).width == pytest.approx(apart + quarters * EM / 4)


def test_a_letter_with_a_mark_is_parted_from_ideographs_as_any_letter() -> None:
    assert set(row("在e\u0301年", "zh-Hant").extras.values()) == {EM / 4}
    assert row("在e\u0301葛\U000e0100e\u0301年", "zh-Hant").kinds == "hwjkjwjh"
    assert len(row("在e\u0301葛\U000e0100e\u0301年", "zh-Hant").extras) == 4


def test_an_ideograph_keeps_its_em_when_another_face_prints_its_mark() -> None:
    assert row("天中\u0301文", "zh-Hant").width >= 3 * EM


def test_a_mark_without_a_letter_is_not_parted_from_ideographs() -> None:
    assert row("在 \u0301年", "zh-Hant").extras == {}


@pytest.mark.parametrize("text", ["在 2030 年", "在，2030（年", "增%年"])
def test_no_quarter_em_beside_spaces_and_marks(text: str) -> None:
    assert row(text, "zh-Hant").extras == {}


def test_no_quarter_em_at_a_lines_end() -> None:
    assert broken("一二三四2030", 5)[0].width == pytest.approx(5 * EM)
    assert broken("一二三四2030", 5, align="start")[0].width == pytest.approx(4 * EM)


@pytest.mark.parametrize(
    ("text", "language", "ems"),
    [
        ("」，", "zh-Hant", 1.5),
        ("，「", "zh-Hant", 1.5),
        ("。」", "zh-Hant", 1.75),
        ("。」", "zh-Hans", 1.5),
        ("》《", "zh-Hans", 1.5),
        ("一「", "zh-Hans", 2.0),
    ],
)
def test_neighbouring_marks_share_their_blank_space(text: str, language: str, ems: float) -> None:
    assert row(text, language).width == pytest.approx(ems * EM)


@pytest.mark.parametrize("align", ["justify", "start"])
def test_a_mark_that_shares_its_blank_has_it_back_at_a_lines_end(align: str) -> None:
    """Squeezed together the marks would fit; the first one alone at the end of its line does not."""
    found = broken("（第一章）（第一章）（第一章）", 4.75, "zh-Hans", align)
    assert [line.width <= 4.75 * EM for line in found] == [True] * len(found)
    assert "".join(words(found)) == "（第一章）（第一章）（第一章）"
