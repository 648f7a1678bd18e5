"""One part with running text, walked once from its first element to its last: paragraphs, tables, pictures, boxes.

    <w:p>…</w:p>  ->  Para(leaves, style, label …)        <w:tbl>…</w:tbl>  ->  Grid(rows of cells of entries)

Content controls, insertions and the like are walked through; deletions are counted and left out. Fields give their
results. What is no text and no picture is said to be lost, with the number of its paragraph as the line of its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from converter.diagnostics import Code, Diagnostic, Place
from converter.formats.docx.markup import Element, W
from converter.formats.docx.reading.contents import listed
from converter.formats.docx.reading.drawings import alternative
from converter.formats.docx.reading.ends import unpaired
from converter.formats.docx.reading.entries import Entry, Grid, GridCell, Para
from converter.formats.docx.reading.fields import Fields
from converter.formats.docx.reading.leaves import Leaf
from converter.formats.docx.reading.lists import Number
from converter.formats.docx.reading.looks import value, whole
from converter.formats.docx.reading.runs import Runs
from converter.formats.docx.reading.shared import Shared, Shown
from converter.reading import Dropped

_W = "{" + W + "}"
DERIVED = "a list that Word makes from the rest of the document"


class Story:
    """The walk through one part."""

    def __init__(self, shared: Shared, part: str, *, furniture: bool = False) -> None:
        """At the beginning of the part; `furniture` is a head or a foot of pages."""
        self.shared, self.part, self.furniture = shared, part, furniture
        self.fields = Fields(shared.recalled)
        self._before = shared.paragraphs
        self._open: dict[str, str] = {}
        self._carried: list[Leaf] = []

    @property
    def place(self) -> Place:
        """The paragraph at hand, counted in its part from 1."""
        return Place(max(self.shared.paragraphs - self._before, 1))

    def lose(self, what: str) -> None:
        """Say what is not carried, and where it stood."""
        said = Diagnostic(Code.NOT_CARRIED, what, self.place, part=self.part, path=self.shared.parts.name)
        self.shared.parts.diagnostics.append(said)

    def drop(self, text: str, reason: str) -> None:
        """Keep what is left out of the report on purpose."""
        if text.strip():
            self.shared.dropped.append(Dropped(self.place, text, reason))

    def close(self, root: Element) -> None:
        """At the end of the part, whose root this is: keep what its fields show."""
        if self.shared.own:
            unpaired(self.shared, root, self.part)
        self._show(self.fields)

    def _show(self, fields: Fields) -> None:
        if fields.unmatched:
            self.lose("a field whose beginning, result and end do not go together; its words are kept as they stand")
        self.shared.shown += [Shown(field, self.part) for field in fields.closed]

    def entries(self, parent: Element) -> list[Entry]:
        """The paragraphs and tables that stand directly in an element or in what is walked through."""
        found: list[Entry] = []
        for child in parent:
            self._block(child, found)
            if len(found) > 1 and found[-1].is_table and found[-2].is_table and child.tag == f"{_W}tbl":
                self.shared.touching.append(self.place)
        return found

    def _block(self, child: Element, found: list[Entry]) -> None:
        match _local(child):
            case "p":
                if para := self._paragraph(child):
                    found.append(para)
            case "tbl":
                found.append(self._grid(child))
            case "sdt":
                self._control(child, found)
            case "customXml" | "smartTag" | "sdtContent" | "ins" | "moveTo":
                self.shared.changes += _local(child) in ("ins", "moveTo")
                for inner in child:
                    self._block(inner, found)
            case "bookmarkStart" | "bookmarkEnd":
                self.bookmark(child, fresh=True, inside=False)
            case "del" | "moveFrom":
                self.shared.changes += 1
            case "altChunk":
                self.lose("a piece of another document (w:altChunk)")
            case "AlternateContent":
                for inner in alternative(child):
                    self._block(inner, found)
            case "oMathPara" | "oMath":
                self.lose("a formula on a line of its own")
            case _:
                pass

    def _control(self, child: Element, found: list[Entry]) -> None:
        """A content control is what it holds, but for the list of contents, which is made of the headings anyway."""
        gallery = value(child, "sdtPr/docPartObj/docPartGallery")
        content = child.find(f"{_W}sdtContent")
        if content is None:
            return
        if gallery == "Table of Contents":
            self._pass_over(content)
            return
        first = len(found)
        for inner in content:
            self._block(inner, found)
        if title := value(child, "sdtPr/alias"):
            names = (name for entry in found[first:] if isinstance(entry, Para) for name in entry.names)
            self.shared.titles.update(dict.fromkeys(names, title))

    def _pass_over(self, element: Element) -> None:
        """Leave out what is made from the rest of the document; its paragraphs are counted all the same."""
        fields = Fields(())
        for paragraph in element.iter(f"{_W}p"):
            self.shared.paragraphs += 1
            self.shared.styled("paragraph", value(paragraph, "pPr/pStyle"), self.place)
            self.drop("".join(piece.text or "" for piece in paragraph.iter(f"{_W}t")), DERIVED)
            line = listed(paragraph, fields, self.place)
            if fields.within:
                self.shared.listed.append(line)
        self._show(fields)

    def _paragraph(self, element: Element) -> Para | None:
        """The paragraph; None when its mark was deleted, and it goes on in the next."""
        shared = self.shared
        shared.paragraphs += 1
        first = shared.paragraphs
        if not len(element) and not self._carried and not self._open:
            return Para(first, first, self.place, "", ())
        properties = element.find(f"{_W}pPr")
        place = self.place
        runs = Runs(self, shared.styled("paragraph", value(properties, "pStyle"), place) or shared.looks.default)
        leaves = [*self._carried, *runs.read(element)]
        if runs.derived:
            shared.listed.append(listed(element, Fields(()), place))
        deleted = properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None
        self._carried = leaves if deleted else []
        if deleted:
            shared.changes += 1
            return None
        return Para(
            first,
            shared.paragraphs,
            place,
            runs.style,
            leaves,
            self._number(properties, runs.style),
            self._level(properties, runs.style),
            runs.base,
            runs.names,
            runs.floats,
            loose="".join(runs.loose),
        )

    def _level(self, properties: Element | None, style: str) -> int | None:
        own = whole(value(properties, "outlineLvl"))
        if own is not None:
            return own + 1 if own < 9 else None
        return self.shared.looks.level(style)

    def _number(self, properties: Element | None, style: str) -> Number | None:
        """The number that Word shows: the paragraph's own list, else that of its style. 17.9.18 and 17.9.23."""
        looks, lists = self.shared.looks, self.shared.lists
        num, level = value(properties, "numPr/numId"), whole(value(properties, "numPr/ilvl"))
        if num is None:
            num, styled, source = looks.number(style)
            if num is not None and level is None:
                level = styled if styled is not None else lists.level_of(num, source)
        return lists.count(num, level or 0) if num and num != "0" else None

    def _grid(self, element: Element) -> Grid:
        first = self.shared.paragraphs + 1
        self.shared.styled("table", value(element, "tblPr/tblStyle"), Place(max(first - self._before, 1)))
        rows = [self._row(row) for row in _through(element, "tr")]
        return Grid(first, max(self.shared.paragraphs, first), rows)

    def _row(self, element: Element) -> list[GridCell]:
        column = whole(value(element, "trPr/gridBefore")) or 0
        head = element.find(f"{_W}trPr/{_W}tblHeader") is not None
        cells = []
        for cell in _through(element, "tc"):
            columns = min(max(whole(value(cell, "tcPr/gridSpan")) or 1, 1), 1000)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            continues = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            cells.append(GridCell(column, columns, self.entries(cell), continues, head))
            column += columns
        return cells

    def bookmark(self, element: Element, *, fresh: bool, inside: bool = True) -> str:
        """Note where a bookmark begins or ends; `fresh` before the first word of a paragraph. The name if it begins."""
        shared, id = self.shared, element.get(f"{_W}id", "")
        here = shared.paragraphs if inside else shared.paragraphs + 1
        if _local(element) == "bookmarkStart":
            name = element.get(f"{_W}name", "")
            self._open[id] = name
            shared.anchors.setdefault(name, here)
            if fresh:
                shared.starts.setdefault(name, here)
            return name if fresh else ""
        name = self._open.pop(id, "")
        if name in shared.starts:
            shared.ends[name] = max(here - 1 if fresh else here, shared.starts[name])
        return ""


def _through(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, through content controls and insertions."""
    for child in element:
        local = _local(child)
        if local == tag:
            yield child
        elif local in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _through(child, tag)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
