"""Diagnostics as users and linters see them."""

from __future__ import annotations

from converter.diagnostics import SEVERITIES, Code, Diagnostic, Place, Refused, refuse


def test_a_diagnostic_is_one_line_with_its_hint_below() -> None:
    said = Diagnostic(Code.NUMBER_GAP, "12. is followed by 14.", Place(31, 1), "Look for 13.", path="a.txt")
    assert str(said) == "a.txt:31:1: warning[number-gap]: 12. is followed by 14.\n    Look for 13."


def test_a_place_inside_a_package_stands_after_the_file() -> None:
    said = Diagnostic(Code.NOT_CARRIED, "an image is left out", path="a.docx", part="word/document.xml")
    assert str(said) == "a.docx:word/document.xml: warning[not-carried]: an image is left out"


def test_every_code_has_a_severity() -> None:
    assert set(SEVERITIES) == set(Code)


def test_a_refusal_carries_its_diagnostic() -> None:
    refusal = refuse(Code.INPUT_EMPTY, "nothing in it", path="a.txt")
    assert isinstance(refusal, Refused)
    assert str(refusal) == "a.txt: error[input-empty]: nothing in it"
