"""How fast the whole job is, beside its peers, in one run: processor time, wall time, pages per second, peak memory.

    python tests/bench/convert.py [--runs N]

Every row is whole processes, start-up included: the median of N runs after one that is not counted. The peers get
sources made for them from our own reading of the same report, which is the harder half of the job done for them:
pandoc a Markdown file, typst a Typst file. Nothing is asserted here.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from converter import read
from converter.labels import titled
from converter.model import Block, Box, Division, Inline, List, NoteRef, Paragraph, Report
from converter.walk import inlines, plain

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "report" / "a-78-1.zh.txt"
SAMPLE = ROOT / "samples" / "annual-report.zh-Hant.txt"
PARAGRAPH = re.compile(r"\d+\.")


@dataclass(frozen=True)
class Run:
    """One process: seconds of processor and of the wall clock, and its peak memory in MiB."""

    processor: float
    wall: float
    memory: float


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=5)
    runs = arguments.parse_args().runs
    source = REAL if REAL.is_file() else SAMPLE
    with tempfile.TemporaryDirectory() as folder:
        for times in (1, 20):
            table(source, times, runs if times == 1 else max(runs // 2, 1), Path(folder))


def table(source: Path, times: int, runs: int, folder: Path) -> None:
    """One table: the report `times` over."""
    text = folder / f"report-{times}.txt"
    text.write_text(repeated(source.read_text(encoding="utf-8"), times), encoding="utf-8")
    print(f"\n{source.name} x {times}, {os.cpu_count()} processors, median of {runs}")
    print(f"{'':34}{'cpu s':>8}{'wall s':>8}{'pages/s':>9}{'peak MiB':>10}")
    ours = [sys.executable, "-m", "converter.cli", "convert", str(text), "--out", str(folder), "--quiet"]
    for name, formats in (("converter, all four", "tei,epub,docx,pdf"), *((f"converter, {f}", f) for f in FORMATS)):
        row(name, [*ours, "--to", formats], runs, text.with_suffix(".pdf") if "pdf" in formats else None)
    for name, command, made in peers(read(text).report, text, folder):
        row(name, command, runs, made)


FORMATS = ("tei", "epub", "docx", "pdf")


def repeated(page: str, times: int) -> str:
    """The page with its body `times` over, its paragraphs numbered through."""
    lines = page.splitlines()
    numbered = [index for index, line in enumerate(lines) if PARAGRAPH.match(line)]
    first = next(index for index, line in enumerate(lines) if line == "" and index > 8)
    last = numbered[-1] + 1
    body, count = [], 0
    for _ in range(times):
        for line in lines[first:last]:
            match = PARAGRAPH.match(line)
            count += bool(match)
            body.append(PARAGRAPH.sub(f"{count}.", line, count=1) if match else line)
    return "\n".join([*lines[:first], *body, *lines[last:]])


def row(name: str, command: Sequence[str], runs: int, pdf: Path | None) -> None:
    """Measure one command and print its medians."""
    measured = [measure(command) for _ in range(runs + 1)][1:]
    processor, wall, memory = (
        statistics.median(getattr(run, field) for run in measured) for field in ("processor", "wall", "memory")
    )
    rate = f"{pages(pdf) / processor:9.0f}" if pdf and pdf.is_file() else f"{'':9}"
    print(f"{name:34}{processor:8.3f}{wall:8.3f}{rate}{memory:10.0f}")


def measure(command: Sequence[str]) -> Run:
    """Run a command to its end, accounted by the system."""
    before = os.times()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        print(f"{command[0]} ended with status {os.waitstatus_to_exitcode(status)}", file=sys.stderr)
    return Run(usage.ru_utime + usage.ru_stime, os.times().elapsed - before.elapsed, usage.ru_maxrss / 1024)


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def peers(report: Report, text: Path, folder: Path) -> Iterator[tuple[str, list[str], Path | None]]:
    """The peers that are installed, each with a source made for it."""
    try:
        import pypandoc
    except ImportError:
        print("pandoc is not installed; to install it: pip install pypandoc-binary")
    else:
        markdown = text.with_suffix(".md")
        markdown.write_text("\n".join(as_markdown(report)), encoding="utf-8")
        for suffix, form in (("docx", "docx"), ("epub", "epub3"), ("xml", "tei")):
            made = str(folder / f"peer.{suffix}")
            yield f"pandoc, {form}", [pypandoc.get_pandoc_path(), "-s", str(markdown), "-t", form, "-o", made], None
    try:
        import typst  # noqa: F401
    except ImportError:
        print("typst is not installed; to install it: pip install typst")
    else:
        source, drawn = text.with_suffix(".typ"), text.with_name(f"{text.stem}.peer.pdf")
        source.write_text("\n".join(as_typst(report)), encoding="utf-8")
        script = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=['a-2a', 'ua-1'])"
        yield "typst, pdf (A-2a, UA-1)", [sys.executable, "-c", script, str(source), str(drawn)], drawn


def as_markdown(report: Report) -> Iterator[str]:
    """The report as pandoc's Markdown."""
    yield f"---\ntitle: {report.metadata.title}\nlang: {report.metadata.language}\n---\n"
    yield from _markdown(report.content)
    for note in report.notes:
        yield f"[^{note.id}]: {_text(note.content)}\n"


