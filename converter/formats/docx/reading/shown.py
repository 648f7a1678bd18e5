r"""What fields and the list of contents show, held against what they are made from: in a document of ours.

    REF par_3 \r \h  shows 4, where paragraph 3. is meant          Introduction … 3  in the contents, and no such head

Word makes both again whenever it is asked to; until then a reader sees what stands in the file. Page numbers are the
layout's, which no file tells, and are not questioned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct, field

from converter.diagnostics import Place
from converter.formats.docx.reading.contents import Listed
from converter.formats.docx.reading.fields import KINDS, Field
from converter.formats.docx.reading.looks import whole
from converter.formats.docx.reading.names import Names
from converter.formats.docx.reading.record import Record
from converter.formats.docx.reading.shared import Shared, short
from converter.labels import mark
from converter.model import Division, Item, List, Quotation, Report, Unread
from converter.walk import nodes, plain

_GAPS = re.compile("[\\s\u00ad\u2011]+")
_DEPTH = re.compile(r"\\o 1-([1-9])")
_PAGE = re.compile(r"\t([0-9]{1,6}|[ivxlcdm]+)\s*\Z")
_BUILT_IN = frozenset({"title", "subject", "author", "keywords", "comments", "category", "company", "manager"})


class Facts(Struct):
    """What the report says of what fields name: the numbers of its nodes, the marks of its notes, its headings."""

    names: Names
    record: Record
    labels: Mapping[str, str]
    marks: Mapping[str, str]
    headings: Sequence[Division]
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How far each sequence of captions has come, by its part and its name."""


def hold(shared: Shared, names: Names, record: Record, report: Report) -> None:
    """Tell every field that shows something else than what it names, and where the contents first go astray."""
    facts = _facts(names, record, report)
    for found, part in shared.shown:
        expected = _expected(found, part, facts)
        if expected is not None and _close(expected) != _close(found.shown):
            message = f"the field {' '.join(found.words)} shows {short(found.shown)}, where it means {short(expected)}"
            shared.contradict(message, found.place, part)
        target = _target(found)
        if target and target not in shared.anchors:
            shared.parts.lose(part, f"the field {' '.join(found.words)}, which leads nowhere", found.place)
        if found.kind not in KINDS and not found.kind.startswith("="):
            shared.parts.lose(
                part, f"the field {short(found.code.strip())}, of a kind that Word does not know", found.place
            )
    if shared.listed:
        _contents(shared, facts)


def _facts(names: Names, record: Record, report: Report) -> Facts:
    labels, headings = {}, []
    for node in nodes(report):
        if not isinstance(node, List | Quotation | Unread | Item) and node.label:
            labels[node.id] = node.label.printed
        if isinstance(node, Division):
            headings.append(node)
    return Facts(names, record, labels, {note.id: mark(note.label) for note in report.notes}, headings)


def _target(found: Field) -> str:
    return found.words[1] if found.kind in ("REF", "NOTEREF", "PAGEREF") and len(found.words) > 1 else ""


def _expected(found: Field, part: str, facts: Facts) -> str | None:
    """What a field would show if Word made it again; None where this is not known."""
    words = found.words
    match found.kind:
        case "REF" if "\\r" in words:
            label = facts.labels.get(facts.names.id_of(words[1]))
            return label.rstrip(". ") if label else None
        case "NOTEREF":
            called = facts.marks.get(facts.names.note(found.recalled) or "")
            return called or None
        case "SEQ" if len(words) > 1 and "ARABIC" in words and "\\c" not in words:
            return _counted(words, part, facts)
        case "STYLEREF" if len(words) > 1 and words[1].isdecimal():
            return _headed(found, words, facts)
        case "TITLE":
            return facts.record.core.get("title", "")
        case "DOCPROPERTY" if len(words) > 1 and words[1].lower() not in _BUILT_IN:
            return facts.record.custom.get(words[1], "")
        case _:
            return None


def _counted(words: Sequence[str], part: str, facts: Facts) -> str:
    """The number of a caption. ECMA-376 Part 1, 17.16.5.56."""
    key = (part, words[1])
    again = words[words.index("\\r") + 1 :][:1] if "\\r" in words else []
    start = whole(again[0]) if again else None
    facts.counts[key] = facts.counts[key] + 1 if start is None else start
    return str(facts.counts[key])


def _headed(found: Field, words: Sequence[str], facts: Facts) -> str | None:
    """What the field shows already, where a heading of its level has it; else what the first of them has."""
    heads = [node for node in facts.headings if str(min(node.level, 9)) == words[1]]
    numbered = "\\n" in words
    texts = [(node.label.printed if node.label else "") if numbered else plain(node.heading) for node in heads]
    said = {_close(text.rstrip(". ") if numbered else text) for text in texts}
    shown = _close(found.shown.rstrip(". ") if numbered else found.shown)
    return found.shown if shown in said else next(iter(texts), "")


def _contents(shared: Shared, facts: Facts) -> None:
    """Tell the first line of the contents that is not the heading that is due."""
    depth = _depth(shared)
    heads = [node for node in facts.headings if node.level <= depth and _close(_printed(node))]
    lines = [line for line in shared.listed if _close(_PAGE.sub("", line.words))]
    last = 0
    for line, head in zip_longest(lines, heads):
        if line is None or head is None or not _alike(line, head):
            _astray(shared, line, head)
            return
        if strays := [each for each in line.targets if not _leads(each, head, shared, facts.names)]:
            shared.contradict(f"the line {short(line.words)} of the contents leads to {strays[0]}", line.place)
            return
        page = _PAGE.search(line.words)
        if page and page[1].isdecimal():
            if int(page[1]) < last:
                shared.contradict(f"the contents go back from page {last} to page {page[1]}", line.place)
            last = int(page[1])


def _depth(shared: Shared) -> int:
    r"""How deep the contents go, as their field says: `TOC \o "1-4"`."""
    codes = (" ".join(found.words) for found, _ in shared.shown if found.kind == "TOC")
    return next((int(match[1]) for code in codes if (match := _DEPTH.search(code))), 0)


def _astray(shared: Shared, line: Listed | None, head: Division | None) -> None:
    said = f"read {short(line.words)}" if line else "end"
    due = f"the heading {short(_printed(head))} is due" if head else "no heading is due"
    shared.contradict(f"the contents {said}, where {due}", line.place if line else Place(1))


def _alike(line: Listed, head: Division) -> bool:
    due = _close(_printed(head))
    return due in (_close(line.words), _close(_PAGE.sub("", line.words)))


def _leads(target: str, head: Division, shared: Shared, names: Names) -> bool:
    """Whether a line leads to its heading: Word names headings anew, with bookmarks of its own in the same place."""
    if target not in shared.anchors:
        return False
    return target.startswith("_") or names.id_of(target) == head.id


def _printed(head: Division) -> str:
    return f"{head.label.printed if head.label else ''} {plain(head.heading)}"


def _close(text: str) -> str:
    return _GAPS.sub("", text)
