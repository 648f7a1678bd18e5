"""Editions into an XML repository, and questions to it: `deposit` and `query`.

    basex://USER@HOST:PORT/DATABASE      BaseX's client/server protocol                              basex.py
    https://USER@HOST/…/rest/…           the REST interface that BaseX and eXist-db document         rest.py

An edition stands at `[COLLECTION/]FILE` in the database. What is sent and what is held are compared by the digest of
their canonical form (canonical.py), which a repository is asked for by query, before and after.
"""

from __future__ import annotations

from converter.deposit.address import Address, read_address
from converter.deposit.asking import query
from converter.deposit.queries import QUERIES, Query
from converter.deposit.sending import Deposited, Done, deposit

__all__ = ["QUERIES", "Address", "Deposited", "Done", "Query", "deposit", "query", "read_address"]
