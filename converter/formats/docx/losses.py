"""What a report may hold that does not come back from a DOCX as it was, and what comes back instead.

No report that a reader of this project makes holds any of it: all of these are other ways to say the same, or are
refused or told when the file is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LOSSES: Mapping[str, str] = MappingProxyType({
    "which of two marks over the same words is the outer one":
        "Word marks runs: a link stands around a language, a language around styles, styles in the model's order",
    "two like marks side by side, or a mark around nothing": "they are one mark, or none",
    "a mark within another of its own sort": "the words have both, or the inner language or link alone",
    "a language that is the one around already": "it is not said again",
    "two language tags that Word knows by one name, as en and en-GB": "the first of them that the report uses",
    "a line end within a Text": "it is a Break",
    "characters that XML cannot hold": "U+FFFD; the writer tells it",
    "metadata or labels without a character": "they are not there",
    "a cell that reaches into another or out of its table": "it ends where the other one, or the table, does",
    "a picture that is no PNG or JPEG": "its alternative text, as a paragraph; the writer tells it",
    "a link or a call that leads nowhere": "its words; the writer tells it, and no report with one passes the check",
})  # fmt: skip
