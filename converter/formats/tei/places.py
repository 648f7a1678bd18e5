"""Where the nodes of a large edition stood, held small: a million places in some thirty bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from functools import cached_property

from converter.diagnostics import Place


class Places(Mapping[str, Place]):
    """Places by id, in the order in which they were put down: all ids in one string of bytes, line and column in one
    number. A table of hashes is made when one is asked for first.
    """

    def __init__(self) -> None:
        """No places yet."""
        self._ids = bytearray()
        self._ends = array("Q")
        self._packed = array("Q")

    def add(self, id: str, place: Place) -> None:
        """Put down one more place, before any is asked for."""
        self._ids += id.encode()
        self._ends.append(len(self._ids))
        self._packed.append(place.line << 32 | place.column)

    @cached_property
    def _slots(self) -> array[int]:
        """Positions, counted from 1, from where the hashes of their ids lead: to the next slot that is free."""
        slots = array("I", bytes(4 << (2 * len(self)).bit_length()))
        for at, id in enumerate(self, 1):
            slot = hash(id) % len(slots)
            while slots[slot]:
                slot = (slot + 1) % len(slots)
            slots[slot] = at
        return slots

    def _id(self, at: int) -> str:
        return self._ids[self._ends[at - 1] if at else 0 : self._ends[at]].decode()

    def __getitem__(self, id: str) -> Place:
        """The place of a node; the first one, where it was put down more than once."""
        slot = hash(id) % len(self._slots)
        while at := self._slots[slot]:
            if self._id(at - 1) == id:
                return Place(self._packed[at - 1] >> 32, self._packed[at - 1] & 0xFFFF_FFFF)
            slot = (slot + 1) % len(self._slots)
        raise KeyError(id)

    def __iter__(self) -> Iterator[str]:
        return map(self._id, range(len(self._ends)))

    def __len__(self) -> int:
        return len(self._ends)
