"""A PDF file opened for reading, within bounds: what is encrypted, damaged, untagged or too large is refused.

    /Root <</StructTreeRoot …/MarkInfo<</Marked true>>>>       a tagged file: the only kind that can be read

Everything that the file can ask for is bounded here: bytes that a stream unpacks to, content in all, pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf
from pikepdf.settings import qpdf_limit_errors, set_qpdf_limits

from converter.diagnostics import Code, Refused, refuse
from converter.formats.pdf.reading.weight import MOST_PACKED, MOST_VALUES, heavy, packed_heavily
from converter.source import MAX_BYTES, Input

MOST_PAGES = 10_000
MOST_ELEMENTS = 50_000
"""The most elements of a structure tree that are read: eighty times those of a long report."""
MOST_KIDS = 4 * MOST_ELEMENTS
"""The most kids that they have, content of pages and annotations among them."""
MOST_CONTENT = 32 * 1024 * 1024
"""The most bytes of content streams that are read, of all pages together."""
MOST_OPERATORS = 300_000
"""The most operators that show text or mark content: seventy times those of a long report."""
_MOST_UNPACKED = 64 * 1024 * 1024
"""The most bytes that any one stream may unpack to."""
_SWOLLEN = f"has a stream that unpacks to more than {_MOST_UNPACKED:,} bytes"
_ROOTLESS = f"its catalogue is missing, or stands among more than {MOST_PACKED:,} bytes of objects"
_HEAVY = f"has more than {MOST_VALUES:,} values in its objects"
_REPAIR = "Save it again with the program that made it, or mend it: qpdf FILE MENDED."


@contextmanager
def opened(source: Input) -> Iterator[pikepdf.Pdf]:
    """The file of an input. Raises Refused where it cannot be opened, or turns out to be damaged while it is read."""
    if not source.data:
        raise refuse(Code.INPUT_EMPTY, "the file is empty", "Give a file that holds a report.", path=source.name)
    if len(source.data) > MAX_BYTES:
        raise too_large(source, f"has {len(source.data):,} bytes; at most {MAX_BYTES:,} are read")
    if heavy(source.data):
        raise too_large(source, _HEAVY)
    errors, before = qpdf_limit_errors(), _limit(MOST_PACKED)
    try:
        with pikepdf.open(BytesIO(source.data), attempt_recovery=False) as pdf:
            if packed_heavily(pdf):
                raise too_large(source, _HEAVY)
            _limit(_MOST_UNPACKED)
            yield pdf
    except pikepdf.PasswordError:
        raise refuse(
            Code.INPUT_ENCRYPTED, "the file is locked by a password", "Save it without one: qpdf --decrypt.",
            path=source.name,
        ) from None  # fmt: skip
    except (pikepdf.PdfError, UnicodeDecodeError, RuntimeError, OverflowError) as error:
        if "memory limit" in str(error):
            raise too_large(source, _SWOLLEN) from None
        raise damaged(source, _ROOTLESS if "/Root" in str(error) else _first_line(error)) from None
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]  # the mapping that it gave itself
    if qpdf_limit_errors() > errors:
        raise too_large(source, _SWOLLEN)


def _limit(unpacked: int) -> dict[str, int | bool]:
    """Let one stream unpack to so many bytes, by whichever filters; give the limits before."""
    return set_qpdf_limits(
        flate_max_memory=unpacked, run_length_max_memory=unpacked, png_max_memory=unpacked, tiff_max_memory=unpacked,
        dct_max_memory=4 * unpacked, max_stream_filters=4,
    )  # fmt: skip


def tagged(pdf: pikepdf.Pdf, source: Input) -> pikepdf.Object:
    """The root of the structure tree. Raises Refused for a file without one."""
    tree = pdf.Root.get("/StructTreeRoot")
    if not isinstance(tree, pikepdf.Dictionary) or "/K" not in tree:
        raise refuse(
            Code.INPUT_UNTAGGED,
            "the file is not tagged: nothing in it says what is a heading, a paragraph, a note",
            "Save it as a tagged PDF (PDF/UA, PDF/A-2a) with the program that made it, or give what it was made from.",
            path=source.name,
        )
    if len(pdf.pages) > MOST_PAGES:
        raise too_large(source, f"has {len(pdf.pages):,} pages; at most {MOST_PAGES:,} are read")
    return tree


def too_large(source: Input, how: str) -> Refused:
    """The refusal of a file that asks for too much."""
    return refuse(Code.INPUT_TOO_LARGE, f"the file {how}", "Cut the report into parts.", path=source.name)


def damaged(source: Input, how: str) -> Refused:
    """The refusal of a file that is no PDF, or a damaged one."""
    return refuse(Code.INPUT_MALFORMED, f"this is no PDF file, or a damaged one: {how}", _REPAIR, path=source.name)


def _first_line(error: Exception) -> str:
    """What the library says, without its own name for the input."""
    lines = str(error).splitlines() or [type(error).__name__]
    return lines[0].rpartition("): ")[2].rpartition(">: ")[2]
