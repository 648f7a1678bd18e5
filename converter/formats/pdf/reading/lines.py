"""Lines of text: what an element holds as inlines, with its label, if it has one.

    P [Lbl “47.”, “words ”, Emphasis “stressed”, Call → Link “1”, Note …]    ->    47.  Text, Styled, NoteRef

In this project's files every character counts; in others white space is drawn together, as lines were broken by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from msgspec import Struct

from converter.formats.pdf.names import STYLES
from converter.formats.pdf.reading.content import Marked
from converter.formats.pdf.reading.structure import Kid, Leads, Node
from converter.formats.pdf.syntax import ascii_address
from converter.labels import mark, read_label
from converter.language import canonical
from converter.model import Break, Inline, Label, Lang, Link, NoteRef, Scheme, Style, Styled, Text

INLINE = frozenset((
    "Span", "Quote", "Link", "Reference", "Call", "Code", "BibEntry", "Annot", "Form", "Formula", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Sub", *STYLES.values(),
))  # fmt: skip
"""The kinds of element that stand in a line."""
LABELS = ("Lbl", "Bullet")

_KINDS: Mapping[str, Style] = {kind: style for style, kind in STYLES.items()}
_ADDRESS = re.compile(r"(#|(https?|ftp|mailto|tel|urn|doi):)\S+")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,255}")
_SPACES = re.compile(r"\s+")
_PIECES = re.compile(r"\n|[^\n]+")
_SCHEMES = frozenset(get_args(Scheme))


def in_line(node: Node) -> bool:
    """Whether an element stands in a line: by its kind, or as a group of such without a kind of its own."""
    return node.kind in INLINE or (node.kind == "NonStruct" and all(in_line(kid) for kid in node.nodes()))


def tag(said: str) -> str:
    """A language tag that can be believed, else nothing."""
    return said if said and canonical(said) else ""


def is_id(said: str) -> bool:
    """Whether this can be the id of a node."""
    return _ID.fullmatch(said) is not None


def leave(node: Node) -> None:
    """Leave out what an element shows, on purpose."""
    waiting: list[Kid] = [node]
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, Marked):
            kid.read = True
        elif isinstance(kid, Node):
            waiting += kid.kids


class Lines(Struct, frozen=True, eq=False):
    """Reads lines. `marks` are the drawn marks of the file's notes by id; `note` reads a note and gives its id."""

    own: bool
    marks: Mapping[str, str]
    note: Callable[[Node], str]

    def line(self, kids: Iterable[Kid], around: str) -> tuple[Inline, ...]:
        """The inlines of kids that stand in one line, in a language."""
        found = _joined(self._inlines(list(kids), around))
        return found if self.own else _trimmed(_joined(_tidied(found)))

    def plain(self, kids: Iterable[Kid]) -> str:
        """The characters alone."""
        return "".join(_plain(kids))

    def label(self, node: Node | None) -> Label | None:
        """The label that is drawn in an element."""
        if node is None:
            return None
        drawn = self.plain(node.kids)
        said = node.properties
        printed = said.get("printed")
        if not (isinstance(printed, str) and drawn in (mark(read_label(printed)), _SPACES.sub(" ", printed))):
            printed = drawn if self.own else drawn.strip()
        known = read_label(printed)
        if "scheme" not in said:
            return known if printed else None
        value, suffix = said.get("value"), said.get("suffix", "")
        return Label(
            printed,
            _scheme(said["scheme"]),
            value if isinstance(value, int) and 0 <= value < 10**9 else None,
            suffix if isinstance(suffix, str) else "",
        )

    # Inlines

    def _inlines(self, kids: Sequence[Kid], around: str) -> Iterator[Inline]:
        referred: list[Inline] = []
        for kid in kids:
            if isinstance(kid, Marked):
                kid.read = True
                yield from referred
                referred = []
                yield from _texts("".join(kid.text), own=self.own)
            elif isinstance(kid, Node):
                found = list(self._inline(kid, around, called=bool(referred)))
                if kid.kind == "Note" and referred:
                    referred = []
                yield from referred
                referred = []
                if kid.kind in ("Reference", *LABELS) and not self.own:
                    referred = found
                else:
                    yield from found
        yield from referred

    def _inline(self, node: Node, around: str, *, called: bool) -> Iterator[Inline]:
        """An element in a line. A reference of another program that a note follows is the call of it."""
        if node.kind == "Note":
            note = self.note(node)
            if called:
                yield NoteRef(note)
        elif node.replacement is not None:
            leave(node)
            yield from _texts(node.replacement, own=self.own)
        elif node.kind == "Call":
            yield from self._call(node, around)
        elif node.kind == "Link":
            yield from self._link(node, around)
        elif node.kind in _KINDS or node.attributes.get("TextDecorationType") == "/Underline":
            yield from self._within(node, around, lambda held: Styled(_KINDS.get(node.kind, "underline"), held))
        elif (language := tag(node.language)) and (self.own or language != around):
            yield from self._within(node, language, lambda held: Lang(language, held))
        else:
            yield from self._inlines(node.kids, around)

    def _within(self, node: Node, around: str, make: Callable[[tuple[Inline, ...]], Inline]) -> Iterator[Inline]:
        held = _joined(self._inlines(node.kids, around))
        if held:
            yield make(held)

    def _link(self, node: Node, around: str) -> Iterator[Inline]:
        target = next((kid.target for kid in node.kids if isinstance(kid, Leads)), "")
        said = node.properties.get("target")
        if isinstance(said, str) and ascii_address(said) == target:
            target = said
        if _ADDRESS.fullmatch(target):
            yield from self._within(node, around, lambda held: Link(target, held))
        else:
            yield from self._inlines(node.kids, around)

    def _call(self, node: Node, around: str) -> Iterator[Inline]:
        """A call, if what is drawn is the mark of the note that it leads to."""
        for link in node.nodes("Link"):
            target = next((kid.target for kid in link.kids if isinstance(kid, Leads)), "")[1:]
            drawn = self.plain(link.kids)
            if is_id(target) and drawn == self.marks.get(target, target):
                yield NoteRef(target)
            else:
                yield from self._link(link, around)


