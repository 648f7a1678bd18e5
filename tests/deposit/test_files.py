"""What is refused before a repository is spoken to: every file is looked at first."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.deposit import deposit, read_address
from converter.diagnostics import Code, Refused

NOWHERE = read_address("basex://ann@127.0.0.1:9/reports")
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'


def refused(*files: Path) -> list[tuple[Code, str]]:
    with pytest.raises(Refused) as refusal:
        next(deposit(files, NOWHERE, sleep=lambda _: pytest.fail("something was sent")))
    return [(diagnostic.code, diagnostic.message) for diagnostic in refusal.value.diagnostics]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("report.txt", "Report on rafts", "only TEI-XML is deposited"),
        ("report.xml", "Report on rafts", "it is not well-formed XML: syntax error: line 1, column 0"),
        ("report.xml", "", "it holds no TEI document"),
        ("report.xml", "<html/>", "it holds no TEI document"),
        ("report.xml", "<TEI/>", "it holds no TEI document"),
        ("report.xml", f"<!DOCTYPE TEI>{TEI}", "it has a document type declaration, which no repository keeps"),
    ],
)
def test_what_is_no_tei_edition_is_refused_with_the_way_to_make_one(
    tmp_path: Path, name: str, text: str, why: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=f"converter convert .*{name} --to tei"):
        next(deposit([file], NOWHERE))
    assert refused(file) == [(Code.NOT_AN_EDITION, why)]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    good, again, text = tmp_path / "a.xml", tmp_path / "b" / "a.xml", tmp_path / "a.txt"
    again.parent.mkdir()
    for file in (good, again, text):
        file.write_text(TEI, encoding="utf-8")
    found = refused(good, again, text, tmp_path / "missing.xml")
    assert [code for code, _ in found] == [Code.OUTPUT_CLASH, Code.NOT_AN_EDITION, Code.INPUT_MISSING]
