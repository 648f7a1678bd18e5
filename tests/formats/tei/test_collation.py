"""TEI, collated: nothing can be changed in an edition without anybody noticing.

Each text and each attribute of an edition is changed in turn, each element and attribute taken out, words, attributes
and elements put in where there are none. A change is noticed when the report that is read is another one, or the reader
has something to say. What may be changed unnoticed stands in one small table, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace as replaced

from converter import __version__, pipeline
from converter.diagnostics import Place, Refused
from converter.edition import Edition
from converter.environment import Environment
from converter.formats.tei.read import read
from converter.formats.tei.stream import read_stream
from converter.formats.tei.validate import validate
from converter.formats.tei.write import write
from converter.model import Metadata, Report
from converter.reading import Dropped, Normalised, Reading
from converter.source import Input
from converter.stylesheet import Tei, load
from converter.typeset.compose import compose
from tests.samples import SAMPLES, edition, every_node, paragraph
from tests.strategies import reports

T = "{http://www.tei-c.org/ns/1.0}"
Element = etree._Element

UNNOTICED = {
    ("note", "text"): "what kind of file the source was, and its encoding: only the source can say otherwise",
    ("note", "taken out"): "the same",
    ("orig", "text"): "a character of the source; how often it was replaced is noticed",
    ("reg", "text"): "the character that stands for it",
    ("pb", "taken out"): "the beginning of a page: an edition may be without one where no break could stand",
}
"""Elements with what can be changed in them unnoticed, and why: what follows from nothing in an edition."""


def whole() -> Edition:
    """The edition of a report with every node, with pages, and with all that can be told of a source."""
    report = every_node()
    world = Environment()
    style = replaced(load("un-report", world), tei=Tei(page_breaks=True, facsimile=True))
    places = {id: Place(3 * line) for line, id in enumerate(("div-1", "par-1", "note-1", "list-3-1", "par-3"), 4)}
    reading = Reading(
        report,
        places,
        (Dropped(Place(2), "[edit]", "edit link"), Dropped(Place(3, 2), "a\x01b", "furniture")),
        (Normalised(",", "，", 3, (("par-1", 1), ("rights-1", 2))), Normalised("!", "！", 1)),
        encoding="GB18030",
        words={"par-3": Place(26)},
        fields={"title": Place(1), "authors-1": Place(1, 9), "date": Place(2), "rights-1": Place(400)},
        kind="page saved as text",
    )
    return Edition(reading, style, world, composer=paged)


def paged(edition: Edition) -> Any:
    """Three pages: the second begins with a paragraph, the third within one."""
    breaks = (("par-1", 0), ("par-2", 0), ("par-3", 3))
    found = [SimpleNamespace(id=id, offset=offset, label=str(page)) for page, (id, offset) in enumerate(breaks, 1)]
    return SimpleNamespace(labels=("i", "1", "2", "3"), breaks=found)


def changed(root: Element) -> Iterator[tuple[str, Element]]:
    """Each change of what is there, by its name and its element, while it is so; it is undone before the next."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            element.set(name, f"{value}x")
            yield f"@{name}", element
            element.set(name, value)
        for name in ("text", "tail"):
            said = getattr(element, name) or ""
            if said.strip():
                setattr(element, name, f"{said}x")
                yield name, element
                setattr(element, name, said)
        around = element.getparent()
        if around is not None:
            at, tail = around.index(element), element.tail
            around.remove(element)
            yield "taken out", element
            around.insert(at, element)
            element.tail = tail


