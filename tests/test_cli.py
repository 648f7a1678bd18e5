"""The command line, as its users and their scripts meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from converter.cli import main
from converter.edition import Edition, Written
from converter.formats import Format

PAGE = """Report on rafts (2031)

Report on rafts (2030) Reports on rafts
R/1
Author: Ann Author
4 June 2031, Port Meridian
(at the first session of the Raft Assembly)
Issued by: The Raft Secretariat
Report on rafts (2032)

I. Introduction [edit]

1. Rafts float.[1]

2. They were counted in 2030.

II. Outlook [edit]

3. There will be more.

Free to all.

  1. By definition.
"""
GAP = PAGE.replace("3. There", "4. There")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "rafts.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_convert_makes_four_files_and_names_them(page: Path, tmp_path: Path) -> None:
    result = run("convert", page, "--out", tmp_path / "made")
    assert result.exit_code == 0, result.output
    made = sorted(path.name for path in (tmp_path / "made").iterdir())
    assert made == ["rafts.docx", "rafts.epub", "rafts.pdf", "rafts.tei.xml"]
    assert [line.split()[0].rpartition("/")[2] for line in result.stdout.splitlines()] == [
        "rafts.tei.xml", "rafts.epub", "rafts.docx", "rafts.pdf",
    ]  # fmt: skip


def test_quiet_prints_nothing(page: Path, tmp_path: Path) -> None:
    assert run("convert", page, "--out", tmp_path, "--to", "tei", "--quiet").output == ""


def test_json_tells_each_output_and_diagnostic(page: Path, tmp_path: Path) -> None:
    page.write_text(GAP, encoding="utf-8")
    result = run("convert", page, "--out", tmp_path, "--to", "tei,json", "--json")
    [told] = json.loads(result.stdout)
    assert [output["format"] for output in told["outputs"]] == ["tei", "json"]
    assert [(said["code"], said["line"]) for said in told["diagnostics"]] == [("number-gap", 19)]
    assert told["failed"] is False


def test_a_warning_stands_on_standard_error_with_its_place(page: Path, tmp_path: Path) -> None:
    page.write_text(GAP, encoding="utf-8")
    result = run("convert", page, "--out", tmp_path, "--to", "tei")
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{page}:19:1: warning[number-gap]: ")


def test_strict_fails_on_a_warning_and_still_makes_the_file(page: Path, tmp_path: Path) -> None:
    page.write_text(GAP, encoding="utf-8")
    result = run("convert", page, "--out", tmp_path / "made", "--to", "tei", "--strict")
    assert result.exit_code == 1
    assert (tmp_path / "made" / "rafts.tei.xml").is_file()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--to", "odt"], 2, "error[format-unknown]: there is no format 'odt'"),
        (["--from", "odt"], 1, "error[format-unknown]: there is no format 'odt'"),
        (["--style", "baroque"], 1, "error[style-missing]: there is no style 'baroque'"),
        (["--lang", "not a tag"], 1, "error[language-unknown]: 'not a tag' is no language tag"),
        (["--colour"], 2, "No such option"),
    ],
)
def test_wrong_arguments_are_told_and_make_nothing(
    page: Path, tmp_path: Path, arguments: list[str], status: int, message: str
) -> None:
    result = run("convert", page, "--out", tmp_path / "made", *arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert not (tmp_path / "made").exists()


def test_a_missing_file_does_not_stop_the_others(page: Path, tmp_path: Path) -> None:
    result = run("convert", tmp_path / "absent.txt", page, "--to", "tei", "--out", tmp_path / "made")
    assert result.exit_code == 1
    assert "absent.txt: error[input-missing]: cannot be read: No such file or directory" in result.stderr
    assert (tmp_path / "made" / "rafts.tei.xml").is_file()


def test_a_name_that_tells_no_format_asks_for_it(page: Path, tmp_path: Path) -> None:
    other = page.rename(tmp_path / "rafts.page")
    assert "Say --from FORMAT" in run("convert", other, "--out", tmp_path).stderr
    assert run("convert", other, "--from", "wikisource", "--to", "tei", "--out", tmp_path).exit_code == 0


def test_two_inputs_of_one_name_are_refused_before_anything_is_made(page: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    twin = tmp_path / "other" / page.name
    twin.write_text(PAGE, encoding="utf-8")
    result = run("convert", page, twin, "--out", tmp_path / "made")
    assert result.exit_code == 2
    assert "error[output-clash]" in result.stderr
    assert not (tmp_path / "made").exists()


def test_an_output_folder_that_cannot_be_made_is_told(page: Path, tmp_path: Path) -> None:
    (tmp_path / "made").write_text("a file", encoding="utf-8")
    result = run("convert", page, "--to", "tei", "--out", tmp_path / "made")
    assert result.exit_code == 1
    assert "error[output-unwritable]" in result.stderr


def test_inspect_shows_the_outline_with_its_paragraphs(page: Path) -> None:
    result = run("inspect", page)
    assert result.exit_code == 0
    assert "I. Introduction  1.–2." in result.stdout.splitlines()
    assert "II. Outlook  3." in result.stdout.splitlines()
    assert ["numbered", "paragraphs", "3"] in [line.split() for line in result.stdout.splitlines()]


def test_inspect_as_json_holds_the_same(page: Path) -> None:
    told = json.loads(run("inspect", page, "--json").stdout)
    assert told["labels"] == ["1.", "2.", "3."]
    assert told["notes"] == ["[1]"]
    assert told["metadata"]["symbol"] == "R/1"
    assert {leaving["text"] for leaving in told["dropped"]} >= {"[edit]"}


def test_formats_is_a_plain_table_in_a_pipe() -> None:
    rows = [line.split("\t") for line in run("formats").stdout.splitlines()]
    assert rows[0] == ["format", "title", "suffix", "media type", "read", "written"]
    assert ["pdf", "PDF", ".pdf", "application/pdf", "yes", "yes"] in rows


def test_formats_tells_what_is_lost_when_asked() -> None:
    rows = [line.split("\t") for line in run("formats", "--losses").stdout.splitlines()]
    assert rows[0] == ["format", "what is lost", "what comes back"]
    assert ["tei", "nothing", "the same report"] in rows
    assert {row[0] for row in rows[1:]} == {"tei", "epub", "docx", "pdf", "json"}
    told = json.loads(run("formats", "--losses", "--json").stdout)
    assert (told["tei"], list(told["docx"])) == ({}, ["a picture whose bytes cannot be read as PNG or JPEG"])


def test_what_is_written_is_validated_when_asked(page: Path, tmp_path: Path) -> None:
    assert run("convert", page, "--to", "tei", "--validate", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "rafts.tei.xml").is_file()


def test_the_models_json_goes_in_again_and_gives_the_same_files(page: Path, tmp_path: Path) -> None:
    assert run("convert", page, "--to", "json,docx,epub", "--out", tmp_path / "a").exit_code == 0
    assert run("convert", tmp_path / "a" / "rafts.json", "--to", "docx,epub", "--out", tmp_path / "b").exit_code == 0
    for name in ("rafts.docx", "rafts.epub"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_light_commands_load_no_heavy_library(argument: str) -> None:
    script = (
        "import sys, converter.cli as c\n"
        f"c.main([{argument!r}], standalone_mode=False)\n"
        "print(sorted(set(sys.modules) & {'lxml', 'docx', 'reportlab', 'ebooklib', 'uharfbuzz', 'msgspec', 'rich'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.fixture
def edition(page: Path, tmp_path: Path) -> Path:
    assert run("convert", page, "--to", "tei", "--out", tmp_path).exit_code == 0
    return tmp_path / "rafts.tei.xml"


def test_verify_says_what_was_proved(page: Path, edition: Path) -> None:
    result = run("verify", edition, "--against", page)
    assert result.exit_code == 0
    assert result.stdout == f"{edition}: proved, 3 numbered paragraphs, 2 headings, 0 boxes, 1 note\n"


def test_verify_names_what_differs(page: Path, edition: Path) -> None:
    edition.write_text(edition.read_text(encoding="utf-8").replace("Rafts float.", "Rafts sink."), encoding="utf-8")
    result = run("verify", edition, "--against", page)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{edition}: error[proof-failed]: ")
    [told] = json.loads(run("verify", edition, "--against", page, "--json").stdout)
    assert told["proved"] is False
    assert [difference["where"] for difference in told["differences"]] == ["paragraph 1."]


def test_convert_with_verify_puts_proved_files_in_place(page: Path, tmp_path: Path) -> None:
    assert run("convert", page, "--to", "tei,json", "--verify", "--out", tmp_path / "made").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["rafts.json", "rafts.tei.xml"]


def test_a_file_that_does_not_prove_equal_is_kept_aside(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(self: Format, edition: Edition) -> Written:
        return Written(write(self, edition).data.replace(b"Rafts float.", b"Rafts."))

    write = Format.write
    monkeypatch.setattr(Format, "write", forget)
    result = run("convert", page, "--to", "tei", "--verify", "--out", tmp_path / "made")
    assert result.exit_code == 1
    assert "error[proof-failed]: is kept aside as rafts.tei.xml.unproven" in result.stderr
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "rafts.tei.xml.unproven", "rafts.tei.xml.unproven.txt",
    ]  # fmt: skip
    assert "paragraph 1." in (tmp_path / "made" / "rafts.tei.xml.unproven.txt").read_text(encoding="utf-8")


def test_a_tei_edition_goes_in_and_its_name_loses_its_whole_suffix(page: Path, tmp_path: Path) -> None:
    assert run("convert", page, "--to", "tei", "--out", tmp_path).exit_code == 0
    assert run("convert", tmp_path / "rafts.tei.xml", "--to", "epub", "--out", tmp_path / "made").exit_code == 0
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["rafts.epub"]


def test_punctuation_is_restored_unless_it_is_to_be_kept(tmp_path: Path) -> None:
    page = tmp_path / "folded.txt"
    page.write_text("木筏報告\n\n第一章\n\n導言\n\n1.去年,木筏下水;今年,船歸家。\n", encoding="utf-8")
    assert json.loads(run("inspect", page, "--json").stdout)["normalised"] == [
        {"before": ",", "after": "，", "count": 2},
        {"before": ";", "after": "；", "count": 1},
    ]
    for format, suffix in (("tei", ".tei.xml"), ("json", ".json")):
        assert run("convert", page, "--to", format, "--punctuation", "keep", "--out", tmp_path).exit_code == 0
        assert "去年,木筏下水;今年,船歸家。" in (tmp_path / f"folded{suffix}").read_text(encoding="utf-8")
