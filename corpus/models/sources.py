"""Outlets that articles come from."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction

from corpus.models.outbox_entries import OutboxEntry


class SourceManager(models.Manager["Source"]):
    """Sources by name, and the door through which one is renamed."""

    def named(self, names: Iterable[str]) -> dict[str, Source]:
        """Return the sources of these names by name, made where they are new."""
        wanted = {name for name in names if name}
        found = {source.name: source for source in self.filter(name__in=wanted)}
        missing = sorted(wanted - found.keys())
        if missing:
            self.bulk_create([Source(name=name) for name in missing], ignore_conflicts=True)
            found |= {source.name: source for source in self.filter(name__in=missing)}
        return found

    @transaction.atomic
    def rename(self, source: Source, name: str) -> Source:
        """Give a source another name; a name already taken merges the two. Returns what stays."""
        taken = self.filter(name=name).exclude(pk=source.pk).first()
        OutboxEntry.objects.queue(source.articles.values_list("pk", flat=True))
        if taken is None:
            source.name = name
            source.save(update_fields=["name"])
            return source
        source.articles.update(source=taken)
        source.delete()
        return taken

    @transaction.atomic
    def discard(self, source: Source) -> None:
        """Delete a source; its articles stay, without one."""
        OutboxEntry.objects.queue(source.articles.values_list("pk", flat=True))
        source.delete()


class Source(models.Model):
    """An outlet that articles come from."""

    name = models.CharField(max_length=200, unique=True)

    objects = SourceManager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
