"""Reads and tells what `benchmarks.pages` measured."""

from dataclasses import dataclass
from typing import Any

FACTOR, NOISE, MOST_QUERIES = 2.0, 0.020, 12
LIST = "people:list ?size=50"


@dataclass(frozen=True)
class Measured:
    pages: dict[str, dict[str, Any]]
    rate: dict[str, float]


def tell(kind: str, results: dict[int, Measured]) -> int:
    """Prints the table; 1 when a page breaks its promise."""
    sizes = sorted(results)
    largest, middle = sizes[-1], sizes[-2] if len(sizes) > 1 else sizes[-1]
    print(f"\n{kind}: milliseconds, least and median of the rounds (queries), by learners")
    print(f"{'page':44}" + "".join(f"{size:>17,}" for size in sizes) + "   ratio")
    broken = []
    shared = [name for name in results[largest].pages if all(name in each.pages for each in results.values())]
    for name in shared:
        cells = [results[size].pages[name] for size in sizes]
        last, before = results[largest].pages[name], results[middle].pages[name]
        # The least of the rounds is the page's own time; the median tells what else the machine was doing.
        ratio = last["least"] / before["least"]
        fault = ""
        if ratio > FACTOR and last["least"] - before["least"] > NOISE:
            fault = "SLOW"
        # Kept figures save queries, so a quick district may ask more than a large one.
        if last["queries"] > max(results[size].pages[name]["queries"] for size in sizes[:-1] or sizes):
            fault += " QUERIES"
        if name == LIST and max(each["queries"] for each in cells) > MOST_QUERIES:
            fault += " MORE THAN 12"
        if fault:
            broken.append(name)
        shown = "".join(
            f"{each['least'] * 1000:>6.0f} {each['seconds'] * 1000:>5.0f} ({each['queries']:>2})" for each in cells
        )
        print(f"{name:44}{shown}   {ratio:5.2f} {fault}")
        if "SLOW" in fault:
            print(f"      {last['slowest'][:400]}")
    for size in sizes:
        rate = results[size].rate
        print(
            f"{size:>9,} learners: list of 50 rows {rate['list']:.1f}/s, empty page {rate['empty']:.1f}/s on the same "
            f"server: {100 * rate['list'] / rate['empty']:.0f} %"
        )
    cold = max(shared, key=lambda name: results[largest].pages[name]["cold"])
    print(
        f"longest first visit, when all figures are counted anew: {cold}, {results[largest].pages[cold]['cold']:.2f} s"
    )
    print(f"{len(shared) - len(broken)} pages keep the promise, {len(broken)} do not")
    return 1 if broken else 0
