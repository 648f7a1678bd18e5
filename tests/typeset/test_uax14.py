"""Line breaking against readable cases, and against the file of the Unicode Consortium."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.typeset import uax14
from converter.typeset.uax14 import MANDATORY, PROHIBITED, classes, opportunities
from converter.typeset.unicode_tables import LETTERS, line_break, make
from tests.conftest import absent

UNICODE_DATA = Path("/usr/share/unicode")


def parted(text: str, language: str | None) -> str:
    """The text with | where a line may end and ¶ where it has to."""
    found = opportunities(text, language)
    return "".join(("", "|", "¶")[may] + character for may, character in zip(found, text, strict=False))


@pytest.mark.parametrize(
    "expected",
    [
        "第|三|章",
        "他|说：|“可|以”。|她|说：|‘不’！",
        "（见|下|文）|和|《宪|章》",
        "阿|尔·|戈|尔",
        "一|九|九|○|至|二|○|○|○|年",
        "和|平|——|发|展",
        "水、|电……",
        "共 |3.5%，|5‰，|7 km|以|上",
        "１|０％|以|上",
        "达|12,345.6|吨",
        "第|1244(1999)|号|决|议",
        "文|件|(A/78/1)|指|出",
        "见|ST/AI/189/Add.9/Rev.2|号",
        "见|TD/B/EX(74)/L.2。",
        "the |people’s |Republic|（PRC）",
        "男／女",
        "コ|ン|ピュー|ター",
        "①|甲|②|乙",
    ],
)
def test_chinese(expected: str) -> None:
    assert parted(expected.replace("|", ""), "zh-Hans") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "a |well-|known |“word” |(in |brackets), |no.”"),
        ("en", "documents |A/78/1, |A/78/1/Add.2 |and |E/CN.4/2005/10"),
        ("en", "resolution |1244 (1999), |para. 12"),
        ("en", "and/|or, |https://|un.org/|page"),
        ("en", "over |12 500 |people, |3.5 million, |40 %, |7 km²"),
        ("en", "US$5.4 |or |-3 |to .5"),
        ("en", "in |1999 – |and |later|—|much"),
        ("en", "a\u00a0b |c\u2011d |e\u2060f"),
        ("en", "co\u00ad|operate, |long\u200b|word"),
        ("en", "line\n¶line"),
        ("fr", "L’« Assemblée |générale » |dit : |« oui » !"),
        ("fr", "§ 5, |art. 12"),
        ("ru", "Ассамблея — |орган |(п. 5), |12 млн |руб."),
        ("es", "La |Asamblea |—órgano |principal— |dijo: |¿qué?"),
        ("ar", "قرار |المجلس |S/RES/1244 (1999)، |5 %"),
        ("ar", "مُ\u200dحَمَّد |كَتَبَ"),
        ("ko", "한|국|어 |문|장"),
    ],
)
def test_other_languages(language: str, expected: str) -> None:
    assert parted(expected.replace("|", "").replace("¶", ""), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [(None, "他|说“是”的|①a"), ("zh", "他|说|“是”|的|①|a"), ("en", "他|说“是”的|①a")],
)
def test_quotation_marks_and_ambiguous_characters_depend_on_the_language(language: str | None, expected: str) -> None:
    assert parted(expected.replace("|", ""), language) == expected


@pytest.mark.parametrize("mark", "，。、；：？！）》」』】〕”’…·～％々ー")
def test_no_chinese_line_begins_with(mark: str) -> None:
    assert opportunities("中" + mark + "文", "zh")[1] == PROHIBITED


@pytest.mark.parametrize("mark", "（《「『【〔“‘￥／")
def test_no_chinese_line_ends_with(mark: str) -> None:
    assert opportunities("中" + mark + "文", "zh")[2] == PROHIBITED


def test_classes_are_one_letter_for_each_character() -> None:
    names = {letter: name for name, letter in LETTERS.items()}
    assert [names[letter] for letter in classes("中A1,（ ”각가", "zh")] == [
        "ID", "AL", "NU", "IS", "wide OP", "SP", "CL", "H3", "H2",
    ]  # fmt: skip


def test_an_empty_text_has_no_opportunity() -> None:
    assert list(opportunities("")) == [PROHIBITED]


@given(st.text(), st.sampled_from([None, "zh", "en", "fr"]))
def test_a_text_has_one_item_more_than_characters_from_its_start_to_its_end(text: str, language: str | None) -> None:
    found = opportunities(text, language)
    assert len(found) == len(text) + 1
    assert found[0] == PROHIBITED
    assert found[-1] == (MANDATORY if text else PROHIBITED)


@given(
    st.lists(st.from_regex(r"\A([A-Z]{1,6}|[A-Z]?[a-z]{0,4}\.?[0-9]{1,4})(\([0-9]{2}\))?\Z"), min_size=1, max_size=5)
)
def test_no_line_ends_within_the_symbol_of_a_document(parts: list[str]) -> None:
    symbol = "/".join(["A", *parts, "1"])
    for text in (f"见{symbol}号", f"（{symbol}）", f"see {symbol}, and"):
        start = text.index(symbol) + 1
        assert not any(opportunities(text, "zh")[start : start + len(symbol) - 1])


def unicode_data(name: str) -> Path:
    """A file of the Unicode Character Database, of the version that the table was made from."""
    path = UNICODE_DATA / name
    if not path.is_file():
        absent(f"Debian's unicode-data, which has {name},", "apt-get install unicode-data")
    version = path.read_text("utf-8").partition("-")[2].partition(".txt")[0]
    if version != line_break.VERSION:
        pytest.skip(f"{path} is of Unicode {version}, the table of {line_break.VERSION}")
    return path


@pytest.mark.slow
def test_line_break_test() -> None:
    """Every line of the file, untailored: no deviation."""
    failed = []
    lines = unicode_data("auxiliary/LineBreakTest.txt").read_text("utf-8").splitlines()
    cases = [fields for line in lines if (fields := line.partition("#")[0].split())]
    for case in cases:
        text = "".join(chr(int(code, 16)) for code in case[1::2])
        if [may != PROHIBITED for may in opportunities(text)] != [mark == "÷" for mark in case[::2]]:
            failed.append(case)
    assert failed == []
    assert len(cases) > 7000


@pytest.mark.slow
def test_the_tables_are_what_their_script_makes() -> None:
    data = unicode_data("LineBreak.txt").parent
    written = {path.name: path.read_text("utf-8") for path in make.HERE.glob("*.py")}
    assert written["line_break.py"] == make.line_break_module(data)
    assert written["bidi_pairs.py"] == make.bidi_module(data)


def test_letters_are_alike_where_no_rule_for_pairs_makes_a_difference() -> None:
    common = "".join(uax14.ALIKE_BEFORE)
    assert sorted(common) == sorted("".join(uax14.ALIKE_AFTER))
    for first, second in product(LETTERS.values(), repeat=2):
        assert list(uax14._between(first + second)) == [uax14._PAIRS[first + second]]
        assert list(uax14._between(f"i{first}{second}i"))[1] == uax14._PAIRS[first + second]
