"""The header of a page: its title, and the lines that each hold one or two fields of the metadata.

    Report on the work (2023)
                                                              title
    Report on the work (2022) Reports of the Coordinator      previous, series
    RB/12/1                                                   symbol
    Author: Somebody                                          authors
    7 July 2023, Somewhere                                    date, place
    (at the second session of something)                      session
    Issued by: An office                                      organ
    Report on the work (2024)                                 next
    This work is included in “Report on the work              dropped

What is no value is dropped and listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from converter.dates import find_date
from converter.diagnostics import Code, Place
from converter.formats.wikisource.findings import Findings
from converter.formats.wikisource.lines import LONGEST_HEADING, Line, heading_shaped, terminated
from converter.formats.wikisource.regions import Lines
from converter.formats.wikisource.words import FIELD_NAMES, PLACE_WORDS, SESSION_WORDS, Field
from converter.model import Date, Metadata, Rights, Series, Source

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SYMBOL = re.compile(r"[A-Z][A-Z0-9.]{0,11}(?:/[A-Za-z0-9.()*-]{1,24}){1,10}\Z")
_NAMES: dict[str, Field] = {name.casefold(): field for field, names in FIELD_NAMES.items() for name in names}
_LONGEST_NAME = max(map(len, _NAMES))
_SEPARATOR = re.compile(r"\s*[、;；]\s*")
Values = dict[Field, tuple[str, ...]]
_SEVERAL: frozenset[Field] = frozenset({"authors"})


class Span(Struct, frozen=True):
    """The characters of a line that are a field's value."""

    field: Field
    start: int
    end: int


class Title(Struct, frozen=True):
    """The title, and how it looks with another year."""

    text: str
    year: int | None
    kin: re.Pattern[str] | None
    stem: str


def title_of(text: str) -> Title:
    """A title, made ready to recognise its neighbours of other years."""
    match = _YEAR.search(text)
    if match is None:
        return Title(text, None, None, text)
    kin = re.compile(re.escape(text[: match.start()]) + r"(\d{4})" + re.escape(text[match.end() :]))
    return Title(text, int(match[0]), kin, text[: match.start()].rstrip("(（ ,،"))


def holds_field(line: Line, title: Title) -> bool:
    """Whether a line that is not the title holds a field, or names the title."""
    return bool(_spans(line.text, title, {})) or _names_title(line.text, title)


def metadata(values: Values, language: str, rights: Rights | None, source: Source) -> Metadata:
    """The metadata with these values as printed."""
    one = {field: found[0] for field, found in values.items()}
    neighbours = "series" in one or "previous" in one or "next" in one
    return Metadata(
        title=one.get("title", ""),
        language=language,
        subtitle=one.get("subtitle"),
        symbol=one.get("symbol"),
        authors=values.get("authors", ()),
        organ=one.get("organ"),
        place=one.get("place"),
        date=_date(one["date"]) if "date" in one else None,
        session=one.get("session"),
        publisher=one.get("publisher"),
        rights=rights,
        series=Series(one.get("series", ""), one.get("previous"), one.get("next")) if neighbours else None,
        source=source,
    )


def _date(printed: str) -> Date:
    found = find_date(printed)
    return Date(printed, found.iso if found else None)


def read_header(lines: Lines, findings: Findings) -> Values:
    """The fields of a header with their values as printed; what is no value is dropped, and the rest is told."""
    values: Values = {}
    if not lines:
        findings.say(Code.TITLE_MISSING, "the page begins without a title", Place(1))
        return values
    values["title"] = (lines[0].text,)
    findings.fields["title"] = lines[0].place()
    title = title_of(lines[0].text)
    for line in lines[1:]:
        spans = _spans(line.text, title, values)
        if not spans and line.row == lines[0].row + 1 and heading_shaped(line.text):
            spans = (Span("subtitle", 0, len(line.text)),)
        _take(line, spans, values, findings)
    return values


def _take(line: Line, spans: tuple[Span, ...], values: Values, findings: Findings) -> None:
    """Put the values of a line into their fields, and what stands around them on the list of what was dropped."""
    fresh = [span for span in spans if span.field not in values or span.field in _SEVERAL]
    position = 0
    for span in fresh:
        findings.drop(line.place(position), line.text[position : span.start], f"wording around the {span.field}")
        values[span.field] = (*values.get(span.field, ()), line.text[span.start : span.end])
        several = f"-{len(values[span.field])}" if span.field in _SEVERAL else ""
        findings.fields[span.field + several] = line.place(span.start)
        position = span.end
    if fresh:
        findings.drop(line.place(position), line.text[position:], f"wording around the {fresh[-1].field}")
    elif _names_title(line.text, title_of(values["title"][0])):
        findings.drop(line.place(), line.text, "line that says where the page is included")
    else:
        findings.drop(line.place(), line.text, "line of the header that is no known field")
        findings.say(Code.METADATA_UNREAD, f"no known field: {line.text[:60]}", line.place())


