"""A PDF file on ReportLab: what its bytes are, and what leads to its pages."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
import reportlab
from reportlab.pdfbase import pdfdoc

from converter.formats.pdf.reportlab import Sheets
from converter.formats.pdf.syntax import decimal, string
from tests.conftest import ROOT, need
from tests.formats.pdf.small import SIZE, empty, small


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(small()))


def test_qpdf_finds_nothing_to_say(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("pdf") / "small.pdf"
    path.write_bytes(small())
    said = subprocess.run([need("qpdf", "apt-get install qpdf"), "--check", path], capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "WARNING" not in said.stdout + said.stderr


def test_the_same_bytes_in_every_process() -> None:
    def run(seed: str) -> bytes:
        variables = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.formats.pdf.small"]
        return subprocess.run(command, capture_output=True, check=True, env=variables, cwd=ROOT).stdout

    assert run("1") == run("2") == small()


def test_the_identifier_comes_from_the_body() -> None:
    def identifier(title: str) -> bytes:
        sheets = Sheets(title, created=datetime(2031, 2, 3, tzinfo=UTC))
        sheets.page(b"", SIZE)
        return bytes(pikepdf.open(io.BytesIO(sheets.save())).trailer.ID[0])

    assert identifier("Rivers") == identifier("Rivers") != identifier("Seas")


def test_what_the_file_says_of_itself(pdf: pikepdf.Pdf) -> None:
    assert {str(key): str(value) for key, value in pdf.docinfo.items()} == {
        "/Title": "水的報告 (A/99/1)",
        "/Author": "秘書長",
        "/Subject": "Rivers & seas",
        "/Keywords": "water, 水",
        "/Creator": "small",
        "/Producer": f"ReportLab {reportlab.Version}",
        "/CreationDate": "D:20310203000000Z",
        "/ModDate": "D:20310203000000Z",
    }
    assert str(pdf.Root.Lang) == "zh-Hant"


def test_empty_entries_are_left_out() -> None:
    sheets = Sheets("Rivers", created=datetime(2031, 2, 3, tzinfo=UTC))
    sheets.page(b"", SIZE)
    pdf = pikepdf.open(io.BytesIO(sheets.save()))
    assert set(pdf.docinfo.keys()) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}


def test_pages_have_their_size_and_the_order_of_tabs_follows_the_structure(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages
    assert [float(edge) for edge in first.MediaBox] == [0, 0, 595.276, 841.89]
    assert "/Annots" not in first
    assert [first.StructParents, second.StructParents] == [0, 1]
    assert second.Tabs == pikepdf.Name.S
    assert str(second.Annots[0].Contents) == "到第一頁"


def test_page_labels(pdf: pikepdf.Pdf) -> None:
    assert [str(page.label) for page in pdf.pages] == ["i", "B-1"]


def test_an_outline_closes_the_gaps_between_levels(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        titles = [(item.title, [inner.title for inner in item.children]) for item in outline.root]
    assert titles == [("水的報告", ["Rivers", "Seas"]), ("End (last)", [])]


def test_destinations_are_found_by_name(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    assert len(list(names.keys())) == 152
    page, *view = names["par-2"]
    assert page.objgen == pdf.pages[1].objgen
    assert view == [pikepdf.Name.XYZ, 72, 780, 0]


def test_objects_may_lead_to_each_other_before_they_are_given() -> None:
    sheets = empty()
    sheets.page(b"", SIZE)
    outer, inner = sheets.reserve(2)
    sheets.put(inner, b"<</Outer %d 0 R/Said(kept)>>" % outer)
    sheets.put(outer, b"<</Inner %d 0 R>>" % inner)
    sheets.catalog("Extensions", b"%d 0 R" % outer)
    pdf = pikepdf.open(io.BytesIO(sheets.save()))
    assert str(pdf.Root.Extensions.Inner.Said) == "kept"
    assert pdf.Root.Extensions.Inner.Outer.objgen == (outer, 0)


def test_a_page_is_known_by_its_number_before_it_is_made() -> None:
    sheets = empty()
    second = sheets.page_number(1)
    for _ in range(2):
        sheets.page(b"", SIZE)
    pdf = pikepdf.open(io.BytesIO(sheets.save()))
    assert [page.objgen[0] for page in pdf.pages] == [sheets.page_number(0), second]


def test_every_object_is_in_a_stream_of_objects_but_streams() -> None:
    data = small()
    assert data.startswith(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert data.endswith(b"%%EOF\n")
    assert data.count(b" obj\n") == data.count(b"endstream\nendobj\n")


def test_another_reportlab_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reportlab, "Version", "6.0.1")
    with pytest.raises(ImportError, match=r"ReportLab 5\.1 is needed; 6\.0\.1 is installed.*reportlab>=5\.1,<5\.2"):
        empty()


_KEPT = ("idToObject", "numberToId", "idToObjectNumberAndVersion", "objectcounter", "Catalog", "Pages")


@pytest.mark.parametrize("name", _KEPT)
def test_a_reportlab_whose_documents_lack_something_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = pdfdoc.PDFDocument.__init__

    def without(self: pdfdoc.PDFDocument, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        delattr(self, name)

    monkeypatch.setattr(pdfdoc.PDFDocument, "__init__", without)
    with pytest.raises(ImportError, match=rf"is installed and lacks PDFDocument\.{name}\."):
        empty()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("par-1", b"(par-1)"),
        ("a (b) \\", b"(a \\(b\\) \\\\)"),
        ("a\nb\r", b"(a\nb\\r)"),
        ("水", b"(\xfe\xff\x6c\x34)"),
        ("𠀀", b"(\xfe\xff\xd8\x40\xdc\x00)"),
        ("申帨", b"(\xfe\xffu3^\\()"),
    ],
)
def test_text_strings(text: str, written: bytes) -> None:
    assert string(text) == written


@pytest.mark.parametrize(("value", "written"), [(12, "12"), (0.1 + 0.2, "0.3"), (595.2756, "595.276"), (-0.0004, "0")])
def test_decimals(value: float, written: str) -> None:
    assert decimal(value) == written
