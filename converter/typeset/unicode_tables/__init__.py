"""Facts from the Unicode Character Database that Python does not carry, made by `make.py`; see LICENSE.txt."""

from __future__ import annotations

LETTERS = {
    "AI": "u", "AL": "a", "B2": "d", "BA": "B", "BB": "b", "BK": "K", "CB": "C", "CJ": "J", "CL": "c", "CM": "m",
    "CP": "p", "CR": "R", "EB": "E", "EM": "M", "EX": "x", "GL": "g", "H2": "X", "H3": "Y", "HL": "h", "HY": "H",
    "ID": "i", "IN": "l", "IS": "k", "JL": "L", "JT": "T", "JV": "V", "LF": "F", "NL": "N", "NS": "t", "NU": "n",
    "OP": "o", "PO": "f", "PR": "r", "QU": "q", "RI": "I", "SP": "S", "SY": "y", "WJ": "w", "ZW": "z", "ZWJ": "Z",
    "wide OP": "O", "reserved ID": "j",
}  # fmt: skip
"""One letter for each line breaking class of UAX 14, and for two that its rules tell apart.

`wide OP` is an opening mark that East Asian text sets in full width (LB30); `reserved ID` is an unassigned code point
kept for pictographs (LB30b). SA, SG and XX have no letter: LB1 resolves them at once.
"""
