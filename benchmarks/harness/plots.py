"""Plots as plain SVG: dots by query class, and lines by size, both on logarithmic scales."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

_COLOURS = ("#b3261e", "#1f5fa8", "#4b7d2c", "#8a5a00", "#6b4aa0")
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
    'font-family="system-ui, sans-serif" font-size="13">'
    '<rect width="100%" height="100%" fill="#fff"/>'
    '<text x="16" y="26" font-size="16" font-weight="600">{title}</text>'
)


def dots(title: str, rows: Mapping[str, Mapping[str, float]], unit: str) -> str:
    """Draw one row a class, one dot a contestant; values must be above 0."""
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    values = [value for row in rows.values() for value in row.values()]
    scale = _Scale(min(values), max(values), 150, 740)
    bottom = 100 + 28 * len(rows)
    parts = [_HEAD.format(width=780, height=bottom + 50, title=escape(title)), _legend(names, 52)]
    for value in scale.ticks():
        x = scale(value)
        parts.append(f'<line x1="{x:.1f}" y1="86" x2="{x:.1f}" y2="{bottom}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle" fill="#555">{value:g}</text>'
        )
    parts.append(f'<text x="740" y="{bottom + 38}" text-anchor="end" fill="#555">{unit}</text>')
    for at, (label, row) in enumerate(rows.items()):
        y = 108 + 28 * at
        parts.append(f'<text x="16" y="{y + 4}">{escape(label)}</text>')
        parts.append(f'<line x1="150" y1="{y}" x2="740" y2="{y}" stroke="#eee"/>')
        parts += [
            _dot(scale(value), y, names, name, f"{name}: {value:.3g} {unit}")
            for name, value in row.items()
        ]
    return "".join([*parts, "</svg>\n"])


def lines(
    title: str, series: Mapping[str, Sequence[tuple[float, float]]], x_unit: str, y_unit: str
) -> str:
    """Draw one line a contestant through its (x, y) points; all must be above 0."""
    points = [point for row in series.values() for point in row]
    across = _Scale(min(x for x, _ in points), max(x for x, _ in points), 90, 740)
    up = _Scale(min(y for _, y in points), max(y for _, y in points), 340, 80)
    names = list(series)
    parts = [_HEAD.format(width=780, height=410, title=escape(title)), _legend(names, 52)]
    for value in across.ticks():
        x = across(value)
        parts.append(f'<line x1="{x:.1f}" y1="76" x2="{x:.1f}" y2="346" stroke="#ddd"/>')
        parts.append(
            f'<text x="{x:.1f}" y="366" text-anchor="middle" fill="#555">{value:,g}</text>'
        )
    for value in up.ticks():
        y = up(value)
        parts.append(f'<line x1="84" y1="{y:.1f}" x2="746" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="78" y="{y + 4:.1f}" text-anchor="end" fill="#555">{value:g}</text>')
    parts.append(f'<text x="740" y="390" text-anchor="end" fill="#555">{x_unit}</text>')
    parts.append(f'<text x="16" y="74" fill="#555">{y_unit}</text>')
    for name, row in series.items():
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in sorted(row))
        colour = _colour(names, name)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            _dot(across(x), up(y), names, name, f"{name}: {y:.3g} {y_unit} at {x:,.0f}")
            for x, y in row
        ]
    return "".join([*parts, "</svg>\n"])


class _Scale:
    """A logarithmic scale from values to places."""

    def __init__(self, least: float, most: float, start: float, end: float) -> None:
        self._low = math.log10(least) - 0.05
        self._high = math.log10(most) + 0.05
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)

    def ticks(self) -> list[float]:
        """The powers of ten within, and where these are few their multiples too."""
        powers = range(math.floor(self._low), math.ceil(self._high) + 1)
        for steps in ((1,), (1, 3), (1, 2, 5)):
            found = [step * 10.0**power for power in powers for step in steps]
            within = [value for value in found if self._low <= math.log10(value) <= self._high]
            if len(within) >= 3:
                break
        return within


def _colour(names: Sequence[str], name: str) -> str:
    """One colour for all of a contestant's ways, which are named in brackets after it."""
    contestants = list(dict.fromkeys(known.partition(" (")[0] for known in names))
    return _COLOURS[contestants.index(name.partition(" (")[0]) % len(_COLOURS)]


def _dot(x: float, y: float, names: Sequence[str], name: str, told: str = "") -> str:
    """A disc, or a ring for a contestant's other ways."""
    colour = _colour(names, name)
    fill = "#fff" if " (" in name else colour
    title = f"<title>{escape(told)}</title>" if told else ""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{colour}" '
        f'stroke-width="2">{title}</circle>'
    )


def _legend(names: Sequence[str], y: int) -> str:
    parts = []
    x = 150.0
    for name in names:
        width = 38 + 7.2 * len(name)
        if x + width > 780:
            x, y = 150.0, y + 20
        parts.append(_dot(x, y - 4, names, name))
        parts.append(f'<text x="{x + 12:.0f}" y="{y}">{escape(name)}</text>')
        x += width
    return "".join(parts)
