"""Runs as atoms: a paragraph's in a row (row.py), with where lines may end among them and which way they run.

Wide characters alone, as titles and most short paragraphs of a Chinese report are, and labels need no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, repeat
from math import inf

from msgspec.structs import replace

from converter.language import Direction, direction
from converter.typeset.atoms import Atoms, Stretch
from converter.typeset.bidi import levels
from converter.typeset.row import Row, font_of
from converter.typeset.runs import Inking, Run
from converter.typeset.traits import Traits
from converter.typeset.uax14 import MANDATORY, PROHIBITED, opportunities

_END = bytes([MANDATORY])
_SIDE_BY_SIDE = "mm"
"""Kinds of two marks that are squeezed."""
_LONG = 1000
"""The characters from which on a paragraph of wide characters alone is long."""
_BLANKS = {ord(blank): " " for blank in "\t\n\r\f\v\x85\u2028\u2029"}
_ISOLATE: Mapping[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}
"""The controls LRI and RLI of UAX 9, which PDI, U+2069, ends."""


def atoms(runs: Iterable[Run], inking: Inking, limit: float, language: str = "") -> Atoms:
    """The atoms of runs, a paragraph in a language (the first run's, if none); a word wider than `limit` is parted.

    `limit` is in points; where it is infinite there is one line. Raises Refused (character-missing).
    """
    held = [_blanked(run) for run in runs if run.text]
    known = [None if run.manner.call else inking.look(run.manner).traits(run.text) for run in held]
    base = direction(language or (held[0].manner.language if held else ""))
    if len(held) == 1 and base == "ltr" and (solid := _solid(held[0], known[0], limit)):
        return solid
    plain = "".join([run.text for run in held if not run.manner.call])
    may = _breaks(held, known, plain)[: len(plain)] if limit < inf else bytes(len(plain))
    breaks = bytearray(_with_calls(may, held, PROHIBITED) + _END)
    depths = _depths(held, plain, base)
    deep = _with_calls(depths, held, int(base == "rtl")) if depths else b""
    row = Row(inking, limit, "".join([run.text for run in held]), breaks, deep)
    for run, traits in zip(held, known, strict=True):
        if traits is None or run.text == "\n":
            row.single(run)
        else:
            row.run(run, traits)
    return row.atoms(backward=base == "rtl")


def _with_calls(values: bytes, runs: Sequence[Run], value: int) -> bytes:
    """Values by character of plain text, with `value` put in for each character of a note's mark."""
    if not any(run.manner.call for run in runs):
        return values
    out, at = bytearray(), 0
    for run in runs:
        if run.manner.call:
            out += bytes([value]) * len(run.text)
        else:
            out += values[at : at + len(run.text)]
            at += len(run.text)
    return bytes(out)


def _solid(run: Run, traits: Traits | None, limit: float) -> Atoms | None:
    """The atoms of wide characters alone that are set solid in one face; None of any other text."""
    manner, text = run.manner, run.text
    if traits is None or traits.face is None or not traits.solid or direction(manner.language) == "rtl":
        return None
    kinds = traits.kinds
    if kinds.count("h") + kinds.count("m") < len(kinds) or _SIDE_BY_SIDE in kinds:
        return None
    breaks = opportunities(text, manner.language, traits.letters) if limit < inf else bytes(len(text)) + _END
    stretch = Stretch(font_of(traits.face, manner, "ltr"), manner, wide=True)
    totals = _ems(manner.size, len(text))
    return Atoms(text, kinds, breaks, totals, {}, {}, (0,), (stretch,), {}, b"", backward=False)


def _ems(size: float, count: int) -> tuple[float, ...]:
    """What none, one, two … characters of an em take, up to `count`."""
    known = _first_ems(size)
    return known[: count + 1] if count < len(known) else tuple(accumulate(repeat(size, count), initial=0.0))


@lru_cache(maxsize=64)
def _first_ems(size: float) -> tuple[float, ...]:
    return tuple(accumulate(repeat(size, _LONG), initial=0.0))


def whole(run: Run, inking: Inking) -> Atoms:
    """A run on one line, however wide: one atom, where one face prints it from left to right without wide characters.

    Raises Refused (character-missing).
    """
    manner, text = run.manner, run.text
    face = inking.look(manner).face(text) if text.isascii() and text.isprintable() and text else None
    if face is None or direction(manner.language) == "rtl":
        return atoms([run], inking, inf)
    used = font_of(face, manner, "ltr")
    totals, kinds = (0.0, *[used.words[text]] * len(text)), "w".ljust(len(text), "j")
    stretch = Stretch(used, manner, wide=False)
    return Atoms(
        text, kinds, bytes(len(text)) + _END, totals, {}, {}, (0,), (stretch,), {}, b"", backward=False
    )  # fmt: skip


def _blanked(run: Run) -> Run:
    """The run with a space for whatever white space its text has; a printed line break stays."""
    if run.text == "\n" or run.text.isprintable():
        return run
    return replace(run, text=run.text.translate(_BLANKS))


def _depths(runs: Sequence[Run], text: str, base: Direction) -> bytes:
    """The level of every character, nothing when all are 0; what is in a language of the other direction is isolated.

    The controls that isolate it stand in no report, and their levels are left out.
    """
    if all(direction(run.manner.language) == base for run in runs):
        found = levels(text, base)
    else:
        found = _isolated([(run.text, direction(run.manner.language)) for run in runs if not run.manner.call], base)
    return found if base == "rtl" or found != bytes(len(found)) else b""


def _isolated(parts: Sequence[tuple[str, Direction]], base: Direction) -> bytes:
    """The levels of parts, each with its own direction, within a paragraph of direction `base`."""
    deep = levels("".join(f"{_ISOLATE[own]}{part}\u2069" if own != base else part for part, own in parts), base)
    found, at = b"", 0
    for part, own in parts:
        at += own != base
        found += deep[at : at + len(part)]
        at += len(part) + (own != base)
    return found


def _breaks(runs: Sequence[Run], known: Iterable[Traits | None], text: str) -> bytes:
    """Where the runs' text may be parted, each run by its own language."""
    spoken = dict.fromkeys([run.manner.language for run in runs])
    if len(spoken) < 2:
        return opportunities(text, next(iter(spoken), None), "".join([traits.letters for traits in known if traits]))
    by_language = {language: opportunities(text, language) for language in spoken}
    found = bytearray()
    for run in runs:
        if not run.manner.call:
            found += by_language[run.manner.language][len(found) : len(found) + len(run.text)]
    return bytes(found)
