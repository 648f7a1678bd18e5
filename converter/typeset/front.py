"""The front matter: title page, imprint, and contents with leaders and page numbers.

Its passages are named by words that no id can be: `:title-page/title`, `:imprint/rights-1`, `:contents/div-2`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from converter.model import Inline, Link, Text
from converter.stylesheet import Role
from converter.typeset.headings import Entry
from converter.typeset.lines import Line, base, single
from converter.typeset.runs import Mark, Run, manner
from converter.typeset.setter import Column, Setter
from converter.typeset.slugs import Part, Passage, Piece, Rule, Slug, kept, labelled, spaced

TITLE_PAGE, IMPRINT, CONTENTS = ":title-page", ":imprint", ":contents"

_SINK = 0.16
"""How far below the masthead the title stands, as a share of the text area's height."""
_HEAVY = 1.2
_CLEAR = 6.0
"""Points between a leader and what it joins, and between the masthead and its rule."""
_NUMBER_ROOM = 3.0
"""The ems kept free for a page number in the contents."""
_LABEL_GAP = 0.55
"""The ems between a label, a space after it, and its heading in the contents."""


def title_page(setter: Setter) -> list[Slug]:
    """The masthead over a rule, the title below, then authors, place and date."""
    metadata, roles = setter.edition.report.metadata, setter.edition.style.roles
    sink = _SINK * setter.area[1]
    dated = " · ".join(filter(None, (metadata.place, metadata.date.printed if metadata.date else None)))
    out = [
        *_masthead(setter),
        *spaced(_words(setter, "title", metadata.title, roles.title), sink, roles.title.after),
        *_words(setter, "subtitle", metadata.subtitle, roles.subtitle),
    ]
    for place, author in enumerate(metadata.authors):
        out += spaced(_words(setter, f"author-{place + 1}", author, roles.subtitle), 0.0 if place else sink / 3, 0.0)
    out += spaced(_words(setter, "date", dated, roles.masthead), roles.masthead.leading, roles.masthead.after)
    return out + _words(setter, "publisher", metadata.publisher, roles.masthead)


def _masthead(setter: Setter) -> list[Slug]:
    """Organ and session at the start, symbol at the end of their first line, and a rule under them."""
    metadata, role = setter.edition.report.metadata, setter.edition.style.roles.masthead
    slugs = _words(setter, "organ", metadata.organ, role) + _words(setter, "session", metadata.session, role)
    if metadata.symbol:
        look = replace(manner(role, metadata.language), weight="bold")
        row = setter.atoms([Run(metadata.symbol, look)], TITLE_PAGE, setter.area[0])
        line = single(row, setter.area[0] - row.width, base(role))
        slugs = labelled(slugs or [Slug(role.leading)], Piece(Passage(f"{TITLE_PAGE}/symbol", "text"), line))
    if not slugs:
        return []
    rule = Rule(0.0, slugs[-1].height + _CLEAR, setter.area[0], _HEAVY)
    return [*slugs[:-1], replace(slugs[-1], rules=(rule,))]


def _words(setter: Setter, part: str, text: str | None, role: Role) -> list[Slug]:
    """Words of the title page in a role, nothing when there are none."""
    return _passage(setter, f"{TITLE_PAGE}/{part}", (Text(text),), role) if text else []


def _passage(setter: Setter, node: str, inlines: tuple[Inline, ...], role: Role) -> list[Slug]:
    return setter.text(inlines, Passage(node, "text"), role, setter.column(role))


def imprint(setter: Setter) -> list[Slug]:
    """The series, the source and the rights, one passage each."""
    role = setter.edition.style.roles.imprint
    return [
        slug
        for part, inlines in _imprint(setter)
        for slug in _passage(setter, f"{IMPRINT}/{part}", inlines, role)
    ]  # fmt: skip