def _names_title(text: str, title: Title) -> bool:
    """Whether a line says more than the title, without its year, but says that too."""
    return len(title.stem) > 3 and title.stem in text


def _spans(text: str, title: Title, values: Values) -> tuple[Span, ...]:
    """The values that a line holds, in order; empty when it is no field."""
    if len(text) > 2 * LONGEST_HEADING:
        return ()
    if neighbours := tuple(_neighbours(text, title)):
        return neighbours
    found = next((spans for find in _RECOGNISERS if (spans := find(text))), ())
    beside_neighbour = "series" not in values and ("previous" in values or "next" in values)
    if found or not beside_neighbour or _names_title(text, title):
        return found
    return (Span("series", 0, len(text)),)


def _neighbours(text: str, title: Title) -> Iterator[Span]:
    """The titles of the years before and after, and beside one of them the title of the series."""
    match = title.kin.search(text) if title.kin else None
    if match is None or title.year is None or int(match[1]) == title.year:
        return
    before, after = text[: match.start()].strip(" ←→\xa0"), text[match.end() :].strip(" ←→\xa0")
    field: Field = "previous" if int(match[1]) < title.year else "next"
    if before:
        yield Span("series", text.index(before), text.index(before) + len(before))
    yield Span(field, match.start(), match.end())
    if after and not before:
        start = text.index(after, match.end())
        yield Span("series", start, start + len(after))


def _symbol(text: str) -> tuple[Span, ...]:
    return (Span("symbol", 0, len(text)),) if len(text) < 80 and _SYMBOL.match(text) else ()


def _named(text: str) -> tuple[Span, ...]:
    """A field after its name and a colon."""
    cut = next((index for index, character in enumerate(text[: _LONGEST_NAME + 2]) if character in ":："), None)
    field = None if cut is None else _NAMES.get(text[:cut].strip().casefold())
    if cut is None or field is None:
        return ()
    start = cut + 1 + len(text[cut + 1 :]) - len(text[cut + 1 :].lstrip())
    if start == len(text):
        return ()
    return tuple(_several(text, field, start)) if field in _SEVERAL else (Span(field, start, len(text)),)


def _several(text: str, field: Field, start: int) -> Iterator[Span]:
    """The values of a field that may hold more than one."""
    for match in _SEPARATOR.finditer(text, start):
        yield Span(field, start, match.start())
        start = match.end()
    yield Span(field, start, len(text))


def _dated(text: str) -> tuple[Span, ...]:
    """A date, and the place beside it."""
    found = None if terminated(text) else find_date(text)
    if found is None:
        return ()
    date = Span("date", found.start, found.end)
    before = _place(text, 0, found.start)
    after = _place(text, found.end, len(text))
    return (before, date) if before else (date, after) if after else (date,)


def _place(text: str, start: int, end: int) -> Span | None:
    """The name of a place in this part of a line, without the words that join it to the date."""
    part = text[start:end].strip(" ,，،.()（）")
    for word in PLACE_WORDS:
        joined = word if word in "於于在" else word + " "
        if part.casefold().startswith(joined):
            part = part[len(joined) :].lstrip()
        if part.casefold().endswith(" " + word) or part.casefold() == word:
            part = part[: -len(word)].rstrip(" ,，،")
    if not part or len(part) > 80:
        return None
    begin = text.index(part, start, end)
    return Span("place", begin, begin + len(part))


def _session(text: str) -> tuple[Span, ...]:
    """What stands in the brackets of a line that is all in brackets."""
    if not (text[0] in "(（" and text[-1] in ")）"):
        return ()
    inner = text[1:-1].strip()
    for before, after in SESSION_WORDS:
        joined = before if before in "在於于" or before.endswith(("’", "'")) else before + " "
        if inner.casefold().startswith(joined) and inner.endswith(after):
            inner = inner[len(joined) : len(inner) - len(after)].strip()
            break
    return (Span("session", text.index(inner), text.index(inner) + len(inner)),) if inner else ()


_RECOGNISERS: tuple[Callable[[str], tuple[Span, ...]], ...] = (_symbol, _named, _session, _dated)
