"""Notes: their calls in the text, their list, and what is odd about either."""

from __future__ import annotations

import pytest

from converter.diagnostics import Code
from converter.model import Label, Note, NoteRef, Paragraph, Text
from tests.formats.wikisource.notation import codes, expected, outline, page


def read(text: str) -> tuple[str, list[tuple[Code, int, int]]]:
    reading = page("A report\n\n" + expected(text))
    return outline(reading.report), codes(reading)


def test_a_call_becomes_a_reference_and_keeps_its_mark() -> None:
    reading = page("A report\n\n1. One,[1] two.\n\n  1. A note.")
    assert reading.report.content == (
        Paragraph("par-1", (Text("One,"), NoteRef("note-1"), Text(" two.")), Label("1.", "decimal", 1)),
    )
    assert reading.report.notes == (
        Note("note-1", Label("[1]", "decimal", 1), (Paragraph("note-1-p-1", (Text("A note."),)),)),
    )


CASES = {
    "notes stand in the order of their first call; one may be called often": (
        """
        I. Heading[2]

        1. One.[1] Two.[2] Three.[1]

          1. First.
          2. Second.
        """,
        """
        I. Heading[^2]
          1. One.[^1] Two.[^2] Three.[^1]
        [2] Second.
        [1] First.
        """,
        [],
    ),
    "notes may have paragraphs, and call notes": (
        """
        1. One.[1]

          1. First.[2]
             More of it.
          2. ↑ Second.
        """,
        """
        1. One.[^1]
        [1] First.[^2]
          More of it.
        [2] Second.
        """,
        [],
    ),
    "calls with a word": (
        """
        1.甲[註 1]。

          1. 註文。
        """,
        """
        1. 甲[^1]。
        [註 1] 註文。
        """,
        [],
    ),
    "a call without a note stays in the text": (
        """
        1. One.[1] Two.[9] In [2031].

          1. First.
        """,
        """
        1. One.[^1] Two.[9] In [2031].
        [1] First.
        """,
        [(Code.NOTE_NOT_GIVEN, 3, 16)],
    ),
    "a note that nothing calls is kept at the end, with its own mark": (
        """
        1. One.[2]

          1. First.
          2. Second.
        """,
        """
        1. One.[^2]
        [2] Second.
        1. First.
        """,
        [(Code.NOTE_NOT_CALLED, 5, 3)],
    ),
    "a note given twice: the first is called, the second is kept": (
        """
        1. One.[1]

          1. First.
          1. Again.
        """,
        """
        1. One.[^1]
        [1] First.
        1. Again.
        """,
        [(Code.NOTE_REPEATED, 6, 3), (Code.NOTE_NOT_CALLED, 6, 3)],
    ),
    "another wording of a call may be another call": (
        """
        1. One[1] two[note 1].

          1. First.
        """,
        """
        1. One[^1] two[note 1].
        [1] First.
        """,
        [(Code.AMBIGUOUS, 3, 14)],
    ),
    "a heading over the notes is furniture": (
        """
        1. One.[1]

        Notes[edit]

          1. First.
        """,
        """
        1. One.[^1]
        [1] First.
        """,
        [],
    ),
    "what stands after the notes has no place": (
        """
        1. One.[1]

          1. First.

        Category: boats
        """,
        """
        1. One.[^1]
        ? Category: boats
        [1] First.
        """,
        [(Code.UNREAD, 7, 1)],
    ),
    "a list after a colon is part of the text": (
        """
        1. The list is:

          1. First.
          2. Second.
        """,
        """
        1. The list is:
          1. First.
          2. Second.
        """,
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_notes(case: str) -> None:
    text, outlined, said = CASES[case]
    assert read(text) == (expected(outlined), said)


def test_the_licence_may_follow_the_notes() -> None:
    reading = page("A report\n\n1. One.[1]\n\n  1. First.\n\nIn the public domain.")
    assert reading.report.metadata.rights is not None
    assert reading.report.metadata.rights.statement == ("In the public domain.",)
    assert outline(reading.report) == "1. One.[^1]\n[1] First."
    assert reading.diagnostics == ()
