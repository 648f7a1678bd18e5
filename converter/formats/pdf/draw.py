"""Placed pages as content streams: text in the fewest operators, every piece inside its marked content.

    /Artifact BMC .95 .96 .96 rg … re f EMC
    BT /P<</MCID 3>>BDC /F1 11 Tf 1 0 0 1 79.37 640.2 Tm .12 Tc (工作…)Tj 0 Tc [(fl)20(uent)-250]TJ EMC
    /Link<</MCID 4>>BDC … EMC ET

In the strings are codes of two bytes (embed.py). Wide characters are stretched by character spacing, everything else by
the numbers of TJ. ISO 32000-1, 9.3, 9.4, 14.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from converter.formats.pdf.elements import Element
from converter.formats.pdf.inks import BLANK, Inks, Raised, coded, risen, shift, spaced
from converter.formats.pdf.spans import moves, spans, stretches
from converter.formats.pdf.syntax import number
from converter.formats.pdf.tags import Tree
from converter.formats.pdf.told import HYPHENATION
from converter.stylesheet import BoxFrame
from converter.typeset.atoms import Stretch
from converter.typeset.hyphens import SOFT_HYPHEN
from converter.typeset.kinds import SOLID, WIDE
from converter.typeset.lines import Line
from converter.typeset.pages import Furniture, Page, Placed
from converter.typeset.runs import Font
from converter.typeset.slugs import ARTIFACTS, Picture, Rule
from converter.typeset.visual import added, edges, places

_GROUPS = re.compile(f"[{SOLID}]+|kj*|[^{WIDE}]+")
_UNDER = 0.12
"""How far below the base line an underline stands, as a share of the size."""


class Linked(Struct, frozen=True, gc=False):
    """A place on the page that leads to a target: left, bottom, right and top, and the words that are there."""

    element: Element
    target: str
    box: tuple[float, float, float, float]
    words: str


class Drawn(Struct, frozen=True, gc=False):
    """A page's content stream, and its links."""

    content: bytes
    links: tuple[Linked, ...]


class Spot(Struct, frozen=True, gc=False):
    """Characters of a line on a page: the line begins at x and y, counted from the page's lower left."""

    line: Line
    start: int
    end: int
    x: float
    y: float


