"""What a file calls what the report holds: names that the writer and the reader share.

    /RoleMap<</Box/Sect/BoxTitle/P/Call/Reference/Emphasis/Span …>>      this tree's own kinds, and what they are
    /A<</O/UserProperties/P[<</N(level)/V 3>>]>>                         what no kind of element can say

ISO 32000-1, 14.7.3 (role map), 14.7.5.4 (user properties), 14.8.4 (standard kinds).
"""

from __future__ import annotations

from collections.abc import Mapping

from converter.model import Scheme, Style

FRONT_MATTER = "FrontMatter"
"""Title page, imprint and contents: made from the metadata and the headings, and no part of the report's text."""

STYLES: Mapping[Style, str] = {
    "emphasis": "Emphasis", "strong": "Strong", "superscript": "Superscript", "subscript": "Subscript",
    "underline": "Underline", "small-caps": "SmallCaps",
}  # fmt: skip

ROLES: Mapping[str, str] = {
    FRONT_MATTER: "Sect",
    "Title": "P",
    "Box": "Sect",
    "BoxTitle": "P",
    "Source": "P",
    "Unread": "P",
    "Bullet": "Lbl",
    "Call": "Reference",
    **dict.fromkeys(STYLES.values(), "Span"),
}
"""The tree's own kinds, and the standard ones that they are."""

DEEPEST_HEADING = 6

NUMBERINGS: Mapping[Scheme, str] = {
    "decimal": "Decimal", "letter": "LowerAlpha", "capital": "UpperAlpha", "roman": "LowerRoman",
    "capital-roman": "UpperRoman", "symbol": "Disc",
}  # fmt: skip
"""How a list counts. Table 347."""
COUNTING = frozenset(("Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"))

MOST_PIXELS = 64_000_000
"""The most pixels that an image may have."""

LAYOUT = "Layout"
SOURCE_IMAGE = "SourceImage"
"""The owner of a figure's attribute stream: what must be added to the drawn image to have its file again."""

NAMESPACE = "urn:x-report-converter:metadata:"
"""The XMP namespace of the report's own metadata."""
