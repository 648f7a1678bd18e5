"""The document around the text: contents, sections, front matter, properties, and a package without loose ends."""

from __future__ import annotations

import hashlib
import subprocess
import sys

from lxml import etree

from converter.formats.docx.bookmarks import bookmark_names
from converter.formats.docx.write import write
from converter.labels import read_label
from converter.model import (
    Division,
    NoteRef,
    Text,
)
from tests.conftest import ROOT
from tests.formats.docx.opened import Opened, at, every, one, resolved, style_of, words
from tests.formats.docx.reports import note, opened
from tests.samples import edition, every_node


def test_contents_stand_filled_and_nothing_asks_for_an_update() -> None:
    inner = Division("d-1", 2, (Text("Inner "), NoteRef("note-1")), ())
    file = opened(Division("d", 1, (Text("Outer"),), (inner,), read_label("I.")), notes=(note(1, "[1]"),))
    entries = [found for found in file.paragraphs() if style_of(found) in ("TOC1", "TOC2")]
    texts = [(style_of(found), words(found).split("\t")[:2]) for found in entries]
    assert texts == [("TOC1", ["I.", "Outer"]), ("TOC2", ["Inner", "1"])]
    assert [at(found, "anchor") for entry in entries for found in every(entry, "w:hyperlink")] == ["d", "d_1"]
    assert b"updateFields" not in file.members["word/settings.xml"]
    begun = every(file.document, "//w:fldChar[@w:fldCharType='begin']")
    assert len(begun) == len(every(file.document, "//w:fldChar[@w:fldCharType='end']"))


def test_page_numbers_in_contents_are_those_of_the_pages_and_are_left_out_where_there_are_none() -> None:
    def codes(heading: str) -> list[str | None]:
        file = opened(Division("d", 1, (Text(heading),), ()))
        return [found.text for found in every(file.document, "//w:sdt//w:instrText")]

    assert codes("Heading") == [' TOC \\o "1-4" \\h \\z \\u ', " PAGEREF d \\h "]
    assert codes("\U00010348") == [' TOC \\o "1-4" \\h \\z \\u ']  # no face has this Gothic letter


def test_sections_number_their_pages_and_name_their_heads_and_feet() -> None:
    file = Opened(write(edition(every_node())).data)
    sections = every(file.document, "//w:sectPr")
    numbers = [(at(one(found, "w:pgNumType"), "fmt"), at(one(found, "w:pgNumType"), "start")) for found in sections]
    assert numbers == [("lowerRoman", "")] * 3 + [("decimal", "1")]
    references = every(sections[-1], "w:headerReference | w:footerReference")
    last = [(at(found, "type"), etree.QName(found).localname.removesuffix("Reference")) for found in references]
    assert last == [("even", "header"), ("default", "header"), ("even", "footer"), ("default", "footer")]
    head = words(file.part("word/header3.xml"))
    assert head == "Report of every node\tX/1/Add.2"
    codes = [found.text for found in every(file.part("word/header2.xml"), "//w:instrText")]
    assert codes == [" DOCPROPERTY Symbol ", " STYLEREF 1 \\n ", " STYLEREF 1 "]


def test_the_running_head_asks_for_no_number_where_a_top_heading_has_none() -> None:
    plain = Division("d-2", 1, (Text("Closing"),), ())
    file = opened(Division("d-1", 1, (Text("Opening"),), (), read_label("I.")), plain)
    codes = [found.text for found in every(file.part("word/header2.xml"), "//w:instrText")]
    assert codes == [" STYLEREF 1 "]


def test_title_page_and_imprint_tell_the_metadata() -> None:
    file = Opened(write(edition(every_node())).data)
    assert [words(found) for found in file.paragraphs("Masthead")] == [
        "The Organ\tX/1/Add.2", "First session", "Port Meridian · 4 June 2031", "The Press",
    ]  # fmt: skip
    assert [words(found) for found in file.paragraphs("Title")] == ["Report of every node"]
    imprint = [words(found) for found in file.paragraphs("Imprint")]
    assert imprint[:2] == ["Free to all & sundry.", "Second paragraph."]
    assert "SHA-256: " + "ab" * 32 in imprint


def test_properties_hold_the_metadata_and_no_hour_but_the_reports() -> None:
    file = Opened(write(edition(every_node())).data)
    assert file.core() == {
        "title": "Report of every node", "subject": "A subtitle", "creator": "Ann Author; Bo Author",
        "keywords": "X/1/Add.2", "category": "Reports", "identifier": "X/1/Add.2", "language": "en",
        "created": "2031-06-04T00:00:00Z", "modified": "2031-06-04T00:00:00Z",
    }  # fmt: skip
    custom = file.custom()
    assert (custom["Symbol"], custom["Organ"], custom["Session"]) == ("X/1/Add.2", "The Organ", "First session")
    assert custom["Licence"] == "https://creativecommons.org/publicdomain/mark/1.0/"
    assert custom["Source SHA-256"] == "ab" * 32
    assert not any(b"python-docx" in data for data in file.members.values())


def test_bookmarks_are_names_that_word_takes() -> None:
    ids = ["par-47", "par_47", "PAR-47", "x" * 60, "9", "", "第-1"]
    names = bookmark_names(ids)
    assert names["par-47"] == "par_47"
    assert len({name.lower() for name in names.values()}) == len(ids)
    assert all(len(name) <= 40 and name[0].isalpha() and name.replace("_", "").isalnum() for name in names.values())


def test_everything_that_is_named_is_there() -> None:
    file = Opened(write(edition(every_node())).data)
    resolved(file)


_DIGEST = """
import hashlib
from converter.formats.docx.write import write
from tests.samples import edition, every_node
print(hashlib.sha256(write(edition(every_node())).data).hexdigest())
"""


def test_two_processes_with_different_hash_seeds_write_the_same_bytes() -> None:
    digests = {hashlib.sha256(write(edition(every_node())).data).hexdigest()}
    for seed in ("1", "2"):
        run = [sys.executable, "-c", _DIGEST]
        done = subprocess.run(run, cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        digests.add(done.stdout.strip())
    assert len(digests) == 1
