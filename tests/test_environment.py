"""The one clock: SOURCE_DATE_EPOCH, else the report's own date, else the first hour of zip archives."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from converter.diagnostics import Refused
from converter.environment import Environment, environment
from converter.model import Date, Report
from tests.samples import every_node


def dated(iso: str | None) -> Report:
    report = every_node()
    return msgspec.structs.replace(report, metadata=msgspec.structs.replace(report.metadata, date=Date("then", iso)))


@pytest.mark.parametrize(
    ("iso", "hour"),
    [
        ("2031-06-04", datetime(2031, 6, 4, tzinfo=UTC)),
        ("2031-06", datetime(2031, 6, 1, tzinfo=UTC)),
        ("2031", datetime(2031, 1, 1, tzinfo=UTC)),
        (None, datetime(1980, 1, 1, tzinfo=UTC)),
        ("1946-01-24", datetime(1980, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_hour_is_the_reports_own(iso: str | None, hour: datetime) -> None:
    assert Environment().now(dated(iso)) == hour


def test_a_fixed_clock_goes_before_the_reports_date() -> None:
    assert environment({"SOURCE_DATE_EPOCH": "86400"}).now(every_node()) == datetime(1970, 1, 2, tzinfo=UTC)


def test_a_clock_that_is_no_number_is_refused() -> None:
    with pytest.raises(Refused, match="SOURCE_DATE_EPOCH is 'today'"):
        environment({"SOURCE_DATE_EPOCH": "today"})
