"""Documents as others make them: parts put into a zip by hand, so that tests show what stands in them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from converter.formats.docx.read import read
from converter.reading import Reading
from converter.source import Input

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def p(*runs: str, style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph: its runs are text, or markup when they begin with `<`."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    number = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    words = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{styled}{number}{properties}</w:pPr>{words}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run; a tab in its text is a `w:tab`."""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' for piece in text.split("\t"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{pieces}</w:r>"


def style(id: str, name: str, properties: str = "", based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    named = f'<w:name w:val="{name}"/>{on}<w:pPr>{properties}</w:pPr>'
    return f'<w:style w:type="paragraph" w:styleId="{id}">{named}</w:style>'


def abstract(id: int, *levels: tuple[str, str], extra: str = "") -> str:
    """An abstract list: the format and the text of each level."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (format, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{id}">{made}</w:abstractNum>'


def num(id: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def package(body: str, *, relations: str = "", files: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """The bytes of a document; `parts` are the contents of `styles`, `numbering`, `footnotes` and `endnotes`."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        main = f'<Relationship Id="m" Type="{R}/officeDocument" Target="word/document.xml"/>'
        out.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>')
        links = "".join(f'<Relationship Id="{n}" Type="{R}/{n}" Target="{n}.xml"/>' for n in parts)
        out.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}{relations}</Relationships>'
        )
        out.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            out.writestr(f"word/{name}.xml", f"<w:{name} {_NAMES}>{content}</w:{name}>")
        for name, data in (files or {}).items():
            out.writestr(name, data)
    return buffer.getvalue()


def reading(body: str, *, relations: str = "", files: dict[str, bytes] | None = None, **parts: str) -> Reading:
    """What is read of such a document."""
    return read(Input("foreign.docx", package(body, relations=relations, files=files, **parts)))
