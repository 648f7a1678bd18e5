"""A template: its styles of the same names are used, ours stand beside them, and the text is read as before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converter.diagnostics import Code, Refused
from converter.formats.docx.read import read
from converter.formats.docx.write import write
from converter.source import Input
from tests.formats.docx.foreign import p, package, style
from tests.formats.docx.opened import Opened, at, every, one, resolved
from tests.samples import edition, every_node

HOUSE = package(
    p("letterhead"),
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
    assert read(Input("report.docx", file.data)).report == every_node()
    assert b"letterhead" not in file.members["word/document.xml"]


def test_a_template_that_is_none_is_refused() -> None:
    for data in (b"no zip", package(p("no styles"))):
        with pytest.raises(Refused) as raised:
            write(replace(edition(every_node()), template=data))
        assert raised.value.diagnostics[0].code is Code.STYLE_INVALID
