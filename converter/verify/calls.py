"""Calls of notes compared: a call lost in one place and gained in another is one note called elsewhere."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from converter.verify.difference import Difference, Kind
from converter.verify.flat import Flat, id_of
from converter.verify.lines import Words
from converter.verify.marks import Change, Mark
from converter.verify.naming import Names
from converter.verify.places import Placed
from converter.verify.quote import after


class Recall(NamedTuple):
    """A changed call, the words that it stands in, and their position."""

    at: int
    change: Change
    words: Words


def tell(recalls: Iterable[Recall], notes: dict[str, str]) -> Iterator[Placed]:
    """The changed calls in words; `notes` leads from the id of a note to its name."""
    lost: dict[str, deque[Recall]] = defaultdict(deque)
    gained: dict[str, deque[Recall]] = defaultdict(deque)
    for recall in recalls:
        old, new = recall.change
        if old and new:
            yield recall.at, _altered(recall.words, old, new, notes)
        elif old:
            lost[old.value].append(recall)
        elif new:
            gained[new.value].append(recall)
    for note, waiting in lost.items():
        for recall in waiting:
            other = gained[note].popleft() if gained[note] else None
            yield recall.at, _elsewhere(recall, other, notes.get(note, note)) if other else _gone(recall, notes)
    for note, waiting in gained.items():
        for recall in waiting:
            yield recall.at, _unexpected(recall, notes.get(note, note))


def names_of_notes(expected: Flat, names: Names) -> dict[str, str]:
    """The names of the notes by id."""
    return {id_of(node) or "": names.where(at) for at, node in enumerate(expected.nodes) if _is_note(node)}


def _is_note(node: object) -> bool:
    return type(node).__name__ == "Note"


def _altered(words: Words, old: Mark, new: Mark, notes: dict[str, str]) -> Difference:
    here, beyond = notes.get(old.value, old.value), notes.get(new.value, new.value)
    if old.value != new.value:
        place = after(words.expected.text, old.start)
        message = f"{words.subject} calls {beyond} {place}, where {here} is expected"
        return Difference(Kind.CALL, words.where, message, here, beyond)
    expected, found = after(words.expected.text, old.start), after(words.found.text, new.start)
    message = f"{words.subject} calls {here} {found}, not {expected}"
    return Difference(Kind.CALL, words.where, message, expected, found)


def _elsewhere(lost: Recall, gained: Recall, note: str) -> Difference:
    here, beyond = lost.words.subject, gained.words.subject
    message = f"{note} is called elsewhere: in {beyond}, not in {here}"
    return Difference(Kind.CALL, lost.words.where, message, here, beyond)


def _gone(recall: Recall, notes: dict[str, str]) -> Difference:
    mark = recall.change.lost
    assert mark is not None
    name = notes.get(mark.value, mark.value)
    place = after(recall.words.expected.text, mark.start)
    message = f"{recall.words.subject} has lost its call of {name} {place}"
    return Difference(Kind.CALL, recall.words.where, message, name)


def _unexpected(recall: Recall, name: str) -> Difference:
    mark = recall.change.gained
    assert mark is not None
    place = after(recall.words.found.text, mark.start)
    message = f"{recall.words.subject} calls {name} {place}, which was not expected"
    return Difference(Kind.CALL, recall.words.where, message, "", name)
