"""Running heads and feet: three fields each, filled for every page from what stands on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from math import inf

from msgspec import Struct, field
from msgspec.structs import replace

from converter.typeset.headings import Entry
from converter.typeset.lines import Line
from converter.typeset.pages import Furniture, Page, Position
from converter.typeset.runs import Run, manner
from converter.typeset.setter import Setter
from converter.typeset.slugs import Rule

_APART = 18.0
"""Points between two fields of one line, at least."""
_SECTIONS = 2
"""The deepest level that {section} names."""
_CLEAR = 4.0
"""Points between a running head and the rule under it."""

Fields = tuple[str, str, str]


class Values(Struct, frozen=True):
    """What the fields of one page are filled with."""

    symbol: str
    title: str
    section: str
    page: str
    pages: str

    def fill(self, field: str) -> str:
        """A field with its names in braces replaced."""
        return field and _NAMES.sub(lambda found: str(getattr(self, found[1])), field)


_NAMES = re.compile(rf"\{{({'|'.join(Values.__struct_fields__)})\}}")


class Running(Struct, frozen=True):
    """Sets heads and feet; the same words are set once."""

    setter: Setter
    _lines: dict[tuple[str, float], Line] = field(default_factory=dict)

    def dressed(self, page: Page, head: Fields, foot: Fields, values: Values, left: float) -> Page:
        """A page with its head and foot, and the rule under a head that has words. `left` is the text's edge."""
        style = self.setter.edition.style
        role, size = style.roles.running, style.page
        heads = self._row(head, values, left, size.head)
        feet = self._row(foot, values, left, size.height - size.foot - role.leading)
        rule = Rule(left, size.head + role.leading + _CLEAR, self.setter.area[0], style.running.rule)
        ruled = (*page.rules, rule) if heads and style.running.rule else page.rules
        return replace(page, heads=heads, feet=feet, rules=ruled)

    def _row(self, fields: Fields, values: Values, left: float, top: float) -> tuple[Furniture, ...]:
        width = self.setter.area[0]
        shares = (1.0, 0.5, 0.0) if self.setter.backward else (0.0, 0.5, 1.0)
        filled = [(share, text) for share, field in zip(shares, fields, strict=True) if (text := values.fill(field))]
        if not filled:
            return ()
        lines = [self._line(text, width) for _, text in filled]
        *taken, widest = sorted([line.width for line in lines])
        limit = max(width - sum(taken) - _APART * len(taken), width / 3)
        if widest > limit:
            lines = [self._line(text, limit) for _, text in filled]
        places = zip(filled, lines, strict=True)
        return tuple([Furniture(line, left + share * (width - line.width), top) for (share, _), line in places])

    def _line(self, text: str, limit: float) -> Line:
        found = self._lines.get((text, limit))
        if found is None:
            self._lines[text, limit] = found = self._set(text, limit)
        return found

    def _set(self, text: str, limit: float) -> Line:
        """The words on one line, shortened with an ellipsis when they are too long."""
        role = self.setter.edition.style.roles.running
        metadata = self.setter.edition.report.metadata
        language = metadata.language
        line = self.setter.line(text, role, language, metadata.title)
        if line.width <= limit:
            return line
        row = self.setter.atoms([Run(text, manner(role, language))], metadata.title, inf)
        fitting = max(bisect_right(row.totals, limit - 2 * role.size) - 1, 0)
        return self.setter.line(text[: row.offset(fitting)].rstrip() + "…", role, language, metadata.title)


def sections(entries: Iterable[Entry], begun: Mapping[str, Position], pages: int) -> list[str]:
    """For each page the heading that {section} names: the last one of the upper levels that has begun by its end."""
    last = {begun[entry.id].page: entry.title for entry in entries if entry.level <= _SECTIONS and entry.id in begun}
    out = [""]
    for page in range(pages):
        out.append(last.get(page, out[-1]))
    return out[1:]
