"""Articles as they stood in their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models

from corpus.models.sql.row_insertion import insert_rows


class OriginalManager(models.Manager["Original"]):
    """Reads and replaces the originals of many articles at once."""

    def texts_of(self, article_ids: Iterable[int]) -> dict[int, str]:
        """Return the original texts of articles, by article id."""
        rows = self.filter(article__in=list(article_ids))
        return dict(rows.values_list("article_id", "text"))

    def replace(self, texts: Mapping[int, str]) -> None:
        """Save the original texts of articles, given by article id."""
        insert_rows(Original, ("article", "text"), texts.items(), replacing=True)


class Original(models.Model):
    """An article's whole text as it stood in its file. Apart, as pages seldom need it."""

    article = models.OneToOneField(
        "corpus.Article", on_delete=models.CASCADE, primary_key=True, related_name="original"
    )
    text = models.TextField()

    objects = OriginalManager()

    def __str__(self) -> str:
        return f"original of {self.article_id}"
