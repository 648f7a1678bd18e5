"""Images of figures as image objects: JPEG as it is, PNG with its own packed rows, the rest decoded and packed again.

    <</Type/XObject/Subtype/Image/Width 800/Height 600/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode …>>
    <</O/SourceImage/Subtype/image#2Fpng/At 41/Parts[8192 77]>> stream      beside it: what else the file holds

Transparent parts become white, and colours RGB or grey: what the file's output intent covers. The attribute stream has
the image's file without the `Parts` that the object holds, which stood `At` a place. ISO 32000-1, 8.9.5, 14.7.5.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from converter.formats.pdf.names import MOST_PIXELS, SOURCE_IMAGE
from converter.formats.pdf.png import Packed, packed
from converter.formats.pdf.reportlab import Sheets
from converter.model import Figure

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACES = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB"}
_EOL = b"\r\n"


class Pictured(NamedTuple):
    """An image's object, None when it cannot be shown, and the attribute stream of what the object does not hold."""

    number: int | None
    source: int | None


def picture(sheets: Sheets, figure: Figure, *, grey: bool = False) -> Pictured:
    """The objects of a figure's image, which is turned to grey where colours are not printed."""
    from PIL import Image as Images
    from PIL import UnidentifiedImageError

    try:
        with Images.open(BytesIO(figure.image), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                return Pictured(None, _source(sheets, figure, figure.image))
            image.load()
            return _grey(sheets, image) if grey else _pictured(sheets, figure, image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return Pictured(None, _source(sheets, figure, figure.image))


def _grey(sheets: Sheets, image: Image) -> Pictured:
    pixels = flat(image).convert("L")
    return Pictured(_object(sheets, pixels.tobytes(), pixels.size, _SPACES["L"], b"/BitsPerComponent 8"), None)


def _pictured(sheets: Sheets, figure: Figure, image: Image) -> Pictured:
    if image.format == "JPEG" and image.mode in _SPACES and figure.media_type == "image/jpeg":
        keys = b"/BitsPerComponent 8/Filter/DCTDecode"
        return Pictured(_object(sheets, figure.image, image.size, _SPACES[image.mode], keys, compress=False), None)
    found = packed(figure.image) if image.format == "PNG" else None
    if found is not None and found.data[-1] not in _EOL:
        return _whole(sheets, figure, found)
    pixels = flat(image)
    number = _object(sheets, pixels.tobytes(), pixels.size, _SPACES[pixels.mode], b"/BitsPerComponent 8")
    return Pictured(number, _source(sheets, figure, figure.image))


def _whole(sheets: Sheets, figure: Figure, found: Packed) -> Pictured:
    """A PNG whose rows are the object's own."""
    keys = (
        b"/BitsPerComponent %d/Filter/FlateDecode/DecodeParms"
        b"<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>"
        % (found.depth, found.channels, found.depth, found.size[0])
    )  # fmt: skip
    number = _object(sheets, found.data, found.size, found.space, keys, compress=False)
    parts = b"/At %d/Parts[%s]" % (found.at, b" ".join(b"%d" % part for part in found.parts))
    return Pictured(number, _source(sheets, figure, found.rest, parts))


def _source(sheets: Sheets, figure: Figure, data: bytes, parts: bytes = b"") -> int:
    kind = figure.media_type.replace("/", "#2F").encode("ascii")
    return sheets.stream(data, b"/O/%s/Subtype/%s%s" % (SOURCE_IMAGE.encode("ascii"), kind, parts))


def flat(image: Image) -> Image:
    """The image without transparency, in grey or RGB."""
    from PIL import Image as Images

    if "A" in image.mode or "transparency" in image.info:
        over = image.convert("RGBA")
        return Images.alpha_composite(Images.new("RGBA", image.size, "white"), over).convert("RGB")
    return image if image.mode in _SPACES else image.convert("L" if image.mode in ("1", "I", "I;16", "F") else "RGB")


def _object(
    sheets: Sheets, data: bytes, size: tuple[int, int], space: bytes, encoding: bytes, *, compress: bool = True
) -> int:
    keys = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s%s"
    return sheets.stream(data, keys % (*size, space, encoding), compress=compress)
