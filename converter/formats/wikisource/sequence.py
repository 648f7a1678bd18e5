"""The sequence of paragraph numbers: which numbers at the head of a line count.

    6.…  7.2022…  8.…         7 is next, so the year that follows it is text
    2.16…                     2 is not next and a digit follows: a decimal fraction, no number
    46.…  48.…                a gap is no reason to doubt; `check` tells it, and repetitions and disorder too
    14.…  1. Costs  15.…      a short line whose number the paragraphs do without is a heading

The sequence is the evidence; what the line says is not asked.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from converter.formats.wikisource.lines import Line, Number, heading_shaped

_FARTHEST = 1000
"""The longest gap in front of a number."""
_FARTHEST_GLUED = 20
"""The longest gap in front of a number that a digit follows at once."""


class Sequence(Struct):
    """The number of the last paragraph, and what the next number at the margin is after each line that has one."""

    after: dict[int, int]
    last: int = 0

    @classmethod
    def of(cls, numbered: list[tuple[Line, Number]]) -> Sequence:
        """The sequence before the first of these lines."""
        return cls({line.row: following.value for (line, _), (_, following) in pairwise(numbered)})

    def fits(self, line: Line, number: Number) -> bool:
        """Whether the number before this line's text can be a paragraph's number."""
        if number.value == self.last + 1:
            return True
        if number.offset == len(line.text) or number.printed[-1] in "-–—":
            return False
        if number.offset == len(number.printed) and line.text[number.offset].isdigit():
            return self.last < number.value <= self.last + _FARTHEST_GLUED
        return not self.last or number.value <= self.last + _FARTHEST

    def passes_over(self, line: Line, number: Number, siblings: int) -> bool:
        """Whether this line is a heading in a counted row of which `siblings` were seen, and no paragraph.

        It is short, its number is the next one of that row, and the paragraphs go on as if it were not there.
        """
        if not heading_shaped(line.text) or number.irregular or number.value not in (1, siblings + 1):
            return False
        following = self.after.get(line.row)
        return following == (number.value if number.value == self.last + 1 else self.last + 1)
