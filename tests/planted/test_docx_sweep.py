"""Every text and attribute of a Word document is changed in turn: what the proof does not notice stands in a table.

One file holds every kind of node. Of attributes in places of one kind a sample is changed, of texts every one. A place
that nobody notices and that the table does not know fails this test, and so does a line of the table that no place
needs. Places are written as the part, the last elements, and the attribute:

    document:text/p/r/t#      document:contents/p/hyperlink@anchor      styles/style/pPr/jc@val
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from lxml import etree

from converter.formats import formats
from converter.proof import prove
from tests.planted.faults import EVERY_NODE, good
from tests.planted.markup import Element
from tests.planted.test_docx import Document, W
from tests.samples import every_node

DOCX = formats()["docx"]

FURNITURE = tuple(f"word/{kind}{number}.xml" for kind in ("header", "footer") for number in (1, 2, 3))

LOOKS = "a look: a measure, a face, a colour, a frame, where lines and pages break"
PAGES = "how pages are numbered and which of them have which head: the layout's, which Word makes anew"
WORDS = "a word of the style's own, which the report does not have"
GRAMMAR = "what finds the part, or says of which sort it is: the programs that check files tell it"
NAMES = "a name or a number by which programs tell objects apart; nothing is shown and nothing refers to it"
HOURS = "when the file was made: no fact of the report"
HABITS = "how Word is to behave while somebody writes"
UNUSED = "a style or a level of a list that no paragraph has"

UNNOTICED = {
    # the package
    r"\[Content_Types\]/.*": GRAMMAR,
    r".*\.rels/Relationship\.[\w-]+@Id": GRAMMAR,
    r"item1\.xml\.rels/.*|document\.xml\.rels/Relationship\.(settings|fontTable)@.*": GRAMMAR,
    r"itemProps1.*": NAMES,
    r"core/(created|modified)[#@].*": HOURS,
    r"custom/property@(fmtid|pid)": NAMES,
    # looks
    r"fontTable/.*": LOOKS,
    r"settings/.*": HABITS,
    r"styles/.*/(spacing|ind|jc|sz|szCs|rFonts|color|shd|tab|vertAlign|tblInd)@.*": LOOKS,
    r"styles/.*/(tblBorders|tblCellMar)/.*": LOOKS,
    r"styles/style/(basedOn|next|uiPriority)@val|styles/style@(customStyle|default)": HABITS,
    r"styles/style/name@val": "what Word calls a style where the structure says what its paragraphs are",
    r"styles/.*/rPr/lang@(eastAsia|bidi)": "the language of scripts that the report's own language is not written in",
    r"(document:|header|footer).*/(tab|ind|bottom)@.*": LOOKS,
    r"document:.*/(tblW|tblLayout|tblLook|gridCol|tcW)@.*": LOOKS,
    r"document:text/.*/(inline|extent|off|ext|prstGeom|graphicFrameLocks)@.*": LOOKS,
    r"document:.*/hyperlink@history": HABITS,
    r"document:section/.*": PAGES,
    r"footnotes:separator/.*": LOOKS,
    # names and words
    r"document:text/.*/(docPr|cNvPr)@(id|name)": NAMES,
    r"document:text/sdt/sdtPr/tag@val|document:contents/.*/docPartGallery@val": NAMES,
    r"numbering/abstractNum/(nsid|multiLevelType)@val": NAMES,
    r".*/r\.Label/t#|document:contents/.*/p\.TOCHeading/r/t#": WORDS,
    r".*/t#PAGE(REF)?": PAGES,
    r"document:text/p\.Heading1/pPr/rPr/lang@bidi": "the language of a mark in which no words stand",
    r"document:contents/.*/lang@bidi": "the language of words that Word makes anew from the headings",
    # lists
    r"numbering(:\w+)?/.*/(ind|tab)@.*|numbering(:\w+)?/.*/(lvlJc|suff)@val": LOOKS,
    r"numbering:overridden/.*/start@val": "where a level starts that every list of its sort starts elsewhere",
    r"(numbering|styles):unused/.*": UNUSED,
    r"numbering/num/lvlOverride@ilvl": "a level begins again at the number at which it begins anyway",
    r"numbering/abstractNum/lvl\.bullet/(start|lvlText)@val": "a sign of the style's own before items without labels",
    r".*/instrText#TOC2": "to which level the contents go, where no heading stands deeper",
    r".*/instrText#SEQ1": "the name under which captions are counted, where nothing else is counted",
}  # fmt: skip
"""Places as patterns, and why a change there says nothing of the report."""

OTHERS = {
    "0": "1", "1": "0", "fr-FR": "es-ES", "en-GB": "fr-FR", "zh-CN": "zh-TW", "ar-SA": "fa-IR",
    "decimal": "upperLetter",
}  # fmt: skip
"""What is put for a flag or for a value of a closed list: another one of the list."""

Change = Callable[[], Callable[[], None]]
"""Makes a change in place; what it gives takes the change back."""


class Victim:
    """A document whose parts are changed one at a time, and put back."""

    def __init__(self) -> None:
        self.document = Document(good("docx", EVERY_NODE))
        self.document.parts = Document(self.document.bytes()).parts
        self.trees = self.document.trees
        self.used = set(_used(self.trees))

    def proved(self, name: str) -> bool:
        """Whether the document with this part as it is now still proves equal."""
        damaged = Document.__new__(Document)
        damaged.parts = self.document.parts
        damaged.trees = {name: self.trees[name]}
        return prove(every_node(), DOCX, damaged.bytes(), "report.docx").proved


def _used(trees: dict[str, Element]) -> Iterator[tuple[str, str] | str]:
    """The styles that anything has, and the levels of abstract lists on which a paragraph stands."""
    lists = {num.get(f"{W}numId"): str(num[0].get(f"{W}val")) for num in trees["word/numbering.xml"].iter(f"{W}num")}
    for name in ("word/document.xml", "word/footnotes.xml", "word/styles.xml", *FURNITURE):
        for element in trees[name].iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            yield str(element.get(f"{W}val"))
        for number in trees[name].iter(f"{W}numPr"):
            level, num = number.find(f"{W}ilvl"), number.find(f"{W}numId")
            if num is not None and (abstract := lists.get(num.get(f"{W}val"))):
                yield abstract, str(level.get(f"{W}val")) if level is not None else "0"


@cache
def victim() -> Victim:
    return Victim()


def local(element: Element) -> str:
    return etree.QName(element).localname


# Where a place is


def named(element: Element) -> str:
    """An element's name, and which of its sort it is: a run's or paragraph's style, a relationship's kind."""
    name = local(element)
    if name == "Relationship":
        return f"{name}.{element.get('Type', '').rpartition('/')[2]}"
    if name == "lvl":
        return f"{name}.bullet" if element.find(f"{W}numFmt[@{W}val='bullet']") is not None else name
    marks = element.findall(f"{W}pPr/{W}pStyle") + element.findall(f"{W}rPr/{W}rStyle")
    style = str(marks[0].get(f"{W}val")) if marks and name in ("p", "r") else ""
    return f"{name}.{style}" if style in ("Label", "TOCHeading", "Heading1") else name


def region(name: str, line: list[Element]) -> str:
    """The part of a part, where one place is not like another."""
    names = {local(element): element for element in line}
    if name == "document":
        contents = next(each for each in line[0][0] if local(each) == "sdt" and len(each[0][0]))
        if "sectPr" in names:
            return ":section"
        return ":contents" if contents in line else ":text"
    if name == "footnotes" and "footnote" in names and names["footnote"].get(f"{W}type"):
        return ":separator"
    if (level := names.get("lvl")) is not None:
        around = level.getparent()
        assert around is not None
        place = (str(around.get(f"{W}abstractNumId")), str(level.get(f"{W}ilvl")))
        return ":unused" if place not in victim().used else ":overridden" if overridden(*place) else ""
    style = names.get("style")
    return ":unused" if style is not None and style.get(f"{W}styleId") not in victim().used else ""


def overridden(abstract: str, level: str) -> bool:
    """Whether every list of an abstract one says itself where this level starts."""
    nums = victim().trees["word/numbering.xml"].findall(f"{W}num[{W}abstractNumId]")
    lists = [num for num in nums if num[0].get(f"{W}val") == abstract]
    return all(num.find(f"{W}lvlOverride[@{W}ilvl='{level}']") is not None for num in lists)


def path(part: str, element: Element) -> str:
    """Where an element is: its part, the region of it, and the elements around it but for root and body."""
    line = [*reversed(list(element.iterancestors())), element]
    name = part.rpartition("/")[2].removesuffix(".xml")
    inner = [named(each) for each in line[1:] if local(each) != "body"]
    return "/".join([name + region(name, line), *inner])


def fields(root: Element) -> dict[Element, str]:
    """The kind of the innermost field whose result a text is."""
    found: dict[Element, str] = {}
    under_way: list[str] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if local(element) == "instrText":
            under_way[-1] = (element.text or "").split()[0]
        elif local(element) == "t" and under_way:
            found[element] = under_way[-1]
        elif element.get(f"{W}fldCharType") == "begin":
            under_way.append("")
        elif element.get(f"{W}fldCharType") == "end":
            under_way.pop()
    return found


# What is changed


def other(value: str) -> str:
    """Another value of the same sort."""
    if value in OTHERS:
        return OTHERS[value]
    return str(int(value) + 1) if re.fullmatch(r"-?[0-9]+", value) else f"{value}x"


def attribute(element: Element, name: str) -> Change:
    def change() -> Callable[[], None]:
        before = element.attrib[name]
        element.attrib[name] = other(str(before))
        return lambda: element.attrib.update({name: before})

    return change


def text(element: Element, new: str) -> Change:
    def change() -> Callable[[], None]:
        before, element.text = element.text, new
        return lambda: setattr(element, "text", before)

    return change


def codes(element: Element) -> Iterator[tuple[str, Change]]:
    """The words of a field's code that are no switches and no formats: its kind and its arguments."""
    words = (element.text or "").split()
    for at, word in enumerate(words):
        if not word.startswith("\\") and words[at - 1] != "\\*":
            new = re.sub(r"[0-9](?=\"?$)", lambda digit: other(digit[0]), word)
            new = word.rstrip('"') + "x" if new == word or "_" in word else new
            yield f"#{words[0]}{at or ''}", text(element, f" {' '.join([*words[:at], new, *words[at + 1 :]])} ")


