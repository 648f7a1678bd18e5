"""The package: its zip, its metadata, and what it says to those who cannot see."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from converter.diagnostics import Code
from converter.formats.epub.write import write
from converter.model import Date, Figure, Link, Paragraph, Rights, Series, Text
from tests.formats.epub.book import XML, Book, book, find, paged, report, words
from tests.samples import RED_SQUARE, edition, every_node, paragraph


def dublin(opened: Book, name: str) -> list[str]:
    return [words(found) for found in find(opened.package, f"//dc:{name}")]


# The zip


def test_the_mimetype_is_first_and_stored() -> None:
    with zipfile.ZipFile(BytesIO(book(every_node()).data)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert package.read(first) == b"application/epub+zip"


def test_every_file_is_in_the_manifest_and_nothing_else_is() -> None:
    opened = book(every_node())
    held = set(opened.files) - {"mimetype", "META-INF/container.xml", "content.opf"}
    assert held == set(find(opened.package, "//opf:item/@href"))


def test_every_part_in_the_manifest_is_referred_to() -> None:
    opened = book(every_node())
    pages = [opened.part(name) for name in opened.spine]
    used = {address.partition("#")[0] for page in pages for address in find(page, "//@href|//@src")} | set(opened.spine)
    assert {name for name in find(opened.package, "//opf:item/@href") if name not in used} == {"toc.ncx"}
    assert find(opened.package, "//opf:spine/@toc") == find(opened.package, "//opf:item[@href='toc.ncx']/@id")


PROGRAM = """
import sys
from converter.formats.epub.write import write
from tests.samples import edition, every_node
sys.stdout.buffer.write(write(edition(every_node())).data)
"""


def test_two_processes_write_the_same_bytes() -> None:
    root = Path(__file__).parents[3]
    one, two = (
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}, cwd=root,
            capture_output=True, check=True, timeout=60,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "UTC"))
    )  # fmt: skip
    assert one == two
    assert one.startswith(b"PK")


# Metadata


def test_the_identifier_is_made_of_symbol_and_language_and_of_nothing_else() -> None:
    def identifier(language: str, symbol: str | None = "A/1", text: str = "x") -> str:
        return dublin(book(report(paragraph("p-1", text), language=language, symbol=symbol)), "identifier")[0]

    assert identifier("en") == identifier("en", text="y") == "urn:uuid:24fd95d1-e1ad-5572-9dac-77fa4734fd0a"
    assert len({identifier("en"), identifier("fr"), identifier("en", "A/2"), identifier("en", None)}) == 4


def test_the_symbol_is_an_identifier_too() -> None:
    opened = book(every_node())
    assert dublin(opened, "identifier")[1:] == ["X/1/Add.2"]
    assert find(opened.package, "//@unique-identifier") == find(opened.package, "//dc:identifier[1]/@id")


def test_names_have_their_roles() -> None:
    package = book(every_node()).package
    roles = {found.get("refines")[1:]: words(found) for found in find(package, "//opf:meta[@property='role']")}
    named = [(words(found), roles[found.get("id")]) for found in find(package, "//dc:creator|//dc:publisher")]
    assert sorted(named) == [("Ann Author", "aut"), ("Bo Author", "aut"), ("The Organ", "isb"), ("The Press", "pbl")]


def test_all_languages_that_occur_are_named_the_reports_own_first() -> None:
    opened = book(every_node())
    assert dublin(opened, "language") == ["en", "fr", "zh-Hans", "ar"]
    assert opened.package.get(f"{XML}lang") == "en"


def test_title_date_rights_source_and_series() -> None:
    opened = book(every_node())
    assert dublin(opened, "title") == ["Report of every node", "A subtitle"]
    assert dublin(opened, "date") == ["2031-06-04"]
    assert dublin(opened, "rights") == ["Free to all & sundry.", "Second paragraph."]
    assert opened.meta("dcterms:license") == ["https://creativecommons.org/publicdomain/mark/1.0/"]
    assert dublin(opened, "source") == ["every.txt"]
    assert opened.meta("dcterms:identifier") == ["sha256:" + "ab" * 32]
    assert (opened.meta("belongs-to-collection"), opened.meta("collection-type")) == (["Reports"], ["series"])


def test_the_hour_is_the_editions_own() -> None:
    assert book(every_node()).meta("dcterms:modified") == ["2031-06-04T00:00:00Z"]
    later = write(edition(report(paragraph("p-1", "x")), epoch=1_700_000_000))
    assert Book(later.data).meta("dcterms:modified") == ["2023-11-14T22:13:20Z"]


def test_a_report_that_says_nothing_of_itself_has_no_imprint() -> None:
    opened = book(report(paragraph("p-1", "x"), title="", date=Date("some day")))
    assert "imprint.xhtml" not in opened.spine
    assert (dublin(opened, "title"), dublin(opened, "date"), dublin(opened, "creator")) == (["Report"], [], [])


def test_the_title_page_and_the_imprint_hold_what_is_known() -> None:
    opened = book(every_node())
    lines = [words(found) for found in find(opened.part("title.xhtml"), "//h:section/*")]
    assert lines == [
        "X/1/Add.2", "The Organ", "First session", "Report of every node", "A subtitle", "Ann Author", "Bo Author",
        "Port Meridian", "4 June 2031",
    ]  # fmt: skip
    imprint = [words(found) for found in find(opened.part("imprint.xhtml"), "//h:section/*")]
    assert imprint[:4] == ["Publisher: The Press", "Series: Reports", "Previous: Report 2030", "Next: Report 2032"]
    assert imprint[-3:] == [
        "Free to all & sundry.", "Second paragraph.", "https://creativecommons.org/publicdomain/mark/1.0/",
    ]  # fmt: skip


def test_the_cover_is_an_image_in_words() -> None:
    opened = book(every_node())
    assert find(opened.package, "//opf:item[@properties='cover-image']/@href") == ["cover.png"]
    assert find(opened.part("cover.xhtml"), "//h:img/@alt") == ["Cover: Report of every node"]
    assert opened.files["cover.png"].startswith(b"\x89PNG")


# What it says to those who cannot see it


def features(opened: Book) -> set[str]:
    return set(opened.meta("schema:accessibilityFeature"))


def test_page_numbers_are_claimed_only_by_a_book_that_has_them() -> None:
    text = report(paragraph("p-1", "x"), symbol="A/1")
    with_pages, without = book(text, ("1", "p-1", 0)), book(text)
    assert features(with_pages) - features(without) == {"pageBreakMarkers", "pageNavigation"}
    assert (with_pages.meta("pageBreakSource"), without.meta("pageBreakSource")) == (["A/1 (PDF)"], [])
    summaries = [opened.meta("schema:accessibilitySummary")[0] for opened in (with_pages, without)]
    assert ["without page numbers" in summary for summary in summaries] == [False, True]


@pytest.mark.parametrize(
    ("alternative", "sufficient"), [("A square", ["textual", "textual,visual"]), ("", ["textual,visual"])]
)
def test_text_is_enough_only_where_every_image_has_words(alternative: str, sufficient: list[str]) -> None:
    opened = book(report(Figure("figure-1", RED_SQUARE, "image/png", alternative)))
    assert opened.meta("schema:accessMode") == ["textual", "visual"]
    assert opened.meta("schema:accessModeSufficient") == sufficient
    assert ("alternativeText" in features(opened)) is bool(alternative)
    assert bool(opened.meta("schema:accessibilitySummary")) is bool(alternative)


def test_the_summary_is_in_the_books_language() -> None:
    opened = book(report(paragraph("p-1", "字"), language="zh-Hant"))
    assert opened.meta("schema:accessibilitySummary")[0].startswith("可重排的文字")
    assert opened.meta("schema:accessibilityHazard") == ["none"]
    assert opened.meta("dcterms:conformsTo") == []


# What a book cannot hold


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "../other.xhtml", "file:///etc/passwd", "https://", "http://[", "data:x"]
)
def test_a_link_that_is_not_safe_is_text_only_and_told(target: str) -> None:
    written = write(paged(report(Paragraph("p-1", (Link(target, (Text("seen"),)),)))))
    (said,) = written.diagnostics
    assert (said.code, repr(target) in said.message) == (Code.NOT_CARRIED, True)
    assert words(Book(written.data).all("//h:p")[0]) == "seen"
    assert Book(written.data).all("//h:p//h:a") == []


def test_a_licence_that_is_no_address_is_text() -> None:
    opened = book(report(paragraph("p-1", "x"), rights=Rights((), "as the Council says")))
    assert find(opened.part("imprint.xhtml"), "//h:section//h:a") == []


def test_control_characters_become_visible_and_are_told() -> None:
    written = write(paged(report(paragraph("p-1", "a\x0bb"), title="x\x00y")))
    opened = Book(written.data)
    assert words(opened.all("//h:p")[0]) == "a\ufffdb"
    assert dublin(opened, "title") == ["x\ufffdy"]
    assert "p-1.xhtml" in {said.part for said in written.diagnostics}
    assert {said.code for said in written.diagnostics} == {Code.NOT_CARRIED}


def test_markup_in_metadata_is_text() -> None:
    opened = book(report(paragraph("p-1", "x"), title='<b>"&"</b>', series=Series("<i>")))
    assert dublin(opened, "title") == ['<b>"&"</b>']
    assert [words(found) for found in find(opened.part("title.xhtml"), "//h:h1")] == ['<b>"&"</b>']
    assert find(opened.part("cover.xhtml"), "//h:img/@alt") == ['Cover: <b>"&"</b>']
