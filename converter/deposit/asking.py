"""A ready-made query, put to a repository."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from converter.deposit.address import Address, resource
from converter.deposit.queries import QUERIES
from converter.deposit.repository import TIMEOUT
from converter.deposit.sending import line
from converter.diagnostics import Code, refuse

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def query(
    name: str,
    value: str = "",
    *,
    to: Address,
    password: str = "",
    collection: str = "",
    timeout: float = TIMEOUT,
    sleep: Callable[[float], None] = time.sleep,
) -> list[list[str]]:
    """The rows that a ready-made query (a key of QUERIES) finds, in a collection or in the whole database.

    The value is bound by the protocol, never written into the query. Raises Refused as `deposit` does.
    """
    asked = QUERIES[name]
    if _CONTROL.search(value):
        raise refuse(Code.REPOSITORY_REFUSED, "the value holds a control character", "Give plain text.")
    resource(collection, "edition.xml")
    variables = {"value": value} if asked.value else {}
    with line(to, password, timeout=timeout, sleep=sleep) as open_line:
        text = open_line.run(lambda repository: repository.ask(asked.text(), collection.strip("/"), variables))
    return [row.split("\t") for row in text.split("\n") if row]
