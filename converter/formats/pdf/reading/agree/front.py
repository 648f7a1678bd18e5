"""The front matter: the title page and the imprint against the metadata, the contents against the headings.

    FrontMatter [P “X/1/Add.2”, Title “…”, P “Port Meridian · 4 June 2031”, P “Series: Reports”]
    FrontMatter [H1 “Contents”, TOC [TOCI [Reference [Link “I. Introduction1”]]]]

Words of the edition itself (Contents, Series) are the style's, and not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from converter.diagnostics import Diagnostic
from converter.formats.pdf.reading.agree.facts import Facts, Heading, shown
from converter.formats.pdf.reading.agree.told import contradiction, quoted, squeezed, unlike
from converter.formats.pdf.reading.structure import Leads, Node
from converter.formats.pdf.syntax import ascii_address
from converter.model import Metadata

_LABEL = re.compile(r"[^\d:：]{1,40}[:：]")
"""A word of the edition before a value. `SHA-256` is the only one with figures."""
_DIGEST = "SHA-256"
_WORD = re.compile(r"\D{1,40}")


def title_page(facts: Facts) -> Iterator[Diagnostic]:
    """The title page and the imprint: all that they show is in the metadata, and all of it is there."""
    found = [shown(node) for front in facts.front for node in front.nodes("P", "Title")]
    if not found:
        return
    lacking = []
    for value, labelled in _values(facts.report.metadata):
        text = next((text for text in found if _says(squeezed(text), squeezed(value), labelled=labelled)), None)
        if text is None:
            lacking.append(value)
        else:
            found.remove(text)
    for shows, says in zip_longest(found, lacking, fillvalue=""):
        if shows:
            yield unlike("the title page", shows, "the metadata say", says)
        else:
            yield contradiction(f"the title page does not show {quoted(says)} of the metadata")


def _values(said: Metadata) -> Iterator[tuple[str, bool]]:
    """What the title page and the imprint show, and whether a word of the edition stands before it."""
    dated = " · ".join(filter(None, (said.place, said.date.printed if said.date else None)))
    series, source, rights = said.series, said.source, said.rights
    alone = (said.organ, said.session, said.symbol, said.title, said.subtitle, *said.authors, dated, said.publisher,
             *(rights.statement if rights else ()))  # fmt: skip
    named = (
        *((series.title, series.previous, series.next) if series else ()),
        *((source.name, source.digest) if source else ()),
        rights.licence if rights else None,
    )
    yield from ((value, False) for value in alone if value and squeezed(value))
    yield from ((value, True) for value in named if value)


def _says(text: str, value: str, *, labelled: bool) -> bool:
    if not labelled:
        return text == value
    label = text.removesuffix(value).replace(_DIGEST, "-")
    return text.endswith(value) and _LABEL.fullmatch(label) is not None


def licence(facts: Facts) -> Iterator[Diagnostic]:
    """The links of the imprint lead where their words say."""
    for node in (node for front in facts.front for each in front.nodes("P", "Title") for node in each.nodes("Link")):
        for kid in node.kids:
            if isinstance(kid, Leads) and squeezed(kid.target) != squeezed(ascii_address(shown(node))):
                yield unlike("a link of the title page", kid.target, "its glyphs read", shown(node))


# Contents


def contents(facts: Facts) -> Iterator[Diagnostic]:
    """The list of contents: the headings down to some level, in order, each with the number of its page."""
    for node in (node for front in facts.front for node in front.nodes("H1")):
        if not _WORD.fullmatch(squeezed(shown(node)) or " "):
            yield contradiction(f"the heading of the contents is no word for them: {quoted(shown(node))}")
    found = [entry for front in facts.front for table in front.nodes("TOC") for entry in table.nodes()]
    if not found or not facts.worded:
        return
    listed = _listed(facts, len(found))
    if listed is None:
        yield contradiction(f"the contents have {len(found)} entries: not as many as there are headings to any level")
        return
    for heading, entry in zip(listed, found, strict=True):
        yield from _entry(facts, heading, entry)


def _listed(facts: Facts, count: int) -> list[Heading] | None:
    """So many headings: all of them down to a level."""
    for deepest in sorted({heading.level for heading in facts.headings}):
        listed = [heading for heading in facts.headings if heading.level <= deepest and heading.title]
        if len(listed) == count:
            return listed
    return None


def _entry(facts: Facts, heading: Heading, entry: Node) -> Iterator[Diagnostic]:
    said, title = squeezed(shown(entry)), squeezed(heading.title)
    page = facts.labels[facts.destinations.get(heading.id, -1)] if facts.labels else ""
    id, where = heading.id, f"the contents' entry for {heading.id}"
    if not said.startswith(title):
        yield unlike(where, shown(entry), "its heading reads", heading.title, id)
    elif page and said != title + page:
        yield unlike(f"the contents' page of {id}", said.removeprefix(title), "it stands on page", page, id)
    for link in (link for reference in entry.nodes("Reference") for link in reference.nodes("Link")):
        target = next((kid.target for kid in link.kids if isinstance(kid, Leads)), f"#{id}")
        if target != f"#{id}":
            yield unlike(f"the contents' link for {id}", target, "it should lead to", f"#{id}", id)
    if entry.language and entry.language != heading.language:
        yield unlike(f"/Lang of {where}", entry.language, "the heading is in", heading.language, id)
