"""Dates as the six languages write them.

    2023年7月7日 · 二〇二三年七月七日 · 7 July 2023 · July 7, 2023 · 7 juillet 2023 · 7 de julio de 2023
    7 июля 2023 года · 7 تموز/يوليه 2023 · 2023-07-07 · July 2023

A day that no calendar has is a date without an ISO 8601 form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from msgspec import Struct

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "January janvier enero января январь يناير",
            "February février febrero февраля февраль شباط فبراير",
            "March mars marzo марта март آذار مارس",
            "April avril abril апреля апрель نيسان أبريل",
            "May mai mayo мая май أيار مايو",
            "June juin junio июня июнь حزيران يونيه يونيو",
            "July juillet julio июля июль تموز يوليه يوليو",
            "August août agosto августа август آب أغسطس",
            "September septembre septiembre setiembre сентября сентябрь أيلول سبتمبر",
            "October octobre octubre октября октябрь أكتوبر",
            "November novembre noviembre ноября ноябрь نوفمبر",
            "December décembre diciembre декабря декабрь ديسمبر",
        ),
        1,
    )
    for name in names.split()
} | {"كانون الثاني": 1, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12}
"""The names of the months, Arabic ones in both usages; a date is read without regard to capitals."""

_BY_NAME = {name.casefold(): number for name, number in MONTHS.items()}
_MONTH = r"[^\W\d_]{3,12}(?:\s(?:الثاني|الأول))?"
_HAN_DIGITS = {
    character: value
    for value, characters in enumerate(("〇零", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for character in characters
}
_HAN = "[〇零一二三四五六七八九十]"
_YEAR = r"(?P<year>\d{4})(?:\s(?:года|г\.))?"
_FORMS = (
    r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?日)?",
    rf"(?P<year>{_HAN}{{4}})年(?P<month>{_HAN}{{1,2}})月(?:(?P<day>{_HAN}{{1,3}})日)?",
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|º|\.)?\s(?:de\s)?"
    rf"(?P<name>{_MONTH})(?:\s?/\s?{_MONTH})?,?\s(?:de\s|del\s)?{_YEAR}",
    rf"(?<!\w)(?P<name>{_MONTH})\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})",
    rf"(?<!\w)(?P<name>{_MONTH})(?:\s?/\s?{_MONTH})?\s(?:de\s|del\s)?{_YEAR}",
)
"""The forms of a date; each is compiled when a text with a year first asks for it."""

_YEARS = re.compile(rf"\d{{4}}|{_HAN}{{4}}年")
_DAY_BEFORE_YEAR = re.compile(r"\s\d{1,2},?\s\d{4}")


class Found(Struct, frozen=True):
    """Where a date stands in a text, and its ISO 8601 form (None for a day that no calendar has)."""

    start: int
    end: int
    iso: str | None


def find_date(text: str) -> Found | None:
    """The first date of a text, in the first form that fits."""
    forms = _FORMS if _YEARS.search(text) else ()
    for match in chain.from_iterable(re.finditer(form, text) for form in forms):
        parts = match.groupdict()
        if (parts.get("name") or "may").casefold() in _BY_NAME:
            return Found(match.start(), match.end(), _iso(parts))
    return None


def full_dates(text: str) -> Iterator[Found]:
    """Every date of a text that names a day of the calendar, in order; of two that overlap, the first and longest."""
    if not _YEARS.search(text):
        return
    end = 0
    for found in sorted(_with_day(text), key=lambda found: (found.start, -found.end)):
        if found.start >= end:
            yield found
            end = found.end


def _with_day(text: str) -> Iterator[Found]:
    for form in _FORMS if _DAY_BEFORE_YEAR.search(text) else _FORMS[:-2]:
        for match in re.finditer(form, text):
            parts = match.groupdict()
            alone = not (text[match.start() - 1 : match.start()].isdecimal() or text[match.end() :][:1].isdecimal())
            if (
                alone
                and parts.get("day")
                and (parts.get("name") or "may").casefold() in _BY_NAME
                and (iso := _iso(parts))
            ):
                yield Found(match.start(), match.end(), iso)


def _iso(parts: dict[str, str | None]) -> str | None:
    name, day = parts.get("name"), parts.get("day")
    try:
        month = _BY_NAME[name.casefold()] if name else _number(parts.get("month") or "")
        whole = date(_number(parts["year"] or ""), month, _number(day) if day else 1)
    except (ValueError, KeyError):
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def _number(text: str) -> int:
    """A number in digits, in Chinese digits (二〇二三) or counted in tens (二十一)."""
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)
    return int("".join(str(_HAN_DIGITS[character]) for character in text))
