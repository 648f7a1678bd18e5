"""TEI as the field judges it: valid against tei_all; and the real report, read back from the file alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from converter.edition import Edition
from converter.environment import Environment
from converter.formats.tei.write import write
from converter.formats.wikisource.read import read
from converter.labels import read_label
from converter.model import Box, Division, Figure, Item, List, Metadata, Note, Paragraph, Report, Text
from converter.reading import Reading
from converter.source import Input
from converter.stylesheet import load
from converter.walk import nodes, plain
from tests.conftest import SHARED, need
from tests.samples import RED_SQUARE, SAMPLES, edition, every_node, paragraph

NS = {"t": "http://www.tei-c.org/ns/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"


@pytest.fixture(scope="module")
def grammar() -> Path:
    """The RELAX NG grammar of all of TEI P5, which is not part of this project."""
    path = SHARED / "schemas" / "tei_all_4.12.0.rng"
    if not path.is_file():
        pytest.skip(f"the grammar is not beside the project: {path.name}")
    return path


@pytest.fixture(scope="module")
def reading(real_report: Path) -> Reading:
    return read(Input(real_report.name, real_report.read_bytes()))


def written(reading: Reading) -> bytes:
    return write(Edition(reading, load("un-report", Environment()), Environment())).data


@pytest.fixture(scope="module")
def root(reading: Reading) -> etree._Element:
    return etree.fromstring(written(reading))


def strange() -> Report:
    """Shapes at the edge of what TEI's content models allow."""
    empty = Box("box-0", (), ())
    picture = Box("box-1", (Text("Seen"),), (Figure("figure-1", RED_SQUARE, "image/png", "Red"),))
    item = Item("i-1", (picture, paragraph("i-1-p-1", "words")), read_label("(a)"))
    mixed = List("list-1", (item, Item("i-2", ())))
    listed = List("list-2", (Item("i-3", (paragraph("i-3-p-1", "listed"),)),))
    inner = Division("div-1-1", 2, (), (), read_label("A."))
    outer = Division("div-1", 1, (), (inner, empty, mixed, Division("div-1-2", 4, (), ()), paragraph("p-1", "x")))
    note = Note("note-1", read_label("*"), (listed,))
    return Report(Metadata("", "ar"), (outer, paragraph("p-2", "after all divisions")), (note,))


def valid(grammar: Path, folder: Path, *documents: bytes) -> None:
    """Judge documents with jing, which sees repeated ids too."""
    paths = [folder / f"{index}.xml" for index in range(len(documents))]
    for path, data in zip(paths, documents, strict=True):
        path.write_bytes(data)
    jing = need("jing", "apt-get install jing")
    judged = subprocess.run([jing, str(grammar), *map(str, paths)], capture_output=True, text=True, check=False)
    assert (judged.returncode, judged.stdout) == (0, "")


def test_every_kind_of_node_is_valid(grammar: Path, tmp_path: Path) -> None:
    bare = Report(Metadata("Bare", "en"), ())
    documents = [write(edition(each)).data for each in (every_node(), strange(), bare)]
    valid(grammar, tmp_path, *documents)


def test_every_sample_is_valid(grammar: Path, tmp_path: Path) -> None:
    sources = [path for path in SAMPLES.values() if path.is_file()]
    assert sources
    valid(grammar, tmp_path, *(written(read(Input(path.name, path.read_bytes()))) for path in sources))


def test_the_real_report_is_valid(grammar: Path, reading: Reading, tmp_path: Path) -> None:
    valid(grammar, tmp_path, written(reading))


@pytest.mark.slow
def test_libxml2_finds_the_same(grammar: Path) -> None:
    judge = etree.RelaxNG(etree.parse(grammar))
    for source in (every_node(), strange()):
        assert judge.validate(etree.fromstring(write(edition(source)).data)), judge.error_log


def test_a_planted_fault_is_found(grammar: Path, tmp_path: Path) -> None:
    faulty = write(edition(every_node())).data.replace(b'xml:id="par-2"', b'xml:id="par-1"')
    with pytest.raises(AssertionError, match="par-1"):
        valid(grammar, tmp_path, faulty)


