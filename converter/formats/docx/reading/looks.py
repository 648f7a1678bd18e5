"""The styles of a document as they are read: what a paragraph's style says of its role, inherited by `w:basedOn`.

    <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>
      <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>

Word keeps its built-in names in English whatever its language is; other programs write them in their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from converter.formats.docx.markup import Element, W, qualified

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|заголовок|标题|標題|見出し|제목|عنوان|العنوان|kop|rubrik|nagłówek)"
    r"[ \u00a0]?([1-9])"
)
_ROLES: Mapping[str, str] = {
    "title": "title", "titel": "title", "titre": "title", "título": "title", "titolo": "title", "название": "title",
    "标题": "title", "標題": "title", "العنوان": "title",
    "subtitle": "subtitle", "sous-titre": "subtitle", "subtítulo": "subtitle", "подзаголовок": "subtitle",
    "副标题": "subtitle", "副標題": "subtitle", "العنوان الفرعي": "subtitle",
    "author": "author", "masthead": "front", "imprint": "front",
    "quote": "quote", "intense quote": "quote", "block text": "quote", "quotation": "quote", "quote source": "source",
    "caption": "caption", "box title": "box-title", "box text": "box", "table head": "table-head", "spacing": "spacing",
    "numbered paragraph": "numbered", "footnote text": "note", "unread": "unread",
}  # fmt: skip
FRONT = frozenset({"title", "subtitle", "author", "front"})
"""The roles of the styles on the title page and the imprint."""
_LISTS = re.compile(r"list (?:bullet|number|continue)?\s?\d?")
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)|table of (?:figures|authorities)|contents heading")
_CHARACTERS = {"strong": "strong", "emphasis": "emphasis", "intense emphasis": "emphasis"}


class Look(Struct, frozen=True):
    """One style: its role, its heading level from 1, its list and level, and what it says of its characters."""

    id: str
    kind: str
    name: str
    based: str
    outline: int | None
    number: tuple[str | None, int | None]
    characters: Element | None

    @property
    def role(self) -> str:
        """The role that the name tells, empty when it tells none."""
        if _CONTENTS.fullmatch(self.name):
            return "contents"
        return _ROLES.get(self.name) or ("list" if _LISTS.fullmatch(self.name) else "")

    @property
    def named_level(self) -> int | None:
        """The heading level that the name tells."""
        match = _HEADING.fullmatch(self.name)
        return int(match[1]) if match else None


class Looks(Struct, dict=True):
    """The styles of a document by id. What one does not say, the one it is based on may; cycles are not followed."""

    by_id: Mapping[str, Look] = field(default_factory=dict)
    default: str = ""
    languages: tuple[str, str, str] = ("", "", "")
    """The document's default language in Latin, East Asian and right-to-left text, as Word names it."""
    _roles: dict[str, str] = field(default_factory=dict)
    _levels: dict[str, int | None] = field(default_factory=dict)

    def chain(self, style: str) -> Iterator[Look]:
        """A style and all that it is based on."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = self.by_id[style].based

    def role(self, style: str) -> str:
        """The role of a style or of the nearest style that it is based on."""
        if style not in self._roles:
            self._roles[style] = next((look.role for look in self.chain(style) if look.role), "")
        return self._roles[style]

    def level(self, style: str) -> int | None:
        """The heading level: by name, else by the outline level, of the nearest style that has one."""
        if style not in self._levels:
            told = (self._level(look) for look in self.chain(style))
            found = next((level for level in told if level is not None), 0)
            self._levels[style] = found or None
        return self._levels[style]

    @staticmethod
    def _level(look: Look) -> int | None:
        if look.named_level:
            return look.named_level
        return None if look.outline is None else (look.outline + 1 if look.outline < 9 else 0)

    def number(self, style: str) -> tuple[str | None, int | None, str]:
        """The list, the level in it if it is told, and the style that says so."""
        level: int | None = None
        for look in self.chain(style):
            num, own = look.number
            level = own if level is None else level
            if num is not None:
                return num, level, look.id
        return None, level, ""

    @cached_property
    def character_roles(self) -> Mapping[str, str]:
        """The character styles that stress, by id."""
        return {id: _CHARACTERS[look.name] for id, look in self.by_id.items() if look.name in _CHARACTERS}


def read_looks(root: Element | None) -> Looks:
    """The styles in a styles part; none without one."""
    if root is None:
        return Looks()
    looks = {look.id: look for look in map(_look, root.iter(_STYLE)) if look.id}
    usual = (style for style in root.iter(_STYLE) if style.get(_DEFAULT) in _ON and style.get(_TYPE) == "paragraph")
    return Looks(looks, next((style.get(_ID, "") for style in usual), ""), _languages(root))


_STYLE, _ID, _TYPE, _DEFAULT, _VAL = (qualified(W, name) for name in ("style", "styleId", "type", "default", "val"))
_ON = ("1", "true", "on")


def value(parent: Element | None, path: str) -> str | None:
    """The `w:val` at a path of `w:` names, None when it is not there."""
    found = None if parent is None else parent.find("/".join(qualified(W, name) for name in path.split("/")))
    return None if found is None else found.get(_VAL)


def whole(found: str | None) -> int | None:
    """A whole number that Word would write; None for anything else."""
    try:
        return int(found) if found is not None and len(found) < 12 else None
    except ValueError:
        return None


def _look(style: Element) -> Look:
    return Look(
        style.get(_ID, ""),
        style.get(_TYPE, "paragraph"),
        (value(style, "name") or style.get(_ID) or "").strip().lower(),
        value(style, "basedOn") or "",
        whole(value(style, "pPr/outlineLvl")),
        (value(style, "pPr/numPr/numId"), whole(value(style, "pPr/numPr/ilvl"))),
        style.find(qualified(W, "rPr")),
    )


def _languages(root: Element) -> tuple[str, str, str]:
    found = root.find("/".join(qualified(W, name) for name in ("docDefaults", "rPrDefault", "rPr", "lang")))
    if found is None:
        return "", "", ""
    latin, east, bidi = (found.get(qualified(W, name), "") for name in ("val", "eastAsia", "bidi"))
    return latin, east, bidi
