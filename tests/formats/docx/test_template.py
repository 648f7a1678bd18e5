"""A template: its styles of the same names are used, ours stand beside them, and the text is read as before."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from converter.diagnostics import Code, Refused
from converter.formats.docx.read import read
from converter.formats.docx.write import write
from converter.source import Input
from tests.formats.docx.foreign import p, package, style
from tests.formats.docx.opened import Opened, at, every, one, resolved
from tests.samples import edition, every_node

LETTER = (
    '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/>'
    '<w:pgMar w:top="1440" w:right="1080" w:bottom="-1440" w:left="1800" w:header="720" w:footer="600" w:gutter="0"/>'
    "</w:sectPr>"
)
HOUSE = package(
    p("letterhead") + LETTER,
    styles=style("berschrift1", "heading 1", '<w:spacing w:before="999"/>', based="Haus")
    + style("Haus", "House", '<w:jc w:val="right"/>') + style("Label", "Another"),
)  # fmt: skip


@pytest.fixture(scope="module")
def file() -> Opened:
    return Opened(write(replace(edition(every_node()), template=HOUSE)).data)


def test_a_style_of_the_same_name_has_the_look_of_the_template_and_our_number(file: Opened) -> None:
    (heading,) = every(file.styles, "w:style[w:name/@w:val='heading 1']")
    assert at(heading, "styleId") == "Heading1"
    assert at(one(heading, "w:pPr/w:spacing"), "before") == "999"
    assert one(heading, "w:pPr/w:numPr/w:numId") is not None
    assert at(one(heading, "w:basedOn")) == "Haus"


def test_identifiers_of_the_template_that_are_taken_are_changed(file: Opened) -> None:
    (another,) = every(file.styles, "w:style[w:name/@w:val='Another']")
    assert at(another, "styleId") == "Label0"
    resolved(file)


def test_the_text_is_read_as_before_and_none_of_the_template_is_in_it(file: Opened) -> None:
    found = read(Input("report.docx", file.data))
    assert (found.report, found.diagnostics) == (every_node(), ())
    assert b"letterhead" not in file.members["word/document.xml"]


def test_pages_have_the_size_and_the_margins_of_the_template_and_tables_fill_them(file: Opened) -> None:
    for section in every(file.document, "//w:sectPr"):
        size, margins = one(section, "w:pgSz"), one(section, "w:pgMar")
        assert (at(size, "w"), at(size, "h")) == ("12240", "15840")
        sides = ("top", "right", "bottom", "left", "header", "footer")
        assert [at(margins, side) for side in sides] == ["1440", "1080", "1440", "1800", "720", "600"]
    assert {at(width, "w") for width in every(file.document, "//w:tbl/w:tblPr/w:tblW")} == {str(12240 - 1800 - 1080)}


@pytest.mark.parametrize(
    "section",
    [
        "<w:sectPr/>",
        '<w:sectPr><w:pgSz w:w="999999" w:h="x"/></w:sectPr>',
        '<w:sectPr><w:pgMar w:left="9000" w:right="9000"/></w:sectPr>',
    ],
)
def test_pages_that_the_template_does_not_say_or_that_hold_no_text_are_as_the_style_says(section: str) -> None:
    house = package(p("x") + section, styles=style("Haus", "House"))
    file = Opened(write(replace(edition(every_node()), template=house)).data)
    assert {at(size, "w") for size in every(file.document, "//w:sectPr/w:pgSz")} == {"11906"}


def test_a_template_that_is_none_is_refused() -> None:
    for data in (b"no zip", package(p("no styles"))):
        with pytest.raises(Refused) as raised:
            write(replace(edition(every_node()), template=data))
        assert raised.value.diagnostics[0].code is Code.STYLE_INVALID
