"""The table of formats: every row can be loaded, and what it cannot do it says."""

from __future__ import annotations

import importlib.metadata

import pytest

from converter import formats as table
from converter.diagnostics import Refused
from converter.edition import Edition, Written
from converter.formats import BUILT_IN, Format, formats, readable
from converter.source import Input
from tests.samples import edition, every_node


@pytest.mark.parametrize("row", BUILT_IN, ids=lambda row: row.name)
def test_every_reference_of_a_row_leads_to_a_function(row: Format) -> None:
    for reference in filter(None, (row.reader, row.writer)):
        assert callable(table._load(reference))


def test_a_format_that_is_only_read_refuses_to_write() -> None:
    with pytest.raises(Refused, match=r"format-one-way\]: Wikisource page saved as text is read, not written"):
        formats()["wikisource"].write(edition(every_node()))


def test_a_format_that_is_only_written_refuses_to_read() -> None:
    with pytest.raises(Refused, match=r"format-one-way\]: plain is written, not read"):
        Format("plain", "plain", ".txt", "text/plain", writer="a:b").read(Input("a.txt", b""))


def shout(edition: Edition) -> Written:
    """A writer of somebody else's: the title, loud."""
    return Written(edition.report.metadata.title.upper().encode())


SHOUT = Format("shout", "Loud titles", ".loud", "text/plain", writer="tests.formats.test_table:shout")


def test_a_plug_in_joins_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = importlib.metadata.EntryPoint("shout", "tests.formats.test_table:SHOUT", "converter.formats")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: [entry])
    assert formats()["shout"].write(edition(every_node())).data == b"REPORT OF EVERY NODE"


NOTES = Format("notes", "Notes of a meeting", ".notes.txt", "text/plain", reader="tests.formats.test_table:shout")


@pytest.mark.parametrize(
    ("file", "format"),
    [("page.txt", "wikisource"), ("page.zh.txt", "wikisource"), ("page.notes.txt", "notes"), ("page.odt", None)],
)
def test_the_longest_suffix_tells_the_format(file: str, format: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = importlib.metadata.EntryPoint("notes", "tests.formats.test_table:NOTES", "converter.formats")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: [entry])
    found = readable(file)
    assert (found.name if found else None) == format
