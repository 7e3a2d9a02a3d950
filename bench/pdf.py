"""How fast and how well PDFs are read, beside pdfplumber and beside the least that PDFium can take.

    python bench/pdf.py [--pages N] [--repeat K] [--dir FOLDER]
    python bench/pdf.py --accuracy [--pages N] [--dir FOLDER]
    python bench/pdf.py --against CHECKOUT [--instructions] [FILE ...]

With `--accuracy` the pages are read once, by this reader alone; it ends with 1 where a cell is not right.
With `--against` nothing but the cost of reading is measured, of this checkout and of another one.

Cell accuracy: the cells of a table have places (row, column): the ranks, from 0, of a cell's top and left
edge among those of all cells of that table on that page. A true cell that is not blank is right when the
reader returns a cell at its place whose text is the same after `ingest.text.bare` (NFKC, no white space).
Each true table is compared with that one of the reader's tables on its page that has most cells right.
Accuracy is the share of right cells among all true cells that are not blank, over all pages. Surplus is the
number of cells that the reader returns, not blank and not right, in per cent of the same number.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber
import pypdfium2
from against import compare
from pages import Book, book, has_office
from pypdfium2 import raw

from ingest.readers.pdf import reader as pdf
from ingest.readers.pdf.page import Page
from ingest.text import bare

TOLERANCE = 2.0
RANGES_PER_CORE = 4
BOOKS = {"mixed": {"calc": 0.5, "writer": 0.15, "reportlab": 0.35}, "long": {"calc": 0.85, "writer": 0.15}}
PEAK = """
import resource, sys
from pathlib import Path
from ingest.readers.pdf import reader as pdf
pdf.read(Path(sys.argv[1]).read_bytes())
status = Path("/proc/self/status")  # where it exists: ru_maxrss starts at what the parent process holds
kib = [line.split()[1] for line in (status.open() if status.exists() else ()) if "VmHWM" in line]
print(kib[0] if kib else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

Places = dict[tuple[int, int], str]
"""Texts that are not blank, by row and column of one table."""


# --- what is measured -------------------------------------------------------------------------------


def plumber(path: Path, _pages: int) -> list[list[list[list[str | None]]]]:
    """Plain pdfplumber: the tables of each page."""
    found = []
    with pdfplumber.open(path) as opened:
        for page in opened.pages:
            found.append(page.extract_tables())
            page.close()
    return found


def ours(path: Path, pages: int) -> Sequence[Page]:
    """This reader on one process."""
    return pdf.read_pages(path.read_bytes(), 0, pages)


def ours_on_all_cores(pool: ProcessPoolExecutor, path: Path, pages: int) -> list[Page]:
    """This reader on all processes of the pool, a range of pages at a time."""
    step = max(1, -(-pages // (os.cpu_count() or 1) // RANGES_PER_CORE))
    firsts = range(0, pages, step)
    parts = pool.map(_read_range, repeat(path), firsts, (min(first + step, pages) for first in firsts))
    return [page for part in parts for page in part]


_bytes = cache(Path.read_bytes)


def _read_range(path: Path, first: int, stop: int) -> Sequence[Page]:
    return pdf.read_pages(_bytes(path), first, stop)


def loop(path: Path, _pages: int) -> int:
    """PDFium alone, by its binding: code and box of each character. Returns how many there are."""
    document, total = pypdfium2.PdfDocument(path), 0
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    boxes: list[tuple[float, ...]] = []
    for page in document:
        textpage = page.get_textpage()
        for index in range(textpage.count_chars()):
            raw.FPDFText_GetUnicode(textpage, index)
            raw.FPDFText_GetCharBox(textpage, index, left, right, low, high)
            boxes.append((left.value, right.value, low.value, high.value))
        total += len(boxes)
        boxes.clear()
        textpage.close()
        page.close()
    document.close()
    return total


def mapped(path: Path, _pages: int) -> int:
    """The same as `loop` by `map` without giving up the interpreter lock, all arguments declared."""

    def direct(function: Any, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(function, ctypes.c_void_p).value
        return ctypes.PYFUNCTYPE(result, *arguments)(address)

    pointer = ctypes.c_void_p
    code_of = direct(raw.FPDFText_GetUnicode, ctypes.c_uint, pointer, ctypes.c_int)
    box_of = direct(raw.FPDFText_GetCharBox, ctypes.c_int, pointer, ctypes.c_int, *[pointer] * 4)
    data, total = path.read_bytes(), 0
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(raw.FPDF_GetPageCount(document)):
        page = raw.FPDF_LoadPage(document, number)
        textpage = raw.FPDFText_LoadPage(page)
        count, handle = raw.FPDFText_CountChars(textpage), ctypes.cast(textpage, pointer).value
        boxes = (ctypes.c_double * (4 * count))()
        start = ctypes.addressof(boxes)
        sides = [range(start + at, start + at + 32 * count, 32) for at in (0, 8, 16, 24)]
        codes = list(map(code_of, repeat(handle), range(count)))
        deque(map(box_of, repeat(handle), range(count), *sides), maxlen=0)
        total += len(codes)
        raw.FPDFText_ClosePage(textpage)
        raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)
    return total


def peak_memory(path: Path) -> float:
    """MB that a process takes at most for `pdf.read` of the file, interpreter included."""
    run = subprocess.run([sys.executable, "-c", PEAK, path], check=True, capture_output=True, text=True)
    return int(run.stdout) * 1024 / 1e6


# --- how well ---------------------------------------------------------------------------------------


def places_of(cells: Iterable[tuple[float, float, str | None]]) -> Places:
    """Places of cells with top and left edge: edges closer than `TOLERANCE` are one."""
    cells = list(cells)
    rows, cols = (_ranks([cell[side] for cell in cells]) for side in (0, 1))
    return {(rows[top], cols[left]): bare(text) for top, left, text in cells if text and bare(text)}


def _ranks(edges: list[float]) -> dict[float, int]:
    ranks: dict[float, int] = {}
    last, rank = float("-inf"), -1
    for edge in sorted(set(edges)):
        if edge - last > TOLERANCE:
            last, rank = edge, rank + 1
        ranks[edge] = rank
    return ranks


def score(found: Sequence[Sequence[Places]], one: Book) -> tuple[float, float]:
    """Accuracy and surplus as defined above, in per cent."""
    right = true = returned = 0
    for tables, truth in zip(found, one.truth, strict=True):
        left = list(tables)
        returned += sum(map(len, left))
        for cells in truth:
            wanted = places_of((cell.row * 10, cell.col * 10, cell.text) for cell in cells)
            true += len(wanted)
            best = max(left, key=lambda table: len(table.items() & wanted.items()), default=None)
            if best is not None:
                right += len(best.items() & wanted.items())
                left.remove(best)
    return 100 * right / true, 100 * (returned - right) / true


def places(page: Page | list[list[list[str | None]]]) -> list[Places]:
    """Places of all tables of one page, of this reader or of pdfplumber."""
    if isinstance(page, Page):
        return [places_of((cell.box[1], cell.box[0], cell.text) for cell in one.cells) for one in page.tables]
    numbered = [[(r, c, text) for r, row in enumerate(one) for c, text in enumerate(row)] for one in page]
    return [places_of((r * 10, c * 10, text) for r, c, text in cells) for cells in numbered]


# --- one run ----------------------------------------------------------------------------------------


def measure(books: Sequence[Book], repetitions: int, pool: ProcessPoolExecutor) -> None:
    """Reads all books by all readers in turn, as often as asked for, and prints the table."""
    readers: dict[str, Callable[[Path, int], Any]] = {
        "pdfplumber": plumber,
        "this reader, one process": ours,
        f"this reader, {os.cpu_count()} processes": partial(ours_on_all_cores, pool),
        "characters alone, loop": loop,
        "characters alone, mapped": mapped,
    }
    keys = [(name, one.name) for name in readers for one in books]
    seconds: dict[tuple[str, str], list[float]] = {key: [] for key in keys}
    cpu: dict[tuple[str, str], list[float]] = {key: [] for key in keys}
    quality = dict.fromkeys(keys, " " * 28)
    for turn in range(repetitions):
        for one in books:
            for name, read in readers.items():
                result = None
                gc.collect()  # what an earlier reader left behind must not slow this one
                started, spent = time.perf_counter(), time.process_time()
                result = read(one.path, len(one.truth))
                cpu[name, one.name].append(time.process_time() - spent)
                seconds[name, one.name].append(
                    stage(f"{one.name}: {name}, {turn + 1} of {repetitions}", started)
                )
                if not turn and not isinstance(result, int):
                    shares = score([places(page) for page in result], one)
                    quality[name, one.name] = "".join(f"{share:12.2f} %" for share in shares)
    print(f"\n{'':28}" + "".join(f"{one.name + f', {len(one.truth)} pages':>42}" for one in books))
    print(f"{'':28}" + f"{'pages/s':>14}{'accuracy':>14}{'surplus':>14}" * len(books))
    rates = {
        (name, one.name): len(one.truth) / median(seconds[name, one.name])
        for name in readers
        for one in books
    }
    for name in readers:
        print(
            f"{name:28}" + "".join(f"{rates[name, one.name]:14.1f}{quality[name, one.name]}" for one in books)
        )
    base, one_process, all_cores, *least = readers
    # this process alone: what others of the machine do tells less on its CPU seconds than on the clock
    costs = {key: median(spent) for key, spent in cpu.items()}
    for other in (base, *least):
        ratios = (costs[other, one.name] / costs[one_process, one.name] for one in books)
        _print_ratios(f"one process / {other.split()[-1]}", ratios)
    for other in (base, *least):
        ratios = (rates[all_cores, one.name] / rates[other, one.name] for one in books)
        _print_ratios(f"{all_cores.removeprefix('this reader, ')} / {other.split()[-1]}", ratios)
    print("ratios of one process are of CPU seconds, those of several of the clock")


def _print_ratios(name: str, ratios: Iterable[float]) -> None:
    print(f"{name:28}" + "".join(f"{ratio:13.2f}×{'':28}" for ratio in ratios))


def are_exact(books: Sequence[Book]) -> bool:
    """Reads all books once by this reader, prints accuracy and surplus; whether every cell is right."""
    shares = [score([places(page) for page in ours(one.path, len(one.truth))], one) for one in books]
    for one, (accuracy, surplus) in zip(books, shares, strict=True):
        print(f"{one.name}, {len(one.truth)} pages: accuracy {accuracy:.2f} %, surplus {surplus:.2f} %")
    return all(share == (100.0, 0.0) for share in shares)


def stage(name: str, started: float) -> float:
    """Says how long something took, in seconds."""
    seconds = time.perf_counter() - started
    print(f"{seconds:8.1f} s  {name}", flush=True)
    return seconds


def main() -> None:
    """Makes the pages or takes them from the folder, measures, prints."""
    parser = argparse.ArgumentParser(description="Benchmark of reading PDFs.")
    parser.add_argument("--pages", type=int, default=400, help="of the long file; the mixed has a quarter")
    parser.add_argument("--repeat", type=int, default=3, help="turns, of which the median counts")
    parser.add_argument("--dir", type=Path, help="folder that keeps the pages (default: a temporary one)")
    parser.add_argument("--accuracy", action="store_true", help="measure nothing else")
    parser.add_argument("--against", type=Path, help="another checkout, to compare what reading costs")
    parser.add_argument("--instructions", action="store_true", help="count them too, with valgrind: slow")
    parser.add_argument("files", nargs="*", type=Path, help="PDFs to read instead of the pages it makes")
    options = parser.parse_args()
    if not options.against and (options.files or options.instructions):
        parser.error("files are read, and instructions counted, with --against only")
    if options.files:
        compare("files", options.files, options.against, options.repeat, options.instructions)
        return
    if not has_office():
        print("LibreOffice (soffice with Calc and Writer) is missing: reportlab prints all pages")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.dir or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        sizes = {"mixed": options.pages // 4, "long": options.pages}
        books = [book(name, shares, sizes[name], folder) for name, shares in BOOKS.items()]
        if options.accuracy:
            sys.exit(not are_exact(books))
        if options.against:
            for one in books:
                compare(one.name, [one.path], options.against, options.repeat, options.instructions)
            return
        started = time.perf_counter()
        memory = peak_memory(books[-1].path)
        stage("long: peak memory", started)
        started = time.perf_counter()
        with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
            for one in books:
                ours_on_all_cores(pool, one.path, len(one.truth))
            stage("start of the processes and a first reading, not counted below", started)
            measure(books, options.repeat, pool)
    print(f"peak memory of this reader on the long file, one process: {memory:.0f} MB")


if __name__ == "__main__":
    main()
