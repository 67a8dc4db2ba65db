"""Results to files: JSON with all of it, Markdown tables, and plots."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.contestants import CONTESTANTS
from benchmarks.harness.plots import dots, lines
from benchmarks.harness.timing import geometric_mean_ratio

RESULTS = Path(__file__).resolve().parents[1] / "results"

#: What a run gives, as JSON knows it: see `benchmarks.__main__` for its parts.
Results = dict[str, Any]


def write(results: Results, folder: Path = RESULTS) -> None:
    """Write results.json, results.md and the plots of the parts that were measured."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (folder / "results.md").write_text("\n".join(_tables(results)) + "\n")
    if "queries" in results:
        rows = _named(results["queries"]["classes"])
        title = f"Top 20, total and month facets over {results['documents']:,} articles"
        (folder / "queries.svg").write_text(dots(title, rows, "ms"))
    if "growth" in results:
        for corpus in dict.fromkeys(row["corpus"] for row in results["growth"]):
            series: dict[str, list[tuple[float, float]]] = {}
            for row in results["growth"]:
                if row["corpus"] == corpus:
                    point = (row["articles"], row["query_ms"])
                    series.setdefault(_name(row["contestant"]), []).append(point)
            title = f"Query time as the archive grows ({corpus})"
            plot = lines(title, series, "articles", "ms")
            (folder / f"growth-{corpus}.svg").write_text(plot)


def _tables(results: Results) -> Iterator[str]:
    yield f"# Results: {results['documents']:,} articles of {results['corpus']}"
    yield ""
    yield from (f"- {name}: {value}" for name, value in results["machine"].items())
    minutes = results.get("minutes", {})
    yield "- minutes: " + ", ".join(f"{part} {took}" for part, took in minutes.items())
    if "index" in results:
        yield from _index_table(results["index"])
    if "queries" in results:
        yield from _query_table(results["queries"]["classes"])
        yield from _deviation_table(results["queries"]["deviations"])
    if "commits" in results:
        yield from _commit_table(results["commits"])
    if "growth" in results:
        yield from _growth_table(results["growth"])
    if "relevance" in results:
        yield from _relevance_table(results["relevance"])


def _index_table(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield from ("", "## Indexing", "")
    yield (
        "| | articles a second | seconds | articles a processor second | processor seconds "
        "| index MB | memory MB |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        rate = row["articles"] / row["seconds"]
        yield (
            f"| {_name(row['contestant'])} | {rate:,.0f} | {row['seconds']:.1f} "
            f"| {row['articles'] / row['cpu_seconds']:,.0f} | {row['cpu_seconds']:.1f} "
            f"| {row['index_bytes'] / 1e6:,.0f} | {row['peak_mb']:,.0f} |"
        )


def _query_table(classes: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    names = _contestants(classes)
    yield from ("", "## Queries: top 20, exact total and month facets, median ms", "")
    yield "| class | " + " | ".join(map(_name, names)) + " |"
    yield "|---|" + "--:|" * len(names)
    for kind, row in classes.items():
        cells = [f"{row[name]:.3g}" if name in row else "–" for name in names]
        yield f"| {kind} | " + " | ".join(cells) + " |"
    if "dateline" not in names:
        return
    yield from ("", "Dateline's time as a share of others' (above 1 is slower):", "")
    yield "| | geometric mean | worst class |"
    yield "|---|--:|---|"
    for name in names:
        if name == "dateline":
            continue
        shares = {k: row["dateline"] / row[name] for k, row in classes.items() if name in row}
        worst = max(shares, key=shares.__getitem__)
        mean = geometric_mean_ratio(classes, "dateline", name)
        told = f"{1 / mean:,.1f} times faster" if mean < 1 else f"{mean:,.1f} times slower"
        yield f"| {_name(name)} | {mean:.3g} ({told}) | {shares[worst]:.3g}, {worst} |"


def _deviation_table(deviations: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    names = _contestants(deviations)
    yield from ("", "Largest difference of a total from Dateline's (tokenizers differ):", "")
    yield "| class | " + " | ".join(map(_name, names)) + " |"
    yield "|---|" + "--:|" * len(names)
    for kind, row in deviations.items():
        cells = [f"{row[name]:.2%}" if name in row else "–" for name in names]
        yield f"| {kind} | " + " | ".join(cells) + " |"


def _commit_table(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield from ("", "## One article added, committed and found, ms", "")
    yield "| | commits | median | worst | first fifth | last fifth |"
    yield "|---|--:|--:|--:|--:|--:|"
    for row in rows:
        yield (
            f"| {_name(row['contestant'])} | {row['commits']} | {row['median_ms']:.1f} "
            f"| {row['worst_ms']:.0f} | {row['early_ms']:.1f} | {row['late_ms']:.1f} |"
        )


def _growth_table(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield from ("", "## Growth (query: geometric mean of the classes)", "")
    yield "| corpus | articles | | articles a second | index MB | memory MB | query ms |"
    yield "|---|--:|---|--:|--:|--:|--:|"
    for row in rows:
        yield (
            f"| {row['corpus']} | {row['articles']:,} | {_name(row['contestant'])} "
            f"| {row['articles'] / row['seconds']:,.0f} | {row['index_bytes'] / 1e6:,.0f} "
            f"| {row['peak_mb']:,.0f} | {row['query_ms']:.3g} |"
        )


def _relevance_table(scores: Mapping[str, Mapping[str, list[float]]]) -> Iterator[str]:
    names = _contestants(scores)
    yield from ("", "## Relevance: nDCG@10 (MAP)", "")
    yield "| collection | " + " | ".join(map(_name, names)) + " |"
    yield "|---|" + "--:|" * len(names)
    for collection, row in scores.items():
        cells = [f"{row[name][0]:.3f} ({row[name][1]:.3f})" for name in names]
        yield f"| {collection} | " + " | ".join(cells) + " |"


def mean_query_ms(classes: Mapping[str, Mapping[str, float]], name: str) -> float:
    """Return the geometric mean of one contestant's classes."""
    return statistics.geometric_mean(row[name] for row in classes.values() if name in row)


def _contestants(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows.values() for name in row))


def _named(classes: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {
        kind: {_name(name): value for name, value in row.items()} for kind, row in classes.items()
    }


def _name(contestant: str) -> str:
    return CONTESTANTS[contestant].name
