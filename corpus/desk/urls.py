"""Addresses of the desk, one a page. Each has a row in the table of who may do what."""

from django.urls import path

from corpus.desk import (
    articles,
    binned,
    changes,
    home,
    importing,
    imports,
    jobs,
    lines,
    review,
)

urlpatterns = [
    path("", home.desk, name="desk"),
    path("import/", importing.import_page, name="desk_import"),
    path("import/files", importing.files, name="desk_import_files"),
    path("import/text", importing.text, name="desk_import_text"),
    path("import/folder", importing.folder, name="desk_import_folder"),
    path("imports/", imports.imports, name="desk_imports"),
    path("imports/<int:batch_id>/", imports.import_batch, name="desk_import_batch"),
    path("imports/<int:batch_id>/files", importing.files, name="desk_import_more"),
    path("imports/<int:batch_id>/held", importing.held, name="desk_import_held"),
    path("imports/<int:batch_id>/preview", importing.preview, name="desk_import_preview"),
    path("imports/<int:batch_id>/start", importing.start, name="desk_import_start"),
    path("imports/<int:batch_id>/drop", importing.drop, name="desk_import_drop"),
    path("imports/<int:batch_id>/report.csv", imports.report_csv, name="desk_import_csv"),
    path("imports/<int:batch_id>/undo", imports.undo_preview, name="desk_import_undo"),
    path("imports/<int:batch_id>/undo/start", imports.undo, name="desk_import_undo_start"),
    path("articles/<int:article_id>/", articles.article, name="desk_article"),
    path("articles/<int:article_id>/lines", lines.lines, name="desk_lines"),
    path("articles/<int:article_id>/bin", articles.bin_article, name="desk_article_bin"),
    path(
        "articles/<int:article_id>/restore", articles.take_article_out, name="desk_article_restore"
    ),
    path("articles/date", articles.reading_of_date, name="desk_date"),
    path("bin/", binned.bin_page, name="desk_bin"),
    path("bin/restore", binned.restore, name="desk_bin_restore"),
    path("bin/delete", binned.delete, name="desk_bin_delete"),
    path("changes/", changes.changes, name="desk_changes"),
    path("changes/<int:change_set_id>/", changes.change_set, name="desk_change_set"),
    path("changes/<int:change_set_id>/undo", changes.undo_change_set, name="desk_change_set_undo"),
    path("review/", review.overview, name="desk_review"),
    path("review/<slug:queue_name>/", review.queue, name="desk_review_queue"),
    path("review/<slug:queue_name>/settle", review.settle, name="desk_review_settle"),
    path("review/<slug:queue_name>/take-back", review.take_back, name="desk_review_take_back"),
    path("jobs/", jobs.jobs, name="desk_jobs"),
    path("jobs/<int:job_id>/", jobs.job, name="desk_job"),
    path("jobs/<int:job_id>/cancel", jobs.cancel, name="desk_job_cancel"),
    path("jobs/<int:job_id>/resume", jobs.resume, name="desk_job_resume"),
]
