"""The metadata of a book, out of its package: Dublin Core with its refinements, in the forms of EPUB 3 and of EPUB 2.

    <dc:creator id="c1">…</dc:creator><meta refines="#c1" property="role">aut</meta>        EPUB 3
    <dc:creator opf:role="aut">…</dc:creator>                                             EPUB 2

What the model has no place for (subjects, descriptions, contributors) is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as calendar_date
from hashlib import sha256

from lxml import etree
from msgspec import Struct

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.epub.reading.opened import Opened
from converter.language import canonical
from converter.model import Date, Metadata, Rights, Series, Source
from converter.source import Input

_DC, _OPF = "{http://purl.org/dc/elements/1.1/}", "{http://www.idpf.org/2007/opf}"
_AUTHORS = ("", "aut", "cre")
_UNREAD = ("dc:subject", "dc:description", "dc:contributor", "dc:coverage", "dc:relation", "dc:type", "dc:format")
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DIGEST = "sha256:"


class _Said(Struct, frozen=True):
    """One line of the package's metadata."""

    name: str
    value: str
    id: str
    refines: str
    role: str
    line: int


class _Sayings(Struct, frozen=True):
    """All lines of the package's metadata."""

    lines: tuple[_Said, ...]

    def all(self, name: str) -> list[_Said]:
        """The lines of this name that refine no other."""
        return [said for said in self.lines if said.name == name and not said.refines and said.value]

    def one(self, name: str, role: str | None = None) -> str | None:
        """The first value of this name (and of this role or type), None without one."""
        found = (said.value for said in self.all(name) if role is None or self.role(said) == role)
        return next(found, None)

    def refined(self, said: _Said, name: str) -> str | None:
        """What refines a line in this way."""
        found = (other.value for other in self.lines if other.name == name and other.refines == f"#{said.id}")
        return next(found, None) if said.id else None

    def role(self, said: _Said) -> str:
        """The role of a name, or the type of a title or an identifier."""
        kinds = ("role", "title-type", "identifier-type")
        return said.role or next(filter(None, (self.refined(said, kind) for kind in kinds)), "")


def about(book: Opened, source: Input, spoken: str | None) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """The metadata, and what was not carried; `spoken` is the language of the text where the package tells none."""
    sayings = _Sayings(tuple(_lines(book)))
    organ, publisher = sayings.one("dc:publisher", "isb"), _publisher(sayings)
    metadata = Metadata(
        title=_title(sayings, own=book.own) or "",
        language=_language(sayings, spoken, own=book.own),
        subtitle=sayings.one("dc:title", "subtitle"),
        symbol=sayings.one("dc:identifier", "01"),
        authors=tuple(said.value for said in sayings.all("dc:creator") if sayings.role(said) in _AUTHORS),
        organ=organ,
        place=sayings.one("report:place"),
        date=_date(sayings, own=book.own),
        session=sayings.one("report:session"),
        publisher=publisher,
        rights=_rights(sayings),
        series=_series(sayings),
        source=_source(sayings, source, own=book.own),
    )
    return metadata, () if book.own else tuple(_untold(sayings, book.package_name, metadata))


def _lines(book: Opened) -> Iterator[_Said]:
    metadata = book.package.find(f"{_OPF}metadata")
    for found in metadata.iter(etree.Element) if metadata is not None else ():
        tag = str(found.tag)
        name = found.get("property") or found.get("name") or ""
        if tag.startswith(_DC):
            name = f"dc:{tag.removeprefix(_DC)}"
        value = found.text or found.get("content") or ""
        role = found.get(f"{_OPF}role") or found.get(f"{_OPF}event") or ""
        kept = value if book.own else " ".join(value.split())
        yield _Said(name, kept, found.get("id", ""), found.get("refines", ""), role, found.sourceline or 1)


def _title(sayings: _Sayings, *, own: bool) -> str | None:
    main = sayings.one("dc:title", "main")
    return main if own else main or sayings.one("dc:title", "") or sayings.one("dc:title")


def _publisher(sayings: _Sayings) -> str | None:
    return sayings.one("dc:publisher", "pbl") or sayings.one("dc:publisher", "")


def _language(sayings: _Sayings, spoken: str | None, *, own: bool) -> str:
    said = sayings.one("dc:language") or ""
    known = canonical(said)
    return said if own and known else known or spoken or "und"


def _date(sayings: _Sayings, *, own: bool) -> Date | None:
    """The date as printed, which only our own books tell, and as ISO 8601."""
    said = sayings.one("dc:date", "publication") or sayings.one("dc:date")
    printed = sayings.one("report:date") or ("" if own else said or "")
    match = _ISO.match(said or "")
    iso = match[0] if match and _in_calendar(match[0]) else None
    return Date(printed, iso) if printed or iso else None


def _in_calendar(iso: str) -> bool:
    try:
        calendar_date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])
    except ValueError:
        return False
    return True


def _rights(sayings: _Sayings) -> Rights | None:
    statement = tuple(said.value for said in sayings.all("dc:rights"))
    licence = sayings.one("dcterms:license")
    return Rights(statement, licence) if statement or licence else None


def _series(sayings: _Sayings) -> Series | None:
    for said in sayings.all("belongs-to-collection"):
        return Series(said.value, sayings.refined(said, "report:previous"), sayings.refined(said, "report:next"))
    title = sayings.one("calibre:series")
    return Series(title) if title else None


def _source(sayings: _Sayings, source: Input, *, own: bool) -> Source | None:
    """What our own book was made from; of another book, the book itself."""
    if not own:
        return Source(source.name, sha256(source.data).hexdigest())
    for said in sayings.all("dc:source"):
        digest = sayings.refined(said, "dcterms:identifier")
        if digest:
            return Source(said.value, digest.removeprefix(_DIGEST))
    return None


def _untold(sayings: _Sayings, part: str, metadata: Metadata) -> Iterator[Diagnostic]:
    """What the model has no place for."""
    if not metadata.title:
        yield Diagnostic(Code.TITLE_MISSING, "the book has no title", part=part)
    others = [said for said in sayings.all("dc:creator") if sayings.role(said) not in _AUTHORS]
    for said in (*others, *(line for name in _UNREAD for line in sayings.all(name))):
        message = f"{said.name} is not carried: {said.value[:80]}"
        yield Diagnostic(Code.METADATA_UNREAD, message, Place(said.line), part=part)
