"""The source inside the file: PDF/A-3a when it is asked for, PDF/A-2a as ever when it is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import page
import pikepdf
import pytest

from converter import convert
from tests.samples import SAMPLES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("attached")
    convert(SAMPLES["en"], to=("tei", "pdf"), out=out, pdf_attach="tei")
    return out


@pytest.fixture(scope="module")
def path(folder: Path) -> Path:
    return folder / f"{SAMPLES['en'].stem}.pdf"


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_file_keeps_to_the_standard(path: Path, profile: str) -> None:
    found = page.validate_pdf(str(path), profile=profile)
    assert [(one.rule_id, one.message) for one in found.failures] == []
    assert found.is_compliant


def test_the_tei_file_stands_in_it_byte_for_byte(path: Path, folder: Path) -> None:
    name = f"{SAMPLES['en'].stem}.tei.xml"
    with pikepdf.open(path) as pdf:
        assert list(pdf.attachments) == [name]
        assert pdf.attachments[name].get_file().read_bytes() == (folder / name).read_bytes()


def test_it_is_the_source_of_the_whole_document(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        specification = pdf.Root.AF[0]
        held = specification.EF.F
        data = held.read_bytes()
        assert str(specification.AFRelationship) == "/Source"
        assert str(held.Subtype) == "/application/tei+xml"
        assert int(held.Params.Size) == len(data)
        assert bytes(held.Params.CheckSum) == hashlib.md5(data, usedforsecurity=False).digest()
        assert str(held.Params.ModDate) == str(pdf.docinfo.ModDate)


def test_the_style_may_ask_for_it(tmp_path: Path) -> None:
    style = tmp_path / "attaching.toml"
    style.write_text('name = "attaching"\nextends = "un-report"\n[pdf]\nattach = "tei"\n', encoding="utf-8")
    convert(SAMPLES["en"], to=("pdf",), out=tmp_path, style=str(style))
    with pikepdf.open(tmp_path / f"{SAMPLES['en'].stem}.pdf") as pdf:
        assert len(pdf.attachments) == 1
        assert pdf.open_metadata()["pdfaid:part"] == "3"


def test_without_it_nothing_is_attached(tmp_path: Path) -> None:
    convert(SAMPLES["en"], to=("pdf",), out=tmp_path)
    with pikepdf.open(tmp_path / f"{SAMPLES['en'].stem}.pdf") as pdf:
        assert len(pdf.attachments) == 0
        assert "/AF" not in pdf.Root
        assert pdf.open_metadata()["pdfaid:part"] == "2"
