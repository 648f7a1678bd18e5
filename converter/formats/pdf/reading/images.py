"""Images of figures: the file that was drawn, where it can be had again, else what is drawn as a new file.

A file that stands beside the drawn image is taken only if it shows the same. ISO 32000-1, 8.9.5.
"""

from __future__ import annotations

from io import BytesIO
from typing import Literal, NamedTuple

import pikepdf
from pikepdf.models.image import UnsupportedImageTypeError

from converter.formats.pdf.names import MOST_PIXELS, SOURCE_IMAGE
from converter.formats.pdf.png import packed, unpacked

MediaType = Literal["image/png", "image/jpeg"]
_MEDIA_TYPES: dict[str, MediaType] = {"/image/png": "image/png", "/image/jpeg": "image/jpeg"}
_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


class File(NamedTuple):
    """An image file."""

    data: bytes
    media_type: MediaType


def image(drawn: pikepdf.Object | None, beside: pikepdf.Object | None) -> File | None:
    """The file of a drawn image, or None where there is none to be had."""
    kept = _kept(drawn, beside) if beside is not None else None
    return kept or (_new(drawn) if drawn is not None else None)


def _kept(drawn: pikepdf.Object | None, beside: pikepdf.Object) -> File | None:
    """The file of the attribute stream, with what the drawn image holds of it."""
    kind = _MEDIA_TYPES.get(str(beside.get("/Subtype")))
    if kind is None or f"/{SOURCE_IMAGE}" != beside.get("/O"):
        return None
    data = beside.read_bytes()
    said, at = beside.get("/Parts"), beside.get("/At")
    if not (isinstance(said, pikepdf.Array) and isinstance(at, int)):
        return File(data, kind) if drawn is None or _shows(drawn, data) else None
    parts = [part for part in said if isinstance(part, int)]
    rows = drawn.read_raw_bytes() if drawn is not None else b""
    if drawn is None or sum(parts) != len(rows) or any(part < 0 for part in parts):
        return None
    whole = unpacked(data, at, parts, rows)
    found = packed(whole)
    if found is None or drawn.get("/ColorSpace") != pikepdf.Object.parse(found.space):
        return None
    size = (drawn.get("/Width"), drawn.get("/Height"))
    return File(whole, kind) if (found.size, found.depth) == (size, drawn.get("/BitsPerComponent")) else None


def _shows(drawn: pikepdf.Object, data: bytes) -> bool:
    """Whether a file, made flat, is what is drawn."""
    from PIL import Image as Images
    from PIL import UnidentifiedImageError

    from converter.formats.pdf.pictures import flat

    try:
        with Images.open(BytesIO(data), formats=("PNG", "JPEG")) as found:
            if found.width * found.height > MOST_PIXELS:
                return False
            pixels = flat(found)
            size: tuple[object, object] = (drawn.get("/Width"), drawn.get("/Height"))
            same = size == pixels.size and str(drawn.get("/ColorSpace")) == _SPACES[pixels.mode]
            return same and pixels.tobytes() == drawn.read_bytes()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, pikepdf.PdfError):
        return False


def _new(drawn: pikepdf.Object) -> File | None:
    """What is drawn, as a file: JPEG as it is, everything else as PNG."""
    filters = drawn.get("/Filter")
    if filters == pikepdf.Name.DCTDecode or (
        isinstance(filters, pikepdf.Array) and [str(each) for each in filters] == ["/DCTDecode"]
    ):
        return File(drawn.read_raw_bytes(), "image/jpeg")
    width, height = drawn.get("/Width"), drawn.get("/Height")
    if not (isinstance(width, int) and isinstance(height, int) and 0 < width * height <= MOST_PIXELS):
        return None
    try:
        out = BytesIO()
        pikepdf.PdfImage(drawn).as_pil_image().save(out, "PNG")
    except (
        pikepdf.PdfError,
        UnsupportedImageTypeError,
        OSError,
        LookupError,
        TypeError,
        ValueError,
        NotImplementedError,
    ):
        return None
    return File(out.getvalue(), "image/png")