def places() -> Iterator[tuple[str, str, str, Change]]:
    """Every place: its path, its part, what it says, and the change."""
    for part, root in victim().trees.items():
        results = fields(root)
        for element in root.iter():
            at = path(part, element)
            for name in map(str, element.attrib):
                if not name.endswith("}space"):
                    said = str(element.get(name))
                    yield f"{at}@{etree.QName(name).localname}", part, said, attribute(element, name)
            said = element.text or ""
            if local(element) == "instrText":
                yield from ((f"{at}{which}", part, said, change) for which, change in codes(element))
            elif said.strip(" \n") or local(element) == "t":
                yield f"{at}#{results.get(element, '')}", part, said, text(element, other(said))


def unnoticed(part: str, change: Change) -> bool:
    back = change()
    proved = victim().proved(part)
    back()
    return proved


def sampled(at: str, found: list[tuple[str, str, Change]]) -> list[tuple[str, str, Change]]:
    """All texts of a kind; of attributes those that say different things, six of them at most, evenly spread."""
    if "@" not in at:
        return found
    different = list({said: (part, said, change) for part, said, change in found}.values())
    step = max(1, -(-len(different) // 6))
    return different[::step]


def test_no_change_goes_unnoticed() -> None:
    kinds: dict[str, list[tuple[str, str, Change]]] = defaultdict(list)
    for at, part, said, change in places():
        kinds[at].append((part, said, change))
    missed: list[tuple[str, str]] = []
    needed: set[str] = set()
    for at, found in kinds.items():
        lines = [line for line in UNNOTICED if re.fullmatch(line, at)]
        for part, said, change in sampled(at, found):
            if not lines and unnoticed(part, change):
                missed.append((at, said))
            elif lines and not needed.issuperset(lines) and unnoticed(part, change):
                needed.update(lines)
    assert missed == []
    assert needed == UNNOTICED.keys()
