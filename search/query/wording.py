"""Lists and quotations in sentences for the reader. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence

_MAX_EXAMPLES = 3
_MAX_QUOTED_CHARS = 40


def quoted(text: str) -> str:
    """Return `text` in quotation marks for a sentence, shortened where long."""
    short = text if len(text) <= _MAX_QUOTED_CHARS else text[: _MAX_QUOTED_CHARS - 1] + "…"
    return f"“{short}”"


def listed(texts: Sequence[str], *, word: str = "and") -> str:
    """Join `texts` as a sentence does: `a`, `a and b`, `a, b and c`."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def examples(texts: Sequence[str]) -> str:
    """Quote the first few of `texts`, each once, and end with an ellipsis if there are more."""
    distinct = list(dict.fromkeys(texts))
    shown = [quoted(text) for text in distinct[:_MAX_EXAMPLES]]
    return ", ".join(shown) + " …" if len(distinct) > _MAX_EXAMPLES else listed(shown)
