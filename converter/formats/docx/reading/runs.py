"""The content of one paragraph as leaves: runs with their marks, links, calls of notes, pictures and text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.formats.docx.languages import is_han
from converter.formats.docx.markup import Element, R, W
from converter.formats.docx.reading import drawings
from converter.formats.docx.reading.entries import Frame, Picture
from converter.formats.docx.reading.leaves import Kind, Leaf, Mark, ordered
from converter.formats.docx.reading.looks import FRONT
from converter.formats.docx.reading.symbols import symbol
from converter.formats.docx.runs import address_of
from converter.language import canonical, scripts

if TYPE_CHECKING:
    from converter.formats.docx.reading.story import Story

_W = "{" + W + "}"
_ON = ("1", "true", "on", None)
_STYLES = {"b": "strong", "i": "emphasis", "smallCaps": "small-caps"}
_MARKS = ("footnote reference", "endnote reference", "footnote characters", "endnote characters")
"""The character styles of notes' marks: Word's, and LibreOffice's at the foot of the page."""
_THROUGH = frozenset({"smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir", "ruby", "rubyBase"})


class Runs:
    """The walk through one paragraph. `base` is the language of its mark; `style` its style."""

    def __init__(self, story: Story, style: str) -> None:
        """At the beginning of the paragraph."""
        self.story, self.style = story, style
        self.names: list[str] = []
        self.floats: list[Picture | Frame] = []
        self.base = ""
        self.loose: list[str] = []
        """The words on the front pages and in page heads that are no field, no label and no metadata."""
        self.derived = False
        """Whether words of a list that Word makes stand here."""
        self._watched = story.furniture or (story.shared.own and story.shared.looks.role(style) in FRONT)
        self._leaves: list[Leaf] = []
        self._links = 0
        self._record: dict[str, tuple[str, int]] = {}
        self._custom = ""
        self._begun = False

    def read(self, paragraph: Element) -> list[Leaf]:
        """The leaves of the paragraph."""
        properties = paragraph.find(f"{_W}pPr")
        mark = properties.find(f"{_W}rPr") if properties is not None else None
        self.base = self._language(mark)
        for child in paragraph:
            self._child(child, ())
        return self._leaves

    def _child(self, child: Element, around: tuple[Mark, ...]) -> None:
        local = str(child.tag).rpartition("}")[2]
        if local == "r":
            self._run(child, around)
        elif local in ("bookmarkStart", "bookmarkEnd"):
            self._bookmark(child)
        elif local == "hyperlink":
            self._link(child, around)
        elif local in ("ins", "moveTo"):
            self.story.shared.changes += 1
            self._children(child, around)
        elif local in ("del", "moveFrom"):
            self._deleted(child)
        elif local == "fldSimple":
            self._simple(child, around)
        elif local in _THROUGH:
            self._children(child, around)
        elif local in ("oMath", "oMathPara"):
            self._formula(child)
        elif local == "AlternateContent":
            for inner in drawings.alternative(child):
                self._child(inner, around)
        elif local == "subDoc":
            self.story.lose("a document that is kept in a file of its own (w:subDoc)")

    def _children(self, parent: Element, around: tuple[Mark, ...]) -> None:
        for child in parent:
            self._child(child, around)

    def _bookmark(self, element: Element) -> None:
        name = element.get(f"{_W}name", "")
        fresh = not self._leaves and (bool(name) or not self._begun)
        self._begun = self._begun or bool(name)
        began = self.story.bookmark(element, fresh=fresh)
        if began and not began.startswith("_"):
            self.names.append(began)
        if name.startswith("meta_"):
            self._record[element.get(f"{_W}id", "")] = (name, len(self._leaves))
        elif not name and (opened := self._record.pop(element.get(f"{_W}id", ""), None)):
            field, start = opened
            pieces = ("\n" if leaf.kind == "break" else leaf.text for leaf in self._leaves[start:])
            self.story.shared.record[field] = "".join(pieces)

    def _link(self, element: Element, around: tuple[Mark, ...]) -> None:
        anchor, relation = element.get(f"{_W}anchor", ""), element.get(f"{{{R}}}id", "")
        target = f"#{anchor}" if anchor else ""
        if relation:
            found = self.story.shared.parts.relations(self.story.part).get(relation)
            if found is None or not found.external or found.kind != "hyperlink":
                self.story.lose(f"a link whose relationship {relation} is not there; its words are kept")
            else:
                target = found.target + (f"#{anchor}" if anchor else "")
                said = element.get(f"{_W}tooltip", "")
                target = said if said and address_of(said) == target else target
        self._links += 1
        self._children(element, (*around, ("link", target, self._links)) if target else around)

    def _deleted(self, element: Element) -> None:
        self.story.shared.changes += 1
        gone = "".join(piece.text or "" for piece in element.iter(f"{_W}delText", f"{_W}t"))
        self.story.drop(gone, "text that a tracked change takes out")

    def _simple(self, element: Element, around: tuple[Mark, ...]) -> None:
        fields = self.story.fields
        fields.mark("begin", self.story.place)
        fields.instruct(element.get(f"{_W}instr", ""))
        fields.mark("separate", self.story.place)
        self._children(element, around)
        fields.mark("end", self.story.place)

    def _formula(self, element: Element) -> None:
        words = "".join(piece.text or "" for piece in element.iter() if str(piece.tag).endswith("}t"))
        self.story.lose(f"the shape of a formula; its signs are kept: {words!r}")
        self._say(words, ())

    def _run(self, run: Element, around: tuple[Mark, ...]) -> None:
        properties = run.find(f"{_W}rPr")
        marks, character, hidden = self._marks(run, properties, around)
        if hidden:
            self.story.drop("".join(piece.text or "" for piece in run.iter(f"{_W}t")), "hidden text")
            return
        self._custom = ""
        for child in run:
            self._piece(child, marks, character)

    def _piece(self, child: Element, marks: tuple[Mark, ...], character: str) -> None:
        story = self.story
        local = str(child.tag).rpartition("}")[2]
        if local == "t":
            self._words(child.text or "", marks, character)
        elif local in ("tab", "ptab"):
            self._say("\t", marks, "tab")
        elif local in ("br", "cr"):
            if child.get(f"{_W}type") not in ("page", "column"):
                self._say("", marks, "break")
        elif local == "noBreakHyphen":
            self._words("\u2011", marks, character)
        elif local == "softHyphen":
            self._words("\u00ad", marks, character)
        elif local == "sym":
            self._words(symbol(child, story), marks, character)
        elif local == "fldChar":
            kind = child.get(f"{_W}fldCharType", "")
            story.fields.mark(kind, story.place)
            self._links += kind == "begin"
        elif local == "instrText":
            story.fields.instruct(child.text or "")
        elif local in ("footnoteReference", "endnoteReference"):
            self._call(child, local, marks)
        elif local in ("footnoteRef", "endnoteRef"):
            self._leaves.append(Leaf("own-mark", ""))
        elif local in ("drawing", "pict", "object", "AlternateContent"):
            self.floats += drawings.floats(child, story)
        elif local == "ruby":
            self._ruby(child, marks)

    def _ruby(self, element: Element, around: tuple[Mark, ...]) -> None:
        said = "".join(piece.text or "" for piece in element.iterfind(f"{_W}rt//{_W}t"))
        self.story.lose(f"the reading printed beside a word: {said!r}")
        for base in element.iterfind(f"{_W}rubyBase"):
            self._children(base, around)

    def _words(self, words: str, marks: tuple[Mark, ...], character: str) -> None:
        marked = self.story.shared.marks
        if self._custom:
            marked[self._custom] = marked.get(self._custom, "") + words
        elif character == "mark" and (name := self._named(marks)):
            self._leaves.append(Leaf("recall", name, marks[1:]))
        elif character == "mark" and all(leaf.kind in ("own-mark", "tab") for leaf in self._leaves):
            self._say(words, marks, "own-mark")
        else:
            self._say(words, () if character == "label" else marks, "label" if character == "label" else "text")

    def _named(self, marks: tuple[Mark, ...]) -> str:
        """The bookmark of the note that a link leads to whose words are the note's mark."""
        kind, target, _ = marks[0] if marks else ("", "", 0)
        return target[1:] if kind == "link" and target[1:] in self.story.shared.recalled else ""

    def _say(self, words: str, marks: tuple[Mark, ...], kind: Kind = "text") -> None:
        """One more leaf, unless it stands in a field's code, or in a field that says what is read elsewhere."""
        fields = self.story.fields
        if fields.silent:
            return
        fields.show(words)
        if self._watched and kind == "text" and not self._record and not fields.within:
            self.loose.append(words)
        if field := fields.recall:
            self._leaves += [] if field.said else [Leaf("recall", field.recalled, marks)]
            field.said = True
        elif fields.derived:
            self.derived = True
            self.story.drop(words, "a list that Word makes from the rest of the document")
        elif fields.target and not any(mark[0] == "link" for mark in marks):
            self._leaves.append(Leaf(kind, words, ordered((*marks, ("link", fields.target, self._links)))))
        else:
            self._leaves.append(Leaf(kind, words, marks))

    def _call(self, element: Element, local: str, marks: tuple[Mark, ...]) -> None:
        note = ("f" if local == "footnoteReference" else "e") + element.get(f"{_W}id", "")
        shared = self.story.shared
        if note not in shared.order:
            shared.order.append(note)
        if element.get(f"{_W}customMarkFollows") in ("1", "true", "on"):
            self._custom = note
        self._leaves.append(Leaf("note", note, marks))

    def _marks(
        self, run: Element, properties: Element | None, around: tuple[Mark, ...]
    ) -> tuple[tuple[Mark, ...], str, bool]:
        """The marks of a run, the role of its character style, and whether it is hidden."""
        found, character, hidden = list(around), "", False
        for child in properties if properties is not None else ():
            local = str(child.tag).rpartition("}")[2]
            val = child.get(f"{_W}val")
            if local in _STYLES and val in _ON:
                found.append(("style", _STYLES[local], 0))
            elif local == "u" and val != "none":
                found.append(("style", "underline", 0))
            elif local == "vertAlign" and val in ("superscript", "subscript"):
                found.append(("style", val, 0))
            elif local == "position" and self.story.shared.own:
                found.append(("style", "subscript" if (val or "").startswith("-") else "superscript", 0))
            elif local == "vanish" and val in _ON:
                hidden = True
            elif local == "rStyle":
                character, stressed = self._character(val or "")
                found += stressed
        language = self._language(properties, run)
        if language != self.base and self.story.shared.own:
            found.append(("language", language, 0))
        return ordered(found), character, hidden

    def _character(self, style: str) -> tuple[str, list[Mark]]:
        looks = self.story.shared.looks
        self.story.shared.styled("character", style, self.story.place)
        look = looks.by_id.get(style)
        name = look.name if look else ""
        if name == "label" and self.story.shared.own:
            return "label", []
        if name in _MARKS:
            return "mark", []
        role = looks.character_roles.get(style)
        return "", [("style", role, 0)] if role else []

    def _language(self, properties: Element | None, run: Element | None = None) -> str:
        """The tag of the language that run properties set, else the document's. 17.3.2.20 and 17.3.2.30."""
        shared = self.story.shared
        told = properties.find(f"{_W}lang") if properties is not None else None
        if properties is None or told is None:
            return shared.tags[""]
        latin, east, turned = (told.get(f"{_W}{name}", "") for name in ("val", "eastAsia", "bidi"))
        rtl = properties.find(f"{_W}rtl")
        if (rtl is not None and rtl.get(f"{_W}val") in _ON) or not (latin or east):
            return shared.tag(turned, self.story.place)
        if east and latin and east != latin:
            return shared.tag(self._either(latin, east, run), self.story.place)
        return shared.tag(latin or east, self.story.place)

    def _either(self, latin: str, east: str, run: Element | None) -> str:
        """The name of the language of a run that names one for Latin letters and one for Han characters."""
        if is_han(canonical(latin) or "") and is_han(canonical(east) or ""):
            message = f"words are marked as {latin} and as {east}, which are both Chinese"
            self.story.shared.contradict(message, self.story.place, self.story.part)
        words = "" if run is None else "".join(piece.text or "" for piece in run.iterfind(f"{_W}t"))
        return east if scripts(words)["Hani"] else latin
