"""Resolved levels: the rules W1 to W7, N0 to N2, I1 and I2 of Unicode UAX 9, on one isolating run sequence.

Classes are the letters of `bidi.LETTERS`. A sequence is worked on between its sos and eos, which are letters like the
others, so that most rules are one substitution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.typeset.bidi_explicit import Sequence, direction_of
from converter.typeset.unicode_tables.bidi_pairs import BRACKETS

_MOST_OPEN = 63
"""How many brackets may be open at once: BD16."""
_CLOSING = dict(zip(BRACKETS[::2], BRACKETS[1::2], strict=True))
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Brackets that are canonically equivalent to others: BD14, BD15."""

_RAISED = ({"L": 0, "R": 1, "e": 2, "a": 2}, {"L": 1, "R": 0, "e": 1, "a": 1})
"""I1 and I2: what a resolved class adds to an even level and to an odd one."""


def resolved_levels(text: str, letters: str, sequence: Sequence) -> Iterator[int]:
    """The levels of a sequence's characters, by the rules W, N and I."""
    places, level, before, after = sequence
    raw = before + "".join([letters[at] for at in places]) + after
    direction = direction_of(level)
    weak = _weak(raw)
    bracketed = _brackets("".join([text[at] for at in places]), raw, weak, direction)
    raised = _RAISED[level & 1]
    return (level + raised[letter] for letter in _neutral(bracketed, direction)[1:-1])


_W1_ISOLATE = re.compile("(?<=[6789])m+")
_W1 = re.compile("(.)m+", re.DOTALL)
_W2 = re.compile("A[^LRA]*")
_W4_EUROPEAN = re.compile("(?<=e)[sc](?=e)")
_W4_ARABIC = re.compile("(?<=a)c(?=a)")
_W5 = re.compile("[et]+")
_W6 = str.maketrans("stc", "ooo")
_W7 = re.compile("L[^LR]*")


def _weak(letters: str) -> str:
    """W1 to W7, on the classes of a sequence between its sos and eos."""
    if "m" in letters:
        letters = _W1_ISOLATE.sub(lambda found: "o" * len(found[0]), letters)
        letters = _W1.sub(lambda found: found[1] * len(found[0]), letters)
    letters = _W2.sub(lambda found: found[0].replace("e", "a"), letters)
    letters = letters.replace("A", "R")  # W3
    letters = _W4_ARABIC.sub("a", _W4_EUROPEAN.sub("e", letters))
    letters = _W5.sub(lambda found: "e" * len(found[0]) if "e" in found[0] else found[0], letters)
    return _W7.sub(lambda found: found[0].replace("e", "L"), letters.translate(_W6))


_BRACKETS = frozenset(BRACKETS)
_STRONG = {"L": re.compile(b"L"), "R": re.compile(b"[Rea]")}
"""What counts as a strong class in N0: figures count as R."""
_MARKS = re.compile("m*")


def _brackets(text: str, raw: str, letters: str, direction: str) -> str:
    """N0: both brackets of a pair take one direction, by what is within and before them.

    `raw` and `letters` are the classes before and after the rules W, with sos and eos.
    """
    pairs = [] if _BRACKETS.isdisjoint(text) else _bracket_pairs(text, letters)
    if not pairs:
        return letters
    resolved = bytearray(letters, "ascii")
    scanned, context = 0, direction
    for opening, closing in pairs:
        context = _last_strong(resolved[scanned:opening]) or context
        scanned = opening
        if found := _pair_direction(resolved, opening, closing, (direction, context)):
            for at in (opening, closing):
                end = _end_of_marks(raw, at)
                resolved[at:end] = found.encode("ascii") * (end - at)
    return resolved.decode("ascii")


def _end_of_marks(raw: str, bracket: int) -> int:
    """The end of the non-spacing marks that follow a bracket and change with it."""
    found = _MARKS.match(raw, bracket + 1)
    return found.end() if found else bracket + 1


def _pair_direction(letters: bytearray, opening: int, closing: int, around: tuple[str, str]) -> str:
    """N0, b to d: the direction of a pair, from that of the embedding and of the text before; empty for none."""
    embedding, context = around
    if _STRONG[embedding].search(letters, opening + 1, closing):
        return embedding
    opposite = "L" if embedding == "R" else "R"
    if not _STRONG[opposite].search(letters, opening + 1, closing):
        return ""
    return opposite if context == opposite else embedding


def _last_strong(letters: bytearray) -> str:
    last = next((letter for letter in reversed(letters) if letter in b"LRea"), None)
    return "" if last is None else "L" if last == ord("L") else "R"


def _bracket_pairs(text: str, letters: str) -> list[tuple[int, int]]:
    """BD16: pairs of brackets, as places in `letters` (which begins with sos), in the order of the opening ones."""
    pairs: list[tuple[int, int]] = []
    awaited: list[tuple[str, int]] = []
    for at, bracket in enumerate(text, 1):
        if bracket not in _BRACKETS or letters[at] != "o":
            continue
        character = _SAME.get(bracket, bracket)
        if character in _CLOSING:
            if len(awaited) == _MOST_OPEN:
                break
            awaited.append((_CLOSING[character], at))
        elif (depth := _innermost(awaited, character)) is not None:
            pairs.append((awaited[depth][1], at))
            del awaited[depth:]
    return sorted(pairs)


def _innermost(awaited: list[tuple[str, int]], closing: str) -> int | None:
    return next((depth for depth in range(len(awaited) - 1, -1, -1) if awaited[depth][0] == closing), None)


_NEUTRALS = re.compile("[owSP6789]+")


def _neutral(letters: str, direction: str) -> str:
    """N1, N2: neutrals between two characters of one direction take it, others that of the embedding."""

    def resolve(found: re.Match[str]) -> str:
        first, last = found.string[found.start() - 1], found.string[found.end()]
        same = (first == "L") == (last == "L")
        return (("L" if first == "L" else "R") if same else direction) * len(found[0])

    return _NEUTRALS.sub(resolve, letters)
