"""Law 1, from the TEI file alone: its text and what its header declares give back the source, character by character.

Every character stands again on its line and at its column, white space within a piece of text with them. Not told by
an edition, and not restored, is other white space: which it was between the pieces of a line and before the first (how
much is known), and what stood after the last, on lines without any, and at line ends.

What restores the source here knows nothing but lxml and the words of the header.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from converter import pipeline
from converter.edition import Edition
from converter.environment import Environment
from converter.formats.tei.read import read
from converter.formats.tei.write import write
from converter.formats.wikisource.read import read as read_page
from converter.reading import Reading
from converter.source import Input, decode, table
from converter.stylesheet import load
from converter.transforms import transform
from converter.transforms.punctuation import Punctuation
from tests.laws.test_coverage import LINES
from tests.samples import SAMPLES

NS = {"t": "http://www.tei-c.org/ns/1.0"}
T = f"{{{NS['t']}}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
GAP = "\ufdd0"
"""White space of which an edition does not tell what it was."""

_Element = etree._Element


def edition(reading: Reading) -> bytes:
    world = Environment()
    return write(Edition(reading, load("un-report", world), world)).data


# The source, out of the edition


def restored(data: bytes) -> dict[int, str]:
    """The lines of the source that hold something, by number, from the bytes of an edition."""
    root = etree.fromstring(data)
    lines: dict[int, dict[int, str]] = {}
    controls: list[tuple[int, int, str]] = []
    for line, column, text in (*_kept(root), *_dropped(root)):
        if text and all(character in _CONTROLS for character in text):
            controls.append((line, column, text))
        else:
            row = lines.setdefault(line, {})
            for at, character in enumerate(text, column):
                assert at not in row, f"{line}:{at} is given twice: {row[at]!r} and {character!r}"
                row[at] = character
    whole = {line: "".join(row.get(at, GAP) for at in range(1, max(row, default=0) + 1)) for line, row in lines.items()}
    for line, column, text in sorted(controls):
        row_text = whole.get(line, "")
        whole[line] = row_text[: column - 1].ljust(column - 1, GAP) + text + row_text[column - 1 :]
    return {line: text for line, text in whole.items() if text}


_CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)))


def _kept(root: _Element) -> Iterator[tuple[int, int, str]]:
    """What the text and the values of the header hold: line, column, characters."""
    elements = {element.get(XML_ID): element for element in root.iter() if element.get(XML_ID)}
    pointers = root.findall("t:teiHeader//t:samplingDecl//t:ptr", NS)
    apart = {pointer.get("target"): pointer for pointer in pointers if pointer.get("type") == "words"}
    replaced = {_text(p, "reg"): _text(p, "orig") for p in root.iterfind(".//t:normalization/t:p[t:reg]", NS)}
    already = {
        (_text(p.getprevious(), "reg"), str(pointer.get("target")), int(str(pointer.get("n"))))
        for p in root.iterfind(".//t:normalization/t:p[t:ptr]", NS)
        for pointer in p.iterfind("t:ptr", NS)
    }
    for pointer in pointers:
        if pointer.get("type") == "words":
            continue
        target = str(pointer.get("target"))
        line, column = map(int, str(pointer.get("n")).split(":"))
        element = elements[target[1:]]
        label = _label(root, element)
        yield line, column, label
        words = _words(element)
        if element.tag not in _AS_PRINTED and (not target.startswith("#about-") or target.startswith("#about-rights")):
            words = _folded(words, target, replaced, already)
        if target in apart:
            line, column = map(int, str(apart[target].get("n")).split(":"))
            label = ""
        yield line, column + len(label), words


_AS_PRINTED = (f"{T}ab",)


def _dropped(root: _Element) -> Iterator[tuple[int, int, str]]:
    """What the header lists as left out: line, column, characters."""
    for item in root.iterfind("t:teiHeader//t:list[@type='dropped']/t:item", NS):
        line, column = map(int, str(item.get("n")).split(":"))
        yield line, column, "".join(_spelt(item))


def _spelt(item: _Element) -> Iterator[str]:
    yield item.text or ""
    for glyph in item:
        yield chr(int(str(glyph.get("n"))[2:], 16)) + (glyph.tail or "")


def _text(element: _Element | None, name: str) -> str:
    return element.findtext(f"t:{name}", "", NS) if element is not None else ""


_HOLDERS = (f"{T}list", f"{T}quote", f"{T}cit")


def _label(root: _Element, element: _Element) -> str:
    """The label printed at the place of an element; that of a note which is called is printed at its call."""
    if element.tag in _HOLDERS:
        return ""
    if element.tag == f"{T}note":
        called = root.find(f"t:text//t:ref[@target='#{element.get(XML_ID)}'][@type='noteref']", NS) is not None
        return _text(element, "label") if element in root.findall("t:text/t:back//t:note", NS) and not called else ""
    before = element.getprevious()
    if element.tag == f"{T}item" and before is not None and before.tag == f"{T}label":
        return before.text or ""
    return _text(_head(element), "label")


def _head(element: _Element) -> _Element:
    """Where the label and the words of an element stand."""
    found = element.find("t:body/t:head" if element.tag == f"{T}floatingText" else "t:head", NS)
    return element if found is None else found


def _words(element: _Element) -> str:
    """The words that an element holds itself, after its label."""
    if element.tag in (*_HOLDERS, f"{T}item", f"{T}note"):
        return ""
    if element.tag == f"{T}ab":
        return element[0].tail or ""
    head = _head(element)
    return "" if head is element and element.tag in (f"{T}div", f"{T}floatingText") else _line(head)


def _line(element: _Element) -> str:
    """The words in an element, its notes as their marks."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{T}note":
            parts.append(_text(child, "label"))
        elif child.tag != f"{T}label":
            parts.append(_line(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _folded(words: str, target: str, replaced: dict[str, str], already: set[tuple[str, str, int]]) -> str:
    """The words with the characters of the source, but for those that were in it already."""
    for new, old in replaced.items():
        pieces = words.split(new)
        words = pieces[0] + "".join(
            (new if (new, target, position) in already else old) + piece for position, piece in enumerate(pieces[1:], 1)
        )
    return words


# The law


def differing(data: bytes, source: Input) -> dict[int, tuple[str, str]]:
    """The lines in which an edition differs from its source: what it gives back, and what was there."""
    found = restored(data)
    lines = {number: text.rstrip() for number, text in table(decode(source).text)}
    there = {number: _with_gaps(text, found.get(number, "")) for number, text in lines.items() if text}
    return {
        number: (found.get(number, ""), there.get(number, ""))
        for number in sorted({*found, *there})
        if found.get(number) != there.get(number)
    }


def _with_gaps(text: str, found: str) -> str:
    return "".join(
        GAP if given == GAP and character.isspace() else character
        for character, given in zip(text, found.ljust(len(text)), strict=False)
    )


@pytest.fixture(params=[*SAMPLES, "real"])
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue("real_report") if request.param == "real" else SAMPLES[request.param]
    return path


@pytest.mark.parametrize("punctuation", ["auto", "keep", "fullwidth"])
def test_an_edition_gives_back_its_source(source: Path, punctuation: Punctuation) -> None:
    data = edition(pipeline.read(source, punctuation=punctuation))
    assert differing(data, Input(source.name, source.read_bytes())) == {}
    assert sum(map(len, restored(data).values())) > 9_000


def test_a_page_with_both_folded_and_full_width_marks_is_given_back(tmp_path: Path) -> None:
    text = "河流的報告 (2031年)\n\n1.我們,和夥伴，支持:就業;住房。\n\n2.第二段，沒有改變,也好，是的(真的)。\n"
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    reading = pipeline.read(path, punctuation="fullwidth")
    assert [(each.after, each.kept) for each in reading.normalised if each.kept] == [
        ("，", (("par-1", 2), ("par-2", 1), ("par-2", 3)))
    ]
    assert differing(edition(reading), Input("page.txt", path.read_bytes())) == {}


@given(st.lists(LINES, min_size=1, max_size=40).filter(lambda lines: not "".join(lines).isspace() and any(lines)))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mixture_of_lines_is_given_back(lines: list[str]) -> None:
    source = Input("page.txt", BOM_UTF8 + "\n".join(lines).encode())
    reading = transform(read_page(source), punctuation="fullwidth")
    assert differing(edition(reading), source) == {}


# The way back


@pytest.mark.parametrize("punctuation", ["auto", "fullwidth"])
def test_what_the_header_declares_is_read_back(source: Path, punctuation: Punctuation) -> None:
    reading = pipeline.read(source, punctuation=punctuation)
    data = edition(reading)
    back = read(Input("x.tei.xml", data))
    assert (back.dropped, back.normalised, back.encoding, back.kind) == (
        reading.dropped, reading.normalised, reading.encoding, reading.kind,
    )  # fmt: skip
    assert (back.places, back.words, back.fields) == (reading.places, reading.words, reading.fields)
    assert edition(back) == data


def test_a_planted_loss_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("A report\n\n1. One word.\n\n2. Another.\n", encoding="utf-8")
    data = edition(pipeline.read(path))
    source = Input("page.txt", path.read_bytes())
    assert differing(data, source) == {}
    assert list(differing(data.replace(b"Another", b"Anothr"), source)) == [5]
    assert list(differing(data.replace(b'n="5:1"', b'n="6:1"'), source)) == [5, 6]
