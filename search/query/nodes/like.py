"""The node of `like:7`: articles similar to another one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from search.query.nodes.base import NO_SPAN, Operator, Predicate, QueryNode, Span
from search.query.nodes.leaves import Term


@dataclass(frozen=True, slots=True)
class Like(QueryNode):
    """Articles that share at least `min_terms` terms with `article`, which is excluded.

    `words` are its distinctive ones, each with the weight (above 0) that its score has here.
    `search.results.more_like_this` fills them in before an engine is asked; without them,
    no article matches. `title` is for display only.
    """

    article: int
    words: tuple[tuple[str, float], ...] = ()
    min_terms: int = 1
    title: str = dataclasses.field(default="", compare=False)
    span: Span = dataclasses.field(default=NO_SPAN, compare=False)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words as terms: in all their forms, in title and text."""
        return tuple(Term(word) for word, _ in self.words)

    @property
    def marks(self) -> bool:
        return True

    @property
    def restricts(self) -> bool:
        return True

    def predicate(self) -> Predicate:
        return Predicate("like", f"“{self.title}”" if self.title else f"article {self.article}")

    def query_text(self, match: Operator = "all") -> str:
        return f"like:{self.article}"
