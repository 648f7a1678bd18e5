"""TEI: what the validator finds in an edition of ours, and that it finds nothing in what is written."""

from __future__ import annotations

import pytest

from converter.diagnostics import Code, Diagnostic
from converter.formats.tei.validate import validate
from converter.formats.tei.write import write
from tests.samples import edition, every_node


def faults(right: str, wrong: str) -> tuple[Diagnostic, ...]:
    """What is found in the report of every node with one fault planted in it."""
    data = write(edition(every_node())).data.decode()
    assert right in data
    return validate(data.replace(right, wrong, 1).encode())


def test_what_is_written_is_valid() -> None:
    assert validate(write(edition(every_node())).data) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('<p xml:id="p-1">', "<p>", "p"),
        ('target="#par-3"', 'target="#par-33"', "#par-33 leads to nothing"),
        ('xml:id="par-2"', 'xml:id="par-1"', "par-1"),
        ("</body>", "", "this is no XML"),
        ('<hi rend="bold">', '<hi rend="loud">', "body"),
    ],
)
def test_a_fault_is_found(right: str, wrong: str, message: str) -> None:
    found = faults(right, wrong)
    assert {each.code for each in found} == {Code.INVALID}
    assert any(message in each.message for each in found)
    assert all(each.place for each in found)


def test_many_faults_are_told_in_part_and_counted() -> None:
    data = write(edition(every_node())).data.decode()
    body = data.index("<body>") + len("<body>")
    many = data[:body] + '<ref target="#nowhere"/>' * 50 + data[body:]
    found = validate(many.encode())
    assert len(found) == 21
    assert found[-1].message.endswith("more faults")
