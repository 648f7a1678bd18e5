"""Make the tables beside this file from the Unicode Character Database: the same bytes from the same data.

    apt-get install unicode-data
    python -m converter.typeset.unicode_tables.make /usr/share/unicode

Debian's package unicode-data (15.0.0-1 made what is here) holds the files of the Unicode Consortium as published,
under the licence in LICENSE.txt. What is read: BidiBrackets, BidiMirroring, extracted/DerivedBidiClass, LineBreak,
EastAsianWidth, extracted/DerivedGeneralCategory, emoji/emoji-data.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from textwrap import wrap

from converter.typeset.unicode_tables import LETTERS

HERE = Path(__file__).resolve().parent
CODES = 0x110000
HANGUL = range(0xAC00, 0xD7A4)
"""The syllables, whose classes H2 and H3 alternate by rule: the table says H3 for all of them."""

_LINE = re.compile(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([\w<>]+)\s*(?:;\s*(\w))?")
_MISSING = re.compile(r"# @missing: ([0-9A-F]+)\.\.([0-9A-F]+); (\w+)")
_LONG_NAMES = {"Left_To_Right": "L", "Right_To_Left": "R", "Arabic_Letter": "AL", "European_Terminator": "ET"}


def entries(path: Path) -> Iterator[tuple[int, int, str]]:
    """The lines of a data file: first and last code point, and the value."""
    for line in path.read_text("utf-8").splitlines():
        if found := _LINE.match(line):
            yield int(found[1], 16), int(found[2] or found[1], 16), found[3]


def column(path: Path, default: str) -> list[str]:
    """The value of every code point."""
    values = [default] * CODES
    for first, last, value in entries(path):
        values[first : last + 1] = [value] * (last + 1 - first)
    return values


def bracket_pairs(data: Path) -> str:
    """Opening and closing brackets in turn."""
    lines = (data / "BidiBrackets.txt").read_text("utf-8").splitlines()
    found = [match for line in lines if (match := _LINE.match(line)) and match[4] == "o"]
    return "".join(chr(int(match[1], 16)) + chr(int(match[3], 16)) for match in found)


def mirror_pairs(data: Path) -> str:
    """Characters and their mirror images in turn, each pair once."""
    pairs = [(first, int(value, 16)) for first, _, value in entries(data / "BidiMirroring.txt")]
    if any((image, first) not in pairs for first, image in pairs):
        raise ValueError("a character is not the mirror image of its mirror image")
    return "".join(chr(first) + chr(image) for first, image in pairs if first < image)


def unassigned_classes(data: Path) -> list[tuple[int, int, str]]:
    """Ranges whose unassigned code points are not of class L."""
    path = data / "extracted/DerivedBidiClass.txt"
    blocks = [
        (int(found[1], 16), int(found[2], 16), _LONG_NAMES[found[3]])
        for line in path.read_text("utf-8").splitlines()
        if (found := _MISSING.match(line))
    ]
    reserved = [
        (int(found[1], 16), int(found[2] or found[1], 16), found[3])
        for line in path.read_text("utf-8").splitlines()
        if (found := _LINE.match(line)) and found[3] == "BN" and "# Cn" in line
    ]
    return sorted(block for block in blocks + reserved if block[2] != "L")


def line_break_letters(data: Path) -> str:
    """The letter of every code point, LB1 applied to SA, SG and XX."""
    classes = column(data / "LineBreak.txt", "XX")
    categories = column(data / "extracted/DerivedGeneralCategory.txt", "Cn")
    for code, width in enumerate(column(data / "EastAsianWidth.txt", "N")):
        if width in ("F", "W", "H") and classes[code] in ("OP", "CP"):
            classes[code] = f"wide {classes[code]}"
    for first, last, value in entries(data / "emoji/emoji-data.txt"):
        for code in range(first, last + 1):
            if value == "Extended_Pictographic" and categories[code] == "Cn":
                classes[code] = f"reserved {classes[code]}"
    for code in HANGUL:
        classes[code] = "H3"
    return "".join(map(_letter, classes, categories))


def _letter(name: str, category: str) -> str:
    """LB1: SA is CM when it is a mark, and AL otherwise, as SG and XX are."""
    if name == "SA":
        return LETTERS["CM" if category in ("Mn", "Mc") else "AL"]
    return LETTERS["AL" if name in ("SG", "XX") else name]


def runs(letters: str) -> str:
    """Runs of a letter, each as its length in decimal digits (none for 1) and the letter."""
    lengths = ((letter, len(list(group))) for letter, group in groupby(letters))
    return "".join(f"{'' if length == 1 else length}{letter}" for letter, length in lengths)


def _quoted(name: str, value: str, meaning: str) -> str:
    pieces = value.encode("unicode_escape").decode("ascii")
    lines = wrap(pieces, 108, break_on_hyphens=False) if "\\" not in pieces else _escapes(value)
    quoted = "\n".join(f'    "{line}"' for line in lines)
    return f'{name} = (\n{quoted}\n)\n"""{meaning}"""\n'


def _escapes(value: str) -> list[str]:
    """Lines of sixteen escaped characters."""
    escaped = [f"\\u{ord(each):04x}" if ord(each) < 0x10000 else f"\\U{ord(each):08x}" for each in value]
    return ["".join(escaped[at : at + 16]) for at in range(0, len(escaped), 16)]


def _head(path: Path, subject: str) -> str:
    version = path.read_text("utf-8").partition("-")[2].partition(".txt")[0]
    return (
        f'"""{subject} Made by make.py from Unicode {version}: not to be edited."""\n\n'
        f'from __future__ import annotations\n\nVERSION = "{version}"\n\n'
    )


def bidi_module(data: Path) -> str:
    """The source of bidi_pairs.py."""
    rows = "".join(f'    (0x{first:04X}, 0x{last:04X}, "{name}"),\n' for first, last, name in unassigned_classes(data))
    return (
        _head(data / "BidiBrackets.txt", "Bracket pairs and mirror images for UAX 9.")
        + _quoted("BRACKETS", bracket_pairs(data), "Opening and closing brackets in turn. BidiBrackets.txt.")
        + _quoted("MIRRORED", mirror_pairs(data), "Characters and their mirror images in turn. BidiMirroring.txt.")
        + f"UNASSIGNED = (\n{rows})\n"
        + '"""First, last and class of unassigned code points; all others are L. DerivedBidiClass.txt."""\n'
    )


def line_break_module(data: Path) -> str:
    """The source of line_break.py."""
    meaning = "Lengths of runs from U+0000 on (none for 1), each with its letter. LineBreak.txt, UAX 14 LB1."
    return _head(data / "LineBreak.txt", "Line breaking classes.") + _quoted(
        "RUNS", runs(line_break_letters(data)), meaning
    )


if __name__ == "__main__":
    source = Path(sys.argv[1])
    (HERE / "bidi_pairs.py").write_text(bidi_module(source), "utf-8")
    (HERE / "line_break.py").write_text(line_break_module(source), "utf-8")
