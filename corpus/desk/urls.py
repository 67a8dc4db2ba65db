"""Addresses of the desk, one a page. Each has a row in the table of who may do what."""

from django.urls import path

from corpus.desk import (
    account_views,
    article_views,
    bin_views,
    change_views,
    feed_views,
    job_views,
    line_views,
    review_views,
    source_views,
)
from corpus.desk.dashboard import home_views
from corpus.desk.imports import import_views, upload_views
from corpus.desk.synonyms import synonym_views

urlpatterns = [
    path("", home_views.desk, name="desk"),
    path("import/", upload_views.import_page, name="desk_import"),
    path("import/files", upload_views.files, name="desk_import_files"),
    path("import/text", upload_views.text, name="desk_import_text"),
    path("import/folder", upload_views.folder, name="desk_import_folder"),
    path("imports/", import_views.imports, name="desk_imports"),
    path("imports/<int:batch_id>/", import_views.import_batch, name="desk_import_batch"),
    path("imports/<int:batch_id>/files", upload_views.files, name="desk_import_more"),
    path("imports/<int:batch_id>/held", upload_views.held, name="desk_import_held"),
    path("imports/<int:batch_id>/preview", upload_views.preview, name="desk_import_preview"),
    path("imports/<int:batch_id>/options", upload_views.options, name="desk_import_options"),
    path("imports/<int:batch_id>/start", upload_views.start, name="desk_import_start"),
    path("imports/<int:batch_id>/drop", upload_views.drop, name="desk_import_drop"),
    path("imports/<int:batch_id>/report.csv", import_views.report_csv, name="desk_import_csv"),
    path("imports/<int:batch_id>/undo", import_views.undo_preview, name="desk_import_undo"),
    path("imports/<int:batch_id>/undo/start", import_views.undo, name="desk_import_undo_start"),
    path("articles/<int:article_id>/", article_views.article, name="desk_article"),
    path("articles/<int:article_id>/lines", line_views.lines, name="desk_lines"),
    path("articles/<int:article_id>/bin", article_views.bin_article, name="desk_article_bin"),
    path(
        "articles/<int:article_id>/restore",
        article_views.take_article_out,
        name="desk_article_restore",
    ),
    path("articles/date", article_views.reading_of_date, name="desk_date"),
    path("bin/", bin_views.bin_page, name="desk_bin"),
    path("bin/restore", bin_views.restore, name="desk_bin_restore"),
    path("bin/delete", bin_views.delete, name="desk_bin_delete"),
    path("changes/", change_views.changes, name="desk_changes"),
    path("changes/<int:change_set_id>/", change_views.change_set, name="desk_change_set"),
    path(
        "changes/<int:change_set_id>/undo",
        change_views.undo_change_set,
        name="desk_change_set_undo",
    ),
    path("review/", review_views.overview, name="desk_review"),
    path("review/<slug:queue_name>/", review_views.queue, name="desk_review_queue"),
    path("review/<slug:queue_name>/settle", review_views.settle, name="desk_review_settle"),
    path(
        "review/<slug:queue_name>/take-back", review_views.take_back, name="desk_review_take_back"
    ),
    path("feeds/", feed_views.feeds, name="desk_feeds"),
    path("feeds/fetch", feed_views.fetch, name="desk_feed_fetch"),
    path("feeds/<int:feed_id>/", feed_views.feed, name="desk_feed"),
    path("feeds/<int:feed_id>/pause", feed_views.pause, name="desk_feed_pause"),
    path("feeds/<int:feed_id>/remove", feed_views.remove, name="desk_feed_remove"),
    path("sources/", source_views.sources, name="desk_sources"),
    path("sources/<int:source_id>/", source_views.source, name="desk_source"),
    path("sources/<int:source_id>/alias", source_views.forget_alias, name="desk_source_alias"),
    path("sources/<int:source_id>/remove", source_views.remove, name="desk_source_remove"),
    path("equal-words/", synonym_views.equal_words_page, name="desk_synonyms"),
    path("equal-words/switch", synonym_views.switch, name="desk_synonym_switch"),
    path("equal-words/file", synonym_views.as_file, name="desk_synonym_file"),
    path("people/", account_views.people, name="desk_people"),
    path("people/<int:user_id>/", account_views.person, name="desk_person"),
    path(
        "people/<int:user_id>/second-factor",
        account_views.reset_second_factor,
        name="desk_person_second_factor",
    ),
    path("jobs/", job_views.jobs, name="desk_jobs"),
    path("jobs/<int:job_id>/", job_views.job, name="desk_job"),
    path("jobs/<int:job_id>/cancel", job_views.cancel, name="desk_job_cancel"),
    path("jobs/<int:job_id>/resume", job_views.resume, name="desk_job_resume"),
]