class Drawing:
    """One page while it is drawn: the operators so far, and the text state that they leave."""

    def __init__(self, tree: Tree, inks: Inks, size: tuple[float, float], pictures: Mapping[str, str]) -> None:
        """Begin a page of a size (width, height)."""
        self.tree, self.inks, self.pictures = tree, inks, pictures
        self.width, self.height = size
        self.links: list[Linked] = []
        self._operators: list[str] = []
        self._underlines: list[Rule] = []
        self._element: Element | None = None
        self._font: Font | None = None
        self._pen = BLANK
        self._spacing = 0.0

    # A page

    def draw(self, page: Page, frame: BoxFrame) -> Drawn:
        """Everything on a page, in reading order: frames and rules, head, text, notes, foot."""
        self.tree.page()
        self._shapes(page, frame)
        self._operators.append("BT")
        self._furniture("Header", page.heads)
        for placed in (*page.text, *page.notes):
            self._slug(placed)
        self._close()
        self._furniture("", page.overleaf)
        self._furniture("Footer", page.feet)
        self._operators.append("ET")
        self._rules(self._underlines)
        return Drawn("\n".join(self._operators).encode("latin-1"), tuple(self.links))

    def _shapes(self, page: Page, frame: BoxFrame) -> None:
        """The frames of boxes and all rules."""
        for box in page.boxes:
            edge = frame.border / 2
            self._operators.append(
                f"/Artifact BMC q {self.inks.fill(frame.background)} {self.inks.stroke(frame.border_colour)} "
                f"{number(frame.border)} w "
                f"{box.x + edge:.2f} {self.height - box.y - box.height + edge:.2f} "
                f"{box.width - frame.border:.2f} {box.height - frame.border:.2f} re B Q EMC"
            )
        inner = [
            replace(rule, x=placed.x + rule.x, y=placed.y + rule.y)
            for placed in (*page.text, *page.notes)
            for rule in placed.slug.rules
        ]
        self._rules([*page.rules, *inner])

    def _rules(self, rules: Iterable[Rule]) -> None:
        lines = [
            f"{number(rule.thickness)} w {rule.x:.2f} {self.height - rule.y:.2f} m "
            f"{rule.x + rule.width:.2f} {self.height - rule.y:.2f} l S"
            for rule in rules
        ]
        if lines:
            self._operators.append(f"/Artifact BMC q {' '.join(lines)} Q EMC")

    def _furniture(self, kind: str, lines: Iterable[Furniture]) -> None:
        """Lines in a margin, which are a kind of pagination artifact, or none."""
        for each in lines:
            line = each.line
            self._operators.append(f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC" if kind else "/Artifact BMC")
            self._line(line, each.x + line.x, self.height - each.y - line.base, None)
            self._operators.append("EMC")

    def _slug(self, placed: Placed) -> None:
        slug, left, top = placed.slug, placed.x, self.height - placed.y
        for picture in slug.pictures:
            self._picture(picture, left, top)
        for piece in slug.pieces:
            passage, line = piece.passage, piece.line
            x, y = left + line.x, top - line.base
            if passage.part in ARTIFACTS:
                self._close()
                self._operators.append("/Artifact BMC")
                self._line(line, x, y, None)
                self._operators.append("EMC")
            else:
                self._line(line, x, y, self.tree.elements[passage])

    def _picture(self, picture: Picture, left: float, top: float) -> None:
        name = self.pictures.get(picture.node)
        if name is None:
            return
        self._enter(self.tree.figures[picture.node])
        bottom = top - picture.y - picture.height
        self._operators.append(
            f"ET q {picture.width:.2f} 0 0 {picture.height:.2f} {left + picture.x:.2f} {bottom:.2f} cm /{name} Do Q BT"
        )

    # Marked content

    def _enter(self, element: Element) -> None:
        """Let what follows belong to an element."""
        self._close()
        self._operators.append(f"/{element.kind}<</MCID {self.tree.mark(element)}>>BDC")
        self._element = element

    def _close(self) -> None:
        if self._element is not None:
            self._operators.append("EMC")
        self._element = None

    # Lines

    def _line(self, line: Line, x: float, y: float, own: Element | None) -> None:
        """A line with its beginning at x, y, and what it belongs to; page furniture belongs to nothing."""
        if line.atoms.levels:
            return self._mixed(line, x, y, own)
        for start, end, stretch in stretches(line):
            self._begin(own, stretch)
            if own and stretch.manner.mark:
                self._note(own, stretch, Spot(line, start, end, x, y))
            if start == line.start:
                self._operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            self._show(line, start, end, stretch)
        return None

    def _mixed(self, line: Line, x: float, y: float, own: Element | None) -> None:
        """A line of both directions, each part of it at its own place."""
        found = places(line)
        for start, end, stretch in stretches(line):
            self._begin(own, stretch)
            if own and stretch.manner.mark:
                self._note(own, stretch, Spot(line, start, end, x, y))
            font, backward = stretch.font, stretch.font.direction == "rtl"
            if backward:
                self._operators.append("/ReversedChars BMC")
            for first, last in spans(line, start, end, font):
                left = x + found[first][0]
                if backward and (parts := self._parts(line, first, last)):
                    self._raised(parts, left, y, font)
                else:
                    self._operators.append(f"1 0 0 1 {left:.2f} {y:.2f} Tm")
                    self._show(line, first, last, stretch)
            if backward:
                self._operators.append("EMC")

    def _parts(self, line: Line, start: int, end: int) -> tuple[Raised, ...]:
        """The parts that a word from right to left is shown in, none where all of it stands on the line."""
        text = line.atoms.text[start:end]
        if line.atoms.kinds[start] != "w" or end - 1 in line.atoms.hyphens or not self._pen.words[text]:
            return ()
        return self._pen.parts.get(text, ())

    def _raised(self, parts: Iterable[Raised], x: float, y: float, font: Font) -> None:
        """A word from right to left, each part in its place, in the order of reading: ISO 32000-1, 14.8.2.3.3."""
        if self._spacing:
            self._space(0.0)
        for part in parts:
            left, rise = x + part.x * font.size / 1000, font.rise + part.rise * font.size / 1000
            self._operators.append(f"1 0 0 1 {left:.2f} {y:.2f} Tm {number(rise)} Ts[{part.array}]TJ")
        self._operators.append(f"{number(font.rise)} Ts")

    def _begin(self, own: Element | None, stretch: Stretch) -> None:
        """Make ready for a stretch: its element, which is inside a passage's own, and its font."""
        if own:
            inner = stretch.manner.mark
            element = self.tree.inside(own, inner) if inner else own
            if element is not self._element:
                self._enter(element)
        font = stretch.font
        if font is not self._font:
            self._operators += self.inks.change(self._font, font)
            self._font, self._pen = font, self.inks.pen(font)

    def _show(self, line: Line, start: int, end: int, stretch: Stretch) -> None:
        """Atoms of one font that stand side by side."""
        wide = stretch.wide
        if wide:
            self._wide(line, start, end, stretch.font)
        elif wide is None:
            self._mixture(line, start, end, stretch.font)
        else:
            self._narrow(line, start, end, stretch.font)

    def _mixture(self, line: Line, start: int, end: int, font: Font) -> None:
        """Atoms of one wide character, clusters and words, in turn."""
        for group in _GROUPS.findall(line.atoms.kinds, start, end):
            stop = start + len(group)
            (self._wide if group[0] in SOLID else self._narrow)(line, start, stop, font)
            start = stop

    def _space(self, points: float) -> None:
        """Add so much to the advance of every character from now on."""
        self._spacing = points
        self._operators.append(spaced(points))

    def _note(self, own: Element, stretch: Stretch, spot: Spot) -> None:
        """Remember where a link or a call stands; underline what is underlined."""
        font, manner = stretch.font, stretch.manner
        target = f"#{manner.call}" if manner.call else manner.link
        if not (target or manner.underline):
            return
        left, right = (spot.x + edge for edge in edges(spot.line, spot.start, spot.end))
        if manner.underline:
            top = self.height - spot.y + _UNDER * font.size
            self._underlines.append(Rule(left, top, right - left, font.size / 18))
        if target and manner.mark:
            element = self.tree.inside(own, manner.mark.leading)
            low = spot.y + font.rise - 0.25 * font.size
            words = spot.line.atoms.text[spot.start : spot.end]
            self._add_link(Linked(element, target, (left, low, right, low + 1.25 * font.size), words))

    def _add_link(self, link: Linked) -> None:
        """Add a link, or make the one before it longer when both are the same link on one line."""
        last = self.links[-1] if self.links else None
        if last and last.element is link.element and abs(last.box[1] - link.box[1]) < 1.0:
            box = (last.box[0], last.box[1], link.box[2], max(last.box[3], link.box[3]))
            self.links[-1] = replace(last, box=box, words=f"{last.words} {link.words}")
        else:
            self.links.append(link)

    def _wide(self, line: Line, start: int, end: int, font: Font) -> None:
        """Atoms of one wide character."""
        if line.gap != self._spacing:
            self._space(line.gap)
        codes = coded(line.atoms.text[start:end], self._pen.wide)
        moved = moves(line, start, end)
        if not moved:
            self._operators.append(f"({codes})Tj")
            return
        parts = [
            f"({codes[2 * (a - start) : 2 * (b - start)]}){shift(moved.get(b, 0.0) * 1000 / font.size)}"
            for a, b in pairwise(sorted({start, *moved, end}))
        ]
        self._operators.append(f"[{''.join(parts)}]TJ")

    def _narrow(self, line: Line, start: int, end: int, font: Font) -> None:
        """Clusters, or words and what stands between them."""
        if self._spacing:
            self._space(0.0)
        atoms, words = line.atoms, self._pen.words
        text, held = atoms.text, atoms.spans(start, end)
        parts = [words[text[first:last]] for first, last in held]
        if end == line.end and end - 1 in atoms.hyphens:
            last_one = text[held[-1][0] : end]
            own = last_one.endswith(SOFT_HYPHEN)
            parts[-1] = words[last_one.removesuffix(SOFT_HYPHEN)] + words[SOFT_HYPHEN if own else HYPHENATION]
        if line.gap or line.space or atoms.extras:
            for place, (first, last) in enumerate(held):
                parts[place] += shift(added(line, first, last) * 1000 / font.size)
        self._operators.append(risen(f"[{''.join(parts)}]TJ".replace(")(", ""), font.size, font.rise))
