"""Pictures and text boxes, of either age: DrawingML in a `w:drawing`, VML in a `w:pict`.

<w:drawing>…<wp:docPr descr="what is to be seen"/>…<a:blip r:embed="rId4"/>…</w:drawing>   ->   Picture
<w:pict>…<v:textbox><w:txbxContent>…</w:txbxContent></v:textbox>…</w:pict>                 ->   Frame
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from converter.formats.docx.markup import PIC, WP, A, Element, R, W
from converter.formats.docx.reading.entries import Frame, Picture

if TYPE_CHECKING:
    from converter.formats.docx.reading.story import Story

_W = "{" + W + "}"
_V = "{urn:schemas-microsoft-com:vml}"
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_OTHERS = {"chart": "a chart", "relIds": "a diagram", "OLEObject": "an object of another program"}


def alternative(element: Element) -> Iterator[Element]:
    """What stands in the first choice of alternative content, else in its fallback. ECMA-376 Part 3, 10.2."""
    chosen = next((each for each in element if str(each.tag).rpartition("}")[2] in ("Choice", "Fallback")), None)
    return iter(chosen if chosen is not None else ())


def floats(element: Element, story: Story) -> Iterator[Picture | Frame]:
    """The pictures and text boxes in an element, in their order; what is neither is said to be lost."""
    if str(element.tag).endswith("}AlternateContent"):
        for inner in alternative(element):
            yield from floats(inner, story)
        return
    boxes = [box for box in element.iter(f"{_W}txbxContent") if not _within(box, element)]
    for box in boxes:
        yield Frame(story.entries(box))
    if not boxes:
        yield from _pictures(element, story)


def _within(box: Element, root: Element) -> bool:
    """Whether a text box stands in another one, or in a fallback, which says the same again."""
    for parent in box.iterancestors():
        if parent is root:
            return False
        if str(parent.tag).rpartition("}")[2] in ("txbxContent", "Fallback"):
            return True
    return False


def _pictures(element: Element, story: Story) -> Iterator[Picture]:
    said = next((found.get("descr") or found.get("title") or "" for found in element.iter(f"{{{WP}}}docPr")), "")
    names = [blip.get(f"{{{R}}}embed") or blip.get(f"{{{R}}}link") for blip in element.iter(f"{{{A}}}blip")]
    for image in element.iter(f"{_V}imagedata"):
        names.append(image.get(f"{{{R}}}id"))
        said = said or next((shape.get("alt") or "" for shape in element.iter(f"{_V}shape")), "")
    frames = (data for data in element.iter(f"{{{A}}}graphicData") if data.find(f"{{{PIC}}}pic") is not None)
    if any(frame.get("uri") != PIC for frame in frames):
        story.lose("a picture in a frame that says to hold something else, and which Word does not show")
    for name in names:
        if (found := _picture(name or "", said, story)) is not None:
            yield found
    for other in element.iter():
        if what := _OTHERS.get(str(other.tag).rpartition("}")[2]):
            story.lose(f"{what}{f', said to show {said!r}' if said else ''}")


def _picture(relation: str, said: str, story: Story) -> Picture | None:
    parts = story.shared.parts
    found = parts.relations(story.part).get(relation)
    if found is None or found.external or found.kind != "image" or found.target not in parts.members:
        where = "outside the package" if found and found.external else "not in the package"
        story.lose(f"a picture that is {where}")
        return Picture(b"", "", said)
    data = parts.bytes(found.target)
    media_type = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")
    if not media_type:
        story.lose(f"the picture {found.target}, which is neither PNG nor JPEG")
        return Picture(b"", "", said)
    return Picture(data, media_type, said)
