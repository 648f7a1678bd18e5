"""TEI: places held small, by the ids of their nodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.diagnostics import Place
from converter.formats.tei.places import Places


def held(*places: tuple[str, Place]) -> Places:
    found = Places()
    for id, place in places:
        found.add(id, place)
    return found


def test_no_places_hold_nothing() -> None:
    assert (len(held()), list(held()), "par-1" in held(), bool(held())) == (0, [], False, False)


@given(st.dictionaries(st.text(max_size=4), st.builds(Place, st.integers(1, 10**9), st.integers(1, 10**9))))
def test_places_are_found_by_their_ids_and_stand_in_their_order(places: dict[str, Place]) -> None:
    found = held(*places.items())
    assert found == places
    assert list(found) == list(places)
    with pytest.raises(KeyError):
        found["no such id"]


def test_of_two_places_of_a_node_the_first_is_found() -> None:
    assert held(("par-1", Place(3)), ("par-1", Place(9)))["par-1"] == Place(3)
