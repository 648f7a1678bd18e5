"""Pictures in the line of text.

    <w:drawing><wp:inline><wp:extent cx="…" cy="…"/><wp:docPr id="1" name="figure-1" descr="what is to be seen"/>
      <a:graphic><a:graphicData uri="…/picture"><pic:pic>…</pic:pic></a:graphicData></a:graphic>
    </wp:inline></w:drawing>

Pictures are parts of the package; python-docx reads their size and resolution.
"""

from __future__ import annotations

from io import BytesIO

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.package import Package
from lxml import etree

from converter.formats.docx.markup import PIC, WP, A, Element, R, qualified, w
from converter.formats.docx.story import Story
from converter.model import Figure
from converter.xmltext import sayable

_EMU_PER_TWIP = 635
_PREFIXES = {"wp": WP, "a": A, "pic": PIC, "r": R}


def picture(figure: Figure, story: Story, width: int) -> Element | None:
    """The picture as a `w:drawing`, made smaller where it is wider than `width` twips; None when it cannot be read."""
    try:
        image = Image.from_blob(figure.image)
        across, down = int(image.width), int(image.height)
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ZeroDivisionError):
        story.lose("the picture, which is no PNG or JPEG that can be read; its alternative text stands for it")
        return None
    scale = min(1.0, width * _EMU_PER_TWIP / across) if across else 1.0
    return w("drawing", _inline(figure, story, max(1, int(across * scale)), max(1, int(down * scale))))


def _embedded(figure: Figure, story: Story) -> str:
    """The relationship to the picture's own part; the same picture twice is one part."""
    package = story.part.package
    assert isinstance(package, Package)
    return story.part.relate_to(package.get_or_add_image_part(BytesIO(figure.image)), RT.IMAGE)


def _inline(figure: Figure, story: Story, across: int, down: int) -> Element:
    """ECMA-376 Part 1, 20.4.2.8."""
    number = str(story.order(figure.id))
    inline = etree.Element(qualified(WP, "inline"), nsmap=_PREFIXES, distT="0", distB="0", distL="0", distR="0")
    _within(inline, WP, "extent", cx=str(across), cy=str(down))
    _within(inline, WP, "docPr", id=number, name=sayable(figure.id), descr=sayable(figure.alternative))
    locks = _within(inline, WP, "cNvGraphicFramePr")
    _within(locks, A, "graphicFrameLocks", noChangeAspect="1")
    data = _within(_within(inline, A, "graphic"), A, "graphicData", uri=PIC)
    _picture(_within(data, PIC, "pic"), figure, story, across, down)
    return inline


def _picture(pic: Element, figure: Figure, story: Story, across: int, down: int) -> None:
    """The content of a `pic:pic`. 20.2.2.5."""
    names = _within(pic, PIC, "nvPicPr")
    _within(names, PIC, "cNvPr", id=str(story.order(figure.id)), name=sayable(figure.id))
    _within(names, PIC, "cNvPicPr")
    fill = _within(pic, PIC, "blipFill")
    _within(fill, A, "blip").set(qualified(R, "embed"), _embedded(figure, story))
    _within(_within(fill, A, "stretch"), A, "fillRect")
    shape = _within(pic, PIC, "spPr")
    frame = _within(shape, A, "xfrm")
    _within(frame, A, "off", x="0", y="0")
    _within(frame, A, "ext", cx=str(across), cy=str(down))
    _within(_within(shape, A, "prstGeom", prst="rect"), A, "avLst")


def _within(parent: Element, namespace: str, tag: str, **attributes: str) -> Element:
    element: Element = etree.SubElement(parent, qualified(namespace, tag))
    for key, value in attributes.items():
        element.set(key, value)
    return element
