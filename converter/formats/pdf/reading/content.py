"""What stands on pages, by marked content: text and images, and what belongs to none.

    /P<</MCID 3>>BDC … <0012>Tj … /Artifact BMC … EMC … EMC        text of the page's content 3, furniture left out
    /Span<</MCID 4/ActualText(…)>>BDC … EMC                        text that stands for what is drawn
    /ReversedChars BMC <00020001>Tj EMC                            each string from its end to its beginning

Of this project's own pages the furniture is read too, and what hides a text, for agreement with the report.
ISO 32000-1, 14.6 (marked content), 14.7.4 (structure content), 14.8.2.2 (artifacts), 14.8.2.3 (reversed characters),
14.9.4 (replacement text).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pikepdf
from msgspec import Struct, field

from converter.formats.pdf.reading.codes import Decoder, decoder
from converter.formats.pdf.reading.file import MOST_CONTENT, MOST_OPERATORS, too_large
from converter.formats.pdf.reading.operators import (
    SIGHT,
    TEXT,
    Operands,
    entries,
    holds_image,
    operators,
    text_string,
)
from converter.formats.pdf.reading.sight import Sight
from converter.source import Input

_DEEPEST_FORM = 8
_PROPERTIES = frozenset(("MCID", "ActualText", "Type", "Subtype"))
_A_FORM = 25
"""What painting a form costs, in operators."""


class Marked(Struct):
    """Marked content: its text in pieces, its images, its tag, and its page's index (none in a form).

    `taken` is whether an element holds it, `read` whether its text has come to the report.
    """

    text: list[str] = field(default_factory=list)
    images: list[pikepdf.Object] = field(default_factory=list)
    tag: str = ""
    page: int | None = None
    taken: bool = False
    read: bool = False


class PageContent(Struct):
    """A page's content: by number, and what is neither marked nor furniture.

    Of this project's own pages also: `furniture` by kind, `replaced` text beside what it stands for, text that is
    `hidden` and why, and what is `odd`.
    """

    marked: dict[int, Marked] = field(default_factory=dict)
    loose: Marked = field(default_factory=Marked)
    furniture: list[Marked] = field(default_factory=list)
    replaced: list[tuple[str, Marked]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


class _Frame(NamedTuple):
    """A marked content that is open: where its text goes (nowhere, for furniture), and whether strings are reversed."""

    to: Marked | None
    backward: bool = False


class Reader:
    """Reads pages and forms; fonts are decoded once."""

    def __init__(self, source: Input, *, own: bool) -> None:
        """Begin with no fonts; of this project's own pages (`own`) everything is read."""
        self._source, self.own = source, own
        self._bytes, self._operators = MOST_CONTENT, MOST_OPERATORS
        self._fonts: dict[tuple[int, int], Decoder] = {}

    def page(self, page: pikepdf.Object, index: int, box: Sequence[float]) -> PageContent:
        """The content of a page with its visible box."""
        found = PageContent()
        sight = Sight(box) if self.own else None
        _Stream(self, found, index, page.get("/Resources"), found.loose, 0, sight).read(page)
        return found

    def form(self, form: pikepdf.Object) -> PageContent:
        """The content of a form that has marked content of its own."""
        found = PageContent()
        _Stream(self, found, None, form.get("/Resources"), found.loose, 0).read(form)
        return found

    def spend(self, *, bytes: int = 0, operators: int = 0) -> None:
        """Count what is read. Raises Refused when it is too much, all pages together."""
        self._bytes -= bytes
        self._operators -= operators
        if self._bytes < 0 or self._operators < 0:
            raise too_large(
                self._source,
                f"has more on its pages than is read: {MOST_CONTENT:,} bytes, or {MOST_OPERATORS:,} strings and marks",
            )

    def font(self, font: pikepdf.Object) -> Decoder:
        """The decoder of a font."""
        key = font.objgen
        if key == (0, 0):
            return decoder(font)
        if key not in self._fonts:
            self._fonts[key] = decoder(font)
        return self._fonts[key]


