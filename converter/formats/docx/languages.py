"""Languages and faces as Word names them: regions it knows, and four slots for faces.

    <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="PMingLiU" w:cs="Traditional Arabic"/>
    <w:lang w:val="zh-TW" w:eastAsia="zh-TW" w:bidi="ar-SA"/>

A run says only in what it departs from the document's defaults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, count

from converter.formats.docx.markup import Element, w
from converter.language import direction, primary
from converter.stylesheet import Family

_REGIONS = {
    "ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN",
    "zh-Hans": "zh-CN", "zh-Hant": "zh-TW",
}  # fmt: skip
_AMBIGUOUS = re.compile("[\u00b7\u00d7\u2010-\u2027\u2030-\u205e]")
"""Marks that Latin and Chinese share, and which Word sets in the Latin face unless it is told otherwise."""


def region(tag: str) -> str:
    """A BCP 47 tag as Word knows it: `zh-Hant` is `zh-TW`, `zh-Hant-HK` is `zh-HK`, `en` is `en-GB`."""
    if known := _REGIONS.get(tag):
        return known
    first, *rest = tag.split("-")
    where = next((part for part in rest if len(part) == 2), "")
    return f"{first}-{where}" if where else _REGIONS.get("-".join([first, *rest[:1]]), tag)


def words(tags: Iterable[str]) -> dict[str, str]:
    """By each tag the name that Word has for it, no two the same: its region, unless a tag before it has taken that."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for tag in tags:
        others = (f"{tag}-x-{number}" for number in count(1))
        found[tag] = next(name for name in chain((region(tag), tag, primary(tag)), others) if name not in taken)
        taken.add(found[tag])
    return found


def is_han(tag: str) -> bool:
    """Whether the language is set in Han characters."""
    return primary(tag) == "zh"


def is_traditional(tag: str) -> bool:
    """Whether Han characters of this language take their Traditional forms."""
    return region(tag) in ("zh-TW", "zh-HK", "zh-MO")


def leans_east(tag: str, characters: str) -> bool:
    """Whether these characters hold marks that the language wants from the East Asian face."""
    return is_han(tag) and _AMBIGUOUS.search(characters) is not None


def language(tag: str, word: str) -> Element:
    """The `w:lang` of a run that departs from the document's language; `word` is the tag as Word knows it."""
    if direction(tag) == "rtl":
        return w("lang", bidi=word)
    if is_han(tag):
        return w("lang", val=word, eastAsia=word)
    return w("lang", val=word)


def default_language(tag: str) -> Element:
    """The `w:lang` of the whole document: all three slots."""
    east = region(tag) if is_han(tag) else region("zh-Hans")
    bidi = region(tag) if direction(tag) == "rtl" else region("ar")
    return w("lang", val=region(tag), eastAsia=east, bidi=bidi)


def east_asian(family: Family, tag: str) -> str:
    """The first name of the family's face for Han characters of this language."""
    return (family.names.traditional if is_traditional(tag) else family.names.simplified)[0]


def faces(family: Family, tag: str) -> Element:
    """All four slots of a family."""
    latin, arabic = family.names.latin[0], family.names.arabic[0]
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=east_asian(family, tag), cs=arabic)
