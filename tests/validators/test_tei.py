"""TEI as the field judges it: valid against tei_all and our own grammar; the real report, read from the file alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
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
from tests.conftest import ROOT, SHARED, need
from tests.samples import RED_SQUARE, SAMPLES, edition, every_node, paragraph
from tests.strategies import reports

NS = {"t": "http://www.tei-c.org/ns/1.0"}
RNG = {"r": "http://relaxng.org/ns/structure/1.0"}
OWN = ROOT / "converter" / "formats" / "tei" / "converter.rng"
"""The grammar of what we write."""
ODD = OWN.with_suffix(".odd")
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


# Our own grammar, which is stricter


@pytest.fixture(scope="module")
def judge() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(OWN))


def faults(judge: etree.RelaxNG, data: bytes) -> list[str]:
    """What our own grammar says against a document."""
    judge.validate(etree.fromstring(data))
    return [f"{entry.line}: {entry.message}" for entry in judge.error_log]


@pytest.mark.parametrize(
    "source", [every_node(), strange(), Report(Metadata("Bare", "en"), ())], ids=["all", "odd", "no"]
)
def test_every_kind_of_node_is_valid_against_our_own_grammar(judge: etree.RelaxNG, source: Report) -> None:
    assert faults(judge, write(edition(source)).data) == []


@pytest.mark.parametrize("tag", SAMPLES)
def test_every_sample_is_valid_against_our_own_grammar(judge: etree.RelaxNG, tag: str) -> None:
    if not SAMPLES[tag].is_file():
        pytest.skip(f"there is no sample in {tag}")
    assert faults(judge, written(read(Input(SAMPLES[tag].name, SAMPLES[tag].read_bytes())))) == []


def test_the_real_report_is_valid_against_our_own_grammar(judge: etree.RelaxNG, reading: Reading) -> None:
    assert faults(judge, written(reading)) == []


@given(reports())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_report_is_valid_against_our_own_grammar(judge: etree.RelaxNG, any_report: Report) -> None:
    assert faults(judge, write(edition(any_report)).data) == []


def test_jing_finds_the_same(reading: Reading, tmp_path: Path) -> None:
    valid(OWN, tmp_path, written(reading), *(write(edition(each)).data for each in (every_node(), strange())))


FAULTS = {
    "no id": ('<p xml:id="p-1">', "<p>"),
    "an id that no bookmark can be": ('<p xml:id="p-1">', '<p xml:id="段">'),
    "a number in words": ('<p n="1" xml:id="par-1">', '<p n="one" xml:id="par-1">'),
    "a number as printed": ('<p n="1" xml:id="par-1">', '<p n="1." xml:id="par-1">'),
    "a label without a number": ('<p n="1" xml:id="par-1">', '<p xml:id="par-1">'),
    "a number without a label": ('<p xml:id="p-1">', '<p n="1" xml:id="p-1">'),
    "a label after the text": ("<label>1.</label>First ", "First <label>1.</label>"),
    "a label of an unknown scheme": ("<label>3 bis.</label>", '<label type="bis">3 bis.</label>'),
    "a note without a place": (' place="bottom" n="1"', ' n="1"'),
    "a note in the margin": (' place="bottom" n="1"', ' place="margin" n="1"'),
    "a note without a mark": ("<label>[1]</label>", ""),
    "a note without an id": (' xml:id="note-1"', ""),
    "a note whose number is its label": ('n="1" xml:id="note-1"', 'n="[1]" xml:id="note-1"'),
    "a paragraph after divisions": ("</body>\n</text>", '<p xml:id="x">x</p></body>\n</text>'),
    "a division without an id": (' n="1" xml:id="div-1">', ' n="1">'),
    "a division of no level": ('<div type="chapter" n="1"', '<div type="part" n="1"'),
    "a heading without a number": ('<div type="chapter" n="1" ', '<div type="chapter" '),
    "a box of another type": ('type="box" n="1"', 'type="sidebar" n="1"'),
    "a list that does not say whether it counts": ('<list type="unordered"', "<list"),
    "an item without an id": (' xml:id="list-3-1"', ""),
    "text in an item": ('<p xml:id="list-3-1-p-1">one</p>', "one"),
    "a row without a role": ('<row role="data">', "<row>"),
    "a head row with a plain cell": ('<cell role="label"><p xml:id="cell-1">', '<cell role="data"><p xml:id="cell-1">'),
    "a cell that spans one column": (' cols="2"', ' cols="1"'),
    "an image outside": (
        '<binaryObject mimeType="image/png" encoding="base64">',
        '<graphic url="a.png"/><binaryObject>',
    ),
    "a figure without words": ("<figDesc>A red square</figDesc>", ""),
    "what is unread without a reason": ("<desc>no rule fits</desc>", ""),
    "an unknown style": ('<hi rend="bold">', '<hi rend="loud">'),
    "a foreign word of no language": ('<foreign xml:lang="fr">', "<foreign>"),
    "a link that runs a program": ('target="https://example.org', 'target="javascript:example'),
    "a call of nothing": ('type="noteref" target="#note-1"', 'type="noteref" target="note-1"'),
    "an element of others": ("Boxed.", "<seg>Boxed.</seg>"),
    "a continuation with an id": ("<body>\n", '<body>\n<div type="continuation" xml:id="x"/>'),
    "a report of no language": ('version="4.12.0" xml:lang="en"', 'version="4.12.0"'),
    "a report without a publisher": ("<publisher>The Press</publisher>\n      <authority>The Organ</authority>", ""),
    "a date that is none": ('<date when="2031-06-04">', '<date when="June">'),
    "an edition of nobody": ('<application ident="converter"', '<application ident="other"'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_our_own_grammar_refuses(judge: etree.RelaxNG, fault: str) -> None:
    assert faults(judge, _faulty(fault)), fault


def test_jing_refuses_the_same(tmp_path: Path) -> None:
    jing = need("jing", "apt-get install jing")
    paths = [tmp_path / f"{number}.xml" for number in range(len(FAULTS))]
    for path, fault in zip(paths, FAULTS, strict=True):
        path.write_bytes(_faulty(fault))
    judged = subprocess.run([jing, str(OWN), *map(str, paths)], capture_output=True, text=True, check=False)
    assert [fault for path, fault in zip(paths, FAULTS, strict=True) if f"{path}:" not in judged.stdout] == []


def _faulty(fault: str) -> bytes:
    """The report of every node with one fault planted in it."""
    data = write(edition(every_node())).data.decode()
    right, wrong = FAULTS[fault]
    assert right in data
    return data.replace(right, wrong, 1).encode()


def test_the_customisation_is_valid(grammar: Path, tmp_path: Path) -> None:
    valid(grammar, tmp_path, ODD.read_bytes())


def test_the_customisation_lists_the_elements_and_attributes_of_the_grammar() -> None:
    specified = {
        spec.get("ident", ""): {str(each.get("ident")) for each in spec.iterfind(".//t:attDef", NS)}
        for spec in etree.parse(ODD).iterfind(".//t:elementSpec", NS)
    }
    included = " ".join(each.get("include", "") for each in etree.parse(ODD).iterfind(".//t:moduleRef", NS)).split()
    assert specified == _written_in(etree.parse(OWN).getroot())
    assert sorted(included) == sorted(specified)


def _written_in(grammar: etree._Element) -> dict[str, set[str]]:
    """The elements of a grammar with all their attributes, wherever they stand."""
    named = {define.get("name", ""): define for define in grammar.iterfind("r:define", RNG)}
    found: dict[str, set[str]] = {}
    for element in grammar.iterfind(".//r:element", RNG):
        found.setdefault(element.get("name", ""), set()).update(_attributes(element, named))
    return found


def _attributes(pattern: etree._Element, named: dict[str, etree._Element]) -> set[str]:
    """The attributes in a pattern, not those of elements in it."""
    found: set[str] = set()
    for part in pattern:
        kind = etree.QName(part).localname
        if kind == "attribute":
            found.add(part.get("name", ""))
        elif kind == "ref":
            found |= _attributes(named[part.get("name", "")], named)
        elif kind != "element":
            found |= _attributes(part, named)
    return found


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