# The real report, by means of lxml alone


def test_the_real_report_has_its_153_paragraphs_in_order(root: etree._Element) -> None:
    numbered = root.findall("t:text/t:body//t:p[@n]", NS)
    assert [each.get("n") for each in numbered] == [str(number) for number in range(1, 154)]
    assert [each.findtext("t:label", "", NS) for each in numbered] == [f"{number}." for number in range(1, 154)]
    assert [each.get(f"{XML}id") for each in numbered] == [f"par-{number}" for number in range(1, 154)]
    assert all(len("".join(map(str, each.itertext()))) > 10 for each in numbered)


def test_the_real_report_has_its_57_headings_on_four_levels(root: etree._Element) -> None:
    depths = [len(list(head.iterancestors(f"{{{NS['t']}}}div"))) for head in root.iterfind(".//t:div/t:head", NS)]
    assert [depths.count(level) for level in (1, 2, 3, 4)] == [2, 8, 24, 23]
    labels = [label.text for label in root.iterfind(".//t:div/t:head/t:label", NS)]
    assert labels == ["第一章", "第二章", *(f"{letter}." for letter in "ABCDEFGH")]


def test_the_real_report_has_ten_boxes_in_simplified_chinese(root: etree._Element) -> None:
    boxes = root.findall(".//t:floatingText[@type='box']", NS)
    assert [box.get(f"{XML}lang") for box in boxes] == ["zh-Hans"] * 10
    assert all(box.findtext("t:body/t:head", "", NS) and box.findtext("t:body/t:p", "", NS) for box in boxes)


def test_the_real_report_has_its_two_notes_at_their_calls(root: etree._Element) -> None:
    notes = root.findall(".//t:note[@place='bottom']", NS)
    assert [(note.get("n"), note.findtext("t:label", "", NS)) for note in notes] == [("1", "[1]"), ("2", "[2]")]
    first = notes[0].getparent()
    assert first is not None
    assert (first.get("n"), notes[0].getprevious()) == ("1", first[0])
    assert (first[0].tail or "").endswith(",")


def test_the_real_report_is_catalogued(root: etree._Element) -> None:
    file = root.find("t:teiHeader/t:fileDesc", NS)
    assert file is not None
    publication = file.find("t:publicationStmt", NS)
    assert publication is not None
    assert publication.findtext("t:idno[@type='symbol']", "", NS) == "A/78/1"
    assert [date.get("when") for date in publication.iterfind("t:date", NS)] == ["2023-07-07"]
    assert publication.findtext("t:pubPlace", "", NS)
    assert len(publication.findall("t:availability/t:licence/t:p", NS)) >= 2
    assert file.findtext("t:titleStmt/t:title", "", NS)
    assert file.findtext("t:titleStmt/t:author", "", NS)
    assert len(file.findall("t:notesStmt/t:relatedItem", NS)) == 2
    assert len(file.findtext("t:sourceDesc//t:idno[@type='SHA-256']", "", NS)) == 64
    assert [each.get("ident") for each in root.iterfind(".//t:langUsage/t:language", NS)] == ["zh-Hant", "zh-Hans"]


def test_the_real_report_keeps_every_paragraph_word_for_word(reading: Reading, root: etree._Element) -> None:
    found = {element.get(f"{XML}id"): _own(element) for element in root.iterfind("t:text//t:p", NS)}
    expected = {node.id: plain(node.content) for node in nodes(reading.report) if isinstance(node, Paragraph)}
    assert found == expected


def _own(paragraph: etree._Element) -> str:
    """The text of a paragraph without its label and its notes."""
    skipped = {f"{{{NS['t']}}}{name}" for name in ("label", "note")}
    parts = [paragraph.text or ""]
    for child in paragraph:
        parts += [] if child.tag in skipped else [_own(child)]
        parts.append(child.tail or "")
    return "".join(parts)


def test_the_real_report_has_unique_ids_and_no_reference_that_dangles(root: etree._Element) -> None:
    ids = [str(value) for value in root.xpath("//@xml:id")]
    targets = [str(value)[1:] for value in root.xpath("//@target[starts-with(., '#')]")]
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
