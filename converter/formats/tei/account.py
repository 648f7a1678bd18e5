"""What a header says of the file that was read, so that the text and the header together give it back.

    <samplingDecl>
      <p>Left out of the text, …: 45 passages with 146 characters.</p>
      <p>
        <list type="dropped" xml:lang="zh-Hant">
          <head xml:lang="en">edit link</head>
          <item n="14:1">編輯</item>…      word for word, at line and column; <g n="U+0001"/> is what XML cannot hold
        </list>…
      </p>
      <p>
        <ptr n="12:1" target="#div-1"/>…            where each node, and each value of the metadata, begins
        <ptr type="words" n="16:1" target="#div-1"/>…    where its words begin, if not right after its label
      </p>
    </samplingDecl>
    <normalization>
      <p>Characters of the source replaced by others: 618 in all.</p>
      <p>Of the source, <orig>,</orig> is <reg>，</reg> in the text, <num value="572">572 times</num>.</p>
      <p>It was so already here: <ptr n="2" target="#par-9"/></p>      the second ， of par-9 was ， in the file

Lines and columns are counted from 1, columns in characters. A list holds what stands together in the file for one
reason. Not told is which white space stood between the pieces of a line, after the last of them, and at line ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from converter.diagnostics import Place
from converter.formats.tei.names import XML_LANG
from converter.formats.tei.pen import Pen, english
from converter.model import Metadata
from converter.reading import Dropped, Reading
from converter.xmltext import UNSAYABLE

_Element = etree._Element
_NONE = "No character of the source was replaced by another."
WORDS = "words"
"""The type of a pointer to the place where the words of a node begin."""


def field_id(reading: Reading, field: str) -> str | None:
    """The id of the element that holds a field of the metadata; None where its place in the source is not known."""
    if field not in reading.fields:
        return None
    id = f"about-{field}"
    while id in reading.places:
        id += "_"
    return id


def write_sampling(pen: Pen, sampling: _Element, reading: Reading) -> None:
    """What was left out, in figures and word for word, and where the rest stood."""
    pen.each(sampling, "p", _left_out(reading.dropped))
    if reading.dropped:
        _lists(pen, pen.add(sampling, "p"), reading.dropped, reading.report.metadata)
    pointers = sorted(_pointers(reading), key=lambda pointer: pointer[0])
    if pointers:
        pen.add(sampling, "p", _where(len(pointers)))
        places = pen.add(sampling, "p")
        for place, type, target in pointers:
            pen.add(places, "ptr", attributes={"type": type, "n": _n(place), "target": f"#{target}"})


def write_figures(pen: Pen, sampling: _Element, reading: Reading) -> None:
    """The same without the passages themselves, and without the places."""
    pen.each(sampling, "p", _left_out(reading.dropped))
    if pointers := len(reading.places) + len(reading.fields) + len(reading.words):
        pen.add(sampling, "p", _where(pointers))


def _where(pointers: int) -> str:
    times = "one place" if pointers == 1 else f"{pointers:,} places"
    return f"Where what is in the text stood in the file, as line and column, {times}:"


def _pointers(reading: Reading) -> Iterator[tuple[Place, str | None, str]]:
    yield from ((place, None, id) for id, place in reading.places.items())
    yield from ((place, None, field_id(reading, field) or "") for field, place in reading.fields.items())
    yield from ((place, WORDS, id) for id, place in reading.words.items())


def _lists(pen: Pen, parent: _Element, dropped: Iterable[Dropped], metadata: Metadata) -> None:
    for reason, run in groupby(dropped, key=lambda each: each.reason):
        passages = pen.add(parent, "list", attributes={"type": "dropped", XML_LANG: metadata.language})
        pen.add(passages, "head", reason, english(metadata))
        for each in run:
            _spell(pen, pen.add(passages, "item", attributes={"n": _n(each.place)}), each.text)


def _spell(pen: Pen, item: _Element, text: str) -> None:
    """A text with an element for each character that XML cannot hold."""
    start, last = 0, None
    for found in UNSAYABLE.finditer(text):
        pen.set_text(item, last, text[start : found.start()])
        last, start = pen.add(item, "g", attributes={"n": f"U+{ord(found[0]):04X}"}), found.end()
    pen.set_text(item, last, text[start:])


def _left_out(dropped: Iterable[Dropped]) -> Iterator[str]:
    """What of the source does not stand in the text, in figures, reason by reason."""
    passages: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for each in dropped:
        passages[each.reason] += 1
        characters[each.reason] += len("".join(each.text.split()))
    if not passages:
        yield "Nothing of the source was left out."
        return
    yield f"Left out of the text, white space not counted: {_amount(passages.total(), characters.total())}."
    for reason, count in passages.items():
        yield f"{reason}: {_amount(count, characters[reason])}."


def _amount(passages: int, characters: int) -> str:
    return " with ".join(
        f"{count:,} {noun}{'' if count == 1 else 's'}"
        for count, noun in ((passages, "passage"), (characters, "character"))
    )


def write_normalization(pen: Pen, parent: _Element, reading: Reading) -> None:
    """Which characters stand for others throughout the text, in figures, and where they do not."""
    element = pen.add(parent, "normalization")
    whole = sum(done.count for done in reading.normalised)
    pen.add(element, "p", f"Characters of the source replaced by others: {whole:,} in all." if whole else _NONE)
    for done in reading.normalised:
        said = pen.add(element, "p", "Of the source, ")
        pen.add(said, "orig", done.before).tail = " is "
        pen.add(said, "reg", done.after).tail = " in the text, "
        times = "once" if done.count == 1 else f"{done.count:,} times"
        already = f"; {len(done.kept):,} more were so already" if done.kept else ""
        pen.add(said, "num", times, {"value": str(done.count)}).tail = f"{already}."
        if done.kept:
            kept = pen.add(element, "p", "It was so already here: ")
            for owner, position in done.kept:
                target = f"#{field_id(reading, owner) or owner}"
                pen.add(kept, "ptr", attributes={"n": str(position), "target": target}).tail = " "


def _n(place: Place) -> str:
    return f"{place.line}:{place.column}"