def _scheme(said: object) -> Scheme:
    return said if said in _SCHEMES else "other"  # type: ignore[return-value]


def _plain(kids: Iterable[Kid]) -> Iterator[str]:
    for kid in kids:
        if isinstance(kid, Marked):
            kid.read = True
            yield from kid.text
        elif isinstance(kid, Node) and kid.kind != "Note":
            if kid.replacement is not None:
                leave(kid)
                yield kid.replacement
            else:
                yield from _plain(kid.kids)


def _texts(text: str, *, own: bool) -> Iterator[Inline]:
    """Characters as texts; in this project's files a line feed is a break that was printed."""
    if not own:
        yield Text(text.replace("\u00ad", ""))
        return
    for piece in _PIECES.findall(text):
        yield Break() if piece == "\n" else Text(piece)


def _joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Texts beside each other as one, and none without characters."""
    out: list[Inline] = []
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(inline.text)
            continue
        if text := "".join(parts):
            out.append(Text(text))
        parts = []
        out.append(inline)
    if text := "".join(parts):
        out.append(Text(text))
    return tuple(out)


def _tidied(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """White space drawn together."""
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield Text(_SPACES.sub(" ", text))
            case Styled(style=style, content=content):
                yield Styled(style, tuple(_tidied(content)))
            case Lang(language=language, content=content):
                yield Lang(language, tuple(_tidied(content)))
            case Link(target=target, content=content):
                yield Link(target, tuple(_tidied(content)))
            case _:
                yield inline


def _trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without white space at both ends."""
    found = list(inlines)
    if found and isinstance(found[0], Text):
        found[0] = Text(found[0].text.lstrip())
    if found and isinstance(found[-1], Text):
        found[-1] = Text(found[-1].text.rstrip())
    return _joined(found)
