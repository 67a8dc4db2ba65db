"""What is kept of articles' lines, so that those that recur in a source can be counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import models

from corpus.boilerplate.line_hashes import digests_of, packed, unpacked
from corpus.models.sql.row_insertion import insert_rows

if TYPE_CHECKING:
    from corpus.models.article import Article


class ArticleLinesManager(models.Manager["ArticleLines"]):
    """Keeps what counting needs of articles' lines."""

    def of(self, article: Article, hidden: Iterable[int] = ()) -> ArticleLines:
        """Return an article's digests, of which these were hidden as recurring. Not saved."""
        digests = digests_of(article.all_lines())
        return ArticleLines(article=article, digests=packed(digests), hidden=packed(hidden))

    def keep(self, rows: Iterable[ArticleLines]) -> None:
        """Save digests, in place of those that were kept of the same articles."""
        # The article's number was not known yet when it was settled, perhaps.
        values = ((row.article.pk, row.digests, row.hidden) for row in rows)
        insert_rows(ArticleLines, ("article", "digests", "hidden"), values, replacing=True)


class ArticleLines(models.Model):
    """An article's short lines as digests, and which of them were hidden as recurring.

    Derived from the article: a row that is missing is made when it is needed.
    """

    article = models.OneToOneField(
        "corpus.Article", on_delete=models.CASCADE, primary_key=True, related_name="line_digests"
    )
    digests = models.BinaryField()
    hidden = models.BinaryField()

    objects = ArticleLinesManager()

    def __str__(self) -> str:
        return f"lines of article {self.article_id}"

    def is_settled(self, recurring: Collection[int]) -> bool:
        """Whether just those of its lines were hidden that recur."""
        return set(unpacked(bytes(self.hidden))) == set(unpacked(bytes(self.digests))).intersection(
            recurring
        )
