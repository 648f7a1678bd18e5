"""The pipeline as a library: files whole or not there, refusals told, the public face."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

import converter
from converter import Refused, convert, pipeline, read, write
from converter.edition import Edition, Written
from converter.formats import Format
from converter.model import Link, Metadata, Report, Text
from converter.reading import Reading
from converter.source import Input
from tests.samples import SAMPLES, every_node, paragraph


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "every.json"
    path.write_bytes(msgspec.json.encode(every_node()))
    return path


def test_reading_writing_and_nothing_else_is_needed(tmp_path: Path) -> None:
    written = write(read(SAMPLES["en"]), "tei")
    assert written.data.startswith(b"<?xml")


def test_every_name_of_the_public_face_is_there() -> None:
    assert [name for name in converter.__all__ if not hasattr(converter, name)] == []


def test_a_format_that_refuses_leaves_no_file_and_the_others_are_made(tmp_path: Path) -> None:
    model = tmp_path / "every.json"
    model.write_bytes(msgspec.json.encode(Report(Metadata("T", "en"), (paragraph("p-1", "\ue000"),))))
    outcome = convert(model, out=tmp_path / "made")  # no face is searched for what is for private use
    assert [output.format for output in outcome.outputs] == ["tei", "epub", "docx"]
    assert outcome.failed()
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["every.docx", "every.epub", "every.tei.xml"]


def test_a_writer_that_breaks_leaves_the_old_file_and_no_other(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(self: Format, edition: Edition) -> Written:
        raise OSError("the disk is full")

    convert(model, to=("tei",), out=tmp_path / "made")
    before = (tmp_path / "made" / "every.tei.xml").read_bytes()
    monkeypatch.setattr(Format, "write", breaks)
    with pytest.raises(OSError, match="disk is full"):
        convert(model, to=("tei",), out=tmp_path / "made")
    assert [path.read_bytes() for path in (tmp_path / "made").iterdir()] == [before]


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    outcome = convert(model, to=("tei",), out=tmp_path / "made")
    assert [said.message for said in outcome.diagnostics if said.severity == "error"] == [
        "cannot be written: No space left on device"
    ]
    assert list((tmp_path / "made").iterdir()) == []


def test_a_report_that_breaks_its_own_laws_is_refused(tmp_path: Path) -> None:
    report = every_node()
    path = tmp_path / "broken.json"
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(report, notes=report.notes[1:])))
    with pytest.raises(Refused, match=r"broken\.json: error\[reference-dangling\]"):
        read(path)


def test_input_over_the_bound_is_refused_before_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_by_suffix", lambda path: replace(pipeline.named("wikisource"), bound=1 << 20))
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(Refused, match=r"long\.txt: error\[input-too-large\]: is larger than 1 MiB"):
        read(path)


def test_an_invalid_file_is_not_put_in_place_and_its_faults_are_told(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_well = Format.write

    def writes_badly(self: Format, edition: Edition) -> Written:
        written = write_well(self, edition)
        return replace(written, data=written.data.replace(b'<p n="1" xml:id="par-1">', b'<p n="1">'))

    assert convert(model, to=("tei",), out=tmp_path / "good", validate=True).outputs
    monkeypatch.setattr(Format, "write", writes_badly)
    outcome = convert(model, to=("tei",), out=tmp_path / "bad", validate=True)
    told = [said for said in outcome.diagnostics if said.code == "invalid"]
    assert outcome.failed()
    assert told
    assert {said.path for said in told} == {str(tmp_path / "bad" / "every.tei.xml")}
    assert not (tmp_path / "bad").exists()
    assert convert(model, to=("tei",), out=tmp_path / "unasked").outputs


def test_a_format_without_a_validator_is_written_as_it_is(model: Path, tmp_path: Path) -> None:
    assert convert(model, to=("json",), out=tmp_path, validate=True).outputs


def test_a_report_of_a_program_is_brought_into_its_one_form_and_that_is_told() -> None:
    reading = Reading(Report(Metadata("T", "en"), (paragraph("p-1", "a\x01", "b", Link("file:x", (Text("c"),))),)))
    for format in ("tei", "json"):
        written = write(reading, format)
        assert [said.message.partition(",")[0] for said in written.diagnostics] == [
            "U+0001",
            "the link to 'file:x' leads to no place that is safe and known; its words are kept (in p-1)",
        ]
        target = pipeline.named(format)
        read_back = target.read(Input(f"x{target.suffix}", written.data)).report
        assert read_back.content == (paragraph("p-1", "a\ufffdbc"),)


def test_a_report_of_a_program_that_breaks_a_law_is_refused() -> None:
    report = every_node()
    for broken in (msgspec.structs.replace(report, notes=()), Report(Metadata("T", "en"), (paragraph("a b", "x"),))):
        with pytest.raises(Refused):
            write(Reading(broken), "tei")


def test_a_file_of_a_report_proves_equal_to_it_in_whichever_way_it_is_said(tmp_path: Path) -> None:
    report = Report(Metadata("T", "en"), (paragraph("p-1", "a", "b\n"),))
    path = tmp_path / "x.json"
    path.write_bytes(write(Reading(report), "json").data)
    assert pipeline.verify(path, report).proved
