"""A DOCX as its parts, read with zipfile and lxml alone; and what Word's counters show in it, computed anew."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def at(element: Element | None, name: str = "val") -> str:
    """A `w:` attribute, empty when there is none."""
    return "" if element is None else element.get(f"{{{W}}}{name}", "")


def every(element: Element, path: str) -> list[Element]:
    """The elements on an XPath."""
    found = element.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, Element)]


def one(element: Element, path: str) -> Element | None:
    """The first element on an XPath."""
    return next(iter(every(element, path)), None)


def words(element: Element) -> str:
    """The text of a paragraph or of anything with runs: tabs and line breaks as characters, field codes left out."""
    said = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}softHyphen": "\u00ad", f"{{{W}}}noBreakHyphen": "\u2011"}
    runs = every(element, "descendant-or-self::w:r/*")
    return "".join(said.get(str(child.tag), (child.text or "") if child.tag == f"{{{W}}}t" else "") for child in runs)


@dataclass(frozen=True)
class Opened:
    """The parts of a file by name."""

    data: bytes
    cache: dict[str, Element] = field(default_factory=dict)

    @cached_property
    def members(self) -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(self.data)) as package:
            assert package.testzip() is None
            return {name: package.read(name) for name in package.namelist()}

    def part(self, name: str) -> Element:
        if name not in self.cache:
            self.cache[name] = etree.fromstring(self.members[name])
        return self.cache[name]

    @property
    def document(self) -> Element:
        return self.part("word/document.xml")

    @property
    def footnotes(self) -> Element:
        return self.part("word/footnotes.xml")

    @property
    def numbering(self) -> Element:
        return self.part("word/numbering.xml")

    @property
    def styles(self) -> Element:
        return self.part("word/styles.xml")

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Type (its last word) and target of every relationship of a part, by id."""
        folder, _, name = part.rpartition("/")
        member = f"{folder}/_rels/{name}.rels".lstrip("/")
        found = every(self.part(member), "//rel:Relationship") if member in self.members else []
        return {
            one.attrib["Id"]: (str(one.attrib["Type"]).rpartition("/")[2], str(one.attrib["Target"])) for one in found
        }

    def paragraphs(self, style: str = "") -> list[Element]:
        """The paragraphs of the text, in order; those of one style when it is named."""
        found = every(self.document, "/w:document/w:body//w:p")
        return [one for one in found if style_of(one) == style] if style else found

    def custom(self) -> dict[str, str]:
        """The custom properties."""
        return {str(found.get("name")): found[0].text or "" for found in self.part("docProps/custom.xml")}

    def core(self) -> dict[str, str]:
        """The core properties by their local names."""
        return {str(found.tag).rpartition("}")[2]: found.text or "" for found in self.part("docProps/core.xml")}

    def labelled(self) -> Iterator[tuple[Element, str, str]]:
        """Every paragraph of the text with the label that Word's counter shows on it, and its words."""
        counters = _Counters(self)
        for paragraph in self.paragraphs():
            yield paragraph, counters.label(paragraph), words(paragraph)

    def printed(self, *styles: str) -> list[tuple[str, str]]:
        """Label and words of the paragraphs of these styles, wherever the label stands: in a counter or in the text."""
        out = []
        for paragraph, label, said in self.labelled():
            if style_of(paragraph) in styles:
                literal = "".join(words(run) for run in every(paragraph, "w:r[w:rPr/w:rStyle/@w:val='Label']"))
                out.append((label or literal, said.removeprefix(literal).lstrip("\t\n") if literal else said))
        return out


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    return at(one(paragraph, "w:pPr/w:pStyle"))


