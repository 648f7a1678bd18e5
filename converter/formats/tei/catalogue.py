"""The metadata of a report, from a teiHeader (header.py shows ours), and what else a header says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from lxml import etree

from converter.diagnostics import Code
from converter.formats.tei.names import APPLICATION, NAMESPACE, XML_LANG
from converter.formats.tei.record import Record, collapsed, tag, words
from converter.language import canonical, language_of
from converter.model import Date, Metadata, Rights, Series, Source
from converter.source import Input

_Element = etree._Element
_NS = {"t": NAMESPACE}
_FILE = "t:teiHeader/t:fileDesc/"
_STATEMENT = _FILE + "t:publicationStmt/"
_APPLICATION = f"t:teiHeader/t:encodingDesc/t:appInfo/t:application[@ident='{APPLICATION}']"
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_SUBTITLES = ("sub", "subordinate", "alt", "short", "desc")
_SAMPLE = 1 << 16


class Catalogue:
    """Reads the header of one document, and remembers which of its elements it has read."""

    def __init__(self, root: _Element, record: Record) -> None:
        """A reader of the header under this root."""
        self.root = root
        self.record = record
        self._used: set[_Element] = set()

    def metadata(self, source: Input, text: _Element) -> Metadata:
        """The metadata, from the header of the document and from its title page where the header is silent."""
        titles = self._found(_FILE + "t:titleStmt/t:title")
        main = [each for each in titles if each.get("type") not in _SUBTITLES]
        return Metadata(
            title=self._say(main[0]) if main else self._title(source, text),
            language=source.language or self.record.language,
            subtitle=self._first(each for each in titles if each not in main[:1]),
            symbol=self._symbol(),
            authors=tuple(map(self._say, self._found(_FILE + "t:titleStmt/t:author"))),
            organ=self._first(self._found(_STATEMENT + "t:authority")),
            place=self._first(self._found(_STATEMENT + "t:pubPlace")),
            date=self._date(),
            session=self._first(self._found(_FILE + "t:titleStmt/t:meeting")),
            publisher=self._first(self._found(_STATEMENT + "t:publisher")),
            rights=self._rights(),
            series=self._series(),
            source=self._source(source),
        )

    def leave(self) -> None:
        """Drop what the header says besides, element by element; the words of our own editions are this project's."""
        header = self.root.find("t:teiHeader", _NS)
        if header is None or self.record.own:
            return
        for element in header.iter(etree.Element):
            said = collapsed("".join([element.text or "", *(child.tail or "" for child in element)])).strip(" ")
            if said and not any(each in self._used for each in (element, *element.iterancestors())):
                self.record.drop(element, said, f"<{tag(element)}> of the header")

    def _found(self, path: str) -> list[_Element]:
        return list(self.root.iterfind(path, _NS))

    def _say(self, element: _Element) -> str:
        """The text of an element: exact in an edition of our own."""
        self._used.add(element)
        return "".join(map(str, element.itertext())) if self.record.own else words(element)

    def _first(self, elements: Iterable[_Element]) -> str | None:
        """The text of the first element, if there is one and, in others' documents, if it says something."""
        said = (self._say(element) for element in elements)
        return next((text for text in said if text or self.record.own), None)

    def _title(self, source: Input, text: _Element) -> str:
        """The title where the header has none: on the title page, in the first heading, in the name of the file."""
        self.record.tell(Code.TITLE_MISSING, "the header has no title", self.root)
        for path in (".//t:titlePage//t:titlePart", ".//t:titlePage//t:docTitle", ".//t:head"):
            found = text.find(path, _NS)
            if found is not None and words(found):
                return words(found)
        return source.name.partition(".")[0]

    def _symbol(self) -> str | None:
        numbers = self._found(_STATEMENT + "t:idno")
        own = [each for each in numbers if each.get("type") == "symbol"]
        return self._first(own if own or self.record.own else numbers)

    def _date(self) -> Date | None:
        for element in self._found(_STATEMENT + "t:date"):
            when, said = element.get("when"), self._say(element)
            iso = _iso(when) or (None if self.record.own else _iso(said))
            if when and iso is None:
                self.record.tell(Code.METADATA_UNREAD, f"{when!r} is no date of the calendar", element)
            if said or when or self.record.own:
                return Date(said if said or self.record.own else when or "", iso)
        return None

    def _rights(self) -> Rights | None:
        """The statement by paragraphs, and the licence by its target, else by its name."""
        found = self._found(_STATEMENT + "t:availability")
        if not found:
            return None
        licence = found[0].find("t:licence", _NS)
        paragraphs = tuple(map(self._say, found[0].iterfind(".//t:p", _NS)))
        if licence is None:
            return Rights(paragraphs or tuple(filter(None, [self._say(found[0])])))
        name = licence.get("target")
        if name is None:
            name = self._first(licence.iterfind("t:label", _NS))
        said = () if paragraphs or self.record.own else tuple(filter(None, [self._say(licence)]))
        return Rights(paragraphs or said, name)

    def _series(self) -> Series | None:
        titles = self._found(_FILE + "t:seriesStmt/t:title")
        if not titles:
            return None
        related = _FILE + "t:notesStmt/t:relatedItem[@type='{}']/t:bibl/t:title"
        previous, following = (self._first(self._found(related.format(kind))) for kind in ("previous", "next"))
        return Series(self._say(titles[0]), previous, following)

    def _source(self, source: Input) -> Source | None:
        """The file that our own edition was made from; of others' documents, the document itself."""
        if not self.record.own:
            return Source(source.name, sha256(source.data).hexdigest())
        for file in self._found(_FILE + "t:sourceDesc/t:bibl[@type='file']"):
            return Source(file.findtext("t:title", "", _NS), file.findtext("t:idno", "", _NS))
        return None


def is_own(root: _Element) -> bool:
    """Whether this document is an edition of this project's own."""
    return root.find(_APPLICATION, _NS) is not None


def version(root: _Element) -> str:
    """The version of this project that an edition of its own says it was made by."""
    found = root.find(_APPLICATION, _NS)
    return "" if found is None else found.get("version", "")


def language(root: _Element, text: _Element, *, own: bool) -> str:
    """The language of the text: what it says, what the header says, what its characters tell; `und` at last."""
    if own and canonical(root.get(XML_LANG, "")):
        return root.get(XML_LANG, "")
    said = [text.get(XML_LANG), *_usage(root), root.get(XML_LANG)]
    known = (tag for each in said if each and (tag := canonical(each)))
    return next(known, None) or language_of(_sample(text)) or "und"


def _usage(root: _Element) -> Iterator[str | None]:
    """The one language of the header, if it is one."""
    listed = root.findall("t:teiHeader/t:profileDesc/t:langUsage/t:language", _NS)
    if len(listed) == 1:
        yield listed[0].get("ident")


def _sample(text: _Element) -> str:
    """The beginning of a text."""
    parts: list[str] = []
    size = 0
    for part in text.itertext():
        parts.append(str(part))
        size += len(part)
        if size > _SAMPLE:
            break
    return "".join(parts)


def _iso(said: str | None) -> str | None:
    """A date of the calendar in ISO 8601, which may go on with an hour."""
    found = _ISO.match((said or "").strip())
    if not found or (said or "").strip()[found.end() : found.end() + 1] not in ("", "T"):
        return None
    try:
        date.fromisoformat(found[0] + "-01-01"[len(found[0]) - 4 :])
    except ValueError:
        return None
    return found[0]
