"""Every string and every name of a PDF is changed in turn: what the proof does not notice stands in a table, with why.

One file holds every kind of node, with its source inside. Changed are strings and names of all objects, the text of the
metadata, what codes of fonts read as, and the codes of glyphs on the pages: of each kind of place two, of glyphs a
sample. A place that nobody notices and that the table does not know fails this test, and so does a line of the table
that no place needs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from converter.edition import Attachment
from converter.formats import formats
from converter.proof import prove
from converter.words import words
from tests.formats.pdf.contents import hexadecimal
from tests.planted.test_pdf import Codes
from tests.samples import edition, every_node

GRAMMAR = "what an object is follows from where it stands; programs that check files tell it"
LOOKS = "how glyphs are drawn and what they are called: the text is read by code"
COLOURS = "the meaning of colours, for printers"
VIEW = "how a viewer opens the file or a place in it"
CLAIMS = "what the standards ask a file to say of itself, for the programs that check it"
WORDS = "a word of the edition, from the style's own words: the report does not have it"

UNNOTICED = {
    r".*/Type": GRAMMAR,
    r".*/Filter": GRAMMAR,
    r"Metadata/Subtype": GRAMMAR,
    r"trailer/ID\[\]": "a number of the file itself",
    r"Font/(BaseFont|Subtype)|Font/CIDSystemInfo/(Ordering|Registry)": LOOKS,
    r"FontDescriptor/FontName|FontDescriptor/FontFile3/Subtype": LOOKS,
    r"Catalog/OutputIntents\[\]/(Info|OutputConditionIdentifier|S)": COLOURS,
    r"Catalog/PageMode|Page/Tabs": VIEW,
    r"Catalog/Names/Dests/Names\[\]\[\]|Outlines/.*/Dest\[\]": VIEW,
    r"StructTreeRoot/RoleMap/(SmallCaps|Superscript|Underline)": "the role of a kind that this file does not have",
    r"Filespec/AFRelationship|EmbeddedFile/Params/(CreationDate|ModDate)": "what the attached file is to this one",
}  # fmt: skip
"""Places in objects, as patterns, and why a change there says nothing of the report."""


class Victim:
    """A file whose parts are changed one at a time, and put back."""

    def __init__(self) -> None:
        made = edition(every_node())
        tei = formats()["tei"]
        attached = Attachment("report.tei.xml", tei.media_type, tei.write(made).data)
        data = formats()["pdf"].write(replace(made, attached=(attached,))).data
        self.pdf = pikepdf.open(BytesIO(data))

    def proved(self) -> bool:
        out = BytesIO()
        none = pikepdf.StreamDecodeLevel.none
        self.pdf.save(out, compress_streams=False, stream_decode_level=none)
        return prove(every_node(), formats()["pdf"], out.getvalue(), "report.pdf").proved


@cache
def victim() -> Victim:
    found = Victim()
    assert found.proved()
    return found


# Strings and names of objects


def places(found: Object, path: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, Object, str | int]]:
    """Every string and name: what kind of place it is, and where it is held."""
    if found.objgen != (0, 0):
        if found.objgen in seen:
            return
        seen.add(found.objgen)
        path = kind(found) or path
    for key in sorted(found.keys()) if not isinstance(found, Array) else range(len(found)):
        at = f"{path}[]" if isinstance(key, int) else path + key
        if isinstance(found[key], String | Name):
            yield at, found, key
        elif isinstance(found[key], Dictionary | Stream | Array):
            yield from places(found[key], at, seen)


def kind(found: Object) -> str:
    """What an object calls itself; of an element also its kind."""
    if isinstance(found, Array):
        return ""
    name = str(found.get("/Type", "/"))[1:]
    return f"{name}.{str(found.S)[1:]}" if name == "StructElem" else name


def changed(value: Object) -> Object:
    """Another string with one byte more or less odd, or another name."""
    if isinstance(value, Name):
        return Name(f"{value}X")
    data, at = bytes(value), len(bytes(value)) // 2
    return String(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if data else b"x")


def test_no_string_and_no_name_is_changed_unnoticed() -> None:
    by_kind = defaultdict(list)
    for path, held, key in places(victim().pdf.trailer, "trailer", set()):
        by_kind[path].append((held, key))
    unnoticed = set()
    for path, spots in by_kind.items():
        for held, key in {0: spots[0], 1: spots[-1]}.values():
            before = held[key]
            held[key] = changed(before)
            if victim().proved():
                unnoticed.add(path)
            held[key] = before
    known = {path: [line for line in UNNOTICED if re.fullmatch(line, path)] for path in unnoticed}
    assert [path for path, lines in known.items() if not lines] == []
    assert {line for lines in known.values() for line in lines} == UNNOTICED.keys()


# The metadata


CLAIMED = re.compile(r"<pdfa?(ua)?id:|<pdfa(Schema|Property):")


def test_no_text_of_the_metadata_is_changed_unnoticed() -> None:
    stream = victim().pdf.Root.Metadata
    before = stream.read_bytes()
    unnoticed = []
    texts = list(re.finditer(rb"<[^<>/?]+>([^<>\s][^<>]*)</", before))
    claims = [found for found in texts if CLAIMED.match(found[0].decode())]
    assert len(texts) - len(claims) > 20
    for found in [found for found in texts if found not in claims] + claims[::10]:
        at = found.start(1)
        stream.write(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
        if victim().proved():
            unnoticed.append(found[0].decode())
    stream.write(before)
    assert [text for text in unnoticed if not CLAIMED.match(text)] == [], CLAIMS


# Fonts


def fonts() -> list[Object]:
    return list(victim().pdf.pages[0].Resources.Font.values())


@pytest.mark.parametrize("number", range(len(fonts())))
def test_no_code_of_a_font_is_told_otherwise_unnoticed(number: int) -> None:
    stream = fonts()[number].ToUnicode
    before = stream.read_bytes()
    entries = list(re.finditer(rb"<(?!0000>)[0-9A-F]{4}> <[0-9A-F]*([0-9A-F])>", before))
    unnoticed = []
    assert entries
    for found in entries[:: max(len(entries) // 5, 1)]:
        at = found.start(1)
        stream.write(before[:at] + b"%X" % (int(found[1], 16) ^ 1) + before[at + 1 :])
        if victim().proved():
            unnoticed.append(found[0])
    stream.write(before)
    assert unnoticed == []


# Glyphs on pages


STEP = 6
"""Every sixth string that is shown is changed."""


def strings(page: pikepdf.Page) -> Iterator[tuple[re.Match[bytes], Codes]]:
    """The strings that a page shows, with the codes of their font."""
    codes: Codes | None = None
    for found in re.finditer(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>", hexadecimal(page)):
        if found[1]:
            codes = Codes(page.Resources.Font[f"/{found[1].decode()}"])
        elif codes:
            yield found, codes


@pytest.mark.parametrize("number", range(5))
def test_no_glyph_is_changed_unnoticed(number: int) -> None:
    page = victim().pdf.pages[number]
    before = hexadecimal(page)
    unnoticed = []
    shown = list(strings(page))
    assert shown
    for place, (found, codes) in enumerate(shown):
        at = found.start(2) + 4 * (place % (len(found[2]) // 4))
        old = before[at : at + 4]
        if place % STEP or not codes.read(bytes.fromhex(old.decode())).strip():
            continue
        page.Contents.write(before[:at] + other(codes, old) + before[at + 4 :])
        if victim().proved():
            unnoticed.append(word(codes, found[2], at - found.start(2)))
    page.Contents.write(before)
    assert [text for text in unnoticed if text not in edition_words()] == [], WORDS


def word(codes: Codes, digits: bytes, at: int) -> str:
    """The word in a string that a code stands in."""
    before, after = (codes.read(bytes.fromhex(part.decode())) for part in (digits[:at], digits[at:]))
    return next(found for found in f"{before}|{after}".split() if "|" in found).replace("|", "").strip(".:")


def other(codes: Codes, old: bytes) -> bytes:
    """The code of another letter of the same font, of a glyph more where there is none."""
    text = codes.read(bytes.fromhex(old.decode()))
    letter = next((letter for letter in "eatnrsio1234中文" if letter != text and letter in codes), "z")
    return codes.write(letter).hex().upper().encode()


@cache
def edition_words() -> frozenset[str]:
    said = words("en", edition(every_node()).environment)
    return frozenset(
        word for each in (said.contents, said.series, said.previous, said.next, said.source, said.digest, said.rights,
                          said.unread) for word in (each, *each.split())
    )  # fmt: skip
