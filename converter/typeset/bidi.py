"""Text of both directions, from the order in which it is read to the order in which it is set: Unicode UAX 9.

Every character gets a level: even runs from left to right, odd from right to left. With Arabic in capitals:

    read     the word ABC 12 (DE) is Arabic
    level    000000000111122111110000000000     `levels`, of a paragraph
    set      the word (ED) 12 CBA is Arabic     `reorder`, of one line after another

Rules are named by their numbers in UAX 9, revision 46 (Unicode 15.0). Classes of characters are the interpreter's own
(`unicodedata`); pairs of brackets and mirror images are in unicode_tables. The characters that X9 removes (BN and the
embedding controls) keep their places and take the level of the character before them: section 5.2. The rules X are in
bidi_explicit, the rules W, N and I in bidi_implicit, both loaded when a text first runs from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from converter.language import Direction
from converter.typeset.unicode_tables.bidi_pairs import MIRRORED, UNASSIGNED

LETTERS = {
    "L": "L", "R": "R", "AL": "A", "EN": "e", "AN": "a", "ES": "s", "ET": "t", "CS": "c", "NSM": "m", "BN": "b",
    "B": "P", "S": "S", "WS": "w", "ON": "o", "LRE": "1", "RLE": "2", "LRO": "3", "RLO": "4", "PDF": "5",
    "LRI": "6", "RLI": "7", "FSI": "8", "PDI": "9",
}  # fmt: skip
"""One letter for each bidirectional class, a figure for each explicit control."""

_UNASSIGNED_FROM = [first for first, _, _ in UNASSIGNED]


class _Classes(dict[int, str]):
    """A table for `str.translate`, from a character to the letter of its class, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = LETTERS[unicodedata.bidirectional(chr(code)) or _unassigned(code)]
        return letter


def _unassigned(code: int) -> str:
    """The class of a code point that the interpreter's version of Unicode does not know."""
    at = bisect_right(_UNASSIGNED_FROM, code) - 1
    return UNASSIGNED[at][2] if at >= 0 and code <= UNASSIGNED[at][1] else "L"


_CLASSES = _Classes()
_PAIRS = dict(zip(MIRRORED[::2], MIRRORED[1::2], strict=True))
_MIRROR = _PAIRS | {image: character for character, image in _PAIRS.items()}

_NOT_PLAIN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2068\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""What can raise a level in a paragraph that runs from left to right: R, AL, AN, embeddings and isolates."""
_PARAGRAPHS = re.compile("[^P]*P|[^P]+")
_REMOVED_RUNS = re.compile("[b12345]+")
_BLANK = "bwSP123456789"
_BLANK_RUNS = re.compile(f"[{_BLANK}]+")


def levels(text: str, base: Direction | None = None) -> bytes:
    """The level of every character, resolved up to L1, but for the ends of lines: those are for `line_levels`.

    Paragraphs end with paragraph separators, the line feed among them (P1). Each has the base direction or, when that
    is None, the direction of its first strong character (P2, P3). The cost is linear.
    """
    if _is_plain(text, base):
        return bytes(len(text))
    classes = text.translate(_CLASSES)
    found = bytearray()
    for part in _PARAGRAPHS.finditer(classes):
        found += _paragraph(text[part.start() : part.end()], part[0], base)
    return bytes(found)


def paragraph_level(text: str, base: Direction | None = None) -> int:
    """The level of a paragraph: 1 when its direction, given or found by P2 and P3, is from right to left."""
    return 0 if _is_plain(text, base) else _base_level(text.translate(_CLASSES), base)


def _is_plain(text: str, base: Direction | None) -> bool:
    """Whether a paragraph runs from left to right with nothing in it that could raise a level."""
    return base != "rtl" and not _NOT_PLAIN.search(text)


def line_levels(text: str, levels: bytes, paragraph: int) -> bytes:
    """The levels of a line's characters, white space at its end lowered to the level of the paragraph: L1, item 4."""
    kept = len(text.translate(_CLASSES).rstrip(_BLANK))
    return levels[:kept] + bytes([paragraph]) * (len(levels) - kept)


def reorder(levels: bytes) -> list[int]:
    """The indices of a line's characters, or of its runs, as they stand from left to right: L2."""
    order = list(range(len(levels)))
    highest, lowest = max(levels, default=0), min(levels, default=0)
    for level in range(highest, lowest & ~1, -1):
        for run in _at_least(level).finditer(levels):
            order[run.start() : run.end()] = order[run.start() : run.end()][::-1]
    return order


@cache
def _at_least(level: int) -> re.Pattern[bytes]:
    return re.compile(b"[\\x%02x-\\xff]+" % level)


def mirrored(character: str) -> str:
    """The character whose glyph stands for this one at an odd level; for most, itself. L4, BidiMirroring.txt."""
    return _MIRROR.get(character, character)


def _base_level(classes: str, base: Direction | None) -> int:
    """P2, P3."""
    if base:
        return int(base == "rtl")
    from converter.typeset.bidi_explicit import first_strong

    return int(first_strong(classes, 0) in "RA")


def _paragraph(text: str, classes: str, base: Direction | None) -> bytearray:
    """The levels of one paragraph."""
    from converter.typeset.bidi_explicit import Explicit, sequences_of
    from converter.typeset.bidi_implicit import resolved_levels

    level = _base_level(classes, base)
    explicit = Explicit(classes, level)
    found = bytearray(explicit.levels)
    for sequence in sequences_of(explicit, level):
        for at, resolved in zip(sequence.places, resolved_levels(text, explicit.letters, sequence), strict=True):
            found[at] = resolved
    _fill_removed(classes, found, level)
    _lower_blanks(classes, found, level)
    return found


def _fill_removed(classes: str, found: bytearray, paragraph: int) -> None:
    """Section 5.2: removed characters take the level of the one before them."""
    for run in _REMOVED_RUNS.finditer(classes):
        level = found[run.start() - 1] if run.start() else paragraph
        found[run.start() : run.end()] = bytes([level]) * len(run[0])


def _lower_blanks(classes: str, found: bytearray, paragraph: int) -> None:
    """L1, items 1 to 3: separators, and white space before them, have the level of the paragraph."""
    for run in _BLANK_RUNS.finditer(classes):
        lowered = max(run[0].rfind("S"), run[0].rfind("P")) + 1
        found[run.start() : run.start() + lowered] = bytes([paragraph]) * lowered
