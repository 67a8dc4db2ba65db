"""Articles as they stood in their files."""

from __future__ import annotations

from django.db import models


class Original(models.Model):
    """An article's whole text as it stood in its file. Apart, as pages seldom need it."""

    article = models.OneToOneField(
        "corpus.Article", on_delete=models.CASCADE, primary_key=True, related_name="original"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return f"original of {self.article_id}"
