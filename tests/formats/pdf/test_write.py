"""PDF written: what the file's own readers and checkers find in it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pytest

from converter.edition import Edition
from converter.formats.pdf.write import write
from converter.formats.wikisource.read import read
from converter.model import Box, Figure, Metadata, Paragraph, Report, Text
from converter.source import Input
from converter.typeset.headings import entries
from converter.walk import nodes, plain
from tests.conftest import ROOT, need
from tests.samples import RED_SQUARE, SAMPLES, edition, every_node, paragraph


def edition_of(path: Path) -> Edition:
    return edition(read(Input(path.name, path.read_bytes())).report)


@pytest.fixture(scope="session")
def real(real_report: Path) -> Edition:
    return edition_of(real_report)


@pytest.fixture(scope="session")
def real_pdf(real: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("real") / "real.pdf"
    path.write_bytes(write(real).data)
    return path


@pytest.fixture(scope="session")
def every_pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(edition(every_node())).data))


def text_of(path: Path, *options: str) -> str:
    tool = need("pdftotext", "apt-get install poppler-utils")
    return subprocess.run([tool, *options, path, "-"], capture_output=True, check=True, text=True).stdout


def assert_valid(path: Path) -> None:
    page = pytest.importorskip("page")
    said = subprocess.run([need("qpdf", "apt-get install qpdf"), "--check", path], capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
    for profile in ("2a", "ua1"):
        found = page.validate_pdf(str(path), profile=profile)
        assert [(one.rule_id, one.message) for one in found.failures] == [], profile
        assert found.is_compliant


# Checkers


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sample_is_pdf_a_2a_and_pdf_ua_1(language: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(write(edition_of(SAMPLES[language])).data)
    assert_valid(path)


def test_every_kind_of_node_is_pdf_a_2a_and_pdf_ua_1(tmp_path: Path) -> None:
    path = tmp_path / "every.pdf"
    path.write_bytes(write(edition(every_node())).data)
    assert_valid(path)


def test_the_real_report_is_pdf_a_2a_and_pdf_ua_1(real_pdf: Path) -> None:
    assert_valid(real_pdf)


# Text


@pytest.mark.parametrize("options", [(), ("-layout",), ("-raw",)])
def test_every_paragraph_number_is_read_with_its_own_text(
    real: Edition, real_pdf: Path, options: tuple[str, ...]
) -> None:
    numbered = [node for node in nodes(real.report) if isinstance(node, Paragraph) and node.label]
    front = str(len(real.pages.front) + 1)
    lines = re.findall(r"^ *(\d+\.)[ \t]+(\S.*)$", text_of(real_pdf, "-f", front, *options), re.MULTILINE)
    found = [(label, re.sub(r"\s", "", text)[:5]) for label, text in lines]
    assert found == [
        (node.label.printed, re.sub(r"\s", "", plain(node.content))[:5]) for node in numbered if node.label
    ]


def test_simplified_boxes_have_simplified_forms(real: Edition, real_pdf: Path) -> None:
    boxes = [node for node in nodes(real.report) if isinstance(node, Box)]
    text = re.sub(r"\s+", "", text_of(real_pdf, "-raw"))
    titles = [re.sub(r"\s+", "", plain(box.title)) for box in boxes]
    assert boxes
    assert {box.language for box in boxes} == {"zh-Hans"}
    assert [title for title in titles if title not in text] == []


def test_every_character_is_read_back(tmp_path: Path) -> None:
    words = "工作：漢字，（COVID-19）；“引文”——A/78/1 œuvre fi ffl Ёлка ¿niño? 1 000"
    path = tmp_path / "words.pdf"
    path.write_bytes(write(edition(Report(Metadata("T", "zh-Hant"), (paragraph("p-1", words),)))).data)
    assert words.replace(" ", "") in re.sub(r"\s", "", text_of(path, "-raw"))


# What leads to pages


def outline(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from outline(item.children)


def test_the_outline_has_every_heading_in_order(real: Edition, real_pdf: Path) -> None:
    with pikepdf.open(real_pdf) as pdf, pdf.open_outline() as found:
        assert list(outline(found.root)) == [entry.title for entry in entries(real.report)]


def test_pages_are_labelled_as_printed(real: Edition, real_pdf: Path) -> None:
    with pikepdf.open(real_pdf) as pdf:
        assert [str(page.label) for page in pdf.pages] == list(real.pages.labels)


def destinations(pdf: pikepdf.Pdf) -> pikepdf.NameTree:
    return pikepdf.NameTree(pdf.Root.Names.Dests)


def test_every_id_is_a_named_destination(real: Edition, real_pdf: Path) -> None:
    with pikepdf.open(real_pdf) as pdf:
        assert {node.id for node in nodes(real.report)} == set(destinations(pdf).keys())


def test_a_destination_shows_its_node(real: Edition, real_pdf: Path) -> None:
    with pikepdf.open(real_pdf) as pdf:
        page = destinations(pdf)["par-47"][0]
        label = next(each.label for each in pdf.pages if each.objgen == page.objgen)
    number = real.pages.labels.index(label) + 1
    assert re.search(r"^47\.", text_of(real_pdf, "-f", str(number), "-l", str(number)), re.MULTILINE)


def test_every_link_inside_leads_to_a_destination(every_pdf: pikepdf.Pdf) -> None:
    names = set(destinations(every_pdf).keys())
    links = [link for page in every_pdf.pages for link in page.get("/Annots", [])]
    inside = {str(link.Dest) for link in links if "/Dest" in link}
    outside = {str(link.A.URI) for link in links if "/A" in link}
    assert {"note-1", "note-2", "par-3", "div-1"} <= inside <= names
    assert "https://example.org/a?b=1&c=2" in outside
    assert all(str(link.Contents) for link in links)


# Fonts, images, metadata


def test_every_font_is_embedded_as_a_subset(every_pdf: pikepdf.Pdf) -> None:
    fonts = every_pdf.pages[0].Resources.Font.as_dict()
    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts.values()]
    assert len(descriptors) > 2
    assert all(re.match(r"/[A-Z]{6}\+", str(each.FontName)) for each in descriptors)
    assert all("/FontFile3" in each or "/FontFile2" in each for each in descriptors)


def test_a_figure_is_drawn(every_pdf: pikepdf.Pdf) -> None:
    image = every_pdf.pages[0].Resources.XObject.I1
    assert (int(image.Width), int(image.Height)) == (8, 8)
    assert image.read_bytes()[:3] == b"\x80\x80\x80"


def test_an_image_that_cannot_be_read_is_told_and_keeps_its_caption() -> None:
    figure = Figure("figure-1", RED_SQUARE[:40], "image/png", "A square", (Text("A caption"),))
    written = write(edition(Report(Metadata("T", "en"), (figure,))))
    assert [(one.code, one.part) for one in written.diagnostics] == [("not-carried", "figure-1")]
    assert b"%PDF" in written.data


def test_metadata(every_pdf: pikepdf.Pdf) -> None:
    assert str(every_pdf.docinfo.Title) == "Report of every node"
    assert str(every_pdf.Root.Lang) == "en"
    assert every_pdf.Root.ViewerPreferences.DisplayDocTitle
    assert every_pdf.Root.MarkInfo.Marked


def test_nothing_is_lost_without_a_word() -> None:
    assert write(edition(every_node())).diagnostics == ()


# The same bytes


def test_the_same_bytes_in_two_processes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.formats.pdf.test_write import edition_of, write;"
        "sys.stdout.buffer.write(write(edition_of(Path(sys.argv[1]))).data)"
    )

    def run(seed: str) -> bytes:
        variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", program, str(SAMPLES["zh-Hant"])]
        return subprocess.run(command, capture_output=True, check=True, env=variables, cwd=ROOT).stdout

    first = run("1")
    assert first == run("2")
    assert first.startswith(b"%PDF-1.7")
