"""Where a line may end: Unicode UAX 14, tailored for Chinese (W3C CLREQ) and for what official reports hold.

    text             She read A/78/1, 5 km—no 3.5%…
    opportunities    0000100001000000010001100100002     before every character, and after the last

Rules are named by their numbers in UAX 14, revision 49 (Unicode 15.0); figures follow its example 7 of section 8.2,
which keeps a whole number together with its signs. Without a language nothing is tailored.

The cost is linear: one letter for each character, one look at each pair of neighbours, and then the few rules that
look further, as patterns over the letters or, for the tailoring, over the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from operator import add

from converter.language import primary, unspaced
from converter.typeset.unicode_tables import LETTERS
from converter.typeset.unicode_tables.line_break import RUNS

PROHIBITED, ALLOWED, MANDATORY = range(3)

_ANY = "".join(LETTERS.values())
_ALPHABETIC = "ah"
_HANGUL = "LVTXY"


def _but(excluded: str) -> str:
    return "".join(letter for letter in _ANY if letter not in excluded)


_PAIR_RULES = (
    ("LB4", "K", _ANY, MANDATORY),
    ("LB5", "R", "F", PROHIBITED),
    ("LB5", "RFN", _ANY, MANDATORY),
    ("LB6", _ANY, "KRFN", PROHIBITED),
    ("LB7", _ANY, "Sz", PROHIBITED),
    ("LB8", "z", _ANY, ALLOWED),
    ("LB11", _ANY, "w", PROHIBITED),
    ("LB11", "w", _ANY, PROHIBITED),
    ("LB12", "g", _ANY, PROHIBITED),
    ("LB12a", _but("SBH"), "g", PROHIBITED),
    ("LB13", _ANY, "cpxky", PROHIBITED),
    ("LB14", "oO", _ANY, PROHIBITED),
    ("LB15", "q", "oO", PROHIBITED),
    ("LB16", "cp", "t", PROHIBITED),
    ("LB17", "d", "d", PROHIBITED),
    ("LB18", "S", _ANY, ALLOWED),
    ("LB19", _ANY, "q", PROHIBITED),
    ("LB19", "q", _ANY, PROHIBITED),
    ("LB20", _ANY, "C", ALLOWED),
    ("LB20", "C", _ANY, ALLOWED),
    ("LB21", _ANY, "BHt", PROHIBITED),
    ("LB21", "b", _ANY, PROHIBITED),
    ("LB21b", "y", "h", PROHIBITED),
    ("LB22", _ANY, "l", PROHIBITED),
    ("LB23", _ALPHABETIC, "n", PROHIBITED),
    ("LB23", "n", _ALPHABETIC, PROHIBITED),
    ("LB23a", "r", "ijEM", PROHIBITED),
    ("LB23a", "ijEM", "f", PROHIBITED),
    ("LB24", "rf", _ALPHABETIC, PROHIBITED),
    ("LB24", _ALPHABETIC, "rf", PROHIBITED),
    ("LB25", "rfH", "n", PROHIBITED),
    ("LB25", "n", "nrf", PROHIBITED),
    ("LB26", "L", "LVXY", PROHIBITED),
    ("LB26", "VX", "VT", PROHIBITED),
    ("LB26", "TY", "T", PROHIBITED),
    ("LB27", _HANGUL, "f", PROHIBITED),
    ("LB27", "r", _HANGUL, PROHIBITED),
    ("LB28", _ALPHABETIC, _ALPHABETIC, PROHIBITED),
    ("LB29", "k", _ALPHABETIC, PROHIBITED),
    ("LB30", _ALPHABETIC + "n", "o", PROHIBITED),
    ("LB30", "p", _ALPHABETIC + "n", PROHIBITED),
    ("LB30b", "Ej", "M", PROHIBITED),
    ("LB31", _ANY, _ANY, ALLOWED),
)
"""What stands between the last character of a line and the first of the next: the first rule that fits decides.

