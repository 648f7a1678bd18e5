"""The ready-made queries, over editions of the samples in a real BaseX server, and through the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from converter.cli import main
from converter.deposit import QUERIES, Address, deposit, query
from converter.diagnostics import Refused
from tests.deposit.conftest import PASSWORD, Server, at

pytestmark = pytest.mark.slow
EN, HANT = "un/annual-report.en.tei.xml", "un/annual-report.zh-Hant.tei.xml"


@pytest.fixture(scope="module")
def reports(basex: Server, editions: dict[str, Path]) -> Iterator[Address]:
    """Two editions, in English and Chinese."""
    to = at(basex.port, "queried")
    files = [editions["en"], editions["zh-Hant"]]
    assert len(list(deposit(files, to, password=PASSWORD, collection="un", create=True))) == 2
    yield to
    basex.drop("queried", "queried.converter-staging")


def ask(to: Address, name: str, value: str = "", collection: str = "") -> list[list[str]]:
    return query(name, value, to=to, password=PASSWORD, collection=collection)


def run(*arguments: object, password: str | None = PASSWORD, typed: str | None = None) -> Result:
    variables = {"CONVERTER_PASSWORD": password}
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed, env=variables)


def test_editions(reports: Address) -> None:
    rows = ask(reports, "editions")
    assert [row[0] for row in rows] == [EN, HANT]
    assert rows[0][1:] == [
        "RLC/12/1", "Report of the Coordinator on the work of the River Libraries Council (2031)", "en", "24", "5", "3",
    ]  # fmt: skip
    assert [row[0] for row in ask(reports, "editions", collection="un")] == ["annual-report.en.tei.xml", HANT[3:]]
    assert ask(reports, "editions", collection="nowhere") == []


def test_a_paragraph_by_its_number_without_notes_and_calls(reports: Address) -> None:
    rows = ask(reports, "paragraph", "13")
    assert [(row[0], row[1]) for row in rows] == [(EN, "par-13"), (HANT, "par-13")]
    assert rows[0][2] == "13."
    assert rows[0][3].startswith("In the basin of the Upper Sarvane, the member States on both banks agreed")
    assert ask(reports, "paragraph", "1000") == []


def test_the_paragraphs_that_call_a_note(reports: Address) -> None:
    rows = [row[1:] for row in ask(reports, "notes") if row[0] == EN]
    assert ["13", "par-13", "note-2"] in rows
    assert ["", "box-2-p-1", "note-3"] in rows, "a box's paragraph has no number"
    assert {note for row in rows for note in row[2].split()} == {f"note-{n}" for n in range(1, 6)}


def test_boxes_in_a_language_and_its_scripts(reports: Address) -> None:
    assert ask(reports, "boxes", "fr") == [[EN, "box-3", "fr", "Les éclusiers lecteurs de Cressock"]]
    assert [row[1:3] for row in ask(reports, "boxes", "zh")] == [[f"box-{n}", "zh-Hans"] for n in range(1, 7)]
    assert ask(reports, "boxes", "ru") == []


def test_the_outline(reports: Address) -> None:
    rows = [row[1:] for row in ask(reports, "outline") if row[0] == EN]
    assert rows[:3] == [
        ["1", "div-1", "I.", "Introduction", "1"],
        ["1", "div-2", "II.", "Work of the Council", "7"],
        ["2", "div-2-a", "A.", "Keeping the fleets afloat", "7"],
    ]


def test_a_search_gives_the_numbers_of_paragraphs(reports: Address) -> None:
    assert [row[1:3] for row in ask(reports, "search", "A Library under its FLAG")] == [["21", "par-21"]]
    assert [row[1:3] for row in ask(reports, "search", "boat families")] == [
        ["15", "par-15-b-p-1"], ["16", "note-4-p-1"],
    ], "an item of 15, a note of 16"  # fmt: skip
    assert [row[1:3] for row in ask(reports, "search", "Upper Sarvane, the")] == [["13", "par-13"]], "across a call"
    assert [row[1:3] for row in ask(reports, "search", "工作報告")] == []


@pytest.mark.parametrize("value", ["47' or '1'='1", '") or true() or ("', "{$root}", "&amp;", "--", "(:"])
@pytest.mark.parametrize("name", [name for name, row in QUERIES.items() if row.value])
def test_a_value_is_never_part_of_the_query(reports: Address, name: str, value: str) -> None:
    assert ask(reports, name, value) == []


def test_a_value_with_a_control_character_is_refused(reports: Address) -> None:
    with pytest.raises(Refused, match="control character"):
        ask(reports, "search", "a\0b")


def test_the_command_line_asks(reports: Address) -> None:
    result = run("query", "boxes", "fr", "--to", reports)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0, ["edition\tid\tlanguage\ttitle", f"{EN}\tbox-3\tfr\tLes éclusiers lecteurs de Cressock"],
    )  # fmt: skip
    rows = json.loads(run("query", "editions", "--json", "--to", reports, "--collection", "un").stdout)
    assert [row["symbol"] for row in rows] == ["RLC/12/1", "RLC/12/1"]


@pytest.mark.parametrize("arguments", [("nothing",), ("paragraph",), ("outline", "47")])
def test_a_query_that_is_not_there_or_lacks_its_value_is_a_wrong_usage(arguments: tuple[str, ...]) -> None:
    result = run("query", *arguments, "--to", "basex://ann@127.0.0.1/reports")
    assert result.exit_code == 2
    assert "paragraph NUMBER" in result.output


def test_the_command_line_deposits_with_a_password_from_the_environment_or_a_prompt(
    database: Address, editions: dict[str, Path]
) -> None:
    files = [editions["en"], editions["fr"]]
    result = run("deposit", *files, "--to", database, "--collection", "un")
    assert result.exit_code == 0, result.output
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["added", "un/annual-report.en.tei.xml"], ["added", "un/annual-report.fr.tei.xml"],
    ]  # fmt: skip
    result = run("deposit", *files, "--to", database, "--collection", "un", "--json", password=None, typed=PASSWORD)
    assert [row["done"] for row in json.loads(result.stdout)] == ["unchanged", "unchanged"]
    assert PASSWORD not in result.output


def test_the_command_line_tells_what_went_wrong(database: Address, editions: dict[str, Path]) -> None:
    wrong = run("deposit", editions["en"], "--to", database, password="wrong")
    assert wrong.exit_code == 1
    assert "error[repository-denied]" in wrong.stderr
    nowhere = run("deposit", editions["en"], "--to", "reports")
    assert nowhere.exit_code == 2
