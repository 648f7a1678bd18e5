"""How fast the whole job is, beside its peers, in one run: processor time, wall time, pages per second, peak memory.

    python -m tests.bench.convert [--runs N]

The report once, and twenty times over: first whole processes, start-up included (the median of N runs after one that is
not counted), with `convert` against `convert --verify`; then, in one process that has loaded everything, each format
written and read back alone, beside the whole process of its peer; last the PDF and its peer's in alternation, from once
to a hundred times. The peers get sources made for them from our own reading of the same report, which is the harder
half of the job done for them: pandoc a Markdown file, typst a Typst file. The ratio of the PDF counts the setting of
its pages.

The peers are compiled, and this is run by a Python that may or may not be: one built with profile-guided optimisation,
as those of distributions and of python.org are, is faster by a fifth. Nothing is asserted here.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from converter import read
from converter.edition import Edition
from converter.environment import Environment
from converter.formats import named
from converter.reading import Reading
from converter.source import Input
from converter.stylesheet import load
from converter.typeset.compose import compose
from tests.bench.peers import as_markdown, as_typst, repeated

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "report" / "a-78-1.zh.txt"
SAMPLE = ROOT / "samples" / "annual-report.zh-Hant.txt"
FORMATS = ("tei", "epub", "docx", "pdf")
PEERS = {"tei": "pandoc, tei", "epub": "pandoc, epub3", "docx": "pandoc, docx", "pdf": "typst, pdf (A-2a, UA-1)"}
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=['a-2a', 'ua-1'])"
WATCH = """
import os, subprocess, sys, time
began = time.perf_counter()
_, status, usage = os.wait4(subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL).pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss)
"""
"""What runs a command and prints its account: small, for a process counts the memory of the one that began it."""
COLUMNS = f"{'cpu s':>9}{'wall s':>9}{'pages/s':>9}{'peak MiB':>10}"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "converter-bench"),
}
"""Every process finds compiled modules, as an installed package has them; the run that is not counted makes them."""


@dataclass(frozen=True)
class Run:
    """A process, or the median of several: seconds of processor and of the wall clock, and its peak memory in MiB."""

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
            tables(source, times, runs if times == 1 else max(runs // 2, 1), Path(folder))
        growth(source, runs, Path(folder))


def tables(source: Path, times: int, runs: int, folder: Path) -> None:
    """The tables for the report `times` over."""
    text = folder / f"report-{times}.txt"
    text.write_text(repeated(source.read_text(encoding="utf-8"), times), encoding="utf-8")
    reading = read(text)
    made = f"Python {platform.python_version()} ({platform.python_compiler()}), {os.cpu_count()} processors"
    print(f"\n{source.name} x {times}: {made}, median of {runs}")
    theirs = dict(processes(reading, text, runs))
    print(f"\n{'once loaded':34}{'write s':>9}{'read s':>9}{'peer s':>9}{'peer / write':>14}")
    alone(reading, runs, theirs)


def growth(source: Path, runs: int, folder: Path) -> None:
    """Print how the cost of the PDF grows up to a hundred times the report, beside its peer's."""
    print(f"\n{'PDF, in alternation':34}{COLUMNS}")
    for times in (1, 10, 20, 100):
        text = folder / f"growth-{times}.txt"
        text.write_text(repeated(source.read_text(encoding="utf-8"), times), encoding="utf-8")
        alternately(text, times, runs if times < 100 else 1)


def alternately(text: Path, times: int, runs: int) -> None:
    """Print our PDF of a text and its peer's, made in alternation, and how their pages per second are related."""
    makers: dict[str, tuple[list[str], Path]] = {"converter": ([*ours(text), "--to", "pdf"], text.with_suffix(".pdf"))}
    for name, command, made in peers(read(text), text):
        if name == PEERS["pdf"] and made:
            makers[name] = command, made
    rounds = [[measure(command) for command, _ in makers.values()] for _ in range(runs + 1)][1:]
    for (name, (_, made)), measured in zip(makers.items(), zip(*rounds, strict=True), strict=True):
        row(f"{name}, {times} times", measured, made)
    if len(makers) == 2:
        compared(rounds, [pages(made) for _, made in makers.values()])


def compared(rounds: Sequence[Sequence[Run]], pages: Sequence[int]) -> None:
    """Print how many times faster ours is, by pages per second and, as pages hold more or less, by time."""
    walls = [[run.wall for run in measured] for measured in zip(*rounds, strict=True)]
    for name, more in (("  pages/s, converter / peer", pages[0] / pages[1]), ("  the same text, peer s / our s", 1.0)):
        median, best = (more * choice(walls[1]) / choice(walls[0]) for choice in (statistics.median, min))
        print(f"{name:34}{'':18}{median:9.2f}  (best {best:.2f})")


