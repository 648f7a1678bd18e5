"""What a reading collects on its way: places by id, dropped characters, diagnostics."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from converter.diagnostics import Code, Diagnostic, Place
from converter.model import Label
from converter.reading import Dropped


class Findings(Struct):
    """The growing record of one reading. Ids are unique: the second `par-47` is `par-47-2`."""

    places: dict[str, Place] = field(default_factory=dict)
    words: dict[str, Place] = field(default_factory=dict)
    fields: dict[str, Place] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _claims: Counter[str] = field(default_factory=Counter)

    def claim(self, id: str, place: Place) -> str:
        """The id for the node at this place: the one asked for, or the next free one like it."""
        claimed = id
        while claimed in self.places:
            self._claims[id] += 1
            claimed = f"{id}-{self._claims[id] + 1}"
        self.places[claimed] = place
        return claimed

    def begin(self, id: str, label: Label | None, words: Place) -> None:
        """Note where the words of a node begin, if its label does not stand right before them."""
        place = self.places[id]
        if words != Place(place.line, place.column + (len(label.printed) if label else 0)):
            self.words[id] = words

    def drop(self, place: Place, text: str, reason: str) -> None:
        """Note characters that the report does not hold; white space alone needs no note."""
        solid = text.strip()
        if solid:
            column = place.column + text.index(solid)
            self.dropped.append(Dropped(Place(place.line, column), solid, reason))

    def say(self, code: Code, message: str, place: Place | None = None, hint: str = "") -> None:
        """Note a diagnostic."""
        self.diagnostics.append(Diagnostic(code, message, place, hint))