def _imprint(setter: Setter) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    metadata, words = setter.edition.report.metadata, setter.edition.words
    series, source, rights = metadata.series, metadata.source, metadata.rights
    named = {
        "series": (words.series, series and series.title), "previous": (words.previous, series and series.previous),
        "next": (words.next, series and series.next), "source": (words.source, source and source.name),
        "digest": (words.digest, source and source.digest),
    }  # fmt: skip
    for part, (word, value) in named.items():
        if value:
            yield part, (Text(f"{word}{words.colon}{value}"),)
    for place, statement in enumerate(rights.statement if rights else ()):
        yield f"rights-{place + 1}", (Text(statement),)
    if rights and rights.licence:
        licence = Text(rights.licence)
        link = Link(rights.licence, (licence,)) if "://" in rights.licence else licence
        yield "licence", (Text(f"{words.rights}{words.colon}"), link)


def contents(setter: Setter, entries: Iterable[Entry], page: Callable[[str], str]) -> list[Slug]:
    """The list of contents; `page` gives the label of the page that a division begins on."""
    style = setter.edition.style
    title, roles = style.roles.contents_title, style.roles.contents
    level = cache(lambda number: _level(setter, roles[min(number, len(roles)) - 1]))
    listed = [entry for entry in entries if entry.level <= style.contents.depth and entry.title]
    slugs = [slug for entry in listed for slug in _entry(setter, entry, page(entry.id), level(entry.level))]
    return kept(_passage(setter, CONTENTS, (Text(setter.edition.words.contents),), title)) + slugs if slugs else []


class _Level(Struct, frozen=True):
    """How a level of the contents is set: its role and column, and its leaders, which all end at one place.

    `pitch` is how far one leading mark is from the next, infinitely where there are none. `leader` sets so many.
    """

    role: Role
    column: Column
    end: float
    pitch: float
    leader: Callable[[int], Line]


def _level(setter: Setter, role: Role) -> _Level:
    """A level set in this role."""
    mark, language = setter.edition.style.contents.leader, setter.edition.report.metadata.language
    end = setter.area[0] - 0.8 * _NUMBER_ROOM * role.size

    def leader(count: int, x: float = 0.0) -> Line:
        return setter.line(f"{mark} " * count, role, language, CONTENTS, x)

    pitch = leader(1).width if mark else inf
    column = setter.column(role).inset(role.start, role.end)
    return _Level(role, column, end, pitch, cache(lambda count: leader(count, end - count * pitch)))


def _entry(setter: Setter, entry: Entry, label: str, level: _Level) -> list[Slug]:
    """One heading: its label, its words, a leader and the page's label, all of them one link."""
    role, column = level.role, level.column
    node, link = f"{CONTENTS}/{entry.id}", Link(f"#{entry.id}", ())
    look = replace(manner(role, entry.language), link=link.target, mark=Mark(link))

    def piece(part: Part, text: str, x: float, share: float = 0.0) -> Piece:
        """What begins at `x`, or ends there (a share of 1)."""
        row = setter.whole(Run(text, look), entry.id)
        return Piece(Passage(node, part), single(row, x - share * row.width, base(role)))

    number = piece("page", label, setter.area[0], 1.0)
    before = (piece("label", f"{entry.label} ", column.x),) if entry.label else ()
    start = before[0].line.width + _LABEL_GAP * role.size if before else 0.0
    words = setter.atoms([Run(entry.text or " ", look)], entry.id, column.width)
    slugs = setter.set(words, Passage(node, "text"), role, column.inset(start, _NUMBER_ROOM * role.size))
    last = slugs[-1]
    leader = _led(Passage(node, "leader"), level, last.pieces[-1].line)
    slugs[-1] = replace(last, pieces=(*last.pieces, *leader, number))
    return labelled(slugs, *before)


def _led(passage: Passage, level: _Level, words: Line) -> tuple[Piece, ...]:
    """What leads from the words to the page's label: marks that stand under each other in all entries of a level."""
    count = int((level.end - words.x - words.width - _CLEAR) / level.pitch)
    return (Piece(passage, level.leader(count)),) if count > 1 else ()