class _Stream:
    """One content stream while it is read: the font, and the marked content that is open."""

    def __init__(
        self, reader: Reader, page: PageContent, index: int | None, resources: object, to: Marked | None, depth: int,
        sight: Sight | None = None,
    ) -> None:  # fmt: skip
        self.reader, self.page, self.index, self.resources, self.depth = reader, page, index, resources, depth
        self.sight = sight
        self.frames = [_Frame(to)]
        self.decode: Decoder | None = None
        self.saved: list[Decoder | None] = []
        self.decoders: dict[bytes, Decoder | None] = {}

    def read(self, found: pikepdf.Object) -> None:
        """Everything in a form, or in a page's streams."""
        data, sight = _content(found), self.sight
        self.reader.spend(bytes=len(data))
        for operator, operands in operators(data, SIGHT if sight else TEXT):
            if operator in TEXT:
                self.reader.spend(operators=1)
                self._do(operator, operands)
            if sight:
                sight.do(operator, operands)
        if sight:
            self.page.odd += sight.odd
            if holds_image(data):
                self.page.odd.append("has an image in its content")

    def _do(self, operator: bytes, operands: Operands) -> None:
        match operator:
            case b"Tj" | b"TJ" | b"'" | b'"':
                self._show(operands.strings)
            case b"Tf":
                self.decode = self._font(operands.names[-1]) if operands.names else None
            case b"BDC" | b"BMC":
                self._open(operands)
            case b"EMC":
                if len(self.frames) > 1:
                    self.frames.pop()
            case b"Do":
                if operands.names:
                    self._paint(operands.names[-1])
            case b"q":
                self.saved.append(self.decode)
            case b"Q":
                self.decode = self.saved.pop() if self.saved else None

    def _show(self, strings: list[bytes]) -> None:
        to, backward = self.frames[-1]
        decode = self.decode
        if to is None or decode is None:
            return
        texts = decode(strings[0]) if len(strings) == 1 else [text for string in strings for text in decode(string)]
        shown = "".join(texts[::-1] if backward else texts)
        to.text.append(shown)
        if self.sight and (why := self.sight.hides()):
            self.page.hidden.append((why, shown))

    def _font(self, name: bytes) -> Decoder | None:
        if name not in self.decoders:
            font = self._resource("/Font", name)
            self.decoders[name] = self.reader.font(font) if font is not None else None
        return self.decoders[name]

    def _resource(self, kind: str, name: bytes) -> pikepdf.Object | None:
        """A resource by its name as written; None when there is no such dictionary or stream."""
        held = self.resources.get(kind) if isinstance(self.resources, pikepdf.Dictionary) else None
        found = held.get(f"/{_name(name)}") if isinstance(held, pikepdf.Dictionary) else None
        return found if isinstance(found, pikepdf.Dictionary | pikepdf.Stream) else None

    def _open(self, operands: Operands) -> None:
        tag = operands.names[0] if operands.names else b""
        number, actual = self._properties(operands)
        to, backward = self.frames[-1]
        if tag == b"Artifact":
            to = self._furniture(operands.dictionary)
        elif number is not None:
            to = self.page.marked.setdefault(number, Marked(tag=_name(tag), page=self.index))
        if actual is not None and to is not None:
            to.text.append(actual)
            to = Marked(images=to.images)
            self.page.replaced.append((actual, to))
        self.frames.append(_Frame(to, backward or tag == b"ReversedChars"))

    def _furniture(self, dictionary: bytes) -> Marked | None:
        """Where the text of an artifact goes, which is read in this project's files alone."""
        if self.sight is None:
            return None
        kind = next((kind for kind in ("Header", "Footer") if f"/{kind}".encode() in dictionary), "")
        self.page.furniture.append(Marked(tag=kind, page=self.index))
        return self.page.furniture[-1]

    def _properties(self, operands: Operands) -> tuple[int | None, str | None]:
        """The content's number, and the text that stands for it, as its property list says."""
        if operands.dictionary:
            said = entries(operands.dictionary)
            self._odd(name.decode("latin-1") for name in said)
            number, actual = said.get(b"MCID"), said.get(b"ActualText")
            return (
                number if isinstance(number, int) else None,
                text_string(actual) if isinstance(actual, bytes) else None,
            )
        held = self._resource("/Properties", operands.names[1]) if len(operands.names) > 1 else None
        if held is None:
            return None, None
        self._odd(name[1:] for name in set(held.keys()))
        marked, text = held.get("/MCID"), held.get("/ActualText")
        return marked if isinstance(marked, int) else None, str(text) if isinstance(text, pikepdf.String) else None

    def _odd(self, names: Iterable[str]) -> None:
        """Properties that this project's marked content never has."""
        odd = sorted(set(names) - _PROPERTIES) if self.sight else ()
        self.page.odd += [f"has marked content that says /{name}" for name in odd]

    def _paint(self, name: bytes) -> None:
        """An image, or a form and what is in it."""
        found, to = self._resource("/XObject", name), self.frames[-1].to
        if found is None:
            return
        if found.get("/Subtype") == pikepdf.Name.Image:
            if to is not None:
                to.images.append(found)
            if self.sight and self.sight.hides_image():
                self.page.odd.append("has an image that cannot be seen")
        elif self.depth < _DEEPEST_FORM:
            own = found.get("/Resources")
            self.reader.spend(operators=_A_FORM)
            if self.sight:
                self.page.odd.append("is painted with a form")
            resources = self.resources if own is None else own
            inner = _Stream(self.reader, self.page, self.index, resources, to, self.depth + 1)
            inner.read(found)


def _content(found: pikepdf.Object) -> bytes:
    """The bytes of a form, or of a page's streams one after the other."""
    held = found if isinstance(found, pikepdf.Stream) else found.get("/Contents")
    streams = list(held) if isinstance(held, pikepdf.Array) else [held]
    return b"\n".join(stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream))


def _name(written: bytes) -> str:
    """A name with its escapes read. 7.3.5."""
    parts = written.split(b"#")
    if len(parts) == 1:
        return written.decode("latin-1")
    read = [parts[0], *(bytes.fromhex(part[:2].decode("latin-1")) + part[2:] if _is_hex(part[:2]) else b"#" + part
                        for part in parts[1:])]  # fmt: skip
    return b"".join(read).decode("latin-1")


def _is_hex(digits: bytes) -> bool:
    return len(digits) == 2 and all(digit in b"0123456789abcdefABCDEF" for digit in digits)
