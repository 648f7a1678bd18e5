"""What a client does in these tests: deposit, ask what is held, be refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.deposit import Address, Done, deposit, query
from converter.diagnostics import Diagnostic, Refused
from tests.deposit.conftest import PASSWORD


def put(files: list[Path], to: Address, **more: object) -> list[Done]:
    return [one.done for one in deposit(files, to, password=PASSWORD, **more)]  # type: ignore[arg-type]


def held(to: Address, **more: object) -> dict[str, str]:
    """Title of each edition by its place."""
    return {row[0]: row[2] for row in query("editions", to=to, password=PASSWORD, **more)}  # type: ignore[arg-type]


def refusal(files: list[Path], to: Address, password: str = PASSWORD, **more: object) -> Diagnostic:
    """What is said when the deposit is refused; never the password."""
    with pytest.raises(Refused) as refused:
        list(deposit(files, to, password=password, **more))  # type: ignore[arg-type]
    assert PASSWORD not in str(refused.value)
    return refused.value.diagnostics[0]


def raft(folder: Path, number: int, title: str) -> Path:
    """A small edition."""
    folder.mkdir(exist_ok=True)
    file = folder / f"raft-{number}.tei.xml"
    file.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>'
        "</fileDesc></teiHeader><text><body><p>Logs.</p></body></text></TEI>",
        encoding="utf-8",
    )
    return file


def no_sleep(_: float) -> None:
    """Waits for nothing."""
