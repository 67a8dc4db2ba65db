"""Outlets that articles come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from corpus.extraction.sources.source_name import MAX_INITIALS, best_spelling, source_key
from corpus.models.outbox_entry import OutboxEntry


class SourceManager(models.Manager["Source"]):
    """Sources by name, and the door through which one is renamed."""

    def named(self, names: Iterable[str]) -> dict[str, Source]:
        """Return the sources that names stand for, by name, made where they are new.

        A name stands for the source that is called so, that has it for an alias, or whose name
        is another spelling of it (see `source_key`). Of new names that are one source, the
        best spelling names it; a source named in capitals takes a better spelling.
        """
        counted = Counter(name for name in names if name)
        found = self.standing(counted)
        self._respell(found)
        new: dict[str, list[str]] = {}
        for name in sorted(counted.keys() - found.keys()):
            new.setdefault(source_key(name), []).append(name)
        if new:
            best = [best_spelling(spelled, counted) for spelled in new.values()]
            self.bulk_create([Source(name=name) for name in sorted(best)], ignore_conflicts=True)
            found |= self.standing(counted.keys() - found.keys())
        return found

    def standing(self, names: Iterable[str]) -> dict[str, Source]:
        """Return the known sources among those that names stand for; none is made."""
        names = set(names)
        # SQLite knows the case of ASCII letters only: others must match as written.
        match = models.Q(name__in=names) | models.Q(folded__in={name.lower() for name in names})
        aliases = SourceAlias.objects.annotate(folded=Lower("name")).filter(match)
        sources = self.annotate(folded=Lower("name")).filter(match)
        known = {alias.name.casefold(): alias.source for alias in aliases.select_related("source")}
        known |= {source.name.casefold(): source for source in sources}
        found = {name: known[name.casefold()] for name in names if name.casefold() in known}
        return found | self._of_other_spellings(names - found.keys())

    def _of_other_spellings(self, names: Collection[str]) -> dict[str, Source]:
        """Return the sources whose names are spelled otherwise, where just one is."""
        keys = {source_key(name): name for name in names if name}
        if not keys:
            return {}
        alike: dict[str, set[int]] = {}
        spelled = [
            *self.values_list("pk", "name"),
            *SourceAlias.objects.values_list("source_id", "name"),
        ]
        for pk, name in spelled:
            if (key := source_key(name)) in keys:
                alike.setdefault(key, set()).add(pk)
        single = {key: min(pks) for key, pks in alike.items() if len(pks) == 1}
        sources = self.in_bulk(set(single.values()))
        return {
            name: sources[single[source_key(name)]] for name in names if source_key(name) in single
        }

    def _respell(self, found: Mapping[str, Source]) -> None:
        """Give sources that are named in capitals the spelling that articles have."""
        for name, source in found.items():
            shouts = source.name.isupper() and len(source.name) > MAX_INITIALS
            if shouts and not name.isupper() and name.casefold() == source.name.casefold():
                self.rename(source, name)

    def note_changes(self, articles: Mapping[int | None, int]) -> None:
        """Note how many articles of which sources were written or went."""
        for count in set(articles.values()):
            ids = [pk for pk, articles_of in articles.items() if pk and articles_of == count]
            self.filter(pk__in=ids).update(changes=F("changes") + count)

    def note_moved(self, ids: Iterable[int | None]) -> None:
        """Note that articles came or went that were cleaned of what recurs in another source."""
        self.filter(pk__in=[pk for pk in ids if pk]).update(
            changes=F("changes") + 1, unsettled=True
        )

    @transaction.atomic
    def rename(self, source: Source, name: str) -> Source:
        """Give a source another name; a name already taken merges the two. Returns what stays.

        The old name becomes an alias: later imports that state it mean the same source.
        """
        old = source.name
        taken = self.filter(name=name).exclude(pk=source.pk).first()
        OutboxEntry.objects.queue(source.articles.values_list("pk", flat=True))
        SourceAlias.objects.filter(name=name).delete()
        if taken is None:
            source.name = name
            source.save(update_fields=["name"])
            kept = source
        else:
            source.articles.update(source=taken)
            source.aliases.update(source=taken)
            source.furniture_rules.update(source=taken)
            source.delete()
            kept = taken
            self.note_moved([kept.pk])
        if old != name:
            SourceAlias.objects.update_or_create(name=old, defaults={"source": kept})
        return kept

    @transaction.atomic
    def discard(self, source: Source) -> None:
        """Delete a source; its articles stay, without one."""
        OutboxEntry.objects.queue(source.articles.values_list("pk", flat=True))
        source.delete()


class Source(models.Model):
    """An outlet that articles come from."""

    name = models.CharField(max_length=200, unique=True)
    #: Hashes (see `corpus.boilerplate.line_hashes`) of the source's repeated lines, all hidden.
    recurring = models.JSONField(default=list, blank=True, editable=False)
    # How many articles were written or went, ever; `counted` is where that stood when the
    # lines that recur were last counted. Where it is `unsettled`, articles are still to be
    # cleaned of them.
    changes = models.PositiveBigIntegerField(default=0, editable=False)
    counted = models.PositiveBigIntegerField(default=0, editable=False)
    unsettled = models.BooleanField(default=False, editable=False)

    objects = SourceManager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def recurring_digests(self) -> frozenset[int]:
        """The digests of the lines that recur in it."""
        return frozenset(self.recurring)


class SourceAlias(models.Model):
    """Another name that articles state for a source."""

    name = models.CharField(max_length=200, unique=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "source aliases"

    def __str__(self) -> str:
        return self.name
