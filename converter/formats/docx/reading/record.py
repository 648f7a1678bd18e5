"""The metadata of a document: what its title page and imprint print, then its custom properties, then Dublin Core.

<property name="Session"><vt:lpwstr>First session</vt:lpwstr></property>       <dc:title>…</dc:title>
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from converter.formats.docx.reading.entries import Para
from converter.formats.docx.reading.leaves import plain
from converter.formats.docx.reading.looks import Looks
from converter.formats.docx.reading.parts import Parts
from converter.language import canonical
from converter.model import Date, Metadata, Rights, Series, Source
from converter.source import Input

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
PRINTED = {
    "organ": "Organ", "session": "Session", "symbol": "Symbol", "place": "Place", "date": "Date",
    "publisher": "Publisher", "licence": "Licence", "series": "Series", "previous": "Previous", "next": "Next",
    "source": "Source", "digest": "Source SHA-256",
}  # fmt: skip
"""The property that says the same as a bookmark of the front matter."""


class Record:
    """What the properties say, and what the front matter prints."""

    def __init__(self, parts: Parts) -> None:
        """Read the properties."""
        self.core = _core(parts)
        self.custom = _custom(parts)

    @property
    def language(self) -> str | None:
        """The language that the properties name."""
        return canonical(self.core.get("language", ""))

    def own(self, printed: Mapping[str, str], front: Sequence[Para], looks: Looks, language: str) -> Metadata:
        """The metadata of a document of ours: `printed` by the names of their bookmarks, without `meta_`."""
        said = {name: printed.get(name) or self.custom.get(other) for name, other in PRINTED.items()}
        return Metadata(
            title=_styled(front, looks, "title") or self.core.get("title", ""),
            language=language,
            subtitle=_styled(front, looks, "subtitle") or self.core.get("subject"),
            symbol=said["symbol"],
            authors=_authors(front, looks) or _lines(self.custom.get("Authors")),
            organ=said["organ"],
            place=said["place"],
            date=self._date(said["date"]),
            session=said["session"],
            publisher=said["publisher"],
            rights=self._rights(printed, said["licence"]),
            series=Series(said["series"], said["previous"], said["next"]) if said["series"] is not None else None,
            source=Source(said["source"], said["digest"] or "") if said["source"] is not None else None,
        )

    def others(self, source: Input, front: Sequence[Para], looks: Looks, language: str, title: str) -> Metadata:
        """The metadata of any other document; `title` stands in where none is told."""
        creator = self.core.get("creator")
        return Metadata(
            title=_styled(front, looks, "title").strip() or self.core.get("title", "").strip() or title,
            language=language,
            subtitle=_styled(front, looks, "subtitle").strip() or self.core.get("subject"),
            symbol=self.custom.get("Symbol") or self.core.get("identifier"),
            authors=_authors(front, looks) or tuple(filter(None, (creator or "").split("; "))),
            source=Source(source.name, sha256(source.data).hexdigest()),
        )

    def _date(self, printed: str | None) -> Date | None:
        """The date; its ISO form only where it was made from what is printed."""
        if printed is None:
            return None
        iso = self.custom.get("Date ISO", "")
        return Date(printed, iso if _ISO.fullmatch(iso) and self.custom.get("Date") == printed else None)

    def _rights(self, printed: Mapping[str, str], licence: str | None) -> Rights | None:
        numbers = sorted(int(name[7:]) for name in printed if re.fullmatch(r"rights_[0-9]{1,4}", name))
        statement = tuple(printed[f"rights_{number}"] for number in numbers) or _lines(self.custom.get("Rights"))
        return Rights(statement, licence) if statement or licence is not None else None


def _styled(front: Sequence[Para], looks: Looks, role: str) -> str:
    """The words of the first paragraph of a role on the title page."""
    return next((plain(para.leaves) for para in front if looks.role(para.style) == role), "")


def _authors(front: Sequence[Para], looks: Looks) -> tuple[str, ...]:
    return tuple(text for para in front if looks.role(para.style) == "author" and (text := plain(para.leaves)))


def _lines(found: str | None) -> tuple[str, ...]:
    return tuple(found.split("\n")) if found else ()


def _core(parts: Parts) -> dict[str, str]:
    """Dublin Core by local names. ECMA-376 Part 2, 11."""
    name = parts.related("", "core-properties")
    root = parts.xml(name) if name else None
    found = {str(child.tag).rpartition("}")[2]: child.text or "" for child in root} if root is not None else {}
    return {name: value for name, value in found.items() if value}


def _custom(parts: Parts) -> dict[str, str]:
    """The custom properties that are text, by name. ECMA-376 Part 1, 22.3."""
    name = parts.related("", "custom-properties")
    root = parts.xml(name) if name else None
    return {child.get("name", ""): child[0].text or "" for child in root if len(child)} if root is not None else {}
