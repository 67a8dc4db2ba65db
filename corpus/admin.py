"""The staff's pages: correct, hide and delete articles, through the same doors as imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Count, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join

from corpus.accounts.admin_site import ByRole, ForAdministrators
from corpus.curation.bin import delete_for_good
from corpus.curation.editing import edit
from corpus.models import Article, Feed, ImportBatch, ImportFailure, Original, Source, SourceAlias
from corpus.models.article import EDITABLE

if TYPE_CHECKING:
    ArticleModelForm = forms.ModelForm[Article]
    SourceModelForm = forms.ModelForm[Source]
    ModelAdminOfArticle = admin.ModelAdmin[Article]
    ModelAdminOfSource = admin.ModelAdmin[Source]
    ModelAdminOfAny = admin.ModelAdmin[Any]
    TabularInlineOfAliases = admin.TabularInline[SourceAlias, Source]
else:  # Django's forms and admin classes take no type argument when they run.
    ArticleModelForm = SourceModelForm = forms.ModelForm
    ModelAdminOfArticle = ModelAdminOfSource = ModelAdminOfAny = admin.ModelAdmin
    TabularInlineOfAliases = admin.TabularInline

_MOST_FAILURES_SHOWN = 200
_MOST_LINES_SHOWN = 200
_MOST_CHARS_SHOWN = 20_000


class ArticleForm(ArticleModelForm):
    """What an editor may change. A date and its precision are kept in step."""

    url = forms.URLField(required=False, max_length=2000, assume_scheme="https")
    #: The article's stamp when the form was opened.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = (
            *("title", "source", "author", "url", "language"),
            *("published", "date_precision", "hidden"),
        )
        widgets = {"title": forms.TextInput(attrs={"class": "vLargeTextField"})}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.updated.isoformat() if self.instance.pk else ""

    def clean_seen(self) -> str:
        """Raise ValidationError where somebody changed the article since it was opened."""
        seen = str(self.cleaned_data["seen"])
        if seen and seen != self.initial["seen"]:
            raise forms.ValidationError(
                "Somebody changed this article since you opened it. Open it again; "
                "nothing was saved."
            )
        return seen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("published") is None:
            if "published" in cleaned:
                cleaned["date_precision"] = Article.Precision.NONE
        elif cleaned.get("date_precision") == Article.Precision.NONE:
            if "date_precision" in self.changed_data:
                cleaned["published"] = None
            else:
                cleaned["date_precision"] = Article.Precision.DAY
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The fields that now differ from the stored ones, with their new values."""
        stored = Article.objects.get(pk=self.instance.pk)
        return {
            name: self.cleaned_data[name]
            for name in sorted(EDITABLE & self.cleaned_data.keys())
            if self.cleaned_data[name] != getattr(stored, name)
        }


