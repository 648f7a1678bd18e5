"""Images of figures as image objects: JPEG as it is, everything else decoded and packed again.

    <</Type/XObject/Subtype/Image/Width 800/Height 600/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode …>>

Transparent parts become white, and colours RGB or grey: what the file's output intent covers. ISO 32000-1, 8.9.5.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from converter.formats.pdf.reportlab import Sheets
from converter.model import Figure

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST = 64_000_000
"""The most pixels that an image may have."""
_SPACES = {"L": b"DeviceGray", "RGB": b"DeviceRGB"}


def picture(sheets: Sheets, figure: Figure) -> int | None:
    """The object of a figure's image, None when it cannot be decoded or is too large."""
    from PIL import Image as Images
    from PIL import UnidentifiedImageError

    try:
        with Images.open(BytesIO(figure.image), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > _MOST:
                return None
            if image.format == "JPEG" and image.mode in _SPACES:
                image.load()
                return _object(sheets, figure.image, image.size, image.mode, b"/Filter/DCTDecode")
            flat = _flat(image)
            return _object(sheets, flat.tobytes(), flat.size, flat.mode, b"")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None


def _flat(image: Image) -> Image:
    """The image without transparency, in grey or RGB."""
    from PIL import Image as Images

    if "A" in image.mode or "transparency" in image.info:
        over = image.convert("RGBA")
        return Images.alpha_composite(Images.new("RGBA", image.size, "white"), over).convert("RGB")
    return image if image.mode in _SPACES else image.convert("L" if image.mode in ("1", "I", "I;16", "F") else "RGB")


def _object(sheets: Sheets, data: bytes, size: tuple[int, int], mode: str, encoding: bytes) -> int:
    keys = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8%s"
    return sheets.stream(data, keys % (*size, _SPACES[mode], encoding), compress=not encoding)
