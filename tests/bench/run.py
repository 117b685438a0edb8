"""What a handbook costs: builds of generated handbooks against the floor, in one table beside the aims.

The floor is a plain `mkdocs build` of the pages that `handbook export` wrote, with the same theme, in the same run.
Cold is without the layout cache, warm with it. They alternate, so that a slow minute of the machine hits them all.
"""

import argparse
import os
import platform
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

import yaml
from mkdocs.utils import nest_paths

HERE = Path(__file__).parent
HANDBOOK = str(Path(sys.executable).with_name("handbook"))
CACHE = Path(".cache", "product-handbook")
SIZES = (10, 100, 1000)
LARGE = 5000
TODAY = "2026-11-21"
CHECK = (HANDBOOK, "check", "docs/strategy", "--today", TODAY, "--fail-on", "error")
"""Some reported numbers are off their formulas, which is a warning."""
MOST_METRICS_IN_NAV = 40
"""As in `product_handbook.site.navigation`, which is not imported: a child's peak memory is at least its parent's."""

AIMED_SIZE = 1000
COLD_RATIO, WARM_RATIO = 1.25, 1.05
KILOBYTES_A_PAGE = 25
CHECK_SECONDS = 1
FLAT_FROM, FLAT_RATIO = 100, 1.25
"""Time a page counts as flat if at the largest size it is at most a quarter more than at `FLAT_FROM` metrics."""

STARTS = {
    "Python": "pass",
    "MkDocs": "import mkdocs.__main__, mkdocs.commands.build, material.plugins.search.plugin",
    "plugin": "import mkdocs.__main__, mkdocs.commands.build, material.plugins.search.plugin, "
    "product_handbook.mkdocs_plugin.plugin",
    "handbook": "import product_handbook.cli.main",
}


@dataclass(frozen=True)
class Child:
    """One process that ran to its end."""

    seconds: float
    cpu: float
    """The seconds of processor time, which others on the machine disturb less."""
    megabytes: float
    """Its peak of resident memory."""


@dataclass(frozen=True)
class Result:
    """The medians for one size of handbook."""

    metrics: int
    pages: int
    page_kilobytes: float
    theme_kilobytes: float
    """Of these, what the theme puts around the text of a page: header, navigation, table of contents, scripts."""
    index_kilobytes: float
    """Of these, the share of a page in the search index and in the handbook for other programs."""
    floor_pages: int
    floor: Child
    cold: Child
    warm: Child
    check: Child
    cold_ratio: float
    """The median of the ratios to the floor of the same round."""
    warm_ratio: float


@dataclass(frozen=True)
class Row:
    """A line of the table: a label, a number for each size, the most that it may be at `AIMED_SIZE`."""

    label: str
    number: Callable[[Result], float]
    digits: int = 2
    aim: float | None = None


