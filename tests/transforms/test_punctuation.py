"""Full-width punctuation restored: a table of cases, and the evidence over a whole report."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.model import Metadata, NoteRef, Paragraph, Report, Text
from converter.reading import Normalised, Reading
from converter.transforms.punctuation import FULL_WIDTH, full_width, restore_punctuation
from tests.samples import every_node, paragraph

CASES = [
    # between Han characters
    ("木筏順流而下,船員歸家;天晴!真的?是:對", "木筏順流而下，船員歸家；天晴！真的？是：對"),
    ("(見附件)木筏(共十二隻)下水", "（見附件）木筏（共十二隻）下水"),
    ("《木筏,河流》,下水", "《木筏，河流》，下水"),
    ("「造,運,修!」運動", "「造，運，修！」運動"),
    # between Han and a number or a Latin word
    ("2030年,12隻下水;RAFT-12,河上的船", "2030年，12隻下水；RAFT-12，河上的船"),
    ("增加40%,其餘不變", "增加40%，其餘不變"),
    ("木筏,RAFT與船", "木筏，RAFT與船"),
    # numbers, times and shares keep theirs
    ("共1,250隻,每日10:30開船,比例3:1", "共1,250隻，每日10:30開船，比例3:1"),
    # document symbols keep theirs
    ("第1244(1999)號決議,R/12/1,R/12/2", "第1244(1999)號決議，R/12/1,R/12/2"),
    ("根據R/AI/9/Add.2第2條(僅供參考),下列", "根據R/AI/9/Add.2第2條（僅供參考），下列"),
    # enumerators keep theirs, the marks around them do not
    ("三項:(a)造船;(b)修船;(ii)運書。", "三項：(a)造船；(b)修船；(ii)運書。"),
    # Latin phrases and addresses keep theirs
    ("木筏(Raft, Inc.)下水", "木筏(Raft, Inc.)下水"),
    ("見https://example.org/a?b=1,c;船名Oak, Elm; Ash", "見https://example.org/a?b=1,c；船名Oak, Elm; Ash"),
    ("木筏病(RAFT-19)流行,各地", "木筏病(RAFT-19)流行，各地"),
    # pairs are decided together, and one without its other stays
    ("(甲(乙)丙)", "（甲（乙）丙）"),
    ("甲(乙", "甲(乙"),
    ("甲)乙", "甲)乙"),
    # set apart by a space, as in a title with its year
    ("木筏報告 (2031年)", "木筏報告 (2031年)"),
    ("木筏, 河流", "木筏, 河流"),
    # several in a row: all follow the first, or the last one alone parts two words
    ("真的?!對", "真的？！對"),
    ("真的?! 對", "真的？! 對"),
    ("RAFT?!對", "RAFT?！對"),
    # at the ends of a paragraph
    ("木筏:", "木筏："),
    (",木筏", ",木筏"),
]  # fmt: skip


@pytest.mark.parametrize(("folded", "printed"), CASES)
def test_case(folded: str, printed: str) -> None:
    assert full_width(folded) == printed


@given(st.text("木筏河ab1 ,;:!?()「」。\n"))
def test_one_character_takes_the_place_of_one_and_twice_is_once(text: str) -> None:
    once = full_width(text)
    assert full_width(once) == once
    unfolded = {wide: narrow for narrow, wide in FULL_WIDTH.items()}
    assert "".join(unfolded.get(character, character) for character in once) == text


@given(st.text("木a()，"))
def test_pairs_stay_pairs(text: str) -> None:
    new = full_width(text)
    assert new.count("（") == new.count("）")


def reading(*paragraphs: Paragraph, language: str = "zh-Hant") -> Reading:
    return Reading(Report(Metadata("木筏", language), paragraphs))


FOLDED = reading(
    paragraph("par-1", "去年,", NoteRef("note-1"), "木筏下水;", label="1."),
    Paragraph("par-2", (Text("rafts, rivers, 木,筏"),), language="en"),
    paragraph("par-3", "河(大河)流"),
)


def text(reading: Reading) -> str:
    return msgspec.json.encode(reading.report).decode()


def test_a_folded_report_is_restored_and_says_so() -> None:
    done = restore_punctuation(FOLDED, "auto")
    assert "去年，" in text(done)
    assert "木筏下水；" in text(done)
    assert "河（大河）流" in text(done)
    assert "rafts, rivers, 木,筏" in text(done)  # English
    assert done.normalised == (
        Normalised(",", "，", 1), Normalised(";", "；", 1), Normalised("(", "（", 1), Normalised(")", "）", 1),
    )  # fmt: skip
    assert [str(said).splitlines()[0] for said in done.diagnostics] == [
        "remark[punctuation-restored]: marks folded to ASCII stand in full width again: "
        "1 , to ，, 1 ; to ；, 1 ( to （, 1 ) to ）"
    ]


def test_keep_leaves_every_character_alone() -> None:
    assert restore_punctuation(FOLDED, "keep") is FOLDED


def test_a_report_with_full_width_marks_was_not_folded() -> None:
    mixed = reading(paragraph("p-1", "木，筏，河，船"), paragraph("p-2", "木,筏;河:船"))
    assert restore_punctuation(mixed, "auto") is mixed
    assert "木，筏；河：船" in text(restore_punctuation(mixed, "fullwidth"))


def test_a_mark_or_two_may_be_chance() -> None:
    few = reading(paragraph("p-1", "木,筏;河"))
    assert restore_punctuation(few, "auto") is few


def test_a_report_in_another_language_is_left_alone() -> None:
    assert restore_punctuation(Reading(every_node()), "fullwidth") == Reading(every_node())


def test_parentheses_in_one_another_cost_no_more_than_side_by_side() -> None:
    deep = 100_000
    assert full_width("(" * deep + "報告" + ")" * deep) == "（" * deep + "報告" + "）" * deep