def _markdown(content: Sequence[Division | Block]) -> Iterator[str]:
    for node in content:
        match node:
            case Division():
                yield f"{'#' * node.level} {titled(node.label, plain(node.heading))}\n"
                yield from _markdown(node.content)
            case Paragraph():
                label = f"{node.label.printed} " if node.label else ""
                yield f"{label}{_called(node.content, '[^{}]')}\n"
            case Box():
                yield f"::: {{.box lang={node.language}}}\n**{plain(node.title)}**\n"
                yield from _markdown(node.content)
                yield ":::\n"
            case List():
                yield from (f"- {_text(item.content)}\n" for item in node.items)


def as_typst(report: Report) -> Iterator[str]:
    """The report as a Typst file with running heads, contents, notes and boxes."""
    notes = {note.id: _escaped(_text(note.content)) for note in report.notes}
    yield f'#set document(title: "{report.metadata.title}")'
    yield '#set text(lang: "zh", font: ("Noto Serif CJK TC", "Noto Serif"), size: 11pt)'
    yield '#set par(justify: true, leading: 0.8em)\n#set page(numbering: "1", header: context document.title)'
    yield "#outline()\n"
    yield from _typst(report.content, notes)


def _typst(content: Sequence[Division | Block], notes: dict[str, str]) -> Iterator[str]:
    for node in content:
        match node:
            case Division():
                yield f"{'=' * node.level} {_escaped(titled(node.label, plain(node.heading)))}\n"
                yield from _typst(node.content, notes)
            case Paragraph():
                words = "".join(
                    f"#footnote[{notes[i.note]}]" if isinstance(i, NoteRef) else _escaped(plain((i,)))
                    for i in inlines(node.content)
                )
                yield f"{node.label.printed.replace('.', chr(92) + '.') + ' ' if node.label else ''}{words}\n"
            case Box():
                yield f"#block(stroke: 0.6pt, inset: 10pt, width: 100%)[*{_escaped(plain(node.title))}*\n"
                yield from _typst(node.content, notes)
                yield "]\n"
            case List():
                yield from (f"- {_escaped(_text(item.content))}\n" for item in node.items)


def _called(content: Sequence[Inline], call: str) -> str:
    return "".join(call.format(i.note) if isinstance(i, NoteRef) else plain((i,)) for i in inlines(content))


def _text(content: Sequence[Block]) -> str:
    return " ".join(plain(block.content) for block in content if isinstance(block, Paragraph))


def _escaped(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@\[\]=~-])", r"\\\1", text)


if __name__ == "__main__":
    main()