def ours(text: Path) -> list[str]:
    """The command that converts a text."""
    return [sys.executable, "-m", "converter.cli", "convert", str(text), "--out", str(text.parent), "--quiet"]


def processes(reading: Reading, text: Path, runs: int) -> Iterator[tuple[str, float]]:
    """Print whole processes, ours and the peers'; of each peer its name and its processor time are given."""
    print(f"{'whole processes':34}{COLUMNS}")
    pdf = text.with_suffix(".pdf")
    plain = row("converter, all four", several(ours(text), runs), pdf)
    proved = row("converter, all four, --verify", several([*ours(text), "--verify"], runs), pdf)
    print(f"{'  --verify / without':34}{proved.processor / plain.processor:9.2f}")
    for format in FORMATS:
        row(f"converter, {format}", several([*ours(text), "--to", format], runs), pdf if format == "pdf" else None)
    for name, command, made in peers(reading, text):
        yield name, row(name, several(command, runs), made).processor


def row(name: str, measured: Sequence[Run], pdf: Path | None) -> Run:
    """Print the medians of a command's runs; of a PDF that it makes, the pages for each second of the wall clock."""
    found = medians(measured)
    rate = f"{pages(pdf) / found.wall:9.0f}" if pdf and pdf.is_file() else f"{'':9}"
    print(f"{name:34}{found.processor:9.3f}{found.wall:9.3f}{rate}{found.memory:10.0f}")
    return found


def several(command: Sequence[str], runs: int) -> list[Run]:
    """Runs of a command after one that is not counted."""
    return [measure(command) for _ in range(runs + 1)][1:]


def medians(measured: Sequence[Run]) -> Run:
    """The median of each figure."""
    return Run(*(statistics.median(getattr(run, name) for run in measured) for name in ("processor", "wall", "memory")))


def measure(command: Sequence[str]) -> Run:
    """Run a command to its end, accounted by the system."""
    watched = [sys.executable, "-c", WATCH, *command]
    said = subprocess.run(watched, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout
    status, processor, wall, memory = map(float, said.splitlines()[-1].split())
    if status:
        print(f"{command[0]} ended with status {status:.0f}", file=sys.stderr)
    return Run(processor, wall, memory / 1024)


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def alone(reading: Reading, runs: int, theirs: Mapping[str, float]) -> None:
    """Print what setting the pages, writing and reading back cost when all is loaded."""
    world = Environment()
    style = load("un-report", world)
    placed = compose(Edition(reading, style, world))
    setting = spent(lambda: compose(Edition(reading, style, world)), runs)
    print(f"{'pages, set once for all formats':34}{setting:9.3f}")
    for name in FORMATS:
        write, back = both_ways(name, lambda: Edition(reading, style, world, composer=lambda _: placed), runs)
        peer = theirs.get(PEERS[name])
        whole = write + setting if name == "pdf" else write
        print(f"{name:34}{write:9.3f}{back:9.3f}" + (f"{peer:9.3f}{peer / whole:14.1f}" if peer else ""))


def both_ways(name: str, edition: Callable[[], Edition], runs: int) -> tuple[float, float]:
    """What it costs to write editions in a format, and to read the file back."""
    format = named(name)
    assert format is not None
    source = Input(f"report{format.suffix}", format.write(edition()).data)
    return spent(lambda: format.write(edition()), runs), spent(lambda: format.read(source), runs)


def spent(work: Callable[[], object], runs: int) -> float:
    """The median of the processor time that some work takes, with no collection of cycles, as in the command."""
    measured = []
    gc.disable()
    for _ in range(runs):
        before = time.process_time()
        work()
        measured.append(time.process_time() - before)
    gc.enable()
    return statistics.median(measured)


def peers(reading: Reading, text: Path) -> Iterator[tuple[str, list[str], Path | None]]:
    """The peers that are installed, each with a source made for it."""
    try:
        import pypandoc
    except ImportError:
        print("pandoc is not installed; to install it: pip install pypandoc-binary")
    else:
        markdown = text.with_suffix(".md")
        markdown.write_text("\n".join(as_markdown(reading.report)), encoding="utf-8")
        for suffix, form in (("docx", "docx"), ("epub", "epub3"), ("xml", "tei")):
            made = str(text.with_name(f"peer.{suffix}"))
            yield f"pandoc, {form}", [pypandoc.get_pandoc_path(), "-s", str(markdown), "-t", form, "-o", made], None
    try:
        import typst  # noqa: F401
    except ImportError:
        print("typst is not installed; to install it: pip install typst")
    else:
        source, drawn = text.with_suffix(".typ"), text.with_name(f"{text.stem}.peer.pdf")
        source.write_text("\n".join(as_typst(reading.report)), encoding="utf-8")
        yield PEERS["pdf"], [sys.executable, "-c", TYPST, str(source), str(drawn)], drawn


if __name__ == "__main__":
    main()