@admin.register(Article)
class ArticleAdmin(ByRole, ModelAdminOfArticle):
    """Articles come from imports; here they are corrected."""

    form = ArticleForm
    list_display = ("short_title", "date", "source", "author", "language", "hidden", "furniture")
    list_filter = (
        *("date_precision", "date_origin", "title_origin", "hidden", "language"),
        ("binned", admin.EmptyFieldListFilter),
        ("source", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("source",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("title", "author", "origin")
    search_help_text = "Title, author, or where it was read from"
    date_hierarchy = "published"
    autocomplete_fields = ("source",)
    actions = ("hide", "show")
    readonly_fields = (
        *("title_origin", "date_origin", "date_evidence", "date_doubt", "edited_fields"),
        *("text_shown", "hidden_lines_shown", "original_shown", "origin", "word_count"),
        "language_confidence",
        *("batch", "imported", "updated"),
    )
    fieldsets = (
        (None, {"fields": ("title", "title_origin", "hidden", "seen")}),
        (
            "Date",
            {
                "fields": (
                    *("published", "date_precision"),
                    *("date_origin", "date_evidence", "date_doubt"),
                )
            },
        ),
        ("From", {"fields": ("source", "author", "url", ("language", "language_confidence"))}),
        ("Text", {"fields": ("text_shown", "hidden_lines_shown", "original_shown")}),
        (
            "Import",
            {
                "fields": (
                    *("origin", "batch", "imported", "updated"),
                    *("word_count", "edited_fields"),
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        # A list of fifty articles may be a hundred megabytes of text that nobody sees.
        return super().get_queryset(request).defer("text")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        changes = cast("ArticleForm", form).changes()
        if changes:
            edit(obj, changes, request.user)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        delete_for_good([obj], request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        delete_for_good(queryset, request.user)

    @admin.action(description="Hide from search and readers", permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._set_hidden(request, queryset, hidden=True)

    @admin.action(description="Show to readers again", permissions=["change"])
    def show(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._set_hidden(request, queryset, hidden=False)

    def _set_hidden(
        self, request: HttpRequest, queryset: QuerySet[Article], *, hidden: bool
    ) -> None:
        made = edit(queryset.exclude(hidden=hidden), {"hidden": hidden}, request.user)
        self.message_user(request, f"{made.article_count} articles changed.", messages.SUCCESS)

    @admin.display(description="title", ordering="title")
    def short_title(self, article: Article) -> str:
        return article.title if len(article.title) <= 90 else f"{article.title[:90]}…"

    @admin.display(description="date", ordering="published")
    def date(self, article: Article) -> str:
        if article.published is None:
            return "undated"
        formats = {"day": "%-d %B %Y", "month": "%B %Y", "year": "%Y"}
        return article.published.strftime(formats[article.date_precision])

    @admin.display(description="hidden lines")
    def furniture(self, article: Article) -> int:
        return len(article.hidden_lines)

    @admin.display(description="hidden lines")
    def hidden_lines_shown(self, article: Article) -> str:
        if not article.hidden_lines:
            return "none"
        rows = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            (
                (line["line"] + 1, line["text"], line["reason"])
                for line in article.hidden_lines[:_MOST_LINES_SHOWN]
            ),
        )
        more = len(article.hidden_lines) - _MOST_LINES_SHOWN
        return format_html(
            "<table><tr><th>Line</th><th>Text</th><th>Hidden because</th></tr>{}</table>{}",
            rows,
            f"and {more:,} more" if more > 0 else "",
        )

    @admin.display(description="text")
    def text_shown(self, article: Article) -> str:
        text, cut = _opening(Article.objects.filter(pk=article.pk))
        return format_html("{}{}", linebreaksbr(text), cut)

    @admin.display(description="original")
    def original_shown(self, article: Article) -> str:
        text, cut = _opening(Original.objects.filter(pk=article.pk))
        return format_html(
            "<details><summary>As it stood in its file</summary><pre>{}</pre></details>{}",
            text,
            cut,
        )


def _opening(rows: QuerySet[Any]) -> tuple[str, str]:
    """Return the beginning of a row's text, and what to say where there is more of it."""
    shown = rows.values_list(Substr("text", 1, _MOST_CHARS_SHOWN), Length("text")).first()
    text, length = shown or ("", 0)
    more = length - _MOST_CHARS_SHOWN
    return text, f"… and {more:,} more characters" if more > 0 else ""


class SourceForm(SourceModelForm):
    """A name that is taken is no mistake: the two sources become one."""

    class Meta:
        model = Source
        fields = ("name",)
        help_texts = {"name": "The name of another source merges the two."}  # noqa: RUF012

    def validate_unique(self) -> None:
        """See the class."""


class AliasInline(ByRole, TabularInlineOfAliases):
    """Other names that articles state for a source; later imports follow them."""

    model = SourceAlias
    extra = 1


@admin.register(Source)
class SourceAdmin(ByRole, ModelAdminOfSource):
    """Outlets: rename one, merge it into another, or give it aliases."""

    inlines = (AliasInline,)

    form = SourceForm
    list_display = ("name", "articles_from_it")
    ordering = ("name",)
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description="articles", ordering="article_count")
    def articles_from_it(self, source: Any) -> int:
        return int(source.article_count)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        if not change:
            Source.objects.named([obj.name])
            obj.pk = Source.objects.get(name=obj.name).pk
            return
        kept = Source.objects.rename(Source.objects.get(pk=obj.pk), obj.name)
        if kept.pk != obj.pk:
            self.message_user(request, f"Merged into {kept.name}.", messages.INFO)
            obj.pk = kept.pk

    def delete_model(self, request: HttpRequest, obj: Source) -> None:
        Source.objects.discard(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        for source in queryset:
            Source.objects.discard(source)


class _ReadOnly(ByRole, ModelAdminOfAny):
    """What happened is not changed afterwards."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ImportBatch)
class ImportBatchAdmin(_ReadOnly):
    """Imports, each with its failures."""

    list_display = (
        *("started", "finished", "how", "made_by", "paths"),
        *("added", "updated", "unchanged", "failed"),
    )
    list_select_related = ("made_by",)
    list_filter = ("how",)
    date_hierarchy = "started"
    fields = (
        *("started", "finished", "how", "made_by", "paths"),
        *("added", "updated", "unchanged", "failed"),
        "failures_shown",
    )

    @admin.display(description="failures")
    def failures_shown(self, batch: ImportBatch) -> str:
        failures = list(batch.failures.all()[:_MOST_FAILURES_SHOWN])
        if not failures:
            return "none"
        rows = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td></tr>",
            ((failure.path, failure.reason) for failure in failures),
        )
        more = batch.failed - len(failures)
        return format_html(
            "<table><tr><th>File</th><th>Reason</th></tr>{}</table>{}",
            rows,
            f"and {more} more, under Import failures" if more > 0 else "",
        )


@admin.register(ImportFailure)
class ImportFailureAdmin(_ReadOnly):
    """All failures of all imports, to search in."""

    list_display = ("path", "reason", "batch")
    list_select_related = ("batch",)
    list_filter = ("batch",)
    search_fields = ("path", "reason")


@admin.register(Feed)
class FeedAdmin(ForAdministrators, ModelAdminOfAny):
    """Feeds, for administrators; the desk's own page does the same and more."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # noqa: RUF012
    list_display = ("address", "source", "active", "fetched", "failures", "result")
    list_filter = ("active",)
    search_fields = ("address", "source")
    readonly_fields = ("fetched", "due", "failures", "result", "etag", "last_modified", "batch")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Once given, an address stays: its articles' origins begin with it."""
        return (*self.readonly_fields, "address") if obj else self.readonly_fields