def run(*command: str, folder: Path) -> Child:
    """Runs a command in a folder; one that fails ends the measurement with what it said."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace")[-3000:]
            raise SystemExit(f"{' '.join(command)}\nin {folder} exited with {process.returncode}:\n{said}")
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return Child(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * kilobyte / 1e6)


def build(folder: Path, site: str) -> Child:
    """One `mkdocs build` into a folder of its own; building where a site has just been deleted takes a disk longer."""
    return run(sys.executable, "-m", "mkdocs", "build", "-f", "mkdocs.yml", "-d", site, folder=folder)


def middle(children: list[Child]) -> Child:
    """The medians of several runs of the same command."""
    times = zip(*((child.seconds, child.cpu, child.megabytes) for child in children), strict=True)
    return Child(*(median(column) for column in times))


def ratio(children: list[Child], floors: list[Child]) -> float:
    """The median of the ratios of times, each to the floor of its own round."""
    return median(child.seconds / floor.seconds for child, floor in zip(children, floors, strict=True))


def prepare_floor(handbook: Path, floor: Path) -> None:
    """Exports a handbook, and makes a site of the pages: many metric pages stay out of the nav, as with the plugin."""
    docs = floor / "docs"
    floor.mkdir()
    run(HANDBOOK, "export", str(docs), "--today", TODAY, folder=handbook)
    pages = sorted(page.relative_to(docs) for page in docs.rglob("*.md"))
    metric_pages = [page for page in pages if page.parent.name == "tree" and page.name != "index.md"]
    outside = set(metric_pages) if len(metric_pages) > MOST_METRICS_IN_NAV else set()
    config = yaml.safe_load((handbook / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"plugins": ["search"], "validation": {"nav": {"omitted_files": "ignore"}}}
    config["nav"] = nest_paths(page.as_posix() for page in pages if page not in outside)
    (floor / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")


def pages_of(site: Path) -> int:
    """The number of pages of a built site."""
    return sum(1 for page in site.rglob("*.html") if page.name != "404.html")


def kilobytes_of(site: Path) -> float:
    """The size of a built site without what is the same for every site: the theme's files and the plugin's."""
    files = (file for file in site.rglob("*") if file.is_file() and file.relative_to(site).parts[0] != "assets")
    return sum(file.stat().st_size for file in files) / 1000


def theme_kilobytes_of(site: Path) -> float:
    """The size of all that stands outside of the articles."""
    pages = (page.read_bytes() for page in site.rglob("*.html"))
    return sum(len(page) - page.rfind(b"</article>") + page.find(b"<article") for page in pages) / 1000


def index_kilobytes_of(site: Path) -> float:
    """The size of the files that hold all pages once more."""
    return sum(file.stat().st_size for file in site.rglob("*.json")) / 1000


def measure(handbook: Path, metrics: int, runs: int) -> Result:
    """Generates a handbook, and measures it `runs` times."""
    run(sys.executable, str(HERE / "generate.py"), str(handbook), str(metrics), folder=HERE)
    floor = handbook.with_name(f"{handbook.name}-floor")
    prepare_floor(handbook, floor)
    times: dict[str, list[Child]] = {"floor": [], "cold": [], "warm": [], "check": []}
    for number in range(runs):
        times["floor"].append(build(floor, f"site-{number}"))
        shutil.rmtree(handbook / CACHE, ignore_errors=True)
        times["cold"].append(build(handbook, f"site-cold-{number}"))
        times["warm"].append(build(handbook, f"site-warm-{number}"))
        times["check"].append(run(*CHECK, folder=handbook))
    site = handbook / "site-warm-0"
    pages = pages_of(site)
    return Result(
        metrics=metrics,
        pages=pages,
        page_kilobytes=kilobytes_of(site) / pages,
        theme_kilobytes=theme_kilobytes_of(site) / pages,
        index_kilobytes=index_kilobytes_of(site) / pages,
        floor_pages=pages_of(floor / "site-0"),
        cold_ratio=ratio(times["cold"], times["floor"]),
        warm_ratio=ratio(times["warm"], times["floor"]),
        **{name: middle(children) for name, children in times.items()},
    )


def measure_starts(runs: int) -> dict[str, float]:
    """The seconds that a process needs before it does anything, by what it imports."""
    commands = {name: (sys.executable, "-c", code) for name, code in STARTS.items()}
    rounds = [{name: run(*command, folder=HERE).seconds for name, command in commands.items()} for _ in range(runs + 1)]
    return {name: median(times[name] for times in rounds[1:]) for name in STARTS}


def rows(starts: dict[str, float]) -> list[Row]:
    """The lines of the table."""
    return [
        Row("pages", lambda result: result.pages, 0),
        Row("floor, s", lambda result: result.floor.seconds),
        Row("cold build, s", lambda result: result.cold.seconds),
        Row("warm build, s", lambda result: result.warm.seconds),
        Row("cold / floor", lambda result: result.cold_ratio, 2, COLD_RATIO),
        Row("warm / floor", lambda result: result.warm_ratio, 2, WARM_RATIO),
        Row("cold / floor, CPU", lambda result: result.cold.cpu / result.floor.cpu),
        Row("warm / floor, CPU", lambda result: result.warm.cpu / result.floor.cpu),
        Row("start in warm, %", lambda result: 100 * starts["plugin"] / result.warm.seconds, 0),
        Row("cold, ms a page", lambda result: page_time(result.cold, result, starts)),
        Row("warm, ms a page", lambda result: page_time(result.warm, result, starts)),
        Row("site, kB a page", lambda result: result.page_kilobytes, 1, KILOBYTES_A_PAGE),
        Row("of it the theme's", lambda result: result.theme_kilobytes, 1),
        Row("of it indexes", lambda result: result.index_kilobytes, 1),
        Row("handbook check, s", lambda result: result.check.seconds, 2, CHECK_SECONDS),
        Row("start in check, %", lambda result: 100 * starts["handbook"] / result.check.seconds, 0),
        Row("peak MB, floor", lambda result: result.floor.megabytes, 0),
        Row("peak MB, cold", lambda result: result.cold.megabytes, 0),
        Row("peak MB, warm", lambda result: result.warm.megabytes, 0),
        Row("peak MB, check", lambda result: result.check.megabytes, 0),
    ]


def page_time(build_: Child, result: Result, starts: dict[str, float]) -> float:
    """Milliseconds a page, without the start of the process."""
    return 1000 * (build_.seconds - starts["plugin"]) / result.pages


def table(results: list[Result], starts: dict[str, float]) -> Iterator[str]:
    """The lines of the report: the table, the starts, and what was missed."""
    yield f"{'metrics':18}" + "".join(f"{result.metrics:>9,}" for result in results) + f"   aim at {AIMED_SIZE:,}"
    for row in rows(starts):
        cells = "".join(f"{row.number(result):>9,.{row.digits}f}" for result in results)
        yield f"{row.label:18}{cells}" + ("" if row.aim is None else f"   at most {row.aim:g}")
    yield "start of a process: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in starts.items())
    for result in results:
        if result.pages != result.floor_pages:
            yield f"note: at {result.metrics:,} metrics the floor has {result.floor_pages:,} pages"
    yield from verdict(results, starts)


def verdict(results: list[Result], starts: dict[str, float]) -> Iterator[str]:
    """A line for each aim that is missed, or one that says that none is."""
    missed = [
        f"missed at {result.metrics:,} metrics: {row.label} is {row.number(result):.2f}, aimed at most {row.aim:g}"
        for result in results
        if result.metrics == AIMED_SIZE
        for row in rows(starts)
        if row.aim is not None and row.number(result) > row.aim
    ]
    small = next((result for result in results if result.metrics == FLAT_FROM), None)
    if small is not None and results[-1].metrics > FLAT_FROM:
        growth = page_time(results[-1].warm, results[-1], starts) / page_time(small.warm, small, starts)
        yield f"a page takes {growth:.2f} times as long at {results[-1].metrics:,} as at {FLAT_FROM} metrics"
        if growth > FLAT_RATIO:
            missed.append(f"missed: time a page is not flat (aimed at most {FLAT_RATIO:g} times)")
    judged = any(result.metrics == AIMED_SIZE for result in results)
    yield from missed or ["no aim is missed" if judged else f"not judged: {AIMED_SIZE:,} metrics were not measured"]


def profile(handbook: Path) -> None:
    """Prints where a cold build spends its time: everything by own time, then our functions with all that they call."""
    shutil.rmtree(handbook / CACHE, ignore_errors=True)
    command = ("-m", "cProfile", "-o", "profile", "-m", "mkdocs", "build", "-f", "mkdocs.yml", "-d", "site")
    run(sys.executable, *command, folder=handbook)
    statistics = pstats.Stats(str(handbook / "profile"))
    statistics.sort_stats("tottime").print_stats(25)
    statistics.sort_stats("cumulative").print_stats("product_handbook", 30)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="What a handbook costs, beside the aims.")
    parser.add_argument("--metrics", type=int, nargs="+", default=list(SIZES), help="sizes of handbook")
    parser.add_argument("--large", action="store_true", help=f"{LARGE:,} metrics too")
    parser.add_argument("--runs", type=int, default=3, help="alternating runs, of which the medians count")
    parser.add_argument("--profile", action="store_true", help="a profile of a cold build of the largest too")
    return parser.parse_args()


def main() -> None:
    """Measures and prints."""
    asked = arguments()
    sizes = sorted({*asked.metrics, *([LARGE] if asked.large else [])})
    print(
        f"Python {platform.python_version()}, MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, "
        f"{os.cpu_count()} cores under a load of {os.getloadavg()[0]:.1f}; medians of {asked.runs} runs"
    )
    starts = measure_starts(asked.runs)
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for size in sizes:
            print(f"measuring {size:,} metrics", file=sys.stderr)
            results.append(measure(Path(folder, str(size)), size, asked.runs))
        print(*table(results, starts), sep="\n")
        if asked.profile:
            profile(Path(folder, str(sizes[-1])))


if __name__ == "__main__":
    main()