def resolved(file: Opened) -> None:
    """What the validator does not see: every list, style, bookmark, note and relationship that is named is there."""
    styles = {at(found, "styleId") for found in every(file.styles, "w:style")}
    nums = {at(found, "numId") for found in every(file.numbering, "w:num")} | {"0"}
    texts = {name: file.part(name) for name in ("word/document.xml", "word/footnotes.xml")}
    marks = [at(found, "name") for text in texts.values() for found in every(text, "//w:bookmarkStart")]
    assert len(marks) == len(set(marks))
    for name, text in {**texts, "word/styles.xml": file.styles, "word/numbering.xml": file.numbering}.items():
        named = every(text, "//w:pStyle | //w:rStyle | //w:tblStyle | //w:basedOn | //w:next")
        assert {at(found) for found in named} <= styles
        assert {at(found) for found in every(text, "//w:numPr/w:numId")} <= nums
        assert {at(found, "anchor") for found in every(text, "//w:hyperlink[@w:anchor]")} <= set(marks)
        codes = [(found.text or "").split() for found in every(text, "//w:instrText")]
        assert {code[1] for code in codes if code[0] in ("REF", "PAGEREF", "NOTEREF")} <= set(marks)
        relations = text.xpath("//@r:id | //@r:embed", namespaces=NS)
        assert isinstance(relations, list)
        assert set(relations) <= set(file.relationships(name))
        starts, ends = every(text, "//w:bookmarkStart"), every(text, "//w:bookmarkEnd")
        assert sorted(at(found, "id") for found in starts) == sorted(at(found, "id") for found in ends)
        assert all(str(found[-1].tag) == f"{{{W}}}p" for found in every(text, "//w:tc"))
    notes = {at(found, "id") for found in every(file.footnotes, "w:footnote[not(@w:type)]")}
    assert {at(found, "id") for found in every(file.document, "//w:footnoteReference")} == notes


class _Counters:
    """Word's counters: kept by abstract list, restarted by higher levels, set by overrides at a list's first use."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.values: dict[str, dict[int, int]] = {}
        self.used: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        number, level = self._applied(paragraph)
        if number in ("", "0"):
            return ""
        num = one(self.opened.numbering, f"w:num[@w:numId='{number}']")
        assert num is not None, f"numId {number} is not there"
        abstract = at(one(num, "w:abstractNumId"))
        levels = {int(at(found, "ilvl")): found for found in every(self._abstract(abstract), "w:lvl")}
        self._count(num, abstract, level, levels)
        return self._shown(abstract, levels[level])

    def _applied(self, paragraph: Element) -> tuple[str, int]:
        own = one(paragraph, "w:pPr/w:numPr")
        if own is None:
            own = one(self.opened.styles, f"w:style[@w:styleId='{style_of(paragraph)}']/w:pPr/w:numPr")
        if own is None:
            return "", 0
        return at(one(own, "w:numId")), int(at(one(own, "w:ilvl")) or 0)

    def _abstract(self, identifier: str) -> Element:
        found = one(self.opened.numbering, f"w:abstractNum[@w:abstractNumId='{identifier}']")
        assert found is not None, f"abstractNum {identifier} is not there"
        return found

    def _count(self, num: Element, abstract: str, level: int, levels: dict[int, Element]) -> None:
        values = self.values.setdefault(abstract, {})
        override = at(one(num, f"w:lvlOverride[@w:ilvl='{level}']/w:startOverride"))
        first = (at(num, "numId"), level) not in self.used
        if override and (first or level not in values):
            values[level] = int(override)
        elif level in values:
            values[level] += 1
        else:
            values[level] = int(at(one(levels[level], "w:start")))
        self.used.add((at(num, "numId"), level))
        for deeper in [key for key in values if key > level and at(one(levels[key], "w:lvlRestart")) != "0"]:
            del values[deeper]

    def _shown(self, abstract: str, level: Element) -> str:
        text, number = at(one(level, "w:lvlText")), int(at(level, "ilvl"))
        if at(one(level, "w:numFmt")) == "bullet":
            return text
        value = self.values[abstract][number]
        return re.sub(r"%\d", _COUNTED[at(one(level, "w:numFmt"))](value), text)


def _repeated(alphabet: str, value: int) -> str:
    return alphabet[(value - 1) % len(alphabet)] * ((value - 1) // len(alphabet) + 1)


def _roman(value: int) -> str:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    assert value < 100
    return tens[value // 10] + ones[value % 10]


def _chinese(value: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    assert value < 100
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": lambda value: _repeated("abcdefghijklmnopqrstuvwxyz", value),
    "upperLetter": lambda value: _repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ", value),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "chineseCounting": _chinese,
    "russianLower": lambda value: _repeated("абвгдежзиклмнопрстуфхцчшщыэюя", value),
    "russianUpper": lambda value: _repeated("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", value),
    "arabicAbjad": lambda value: _repeated("أبجدهوزحطيكلمنسعفصقرشتثخذضغظ", value),
}