LB9 and LB10 are applied before, LB2 and LB3 after. The other rules are the patterns below.
"""

ALIKE_BEFORE = ("B", "H", "IJZclmtux", "i", "Ogoqw", "S", "ah", "b", "d", "f", "k", "n", "p", "r", "y")
ALIKE_AFTER = ("BHlt", "IJOZbmu", "i", "S", "a", "ckpwxy", "d", "f", "g", "h", "n", "o", "q", "r")
"""Letters between which no rule for pairs makes a difference, before the place and after it; all others are rare."""
_RARE = 15
"""The number of every rare letter, before a place and after it; a sum with it has no verdict of its own but this."""

_OVER_SPACES = (
    ("LB8", "z", "zS+(?=[^SzKRFN])", ALLOWED),
    ("LB14", "S", "[oO]S+(?=.)", PROHIBITED),
    ("LB15", "q", "qS+(?=[oO])", PROHIBITED),
    ("LB16", "t", "[cp]S+(?=t)", PROHIBITED),
    ("LB17", "d", "dS+(?=d)", PROHIBITED),
)
"""Rules for the end of a match, where what stands before spaces decides; first a letter that has to be there."""
_UNBROKEN = (
    ("LB21a", "h", "h[HB](?=([^CSzKRFN]))"),
    ("LB25", "n", "n(?:[yk][nyk]*[cp]?(?=([rf]?))|[cp](?=([rf])))"),
    ("LB25", "r", "r[oOH](?=n)"),
    ("LB25", "f", "f[oOH](?=n)"),
    ("LB30a", "I", "II"),
)
"""Rules that keep a match, and what its look-ahead caught, whole, where two neighbours alone do not tell."""
_ABSORBED = re.compile("(?<=[^KRFNSz])[mZ]+")
"""LB9: marks that belong to the character before them. Others are like letters: LB10."""
_JOINERS = re.compile("Z(?=.)")
"""LB8a."""

_CHINESE = {
    "“": "O", "‘": "O", "”": "c", "’": "c",  # full-width quotation marks, which UAX 14 cannot tell apart
    "·": "t", "～": "t",  # CLREQ: an interpunct and a connector do not begin a line,
    "／": "g",  # and a full-width solidus neither begins nor ends one
}  # fmt: skip
_TAILORED = {"zh": _CHINESE, "ja": _CHINESE, "fr": {"«": "o", "»": "c"}}
"""Classes of characters by language. Spaces may stand within French quotation marks."""

_LETTER = r"A-Za-z\u00c0-\u052f"
"""Latin and Cyrillic. (`\\w` would be Han characters too, which stand beside words without a space.)"""
_UNITS = (
    "[%‰€£¥$]|°C?|(?:[kcm]?m[²³]?|[km]?g|ha|t|[kMG]Wh?|million|billion|trillion|per cent|millones|millions|milliards?"
    rf"|млн|млрд|тыс)(?![{_LETTER}])"
)
_NUMBERED = r"№|§|[Nn]os?\.|n[º°]|[Pp]aras?\.|párrs?\.|[Aa]rts?\.|pp?\.|vol\.|chap\.|пп?\.|ст\.|гл\."
_SYMBOL = r"(?<![A-Za-z0-9/.])[A-Z][A-Za-z0-9]{0,7}/[A-Za-z./()-]{0,40}\d[A-Za-z0-9./()-]*"
"""The symbol of a document: capitals, a solidus, and a figure within the next forty characters."""
_WHOLE = (
    ("/", _SYMBOL),
    (".", rf"\.(?:(?<=[{_LETTER}]\.)|(?<!\S\.))\d"),  # Rev.2, .5
    (" ", r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)"),  # thousands
    (" ", rf"\d (?:{_UNITS})"),
    (" ", rf"(?<![{_LETTER}])(?:{_NUMBERED}) \d"),
    (" (", r"(?<!\d)\d{1,4} \((?:19|20)\d\d\)"),  # the number and year of a resolution
)
"""What no line ends within, in any language; first a string that has to be there."""
_DASHES = (
    ("—", r"(?<!\S)—\w|\w—(?=[\s,.;:!?)])"),  # a dash that opens a parenthesis, and one that closes it
    ("— ", r"\S —(?= )"),  # a dash between spaces begins no line
    ("– ", r"\S –(?= )"),
)
_APOSTROPHES = (("’", rf"(?<=[{_LETTER}])’[{_LETTER}]"),)
_AFTER_QUOTATION = r"""(?<=\S)[”’»"'] +(?=[(\[{«¿¡])"""
"""Where LB15 takes a closing quotation mark for an opening one, a line may end in any language."""
_MARKS_OF_A_LANGUAGE = {"zh": _APOSTROPHES, "ja": _APOSTROPHES}
"""The same by language: for these, and dashes for all others."""

_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_WITH_ONE_START = 0xAC00, 0xD7A3, 28


class _Letters(dict[int, str]):
    """A table for `str.translate`, from a character to the letter of its class, filled as characters are met."""

    def __init__(self, language: str) -> None:
        super().__init__({ord(character): letter for character, letter in _TAILORED.get(language, {}).items()})
        self._resolved = {"J": "t", "u": "i" if unspaced(language) else "a"}

    def __missing__(self, code: int) -> str:
        letter = _untailored(code)
        self[code] = letter = self._resolved.get(letter, letter)
        return letter


def _untailored(code: int) -> str:
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return "Y" if (code - _FIRST_SYLLABLE) % _SYLLABLES_WITH_ONE_START else "X"
    starts, letters = _runs()
    return letters[bisect_right(starts, code) - 1]


@cache
def _runs() -> tuple[list[int], str]:
    """Where each run of one class starts, and the runs' letters."""
    runs = re.findall(r"(\d*)(\D)", RUNS)
    starts = accumulate((int(length or 1) for length, _ in runs), initial=0)
    return list(starts), "".join([letter for _, letter in runs])


class _Pairs(dict[str, int]):
    """What stands between two neighbours, by the first of the rules that fits; filled as pairs are met."""

    def __missing__(self, pair: str) -> int:
        fitting = (verdict for _, before, after, verdict in _PAIR_RULES if pair[0] in before and pair[1] in after)
        self[pair] = found = next(fitting)
        return found


_table = cache(_Letters)
_compiled = cache(re.compile)
_PAIRS = _Pairs()


def class_table(language: str | None = None) -> Mapping[int, str]:
    """The line breaking class of any character, as a letter of `unicode_tables.LETTERS`, resolved by LB1.

    AI is ID in Chinese and Japanese and AL elsewhere, CJ is NS, and SA (Thai, Khmer and others, whose words only a
    dictionary finds) is AL.
    """
    return _table(primary(language) if language else "")


def classes(text: str, language: str | None = None) -> str:
    """The class of every character."""
    return text.translate(class_table(language))


def opportunities(text: str, language: str | None = None, letters: str | None = None) -> bytes:
    """Whether a line may end before every character, and at last after the text: one of the three values above.

    `text[:n]` and `text[n:]` can be two lines when item n is not PROHIBITED. Spaces before n hang at the line's end.
    `letters` are the text's classes in this language, where they are known.
    """
    letters = classes(text, language) if letters is None else letters
    found = _with_marks(letters) if "m" in letters or "Z" in letters else _without_marks(letters)
    if language:
        if " " in text:
            _decide(found, text, _AFTER_QUOTATION, ALLOWED)
        for needle, pattern in _WHOLE + _MARKS_OF_A_LANGUAGE.get(primary(language), _DASHES):
            if needle in text:
                _hold(found, text, pattern)
    return bytes(found)


def _without_marks(letters: str) -> bytearray:
    """The opportunities between letters none of which is CM or ZWJ."""
    found = bytearray(1)  # LB2
    found += _between(letters)
    if letters:
        found.append(MANDATORY)  # LB3
    if "S" in letters:
        for _, needle, pattern, verdict in _OVER_SPACES:
            if needle in letters:
                _decide(found, letters, pattern, verdict)
    for _, needle, pattern in _UNBROKEN:
        if needle in letters:
            _hold(found, letters, pattern)
    return found


def _between(letters: str) -> bytes:
    """What stands between all neighbours: two rows of classes added as two numbers, and each sum looked up."""
    if len(letters) < 2:
        return b""
    before, after, verdicts = _common()
    row = letters.encode("ascii")
    pairs = int.from_bytes(row[:-1].translate(before), "big") + int.from_bytes(row[1:].translate(after), "big")
    found = pairs.to_bytes(len(row) - 1, "big").translate(verdicts)
    return bytes(map(_PAIRS.__getitem__, map(add, letters, letters[1:]))) if _RARE in found else found


@cache
def _common() -> tuple[bytes, bytes, bytes]:
    """The class before times 16, the class after, and the verdict of each sum; for rare letters all are `_RARE`."""
    before = {ord(letter): 16 * place for place, alike in enumerate(ALIKE_BEFORE) for letter in alike}
    after = {ord(letter): place for place, alike in enumerate(ALIKE_AFTER) for letter in alike}
    verdicts = {
        16 * high + low: _PAIRS[first[0] + second[0]]
        for high, first in enumerate(ALIKE_BEFORE)
        for low, second in enumerate(ALIKE_AFTER)
    }
    tables = ((before, 16 * _RARE), (after, _RARE), (verdicts, _RARE))
    first, second, third = (bytes(table.get(code, rare) for code in range(256)) for table, rare in tables)
    return first, second, third


def _decide(found: bytearray, text: str, pattern: str, verdict: int) -> None:
    """Write the verdict at the end of each match."""
    for match in _compiled(pattern).finditer(text):
        found[match.end()] = verdict


def _hold(found: bytearray, text: str, pattern: str) -> None:
    """Prohibit every end of line within a match and what its look-ahead caught."""
    for match in _compiled(pattern).finditer(text):
        start, end = match.start() + 1, match.end(match.lastindex or 0)
        found[start:end] = bytes(end - start)


def _with_marks(letters: str) -> bytearray:
    """The same for any letters: those that LB9 absorbs are left out, and then put back with no opportunity before."""
    kept = _without_marks(_ABSORBED.sub("", letters).replace("m", "a").replace("Z", "a"))
    found, taken = bytearray(), 0
    for absorbed in _ABSORBED.finditer(letters):
        until = taken + absorbed.start() - len(found)
        found += kept[taken:until]
        found += bytes(len(absorbed[0]))
        taken = until
    found += kept[taken:]
    for joiner in _JOINERS.finditer(letters):
        found[joiner.end()] = PROHIBITED
    return found
