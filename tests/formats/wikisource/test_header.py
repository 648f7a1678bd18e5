"""The header of a page, and what it says of rights, as metadata."""

from __future__ import annotations

import pytest

from converter.dates import find_date
from converter.diagnostics import Code
from converter.model import Date, Rights, Series
from tests.formats.wikisource.notation import codes, expected, page

HEADER = """
Report on the boats (2031)
Of all the rivers

Report on the boats (2030) Reports of the Keeper
RB/12/1/Add.1
Author: Ann Lee、Bo Chu
4 June 2031, Port Lee
(at the second session of the Ports)
Issued by: Office of Boats
Report on the boats (2032)
This work is part of “Report on the boats

1. One.
"""


def test_each_line_of_the_header_goes_to_its_field() -> None:
    about = page(HEADER).report.metadata
    assert about.title == "Report on the boats (2031)"
    assert about.subtitle == "Of all the rivers"
    assert about.symbol == "RB/12/1/Add.1"
    assert about.authors == ("Ann Lee", "Bo Chu")
    assert about.date == Date("4 June 2031", "2031-06-04")
    assert about.place == "Port Lee"
    assert about.session == "second session of the Ports"
    assert about.organ == "Office of Boats"
    assert about.publisher is None
    assert about.series == Series("Reports of the Keeper", "Report on the boats (2030)", "Report on the boats (2032)")


def test_what_stands_around_the_values_is_dropped_with_its_place() -> None:
    dropped = [(item.place.line, item.place.column, item.text) for item in page(HEADER).dropped]
    assert dropped == [
        (6, 1, "Author:"),
        (6, 16, "、"),
        (7, 12, ","),
        (8, 1, "(at the"),
        (8, 36, ")"),
        (9, 1, "Issued by:"),
        (11, 1, "This work is part of “Report on the boats"),
    ]


@pytest.mark.parametrize(("title", "previous"), [("2031年報告", "2030年報告"), ("Boats 2031", "Boats 2030")])
def test_a_title_may_begin_or_end_with_its_year_and_name_the_organ(title: str, previous: str) -> None:
    reading = page(f"{title}\n\n{previous} Reports\nRB/1/1\nIssued by: Boats 報告 Office\n\n1. One.")
    about = reading.report.metadata
    assert (about.symbol, about.organ, about.series) == ("RB/1/1", "Boats 報告 Office", Series("Reports", previous))
    assert reading.diagnostics == ()


def test_fields_may_stand_apart() -> None:
    apart = HEADER.replace("\n", "\n\n").replace("Of all the rivers", "")
    assert page(apart).report.metadata.series == page(HEADER).report.metadata.series
    assert page(apart).report.metadata.organ == "Office of Boats"


def test_the_series_may_stand_on_a_line_of_its_own() -> None:
    apart = HEADER.replace("(2030) Reports", "(2030)\nReports")
    assert page(apart).report.metadata.series == page(HEADER).report.metadata.series


def test_a_line_that_is_no_field_is_dropped_and_told() -> None:
    reading = page("A report\n\nRB/1/1\n...\n\n1. One.")
    assert codes(reading) == [(Code.METADATA_UNREAD, 4, 1)]
    assert [item.text for item in reading.dropped] == ["..."]


def test_a_page_without_a_title_says_so() -> None:
    reading = page("1. One.\n\n2. Two.")
    assert reading.report.metadata.title == ""
    assert codes(reading) == [(Code.TITLE_MISSING, 1, 1)]


def test_words_before_the_first_number_are_no_header() -> None:
    reading = page("A report\n\nSome words of 4 June 2031, which came first.\n\n1. One.")
    assert [node.id for node in reading.report.content] == ["p-1", "par-1"]
    assert reading.report.metadata.date is None


@pytest.mark.parametrize(
    ("printed", "iso", "place"),
    [
        ("2031年6月4日於霧津", "2031-06-04", "霧津"),
        ("2031 年 6 月 4 日", "2031-06-04", None),
        ("二〇三一年六月十四日于雾津", "2031-06-14", "雾津"),
        ("4 June 2031, Port Lee", "2031-06-04", "Port Lee"),
        ("June 4, 2031", "2031-06-04", None),
        ("June 2031", "2031-06", None),
        ("Port Lee, 4th June 2031", "2031-06-04", "Port Lee"),
        ("Port-Lee, le 1er juin 2031", "2031-06-01", "Port-Lee"),
        ("Fait à Port-Lee, le 4 août 2031", "2031-08-04", "Port-Lee"),
        ("Puerto Lee, 4 de junio de 2031", "2031-06-04", "Puerto Lee"),
        ("4 июня 2031 года, Порт-Ли", "2031-06-04", "Порт-Ли"),
        ("بورت لي، 4 حزيران/يونيه 2031", "2031-06-04", "بورت لي"),
        ("31 كانون الأول/ديسمبر 2031", "2031-12-31", None),
        ("2031-06-04", "2031-06-04", None),
        ("31 June 2031", None, None),
    ],
)
def test_dates_and_places(printed: str, iso: str | None, place: str | None) -> None:
    about = page(f"A report\n\n{printed}\n\n1. One.").report.metadata
    assert about.date is not None
    assert (about.date.iso, about.place) == (iso, place)
    assert about.date.printed in printed


def test_a_text_without_a_date_has_none() -> None:
    assert find_date("2031 boats in 4 ports of June") is None


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("(在港口大會第二屆會議上)", "港口大會第二屆會議"),
        ("（在港口大会第二届会议上）", "港口大会第二届会议"),
        ("(à la deuxième session)", "deuxième session"),
        ("(en el segundo período de sesiones)", "segundo período de sesiones"),
        ("(на второй сессии)", "на второй сессии"),
        ("(في الدورة الثانية)", "الدورة الثانية"),
    ],
)
def test_sessions(line: str, session: str) -> None:
    assert page(f"A report\n\n{line}\n\n1. One.").report.metadata.session == session


RIGHTS = """
A report

1. One.[1]


\xa0

These boats belong to no one:

  1. the small ones;
  2. the large ones.

\xa0

Public domainPublic domainfalsefalse

  1. A note.
"""


def test_the_licence_goes_to_rights_and_the_list_in_it_is_no_note() -> None:
    reading = page(RIGHTS)
    assert reading.report.metadata.rights == Rights(
        ("These boats belong to no one:", "1. the small ones;", "2. the large ones."),
        "https://creativecommons.org/publicdomain/mark/1.0/",
    )
    assert [note.id for note in reading.report.notes] == ["note-1"]
    assert [(item.text, item.reason) for item in reading.dropped] == [
        ("Public domainPublic domainfalsefalse", "debris of a template"),
        ("1.", "mark of a note in its list"),
    ]


@pytest.mark.parametrize(
    ("statement", "licence"),
    [
        ("本作品屬於公有領域。", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("Ce texte est dans le domaine public.", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("Licence: CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("Derechos de autor reservados.", None),
    ],
)
def test_a_statement_of_rights_is_told_by_its_words(statement: str, licence: str | None) -> None:
    assert page(f"A report\n\n1. One.\n\n{statement}").report.metadata.rights == Rights((statement,), licence)


def test_a_page_without_rights_has_none() -> None:
    assert page(expected("A report\n\n1. One.")).report.metadata.rights is None