def added(root: Element) -> Iterator[tuple[str, Element]]:
    """Each addition of something that is not there, and each attribute taken out."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            del element.attrib[name]
            yield f"@{name} taken out", element
            element.set(name, value)
        element.set("rendition", "x")
        yield "an attribute put in", element
        del element.attrib["rendition"]
        for name in ("text", "tail"):
            said = getattr(element, name)
            if not (said or "").strip() and (name == "text" or element is not root):
                setattr(element, name, "x")
                yield f"{name} put in", element
                setattr(element, name, said)
        around = element.getparent()
        if around is not None:
            at = around.index(element)
            around.insert(at, etree.Element(f"{T}seg"))
            yield "an element put in before", element
            del around[at]


Read = Callable[[Input], Reading]


def unnoticed(changes: Callable[[Element], Iterator[tuple[str, Element]]], reader: Read) -> set[tuple[str, str]]:
    """The changes of a good edition that nobody notices, by element and name."""
    edition = whole()
    root = etree.fromstring(write(edition).data)
    return {
        (etree.QName(element).localname, name)
        for name, element in changes(root)
        if not _noticed(etree.tostring(root), reader, edition.report)
    }


def _noticed(data: bytes, reader: Read, report: Report) -> bool:
    """Whether a proof against the report fails, without asking why."""
    try:
        found = reader(Input("x.tei.xml", data))
    except Refused:
        return True
    return bool(found.diagnostics) or found.report != report


def test_a_good_edition_says_everything_alike() -> None:
    data = write(whole()).data
    assert validate(data) == ()
    assert read(Input("x.tei.xml", data)).diagnostics == ()
    assert read_stream(Input("x.tei.xml", data)) == read(Input("x.tei.xml", data))


def test_no_change_of_an_edition_is_unnoticed() -> None:
    assert unnoticed(changed, read) == set(UNNOTICED)


@pytest.mark.slow
def test_no_addition_to_an_edition_is_unnoticed() -> None:
    assert unnoticed(added, read) == set()


@pytest.mark.slow
@pytest.mark.parametrize(("changes", "expected"), [(changed, set(UNNOTICED)), (added, set())])
def test_no_change_of_a_large_edition_is_unnoticed(
    changes: Callable[[Element], Iterator[tuple[str, Element]]], expected: set[tuple[str, str]]
) -> None:
    assert unnoticed(changes, read_stream) == expected


def test_the_pages_of_a_sample_agree_among_themselves() -> None:
    world = Environment()
    style = replaced(load("un-report", world), tei=Tei(page_breaks=True, facsimile=True))
    reading = pipeline.read(SAMPLES["en"])
    data = write(Edition(reading, style, world, composer=compose)).data
    assert data.count(b"<pb ") > 3
    assert read(Input("x.tei.xml", data)).diagnostics == ()


@given(reports(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_report_contradicts_itself(report: Report, dice: Random) -> None:
    notes = tuple(dice.sample(report.notes, len(report.notes)))
    data = write(edition(replaced(report, notes=notes))).data
    assert read(Input("x.tei.xml", data)).diagnostics == ()


def test_the_day_of_an_edition_may_be_told_from_outside() -> None:
    data = write(edition(every_node(), epoch=86_400)).data
    assert b'<change when="1970-01-02">' in data
    assert read(Input("x.tei.xml", data)).diagnostics == ()


def test_a_language_that_the_user_says_contradicts_nothing() -> None:
    data = write(edition(every_node())).data
    assert read(Input("x.tei.xml", data, "fr")).diagnostics == ()


def test_an_edition_by_another_version_is_not_collated() -> None:
    data = write(edition(every_node())).data.replace(__version__.encode(), b"9.9").replace(b"Nothing was", b"Not a bit")
    assert read(Input("x.tei.xml", data.replace(b'n="3"', b'n="4"'))).diagnostics == ()


def test_versions_that_differ_are_told() -> None:
    data = write(edition(every_node())).data.replace(f' version="{__version__}"'.encode(), b' version="9.9"')
    said = [each.message for each in read(Input("x.tei.xml", data)).diagnostics]
    assert said == ["<application> says version '9.9', and <edition> does not"]


def test_many_contradictions_are_counted() -> None:
    data = re.sub(rb'<p n="', b'<p n="1', write(edition(many())).data)
    said = [each.message for each in read(Input("x.tei.xml", data)).diagnostics]
    assert said[0] == "<p> in par-1 has n=“11”, and by the rest of the edition n=“1”"
    assert (len(said), said[-1]) == (21, "and 10 more such variants")


def many() -> Report:
    numbered = tuple(paragraph(f"par-{number}", "Words.", label=f"{number}.") for number in range(1, 31))
    return Report(Metadata("A report", "en"), numbered)
