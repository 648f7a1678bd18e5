"""Words that a page brings with it, in the six languages of the United Nations, Chinese in both scripts.

Only furniture and the header are told by words; the structure of the report is told by evidence of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Field = Literal[
    "title",
    "subtitle",
    "symbol",
    "authors",
    "organ",
    "publisher",
    "date",
    "place",
    "session",
    "series",
    "previous",
    "next",
]

EDIT_LINKS = frozenset((
    "編輯", "编辑", "編輯原始碼", "编辑源代码", "edit", "edit source", "modifier", "modifier le code",
    "modifier le wikicode", "editar", "editar código", "editar fuente", "править", "править код",
    "править вики-текст", "редактировать", "تعديل", "عدل", "تحرير", "تعديل المصدر", "عدل المصدر",
))  # fmt: skip
"""What the link beside a heading says that opens it for editing."""

FIELD_NAMES: Mapping[Field, tuple[str, ...]] = {
    "authors": (
        "作者", "Author", "Authors", "Auteur", "Auteure", "Auteurs", "Autor", "Autora", "Autores", "Автор", "Авторы",
        "المؤلف", "المؤلفة", "المؤلفون",
    ),
    "organ": (
        "發布機關", "发布机关", "發佈機關", "發布者", "发布者", "Issued by", "Issuing organ", "Issuing body",
        "Publié par", "Organe", "Publicado por", "Emitido por", "Órgano", "Издатель", "Издано", "Орган",
        "جهة الإصدار", "صادر عن", "أصدرته",
    ),
    "publisher": ("出版者", "出版社", "Publisher", "Éditeur", "Editor", "Editorial", "Издательство", "الناشر"),
    "symbol": (
        "文號", "文号", "文件編號", "文件编号", "Symbol", "Document symbol", "Cote", "Signatura",
        "Условное обозначение",
        "رمز الوثيقة", "الرمز",
    ),
    "session": ("屆會", "届会", "Session", "Período de sesiones", "Сессия", "الدورة"),
}  # fmt: skip
"""Names of fields that stand before a colon in the header."""

PLACE_WORDS = ("於", "于", "在", "at", "in", "à", "le", "fait à", "en", "в", "в г.", "г.", "في", "بـ")
"""What joins a date and a place."""

SESSION_WORDS = (
    ("在", "上"), ("於", "上"), ("于", "上"), ("at the", ""), ("to the", ""), ("à la", ""), ("à l’", ""), ("à l'", ""),
    ("en el", ""), ("en la", ""), ("في", ""),
)  # fmt: skip
"""What stands before and after the name of a session, in the brackets of the header."""

BOX_WORDS = ("Box", "Encadré", "Recuadro", "Вставка", "Врезка", "الإطار", "إطار", "專欄", "专栏", "方框", "框")
"""What a numbered box is called before its number."""

DIVISION_WORDS = frozenset((
    "chapter", "part", "section", "annex", "appendix", "chapitre", "partie", "annexe", "appendice", "capítulo", "parte",
    "sección", "anexo", "apéndice", "глава", "часть", "раздел", "приложение", "الفصل", "الجزء", "الباب",
    "القسم", "المرفق",
))  # fmt: skip
"""What a part of a report is called before its number."""

NOTES_HEADINGS = frozenset((
    "註釋", "註解", "註", "注釋", "注释", "注解", "腳註", "脚注", "尾註", "尾注", "notes", "note", "footnotes",
    "endnotes", "references", "références", "notes et références", "notas", "referencias", "примечания", "примечание",
    "сноски", "ссылки", "حواش", "حواشي", "الحواشي", "هوامش", "الهوامش", "مراجع", "المراجع", "ملاحظات",
))  # fmt: skip
"""Headings of a list of notes."""

PUBLIC_DOMAIN = (
    "公有領域", "公有领域", "公共領域", "公共领域", "public domain", "domaine public", "dominio público",
    "общественное достояние", "общественного достояния", "общественным достоянием", "общественному достоянию",
    "الملك العام", "الملكية العامة", "ملكية عامة", "النطاق العام", "المجال العام",
)  # fmt: skip
RIGHTS = (
    *PUBLIC_DOMAIN, "著作權", "著作权", "版權", "版权", "授權條款", "授权条款", "copyright", "licence", "license",
    "creative commons", "droit d’auteur", "droits d’auteur", "droit d'auteur", "derechos de autor", "licencia",
    "авторск", "лицензи", "حقوق", "رخصة", "ترخيص",
)  # fmt: skip
"""Words of which a statement of rights uses one."""
